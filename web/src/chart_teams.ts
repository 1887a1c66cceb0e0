// Authors per paper.
import * as Plot from "@observablehq/plot";
import type { ChartSpec } from "./chart";
import { count } from "./format";
import type { Model } from "./model";

/** Every so many numbers are written below the bars. */
function every(bars: number, width: number): number {
  return Math.max(1, Math.ceil((bars * 26) / width));
}

export function teamsChart(model: Model): ChartSpec | null {
  const list = model.main.authorsPerPaper;
  const total = list.reduce((a, b) => a + b, 0);
  if (!total) return null;
  const last = list.length - 1;
  const from = list[0] ? 0 : 1;
  const name = (k: number): string => (k === last && k > 1 ? `${k}+` : String(k));
  const data = list.map((n, k) => ({ k: name(k), n })).slice(from);
  const mean = list.reduce((sum, n, k) => sum + n * k, 0) / total;
  const alone = (100 * (list[1] ?? 0)) / total;
  const open = (list[last] ?? 0) > 0 && last > 1;
  return {
    name: "authors-per-paper",
    title: "Authors per paper",
    says: `${open ? "At least " : ""}${mean.toFixed(1)} authors on average; ${alone.toFixed(0)}% of the papers have one.`,
    summary: `Bars for 1 to ${name(last)} authors; ${count(list[1] ?? 0)} papers have one author.`,
    numbers: {
      head: ["Authors", "Papers", "Share of papers, %"],
      rows: data.map((d) => [d.k, d.n, Math.round((1000 * d.n) / total) / 10]),
    },
    draw: (look) => ({
      height: 260,
      x: {
        label: "authors on the paper →",
        domain: data.map((d) => d.k),
        ticks: data.filter((_, i) => i % every(data.length, look.width) === 0).map((d) => d.k),
        tickSize: 0,
        padding: 0.14,
      },
      y: { label: "papers", grid: true, nice: true, tickSize: 0, ticks: 5 },
      marks: [
        Plot.barY(data, {
          x: "k",
          y: "n",
          fill: look.accent,
          rx: 1,
          title: (d: { k: string; n: number }) => `${d.k}: ${count(d.n)}`,
        }),
        Plot.ruleY([0], { stroke: look.muted }),
      ],
    }),
  };
}
