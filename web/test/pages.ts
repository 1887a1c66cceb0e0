// Pages of made-up corpora, and what browser tests have in common.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { fillPage, makeCorpus, type Corpus } from "./made";

const out = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const corpora = new Map<string, Corpus>();

export function corpus(kind: string): Corpus {
  const made = corpora.get(kind) ?? makeCorpus(kind);
  corpora.set(kind, made);
  return made;
}

/** Writes the page of a corpus, changed if wanted, and gives its address. */
export function pageOf(kind: string, change?: (made: Corpus) => void): string {
  const path = join(out, `${kind}${change ? "-changed" : ""}.html`);
  const made = change ? structuredClone(corpus(kind)) : corpus(kind);
  change?.(made);
  writeFileSync(path, fillPage(readFileSync(join(out, "page.html"), "utf8"), made));
  return pathToFileURL(path).href;
}

/** Moves the pointer over the map until the tip says what is wanted; gives the place and the words. */
export async function seek(
  page: Page,
  wanted: RegExp,
  step = 7,
): Promise<{ x: number; y: number; words: string }> {
  const box = await page.locator("#stage").boundingBox();
  assert.ok(box);
  const found = await page.evaluate(
    ({ box: b, source, step: by }) => {
      const target = document.querySelector(".sigma-mouse") ?? document.getElementById("stage");
      const tip = document.getElementById("tip");
      for (let y = b.y + b.height * 0.25; y < b.y + b.height * 0.75; y += by) {
        for (let x = b.x + b.width * 0.25; x < b.x + b.width * 0.6; x += by) {
          target?.dispatchEvent(new MouseEvent("mousemove", { clientX: x, clientY: y, bubbles: true }));
          if (tip && !tip.hidden && new RegExp(source).test(tip.textContent ?? ""))
            return { x, y, words: tip.textContent ?? "" };
        }
      }
      return null;
    },
    { box, source: wanted.source, step },
  );
  assert.ok(found, `nothing on the map says ${wanted.source}`);
  return found;
}

export async function panelTitle(page: Page): Promise<string> {
  return (await page.locator("#panel-title").textContent()) ?? "";
}

/** How much of the map is drawn in something that is not paper: the WebGL layers as they are composed on the screen. */
export async function inkOnMap(page: Page): Promise<number> {
  const shot = await page.locator("#stage").screenshot();
  return page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width;
    canvas.height = image.height;
    const context = canvas.getContext("2d");
    context?.drawImage(image, 0, 0);
    const pixels = context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray();
    let ink = 0;
    for (let i = 0; i < pixels.length; i += 4) {
      const [r, g, b] = [pixels[i] as number, pixels[i + 1] as number, pixels[i + 2] as number];
      if (Math.max(r, g, b) - Math.min(r, g, b) > 40) ink += 1;
    }
    return ink / (pixels.length / 4);
  }, shot.toString("base64"));
}
