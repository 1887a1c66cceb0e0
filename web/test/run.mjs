// npm test: builds the page, makes pages of made-up corpora, runs the tests; browser tests only where there is a Chromium.
// Exit code 77: all that could be run passed, but there is no Chromium. Arguments name test files to run ("unit", "map").
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "./ts.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const places = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const hasChromium = places.some((path) => path && existsSync(path));

function run(command, args) {
  const done = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

mkdirSync(join(root, "out"), { recursive: true });
run(process.execPath, ["build.mjs", "--out", "out/page.html"]);
const wanted = process.argv.slice(2);
const files = readdirSync(join(root, "test"))
  .filter((name) => name.endsWith(".test.ts"))
  .filter((name) => !wanted.length || wanted.some((w) => name.startsWith(w)))
  .filter((name) => hasChromium || name.startsWith("unit"));
const made = await compile(files.map((name) => `test/${name}`));
run(process.execPath, ["--test", "--test-concurrency=1", ...made]);
if (!hasChromium) {
  process.stdout.write(
    "skipped: the tests that need a browser; there is no Chromium (set CHROMIUM, or install Debian's chromium)\n",
  );
  process.exit(77);
}
