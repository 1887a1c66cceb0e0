// How every node and edge looks now: plain arrays that the WebGL map, the picture and the labels read.
import { css, lightness, mix, onPaper, parseHex, ramp, type Rgb } from "./colour";
import { passing, type Passing } from "./filter";
import { real } from "./format";
import { scaleOf, type Scale } from "./looks";
import type { Model } from "./model";
import type { Net } from "./network";
import { sameSelection, type Selection, type State } from "./state";

export interface Paper {
  dark: boolean;
  background: Rgb;
  ink: Rgb;
  accent: Rgb;
}

export const PAPERS: { light: Paper; dark: Paper } = {
  light: { dark: false, background: [252, 251, 248], ink: [28, 31, 35], accent: [20, 86, 140] },
  dark: { dark: true, background: [19, 22, 26], ink: [236, 234, 229], accent: [126, 186, 236] },
};

/** Rows that are emphasised; all else steps back. */
export interface Focus {
  nodes: Set<number>;
  edges: Set<number>;
  /** Rings are drawn round these. */
  rings: number[];
}

const GREY = parseHex("#b3b3b3");

export class Scene {
  readonly nodeRgb: Uint8Array;
  readonly nodeAlpha: Float32Array;
  /** In the units of the map. */
  readonly radius: Float32Array;
  readonly edgeRgb: Uint8Array;
  readonly edgeAlpha: Float32Array;
  /** Whether both ends are of one community. */
  private readonly together: Uint8Array;
  /** In pixels when the whole map is seen. */
  readonly edgeWidth: Float32Array;
  /** Rows by size, largest first: who gets a label first. */
  order: Uint32Array;
  /** What is drawn first, and so lies below: large nodes, topics last; strong edges, which are the last to be left out. */
  readonly nodesDrawn: Uint32Array;
  readonly edgesDrawn: Uint32Array;
  pass: Passing;
  focus: Focus | null = null;
  scale: Scale | null = null;
  paper: Paper = PAPERS.light;
  private readonly communityRgb: Rgb[] = [];
  private seen: Partial<State> = {};
  private filteredWithPapers = false;

  constructor(
    readonly model: Model,
    readonly net: Net,
  ) {
    this.nodeRgb = new Uint8Array(3 * net.n);
    this.nodeAlpha = new Float32Array(net.n).fill(1);
    this.radius = net.radius.slice();
    this.edgeRgb = new Uint8Array(3 * net.m);
    this.edgeAlpha = new Float32Array(net.m);
    this.edgeWidth = new Float32Array(net.m);
    this.order = new Uint32Array(0);
    const { community } = net.data.nodes;
    const { source, target } = net.data.edges;
    this.together = Uint8Array.from(source, (s, e) =>
      Number((community[s] ?? -1) >= 0 && community[s] === community[target[e] as number]),
    );
    this.nodesDrawn = rowsBy(
      net.n,
      (v) => ((net.data.nodes.topic[v] ?? -1) >= 0 ? 1e9 : 0) - (net.radius[v] as number),
    );
    this.edgesDrawn = rowsBy(net.m, (e) => -(net.data.edges.weight[e] as number));
    this.pass = passing(model, net, { from: null, to: null, weight: 0, communities: new Set(), topic: -1 });
    this.widenEdges();
  }

  /** Brings the arrays up to a state. */
  update(state: State): void {
    const late = this.model.papers !== null && !this.filteredWithPapers;
    const fresh =
      this.seen.dark !== state.dark || this.seen.colour !== state.colour || (late && state.colour === "year");
    if (fresh) this.paint(state);
    if (this.seen.size !== state.size || !this.order.length) this.resize(state.size);
    if (this.seen.filter !== state.filter || late) this.pass = passing(this.model, this.net, state.filter);
    if (!sameSelection(this.seen.selection ?? null, state.selection) || this.seen.selection === undefined) {
      this.focus = this.focusOn(state.selection);
    }
    this.filteredWithPapers = this.model.papers !== null;
    this.seen = state;
    this.fade();
  }

  colourOfCommunity(row: number): Rgb {
    return this.communityRgb[row] ?? onPaper(GREY, this.paper.dark);
  }

  colourOf(v: number): string {
    return css([
      this.nodeRgb[3 * v] as number,
      this.nodeRgb[3 * v + 1] as number,
      this.nodeRgb[3 * v + 2] as number,
    ]);
  }

  private paint(state: State): void {
    this.paper = state.dark ? PAPERS.dark : PAPERS.light;
    this.communityRgb.length = 0;
    for (const hex of this.model.main.communities.color)
      this.communityRgb.push(onPaper(parseHex(hex), state.dark));
    this.scale = state.colour === "community" ? null : scaleOf(this.model, this.net, state.colour, real);
    const none = mix(this.paper.background, this.paper.ink, 0.22);
    const topic = mix(this.paper.background, this.paper.ink, 0.62);
    const { community, topic: topicOf } = this.net.data.nodes;
    for (let v = 0; v < this.net.n; v++) {
      let rgb: Rgb;
      if (this.scale) {
        const t = this.scale.at[v] as number;
        rgb = Number.isNaN(t) ? none : ramp(t, state.dark);
      } else if ((topicOf[v] ?? -1) >= 0) {
        rgb = topic;
      } else {
        rgb = this.colourOfCommunity(community[v] ?? -1);
      }
      this.nodeRgb.set(rgb.map(Math.round), 3 * v);
    }
    this.paintEdges();
  }

  /** Inside a community its colour, between two the middle of both, greyer. */
  private paintEdges(): void {
    const { source, target } = this.net.data.edges;
    const neutral = mix(this.paper.background, this.paper.ink, 0.45);
    const rgb = this.nodeRgb;
    for (let e = 0; e < this.net.m; e++) {
      const s = source[e] as number;
      const t = target[e] as number;
      const together = this.together[e] === 1;
      for (let k = 0; k < 3; k++) {
        const middle = ((rgb[3 * s + k] as number) + (rgb[3 * t + k] as number)) / 2;
        this.edgeRgb[3 * e + k] = together ? middle : middle * 0.45 + (neutral[k] as number) * 0.55;
      }
    }
  }

  private resize(what: string): void {
    const { net } = this;
    const scale = what === "file" || what === "equal" ? null : scaleOf(this.model, net, what, real);
    const sorted = Float32Array.from(net.radius).sort();
    const middle = sorted[Math.floor(sorted.length * 0.5)] ?? 1;
    const top = Math.max(middle * 1.5, sorted[Math.floor(sorted.length * 0.995)] ?? 1);
    for (let v = 0; v < net.n; v++) {
      const t = scale ? (scale.at[v] as number) : 0;
      if (what === "equal") this.radius[v] = middle;
      else if (!scale) this.radius[v] = net.radius[v] as number;
      else this.radius[v] = Number.isNaN(t) ? middle * 0.5 : middle * 0.5 + (top - middle * 0.5) * t * t;
    }
    // Topics are named before people: there are few, and they tell what a place on the map is about.
    this.order = rowsBy(
      net.n,
      (v) => -(this.radius[v] as number) * ((net.data.nodes.topic[v] ?? -1) >= 0 ? 3 : 1),
    );
  }

  private widenEdges(): void {
    const { weight } = this.net.data.edges;
    let max = 1;
    for (const w of weight) max = Math.max(max, w);
    const top = Math.log1p(max);
    for (let e = 0; e < this.net.m; e++)
      this.edgeWidth[e] = 0.55 + 2.6 * Math.pow(Math.log1p(weight[e] as number) / top, 1.6);
  }

  private focusOn(selection: Selection | null): Focus | null {
    const { net, model } = this;
    if (!selection) return null;
    if (selection.kind === "author" || selection.kind === "topic") {
      const row = net.rowOf.get(selection.id);
      return row === undefined ? null : this.around(row);
    }
    if (selection.kind === "edge") {
      const a = net.rowOf.get(selection.a);
      const b = net.rowOf.get(selection.b);
      if (a === undefined || b === undefined) return null;
      const e = net.edgeBetween(a, b);
      return { nodes: new Set([a, b]), edges: new Set(e >= 0 ? [e] : []), rings: [a, b] };
    }
    if (selection.kind === "community") return this.inside(model.communityRow.get(selection.id) ?? -1);
    return this.onPaperOf(selection.id);
  }

  around(row: number): Focus {
    const { net } = this;
    const span = [net.adjStart[row], net.adjStart[row + 1]] as const;
    return {
      nodes: new Set([row, ...net.adjNode.subarray(...span)]),
      edges: new Set(net.adjEdge.subarray(...span)),
      rings: [row],
    };
  }

  private inside(community: number): Focus {
    const { net } = this;
    const nodes = new Set<number>();
    const edges = new Set<number>();
    net.data.nodes.community.forEach((c, v) => c === community && nodes.add(v));
    const { source, target } = net.data.edges;
    for (let e = 0; e < net.m; e++)
      if (nodes.has(source[e] as number) && nodes.has(target[e] as number)) edges.add(e);
    return { nodes, edges, rings: [] };
  }

  private onPaperOf(id: string): Focus | null {
    const { net, model } = this;
    const p = model.papers?.byId(id) ?? -1;
    if (p < 0 || !model.papers) return null;
    const ids = model.papers.authorsOf(p).map((row) => model.people.data.nodes.id[row] as string);
    const rows = ids.map((key) => net.rowOf.get(key)).filter((row): row is number => row !== undefined);
    const edges = new Set<number>();
    rows.forEach((a, i) => rows.slice(i + 1).forEach((b) => edges.add(net.edgeBetween(a, b))));
    edges.delete(-1);
    return { nodes: new Set(rows), edges, rings: rows };
  }

  /** Alpha of all: filters, then what the selection leaves in front. */
  private fade(): void {
    const { focus, pass, net } = this;
    const base = edgeAlpha(net.m);
    const front = focus ? Math.min(0.85, 1.6 * edgeAlpha(focus.edges.size)) : 0;
    for (let v = 0; v < net.n; v++)
      this.nodeAlpha[v] = !pass.node[v] ? 0.1 : focus && !focus.nodes.has(v) ? 0.16 : 1;
    for (let e = 0; e < net.m; e++) {
      const on = pass.edge[e] === 1;
      const own = (this.together[e] ? 1 : 0.5) * base;
      this.edgeAlpha[e] = !on ? 0 : !focus ? own : focus.edges.has(e) ? front : own * 0.14;
    }
  }

  get background(): string {
    return css(this.paper.background);
  }

  get isLight(): boolean {
    return lightness(this.paper.background) > 0.5;
  }
}

/** More edges, fainter each: the whole has about the same weight on the eye. */
export function edgeAlpha(m: number): number {
  return Math.min(0.62, Math.max(0.1, 9 / Math.sqrt(m + 1) + 0.06));
}

/** Rows with the lowest key first. */
function rowsBy(n: number, key: (row: number) => number): Uint32Array {
  const keys = Float64Array.from({ length: n }, (_, row) => key(row));
  return Uint32Array.from({ length: n }, (_, row) => row).sort(
    (a, b) => (keys[a] as number) - (keys[b] as number) || a - b,
  );
}
