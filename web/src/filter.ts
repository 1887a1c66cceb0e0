// Which nodes and edges pass the filters.
import type { Model } from "./model";
import type { Net } from "./network";
import type { PaperIndex } from "./papers";
import { isFiltered, type Filter } from "./state";

export interface Passing {
  node: Uint8Array;
  edge: Uint8Array;
  nodes: number;
  edges: number;
  /** Nothing is filtered out. */
  all: boolean;
}

/** Papers that pass by year and topic; null when all do. */
function passingPapers(papers: PaperIndex, f: Filter): Uint8Array | null {
  if (f.from === null && f.to === null && f.topic < 0) return null;
  const pass = new Uint8Array(papers.n);
  const { year, topicStart, topicRow } = papers.data;
  for (let p = 0; p < papers.n; p++) {
    if (!inYears(year[p] ?? null, f)) continue;
    let about = f.topic < 0;
    for (let i = topicStart[p] as number; !about && i < (topicStart[p + 1] as number); i++)
      about = topicRow[i] === f.topic;
    pass[p] = about ? 1 : 0;
  }
  return pass;
}

function inYears(year: number | null, f: Filter): boolean {
  if (f.from === null && f.to === null) return true;
  return year !== null && year >= (f.from ?? -Infinity) && year <= (f.to ?? Infinity);
}

function byPapers(net: Net, papers: PaperIndex, pass: Uint8Array, out: Passing): void {
  for (let v = 0; v < net.n; v++) {
    if (!papers.ofNode(net, v).some((p) => pass[p] === 1)) out.node[v] = 0;
  }
  const behind = papers.ofEdges(net);
  for (let e = 0; e < net.m; e++) {
    let on = 0;
    for (let i = behind.start[e] as number; on === 0 && i < (behind.start[e + 1] as number); i++)
      on = pass[behind.row[i] as number] as number;
    if (on === 0) out.edge[e] = 0;
  }
}

/** Before the papers are there: by the first and last year of the edges. */
function byEdgeYears(net: Net, f: Filter, out: Passing): void {
  if (f.from === null && f.to === null) return;
  const { firstYear, lastYear, source, target } = net.data.edges;
  out.node.fill(0);
  for (let e = 0; e < net.m; e++) {
    const first = firstYear[e] ?? null;
    const last = lastYear[e] ?? null;
    const on =
      first !== null && last !== null && first <= (f.to ?? Infinity) && last >= (f.from ?? -Infinity);
    out.edge[e] = on ? 1 : 0;
    if (on) out.node[source[e] as number] = out.node[target[e] as number] = 1;
  }
}

function byCommunity(net: Net, f: Filter, out: Passing): void {
  const { community, topic } = net.data.nodes;
  for (let v = 0; v < net.n; v++) {
    if ((topic[v] ?? -1) < 0 && !f.communities.has(community[v] ?? -1)) out.node[v] = 0;
  }
}

/** Topics stay when an edge to someone who stays does; edges with both ends. */
function settleEdges(net: Net, f: Filter, out: Passing): void {
  const { source, target, weight } = net.data.edges;
  const { topic } = net.data.nodes;
  const linked = new Uint8Array(net.n);
  for (let e = 0; e < net.m; e++) {
    const s = source[e] as number;
    const t = target[e] as number;
    if ((weight[e] as number) < f.weight || !out.node[s] || !out.node[t]) out.edge[e] = 0;
    if (out.edge[e]) linked[s] = linked[t] = 1;
  }
  for (let v = 0; v < net.n; v++) {
    const isTopic = (topic[v] ?? -1) >= 0;
    if (!linked[v] && (isTopic || f.weight > 0)) out.node[v] = 0;
  }
}

export function passing(model: Model, net: Net, f: Filter): Passing {
  const out: Passing = {
    node: new Uint8Array(net.n).fill(1),
    edge: new Uint8Array(net.m).fill(1),
    nodes: net.n,
    edges: net.m,
    all: true,
  };
  if (!isFiltered(f)) return out;
  out.all = false;
  if (model.papers) {
    const pass = passingPapers(model.papers, f);
    if (pass) byPapers(net, model.papers, pass, out);
  } else {
    byEdgeYears(net, f, out);
  }
  if (f.communities.size) byCommunity(net, f, out);
  settleEdges(net, f, out);
  out.nodes = out.node.reduce((a, b) => a + b, 0);
  out.edges = out.edge.reduce((a, b) => a + b, 0);
  return out;
}
