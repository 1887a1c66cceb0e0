// The address of what is shown: #author=a12, #edge=a1-a2, #community=3, #topic=t4, #paper=…, #view=tables&table=pairs,
// and the filters. It is read on load, when it changes, and with the back button; a new selection or view is a new
// entry of the history, a moved slider is not.
import type { Model } from "./model";
import { type Filter, type Selection, type State, type Store, type TableName, type View } from "./state";

const VIEWS: readonly View[] = ["map", "charts", "tables", "about"];
const TABLES: readonly TableName[] = ["people", "pairs", "communities", "topics", "papers"];

const encode = (value: string): string =>
  encodeURIComponent(value).replace(/%20/g, "+").replace(/%3A/gi, ":").replace(/%2F/gi, "/");

export function selectionPart(selection: Selection): string {
  if (selection.kind === "edge") return `edge=${encode(selection.a)}-${encode(selection.b)}`;
  return `${selection.kind}=${encode(String(selection.id))}`;
}

function filterParts(filter: Filter, model: Model): string[] {
  const parts: string[] = [];
  if (filter.from !== null || filter.to !== null) parts.push(`years=${filter.from ?? ""}-${filter.to ?? ""}`);
  if (filter.weight > 0) parts.push(`weight=${filter.weight}`);
  if (filter.communities.size)
    parts.push(`only=${[...filter.communities].map((row) => model.main.communities.id[row]).join(",")}`);
  if (filter.topic >= 0) parts.push(`about=${encode(model.topicId(filter.topic))}`);
  return parts;
}

/** The address of a state; empty for the first view. */
export function toHash(state: State, model: Model): string {
  const parts: string[] = [];
  if (state.view !== "map") parts.push(`view=${state.view}`);
  if (state.view === "tables" && state.table !== "people") parts.push(`table=${state.table}`);
  if (state.network !== "people") parts.push(`network=${state.network}`);
  if (state.selection) parts.push(selectionPart(state.selection));
  parts.push(...filterParts(state.filter, model));
  if (state.colour !== "community") parts.push(`colour=${encode(state.colour)}`);
  if (state.size !== "file") parts.push(`size=${encode(state.size)}`);
  return parts.length ? `#${parts.join("&")}` : "";
}

export const selectionHref = (selection: Selection): string => `#${selectionPart(selection)}`;

function readSelection(values: URLSearchParams, model: Model): Selection | null {
  const author = values.get("author");
  if (author !== null) return model.author(author) ? { kind: "author", id: author } : null;
  const edge = values.get("edge");
  if (edge !== null) {
    const [a, b] = edge.split("-");
    return a && b ? { kind: "edge", a, b } : null;
  }
  const community = values.get("community");
  if (community !== null)
    return model.communityRow.has(Number(community)) && community !== ""
      ? { kind: "community", id: Number(community) }
      : null;
  const topic = values.get("topic");
  if (topic !== null) return model.topicRow(topic) >= 0 ? { kind: "topic", id: topic } : null;
  const paper = values.get("paper");
  return paper !== null ? { kind: "paper", id: paper } : null;
}

function readYear(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : null;
}

function readFilter(values: URLSearchParams, model: Model): Filter {
  const [from, to] = (values.get("years") ?? "").split("-");
  const ids = (values.get("only") ?? "").split(",").filter((id) => id !== "");
  const rows = ids
    .map((id) => model.communityRow.get(Number(id)))
    .filter((row): row is number => row !== undefined);
  const weight = Number(values.get("weight") ?? 0);
  const about = values.get("about");
  return {
    from: readYear(from),
    to: readYear(to),
    weight: Number.isFinite(weight) && weight > 0 ? weight : 0,
    communities: new Set(rows),
    topic: about === null ? -1 : model.topicRow(about),
  };
}

/** What an address asks for; what it does not name is as at the start. */
export function fromHash(hash: string, model: Model): Partial<State> {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  const view = values.get("view") as View;
  const table = values.get("table") as TableName;
  const selection = readSelection(values, model);
  const isTopic =
    selection?.kind === "topic" &&
    !values.has("network") &&
    model.hasTopicsNet &&
    model.topicNode(model.topicRow(selection.id)) >= 0;
  const wantsTopics =
    values.get("network") === "topics" ||
    isTopic ||
    (selection?.kind === "author" && !model.people.rowOf.has(selection.id));
  return {
    view: VIEWS.includes(view) ? view : "map",
    table: TABLES.includes(table) ? table : "people",
    network: wantsTopics && model.hasTopicsNet ? "topics" : "people",
    selection,
    filter: readFilter(values, model),
    colour: values.get("colour") ?? "community",
    size: values.get("size") ?? "file",
  };
}

/** Keeps address and state the same. */
export function bindAddress(store: Store, model: Model): void {
  let reading = false;
  let last: string | null = null;
  const read = (): void => {
    if (location.hash === last) return;
    last = location.hash;
    reading = true;
    store.set(fromHash(location.hash, model));
    reading = false;
  };
  store.on((now, before) => {
    if (reading) return;
    const hash = toHash(now, model);
    if (hash === location.hash) return;
    last = hash;
    const step =
      now.view !== before.view ||
      now.table !== before.table ||
      now.selection !== before.selection ||
      now.network !== before.network;
    const address = hash || location.pathname + location.search;
    if (step) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  });
  window.addEventListener("popstate", read);
  window.addEventListener("hashchange", read);
  read();
}
