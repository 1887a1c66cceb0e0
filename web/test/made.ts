// Made-up corpora for the page, the same on every machine: from papers with authors and topics to the two documents
// that the program writes. Sizes, and what is missing or hostile in them, are set by a recipe.
import type { Communities, Main, Maybe, Network, Papers, Topics, Years } from "../src/data";
import { Random } from "./random";
import { COLORS, MEASURES, RECIPES, type Recipe } from "./recipes";
import { FAMILY, GIVEN, HOSTILE, SUBJECTS, WORDS } from "./words";

interface Paper {
  year: Maybe;
  authors: number[];
  topics: number[];
  title: string;
}

function makeNames(recipe: Recipe, random: Random): string[] {
  const seen = new Set<string>();
  const names: string[] = [];
  while (names.length < recipe.authors) {
    if (recipe.hostile && names.length < HOSTILE.length * 3 && names.length % 3 === 0) {
      names.push(HOSTILE[names.length / 3] as string);
      continue;
    }
    const middle =
      seen.size > 3000 || random.next() < 0.25 ? ` ${String.fromCharCode(65 + random.below(26))}.` : "";
    const name = `${random.pick(GIVEN)}${middle} ${random.pick(FAMILY)}${seen.size > 30000 ? ` ${names.length}` : ""}`;
    if (seen.has(name)) {
      if (seen.size > 8000) names.push(`${name} ${names.length}`);
      continue;
    }
    seen.add(name);
    names.push(name);
  }
  return names.slice(0, recipe.authors);
}

/** Communities of falling size; author i belongs to home[i]. */
function makeHomes(recipe: Recipe): number[] {
  const share = Array.from({ length: recipe.communities }, (_, c) => 1 / Math.pow(c + 2, 0.75));
  const total = share.reduce((a, b) => a + b, 0);
  const homes: number[] = [];
  share.forEach((s, c) => {
    const count = Math.max(1, Math.round((s / total) * recipe.authors));
    for (let i = 0; i < count && homes.length < recipe.authors; i++) homes.push(c);
  });
  while (homes.length < recipe.authors) homes.push(homes.length % Math.max(1, recipe.communities));
  return homes;
}

function makeTitle(recipe: Recipe, random: Random, subject: string): string {
  if (recipe.hostile && random.next() < 0.3) return random.pick(HOSTILE);
  const form = random.below(4);
  const a = random.pick(WORDS.adjectives);
  const b = random.pick(WORDS.things);
  if (form === 0) return `On the ${a} ${b} of ${subject}`;
  if (form === 1) return `${subject[0]?.toUpperCase() ?? ""}${subject.slice(1)}: ${a} ${b}`;
  if (form === 2) return `${a[0]?.toUpperCase() ?? ""}${a.slice(1)} ${b} for ${subject}`;
  return `Towards ${a} ${b} in ${subject} and ${random.pick(SUBJECTS)}`;
}

function makePapers(recipe: Recipe, homes: number[], random: Random): Paper[] {
  const members: number[][] = Array.from({ length: recipe.communities }, () => []);
  homes.forEach((c, a) => (members[c] as number[]).push(a));
  const span = recipe.lastYear - recipe.firstYear + 1;
  const pairs = new Set<number>();
  const papers: Paper[] = [];
  for (let p = 0; p < recipe.papers && pairs.size < recipe.pairs; p++) {
    const lead =
      recipe.authors < 10
        ? random.below(recipe.authors)
        : p < recipe.authors
          ? p
          : random.skewed(recipe.authors, 1.2);
    const c = homes[lead] as number;
    const team = new Set([lead]);
    const size = 1 + Math.floor(6 * Math.pow(random.next(), 1.6)) + (random.next() < 0.01 ? 12 : 0);
    for (let tries = 0; team.size < Math.min(size, recipe.authors) && tries < size * 4; tries++) {
      const from =
        random.next() < 0.93 ? c : (c + 1 + random.skewed(recipe.communities, 3)) % recipe.communities;
      const list = members[from] as number[];
      if (list.length) team.add(list[random.skewed(list.length, 2.2)] as number);
    }
    const authors = [...team].sort((x, y) => x - y);
    authors.forEach((x, i) => authors.slice(i + 1).forEach((y) => pairs.add(x * recipe.authors + y)));
    const topics = new Set<number>();
    const nTopics = recipe.topics ? 1 + random.below(3) : 0;
    while (topics.size < nTopics)
      topics.add(
        random.next() < 0.75 ? (c * 3 + random.below(3)) % SUBJECTS.length : random.below(SUBJECTS.length),
      );
    const year =
      random.next() < recipe.yearless
        ? null
        : recipe.firstYear + Math.min(span - 1, Math.floor(span * Math.sqrt(random.next())));
    papers.push({
      year,
      authors,
      topics: [...topics],
      title: makeTitle(recipe, random, SUBJECTS[[...topics][0] ?? 0] as string),
    });
  }
  return papers.sort((x, y) => (x.year ?? -1) - (y.year ?? -1));
}

interface Edge {
  a: number;
  b: number;
  papers: number;
  weight: number;
  first: Maybe;
  last: Maybe;
}

function addEdge(map: Map<number, Edge>, a: number, b: number, n: number, year: Maybe): void {
  const key = a * n + b;
  const edge = map.get(key) ?? { a, b, papers: 0, weight: 0, first: null, last: null };
  edge.papers += 1;
  edge.weight += 1;
  if (year !== null) {
    edge.first = edge.first === null ? year : Math.min(edge.first, year);
    edge.last = edge.last === null ? year : Math.max(edge.last, year);
  }
  map.set(key, edge);
}

/** A disc of discs: communities on a spiral, members on a spiral inside. */
function place(homes: number[], sizes: number[]): { x: number[]; y: number[] } {
  const golden = Math.PI * (3 - Math.sqrt(5));
  const count = new Map<number, number>();
  homes.forEach((c) => count.set(c, (count.get(c) ?? 0) + 1));
  const centre = new Map<number, [number, number]>();
  let area = 0;
  for (const c of [...count.keys()].sort((a, b) => a - b)) {
    const r = 19 * Math.sqrt(count.get(c) ?? 1);
    area += r * r * 1.5;
    const reach = Math.sqrt(area);
    centre.set(c, [reach * 0.96 * Math.cos(c * golden), reach * 0.96 * Math.sin(c * golden)]);
  }
  const seen = new Map<number, number>();
  const x: number[] = [];
  const y: number[] = [];
  homes.forEach((c, i) => {
    const k = seen.get(c) ?? 0;
    seen.set(c, k + 1);
    const [cx, cy] = centre.get(c) as [number, number];
    const r = 13.5 * Math.sqrt(k + 0.3) + (sizes[i] ?? 0) * 0.1;
    x.push(Math.round((cx + r * Math.cos(k * golden)) * 10) / 10);
    y.push(Math.round((cy + r * Math.sin(k * golden)) * 10) / 10);
  });
  return { x, y };
}

function rank(values: Maybe[]): Maybe[] {
  const order = values.map((v, i) => [v, i] as const).filter(([v]) => v !== null);
  order.sort((a, b) => (b[0] as number) - (a[0] as number));
  const out: Maybe[] = values.map(() => null);
  let last = 0;
  order.forEach(([v, i], k) => {
    if (k === 0 || v !== order[k - 1]?.[0]) last = k + 1;
    out[i] = last;
  });
  return out;
}

function measureValues(
  recipe: Recipe,
  n: number,
  authors: number,
  edges: Edge[],
  random: Random,
): Network["values"] {
  const degree: Maybe[] = Array.from({ length: n }, () => 0);
  const strength: Maybe[] = Array.from({ length: n }, () => 0);
  for (const e of edges) {
    for (const v of [e.a, e.b]) {
      degree[v] = (degree[v] as number) + 1;
      strength[v] = (strength[v] as number) + e.weight;
    }
  }
  const betweenness = degree.map((d) => Math.round((d as number) ** 2.3 * (0.4 + random.next()) * 10) / 10);
  const clustering = degree.map((d) =>
    (d as number) < 2 ? null : Math.round((0.15 + 0.85 * random.next()) * 1000) / 1000,
  );
  if (!recipe.measures) return {};
  const all: Record<string, Maybe[]> = { degree, strength, betweenness, clustering };
  const values: Network["values"] = {};
  for (const m of MEASURES) {
    const value = (all[m.name] as Maybe[]).map((v, i) => (i < authors ? v : null));
    values[m.name] = { value, rank: rank(value) };
  }
  return values;
}

function edgeColumns(edges: Edge[]): Network["edges"] {
  return {
    source: edges.map((e) => e.a),
    target: edges.map((e) => e.b),
    weight: edges.map((e) => e.weight),
    papers: edges.map((e) => e.papers),
    firstYear: edges.map((e) => e.first),
    lastYear: edges.map((e) => e.last),
  };
}

interface World {
  recipe: Recipe;
  random: Random;
  names: string[];
  homes: number[];
  papers: Paper[];
  topics: Topics;
  /** Of SUBJECTS, the rows of topics. */
  topicRow: number[];
}

function makeTopics(recipe: Recipe, papers: Paper[]): { topics: Topics; topicRow: number[] } {
  const count = SUBJECTS.map(() => 0);
  const people = SUBJECTS.map(() => new Set<number>());
  for (const p of papers) {
    for (const t of p.topics) {
      count[t] = (count[t] as number) + 1;
      p.authors.forEach((a) => (people[t] as Set<number>).add(a));
    }
  }
  const used = SUBJECTS.map((_, t) => t).filter((t) => (count[t] as number) > 0);
  used.sort((a, b) => (count[b] as number) - (count[a] as number));
  const topicRow = SUBJECTS.map(() => -1);
  used.forEach((t, row) => (topicRow[t] = row));
  const label = used.map((t) =>
    recipe.hostile && t % 4 === 0 ? `${SUBJECTS[t]} <b>"bold"</b>` : (SUBJECTS[t] as string),
  );
  return {
    topicRow,
    topics: {
      label,
      source: used.map((t) => (t % 3 ? "term" : "category")),
      papers: used.map((t) => count[t] as number),
      authors: used.map((t) => (people[t] as Set<number>).size),
    },
  };
}

function coauthorNetwork(world: World): Network {
  const { recipe, names, homes, papers, random } = world;
  const n = names.length;
  const map = new Map<number, Edge>();
  const count = names.map(() => 0);
  for (const p of papers) {
    p.authors.forEach((a, i) => {
      count[a] = (count[a] as number) + 1;
      for (let j = i + 1; j < p.authors.length; j++) addEdge(map, a, p.authors[j] as number, n, p.year);
    });
  }
  const edges = [...map.values()].sort((a, b) => a.a - b.a || a.b - b.b);
  const size = count.map((c) => Math.round((6 + 3.2 * Math.sqrt(c)) * 10) / 10);
  const at = recipe.layout ? place(homes, size) : { x: [], y: [] };
  const large = n > 10000;
  return {
    cut: large
      ? "the 160 largest communities are shown, with the 20,000 people in them; 3,482 people of smaller communities are not"
      : "",
    totalNodes: n + (large ? 3482 : 0),
    totalEdges: edges.length + (large ? 5120 : 0),
    nodes: {
      id: names.map((_, i) => `a${i + 1}`),
      label: names,
      kind: names.map((_, i) => (i % 97 === 96 ? 1 : 0)),
      x: at.x,
      y: at.y,
      size,
      community: homes,
      papers: count,
      topic: names.map(() => -1),
      orcid: names.map((_, i) => (i % 11 === 3 ? `0000-0002-${String(1000 + (i % 9000))}-000X` : null)),
    },
    edges: edgeColumns(edges),
    values: measureValues(recipe, n, n, edges, random),
  };
}

function authorTopicNetwork(world: World, coauthor: Network): Network | null {
  const { recipe, names, homes, papers, topics, topicRow, random } = world;
  if (!recipe.topics || !topics.label.length) return null;
  const nAuthors = Math.min(names.length, 6000);
  const n = nAuthors + topics.label.length;
  const map = new Map<number, Edge>();
  for (const p of papers) {
    for (const a of p.authors) {
      if (a < nAuthors)
        p.topics.forEach((t) => addEdge(map, a, nAuthors + (topicRow[t] as number), n, p.year));
    }
  }
  const edges = [...map.values()].sort((a, b) => a.a - b.a || a.b - b.b);
  const topicSize = topics.papers.map((c) => 10 + 2 * Math.sqrt(c));
  const size = [...coauthor.nodes.size.slice(0, nAuthors), ...topicSize];
  const community = [...homes.slice(0, nAuthors), ...topics.label.map(() => -1)];
  const at = recipe.layout
    ? place(
        [...homes.slice(0, nAuthors), ...topics.label.map((_, t) => t % Math.max(1, recipe.communities))],
        size,
      )
    : { x: [], y: [] };
  return {
    cut: nAuthors < names.length ? `the first ${nAuthors} people are shown` : "",
    totalNodes: names.length + topics.label.length,
    totalEdges: edges.length,
    nodes: {
      id: [...coauthor.nodes.id.slice(0, nAuthors), ...topics.label.map((_, t) => `t${t + 1}`)],
      label: [...names.slice(0, nAuthors), ...topics.label],
      kind: [...coauthor.nodes.kind.slice(0, nAuthors), ...topics.label.map(() => 2)],
      x: at.x,
      y: at.y,
      size,
      community,
      papers: [...coauthor.nodes.papers.slice(0, nAuthors), ...topics.papers],
      topic: [...names.slice(0, nAuthors).map(() => -1), ...topics.label.map((_, t) => t)],
      orcid: [...coauthor.nodes.orcid.slice(0, nAuthors), ...topics.label.map(() => null)],
    },
    edges: edgeColumns(edges),
    values: measureValues(recipe, n, nAuthors, edges, random),
  };
}

function describeCommunities(world: World, net: Network): Communities {
  const { recipe, homes, names, papers, topics, topicRow } = world;
  const rows = Array.from({ length: recipe.communities }, (_, c) => c).filter((c) => homes.includes(c));
  const out: Communities = {
    id: [],
    label: [],
    color: [],
    people: [],
    papers: [],
    inside: [],
    outside: [],
    firstYear: [],
    lastYear: [],
    topics: [],
  };
  const inside = rows.map(() => 0);
  const outside = rows.map(() => 0);
  net.edges.source.forEach((s, e) => {
    const a = homes[s] as number;
    const b = homes[net.edges.target[e] as number] as number;
    if (a === b) inside[a] = (inside[a] as number) + 1;
    else for (const c of [a, b]) outside[c] = (outside[c] as number) + 1;
  });
  const people = rows.map(() => 0);
  homes.forEach((c) => (people[c] = (people[c] as number) + 1));
  for (const c of rows) {
    const mine = papers.filter((p) => p.authors.some((a) => homes[a] === c));
    const years = mine.map((p) => p.year).filter((y): y is number => y !== null);
    const count = topics.label.map(() => 0);
    mine.forEach((p) =>
      p.topics.forEach((t) => (count[topicRow[t] as number] = (count[topicRow[t] as number] as number) + 1)),
    );
    const top = count
      .map((k, t) => [k, t] as const)
      .filter(([k]) => k > 0)
      .sort((a, b) => b[0] - a[0])
      .slice(0, 5)
      .map(([, t]) => t);
    out.id.push(c);
    out.label.push(
      [names[homes.indexOf(c)], top.length ? topics.label[top[0] as number] : ""].filter(Boolean).join("; "),
    );
    out.color.push(COLORS[c] ?? "#b3b3b3");
    out.people.push(people[c] as number);
    out.papers.push(mine.length);
    out.inside.push(inside[c] as number);
    out.outside.push(outside[c] as number);
    out.firstYear.push(years.length ? Math.min(...years) : null);
    out.lastYear.push(years.length ? Math.max(...years) : null);
    out.topics.push(top);
  }
  return out;
}

function describeYears(world: World): Years {
  const { papers, homes, topics, topicRow, recipe } = world;
  const known = papers.filter((p) => p.year !== null);
  if (!known.length)
    return { year: [], papers: [], authors: [], newAuthors: [], communities: [], topics: [] };
  const first = known[0]?.year as number;
  const last = known[known.length - 1]?.year as number;
  const year = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const zero = (): number[] => year.map(() => 0);
  const count = zero();
  const authors = year.map(() => new Set<number>());
  const debut = new Map<number, number>();
  const community = Array.from({ length: Math.min(24, recipe.communities) }, (_, row) => ({
    row,
    papers: zero(),
  }));
  const topic = topics.label.slice(0, 24).map((_, row) => ({ row, papers: zero() }));
  for (const p of known) {
    const i = (p.year as number) - first;
    count[i] = (count[i] as number) + 1;
    p.authors.forEach((a) => {
      (authors[i] as Set<number>).add(a);
      if (!debut.has(a)) debut.set(a, i);
    });
    for (const c of new Set(p.authors.map((a) => homes[a] as number))) {
      const row = community[c];
      if (row) row.papers[i] = (row.papers[i] as number) + 1;
    }
    for (const t of p.topics) {
      const row = topic[topicRow[t] as number];
      if (row) row.papers[i] = (row.papers[i] as number) + 1;
    }
  }
  const newAuthors = zero();
  debut.forEach((i) => (newAuthors[i] = (newAuthors[i] as number) + 1));
  return {
    year,
    papers: count,
    authors: authors.map((s) => s.size),
    newAuthors,
    communities: community,
    topics: topic,
  };
}

function flatten(lists: number[][]): { start: number[]; row: number[] } {
  const start = [0];
  const row: number[] = [];
  for (const list of lists) {
    row.push(...list);
    start.push(row.length);
  }
  return { start, row };
}

function describePapers(world: World): Papers {
  const { papers, topicRow } = world;
  const authors = flatten(papers.map((p) => p.authors));
  const topics = flatten(papers.map((p) => p.topics.map((t) => topicRow[t] as number)));
  const number = (i: number): string => `${String(1000 + (i % 9000))}.${String(10000 + i)}`;
  return {
    id: papers.map((_, i) => `arXiv:${number(i)}`),
    title: papers.map((p) => p.title),
    year: papers.map((p) => p.year),
    link: papers.map((_, i) => (i % 7 === 6 ? null : `https://arxiv.org/abs/${number(i)}`)),
    authors: papers.map((p) => p.authors.length),
    authorStart: authors.start,
    authorRow: authors.row,
    topicStart: topics.start,
    topicRow: topics.row,
  };
}

function degreeTable(net: Network, recipe: Recipe): Main["degrees"] {
  const degree = new Array<number>(net.nodes.id.length).fill(0);
  net.edges.source.forEach((s, e) => {
    degree[s] = (degree[s] as number) + 1;
    degree[net.edges.target[e] as number] = (degree[net.edges.target[e] as number] as number) + 1;
  });
  const count = new Map<number, number>();
  degree.forEach((d) => count.set(d, (count.get(d) ?? 0) + 1));
  const keys = [...count.keys()].sort((a, b) => a - b);
  const fit = recipe.authors > 100 ? { alpha: 2.71, xmin: 9, ks: 0.031, p: 0.42 } : null;
  return { degree: keys, authors: keys.map((k) => count.get(k) as number), fit };
}

function about(world: World): Main["about"] {
  const { recipe, papers } = world;
  const some = recipe.papers > 0;
  return {
    title: recipe.title,
    program: "coterie 0.4.0",
    versions: [
      ["igraph", "0.10.2"],
      ["libxml2", "2.9.14"],
      ["ICU", "72.1"],
    ],
    command: `coterie run '${recipe.title.replace(/'/g, "'\\''")}' --seed 42 -o results`,
    options: [
      ["counting", "full"],
      ["identity", "exact"],
      ["layout", "forceatlas2"],
      ["max-authors", "25"],
    ],
    seed: 42,
    inputs: [
      {
        name: recipe.title,
        format: "atom",
        bytes: 1234567,
        sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        records: papers.length + 12,
      },
    ],
    corpus: some
      ? [
          `${papers.length + 12} records were read from one Atom file; ${papers.length} papers were kept.`,
          "Two names are one author when they are written alike, but for case, accents and blanks.",
          "Every paper counts 1 for each pair of its authors (full counting).",
        ]
      : ["No record was read."],
    leftOut: some
      ? [
          { reason: "withdrawn", count: 7, examples: ["arXiv:1001.00001", "arXiv:1001.00002"] },
          { reason: "more than 25 authors", count: 5, examples: ["arXiv:1203.4431"] },
        ]
      : [],
  };
}

function figures(world: World, net: Network, communities: Communities): Main["figures"] {
  const n = net.totalNodes;
  const m = net.totalEdges;
  return [
    {
      name: "papers",
      title: "Papers",
      value: world.papers.length,
      unit: "",
      meaning: "Papers that were kept.",
    },
    {
      name: "authors",
      title: "People",
      value: n,
      unit: "",
      meaning: "Authors of the papers that were kept.",
    },
    {
      name: "pairs",
      title: "Pairs",
      value: m,
      unit: "",
      meaning: "Pairs of people who wrote at least one paper together.",
    },
    {
      name: "communities",
      title: "Communities",
      value: communities.id.length,
      unit: "",
      meaning: "Groups found by the Leiden method.",
    },
    {
      name: "modularity",
      title: "Modularity",
      value: n ? 0.8123 : null,
      unit: "",
      meaning: "How much more edges stay inside communities than by chance.",
    },
    {
      name: "density",
      title: "Density",
      value: n > 1 ? m / ((n * (n - 1)) / 2) : null,
      unit: "share",
      meaning: "Share of possible pairs that are joined.",
    },
    {
      name: "giant",
      title: "Largest component",
      value: n ? 0.94 : null,
      unit: "share",
      meaning: "Share of people in the largest connected part.",
    },
    {
      name: "method",
      title: "Method",
      value: "Leiden, 10 passes",
      unit: "",
      meaning: "How communities were found.",
    },
  ];
}

export interface Corpus {
  title: string;
  main: Main;
  papers: Papers;
}

export function makeCorpus(kind: string): Corpus {
  const recipe = RECIPES[kind];
  if (!recipe) throw new Error(`no recipe "${kind}"; there are ${Object.keys(RECIPES).join(", ")}`);
  const random = new Random(recipe.seed);
  const homes = makeHomes(recipe);
  const names = makeNames(recipe, random);
  const papers = recipe.authors ? makePapers(recipe, homes, random) : [];
  const world: World = { recipe, random, names, homes, papers, ...makeTopics(recipe, papers) };
  const coauthor = coauthorNetwork(world);
  const communities = describeCommunities(world, coauthor);
  const perPaper: number[] = papers.length ? new Array<number>(16).fill(0) : [];
  papers.forEach((p) => {
    const k = Math.min(15, p.authors.length);
    perPaper[k] = (perPaper[k] as number) + 1;
  });
  const main: Main = {
    schema: 1,
    about: about(world),
    figures: figures(world, coauthor, communities),
    measures: recipe.measures ? MEASURES : [],
    coauthor,
    authorTopic: authorTopicNetwork(world, coauthor),
    topics: world.topics,
    communities,
    years: describeYears(world),
    authorsPerPaper: perPaper,
    degrees: degreeTable(coauthor, recipe),
  };
  return { title: recipe.title, main, papers: describePapers(world) };
}

/** As the program writes it: no character that means something to HTML. */
export function encode(value: unknown): string {
  const escape = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escape);
}

export function fillPage(template: string, corpus: Corpus): string {
  const html = corpus.title.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const put = (page: string, marker: string, text: string): string =>
    page.split(`<!--coterie:${marker}-->`).join(text);
  return put(put(put(template, "title", html), "main", encode(corpus.main)), "papers", encode(corpus.papers));
}
