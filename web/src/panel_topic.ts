// The panel of a topic: who writes on it, in which communities, when.
import { h, text, type Child } from "./dom";
import { count, plural, years } from "./format";
import { linkTo } from "./links";
import type { Model } from "./model";
import { listAt } from "./papers";
import {
  authorBars,
  barRow,
  facts,
  findable,
  firstLast,
  heading,
  longList,
  paperList,
  partly,
  perYear,
  waiting,
} from "./parts";
import type { PanelContent, PanelTools } from "./panel";
import { yearBars } from "./spark";

/** People on the papers with how many, most first. */
function peopleOn(model: Model, papers: ArrayLike<number>): [number, number][] {
  const counts = new Map<number, number>();
  for (let i = 0; i < papers.length; i++)
    for (const v of model.papers?.authorsOf(papers[i] as number) ?? [])
      counts.set(v, (counts.get(v) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

function communitiesOf(model: Model, people: [number, number][]): [number, number][] {
  const counts = new Map<number, number>();
  for (const [v] of people) {
    const c = model.people.data.nodes.community[v] ?? -1;
    if (c >= 0) counts.set(c, (counts.get(c) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

export function topicPanel(model: Model, id: string, tools: PanelTools): PanelContent | null {
  const row = model.topicRow(id);
  if (row < 0) return null;
  const { topics, communities } = model.main;
  const papers = model.papers ? listAt(model.papers.ofTopic, row) : null;
  const title = topics.label[row] || "(no name)";
  const body: Child[] = [
    h(
      "p",
      { class: "under" },
      topics.source[row] === "category" ? "A category of the records" : "A term from titles and abstracts",
      model.topicNode(row) < 0 && model.hasTopicsNet && " · not on the map",
    ),
    facts([
      ["Papers", count(topics.papers[row] ?? 0)],
      ["People", count(topics.authors[row] ?? 0)],
      [
        papers && papers.length < (topics.papers[row] ?? 0) ? "Years listed" : "Years",
        papers ? years(...firstLast(model, papers)) : "…",
      ],
    ]),
    partly(papers, topics.papers[row] ?? 0),
    papers ? yearBars(model.main.years.year, perYear(model, papers), "Papers") : waiting(),
    h("p", null, tools.onlyTopic(row)),
  ];
  if (papers) {
    const people = peopleOn(model, papers);
    const { nodes } = model.people.data;
    const inside = communitiesOf(model, people);
    const list = people.map(([v, n]): [string, string, number] => [
      nodes.id[v] as string,
      nodes.label[v] ?? "",
      n,
    ]);
    if (list.length)
      body.push(
        heading("People", "papers on it"),
        findable(list, (shown) => authorBars(model, shown)),
      );
    if (inside.length) {
      const max = inside[0]?.[1] ?? 0;
      body.push(
        heading("Communities", "people on it"),
        longList(
          inside,
          6,
          ([c, n]) =>
            barRow(
              h(
                "span",
                { class: "with-swatch" },
                tools.swatch(c),
                linkTo({ kind: "community", id: communities.id[c] as number }, text(model.communityName(c))),
              ),
              n,
              max,
            ),
          "bars",
        ),
      );
    }
    body.push(heading("Papers", String(papers.length)), paperList(model, papers));
  }
  return { kind: "Topic", title, body, said: `Topic ${title}, ${plural(topics.papers[row] ?? 0, "paper")}` };
}
