// The panel of a community: its people and terms, and who bridges to where.
import { h, text, type Child } from "./dom";
import { count, plural, years } from "./format";
import { authorLink, linkTo } from "./links";
import type { Model } from "./model";
import {
  authorBars,
  barRow,
  facts,
  findable,
  heading,
  longList,
  paperList,
  partly,
  perYear,
  topicBars,
  waiting,
} from "./parts";
import type { PanelContent, PanelTools } from "./panel";
import { yearBars } from "./spark";

interface Bridge {
  /** Row of the other community. */
  to: number;
  edges: number;
  /** Rows of people here with their edges to there, most first. */
  people: [number, number][];
}

/** To which communities edges lead, and by whom. */
export function bridges(model: Model, row: number): Bridge[] {
  const net = model.people;
  const { community } = net.data.nodes;
  const found = new Map<number, { edges: number; people: Map<number, number> }>();
  for (const v of model.members[row] ?? []) {
    for (let i = net.adjStart[v] as number; i < (net.adjStart[v + 1] as number); i++) {
      const to = community[net.adjNode[i] as number] ?? -1;
      if (to === row || to < 0) continue;
      const bridge = found.get(to) ?? { edges: 0, people: new Map<number, number>() };
      bridge.edges += 1;
      bridge.people.set(v, (bridge.people.get(v) ?? 0) + 1);
      found.set(to, bridge);
    }
  }
  const list = [...found].map(([to, b]) => ({
    to,
    edges: b.edges,
    people: [...b.people].sort((x, y) => y[1] - x[1] || x[0] - y[0]),
  }));
  return list.sort((x, y) => y.edges - x.edges || x.to - y.to);
}

function bridgeItem(model: Model, bridge: Bridge, max: number, tools: PanelTools): HTMLElement {
  const { id } = model.people.data.nodes;
  const name = h(
    "span",
    { class: "with-swatch" },
    tools.swatch(bridge.to),
    linkTo(
      { kind: "community", id: model.main.communities.id[bridge.to] as number },
      text(model.communityName(bridge.to)),
    ),
  );
  const by = bridge.people
    .slice(0, 3)
    .flatMap(([v, n], i) => [i > 0 ? ", " : "", authorLink(model, id[v] as string), ` (${n})`]);
  return h(
    "div",
    { class: "bridge" },
    barRow(name, bridge.edges, max),
    h("span", { class: "muted" }, "by ", ...by),
  );
}

/** Papers with at least one member, in rising order. */
function papersOf(model: Model, row: number): number[] {
  const papers = model.papers;
  if (!papers) return [];
  const on = new Uint8Array(papers.n);
  for (const v of model.members[row] ?? []) for (const p of papers.ofNode(model.people, v)) on[p] = 1;
  return Array.from(on.keys()).filter((p) => on[p] === 1);
}

function topicShares(model: Model, row: number, papers: number[]): [number, number][] {
  const told = model.main.communities.topics[row] ?? [];
  const counts = new Map<number, number>();
  for (const p of papers)
    for (const t of model.papers?.topicsOf(p) ?? []) counts.set(t, (counts.get(t) ?? 0) + 1);
  return told.map((t) => [t, counts.get(t) ?? 0]);
}

export function communityPanel(model: Model, id: number, tools: PanelTools): PanelContent | null {
  const row = model.communityRow.get(id);
  if (row === undefined) return null;
  const c = model.main.communities;
  const { nodes } = model.people.data;
  const members = [...(model.members[row] ?? [])].sort(
    (a, b) => (nodes.papers[b] ?? 0) - (nodes.papers[a] ?? 0) || a - b,
  );
  const papers = papersOf(model, row);
  const colour = tools.colour(row);
  const body: Child[] = [
    h(
      "p",
      { class: "under" },
      h("span", { class: "with-swatch" }, tools.swatch(row), `Community ${id}`),
      members.length < (c.people[row] ?? 0) && ` · ${count(members.length)} of its people are on this map`,
    ),
    facts([
      ["People", count(c.people[row] ?? 0)],
      ["Papers", count(c.papers[row] ?? 0)],
      ["Years", years(c.firstYear[row] ?? null, c.lastYear[row] ?? null)],
      ["Links inside", count(c.inside[row] ?? 0)],
      ["Links to others", count(c.outside[row] ?? 0)],
    ]),
    model.papers && partly(papers, c.papers[row] ?? 0),
    model.papers ? yearBars(model.main.years.year, perYear(model, papers), "Papers", colour) : waiting(),
    h("p", null, tools.onlyCommunity(row)),
  ];
  const topics = topicShares(model, row, papers);
  if (topics.length) body.push(heading("What it is about", "papers"), topicBars(model, topics));
  if (members.length) {
    const list = members.map((v): [string, string, number] => [
      nodes.id[v] as string,
      nodes.label[v] ?? "",
      nodes.papers[v] ?? 0,
    ]);
    body.push(
      heading("People", "papers"),
      findable(list, (shown) => authorBars(model, shown)),
    );
  }
  const out = bridges(model, row);
  if (out.length) {
    const max = out[0]?.edges ?? 0;
    body.push(
      heading("Bridges to", "links"),
      longList(out, 6, (bridge) => bridgeItem(model, bridge, max, tools), "bars"),
    );
  }
  if (papers.length) body.push(heading("Papers", String(papers.length)), paperList(model, papers, 6));
  const name = model.communityName(row);
  return {
    kind: "Community",
    title: name,
    body,
    said: `Community ${name}, ${plural(c.people[row] ?? 0, "person", "people")}`,
  };
}
