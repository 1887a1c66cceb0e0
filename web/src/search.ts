// Finding people, topics, communities and papers by name: a combobox as WAI-ARIA describes it. Letters with accents are
// found without them; names whose words begin with what was typed come first, then those that hold it.
import { byId, fill, h, icon, text } from "./dom";
import { fold, plural, shorten } from "./format";
import { announce } from "./live";
import type { Model } from "./model";
import type { Selection, Store } from "./state";

interface Entry {
  kind: "Person" | "Topic" | "Community" | "Paper";
  label: string;
  key: string;
  /** More important first among equals. */
  weight: number;
  note: string;
  selection: Selection;
}

const KINDS: readonly Entry["kind"][] = ["Person", "Topic", "Community", "Paper"];
const MOST: Record<Entry["kind"], number> = { Person: 8, Topic: 4, Community: 3, Paper: 5 };

function entriesOf(model: Model): Entry[] {
  const out: Entry[] = [];
  const seen = new Set<string>();
  const nets = model.hasTopicsNet ? [model.main.coauthor, model.main.authorTopic] : [model.main.coauthor];
  for (const net of nets) {
    net?.nodes.id.forEach((id, v) => {
      if ((net.nodes.topic[v] ?? -1) >= 0 || seen.has(id)) return;
      seen.add(id);
      const label = net.nodes.label[v] ?? "";
      const papers = net.nodes.papers[v] ?? 0;
      out.push({
        kind: "Person",
        label,
        key: fold(label),
        weight: papers,
        note: plural(papers, "paper"),
        selection: { kind: "author", id },
      });
    });
  }
  model.main.topics.label.forEach((label, row) => {
    const papers = model.main.topics.papers[row] ?? 0;
    out.push({
      kind: "Topic",
      label,
      key: fold(label),
      weight: papers,
      note: plural(papers, "paper"),
      selection: { kind: "topic", id: model.topicId(row) },
    });
  });
  model.main.communities.id.forEach((id, row) => {
    const label = model.communityName(row);
    const people = model.main.communities.people[row] ?? 0;
    out.push({
      kind: "Community",
      label,
      key: fold(label),
      weight: people,
      note: plural(people, "person", "people"),
      selection: { kind: "community", id },
    });
  });
  return out;
}

function paperEntries(model: Model): Entry[] {
  const data = model.papers?.data;
  if (!data) return [];
  return data.title.map((label, p) => ({
    kind: "Paper",
    label,
    key: fold(`${label} ${data.id[p]}`),
    weight: data.year[p] ?? 0,
    note: String(data.year[p] ?? ""),
    selection: { kind: "paper", id: data.id[p] as string },
  }));
}

/** 3: begins with it; 2: a word does, or all words do; 1: holds it; 0: not. */
function score(key: string, wanted: string, words: readonly string[]): number {
  if (key.startsWith(wanted)) return 3;
  const at = key.indexOf(wanted);
  if (at > 0 && !/[\p{L}\p{N}]/u.test(key[at - 1] as string)) return 2;
  if (words.length > 1 && words.every((w) => ` ${key}`.includes(` ${w}`))) return 2;
  return at > 0 ? 1 : 0;
}

function whenIdle(call: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(call, { timeout: 3000 });
  else setTimeout(call, 300);
}

export class Search {
  private entries: Entry[] | null = null;
  private hits: Entry[] = [];
  private active = -1;
  private readonly input = h("input", {
    type: "search",
    id: "find",
    placeholder: "Find a person, topic or paper",
    autocomplete: "off",
    spellcheck: "false",
    role: "combobox",
    "aria-label": "Find a person, topic, community or paper",
    "aria-expanded": "false",
    "aria-controls": "found",
    "aria-autocomplete": "list",
    "aria-keyshortcuts": "/",
  });
  private readonly list = h("ul", {
    id: "found",
    role: "listbox",
    "aria-label": "Found",
    class: "found",
    hidden: true,
  });

  constructor(
    private readonly model: Model,
    private readonly store: Store,
  ) {
    byId("search").append(
      h("label", { class: "search-icon", for: "find" }, icon("search")),
      this.input,
      this.list,
    );
    model.whenPapers(() => {
      const add = (): void => {
        this.entries = [
          ...(this.entries ?? entriesOf(model)).filter((e) => e.kind !== "Paper"),
          ...paperEntries(model),
        ];
      };
      if (this.entries) add();
      else whenIdle(() => !this.entries && add());
    });
    this.input.addEventListener("input", () => this.update());
    this.input.addEventListener("focus", () => this.input.value && this.update());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 120));
    document.addEventListener("keydown", (event) => this.shortcut(event));
  }

  private shortcut(event: KeyboardEvent): void {
    const at = event.target as HTMLElement;
    if (
      event.key !== "/" ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      at.matches("input, select, textarea")
    )
      return;
    event.preventDefault();
    this.input.focus();
    this.input.select();
  }

  find(typed: string): Entry[] {
    this.entries ??= [...entriesOf(this.model), ...paperEntries(this.model)];
    const wanted = fold(typed.trim());
    if (!wanted) return [];
    const words = wanted.split(/\s+/);
    const ranked: [number, Entry][] = [];
    for (const entry of this.entries) {
      const s = score(entry.key, wanted, words);
      if (s > 0) ranked.push([s, entry]);
    }
    ranked.sort((a, b) => b[0] - a[0] || b[1].weight - a[1].weight || (a[1].key < b[1].key ? -1 : 1));
    return KINDS.flatMap((kind) =>
      ranked
        .filter(([, e]) => e.kind === kind)
        .slice(0, MOST[kind])
        .map(([, e]) => e),
    );
  }

  private update(): void {
    this.hits = this.find(this.input.value);
    this.active = this.hits.length ? 0 : -1;
    this.render();
    const typed = this.input.value.trim();
    if (typed) announce(this.hits.length ? plural(this.hits.length, "result") : "Nothing found");
  }

  private render(): void {
    const typed = this.input.value.trim() !== "";
    const items = this.hits.map((entry, i) => {
      const item = h(
        "li",
        { role: "option", id: `found-${i}`, "aria-selected": i === this.active ? "true" : "false" },
        h("span", { class: "found-kind" }, entry.kind),
        h("span", { class: "found-label" }, text(shorten(entry.label.trim() || "(no name)", 90))),
        h("span", { class: "muted" }, entry.note),
      );
      item.addEventListener("mousedown", (event) => {
        event.preventDefault();
        this.choose(i);
      });
      return item;
    });
    fill(
      this.list,
      ...items,
      typed &&
        !items.length &&
        h(
          "li",
          { class: "muted none", role: "option", "aria-disabled": "true", "aria-selected": "false" },
          "Nothing found",
        ),
    );
    this.list.hidden = !typed;
    this.input.setAttribute("aria-expanded", String(typed));
    if (this.active >= 0) {
      this.input.setAttribute("aria-activedescendant", `found-${this.active}`);
      document.getElementById(`found-${this.active}`)?.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) this.update();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (this.hits.length) this.active = (this.active + step + this.hits.length) % this.hits.length;
      this.render();
    } else if (event.key === "Enter" && this.active >= 0 && !this.list.hidden) {
      event.preventDefault();
      this.choose(this.active);
    } else if (event.key === "Escape" && (!this.list.hidden || this.input.value)) {
      event.preventDefault();
      this.input.value = "";
      this.close();
    }
  }

  private choose(i: number): void {
    const entry = this.hits[i];
    if (!entry) return;
    this.close();
    this.input.value = "";
    const node =
      entry.selection.kind === "topic" ? this.model.topicNode(this.model.topicRow(entry.selection.id)) : -1;
    const network = node >= 0 ? ("topics" as const) : this.store.now.network;
    this.store.set({ selection: entry.selection, network });
  }

  private close(): void {
    this.hits = [];
    this.active = -1;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
