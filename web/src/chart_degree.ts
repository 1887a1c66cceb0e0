// Degree distribution on two logarithmic scales, with the power law that was fitted to its tail.
import * as Plot from "@observablehq/plot";
import type { ChartSpec } from "./chart";
import { count } from "./format";
import type { Model } from "./model";

interface Point {
  degree: number;
  share: number;
}

/** Share of authors with at least this degree: smooth where single degrees are rare. */
function tail(degree: readonly number[], authors: readonly number[]): Point[] {
  const total = authors.reduce((a, b) => a + b, 0);
  let left = total;
  const out: Point[] = [];
  const order = degree.map((d, i) => [d, authors[i] as number] as const).sort((a, b) => a[0] - b[0]);
  for (const [d, n] of order) {
    if (d > 0) out.push({ degree: d, share: left / total });
    left -= n;
  }
  return out;
}

/** The fitted law's tail: from xmin on, P(K >= k) ~ (k / xmin)^(1 - alpha). */
function fitted(points: readonly Point[], alpha: number, xmin: number): Point[] {
  const start = points.find((p) => p.degree >= xmin);
  const end = points[points.length - 1];
  if (!start || !end || end.degree <= xmin) return [];
  const steps = 24;
  return Array.from({ length: steps + 1 }, (_, i) => {
    const degree = xmin * Math.pow(end.degree / xmin, i / steps);
    return { degree, share: start.share * Math.pow(degree / xmin, 1 - alpha) };
  });
}

export function degreeChart(model: Model): ChartSpec | null {
  const { degree, authors, fit } = model.main.degrees;
  const points = tail(degree, authors);
  if (points.length < 2) return null;
  const line = fit ? fitted(points, fit.alpha, fit.xmin) : [];
  const most = points[points.length - 1]?.degree ?? 0;
  const total = authors.reduce((a, b) => a + b, 0);
  const words = fit
    ? ` The line is a power law with exponent ${fit.alpha.toFixed(2)} from ${fit.xmin} on (Kolmogorov–Smirnov distance ${fit.ks.toFixed(3)}${fit.p === null ? "" : `, p = ${fit.p.toFixed(2)}`}).`
    : "";
  return {
    name: "degrees",
    title: "How many co-authors people have",
    says: `Share of people with at least so many co-authors, both scales logarithmic.${words}`,
    summary: `Falls from 1 co-author to ${count(most)}.${words}`,
    numbers: {
      head: ["Co-authors", "People", "Share with at least so many"],
      rows: degree
        .map((d, i) => [
          d,
          authors[i] as number,
          points.find((p) => p.degree === d)?.share ?? (d === 0 ? 1 : 0),
        ])
        .map(([d, n, s]) => [d as number, n as number, Number((s as number).toPrecision(4))]),
    },
    draw: (look) => {
      const low = Math.min(
        ...points.map((p) => p.share),
        ...line.map((p) => p.share),
        1 / Math.max(2, total),
      );
      return {
        height: 260,
        marginLeft: 58,
        x: {
          type: "log",
          label: "co-authors →",
          grid: true,
          tickSize: 0,
          ticks: 4,
          tickFormat: (d: number) => count(d),
        },
        y: {
          type: "log",
          label: "share of people",
          grid: true,
          tickSize: 0,
          domain: [low, 1],
          ticks: 5,
          tickFormat: (d: number) =>
            d >= 0.01 ? `${Number((100 * d).toPrecision(2))}%` : `${(100 * d).toPrecision(1)}%`,
        },
        marks: [
          Plot.dot(points, {
            x: "degree",
            y: "share",
            r: 2.8,
            fill: look.accent,
            title: (p: Point) => `${count(p.degree)} or more: ${(100 * p.share).toPrecision(3)}%`,
          }),
          ...(line.length
            ? [Plot.line(line, { x: "degree", y: "share", stroke: look.second, strokeWidth: 2 })]
            : []),
        ],
      };
    },
  };
}
