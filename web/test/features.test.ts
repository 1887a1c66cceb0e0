// Each feature of the page, clicked.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, afterEach, describe, test } from "node:test";
import type { Browser, Download, Page } from "playwright-core";
import { launch, open, ready, type Watched } from "./browser";
import { corpus, inkOnMap, pageOf, panelTitle, seek } from "./pages";

let browser: Browser;
let address = "";
let watched: Watched;
let page: Page;

before(async () => {
  address = pageOf("small");
  browser = await launch();
});
after(async () => browser.close());

beforeEach(async () => {
  watched = await open(browser, address);
  page = watched.page;
  await ready(page);
});
afterEach(async () => {
  await page.context().close();
  assert.deepEqual(watched.complaints, []);
});

const { main, papers } = corpus("small");
const status = async (): Promise<string> => (await page.locator("#shown").textContent()) ?? "";

async function go(hash: string): Promise<void> {
  await page.evaluate((h) => (location.hash = h), hash);
}

async function download(act: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [file] = (await Promise.all([page.waitForEvent("download"), act()])) as [Download, void];
  return { name: file.suggestedFilename(), text: readFileSync((await file.path()) as string, "utf8") };
}

describe("map", () => {
  test("is drawn, zooms and moves by buttons, keys and wheel", async () => {
    assert.ok((await inkOnMap(page)) > 0.01);
    const before = await page.screenshot();
    await page.click("#zoom-in");
    await page.waitForTimeout(500);
    assert.notDeepEqual(await page.screenshot(), before);
    await page.focus("#stage");
    for (const key of ["ArrowLeft", "+", "-", "0"]) await page.keyboard.press(key);
    await page.mouse.move(700, 450);
    await page.mouse.wheel(0, -300);
    await page.waitForTimeout(500);
    await page.click("#zoom-fit");
    await page.click("#zoom-out");
  });

  test("a click on a person opens their panel and marks them in the address", async () => {
    const at = await seek(page, /papers? · \d+ links/);
    await page.mouse.click(at.x, at.y);
    await page.waitForSelector("#panel:not([hidden])");
    const name = await panelTitle(page);
    assert.ok(at.words.startsWith(name), `${at.words} / ${name}`);
    const id = main.coauthor.nodes.id[main.coauthor.nodes.label.indexOf(name)];
    assert.equal(new URL(page.url()).hash, `#author=${id}`);
  });

  test("a click on a link opens the papers behind it", async () => {
    const at = await seek(page, / — .*papers? · /, 5);
    await page.mouse.click(at.x, at.y);
    await page.waitForSelector("#panel:not([hidden])");
    assert.match(new URL(page.url()).hash, /^#edge=a\d+-a\d+$/);
    assert.match(await page.locator("#panel .kind").innerText(), /Co-authors/);
  });

  test("switches to people and topics, where a topic can be opened", async () => {
    const first = await status();
    await page.check('input[name="network"][value="topics"]', { force: true });
    await page.waitForFunction((was) => document.getElementById("shown")?.textContent !== was, first);
    assert.match(page.url(), /network=topics/);
    assert.ok((await inkOnMap(page)) > 0.01);
    await go("#topic=t1");
    await page.waitForSelector("#panel:not([hidden])");
    assert.equal(await panelTitle(page), main.topics.label[0]);
  });

  test("colour and size can stand for something else, with a scale", async () => {
    await page.selectOption("#colour", "betweenness");
    assert.match(await page.locator(".scale").innerText(), /Betweenness/);
    await page.selectOption("#size", "strength");
    assert.match(page.url(), /colour=betweenness&size=strength/);
    await page.selectOption("#colour", "year");
    assert.match(await page.locator(".scale").innerText(), /Mean year/);
  });

  test("is saved as a picture", async () => {
    const [file] = await Promise.all([page.waitForEvent("download"), page.click("#save-map")]);
    assert.equal(file.suggestedFilename(), "made-up-map.png");
    const bytes = readFileSync((await file.path()) as string);
    assert.equal(bytes.subarray(1, 4).toString(), "PNG");
    assert.ok(bytes.length > 100000);
  });
});

describe("search", () => {
  test("finds by keyboard, without accents, and opens what was chosen", async () => {
    const label = main.coauthor.nodes.label.find((l) => /[łöčéãõüąøñ]/i.test(l)) as string;
    await page.keyboard.press("/");
    await page.keyboard.type(
      label
        .normalize("NFD")
        .replace(/[\u0300-\u036f]/g, "")
        .replace(/ł/g, "l")
        .replace(/Ł/g, "L")
        .toLowerCase(),
    );
    await page.waitForSelector("#found li");
    assert.match(await page.locator("#found li").first().innerText(), new RegExp(label));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#panel:not([hidden])");
    assert.equal(await panelTitle(page), label);
    assert.equal(await page.evaluate(() => document.activeElement?.id), "panel-title");
    await page.keyboard.press("Escape");
    await page.waitForSelector("#panel", { state: "hidden" });
  });

  test("finds topics, communities and papers, and says when there is nothing", async () => {
    await page.fill("#find", "quantum optics");
    const kinds = await page.locator("#found .found-kind").allInnerTexts();
    for (const kind of ["Topic", "Community", "Paper"]) assert.ok(kinds.includes(kind), kind);
    await page
      .locator("#found li", { has: page.locator(".found-kind", { hasText: "Paper" }) })
      .first()
      .click();
    await page.waitForSelector("#panel:not([hidden])");
    assert.match(page.url(), /#paper=arXiv:/);
    await page.fill("#find", "zzzzz");
    assert.match(await page.locator("#found").innerText(), /Nothing found/);
  });
});

describe("panels", () => {
  test("of a person: measures with rank, co-authors, topics, years, papers with links", async () => {
    const v = 0;
    await go(`#author=${main.coauthor.nodes.id[v]}`);
    await page.waitForSelector("#panel:not([hidden])");
    const words = await page.locator("#panel").innerText();
    for (const part of ["Measures", "Wrote with", "Topics", "Papers", "Betweenness"])
      assert.ok(words.includes(part), part);
    assert.ok(words.includes(String(main.coauthor.nodes.papers[v])));
    const rank = main.coauthor.values["strength"]?.rank[v];
    assert.match(words, new RegExp(`Strength[\\s\\S]{0,40}${rank}(st|nd|rd|th)`));
    assert.equal(await page.locator("#panel svg.spark").count(), 1);
    const link = page.locator("#panel .papers a.out").first();
    assert.match((await link.getAttribute("href")) ?? "", /^https:\/\/arxiv\.org\/abs\//);
    assert.equal(await link.getAttribute("rel"), "noopener noreferrer");
    await page.locator("#panel .papers + .more").click();
    assert.equal(await page.locator("#panel .papers li").count(), main.coauthor.nodes.papers[v]);
    await page.locator("#panel .bars a").first().click();
    await page.waitForFunction((id) => !location.hash.includes(`author=${id}`), main.coauthor.nodes.id[v]);
  });

  test("of a person some of whose papers are not listed: say so", async () => {
    const cut = pageOf("small", (made) => {
      made.main.coauthor.cut = "The map shows some.";
      made.main.coauthor.nodes.papers[0]! += 5;
    });
    const { page: other, complaints } = await open(browser, `${cut}#author=${main.coauthor.nodes.id[0]}`);
    await ready(other);
    const words = await other.locator("#panel").innerText();
    const listed = main.coauthor.nodes.papers[0] as number;
    assert.ok(words.includes(`Of ${listed + 5} papers this page lists ${listed};`), words);
    for (const part of ["Years listed", "Co-authors here"]) assert.ok(words.includes(part), part);
    await other.context().close();
    assert.deepEqual(complaints, []);
    await go(`#author=${main.coauthor.nodes.id[1]}`);
    await page.waitForSelector("#panel:not([hidden])");
    assert.ok(!(await page.locator("#panel").innerText()).includes("this page lists"));
  });

  test("of a link: exactly the papers that both wrote", async () => {
    const e = main.coauthor.edges.papers.indexOf(Math.max(...main.coauthor.edges.papers));
    const [s, t] = [main.coauthor.edges.source[e] as number, main.coauthor.edges.target[e] as number];
    await go(`#edge=${main.coauthor.nodes.id[s]}-${main.coauthor.nodes.id[t]}`);
    await page.waitForSelector("#panel .papers li");
    const both = papers.id.filter((_, p) => {
      const row = papers.authorRow.slice(papers.authorStart[p], papers.authorStart[p + 1]);
      return row.includes(s) && row.includes(t);
    });
    const shown = await page.locator("#panel .papers .muted").allInnerTexts();
    assert.equal(shown.length, both.length);
    assert.ok(both.every((id) => shown.some((words) => words.includes(id))));
  });

  test("of a community: people, terms, bridges; and only it on the map", async () => {
    await go("#community=1");
    await page.waitForSelector("#panel:not([hidden])");
    const words = await page.locator("#panel").innerText();
    for (const part of ["What it is about", "People", "Bridges to", "Links to others"])
      assert.ok(words.includes(part), part);
    await page.locator("#panel .check input").check();
    assert.match(await status(), new RegExp(`^${main.communities.people[1]} of 420 people`));
    assert.match(page.url(), /only=1/);
    await page.locator("#panel .bridge a").first().click();
    await page.waitForFunction(() => location.hash.includes("community="));
  });

  test("of a topic and of a paper", async () => {
    await go("#topic=t2");
    await page.waitForSelector("#panel:not([hidden])");
    assert.match(await page.locator("#panel").innerText(), /Communities/);
    await go(`#paper=${encodeURIComponent(papers.id[5] as string)}`);
    await page.waitForFunction(
      (title) => document.getElementById("panel-title")?.textContent === title,
      papers.title[5],
    );
    await page.locator("#panel .chips a").first().click();
    await page.waitForFunction(() => location.hash.includes("author="));
  });

  test("copy their address, and say when an address names nothing", async () => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await go("#author=a3");
    await page.click('#panel [aria-label="Copy the address of this"]');
    await page.waitForFunction(() => /copied/.test(document.getElementById("live")?.textContent ?? ""));
    await go("#edge=a1-a99999");
    await page.waitForFunction(() => document.getElementById("panel-title")?.textContent === "Not here");
  });
});

describe("addresses", () => {
  test("work on load, when they change, and with the back button", async () => {
    await page.goto("about:blank");
    await page.goto(`${address}#author=a12`);
    await ready(page);
    assert.equal(await panelTitle(page), main.coauthor.nodes.label[11]);
    await go("#community=3");
    await page.waitForFunction(() => document.querySelector("#panel .kind")?.textContent === "Community");
    await page.click('[data-view="tables"]');
    await page.waitForSelector(".data");
    await page.goBack();
    await page.waitForSelector("#view-tables", { state: "hidden" });
    await page.goBack();
    await page.waitForFunction(
      (name) => document.getElementById("panel-title")?.textContent === name,
      main.coauthor.nodes.label[11],
    );
    await page.goForward();
    await page.waitForFunction(() => document.querySelector("#panel .kind")?.textContent === "Community");
  });

  test("hold the filters", async () => {
    await page.goto("about:blank");
    await page.goto(`${address}#years=2000-2005&weight=2&only=0,1`);
    await ready(page);
    assert.equal(await page.locator("#years-shown").innerText(), "2000–2005");
    assert.match(await status(), / of 420 people/);
    await page.click("#reset");
    assert.match(await status(), /^420 people/);
    assert.equal(new URL(page.url()).hash, "");
  });
});

describe("filters", () => {
  test("by year: handles, and a play that goes on to the last year", async () => {
    await page.focus("#year-to");
    for (let i = 0; i < 10; i++) await page.keyboard.press("ArrowLeft");
    assert.equal(await page.locator("#years-shown").innerText(), "1994–2013");
    const some = await status();
    assert.match(some, / of 420 people, /);
    await page.focus("#year-from");
    await page.keyboard.press("ArrowRight");
    assert.match(page.url(), /years=1995-2013/);
    await page.click("#play");
    await page.waitForFunction(() => document.getElementById("play")?.getAttribute("aria-label") === "Pause");
    await page.waitForFunction(() => /–2015/.test(document.getElementById("years-shown")?.textContent ?? ""));
    await page.click("#play");
    assert.equal(await page.getAttribute("#play", "aria-label"), "Play the years");
  });

  test("by weight and topic", async () => {
    await page.focus("#weight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    assert.match(page.url(), /weight=3/);
    const strong = main.coauthor.edges.weight.filter((w) => w >= 3).length;
    assert.match(await status(), new RegExp(`, ${strong} of `));
    await page.click("#reset");
    await page.selectOption("#topic-filter", "0");
    assert.match(await status(), / of 420 people/);
  });

  test("by communities in the legend", async () => {
    await page.check("#only-0");
    await page.check("#only-2");
    const wanted = (main.communities.people[0] as number) + (main.communities.people[2] as number);
    assert.match(await status(), new RegExp(`^${wanted} of 420`));
    await page.click("#legend-more");
    assert.equal(await page.locator(".legend li").count(), 14);
  });

  test("play in few steps where motion is not wanted", async () => {
    const calm = await open(browser, address, { reducedMotion: "reduce" });
    await ready(calm.page);
    await calm.page.click("#play");
    await calm.page.waitForTimeout(900);
    assert.equal(await calm.page.locator("#years-shown").innerText(), "1994");
    await calm.page.context().close();
    assert.deepEqual(calm.complaints, []);
  });
});

describe("tables", () => {
  for (const [name, rows] of [
    ["people", 420],
    ["pairs", main.coauthor.edges.source.length],
    ["communities", 14],
    ["topics", main.topics.label.length],
    ["papers", papers.id.length],
  ] as const) {
    test(`${name}: sorted, filtered, saved`, async () => {
      await go(`#view=tables&table=${name}`);
      await page.waitForSelector(`.table-${name} tbody tr`);
      assert.match(
        await page.locator(".table-status").innerText(),
        new RegExp(`^${rows.toLocaleString("en")} row`),
      );
      await page.locator("thead button").first().click();
      assert.equal(await page.getAttribute("thead th:first-child", "aria-sort"), "ascending");
      const first = await page.locator("tbody tr th").first().innerText();
      await page.locator("thead button").first().click();
      assert.equal(await page.getAttribute("thead th:first-child", "aria-sort"), "descending");
      assert.notEqual(await page.locator("tbody tr th").first().innerText(), first);
      await page.fill("#table-filter", first.split(" ")[0] as string);
      const left = Number((await page.locator(".table-status").innerText()).split(" ")[0]?.replace(/,/g, ""));
      assert.ok(left > 0 && left < rows);
      const { name: file, text } = await download(() => page.click("#save-csv"));
      assert.equal(file, `made-up-${name}.csv`);
      assert.equal(text.trimEnd().split("\r\n").length, left + 1);
      assert.ok(text.startsWith("\ufeff"));
    });
  }

  test("are turned in pages, and lead to panels", async () => {
    await go("#view=tables");
    const first = await page.locator("tbody th").first().innerText();
    await page.getByRole("button", { name: "Next" }).click();
    assert.notEqual(await page.locator("tbody th").first().innerText(), first);
    await page.getByRole("button", { name: "Last" }).click();
    assert.equal(await page.locator("tbody tr").count(), 20);
    const name = await page.locator("tbody th").first().innerText();
    await page.locator("tbody th a").first().click();
    assert.equal(await panelTitle(page), name);
  });
});

describe("charts", () => {
  test("all are drawn; each shows its numbers and is saved as SVG", async () => {
    await page.click('[data-view="charts"]');
    const names = [
      "papers-by-year",
      "authors-by-year",
      "authors-per-paper",
      "degrees",
      "communities-over-time",
      "topic-trends",
    ];
    for (const name of names) {
      const figure = page.locator(`#chart-${name}`);
      assert.ok((await figure.locator("svg[role=img]").getAttribute("aria-label"))?.length);
      const marks = await figure.locator("svg[role=img]").evaluate((svg) => svg.querySelectorAll("rect, circle, path").length);
      assert.ok(marks > 3, `${name}: ${marks}`);
      await figure.locator("summary").click();
      await figure.locator("tbody tr").nth(2).waitFor();
      const { name: file, text } = await download(() => page.click(`[data-save="${name}"]`));
      assert.equal(file, `made-up-${name}.svg`);
      assert.match(text, /^<\?xml[^>]*>\s*<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      const bad = await page.evaluate(
        (svg) =>
          new DOMParser().parseFromString(svg, "image/svg+xml").querySelector("parsererror")?.textContent ??
          null,
        text,
      );
      assert.equal(bad, null);
    }
    const years = await page.locator("#chart-papers-by-year tbody tr").first().innerText();
    assert.match(years, new RegExp(`${main.years.year[0]}\\s+${main.years.papers[0]}`));
  });
});

describe("what it is", () => {
  test("says the corpus, what was left out, measures, inputs, and copies the command", async () => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.click('[data-view="about"]');
    const words = await page.locator("#view-about").innerText();
    for (const part of [
      ...main.about.corpus,
      "withdrawn",
      "arXiv:1203.4431",
      "igraph",
      main.about.command,
      main.about.inputs[0]?.sha256 ?? "",
      "estimated from 2,048 sources",
    ])
      assert.ok(words.includes(part), part);
    await page.click("#copy-command");
    await page.waitForFunction(() =>
      /Copied/.test(document.getElementById("copy-command")?.textContent ?? ""),
    );
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), main.about.command);
  });
});

describe("looks", () => {
  test("light and dark, as the system says and as the switch says", async () => {
    assert.equal(await page.getAttribute("html", "data-theme"), "light");
    await page.click("#theme");
    assert.equal(await page.getAttribute("html", "data-theme"), "dark");
    const dark = await open(browser, address, { colorScheme: "dark" });
    await ready(dark.page);
    assert.equal(await dark.page.getAttribute("html", "data-theme"), "dark");
    await dark.page.context().close();
    assert.deepEqual(dark.complaints, []);
  });

  test("on a phone: legend as a sheet, a panel that can be made tall, a tap opens, nothing wider than the screen", async () => {
    const phone = await open(browser, address, {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
      deviceScaleFactor: 2,
    });
    const p = phone.page;
    await ready(p);
    await p.tap("#side-open");
    await p.waitForSelector("#side", { state: "visible" });
    await p.tap("#side-open");
    const at = await seek(p, /links/, 4);
    await p.touchscreen.tap(at.x, at.y);
    await p.waitForSelector("#panel:not([hidden])");
    await p.tap(".grip");
    assert.ok(await p.locator("#panel.tall").count());
    for (const view of ["charts", "tables", "about", "map"]) {
      await p.evaluate((v) => (location.hash = `#view=${v}`), view);
      await p.waitForTimeout(200);
      const wide = await p.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 360, `${view} is ${wide} wide`);
    }
    await p.context().close();
    assert.deepEqual(phone.complaints, []);
  });

  test("everything is reached by keyboard, with a visible focus and a skip link", async () => {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.className), "skip");
    const seen = new Set<string>();
    for (let i = 0; i < 60; i++) {
      const at = await page.evaluate(() => {
        const e = document.activeElement;
        if (!e || e === document.body) return null;
        const style = getComputedStyle(e);
        return {
          id: e.id || e.getAttribute("data-view") || e.className,
          outline: style.outlineStyle !== "none" || e.matches("input"),
        };
      });
      if (at) {
        seen.add(at.id);
        assert.ok(at.outline, `no focus is seen on ${at.id}`);
      }
      await page.keyboard.press("Tab");
    }
    for (const id of [
      "map",
      "charts",
      "tables",
      "about",
      "find",
      "copy-address",
      "theme",
      "colour",
      "size",
      "weight",
      "topic-filter",
      "only-0",
      "stage",
      "zoom-in",
      "play",
      "year-from",
      "year-to",
    ])
      assert.ok(seen.has(id), `${id} is not reached`);
  });

  test("prints to a PDF with the map as a picture and the tables", async () => {
    const pdf = await page.pdf({ preferCSSPageSize: true });
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    assert.ok(pdf.length > 60000);
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    const words = await page.locator("#print").innerText();
    for (const part of ["Largest communities", "People with most papers", "To do it again"])
      assert.ok(words.includes(part), part);
    assert.equal(await page.locator("#print img").count(), 1);
    assert.ok((await page.locator("#print svg").count()) >= 6);
  });
});
