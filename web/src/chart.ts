// A chart as a figure: title, what it says, the drawing, its numbers as a table, and a button that saves it as SVG.
import type { PlotOptions } from "@observablehq/plot";
import * as Plot from "@observablehq/plot";
import { h, type Child } from "./dom";
import { SANS } from "./labels";
import { toCsv, type Cell } from "./csv";
import { fileName, saveText } from "./save";

export interface ChartLook {
  dark: boolean;
  width: number;
  ink: string;
  muted: string;
  line: string;
  paper: string;
  accent: string;
  second: string;
}

export interface Numbers {
  head: string[];
  rows: Cell[][];
}

export interface ChartSpec {
  /** Part of file names and ids. */
  name: string;
  title: string;
  /** A sentence or two under the title. */
  says: string;
  /** For screen readers: what is to be seen. */
  summary: string;
  draw(look: ChartLook): PlotOptions;
  numbers: Numbers;
  /** A wide one takes both columns. */
  wide?: boolean;
  /** Switches above the drawing. */
  controls?: Child[];
}

export function lookOf(dark: boolean, width: number): ChartLook {
  return dark
    ? {
        dark,
        width,
        ink: "#eceae5",
        muted: "#a9aeb4",
        line: "#30363d",
        paper: "#191d21",
        accent: "#7ebaec",
        second: "#f0a860",
      }
    : {
        dark,
        width,
        ink: "#1c1f23",
        muted: "#5b6168",
        line: "#e3dfd6",
        paper: "#ffffff",
        accent: "#14568c",
        second: "#c2570c",
      };
}

/** A drawing that stands by itself: sizes, fonts and colours are in it. */
export function plotSvg(spec: ChartSpec, look: ChartLook): SVGSVGElement {
  const options = spec.draw(look);
  const svg = Plot.plot({
    width: look.width,
    marginLeft: 48,
    marginBottom: 36,
    marginTop: 26,
    marginRight: 14,
    ...options,
    style: {
      color: look.ink,
      background: "transparent",
      fontFamily: SANS,
      fontSize: "12px",
      overflow: "visible",
    },
  }) as unknown as SVGSVGElement;
  // The drawing is one image with one text; the names that Plot gives to its parts are not for readers.
  for (const part of svg.querySelectorAll("g[aria-label], g[aria-description]")) {
    part.removeAttribute("aria-label");
    part.removeAttribute("aria-description");
  }
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `${spec.title}. ${spec.summary}`);
  return svg;
}

function saveSvg(spec: ChartSpec, corpus: string): void {
  const svg = plotSvg(spec, lookOf(false, spec.wide ? 960 : 640));
  const ns = "http://www.w3.org/2000/svg";
  const title = document.createElementNS(ns, "title");
  title.textContent = `${spec.title}. ${corpus}`;
  const ground = document.createElementNS(ns, "rect");
  for (const [key, value] of Object.entries({ width: "100%", height: "100%", fill: "#ffffff" }))
    ground.setAttribute(key, value);
  svg.prepend(title, ground);
  svg.setAttribute("xmlns", ns);
  svg.setAttribute("xmlns:xlink", "http://www.w3.org/1999/xlink");
  saveText(
    `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`,
    fileName(corpus, spec.name, "svg"),
    "image/svg+xml",
  );
}

export function numbersTable(spec: ChartSpec): HTMLElement {
  const { head, rows } = spec.numbers;
  return h(
    "table",
    null,
    h("caption", { class: "hidden" }, `${spec.title}: the numbers`),
    h("thead", null, h("tr", null, ...head.map((name) => h("th", { scope: "col" }, name)))),
    h(
      "tbody",
      null,
      ...rows.map((row) =>
        h(
          "tr",
          null,
          ...row.map((cell, i) =>
            h(
              i === 0 ? "th" : "td",
              i === 0 ? { scope: "row", dir: "auto" } : null,
              cell === null ? "–" : cell,
            ),
          ),
        ),
      ),
    ),
  );
}

/** The figure; the table is made when it is asked for. */
export class ChartFigure {
  readonly element: HTMLElement;
  private readonly place = h("div", { class: "plot" });
  private drawn = "";

  constructor(
    readonly spec: ChartSpec,
    corpus: string,
  ) {
    const numbers = h("details", { class: "numbers" }, h("summary", null, "Numbers"));
    numbers.addEventListener("toggle", () => {
      if (numbers.open && numbers.children.length === 1)
        numbers.append(
          h(
            "div",
            { class: "numbers-box", tabindex: 0, role: "region", "aria-label": `${spec.title}: numbers` },
            numbersTable(spec),
          ),
        );
    });
    const actions = h(
      "div",
      { class: "chart-actions" },
      h(
        "button",
        { type: "button", class: "quiet", "data-save": spec.name, onclick: () => saveSvg(spec, corpus) },
        "Save as SVG",
      ),
      h(
        "button",
        {
          type: "button",
          class: "quiet",
          "data-csv": spec.name,
          onclick: () =>
            saveText(
              `\ufeff${toCsv(spec.numbers.head, spec.numbers.rows)}`,
              fileName(corpus, spec.name, "csv"),
              "text/csv",
            ),
        },
        "Save as CSV",
      ),
    );
    this.element = h(
      "figure",
      { class: spec.wide ? "chart wide" : "chart", id: `chart-${spec.name}` },
      h("figcaption", null, h("h2", null, spec.title), h("p", null, spec.says)),
      ...(spec.controls ?? []).filter((c): c is Node => c instanceof Node),
      this.place,
      h("div", { class: "chart-foot" }, numbers, actions),
    );
  }

  /** Draws again when theme or width are others. */
  draw(dark: boolean, force = false): void {
    const width = Math.max(280, Math.floor(this.place.clientWidth || this.element.clientWidth || 640));
    const key = `${String(dark)} ${width}`;
    if (key === this.drawn && !force) return;
    this.drawn = key;
    this.place.replaceChildren(plotSvg(this.spec, lookOf(dark, width)));
  }
}
