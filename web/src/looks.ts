// What colour and size may stand for: values of nodes between 0 and 1, with the words for a legend.
import type { Model } from "./model";
import type { Net } from "./network";

export interface Scale {
  title: string;
  low: string;
  high: string;
  /** In [0, 1]; NaN where it is not defined. */
  at: Float32Array;
}

function spread(values: Float64Array, title: string, say: (v: number) => string, log: boolean): Scale {
  const f = log ? (v: number): number => Math.log1p(Math.max(0, v)) : (v: number): number => v;
  let min = Infinity;
  let max = -Infinity;
  for (const v of values) {
    if (Number.isNaN(v)) continue;
    min = Math.min(min, v);
    max = Math.max(max, v);
  }
  const range = f(max) - f(min);
  const at = Float32Array.from(values, (v) =>
    Number.isNaN(v) ? NaN : range > 0 ? (f(v) - f(min)) / range : 0.5,
  );
  const none = min > max;
  return { title, low: none ? "" : say(min), high: none ? "" : say(max), at };
}

/** The mean year of someone's papers. */
function meanYears(model: Model, net: Net): Float64Array {
  const out = new Float64Array(net.n).fill(NaN);
  const papers = model.papers;
  if (!papers) return out;
  for (let v = 0; v < net.n; v++) {
    let sum = 0;
    let k = 0;
    for (const p of papers.ofNode(net, v)) {
      const year = papers.data.year[p] ?? null;
      if (year === null) continue;
      sum += year;
      k += 1;
    }
    if (k) out[v] = sum / k;
  }
  return out;
}

/** Heavy-tailed values are shown by their logarithm. */
function isHeavy(values: Float64Array): boolean {
  const known = values.filter((v) => !Number.isNaN(v)).sort();
  if (known.length < 3) return false;
  const median = known[known.length >> 1] as number;
  const max = known[known.length - 1] as number;
  return (known[0] as number) >= 0 && max > 8 * Math.max(median, max / 1e6);
}

export function scaleOf(model: Model, net: Net, what: string, say: (v: number) => string): Scale | null {
  if (what === "year")
    return spread(meanYears(model, net), "Mean year of the papers", (v) => String(Math.round(v)), false);
  if (what === "papers") {
    const values = Float64Array.from(net.data.nodes.papers);
    return spread(values, "Papers", say, isHeavy(values));
  }
  const column = net.data.values[what];
  const about = model.main.measures.find((m) => m.name === what);
  if (!column || !about) return null;
  const values = Float64Array.from(column.value, (v) => v ?? NaN);
  return spread(values, about.title, say, isHeavy(values));
}
