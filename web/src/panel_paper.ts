// The panel of a paper.
import { h, type Child } from "./dom";
import { count, plural } from "./format";
import { authorLink, topicLink } from "./links";
import type { Model } from "./model";
import { external, facts, heading, longList, safeLink, waiting } from "./parts";
import type { PanelContent } from "./panel";

export function paperPanel(model: Model, id: string): PanelContent | null {
  const papers = model.papers;
  if (!papers) return { kind: "Paper", title: id, body: [waiting()], said: "" };
  const p = papers.byId(id);
  if (p < 0) return null;
  const { data } = papers;
  const title = (data.title[p] ?? "").trim() || "(no title)";
  const shown = papers.authorsOf(p);
  const hidden = (data.authors[p] as number) - shown.length;
  const href = safeLink(data.link[p] ?? null);
  const body: Child[] = [
    facts([
      ["Year", String(data.year[p] ?? "no year")],
      ["Authors", count(data.authors[p] as number)],
      ["Record", href ? external(href, id) : id],
    ]),
    heading("Authors"),
    longList(shown, 40, (v) => authorLink(model, model.people.data.nodes.id[v] as string), "chips"),
  ];
  if (hidden > 0) body.push(h("p", { class: "muted" }, `and ${plural(hidden, "author")} not on this map`));
  const topics = papers.topicsOf(p);
  if (topics.length)
    body.push(
      heading("Topics"),
      longList(topics, 20, (t) => topicLink(model, t), "chips"),
    );
  return { kind: "Paper", title, body, said: title };
}
