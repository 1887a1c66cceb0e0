// Makes the page: one HTML file with script and styles inside, and a policy that allows that script and no request.
//   npm run build -- --out FILE [--no-types]
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/** Where the program puts text; each must stand once. */
const MARKERS = ["<!--coterie:title-->", "<!--coterie:main-->", "<!--coterie:papers-->"];

function die(message) {
  process.stderr.write(`build: ${message}\n`);
  process.exit(1);
}

function readArguments(list) {
  const options = { out: "", types: true };
  for (let i = 0; i < list.length; i++) {
    if (list[i] === "--out" && i + 1 < list.length) options.out = resolve(list[++i]);
    else if (list[i] === "--no-types") options.types = false;
    else die(`unknown argument "${list[i]}" (known: --out FILE, --no-types)`);
  }
  if (!options.out) die("--out FILE is needed");
  return options;
}

function checkTypes() {
  const tsc = join(here, "node_modules", "typescript", "bin", "tsc");
  const run = spawnSync(process.execPath, [tsc, "--noEmit", "-p", here], { stdio: "inherit" });
  if (run.status !== 0) die("types do not fit");
}

async function bundle(entry) {
  const result = await build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: ["chrome90", "firefox90", "safari15"],
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    define: { "process.env.NODE_ENV": '"production"' },
    outdir: "out",
  });
  return result.outputFiles[0].text.trim();
}

/** What must not stand in a script that is inlined and trusted. */
function checkScript(script) {
  const forbidden = [
    /<\/script/i,
    /<!--/,
    /\beval\s*\(/,
    /\bnew Function\b/,
    /[^.\w]Function\(/,
    /\bfetch\s*\(/,
    /\bXMLHttpRequest\b/,
    /\bimportScripts\b/,
    /\bsendBeacon\b/,
    /\bWebSocket\b/,
    /\bEventSource\b/,
  ];
  for (const pattern of forbidden) {
    const at = script.search(pattern);
    if (at >= 0) die(`the script holds ${pattern}: …${script.slice(Math.max(0, at - 60), at + 60)}…`);
  }
}

function checkPage(page) {
  for (const marker of MARKERS) {
    const count = page.split(marker).length - 1;
    if (count !== 1) die(`the marker ${marker} stands ${count} times in the page`);
  }
}

function policy(script) {
  const hash = createHash("sha256").update(script, "utf8").digest("base64");
  return [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    "connect-src 'none'",
    "font-src 'none'",
    "worker-src 'none'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

const options = readArguments(process.argv.slice(2));
if (options.types) checkTypes();
const script = await bundle("src/main.ts");
const style = await bundle("src/style/page.css");
checkScript(script);
const put = (page, marker, text) => page.split(marker).join(text);
let page = readFileSync(join(here, "src", "page.html"), "utf8");
page = put(page, "{{policy}}", policy(script));
page = put(page, "{{style}}", style);
page = put(page, "{{script}}", script);
checkPage(page);
mkdirSync(dirname(options.out), { recursive: true });
writeFileSync(options.out, page);
process.stdout.write(`${options.out}: ${(page.length / 1024).toFixed(0)} KB\n`);
