// The tables: what stands in their columns.
import type { Child } from "./dom";
import { text } from "./dom";
import type { Cell } from "./csv";
import { count, measure as sayMeasure, NONE, real } from "./format";
import { authorLink, linkTo, topicLink } from "./links";
import type { Model } from "./model";
import { external, safeLink } from "./parts";
import type { TableName } from "./state";

export interface Column {
  /** Head of the CSV. */
  key: string;
  title: string;
  hint?: string;
  numeric: boolean;
  value(row: number): Cell;
  show(row: number): Child;
  /** Looked at by the filter. */
  searched?: boolean;
  /** Long texts get more room. */
  wide?: boolean;
}

export interface TableSpec {
  name: TableName;
  title: string;
  rows: number;
  columns: Column[];
  /** Column and direction at the start. */
  sort: [number, 1 | -1];
  note?: string;
}

const words = (
  key: string,
  title: string,
  value: (row: number) => string,
  show: (row: number) => Child,
): Column => ({ key, title, numeric: false, searched: true, value, show });
const number = (
  key: string,
  title: string,
  value: (row: number) => number | null,
  hint?: string,
): Column => ({
  key,
  title,
  numeric: true,
  value,
  show: (row) => sayNumber(value(row)),
  ...(hint ? { hint } : {}),
});
/** A year is not a quantity: no separator. */
const year = (key: string, title: string, value: (row: number) => number | null): Column => ({
  key,
  title,
  numeric: true,
  value,
  show: (row) => String(value(row) ?? NONE),
});

function sayNumber(value: number | null): string {
  return value === null ? NONE : Number.isInteger(value) ? count(value) : real(value);
}

function people(model: Model): TableSpec {
  const { nodes, values } = model.people.data;
  const columns: Column[] = [
    words(
      "name",
      "Name",
      (v) => nodes.label[v] ?? "",
      (v) => authorLink(model, nodes.id[v] as string),
    ),
    number("papers", "Papers", (v) => nodes.papers[v] ?? 0),
    number("coauthors", "Co-authors", (v) => model.people.degree(v), "On this map"),
    {
      ...words(
        "community",
        "Community",
        (v) => name(model, nodes.community[v] ?? -1),
        (v) => communityLink(model, nodes.community[v] ?? -1),
      ),
      wide: true,
    },
  ];
  for (const m of model.main.measures) {
    const column = values[m.name];
    if (!column || m.name === "degree") continue;
    columns.push({
      key: m.name,
      title: m.title,
      hint: m.meaning,
      numeric: true,
      value: (v) => column.value[v] ?? null,
      show: (v) => sayMeasure(column.value[v] ?? null, m.whole),
    });
    columns.push({
      key: `${m.name}_rank`,
      title: "Rank",
      hint: `Rank by ${m.title.toLowerCase()} in the whole network`,
      numeric: true,
      value: (v) => column.rank[v] ?? null,
      show: (v) => sayNumber(column.rank[v] ?? null),
    });
  }
  columns.push(
    words(
      "orcid",
      "ORCID",
      (v) => nodes.orcid[v] ?? "",
      (v) => nodes.orcid[v] ?? "",
    ),
    {
      ...words(
        "id",
        "Id",
        (v) => nodes.id[v] as string,
        (v) => nodes.id[v] as string,
      ),
    },
  );
  if (!nodes.orcid.some((o) => o !== null)) columns.splice(columns.length - 2, 1);
  return { name: "people", title: "People", rows: model.people.n, columns, sort: [1, -1] };
}

const name = (model: Model, row: number): string => (row >= 0 ? model.communityName(row) : "");

function communityLink(model: Model, row: number): Child {
  return row < 0
    ? NONE
    : linkTo(
        { kind: "community", id: model.main.communities.id[row] as number },
        text(model.communityName(row)),
      );
}

function pairs(model: Model): TableSpec {
  const { nodes, edges } = model.people.data;
  const end = (key: string, title: string, side: readonly number[]): Column =>
    words(
      key,
      title,
      (e) => nodes.label[side[e] as number] ?? "",
      (e) => authorLink(model, nodes.id[side[e] as number] as string),
    );
  const columns = [
    end("first", "One", edges.source),
    end("second", "The other", edges.target),
    {
      ...number("papers", "Papers", (e) => edges.papers[e] ?? 0),
      show: (e: number) =>
        linkTo(
          {
            kind: "edge",
            a: nodes.id[edges.source[e] as number] as string,
            b: nodes.id[edges.target[e] as number] as string,
          },
          count(edges.papers[e] ?? 0),
        ),
    },
    number("weight", "Weight", (e) => edges.weight[e] ?? 0, "By the way papers are counted"),
    year("first_year", "First year", (e) => edges.firstYear[e] ?? null),
    year("last_year", "Last year", (e) => edges.lastYear[e] ?? null),
  ];
  return { name: "pairs", title: "Pairs", rows: model.people.m, columns, sort: [2, -1] };
}

function communities(model: Model): TableSpec {
  const c = model.main.communities;
  const topics = (row: number): string =>
    (c.topics[row] ?? []).map((t) => model.main.topics.label[t]).join("; ");
  return {
    name: "communities",
    title: "Communities",
    rows: c.id.length,
    sort: [1, -1],
    columns: [
      words(
        "community",
        "Community",
        (row) => model.communityName(row),
        (row) => communityLink(model, row),
      ),
      number("people", "People", (row) => c.people[row] ?? 0),
      number("papers", "Papers", (row) => c.papers[row] ?? 0),
      number("links_inside", "Links inside", (row) => c.inside[row] ?? 0),
      number("links_outside", "Links to others", (row) => c.outside[row] ?? 0),
      year("first_year", "First year", (row) => c.firstYear[row] ?? null),
      year("last_year", "Last year", (row) => c.lastYear[row] ?? null),
      { ...words("topics", "Topics", topics, (row) => text(topics(row))), wide: true },
      number("id", "Id", (row) => c.id[row] as number),
    ],
  };
}

function topicsTable(model: Model): TableSpec {
  const t = model.main.topics;
  return {
    name: "topics",
    title: "Topics",
    rows: t.label.length,
    sort: [2, -1],
    columns: [
      words(
        "topic",
        "Topic",
        (row) => t.label[row] ?? "",
        (row) => topicLink(model, row),
      ),
      words(
        "source",
        "From",
        (row) => t.source[row] ?? "",
        (row) => t.source[row] ?? "",
      ),
      number("papers", "Papers", (row) => t.papers[row] ?? 0),
      number("people", "People", (row) => t.authors[row] ?? 0),
      words(
        "id",
        "Id",
        (row) => model.topicId(row),
        (row) => model.topicId(row),
      ),
    ],
  };
}

function papersTable(model: Model): TableSpec {
  const data = model.papers?.data;
  if (!data)
    return {
      name: "papers",
      title: "Papers",
      rows: 0,
      sort: [1, -1],
      columns: [],
      note: "The papers are being read …",
    };
  const authors = (p: number): string =>
    (model.papers?.authorsOf(p) ?? []).map((v) => model.people.data.nodes.label[v] ?? "").join("; ");
  const record = (p: number): Child => {
    const href = safeLink(data.link[p] ?? null);
    return href ? external(href, text(data.id[p] as string)) : text(data.id[p] as string);
  };
  return {
    name: "papers",
    title: "Papers",
    rows: data.id.length,
    sort: [1, -1],
    note: "Papers of the people on the maps.",
    columns: [
      words(
        "title",
        "Title",
        (p) => data.title[p] ?? "",
        (p) =>
          linkTo(
            { kind: "paper", id: data.id[p] as string },
            text((data.title[p] ?? "").trim() || "(no title)"),
          ),
      ),
      year("year", "Year", (p) => data.year[p] ?? null),
      number("authors", "Authors", (p) => data.authors[p] ?? 0),
      { ...words("names", "Who", authors, (p) => text(shortList(authors(p)))), wide: true },
      words("record", "Record", (p) => data.id[p] as string, record),
      {
        ...words(
          "link",
          "Address",
          (p) => data.link[p] ?? "",
          () => "",
        ),
        searched: false,
      },
    ],
  };
}

function shortList(names: string): string {
  const list = names.split("; ");
  return list.length > 4 ? `${list.slice(0, 3).join("; ")}; and ${list.length - 3} more` : names;
}

export const TABLES: Record<TableName, (model: Model) => TableSpec> = {
  people,
  pairs,
  communities,
  topics: topicsTable,
  papers: papersTable,
};
