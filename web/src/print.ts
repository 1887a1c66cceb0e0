// For print, or a PDF: the map as a picture, the charts, who and what in short tables, what it is. Made when the
// browser is about to print and thrown away after it.
import { aboutParts } from "./about";
import { lookOf, plotSvg } from "./chart";
import { chartSpecs } from "./charts";
import { byId, fill, h, text, type Child } from "./dom";
import { count, years } from "./format";
import { mainFigures } from "./figures";
import type { MapView } from "./map";
import type { Model } from "./model";
import { drawPicture } from "./picture";
import { Scene } from "./scene";
import type { State, Store } from "./state";

const ROWS = 20;

/** The scene of the map in light colours: a selection and filters stay. */
function printScene(model: Model, map: MapView, state: State): Scene {
  const scene = new Scene(model, map.current.scene.net);
  scene.update({ ...state, dark: false });
  scene.paper = { ...scene.paper, background: [255, 255, 255] };
  return scene;
}

function picture(model: Model, map: MapView, state: State): HTMLElement {
  const scene = printScene(model, map, state);
  const canvas = document.createElement("canvas");
  drawPicture(canvas, scene, { width: 900, height: 680, density: 2.4 });
  const { pass, net } = scene;
  const caption = `${net.name === "people" ? "Who wrote with whom" : "Who wrote on what"}: ${count(pass.nodes)} of ${count(net.data.totalNodes)} nodes, ${count(pass.edges)} of ${count(net.data.totalEdges)} links.`;
  return h(
    "figure",
    { class: "print-map" },
    h("img", { src: canvas.toDataURL("image/png"), alt: caption }),
    h("figcaption", null, `${caption} ${net.data.cut}`),
  );
}

function topPeople(model: Model): HTMLElement {
  const { nodes } = model.people.data;
  const rows = Array.from({ length: model.people.n }, (_, v) => v)
    .sort((a, b) => (nodes.papers[b] ?? 0) - (nodes.papers[a] ?? 0) || a - b)
    .slice(0, ROWS);
  return short(
    "People with most papers",
    ["Name", "Papers", "Co-authors", "Community"],
    rows.map((v) => [
      text(nodes.label[v] ?? ""),
      count(nodes.papers[v] ?? 0),
      count(model.people.degree(v)),
      text((nodes.community[v] ?? -1) >= 0 ? model.communityName(nodes.community[v] as number) : "–"),
    ]),
  );
}

function topCommunities(model: Model): HTMLElement {
  const c = model.main.communities;
  return short(
    "Largest communities",
    ["Community", "People", "Papers", "Years"],
    c.id
      .slice(0, ROWS)
      .map((_, row) => [
        text(model.communityName(row)),
        count(c.people[row] ?? 0),
        count(c.papers[row] ?? 0),
        years(c.firstYear[row] ?? null, c.lastYear[row] ?? null),
      ]),
  );
}

function short(title: string, head: string[], rows: Child[][]): HTMLElement {
  return h(
    "section",
    { class: "part" },
    h("h2", null, title),
    h(
      "table",
      { class: "plain" },
      h("thead", null, h("tr", null, ...head.map((t) => h("th", { scope: "col" }, t)))),
      h("tbody", null, ...rows.map((row) => h("tr", null, ...row.map((cell) => h("td", null, cell))))),
    ),
  );
}

export function makePrint(model: Model, store: Store, map: MapView): void {
  const { main } = model;
  const charts = chartSpecs(model).map((spec) =>
    h(
      "figure",
      { class: spec.wide ? "chart wide" : "chart" },
      h("figcaption", null, h("h3", null, spec.title), h("p", null, spec.says)),
      plotSvg(spec, lookOf(false, spec.wide ? 680 : 330)),
    ),
  );
  fill(
    byId("print"),
    h("h1", null, text(main.about.title)),
    h("p", { class: "muted" }, main.about.program),
    h(
      "dl",
      { class: "figures" },
      ...mainFigures(model).map((f) =>
        h("div", null, h("dt", null, f.title), h("dd", null, count(f.value as number))),
      ),
    ),
    model.people.n > 0 && picture(model, map, store.now),
    main.communities.id.length > 0 && topCommunities(model),
    model.people.n > 0 && topPeople(model),
    charts.length > 0 && h("h2", null, "Charts"),
    h("div", { class: "charts" }, ...charts),
    ...aboutParts(model),
  );
  byId("print").hidden = false;
}

export function bindPrint(model: Model, store: Store, map: MapView): void {
  window.addEventListener("beforeprint", () => makePrint(model, store, map));
  window.addEventListener("afterprint", () => {
    fill(byId("print"));
    byId("print").hidden = true;
  });
}
