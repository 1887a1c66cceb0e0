// Pieces that several panels are made of.
import { h, icon, text, type Child } from "./dom";
import { count, fold, measure as formatMeasure, NONE } from "./format";
import type { Model } from "./model";
import type { Net } from "./network";
import { authorLink, linkTo, topicLink } from "./links";

export function heading(title: string, aside?: Child): HTMLElement {
  return h("h3", null, title, aside !== undefined && aside !== null && h("span", { class: "aside" }, aside));
}

export function facts(list: [string, Child][]): HTMLElement {
  return h(
    "dl",
    { class: "facts" },
    ...list.map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, value))),
  );
}

/** A list that shows some and then, when asked, more. */
export function longList<T>(
  items: readonly T[],
  first: number,
  render: (item: T) => Node,
  kind = "plain",
): HTMLElement {
  const list = h("ul", { class: `list ${kind}` });
  const box = h("div", null, list);
  let shown = 0;
  const button = h("button", { type: "button", class: "more" });
  const add = (until: number): void => {
    for (; shown < Math.min(until, items.length); shown++)
      list.append(h("li", null, render(items[shown] as T)));
    const left = items.length - shown;
    button.hidden = left <= 0;
    button.textContent = left > 100 ? `Show 100 more of ${count(left)}` : `Show ${count(left)} more`;
  };
  button.addEventListener("click", () => {
    const from = shown;
    add(shown + 100);
    list.children[from]?.querySelector<HTMLElement>("a, button")?.focus();
  });
  add(first);
  box.append(button);
  return box;
}

/** A name with a number and a bar behind it. */
export function barRow(name: Node, value: number, max: number, say?: string): HTMLElement {
  const share = max > 0 ? Math.max(2, Math.round((100 * value) / max)) : 0;
  return h(
    "div",
    { class: "bar-row" },
    h("span", { class: "bar-name" }, name),
    h("span", { class: "bar", "aria-hidden": "true" }, h("span", { style: `width:${share}%` })),
    h("span", { class: "bar-value" }, say ?? count(value)),
  );
}

export function external(href: string, ...children: Child[]): HTMLAnchorElement {
  return h(
    "a",
    { href, target: "_blank", rel: "noopener noreferrer", class: "out" },
    ...children,
    icon("out"),
  );
}

/** Only addresses of the web are made links; anything else stays text. */
export function safeLink(link: string | null): string | null {
  return link !== null && /^https?:\/\//i.test(link) ? link : null;
}

export function paperItem(model: Model, p: number): HTMLElement {
  const papers = model.papers;
  if (!papers) return h("span");
  const { id, title, year, link, authors } = papers.data;
  const href = safeLink(link[p] ?? null);
  return h(
    "div",
    { class: "paper" },
    linkTo({ kind: "paper", id: id[p] as string }, text((title[p] ?? "").trim() || "(no title)")),
    h(
      "span",
      { class: "muted" },
      `${year[p] ?? "no year"} · ${count(authors[p] as number)} ${authors[p] === 1 ? "author" : "authors"} · `,
      href ? external(href, text(id[p] as string)) : text(id[p] as string),
    ),
  );
}

/** Newest first. */
export function newestFirst(list: ArrayLike<number>): number[] {
  return Array.from(list).reverse();
}

export function paperList(model: Model, list: ArrayLike<number>, first = 12): HTMLElement {
  return longList(newestFirst(list), first, (p) => paperItem(model, p), "papers");
}

/** How many papers fall in each year of the corpus. */
export function perYear(model: Model, list: ArrayLike<number>): number[] {
  const { year } = model.main.years;
  const out = year.map(() => 0);
  const first = year[0] ?? 0;
  for (let i = 0; i < list.length; i++) {
    const y = model.papers?.data.year[list[i] as number] ?? null;
    if (y !== null && out[y - first] !== undefined) out[y - first]! += 1;
  }
  return out;
}

export function firstLast(model: Model, list: ArrayLike<number>): [number | null, number | null] {
  let first: number | null = null;
  let last: number | null = null;
  for (let i = 0; i < list.length; i++) {
    const y = model.papers?.data.year[list[i] as number] ?? null;
    if (y === null) continue;
    first = first === null ? y : Math.min(first, y);
    last = last === null ? y : Math.max(last, y);
  }
  return [first, last];
}

/** Topics of papers, most frequent first. */
export function countTopics(model: Model, list: ArrayLike<number>): [number, number][] {
  const counts = new Map<number, number>();
  for (let i = 0; i < list.length; i++) {
    for (const t of model.papers?.topicsOf(list[i] as number) ?? []) counts.set(t, (counts.get(t) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

export function topicBars(model: Model, counts: [number, number][], first = 8): HTMLElement {
  const max = counts[0]?.[1] ?? 0;
  return longList(counts, first, ([t, n]) => barRow(topicLink(model, t), n, max), "bars");
}

export function authorBars(model: Model, list: [string, number][], first = 10): HTMLElement {
  const max = Math.max(0, ...list.slice(0, 1).map(([, n]) => n));
  return longList(list, first, ([id, n]) => barRow(authorLink(model, id), n, max), "bars");
}

/** All measures of a node with their rank. */
export function measureTable(model: Model, net: Net, v: number): HTMLElement | null {
  const rows = model.main.measures
    .map((m) => ({ m, column: net.data.values[m.name] }))
    .filter(({ column }) => column && (column.value[v] ?? null) !== null);
  if (!rows.length) return null;
  const body = rows.map(({ m, column }) => {
    const rank = column?.rank[v] ?? null;
    return h(
      "tr",
      null,
      h("th", { scope: "row" }, h("span", { class: "hint", title: m.meaning, tabindex: 0 }, m.title)),
      h(
        "td",
        null,
        formatMeasure(column?.value[v] ?? null, m.whole),
        m.unit && h("span", { class: "unit" }, ` ${m.unit}`),
      ),
      h("td", { class: "rank" }, rank === null ? NONE : [`${ordinal(rank)}`].join("")),
    );
  });
  return h(
    "table",
    { class: "measures" },
    h(
      "thead",
      { class: "hidden-head" },
      h(
        "tr",
        null,
        h("th", { scope: "col" }, "Measure"),
        h("th", { scope: "col" }, "Value"),
        h("th", { scope: "col" }, "Rank"),
      ),
    ),
    h("tbody", null, ...body),
  );
}

/** "1st", "22nd", "113th". */
export function ordinal(n: number): string {
  const tens = n % 100;
  const ending = tens >= 11 && tens <= 13 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th");
  return `${count(n)}${ending}`;
}

/** Says that a page of a large corpus lists some papers only, where it does: what is counted from them is not the whole. */
export function partly(listed: ArrayLike<number> | null | undefined, total: number): Child {
  if (!listed || listed.length >= total) return null;
  const these = listed.length === 0 ? "none" : count(listed.length);
  return h(
    "p",
    { class: "muted" },
    `Of ${count(total)} papers this page lists ${these}; what is counted here by year and topic is of those.`,
  );
}

export function waiting(): HTMLElement {
  return h("p", { class: "muted" }, "The papers are being read …");
}

/** A list with a box to look for one of its names. */
export function findable(
  list: [string, string, number][],
  render: (shown: [string, number][]) => HTMLElement,
): HTMLElement {
  if (list.length < 30) return render(list.map(([id, , n]) => [id, n]));
  const keys = list.map(([, label]) => fold(label));
  const place = h("div");
  const input = h("input", {
    type: "search",
    placeholder: "Filter these names",
    "aria-label": "Filter these names",
    class: "find",
  });
  const show = (): void => {
    const wanted = fold(input.value.trim());
    place.replaceChildren(
      render(list.filter((_, i) => (keys[i] as string).includes(wanted)).map(([id, , n]) => [id, n])),
    );
  };
  input.addEventListener("input", show);
  show();
  return h("div", null, input, place);
}
