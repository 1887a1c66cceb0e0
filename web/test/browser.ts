// Headless Chromium for tests and screenshots, and a watch on everything a page must not do.
import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";

const PLACES = [
  process.env["CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

export const CHROMIUM =
  PLACES.find((path): path is string => Boolean(path) && existsSync(path as string)) ?? null;

const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--enable-unsafe-swiftshader",
  "--force-color-profile=srgb",
  "--hide-scrollbars",
];

export async function launch(extra: string[] = []): Promise<Browser> {
  if (!CHROMIUM) throw new Error("there is no Chromium");
  return chromium.launch({ executablePath: CHROMIUM, args: [...ARGUMENTS, ...extra] });
}

export interface Watched {
  page: Page;
  /** Errors on the console, exceptions, requests other than for the page itself. */
  complaints: string[];
}

export async function open(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: 1360, height: 860 },
    acceptDownloads: true,
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30000);
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`exception: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (url.split("#")[0] !== address.split("#")[0] && !/^(data|blob):/.test(url))
      complaints.push(`request: ${url}`);
  });
  await page.goto(address);
  return { page, complaints };
}

export async function ready(page: Page): Promise<void> {
  await page.waitForSelector('html[data-ready="papers"]', { timeout: 60000 });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
