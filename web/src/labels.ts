// Names on the map that do not fight: the most important first, each where it touches no other name and covers no disc
// of a name that is already there. Communities are named across their middle while the whole map is seen, people when
// there is room.
import { asInk, css } from "./colour";
import { shorten } from "./format";
import type { Scene } from "./scene";
import { radiusAt, type View } from "./view";

export const SERIF =
  '"Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", P052, "Book Antiqua", Georgia, serif';
export const SANS =
  '-apple-system, "Segoe UI", Roboto, Inter, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif';

const SERIF_FONT = `italic 600 100px ${SERIF}`;
const SANS_FONT = `500 100px ${SANS}`;

/** Communities that are named on the map; they are those that have a colour of their own. */
const NAMED = 24;

export interface Label {
  lines: string[];
  /** Middle of the first line's baseline box. */
  x: number;
  y: number;
  size: number;
  font: string;
  color: string;
  align: CanvasTextAlign;
  alpha: number;
  /** Row of the node; -1 for a community. */
  row: number;
}

interface Rect {
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** Of the node whose disc it is. */
  row?: number;
}

/** Rectangles that are taken, by cells of a grid. */
class Taken {
  private readonly cells = new Map<number, Rect[]>();

  private *keys(r: Rect): Generator<number> {
    for (let i = Math.floor(r.left / 64); i <= Math.floor(r.right / 64); i++) {
      for (let j = Math.floor(r.top / 64); j <= Math.floor(r.bottom / 64); j++) yield i * 4096 + j;
    }
  }

  /** Whether nothing is there, but for the disc of one row. */
  isFree(r: Rect, but = -1): boolean {
    for (const key of this.keys(r)) {
      for (const o of this.cells.get(key) ?? []) {
        if (o.row === but && but >= 0) continue;
        if (r.left < o.right && o.left < r.right && r.top < o.bottom && o.top < r.bottom) return false;
      }
    }
    return true;
  }

  add(r: Rect): void {
    for (const key of this.keys(r)) {
      const list = this.cells.get(key);
      if (list) list.push(r);
      else this.cells.set(key, [r]);
    }
  }
}

export class Labels {
  private readonly widths = new Map<string, number>();
  private readonly ruler = document.createElement("canvas").getContext("2d");
  private readonly places = new Map<number, { x: number; y: number; spread: number }>();
  private shown = new Set<number>();
  /** Lines of the names of the largest communities. */
  private readonly names: string[][];
  private discs = new Taken();

  constructor(private readonly scene: Scene) {
    this.findPlaces();
    this.names = communityNames(scene);
  }

  /** Median of the places of a community's nodes, and how far they spread: where its name belongs. */
  private findPlaces(): void {
    const { net } = this.scene;
    const rows = new Map<number, number[]>();
    net.data.nodes.community.forEach((c, v) => {
      if (c < 0) return;
      const list = rows.get(c);
      if (list) list.push(v);
      else rows.set(c, [v]);
    });
    for (const [c, list] of rows) {
      if (list.length < 4) continue;
      const x = median(list.map((v) => net.x[v] as number));
      const y = median(list.map((v) => net.y[v] as number));
      const spread = median(list.map((v) => Math.hypot((net.x[v] as number) - x, (net.y[v] as number) - y)));
      this.places.set(c, { x, y, spread });
    }
  }

  /** Of a line at 100 pixels. */
  private width(font: typeof SERIF_FONT | typeof SANS_FONT, line: string): number {
    const key = font[0] + line;
    let width = this.widths.get(key);
    if (width === undefined) {
      if (!this.ruler) return line.length * 50;
      this.ruler.font = font;
      width = this.ruler.measureText(line).width;
      this.widths.set(key, width);
    }
    return width;
  }

  /** The labels for a view. forced are rows that must have one, if they are in sight. */
  place(view: View, forced: readonly number[], limit: number): Label[] {
    const taken = new Taken();
    this.discs = this.findDiscs(view);
    const out: Label[] = [];
    const done = new Set<number>();
    for (const row of forced) {
      if (done.has(row)) continue;
      done.add(row);
      const label = this.tryNode(view, taken, row, true);
      if (label) out.push(label);
    }
    if (!this.scene.focus && this.scene.net.name === "people") this.placeCommunities(view, taken, out);
    this.placeNodes(view, taken, out, done, limit);
    this.shown = new Set(out.map((l) => l.row));
    return out;
  }

  /** The discs in sight that are large enough to be worth keeping free of other names. */
  private findDiscs(view: View): Taken {
    const { scene } = this;
    const discs = new Taken();
    let found = 0;
    for (let i = 0; i < scene.order.length && found < 1500; i++) {
      const row = scene.order[i] as number;
      if (!scene.pass.node[row] || (scene.focus && !scene.focus.nodes.has(row))) continue;
      const radius = radiusAt(scene, view, row) * 0.62;
      if (radius < 1.8) break;
      const x = view.ax * (scene.net.x[row] as number) + view.bx;
      const y = view.ay * (scene.net.y[row] as number) + view.by;
      if (x < -40 || y < -40 || x > view.width + 40 || y > view.height + 40) continue;
      discs.add({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius, row });
      found += 1;
    }
    return discs;
  }

  private placeCommunities(view: View, taken: Taken, out: Label[]): void {
    const fade = Math.min(1, Math.max(0, (3.4 - view.zoom) / 1.2));
    if (fade <= 0) return;
    const { model, pass } = this.scene;
    const { communities } = model.main;
    const counts = this.countShown();
    for (let row = 0; row < Math.min(NAMED, communities.id.length); row++) {
      const place = this.places.get(row);
      if (!place || (!pass.all && (counts.get(row) ?? 0) < 3)) continue;
      const spread = place.spread * view.ax * 2.4;
      const size = Math.min(21, Math.max(12.5, spread / 7.5));
      const lines = this.names[row] ?? [];
      if (!lines.length) continue;
      const { paper } = this.scene;
      const color = css(this.scene.scale ? paper.ink : asInk(this.scene.colourOfCommunity(row), paper.dark));
      const x = view.ax * place.x + view.bx;
      const y = view.ay * place.y + view.by;
      if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
      const half = (Math.max(...lines.map((l) => this.width(SERIF_FONT, l))) * size) / 200;
      if (half * 2 > Math.max(spread * 2.2, 130)) continue;
      const rect = {
        left: x - half - 5,
        right: x + half + 5,
        top: y - size * 0.75 * lines.length,
        bottom: y + size * 0.7 * lines.length,
      };
      if (!taken.isFree(rect)) continue;
      taken.add(rect);
      out.push({
        lines,
        x,
        y: y - (lines.length - 1) * size * 0.55,
        size,
        font: `italic 600 ${size}px ${SERIF}`,
        color,
        align: "center",
        alpha: fade,
        row: -1,
      });
    }
  }

  private countShown(): Map<number, number> {
    const counts = new Map<number, number>();
    const { net, pass } = this.scene;
    if (pass.all) return counts;
    net.data.nodes.community.forEach((c, v) => pass.node[v] && counts.set(c, (counts.get(c) ?? 0) + 1));
    return counts;
  }

  private placeNodes(view: View, taken: Taken, out: Label[], done: Set<number>, limit: number): void {
    const { scene } = this;
    const { focus, pass } = scene;
    let tries = 0;
    const least = view.zoom < 1.5 ? 4 : 2.2;
    for (let i = 0; i < scene.order.length && out.length < limit && tries < 6 * limit; i++) {
      const row = scene.order[i] as number;
      if (done.has(row) || !pass.node[row] || (focus && !focus.nodes.has(row))) continue;
      const radius = radiusAt(scene, view, row);
      if (radius < least && !focus && scene.net.n > 60) {
        if (scene.net.name === "people") break;
        continue;
      }
      const label = this.tryNode(view, taken, row, false);
      if (label === null) tries += 1;
      else if (label) out.push(label);
    }
  }

  /** undefined: not in sight; null: no room. */
  private tryNode(view: View, taken: Taken, row: number, must: boolean): Label | null | undefined {
    const { scene } = this;
    const x = view.ax * (scene.net.x[row] as number) + view.bx;
    const y = view.ay * (scene.net.y[row] as number) + view.by;
    if (x < -20 || y < -20 || x > view.width + 20 || y > view.height + 20) return undefined;
    const radius = radiusAt(scene, view, row);
    const isTopic = scene.net.data.nodes.kind[row] === 2;
    const size =
      Math.round(
        (must ? Math.max(13, 9.5 + 1.6 * Math.sqrt(radius)) : Math.min(17, 8.6 + 1.35 * Math.sqrt(radius))) *
          2,
      ) / 2;
    const line = shorten((scene.net.data.nodes.label[row] ?? "").trim() || "(no name)", 38);
    const wide = (this.width(SANS_FONT, line) * size) / 100;
    const high = size * 0.62;
    const gap = radius + 4;
    const disc = { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
    const spots: [number, number, CanvasTextAlign][] = [
      [x + gap, y, "left"],
      [x - gap, y, "right"],
      [x, y + gap + high, "center"],
      [x, y - gap - high, "center"],
    ];
    if (radius * 2 > wide + 6) spots.unshift([x, y, "center"]);
    for (const [px, py, align] of spots) {
      const left = align === "left" ? px : align === "right" ? px - wide : px - wide / 2;
      const slack = this.shown.has(row) ? 1 : 4;
      const rect = {
        left: left - slack,
        right: left + wide + slack,
        top: py - high - slack / 2,
        bottom: py + high + slack / 2,
      };
      if (
        !must &&
        (rect.right < 0 ||
          rect.left > view.width ||
          !taken.isFree(rect) ||
          !this.discs.isFree(rect, row) ||
          !taken.isFree(disc))
      )
        continue;
      taken.add(rect);
      taken.add(disc);
      const weight = must ? 650 : isTopic ? 600 : 450;
      return {
        lines: [line],
        x: px,
        y: py,
        size,
        font: `${weight} ${size}px ${SANS}`,
        color: css(scene.paper.ink),
        align,
        alpha: 1,
        row,
      };
    }
    return null;
  }
}

/** A name for each of the largest communities: its first topic that no larger one is named by, else its first person. */
function communityNames(scene: Scene): string[][] {
  const { communities, topics } = scene.model.main;
  const used = new Set<number>();
  return communities.id.slice(0, NAMED).map((_, row) => {
    const own = communities.topics[row] ?? [];
    const topic = own.find((t) => !used.has(t));
    if (topic !== undefined) used.add(topic);
    const label = communities.label[row] ?? "";
    const at = label.lastIndexOf("; ");
    return inLines(
      topic !== undefined ? (topics.label[topic] ?? "") : at > 0 && own.length ? label.slice(0, at) : label,
    );
  });
}

/** One line, or two of about the same length. */
function inLines(name: string): string[] {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((w) => w !== "");
  if (name.length <= 19 || words.length < 2) return words.length ? [shorten(words.join(" "), 30)] : [];
  let cut = 1;
  const balance = (k: number): number =>
    Math.abs(words.slice(0, k).join(" ").length - words.slice(k).join(" ").length);
  for (let k = 2; k < words.length; k++) if (balance(k) < balance(cut)) cut = k;
  return [words.slice(0, cut), words.slice(cut)].map((line) => shorten(line.join(" "), 30));
}

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[values.length >> 1] ?? 0;
}

/** Draws labels with a rim of the paper's colour, so that they can be read on anything. */
export function drawLabels(context: CanvasRenderingContext2D, labels: readonly Label[], paper: string): void {
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.strokeStyle = paper;
  for (const label of labels) {
    context.font = label.font;
    context.textAlign = label.align;
    context.globalAlpha = label.alpha;
    context.lineWidth = Math.max(3, label.size * 0.26);
    context.fillStyle = label.color;
    label.lines.forEach((line, i) => {
      const y = label.y + i * label.size * 1.1;
      context.strokeText(line, label.x, y);
      context.fillText(line, label.x, y);
    });
  }
  context.globalAlpha = 1;
}
