// The panel of an edge: the papers behind it.
import { h, text, type Child } from "./dom";
import { plural, real, years } from "./format";
import { authorLink, topicLink } from "./links";
import type { Model } from "./model";
import type { Net } from "./network";
import { countTopics, facts, heading, paperList, partly, perYear, topicBars, waiting } from "./parts";
import type { PanelContent } from "./panel";
import { yearBars } from "./spark";

function findEdge(model: Model, a: string, b: string): { net: Net; e: number; s: number; t: number } | null {
  for (const name of ["people", "topics"] as const) {
    const net = model.net(name);
    const s = net.rowOf.get(a);
    const t = net.rowOf.get(b);
    if (s === undefined || t === undefined) continue;
    const e = net.edgeBetween(s, t);
    if (e >= 0) return { net, e, s, t };
  }
  return null;
}

function endLink(model: Model, net: Net, v: number): HTMLElement {
  const topic = net.data.nodes.topic[v] ?? -1;
  return topic >= 0 ? topicLink(model, topic) : authorLink(model, net.data.nodes.id[v] as string);
}

export function edgePanel(model: Model, a: string, b: string): PanelContent | null {
  const found = findEdge(model, a, b);
  if (!found) return null;
  const { net, e, s, t } = found;
  const { edges, nodes } = net.data;
  const papers = model.papers?.ofEdge(net, e);
  const names = [nodes.label[s] ?? "", nodes.label[t] ?? ""];
  const body: Child[] = [
    h(
      "p",
      { class: "under pair" },
      endLink(model, net, s),
      h("span", { "aria-hidden": "true" }, " — "),
      endLink(model, net, t),
    ),
    facts([
      ["Papers", String(edges.papers[e] ?? 0)],
      ["Weight", real(edges.weight[e] ?? null)],
      ["Years", years(edges.firstYear[e] ?? null, edges.lastYear[e] ?? null)],
    ]),
    partly(papers, edges.papers[e] ?? 0),
    papers ? yearBars(model.main.years.year, perYear(model, papers), "Papers together") : waiting(),
  ];
  if (papers) {
    const topics = countTopics(model, papers);
    if (topics.length && net.name === "people")
      body.push(heading("Topics", "papers"), topicBars(model, topics, 5));
    body.push(heading("Papers behind this link", String(papers.length)), paperList(model, papers, 20));
  }
  const title = h("span", null, text(names[0] as string), " & ", text(names[1] as string));
  return {
    kind: net.name === "people" ? "Co-authors" : "Person and topic",
    title,
    body,
    said: `${names.join(" and ")}, ${plural(edges.papers[e] ?? 0, "paper")}`,
  };
}
