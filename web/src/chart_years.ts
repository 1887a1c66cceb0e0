// Papers and authors by year.
import * as Plot from "@observablehq/plot";
import type { ChartSpec } from "./chart";
import { count } from "./format";
import type { Model } from "./model";

const ticks = (look: { width: number }, years: number): number =>
  Math.min(years, Math.floor(look.width / 70));

export function papersChart(model: Model): ChartSpec | null {
  const { year, papers } = model.main.years;
  if (!year.length) return null;
  const data = year.map((y, i) => ({ year: y, papers: papers[i] as number }));
  const most = data.reduce((a, b) => (b.papers > a.papers ? b : a));
  return {
    name: "papers-by-year",
    title: "Papers by year",
    says: `${count(papers.reduce((a, b) => a + b, 0))} papers have a year; the most, ${count(most.papers)}, are of ${most.year}.`,
    summary: `Bars from ${year[0]} to ${year[year.length - 1]}; the highest is ${most.year} with ${count(most.papers)} papers.`,
    numbers: { head: ["Year", "Papers"], rows: data.map((d) => [d.year, d.papers]) },
    draw: (look) => ({
      height: 260,
      x: { label: null, tickFormat: "d", ticks: ticks(look, year.length), tickSize: 0 },
      y: { label: "papers", grid: true, nice: true, tickSize: 0, ticks: 5 },
      marks: [
        Plot.rectY(data, {
          x1: (d: { year: number }) => d.year - 0.44,
          x2: (d: { year: number }) => d.year + 0.44,
          y: "papers",
          fill: look.accent,
          rx: 1,
          title: (d: { year: number; papers: number }) => `${d.year}: ${count(d.papers)}`,
        }),
        Plot.ruleY([0], { stroke: look.muted }),
      ],
    }),
  };
}

interface AuthorYear {
  year: number;
  kind: string;
  n: number;
}

export function authorsChart(model: Model): ChartSpec | null {
  const { year, authors, newAuthors } = model.main.years;
  if (!year.length) return null;
  const data: AuthorYear[] = year.flatMap((y, i) => [
    { year: y, kind: "were there before", n: (authors[i] as number) - (newAuthors[i] as number) },
    { year: y, kind: "first paper", n: newAuthors[i] as number },
  ]);
  const last = year.length - 1;
  return {
    name: "authors-by-year",
    title: "Authors by year",
    says: "Authors with a paper in the year, and how many of them had none here before.",
    summary: `Stacked bars from ${year[0]} to ${year[last]}; in ${year[last]} ${count(authors[last] as number)} authors, ${count(newAuthors[last] as number)} of them new.`,
    numbers: {
      head: ["Year", "Authors", "First paper here", "Were there before"],
      rows: year.map((y, i) => [
        y,
        authors[i] as number,
        newAuthors[i] as number,
        (authors[i] as number) - (newAuthors[i] as number),
      ]),
    },
    draw: (look) => ({
      height: 260,
      x: { label: null, tickFormat: "d", ticks: ticks(look, year.length), tickSize: 0 },
      y: { label: "authors", grid: true, nice: true, tickSize: 0, ticks: 5 },
      color: {
        domain: ["first paper", "were there before"],
        range: [look.second, look.accent],
        legend: false,
      },
      marks: [
        Plot.rectY(
          data,
          Plot.stackY({
            x1: (d: AuthorYear) => d.year - 0.44,
            x2: (d: AuthorYear) => d.year + 0.44,
            y: "n",
            fill: "kind",
            order: ["were there before", "first paper"],
            title: (d: AuthorYear) => `${d.year}, ${d.kind}: ${count(d.n)}`,
          }),
        ),
        Plot.ruleY([0], { stroke: look.muted }),
        legend("first paper", look.second, 0),
        legend("were there before", look.accent, 1),
      ],
    }),
  };
}

/** A word of the legend, in the colour that it names. */
function legend(words: string, color: string, line: number): Plot.Markish {
  return Plot.text([words], {
    text: (d: string) => `■ ${d}`,
    frameAnchor: "top-left",
    dx: 6,
    dy: line * 17,
    fill: color,
    fontWeight: 600,
  });
}
