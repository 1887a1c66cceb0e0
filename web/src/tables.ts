// The view of tables: one at a time, sorted by any column, filtered by words, in pages of rows, saved as CSV.
import { toCsv, type Cell } from "./csv";
import { byId, fill, h, icon } from "./dom";
import { count, fold, plural } from "./format";
import { announce } from "./live";
import type { Model } from "./model";
import { fileName, saveText } from "./save";
import { TABLES, type Column, type TableSpec } from "./table_specs";
import type { Store, TableName } from "./state";

const PAGE = 50;
const collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });

/** One table with its order. */
class Sorted {
  readonly spec: TableSpec;
  column: number;
  direction: 1 | -1;
  words = "";
  page = 0;
  /** Rows that pass, in order. */
  rows: number[] = [];
  private folded: string[] | null = null;

  constructor(spec: TableSpec) {
    this.spec = spec;
    [this.column, this.direction] = spec.sort;
    this.arrange();
  }

  arrange(): void {
    const wanted = fold(this.words.trim())
      .split(/\s+/)
      .filter((w) => w !== "");
    this.rows = Array.from({ length: this.spec.rows }, (_, row) => row);
    if (wanted.length) {
      const texts = this.texts();
      this.rows = this.rows.filter((row) => wanted.every((w) => (texts[row] as string).includes(w)));
    }
    this.sort();
    this.page = 0;
  }

  private texts(): string[] {
    const columns = this.spec.columns.filter((c) => c.searched);
    this.folded ??= Array.from({ length: this.spec.rows }, (_, row) =>
      fold(columns.map((c) => c.value(row)).join(" ")),
    );
    return this.folded;
  }

  private sort(): void {
    const column = this.spec.columns[this.column];
    if (!column) return;
    const sign = this.direction;
    if (column.numeric) {
      const keys = Float64Array.from(
        { length: this.spec.rows },
        (_, row) => (column.value(row) as number | null) ?? NaN,
      );
      this.rows.sort((a, b) => numbers(keys[a] as number, keys[b] as number, sign) || a - b);
      return;
    }
    const place = places(this.rows, column);
    this.rows.sort((a, b) => sign * ((place.get(a) as number) - (place.get(b) as number)) || a - b);
  }
}

/** Texts are compared once for each different one; empty ones come last. */
function places(rows: readonly number[], column: Column): Map<number, number> {
  const values = rows.map((row) => String(column.value(row) ?? ""));
  const order = [...new Set(values)].sort(
    (a, b) => Number(a === "") - Number(b === "") || collator.compare(a, b),
  );
  const rank = new Map(order.map((value, i) => [value, i]));
  return new Map(rows.map((row, i) => [row, rank.get(values[i] as string) as number]));
}

/** Undefined ones last, whatever the direction. */
function numbers(a: number, b: number, sign: 1 | -1): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return sign * (a - b);
}

export class Tables {
  private readonly made = new Map<TableName, Sorted>();
  private readonly tabs = h("nav", { class: "table-tabs", "aria-label": "Tables" });
  private readonly filter = h("input", {
    type: "search",
    id: "table-filter",
    placeholder: "Filter",
    autocomplete: "off",
  });
  private readonly status = h("p", { class: "muted table-status", role: "status" });
  private readonly box = h("div", { class: "table-box", tabindex: 0, role: "region" });
  private readonly pages = h("div", { class: "pages" });

  constructor(
    private readonly model: Model,
    private readonly store: Store,
  ) {
    const save = h(
      "button",
      { type: "button", class: "quiet", id: "save-csv" },
      icon("save"),
      " Save as CSV",
    );
    save.addEventListener("click", () => this.save());
    const form = h(
      "div",
      { class: "table-tools" },
      h("label", { for: "table-filter", class: "hidden" }, "Filter the table"),
      this.filter,
      this.status,
      save,
    );
    byId("view-tables").append(
      h(
        "div",
        { class: "page" },
        h("h2", { class: "page-title" }, "Tables"),
        this.tabs,
        form,
        this.box,
        this.pages,
      ),
    );
    this.filter.addEventListener("input", () => {
      this.current.words = this.filter.value;
      this.current.arrange();
      this.show();
    });
    store.on((now, before) => now.table !== before.table && this.open());
    model.whenPapers(() => {
      this.made.delete("papers");
      if (store.now.table === "papers") this.open();
    });
    this.open();
  }

  private get current(): Sorted {
    const name = this.store.now.table;
    let table = this.made.get(name);
    if (!table) {
      table = new Sorted(TABLES[name](this.model));
      this.made.set(name, table);
    }
    return table;
  }

  private open(): void {
    this.filter.value = this.current.words;
    this.showTabs();
    this.show();
  }

  private showTabs(): void {
    const names: [TableName, string][] = [
      ["people", "People"],
      ["pairs", "Pairs"],
      ["communities", "Communities"],
      ["topics", "Topics"],
      ["papers", "Papers"],
    ];
    fill(
      this.tabs,
      ...names.map(([name, title]) => {
        const link = h(
          "a",
          {
            href: `#view=tables&table=${name}`,
            "aria-current": this.store.now.table === name ? "page" : null,
          },
          title,
        );
        link.addEventListener("click", (event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          this.store.set({ table: name });
          this.tabs.querySelector<HTMLElement>("[aria-current]")?.focus();
        });
        return link;
      }),
    );
  }

  private head(table: Sorted): HTMLElement {
    const cells = table.spec.columns.map((column, i) => {
      const sorted = i === table.column ? (table.direction > 0 ? "ascending" : "descending") : "none";
      const button = h(
        "button",
        { type: "button", title: column.hint ?? null },
        column.title,
        h(
          "span",
          { class: "arrow", "aria-hidden": "true" },
          sorted === "ascending" ? "▲" : sorted === "descending" ? "▼" : "",
        ),
      );
      button.addEventListener("click", () => this.sortBy(i));
      return h("th", { scope: "col", "aria-sort": sorted, class: column.numeric ? "number" : null }, button);
    });
    return h("thead", null, h("tr", null, ...cells));
  }

  private sortBy(i: number): void {
    const table = this.current;
    const column = table.spec.columns[i];
    if (!column) return;
    if (table.column === i) table.direction = table.direction === 1 ? -1 : 1;
    else [table.column, table.direction] = [i, column.numeric ? -1 : 1];
    table.arrange();
    this.show();
    this.box.querySelectorAll<HTMLElement>("thead button")[i]?.focus();
    announce(`Sorted by ${column.title}, ${table.direction > 0 ? "rising" : "falling"}`);
  }

  private show(): void {
    const table = this.current;
    const { spec } = table;
    const from = table.page * PAGE;
    const body = table.rows.slice(from, from + PAGE).map((row) =>
      h(
        "tr",
        null,
        ...spec.columns.map((column, i) => {
          const cell = column.show(row);
          return h(
            i === 0 ? "th" : "td",
            i === 0 ? { scope: "row" } : { class: column.numeric ? "number" : column.wide ? "wide" : null },
            cell,
          );
        }),
      ),
    );
    this.box.setAttribute("aria-label", `${spec.title}, table`);
    fill(
      this.box,
      h(
        "table",
        { class: `data table-${spec.name}` },
        h("caption", { class: "hidden" }, spec.title),
        this.head(table),
        h("tbody", null, ...body),
      ),
    );
    this.box.scrollTop = 0;
    const total = table.rows.length;
    fill(
      this.status,
      total === spec.rows ? `${plural(total, "row")}` : `${count(total)} of ${plural(spec.rows, "row")}`,
      spec.note ? ` · ${spec.note}` : "",
    );
    this.showPages(table, total);
  }

  private showPages(table: Sorted, total: number): void {
    const last = Math.max(0, Math.ceil(total / PAGE) - 1);
    const go = (label: string, page: number, on: boolean): HTMLElement => {
      const button = h("button", { type: "button", class: "quiet", disabled: !on }, label);
      button.addEventListener("click", () => {
        table.page = page;
        this.show();
        this.box.focus();
        announce(`Rows ${count(page * PAGE + 1)} to ${count(Math.min(total, (page + 1) * PAGE))}`);
      });
      return button;
    };
    const { page } = table;
    const words = h(
      "span",
      { class: "muted" },
      total
        ? `${count(page * PAGE + 1)}–${count(Math.min(total, (page + 1) * PAGE))} of ${count(total)}`
        : "no rows",
    );
    fill(
      this.pages,
      go("First", 0, page > 0),
      go("Previous", page - 1, page > 0),
      words,
      go("Next", page + 1, page < last),
      go("Last", last, page < last),
    );
    this.pages.hidden = total <= PAGE;
  }

  /** All rows that pass, in this order; the byte order mark lets spreadsheets see that it is UTF-8. */
  private save(): void {
    const { spec, rows } = this.current;
    const cells = rows.map((row): Cell[] => spec.columns.map((column) => column.value(row)));
    const text = toCsv(
      spec.columns.map((c) => c.key),
      cells,
    );
    saveText(`\ufeff${text}`, fileName(this.model.main.about.title, spec.name, "csv"), "text/csv");
    announce(`${plural(rows.length, "row")} saved`);
  }
}
