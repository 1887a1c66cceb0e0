// axe-core: no serious or critical finding in any view, light, dark, on a phone.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { launch, ready } from "./browser";
import { pageOf } from "./pages";

interface Finding {
  id: string;
  impact: string | null;
  nodes: { target: string[]; failureSummary?: string }[];
}

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const STATES = [
  "",
  "#author=a1",
  "#edge=a1-a2",
  "#community=0",
  "#topic=t1&network=topics",
  "#view=charts",
  "#view=tables",
  "#view=tables&table=papers",
  "#view=about",
];
const SCREENS: Record<string, BrowserContextOptions> = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  phone: { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
};

let browser: Browser;
let address = "";

before(async () => {
  address = pageOf("small");
  browser = await launch();
});
after(async () => browser.close());

async function findings(page: Page): Promise<string[]> {
  const result = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: (options: object) => Promise<{ violations: Finding[] }> };
    };
    return (await axe.run({ resultTypes: ["violations"] })).violations;
  });
  const bad = result.filter((f) => f.impact === "serious" || f.impact === "critical");
  return bad.map(
    (f) =>
      `${f.id}: ${f.nodes
        .slice(0, 3)
        .map((n) => `${n.target.join(" ")} ${n.failureSummary?.split("\n")[1] ?? ""}`)
        .join(" | ")}`,
  );
}

for (const [screen, options] of Object.entries(SCREENS)) {
  describe(`axe-core, ${screen}`, () => {
    test("no serious finding in any view", async () => {
      const context = await browser.newContext({
        viewport: { width: 1360, height: 860 },
        bypassCSP: true,
        reducedMotion: "reduce",
        ...options,
      });
      const page = await context.newPage();
      await page.goto(address);
      await ready(page);
      await page.evaluate(source);
      const all: Record<string, string[]> = {};
      for (const state of STATES) {
        await page.evaluate((hash) => (location.hash = hash), state);
        await page.waitForTimeout(350);
        if (state === "#view=charts")
          for (const summary of await page.locator("#view-charts summary").all()) await summary.click();
        const found = await findings(page);
        if (found.length) all[state || "map"] = found;
      }
      await page.evaluate(() => (location.hash = ""));
      await page.fill("#find", "an");
      const open = await findings(page);
      if (open.length) all["search"] = open;
      await context.close();
      assert.deepEqual(all, {});
    });
  });
}
