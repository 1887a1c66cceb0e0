// Names and titles that try to be more than text, corpora that lack what a page would like to have, browsers without WebGL.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { launch, open, ready } from "./browser";
import { corpus, pageOf, panelTitle } from "./pages";
import { HOSTILE } from "./words";

let browser: Browser;

before(async () => {
  browser = await launch();
});
after(async () => browser.close());

const VIEWS = [
  "#view=charts",
  "#view=tables",
  "#view=tables&table=pairs",
  "#view=tables&table=communities",
  "#view=tables&table=topics",
  "#view=tables&table=papers",
  "#view=about",
  "#network=topics",
  "",
];

describe("hostile texts", () => {
  test("appear as text everywhere, and nothing of them runs", async () => {
    const { page, complaints } = await open(browser, pageOf("hostile"));
    await ready(page);
    const { main } = corpus("hostile");
    assert.equal(await page.title(), main.about.title);
    assert.equal(await page.locator("#title").textContent(), main.about.title);
    for (const name of HOSTILE) {
      const v = main.coauthor.nodes.label.indexOf(name);
      await page.evaluate((id) => (location.hash = `#author=${id}`), main.coauthor.nodes.id[v]);
      await page.waitForFunction(
        (label) => document.getElementById("panel-title")?.textContent === label.trim(),
        name,
      );
    }
    for (const view of VIEWS) {
      await page.evaluate((hash) => (location.hash = hash), view);
      await page.waitForTimeout(150);
    }
    await page.fill("#find", "script");
    assert.match(await page.locator("#found").innerText(), /<script>window\.hacked=1<\/script>/);
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    assert.equal(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked), undefined);
    assert.equal(
      await page.locator("#app script, main script, main img, #panel img, #panel script").count(),
      0,
    );
    assert.ok(await page.locator("bdi[dir=auto]").count());
    await page.context().close();
    assert.deepEqual(complaints, []);
  });

  test("in CSV: no cell begins a formula", async () => {
    const { page, complaints } = await open(browser, `${pageOf("hostile")}#view=tables`);
    await ready(page);
    const [file] = await Promise.all([page.waitForEvent("download"), page.click("#save-csv")]);
    const text = readFileSync((await file.path()) as string, "utf8").replace("\ufeff", "");
    for (const line of text.split("\r\n").slice(1)) assert.ok(!/^"?[=+@\t\r-]/.test(line), line);
    assert.ok(text.includes(`"'=HYPERLINK(""http://example.org"",""x"")"`));
    await page.context().close();
    assert.deepEqual(complaints, []);
  });

  test("a policy forbids every request, and the page tries none", async () => {
    const { page, complaints } = await open(browser, pageOf("hostile"));
    await ready(page);
    const refused = await page.evaluate(() =>
      fetch("https://example.org/").then(
        () => "answered",
        () => "refused",
      ),
    );
    assert.equal(refused, "refused");
    const policy = await page.getAttribute('meta[http-equiv="Content-Security-Policy"]', "content");
    assert.match(policy ?? "", /default-src 'none'.*connect-src 'none'/);
    assert.ok(!/unsafe-eval|script-src[^;]*unsafe-inline/.test(policy ?? ""));
    await page.context().close();
    assert.ok(
      complaints.every((c) => /Content Security Policy|violates/.test(c)),
      complaints.join("\n"),
    );
  });
});

describe("corpora with little in them", () => {
  for (const kind of [
    "empty",
    "oneAuthor",
    "onePaper",
    "noYears",
    "oneCommunity",
    "noLayout",
    "noTopics",
    "noMeasures",
  ]) {
    test(`${kind}: every view makes sense`, async () => {
      const { page, complaints } = await open(browser, pageOf(kind));
      await ready(page);
      for (const view of VIEWS) {
        await page.evaluate((hash) => (location.hash = hash), view);
        await page.waitForTimeout(120);
        assert.equal(await page.locator(".failed").count(), 0);
      }
      const { main } = corpus(kind);
      const id = main.coauthor.nodes.id[0];
      if (id) {
        await page.evaluate((a) => (location.hash = `#author=${a}`), id);
        await page.waitForSelector("#panel:not([hidden])");
        assert.equal(await panelTitle(page), main.coauthor.nodes.label[0]);
      } else {
        assert.ok(await page.locator("#map-empty").isVisible());
      }
      assert.equal(await page.locator("#timeline").isVisible(), main.years.year.length > 1);
      const pdf = await page.pdf();
      assert.ok(pdf.length > 5000);
      await page.context().close();
      assert.deepEqual(complaints, []);
    });
  }
});

describe("without WebGL", () => {
  test("the page says so, draws a still map that can be clicked, and everything else works", async () => {
    const plain = await launch(["--disable-3d-apis"]);
    const { page, complaints } = await open(plain, pageOf("small"));
    await ready(page);
    assert.match(await page.locator("#map-note").innerText(), /no WebGL/);
    const spot = await page.evaluate(() => {
      const stage = document.getElementById("stage") as HTMLElement;
      const tip = document.getElementById("tip") as HTMLElement;
      const box = stage.getBoundingClientRect();
      for (let y = 100; y < box.height - 100; y += 5) {
        for (let x = 100; x < box.width - 100; x += 5) {
          stage
            .querySelector("canvas")
            ?.dispatchEvent(
              new MouseEvent("mousemove", { clientX: box.x + x, clientY: box.y + y, bubbles: true }),
            );
          if (!tip.hidden && /links/.test(tip.textContent ?? "")) return { x: box.x + x, y: box.y + y };
        }
      }
      return null;
    });
    assert.ok(spot);
    await page.mouse.click(spot.x, spot.y);
    await page.waitForSelector("#panel:not([hidden])");
    await page.fill("#find", "quantum");
    await page.waitForSelector("#found li");
    for (const view of VIEWS) {
      await page.evaluate((hash) => (location.hash = hash), view);
      await page.waitForTimeout(120);
    }
    await plain.close();
    assert.deepEqual(complaints, []);
  });
});
