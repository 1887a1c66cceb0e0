// The documents of report.html as data.ts describes them. In the place of a column's array may stand an object:
//   { step: [5, 0, null, 2] }   each is so much more than the one before (at first than 0): 5, 5, null, 7
//   { letter: "a", step: [7, 3] }            the same as ids: "a7", "a10"
//   { base: 2010, over: [3, null, 0] }       each is so much more than the base: 2013, null, 2010
//   { runs: [null, 3, "x", 1] }              a value, how many times it stands there, and so on
//   { as: "papers" }                         the column of that name of the same table, which is an array
//   { beyond: "firstYear", by: [0, 2] }      each is so much more than in that column; null where that is null
//   { lead: ["01302.5122", "85"] }           how much of the text before each begins with (a digit of base 36), then the
//                                            rest: "1302.5122", "1302.5125"
//   { links: [0, "10.1/x", null, "https:…"] }  0: arXiv's address of the paper's id; a DOI: its address
//   { rest: … }        of the nodes of authorTopic: first those of the rows `people` of coauthor.nodes, then these
//   { fall: [1, 0, 4] }                      ranks: in the order of falling values (equal ones by row) each is so much
//                                            more than the one before: 1, 1, 5; null where the value is null
// A column that is an array is what it says. What packs them is src/report/page_pack.c.
import type { Main, Maybe, Network, Papers } from "./data";

type Value = string | number | null;
type Packed = Record<string, unknown>;
type Table = Record<string, unknown>;

function isPacked(column: unknown): column is Packed {
  return typeof column === "object" && column !== null && !Array.isArray(column);
}

function plus(by: Maybe[], of: (i: number) => Maybe): Maybe[] {
  return by.map((d, i) => {
    const base = of(i);
    return d === null || base === null ? null : base + d;
  });
}

function unstep(step: Maybe[]): Maybe[] {
  let last = 0;
  return step.map((d) => (d === null ? null : (last += d)));
}

function unrun(runs: Value[]): Value[] {
  const out: Value[] = [];
  for (let i = 0; i + 1 < runs.length; i += 2) {
    for (let k = runs[i + 1] as number; k > 0; k--) out.push(runs[i] as Value);
  }
  return out;
}

function unlead(lead: string[]): string[] {
  let last = "";
  return lead.map((text) => (last = last.slice(0, parseInt(text.charAt(0), 36)) + text.slice(1)));
}

function unlink(links: (0 | string | null)[], id: string[]): (string | null)[] {
  return links.map((link, p) => {
    if (link === 0) return `https://arxiv.org/abs/${id[p]}`;
    return link?.startsWith("10.") ? `https://doi.org/${link}` : link;
  });
}

/** The ranks of the rows; it sorts, so it is done when they are first asked for. */
function unfall(fall: number[], value: Maybe[]): Maybe[] {
  const rows: number[] = [];
  value.forEach((v, row) => v !== null && rows.push(row));
  rows.sort((a, b) => (value[b] as number) - (value[a] as number) || a - b);
  const rank = new Array<Maybe>(value.length).fill(null);
  let last = 0;
  fall.forEach((d, i) => (rank[rows[i] as number] = last += d));
  return rank;
}

/** An array of the column; the columns of the table that it names are unpacked before. */
function unpack(column: unknown, table: Table): unknown {
  if (!isPacked(column)) return column;
  const { step, letter, base, over, runs, as, beyond, by, lead, links } = column;
  if (step) {
    const numbers = unstep(step as Maybe[]);
    return letter ? numbers.map((n) => `${letter as string}${n}`) : numbers;
  }
  if (over) return plus(over as Maybe[], () => base as number);
  if (runs) return unrun(runs as Value[]);
  if (as) return table[as as string];
  if (beyond) return plus(by as Maybe[], (i) => (table[beyond as string] as Maybe[])[i] ?? null);
  if (lead) return unlead(lead as string[]);
  if (links) return unlink(links as (0 | string | null)[], table["id"] as string[]);
  return column;
}

/** All columns of a table in place, in their order: a packed column that another names stands before it. */
function unpackTable(table: Table): void {
  for (const name of Object.keys(table)) table[name] = unpack(table[name], table);
}

function unpackNodes(nodes: Table, people: Table | null): void {
  const rows = unpack(nodes["people"], nodes) as number[] | undefined;
  delete nodes["people"];
  for (const name of Object.keys(nodes)) {
    const column = nodes[name];
    if (isPacked(column) && "rest" in column && people && rows) {
      const theirs = people[name] as Value[];
      nodes[name] = [...rows.map((row) => theirs[row] as Value), ...(unpack(column["rest"], nodes) as Value[])];
    }
  }
  unpackTable(nodes);
}

/** Ranks are made when they are asked for. */
function unpackRank(column: { value: Maybe[]; rank: unknown }): void {
  const { rank, value } = column;
  if (!isPacked(rank)) return;
  let made: Maybe[] | null = null;
  Object.defineProperty(column, "rank", {
    enumerable: true,
    configurable: true,
    get: () => (made ??= unfall(rank["fall"] as number[], value)),
  });
}

function unpackNetwork(network: Network, people: Network | null): void {
  unpackNodes(network.nodes as unknown as Table, people ? (people.nodes as unknown as Table) : null);
  unpackTable(network.edges as unknown as Table);
  Object.values(network.values).forEach(unpackRank);
}

export function unpackMain(document: unknown): Main {
  const main = document as Main;
  unpackNetwork(main.coauthor, null);
  if (main.authorTopic) unpackNetwork(main.authorTopic, main.coauthor);
  return main;
}

export function unpackPapers(document: unknown): Papers {
  unpackTable(document as Table);
  return document as Papers;
}
