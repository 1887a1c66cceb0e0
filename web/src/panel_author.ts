// The panel of a person: papers, co-authors, topics, years, measures with their rank.
import { h, text, type Child } from "./dom";
import { plural, years } from "./format";
import { linkTo } from "./links";
import type { Model } from "./model";
import type { Net } from "./network";
import {
  authorBars,
  countTopics,
  external,
  facts,
  findable,
  firstLast,
  heading,
  measureTable,
  paperList,
  partly,
  perYear,
  topicBars,
  waiting,
} from "./parts";
import type { PanelContent, PanelTools } from "./panel";
import { yearBars } from "./spark";

/** Co-authors with the papers shared. */
function coauthors(net: Net, v: number): [string, string, number][] {
  const { id, label } = net.data.nodes;
  return net.edgesOf(v).map((e) => {
    const w = net.other(e, v);
    return [id[w] as string, label[w] ?? "", net.data.edges.papers[e] ?? 0];
  });
}

function communityLine(model: Model, row: number, tools: PanelTools): Child {
  if (row < 0) return "no community";
  return h(
    "span",
    { class: "with-swatch" },
    tools.swatch(row),
    linkTo(
      { kind: "community", id: model.main.communities.id[row] as number },
      text(model.communityName(row)),
    ),
  );
}

export function authorPanel(model: Model, id: string, tools: PanelTools): PanelContent | null {
  const found = model.author(id);
  if (!found) return null;
  const { net, row } = found;
  const { nodes } = net.data;
  const name = (nodes.label[row] ?? "").trim() || "(no name)";
  const papers = model.papers?.ofNode(net, row);
  const people = model.people.rowOf.get(id);
  const others = people === undefined ? [] : coauthors(model.people, people);
  const community = nodes.community[row] ?? -1;
  const colour = community >= 0 ? tools.colour(community) : undefined;
  const orcid = nodes.orcid[row] ?? null;
  const body: Child[] = [
    h(
      "p",
      { class: "under" },
      communityLine(model, community, tools),
      orcid &&
        h(
          "span",
          { class: "orcid" },
          " · ",
          external(`https://orcid.org/${encodeURIComponent(orcid)}`, `ORCID ${orcid}`),
        ),
    ),
    facts([
      ["Papers", plural(nodes.papers[row] ?? 0, "paper").replace(/ .*/, "")],
      [
        net.data.cut ? "Co-authors here" : "Co-authors",
        people === undefined ? "not on this map" : String(others.length),
      ],
      [
        papers && papers.length < (nodes.papers[row] ?? 0) ? "Years listed" : "Years",
        papers ? years(...firstLast(model, papers)) : "…",
      ],
    ]),
    partly(papers, nodes.papers[row] ?? 0),
    papers ? yearBars(model.main.years.year, perYear(model, papers), "Papers", colour) : waiting(),
  ];
  const measures = measureTable(model, net, row);
  if (measures) body.push(heading("Measures", "value and rank"), measures);
  if (others.length)
    body.push(
      heading("Wrote with", "papers together"),
      findable(others, (list) => authorBars(model, list)),
    );
  if (papers) {
    const topics = countTopics(model, papers);
    if (topics.length) body.push(heading("Topics", "papers"), topicBars(model, topics));
    body.push(heading("Papers", String(papers.length)), paperList(model, papers));
  }
  const kind = nodes.kind[row] === 1 ? "Group" : "Person";
  return {
    kind,
    title: name,
    body,
    said: `${name}, ${plural(nodes.papers[row] ?? 0, "paper")}, ${plural(others.length, "co-author")}`,
  };
}
