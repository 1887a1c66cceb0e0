// node test/ts.mjs test/program.ts REPORT.HTML: opens a page that the program wrote from real records, and uses it once
// from end to end. Exit code 77: there is no Chromium.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { unpackMain, unpackPapers } from "../src/unpack";
import { CHROMIUM, launch, open, ready } from "./browser";

const file = resolve(process.argv[2] ?? "");
const address = pathToFileURL(file).href;

function documentOf(page: string, name: string): unknown {
  const begin = `<script type="application/json" id="coterie-${name}">`;
  const from = page.indexOf(begin) + begin.length;
  return JSON.parse(page.slice(from, page.indexOf("</script>", from)));
}

const text = readFileSync(file, "utf8");
const main = unpackMain(documentOf(text, "main"));
const papers = unpackPapers(documentOf(text, "papers"));

async function openPanel(page: Page, hash: string): Promise<string> {
  await page.evaluate((h) => (location.hash = h), hash);
  await page.waitForSelector("#panel:not([hidden])");
  return page.locator("#panel").innerText();
}

async function use(page: Page): Promise<void> {
  const { nodes, edges } = main.coauthor;
  assert.ok((await page.title()).includes(main.about.title));
  const most = nodes.papers.indexOf(Math.max(...nodes.papers));
  const person = await openPanel(page, `#author=${nodes.id[most]}`);
  assert.ok(person.includes(nodes.label[most] as string) && person.includes(String(nodes.papers[most])), person);

  const heaviest = edges.papers.indexOf(edges.papers.reduce((a, b) => Math.max(a, b), 0));
  const [a, b] = [edges.source[heaviest] as number, edges.target[heaviest] as number];
  const pair = await openPanel(page, `#edge=${nodes.id[a]}-${nodes.id[b]}`);
  assert.ok(pair.includes(nodes.label[a] as string) && pair.includes(nodes.label[b] as string), pair);
  const together = papers.id.findIndex((_, p) => {
    const byline = papers.authorRow.slice(papers.authorStart[p], papers.authorStart[p + 1]);
    return byline.includes(a) && byline.includes(b);
  });
  assert.ok(pair.includes(papers.title[together] as string), "a paper behind the pair is listed");

  await page.keyboard.press("Escape");
  await page.fill("#find", nodes.label[most] as string);
  await page.waitForSelector("#found li");
  assert.ok((await page.locator("#found").innerText()).includes(nodes.label[most] as string));
  for (const view of ["charts", "tables", "about"]) {
    await page.evaluate((v) => (location.hash = `#view=${v}`), view);
    await page.waitForTimeout(300);
  }
  assert.ok((await page.locator("body").innerText()).includes(main.about.program));
}

if (!CHROMIUM) {
  process.stdout.write("skipped: there is no Chromium (set CHROMIUM, or install Debian's chromium)\n");
  process.exit(77);
}
const browser = await launch();
try {
  const begun = Date.now();
  const { page, complaints } = await open(browser, address);
  await ready(page);
  const took = Date.now() - begun;
  await use(page);
  assert.deepEqual(complaints, []);
  process.stdout.write(`${file}: ${main.coauthor.nodes.id.length} people, ${papers.id.length} papers, ready after ${took} ms, no complaints\n`);
} finally {
  await browser.close();
}
