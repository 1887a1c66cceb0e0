// What the papers tell once they are parsed: whose they are, on what, and which stand behind an edge.
import type { Papers } from "./data";
import type { Net } from "./network";

/** Lists of numbers, one after another: list i is row[start[i] .. start[i + 1]). */
export interface Lists {
  start: Uint32Array;
  row: Uint32Array;
}

export function listAt(lists: Lists, i: number): Uint32Array {
  return lists.row.subarray(lists.start[i], lists.start[i + 1]);
}

/** Lists turned round: for each of n values, the lists (in rising order) that hold it. */
function turn(start: ArrayLike<number>, row: ArrayLike<number>, n: number): Lists {
  const out = { start: new Uint32Array(n + 1), row: new Uint32Array(row.length) };
  for (let i = 0; i < row.length; i++) out.start[(row[i] as number) + 1]! += 1;
  for (let v = 0; v < n; v++) out.start[v + 1]! += out.start[v] as number;
  const next = out.start.slice();
  for (let p = 0; p + 1 < start.length; p++) {
    for (let i = start[p] as number; i < (start[p + 1] as number); i++)
      out.row[next[row[i] as number]!++] = p;
  }
  return out;
}

/** What two rising lists share. */
export function shared(a: Uint32Array, b: Uint32Array): number[] {
  const out: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const x = a[i] as number;
    const y = b[j] as number;
    if (x === y) out.push(x);
    if (x <= y) i += 1;
    if (y <= x) j += 1;
  }
  return out;
}

const EMPTY = new Uint32Array(0);

export class PaperIndex {
  readonly n: number;
  readonly ofAuthor: Lists;
  readonly ofTopic: Lists;
  private readonly rowOf = new Map<string, number>();
  private readonly behind = new Map<Net, Lists>();

  /** people is the co-author network, whose rows the papers name. */
  constructor(
    readonly data: Papers,
    private readonly people: Net,
    nTopics: number,
  ) {
    this.n = data.id.length;
    this.ofAuthor = turn(data.authorStart, data.authorRow, people.n);
    this.ofTopic = turn(data.topicStart, data.topicRow, nTopics);
  }

  byId(id: string): number {
    if (!this.rowOf.size) this.data.id.forEach((key, p) => this.rowOf.set(key, p));
    return this.rowOf.get(id) ?? -1;
  }

  authorsOf(p: number): number[] {
    return this.data.authorRow.slice(this.data.authorStart[p], this.data.authorStart[p + 1]);
  }

  topicsOf(p: number): number[] {
    return this.data.topicRow.slice(this.data.topicStart[p], this.data.topicStart[p + 1]);
  }

  /** Papers of a node of either network, in rising order. */
  ofNode(net: Net, v: number): Uint32Array {
    const topic = net.data.nodes.topic[v] ?? -1;
    if (topic >= 0) return listAt(this.ofTopic, topic);
    const row = net === this.people ? v : this.people.rowOf.get(net.data.nodes.id[v] as string);
    return row === undefined ? EMPTY : listAt(this.ofAuthor, row);
  }

  ofEdge(net: Net, e: number): number[] {
    const { source, target } = net.data.edges;
    return shared(this.ofNode(net, source[e] as number), this.ofNode(net, target[e] as number));
  }

  /** Papers behind every edge; made once for a network, when a filter first needs it. */
  ofEdges(net: Net): Lists {
    let lists = this.behind.get(net);
    if (!lists) {
      lists = net.name === "people" ? this.byMerging(net) : this.byTopics(net);
      this.behind.set(net, lists);
    }
    return lists;
  }

  private byMerging(net: Net): Lists {
    const start = new Uint32Array(net.m + 1);
    const row: number[] = [];
    for (let e = 0; e < net.m; e++) {
      for (const p of this.ofEdge(net, e)) row.push(p);
      start[e + 1] = row.length;
    }
    return { start, row: Uint32Array.from(row) };
  }

  /** A topic may have tens of thousands of papers: walk the authors' papers instead of merging with the topic's. */
  private byTopics(net: Net): Lists {
    const { source, target } = net.data.edges;
    const { topic } = net.data.nodes;
    const found: number[][] = Array.from({ length: net.m }, () => []);
    const edgeTo = new Map<number, number>();
    for (let v = 0; v < net.n; v++) {
      if ((topic[v] ?? -1) >= 0) continue;
      edgeTo.clear();
      for (let i = net.adjStart[v] as number; i < (net.adjStart[v + 1] as number); i++) {
        edgeTo.set(topic[net.adjNode[i] as number] as number, net.adjEdge[i] as number);
      }
      for (const p of this.ofNode(net, v)) {
        for (const t of this.topicsOf(p)) {
          const e = edgeTo.get(t);
          if (e !== undefined && (source[e] === v || target[e] === v)) found[e]?.push(p);
        }
      }
    }
    const start = new Uint32Array(net.m + 1);
    found.forEach((list, e) => (start[e + 1] = (start[e] as number) + list.length));
    const row = new Uint32Array(start[net.m] as number);
    found.forEach((list, e) => row.set(list, start[e]));
    return { start, row };
  }
}
