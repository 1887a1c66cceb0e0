// npm run screenshots -- --page FILE --out DIR [--only NAME,NAME] [--jpeg]: pictures of any report.html, for the
// documentation and to look at.
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import { CHROMIUM, launch, open, ready } from "./browser";

const { values } = parseArgs({
  options: { page: { type: "string" }, out: { type: "string" }, only: { type: "string" }, jpeg: { type: "boolean" } },
});
if (!values.page || !values.out) throw new Error("--page FILE and --out DIR are needed");
const address = pathToFileURL(resolve(values.page)).href;
const out = resolve(values.out);

const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

interface Shot {
  name: string;
  hash?: string;
  dark?: boolean;
  phone?: boolean;
  full?: boolean;
  act?: (page: Page) => Promise<void>;
}

/** The address of the first person, pair … of a page, found in its own tables. */
async function firstLink(page: Page, table: string, selector: string): Promise<string> {
  await page.evaluate((name) => (location.hash = `#view=tables&table=${name}`), table);
  await page.waitForSelector(`.table-${table}`);
  const link = page.locator(`.table-${table} ${selector}`).first();
  return (await link.count()) ? ((await link.getAttribute("href")) ?? "") : "";
}

async function shots(browser: Browser): Promise<Shot[]> {
  const { page } = await open(browser, address);
  await ready(page);
  const person = await firstLink(page, "people", "tbody th a");
  const edge = await firstLink(page, "pairs", 'a[href^="#edge"]');
  const community = await firstLink(page, "communities", "tbody th a");
  const topic = await firstLink(page, "topics", "tbody th a");
  const hasYears = await page.locator("#timeline").evaluate((e) => !e.hasAttribute("hidden"));
  await page.context().close();
  const play = async (p: Page): Promise<void> => {
    // Two thirds of the way, whatever the years are.
    await p.click("#play");
    await p.waitForFunction(() => {
      const to = document.getElementById("year-to") as HTMLInputElement;
      return (
        document.getElementById("play")?.getAttribute("aria-label") === "Pause" &&
        Number(to.value) < Number(to.max)
      );
    });
    await p.waitForFunction(() => {
      const to = document.getElementById("year-to") as HTMLInputElement;
      return Number(to.value) >= Number(to.min) + (2 / 3) * (Number(to.max) - Number(to.min));
    });
    await p.click("#play");
  };
  const list: Shot[] = [
    { name: "light" },
    { name: "dark", dark: true },
    { name: "phone", phone: true },
    { name: "charts", hash: "#view=charts", full: true },
    { name: "charts-dark", hash: "#view=charts", dark: true, full: true },
    { name: "tables", hash: "#view=tables" },
    { name: "about", hash: "#view=about", full: true },
    { name: "phone-charts", hash: "#view=charts", phone: true },
    { name: "phone-tables", hash: "#view=tables", phone: true },
    { name: "phone-about", hash: "#view=about", phone: true },
    { name: "phone-legend", phone: true, act: (p) => p.click("#side-open") },
    {
      name: "search",
      act: async (p) => {
        await p.keyboard.press("/");
        await p.keyboard.type("an");
      },
    },
    { name: "topics-map", hash: "#network=topics" },
    { name: "by-year", hash: "#colour=year" },
    { name: "by-year-dark", hash: "#colour=year", dark: true },
    {
      name: "zoomed",
      act: async (p) => {
        for (let i = 0; i < 4; i++) {
          await p.click("#zoom-in");
          await p.waitForTimeout(350);
        }
      },
    },
  ];
  if (person)
    list.push(
      { name: "person", hash: person },
      { name: "person-dark", hash: person, dark: true },
      { name: "phone-person", hash: person, phone: true },
    );
  if (edge) list.push({ name: "edge", hash: edge });
  if (community) list.push({ name: "community", hash: community });
  if (topic) list.push({ name: "topic", hash: topic });
  if (hasYears) list.push({ name: "playing", act: play });
  return list;
}

async function take(browser: Browser, shot: Shot): Promise<void> {
  const { page } = await open(browser, `${address}${shot.hash ?? ""}`, {
    colorScheme: shot.dark ? "dark" : "light",
    ...(shot.phone ? PHONE : {}),
  });
  await ready(page);
  await shot.act?.(page);
  await page.waitForTimeout(900);
  if (shot.full && !shot.phone) {
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: 1360, height: Math.min(4000, height) });
    await page.waitForTimeout(400);
  }
  const file = `${shot.name}.${values.jpeg ? "jpg" : "png"}`;
  await page.screenshot({ path: join(out, file), ...(values.jpeg ? { type: "jpeg", quality: 82 } : {}) });
  process.stdout.write(`${file}\n`);
  await page.context().close();
}

async function print(browser: Browser): Promise<void> {
  const { page } = await open(browser, address, { colorScheme: "dark" });
  await ready(page);
  await page.pdf({ path: join(out, "print.pdf"), preferCSSPageSize: true, printBackground: true });
  process.stdout.write("print.pdf\n");
  await page.context().close();
}

if (!CHROMIUM) {
  process.stdout.write("skipped: there is no Chromium (set CHROMIUM, or install Debian's chromium)\n");
  process.exit(77);
}
mkdirSync(out, { recursive: true });
const browser = await launch();
try {
  const only = values.only?.split(",");
  for (const shot of await shots(browser)) if (!only || only.includes(shot.name)) await take(browser, shot);
  if (!only || only.includes("print")) await print(browser);
} finally {
  await browser.close();
}
