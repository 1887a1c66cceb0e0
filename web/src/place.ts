// Places for a network that came without a layout: communities as discs on a spiral, people on a spiral inside each,
// those with most papers in the middle. Nothing random, so that the same page looks the same every time.
import type { Net } from "./network";

const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/** Rows of each community, largest community first; rows without one are each by themselves, at the end. */
function groupRows(net: Net): number[][] {
  const groups = new Map<number, number[]>();
  const alone: number[][] = [];
  for (let v = 0; v < net.n; v++) {
    const c = net.data.nodes.community[v] ?? -1;
    if (c < 0) alone.push([v]);
    else if (groups.has(c)) groups.get(c)?.push(v);
    else groups.set(c, [v]);
  }
  return [...groups.values()]
    .sort((a, b) => b.length - a.length || (a[0] as number) - (b[0] as number))
    .concat(alone);
}

export function placeNodes(net: Net): { x: number[]; y: number[] } {
  const { papers } = net.data.nodes;
  const x = new Array<number>(net.n).fill(0);
  const y = new Array<number>(net.n).fill(0);
  const step = 2.4 * Math.max(1, ...sample(net.radius));
  let area = 0;
  groupRows(net).forEach((rows, g) => {
    const reach = step * Math.sqrt(rows.length) * 0.75 + step * 0.5;
    area += g === 0 ? 0 : reach * reach;
    const away = g === 0 ? 0 : Math.sqrt(area) + (net.n > 0 ? step : 0);
    const cx = away * 1.25 * Math.cos(g * GOLDEN);
    const cy = away * 1.25 * Math.sin(g * GOLDEN);
    if (g === 0) area = reach * reach;
    rows
      .sort((a, b) => (papers[b] ?? 0) - (papers[a] ?? 0) || a - b)
      .forEach((v, k) => {
        const r = step * 0.72 * Math.sqrt(k);
        x[v] = cx + r * Math.cos(k * GOLDEN);
        y[v] = cy + r * Math.sin(k * GOLDEN);
      });
  });
  return { x, y };
}

/** The 95th percentile stands for the largest, so that one huge node does not tear all others apart. */
function sample(values: Float32Array): number[] {
  const sorted = Float32Array.from(values).sort();
  return sorted.length ? [sorted[Math.floor((sorted.length - 1) * 0.95)] as number] : [];
}
