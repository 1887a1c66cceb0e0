// Rows of bars by year, one row each: communities over time and topics over time. Rows are compared by their shape;
// many lines in one frame cannot be told apart by colour.
import * as Plot from "@observablehq/plot";
import type { ChartSpec } from "./chart";
import { css, onPaper, parseHex } from "./colour";
import { count, shorten } from "./format";
import type { Model } from "./model";

interface RowOf {
  row: number;
  label: string;
  papers: readonly number[];
  color?: string;
}

interface Name {
  row: string;
  label: string;
  most: string;
}

interface Bar {
  row: string;
  year: number;
  value: number;
  fill: string;
  label: string;
}

const MOST = 16;

/** Each row has a scale of its own, whose top is written beside it. */
function draw(
  rows: readonly RowOf[],
  years: readonly number[],
  value: (row: RowOf, i: number) => number,
  say: (v: number) => string,
): ChartSpec["draw"] {
  return (look) => {
    const most = rows.map((row) => Math.max(1e-9, ...years.map((_, i) => value(row, i))));
    const bars: Bar[] = rows.flatMap((row, k) =>
      years.map((year, i) => ({
        row: String(k),
        year,
        value: value(row, i) / (most[k] as number),
        label: `${row.label}, ${year}: ${say(value(row, i))}`,
        fill: row.color ? css(onPaper(parseHex(row.color), look.dark)) : look.accent,
      })),
    );
    const narrow = look.width < 560;
    const left = narrow ? 4 : Math.min(250, look.width * 0.32);
    const right = narrow ? 50 : 66;
    const names = rows.map((row, k) => ({ row: String(k), label: row.label, most: say(most[k] as number) }));
    return {
      height: rows.length * (narrow ? 56 : 40) + 40,
      marginLeft: left,
      marginRight: right,
      marginTop: narrow ? 20 : 4,
      x: {
        label: null,
        tickFormat: "d",
        ticks: Math.min(years.length, Math.floor((look.width - left - right) / 70)),
        tickSize: 0,
        domain: [(years[0] as number) - 0.5, (years[years.length - 1] as number) + 0.5],
      },
      y: { axis: null, domain: [0, 1.04] },
      fy: { axis: null, padding: narrow ? 0.42 : 0.2, domain: names.map((d) => d.row) },
      marks: [
        Plot.ruleY([0], { stroke: look.line }),
        Plot.rectY(bars, {
          fy: "row",
          x1: (b: Bar) => b.year - 0.42,
          x2: (b: Bar) => b.year + 0.42,
          y: "value",
          fill: "fill",
          title: "label",
        }),
        Plot.text(names, {
          fy: "row",
          text: (d: Name) => shorten(d.label, narrow ? Math.floor(look.width / 7) : Math.floor(left / 5.9)),
          frameAnchor: narrow ? "top-left" : "left",
          dx: narrow ? 0 : -left + 2,
          dy: narrow ? -14 : 2,
          textAnchor: "start",
          fill: look.ink,
          title: "label",
        }),
        Plot.text(names, {
          fy: "row",
          text: "most",
          frameAnchor: "top-right",
          dx: right - 2,
          dy: 1,
          textAnchor: "end",
          fill: look.muted,
          title: (d: Name) => `The highest bar is ${d.most}`,
        }),
      ],
    };
  };
}

function table(rows: readonly RowOf[], years: readonly number[]): ChartSpec["numbers"] {
  return {
    head: ["Year", ...rows.map((row) => row.label)],
    rows: years.map((year, i) => [year, ...rows.map((row) => row.papers[i] ?? 0)]),
  };
}

export function communitiesChart(model: Model): ChartSpec | null {
  const { year, communities } = model.main.years;
  const rows: RowOf[] = communities
    .slice(0, MOST)
    .map(({ row, papers }) => ({
      row,
      papers,
      label: model.communityName(row),
      color: model.main.communities.color[row] ?? "#b3b3b3",
    }));
  if (year.length < 2 || !rows.length) return null;
  return {
    name: "communities-over-time",
    title: "Communities over time",
    wide: true,
    says: `Papers of ${rows.length === 1 ? "the one community" : `the ${rows.length} largest communities`} in each year. Every row has a scale of its own; its highest bar is written at the end.`,
    summary: `One row of bars for each community: ${rows
      .slice(0, 5)
      .map((r) => r.label)
      .join("; ")}${rows.length > 5 ? "; …" : ""}.`,
    numbers: table(rows, year),
    draw: draw(rows, year, (row, i) => row.papers[i] ?? 0, count),
  };
}

/** A year with its neighbours: years with few papers do not stick out. */
function around(values: readonly number[], i: number): number {
  return (values[i - 1] ?? 0) + (values[i] ?? 0) + (values[i + 1] ?? 0);
}

/** Slope of the share over the years, to put what rises first. */
function slope(values: readonly number[]): number {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  let top = 0;
  let bottom = 0;
  values.forEach((v, i) => {
    top += (i - (n - 1) / 2) * (v - mean);
    bottom += (i - (n - 1) / 2) ** 2;
  });
  return bottom > 0 && mean > 0 ? top / bottom / mean : 0;
}

export function topicsChart(model: Model): ChartSpec | null {
  const { year, topics, papers } = model.main.years;
  if (year.length < 2 || !topics.length) return null;
  const share = (row: { papers: readonly number[] }, i: number): number => {
    const all = around(papers, i);
    return all > 0 ? around(row.papers, i) / all : 0;
  };
  const rows: RowOf[] = topics
    .slice(0, MOST)
    .map(({ row, papers: list }) => ({ row, papers: list, label: model.main.topics.label[row] ?? "" }));
  rows.sort((a, b) => slope(year.map((_, i) => share(b, i))) - slope(year.map((_, i) => share(a, i))));
  return {
    name: "topic-trends",
    title: "Topic trends",
    wide: true,
    says: `Share of the papers that are on each of the ${rows.length} most frequent topics, over three years; what rises most stands first, what falls most last. Every row has a scale of its own.`,
    summary: `One row of bars for each topic. Rising: ${rows
      .slice(0, 3)
      .map((r) => r.label)
      .join(", ")}. Falling: ${rows
      .slice(-3)
      .map((r) => r.label)
      .join(", ")}.`,
    numbers: table(rows, year),
    draw: draw(rows, year, share, (v) => `${(100 * v).toFixed(1)}%`),
  };
}
