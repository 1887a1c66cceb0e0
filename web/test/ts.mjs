// Runs a TypeScript file of the tests on any Node from 18 on: node test/ts.mjs FILE [argument ...]
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** Bundles TypeScript files into out/test and returns the paths made. */
export async function compile(files) {
  const outdir = join(root, "out", "test");
  await build({
    absWorkingDir: root,
    entryPoints: files,
    outdir,
    outbase: "test",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node18",
    external: ["playwright-core", "axe-core"],
    logLevel: "warning",
  });
  return files.map((file) => join(outdir, file.replace(/^test\//, "").replace(/\.ts$/, ".mjs")));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [made] = await compile([process.argv[2]]);
  const run = spawnSync(process.execPath, [made, ...process.argv.slice(3)], { stdio: "inherit" });
  process.exit(run.status ?? 1);
}
