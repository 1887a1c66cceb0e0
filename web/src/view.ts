// From the map's units to pixels and back, and what lies at a pixel.
import { GROWTH, MAX_RADIUS, MIN_RADIUS } from "./sizes";
import type { Scene } from "./scene";

export interface Box {
  x: [number, number];
  y: [number, number];
}

/** x_px = ax * x + bx, y_px = ay * y + by; ay is negative, since y points up on the map. */
export interface View {
  width: number;
  height: number;
  ax: number;
  bx: number;
  ay: number;
  by: number;
  /** 1 = the whole map is seen. */
  zoom: number;
}

/** What the nodes cover; at least a little in both directions. */
export function boxOf(scene: Scene): Box {
  const { net } = scene;
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let v = 0; v < net.n; v++) {
    const r = net.radius[v] as number;
    left = Math.min(left, (net.x[v] as number) - r);
    right = Math.max(right, (net.x[v] as number) + r);
    bottom = Math.min(bottom, (net.y[v] as number) - r);
    top = Math.max(top, (net.y[v] as number) + r);
  }
  if (net.n === 0) return { x: [-1, 1], y: [-1, 1] };
  const least = 16 * Math.max(...net.radius.slice(0, 4096));
  return { x: widen([left, right], least), y: widen([bottom, top], least) };
}

function widen([a, b]: [number, number], least: number): [number, number] {
  const extra = Math.max(0, least - (b - a)) / 2;
  return [a - extra, b + extra];
}

/** The whole map in a rectangle of pixels. */
export function fitView(box: Box, width: number, height: number, padding: number): View {
  const w = box.x[1] - box.x[0];
  const h = box.y[1] - box.y[0];
  const a = Math.max(1e-9, Math.min((width - 2 * padding) / w, (height - 2 * padding) / h));
  return {
    width,
    height,
    ax: a,
    bx: width / 2 - (a * (box.x[0] + box.x[1])) / 2,
    ay: -a,
    by: height / 2 + (a * (box.y[0] + box.y[1])) / 2,
    zoom: 1,
  };
}

/** Radius of node v in pixels. */
export function radiusAt(scene: Scene, view: View, v: number): number {
  const unit = view.ax / view.zoom;
  return Math.min(
    MAX_RADIUS,
    Math.max(MIN_RADIUS, (scene.radius[v] as number) * unit * Math.pow(view.zoom, GROWTH)),
  );
}

/** The node at a pixel, or the nearest within slack pixels; -1 when there is none. Faded nodes do not count. */
export function nodeAt(scene: Scene, view: View, x: number, y: number, slack: number): number {
  const { net, pass, focus } = scene;
  let best = -1;
  let least = Infinity;
  for (let v = 0; v < net.n; v++) {
    if (!pass.node[v]) continue;
    const dx = view.ax * (net.x[v] as number) + view.bx - x;
    const dy = view.ay * (net.y[v] as number) + view.by - y;
    if (Math.abs(dx) > MAX_RADIUS + slack || Math.abs(dy) > MAX_RADIUS + slack) continue;
    const d = Math.hypot(dx, dy) - radiusAt(scene, view, v) + (focus && !focus.nodes.has(v) ? 2 : 0);
    if (d < slack && d < least) {
      least = d;
      best = v;
    }
  }
  return best;
}

/** The visible edge nearest to a pixel within slack pixels; -1 when there is none. */
export function edgeAt(scene: Scene, view: View, x: number, y: number, slack: number): number {
  const { net, pass, focus } = scene;
  const { source, target } = net.data.edges;
  const px = (x - view.bx) / view.ax;
  const py = (y - view.by) / view.ay;
  const reach = slack / view.ax;
  let best = -1;
  let least = reach * reach;
  for (let e = 0; e < net.m; e++) {
    if (!pass.edge[e] || (focus && !focus.edges.has(e))) continue;
    const sx = net.x[source[e] as number] as number;
    const sy = net.y[source[e] as number] as number;
    const dx = (net.x[target[e] as number] as number) - sx;
    const dy = (net.y[target[e] as number] as number) - sy;
    const t = ((px - sx) * dx + (py - sy) * dy) / (dx * dx + dy * dy || 1);
    if (t < 0 || t > 1) continue;
    const ox = px - sx - t * dx;
    const oy = py - sy - t * dy;
    const d = ox * ox + oy * oy;
    if (d < least) {
      least = d;
      best = e;
    }
  }
  return best;
}
