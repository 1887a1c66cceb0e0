// npm run made -- --page TEMPLATE --kind small --out FILE: a page of a made-up corpus, to look at.
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { fillPage, makeCorpus } from "./made";

const { values } = parseArgs({
  options: { page: { type: "string" }, kind: { type: "string", default: "small" }, out: { type: "string" } },
});
if (!values.page || !values.out) throw new Error("--page TEMPLATE and --out FILE are needed");
const page = fillPage(readFileSync(values.page, "utf8"), makeCorpus(values.kind ?? "small"));
writeFileSync(values.out, page);
process.stdout.write(`${values.out}: ${(page.length / 1048576).toFixed(1)} MB\n`);
