// What can be tested without a browser: numbers, texts, CSV, and the indices against slow, obvious references.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fromHash, toHash } from "../src/address";
import { contrast } from "./contrast";
import { asInk, onPaper, parseHex } from "../src/colour";
import { csvCell, toCsv } from "../src/csv";
import type { Main, Papers } from "../src/data";
import { passing } from "../src/filter";
import { bytes, fold, plural, real, shorten, years } from "../src/format";
import { Model } from "../src/model";
import { shared, type Lists } from "../src/papers";
import { ordinal, safeLink } from "../src/parts";
import { NO_FILTER, type Filter, type State } from "../src/state";
import { unpackMain, unpackPapers } from "../src/unpack";
import { encode, fillPage, makeCorpus } from "./made";
import { Random } from "./random";
import { RECIPES } from "./recipes";

function modelOf(kind: string): Model {
  const { main, papers } = makeCorpus(kind);
  const model = new Model(JSON.parse(JSON.stringify(main)) as Main);
  model.setPapers(JSON.parse(JSON.stringify(papers)) as Papers);
  return model;
}

test("cells that could be formulas get an apostrophe, and quotes are doubled", () => {
  assert.equal(csvCell("=1+1"), '"\'=1+1"');
  assert.equal(csvCell("+x"), '"\'+x"');
  assert.equal(csvCell("-x"), '"\'-x"');
  assert.equal(csvCell("@x"), '"\'@x"');
  assert.equal(csvCell("\tx"), '"\'\tx"');
  assert.equal(csvCell("\rx"), '"\'\rx"');
  assert.equal(csvCell(-5), "-5");
  assert.equal(csvCell(null), "");
  assert.equal(csvCell('a,"b"\nc'), '"a,""b""\nc"');
  assert.equal(csvCell("plain"), "plain");
  assert.equal(toCsv(["a", "b"], [[1, "x"]]), "a,b\r\n1,x\r\n");
});

test("numbers and texts as people read them", () => {
  assert.equal(real(0), "0");
  assert.equal(real(null), "–");
  assert.equal(real(0.00012345), "1.23 × 10⁻⁴");
  assert.equal(real(1234567.8), "1,234,568");
  assert.equal(real(0.81234), "0.812");
  assert.equal(plural(1, "paper"), "1 paper");
  assert.equal(plural(2, "person", "people"), "2 people");
  assert.equal(years(1999, 1999), "1999");
  assert.equal(years(null, null), "no year");
  assert.equal(bytes(1234567), "1.23 MB");
  assert.equal(shorten("👩‍🔬🎈abcdef", 4), "👩‍🔬…");
  assert.equal(fold("Łukasz Grünwald"), "lukasz grunwald");
  assert.deepEqual([1, 2, 3, 4, 11, 12, 13, 21, 112, 1003].map(ordinal), [
    "1st",
    "2nd",
    "3rd",
    "4th",
    "11th",
    "12th",
    "13th",
    "21st",
    "112th",
    "1,003rd",
  ]);
});

test("only addresses of the web become links", () => {
  assert.equal(safeLink("javascript:alert(1)"), null);
  assert.equal(safeLink("data:text/html,x"), null);
  assert.equal(safeLink("https://doi.org/10.1/x"), "https://doi.org/10.1/x");
  assert.equal(safeLink(null), null);
});

test("what is written into the page cannot end its script, and every marker is filled", () => {
  const text = encode({ a: "</script><!--\u2028\u2029&" });
  assert.ok(!/[<>&\u2028\u2029]/.test(text));
  assert.equal((JSON.parse(text) as { a: string }).a, "</script><!--\u2028\u2029&");
  const template = "<!--coterie:title-->|<!--coterie:main-->|<!--coterie:papers-->";
  assert.ok(!fillPage(template, makeCorpus("hostile")).includes("<!--coterie"));
});

test("packed columns become what data.ts describes", () => {
  const papers = unpackPapers({
    id: { lead: ["01302.5122", "85", "0x", "1é"] },
    title: ["", "", "", ""],
    year: { step: [2013, 0, null, 2] },
    link: { links: [0, "10.1/x", null, "https://arxiv.org/abs/hep-th/9901001"] },
    authors: [1, 0, 2, 0],
    authorStart: { step: [0, 1, 0, 2, 0] },
    authorRow: [0, 1, 2],
    topicStart: { step: [] },
    topicRow: [],
  });
  assert.deepEqual(papers.id, ["1302.5122", "1302.5125", "x", "xé"]);
  assert.deepEqual(papers.year, [2013, 2013, null, 2015]);
  assert.deepEqual(papers.link, [
    "https://arxiv.org/abs/1302.5122",
    "https://doi.org/10.1/x",
    null,
    "https://arxiv.org/abs/hep-th/9901001",
  ]);
  assert.deepEqual([papers.authorStart, papers.topicStart], [[0, 1, 1, 3, 3], []]);

  const main = unpackMain({
    coauthor: {
      nodes: {
        id: { letter: "a", step: [7, 3, 1] },
        label: ["A", "B", "C"],
        kind: { runs: [0, 2, 1, 1] },
        orcid: { runs: [null, 1, "0000-0001", 1, null, 1] },
      },
      edges: {
        source: { step: [0, 0, 1] },
        target: { base: 1, over: [0, 1, 1] },
        weight: { as: "papers" },
        papers: [1, 5, 2],
        firstYear: { base: 1990, over: [0, null, 4] },
        lastYear: { beyond: "firstYear", by: [3, null, 0] },
      },
      values: {
        x: { value: [0.5, null, 2], rank: { fall: [1, 4] } },
        y: { value: [1, 1, 3], rank: { fall: [1, 1, 0] } },
      },
    },
    authorTopic: {
      nodes: {
        people: { step: [1, 1] },
        id: { rest: ["t4"] },
        label: { rest: ["T"] },
        kind: { rest: { runs: [2, 1] } },
        orcid: { rest: { runs: [null, 1] } },
        topic: { runs: [-1, 2, 0, 1] },
      },
      edges: { source: { step: [] } },
      values: { x: { value: [1, 2, null], rank: [2, 1, null] } },
    },
  });
  const { nodes, edges, values } = main.coauthor;
  assert.deepEqual([nodes.id, nodes.kind], [["a7", "a10", "a11"], [0, 0, 1]]);
  assert.deepEqual(nodes.orcid, [null, "0000-0001", null]);
  assert.deepEqual([edges.source, edges.target, edges.weight], [[0, 0, 1], [1, 2, 2], [1, 5, 2]]);
  assert.deepEqual([edges.firstYear, edges.lastYear], [[1990, null, 1994], [1993, null, 1994]]);
  assert.deepEqual(values["x"]?.rank, [5, null, 1]);
  assert.deepEqual(values["y"]?.rank, [2, 2, 1]);
  const other = main.authorTopic?.nodes;
  assert.deepEqual([other?.id, other?.label], [["a10", "a11", "t4"], ["B", "C", "T"]]);
  assert.deepEqual([other?.kind, other?.topic], [[0, 1, 2], [-1, -1, 0]]);
  assert.deepEqual(other?.orcid, ["0000-0001", null, null]);
  assert.deepEqual(main.authorTopic?.values["x"]?.rank, [2, 1, null]);
});

test("colours of communities stand out on both papers, and their names can be read", () => {
  const { main } = makeCorpus("large");
  for (const hex of main.communities.color) {
    for (const dark of [false, true]) {
      const paper = parseHex(dark ? "#13161a" : "#fcfbf8");
      assert.ok(
        contrast(onPaper(parseHex(hex), dark), paper) >= (dark ? 3 : 1.45),
        `${hex} on ${dark ? "dark" : "light"}`,
      );
      assert.ok(
        contrast(asInk(parseHex(hex), dark), paper) >= 4.5,
        `${hex} as text on ${dark ? "dark" : "light"}: ${contrast(asInk(parseHex(hex), dark), paper)}`,
      );
    }
  }
});

test("two rising lists share what both hold", () => {
  const random = new Random(7);
  for (let k = 0; k < 200; k++) {
    const draw = (): number[] =>
      [...new Set(Array.from({ length: random.below(20) }, () => random.below(30)))].sort((a, b) => a - b);
    const [a, b] = [draw(), draw()];
    assert.deepEqual(
      shared(Uint32Array.from(a), Uint32Array.from(b)),
      a.filter((x) => b.includes(x)),
    );
  }
});

for (const kind of ["small", "noTopics", "onePaper", "empty", "noYears"]) {
  test(`papers behind nodes and edges agree with the papers themselves: ${kind}`, () => {
    const model = modelOf(kind);
    const papers = model.papers;
    assert.ok(papers);
    for (const name of ["people", "topics"] as const) {
      const net = model.net(name);
      const behind: Lists = papers.ofEdges(net);
      for (let e = 0; e < net.m; e += 7) {
        const list: number[] = [...behind.row.subarray(behind.start[e], behind.start[e + 1])];
        assert.deepEqual(list, papers.ofEdge(net, e));
        assert.equal(list.length, net.data.edges.papers[e]);
      }
      for (let v = 0; v < net.n; v += 5) assert.equal(papers.ofNode(net, v).length, net.data.nodes.papers[v]);
    }
  });
}

/** A filter, said slowly. */
function slowly(model: Model, f: Filter): { nodes: number; edges: number } {
  const net = model.people;
  const papers = model.papers;
  assert.ok(papers);
  const pass = (p: number): boolean => {
    const year = papers.data.year[p] ?? null;
    const inYears =
      (f.from === null && f.to === null) ||
      (year !== null && year >= (f.from ?? -1e9) && year <= (f.to ?? 1e9));
    return inYears && (f.topic < 0 || papers.topicsOf(p).includes(f.topic));
  };
  const byPaper = f.from !== null || f.to !== null || f.topic >= 0;
  const { source, target, weight } = net.data.edges;
  const on = Array.from(
    { length: net.n },
    (_, v) =>
      (!byPaper || [...papers.ofNode(net, v)].some(pass)) &&
      (!f.communities.size || f.communities.has(net.data.nodes.community[v] ?? -1)),
  );
  const edge = source.map(
    (s, e) =>
      Boolean(on[s]) &&
      Boolean(on[target[e] as number]) &&
      (weight[e] as number) >= f.weight &&
      (!byPaper || papers.ofEdge(net, e).some(pass)),
  );
  const linked = new Set(source.flatMap((s, e) => (edge[e] ? [s, target[e] as number] : [])));
  return {
    nodes: on.filter((x, v) => x && (f.weight === 0 || linked.has(v))).length,
    edges: edge.filter(Boolean).length,
  };
}

test("filters by year, weight, community and topic agree with a slow reference", () => {
  const model = modelOf("small");
  const random = new Random(3);
  for (let k = 0; k < 25; k++) {
    const from = 1994 + random.below(25);
    const f: Filter = { ...NO_FILTER };
    if (random.next() < 0.6) Object.assign(f, { from, to: from + random.below(10) });
    if (random.next() < 0.4) f.weight = 1 + random.below(4);
    if (random.next() < 0.4) f.communities = new Set([random.below(14), random.below(14)]);
    if (random.next() < 0.4) f.topic = random.below(20);
    const fast = passing(model, model.people, f);
    const slow = slowly(model, f);
    assert.deepEqual(
      { nodes: fast.nodes, edges: fast.edges },
      slow,
      JSON.stringify({ ...f, communities: [...f.communities] }),
    );
  }
});

test("an address says what is shown, and says it again when it is read", () => {
  const model = modelOf("small");
  const state: State = {
    view: "tables",
    table: "pairs",
    network: "people",
    selection: { kind: "edge", a: "a1", b: "a2" },
    colour: "betweenness",
    size: "papers",
    dark: false,
    filter: { from: 2001, to: 2009, weight: 2, communities: new Set([1, 3]), topic: 4 },
  };
  const { dark: _dark, ...rest } = state;
  assert.deepEqual(fromHash(toHash(state, model), model), rest);
  assert.deepEqual(fromHash("#author=a12", model).selection, { kind: "author", id: "a12" });
  assert.deepEqual(fromHash("#community=3", model).selection, { kind: "community", id: 3 });
  assert.deepEqual(fromHash("#topic=t4", model).selection, { kind: "topic", id: "t4" });
  for (const bad of [
    "#author=nobody",
    "#community=x",
    "#community=",
    "#topic=t9999",
    "#view=nothing",
    "#years=a-b",
    "#%",
    "#edge=",
    "#only=999",
  ]) {
    const read = fromHash(bad, model);
    assert.equal(read.view, "map");
    assert.equal(read.selection, null, bad);
  }
});

test("every recipe makes networks whose places are all finite", () => {
  for (const kind of Object.keys(RECIPES).filter((k) => k !== "large")) {
    const model = modelOf(kind);
    for (const name of ["people", "topics"] as const) {
      const net = model.net(name);
      assert.ok([...net.x, ...net.y].every(Number.isFinite), kind);
      assert.equal(net.x.length, net.n);
    }
  }
});
