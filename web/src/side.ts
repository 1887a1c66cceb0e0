// The column beside the map: the corpus in figures, which network, what colour and size mean, the filters.
import { css, ramp } from "./colour";
import { byId, fill, h, text } from "./dom";
import { count, plural, real } from "./format";
import { linkTo, swatch } from "./links";
import { announce } from "./live";
import { mainFigures } from "./figures";
import type { MapView } from "./map";
import type { Model } from "./model";
import type { NetworkName } from "./network";
import { isFiltered, NO_FILTER, type State, type Store } from "./state";

/** Communities in the legend before all are asked for. */
const LEGEND = 10;
/** Topics to choose from, most papers first. */
const TOPICS = 400;

export class Side {
  private readonly legend = h("div", { class: "legend" });
  private readonly scale = h("div", { class: "scale", hidden: true });
  private readonly shown = h("p", { class: "shown", id: "shown" });
  private readonly cut = h("p", { class: "cut" });
  /** Filled by the map when the graphics are slow. */
  private readonly pace = h("p", { class: "shown", id: "pace" });
  private readonly weight = h("input", { type: "range", id: "weight", min: 0, step: 1 });
  private readonly weightOut = h("output", { for: "weight" });
  private readonly topic = h("select", { id: "topic-filter" });
  private readonly reset = h("button", { type: "button", class: "more", id: "reset" }, "Clear the filters");
  private readonly colour = h("select", { id: "colour" });
  private readonly size = h("select", { id: "size" });
  /** Weights that occur, rising; the slider moves along them. */
  private weights: number[] = [];
  private allLegend = false;

  constructor(
    private readonly model: Model,
    private readonly store: Store,
    private readonly map: MapView,
  ) {
    const body = h(
      "div",
      { class: "side-body" },
      this.figures(),
      this.networks(),
      this.looks(),
      this.legendBox(),
      this.filters(),
      this.cut,
    );
    byId("side").append(body);
    this.bind();
    store.on((now, before) => this.follow(now, before));
    model.whenPapers(() => this.update());
    this.update();
  }

  private figures(): HTMLElement {
    return h(
      "dl",
      { class: "figures" },
      ...mainFigures(this.model).map((f) =>
        h("div", { title: f.meaning }, h("dt", null, f.title), h("dd", null, real(f.value as number))),
      ),
    );
  }

  private networks(): HTMLElement | null {
    if (!this.model.hasTopicsNet) return null;
    const choice = (name: NetworkName, label: string): HTMLElement => {
      const input = h("input", { type: "radio", name: "network", value: name });
      input.checked = this.store.now.network === name;
      input.addEventListener("change", () => input.checked && this.store.set({ network: name }));
      this.store.on((now) => (input.checked = now.network === name));
      return h("label", null, input, h("span", null, label));
    };
    return h(
      "fieldset",
      { class: "segments" },
      h("legend", { class: "hidden" }, "Network"),
      choice("people", "Who with whom"),
      choice("topics", "Who on what"),
    );
  }

  private looks(): HTMLElement {
    const { measures, years } = this.model.main;
    const option = (value: string, label: string): HTMLElement => h("option", { value }, label);
    const named = measures.map((m) => option(m.name, m.title));
    this.colour.append(
      option("community", "Community"),
      ...(years.year.length > 1 ? [option("year", "Mean year of papers")] : []),
      option("papers", "Papers"),
      ...named,
    );
    this.size.append(
      option("file", "As laid out"),
      option("papers", "Papers"),
      ...measures.map((m) => option(m.name, m.title)),
      option("equal", "All alike"),
    );
    return h(
      "div",
      { class: "looks" },
      h("label", null, "Colour", this.colour),
      h("label", null, "Size", this.size),
    );
  }

  private legendBox(): HTMLElement | null {
    const none = this.model.main.communities.id.length === 0;
    return h("div", { class: "block" }, this.scale, !none && h("h2", null, "Communities"), this.legend);
  }

  private filters(): HTMLElement {
    const { topics } = this.model.main;
    this.topic.append(
      h("option", { value: "-1" }, "All topics"),
      ...topics.label
        .slice(0, TOPICS)
        .map((label, row) =>
          h("option", { value: row, dir: "auto" }, `${label} (${count(topics.papers[row] ?? 0)})`),
        ),
    );
    return h(
      "div",
      { class: "block" },
      h("h2", null, "Filters"),
      h(
        "div",
        { class: "field", id: "weight-field" },
        h("label", { for: "weight" }, "Links of weight ", this.weightOut, " or more"),
        this.weight,
      ),
      topics.label.length > 0 &&
        h("div", { class: "field" }, h("label", { for: "topic-filter" }, "Papers on"), this.topic),
      this.shown,
      this.pace,
      this.reset,
    );
  }

  private bind(): void {
    const { store } = this;
    this.colour.addEventListener("change", () => store.set({ colour: this.colour.value }));
    this.size.addEventListener("change", () => store.set({ size: this.size.value }));
    this.weight.addEventListener("input", () => {
      const at = Number(this.weight.value);
      store.setFilter({ weight: at === 0 ? 0 : (this.weights[at] ?? 0) });
    });
    this.topic.addEventListener("change", () => store.setFilter({ topic: Number(this.topic.value) }));
    this.reset.addEventListener("click", () => {
      store.set({ filter: NO_FILTER });
      byId("shown").focus();
    });
    this.shown.tabIndex = -1;
    const open = byId("side-open");
    open.addEventListener("click", () => {
      const on = document.body.classList.toggle("side-on");
      open.setAttribute("aria-expanded", String(on));
      open.textContent = on ? "Close the legend" : "Legend and filters";
    });
  }

  private follow(now: State, before: State): void {
    if (now.network !== before.network) this.weights = [];
    if (
      now.filter !== before.filter ||
      now.network !== before.network ||
      now.dark !== before.dark ||
      now.colour !== before.colour ||
      now.size !== before.size
    )
      this.update();
    if (now.filter !== before.filter) announce(this.shown.textContent ?? "");
  }

  private update(): void {
    const { filter, colour, size } = this.store.now;
    this.colour.value = colour;
    this.size.value = size;
    this.topic.value = String(filter.topic);
    this.updateWeights();
    this.updateLegend();
    this.updateScale();
    const { scene } = this.map.current;
    const { pass, net } = scene;
    const what = net.name === "people" ? "people" : "nodes";
    fill(
      this.shown,
      pass.all
        ? `${count(net.n)} ${what} and ${plural(net.m, "link")} on the map`
        : `${count(pass.nodes)} of ${count(net.n)} ${what}, ${count(pass.edges)} of ${plural(net.m, "link")}`,
    );
    this.reset.hidden = !isFiltered(filter);
    fill(this.cut, net.data.cut ? `Not all of it: ${net.data.cut}` : "");
    this.cut.hidden = !net.data.cut;
  }

  private updateWeights(): void {
    const { filter } = this.store.now;
    const { weight } = this.map.current.scene.net.data.edges;
    if (!this.weights.length) {
      const all = [...new Set(weight)].sort((a, b) => a - b);
      const step = Math.max(1, Math.ceil(all.length / 60));
      this.weights = all.filter((_, i) => i % step === 0);
    }
    const at = this.weights.findIndex((w) => w >= filter.weight);
    this.weight.max = String(Math.max(0, this.weights.length - 1));
    this.weight.value = String(filter.weight > 0 ? Math.max(0, at) : 0);
    fill(this.weightOut, real(filter.weight > 0 ? filter.weight : (this.weights[0] ?? 0)));
    this.weight.setAttribute("aria-valuetext", this.weightOut.textContent ?? "");
    byId("side").querySelector<HTMLElement>("#weight-field")!.hidden = this.weights.length < 2;
  }

  private updateLegend(): void {
    const { communities } = this.model.main;
    const { filter } = this.store.now;
    const { scene } = this.map.current;
    const until = this.allLegend ? communities.id.length : Math.min(LEGEND, communities.id.length);
    const focus = document.activeElement?.id;
    const rows = Array.from({ length: until }, (_, row) => {
      const box = h("input", {
        type: "checkbox",
        id: `only-${row}`,
        "aria-label": `Only ${this.model.communityName(row)}`,
      });
      box.checked = filter.communities.has(row);
      box.addEventListener("change", () => this.choose(row, box.checked));
      return h(
        "li",
        null,
        box,
        swatch(this.model, row, (r) => css(scene.colourOfCommunity(r))),
        linkTo({ kind: "community", id: communities.id[row] as number }, text(this.model.communityName(row))),
        h("span", { class: "number" }, count(communities.people[row] ?? 0)),
      );
    });
    const more =
      communities.id.length > LEGEND &&
      h(
        "button",
        {
          type: "button",
          class: "more",
          id: "legend-more",
          onclick: () => {
            this.allLegend = !this.allLegend;
            this.updateLegend();
          },
        },
        this.allLegend ? "Fewer" : `All ${count(communities.id.length)}`,
      );
    fill(this.legend, h("ul", null, ...rows), more);
    if (focus && (focus.startsWith("only-") || focus === "legend-more"))
      document.getElementById(focus)?.focus();
  }

  private choose(row: number, on: boolean): void {
    const communities = new Set(this.store.now.filter.communities);
    if (on) communities.add(row);
    else communities.delete(row);
    this.store.setFilter({ communities });
  }

  private updateScale(): void {
    const { scale } = this.map.current.scene;
    this.scale.hidden = !scale;
    if (!scale) return;
    const stops = [0, 0.25, 0.5, 0.75, 1]
      .map((t) => `${css(ramp(t, this.store.now.dark))} ${t * 100}%`)
      .join(", ");
    fill(
      this.scale,
      h("h2", null, scale.title),
      h("div", { class: "ramp", style: `background:linear-gradient(90deg, ${stops})` }),
      h("div", { class: "ends" }, h("span", null, scale.low), h("span", null, scale.high)),
    );
  }
}
