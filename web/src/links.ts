// Links to parts of the page: each has an address that can be shared, and keeps filters and looks when it is clicked.
import { selectionHref } from "./address";
import { h, text, type Child } from "./dom";
import type { Model } from "./model";
import type { Selection, Store } from "./state";

const choices = new WeakMap<Element, Selection>();

export function linkTo(selection: Selection, ...children: Child[]): HTMLAnchorElement {
  const link = h("a", { href: selectionHref(selection), class: "go" }, ...children);
  choices.set(link, selection);
  return link;
}

/** One listener for all of them. */
export function bindLinks(store: Store, model: Model): void {
  document.addEventListener("click", (event) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = (event.target as Element).closest?.("a");
    const selection = link ? choices.get(link) : undefined;
    if (!selection) return;
    event.preventDefault();
    store.set({ selection, ...networkFor(selection, store, model) });
  });
}

/** The map that can show it. */
function networkFor(selection: Selection, store: Store, model: Model): { network?: "people" | "topics" } {
  if (selection.kind === "author" && store.now.network === "people" && !model.people.rowOf.has(selection.id))
    return { network: "topics" };
  if (selection.kind === "topic" && model.topicNode(model.topicRow(selection.id)) >= 0)
    return { network: "topics" };
  if (
    selection.kind === "edge" &&
    store.now.network === "topics" &&
    model.people.rowOf.has(selection.a) &&
    model.people.rowOf.has(selection.b)
  ) {
    return { network: "people" };
  }
  return {};
}

export function authorLink(model: Model, id: string, label?: string): HTMLElement {
  const found = model.author(id);
  const name = label ?? (found ? found.net.data.nodes.label[found.row] : id) ?? id;
  return linkTo({ kind: "author", id }, text(name.trim() || "(no name)"));
}

export function topicLink(model: Model, row: number): HTMLElement {
  return linkTo({ kind: "topic", id: model.topicId(row) }, text(model.main.topics.label[row] || "(no name)"));
}

export function swatch(model: Model, row: number, rgb: (row: number) => string): HTMLElement {
  return h("span", {
    class: "swatch",
    style: `--c:${rgb(row)}`,
    "aria-hidden": "true",
    title: model.communityName(row),
  });
}
