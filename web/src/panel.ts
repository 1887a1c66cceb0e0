// The panel beside the map (a sheet from below on a phone): what is selected.
import { byId, fill, h, icon, text, type Child } from "./dom";
import { css } from "./colour";
import { swatch } from "./links";
import { announce } from "./live";
import type { MapView } from "./map";
import type { Model } from "./model";
import { authorPanel } from "./panel_author";
import { communityPanel } from "./panel_community";
import { edgePanel } from "./panel_edge";
import { paperPanel } from "./panel_paper";
import { topicPanel } from "./panel_topic";
import { copyText } from "./save";
import { sameSelection, type Selection, type Store } from "./state";

export interface PanelContent {
  kind: string;
  title: string | Node;
  body: Child[];
  /** For the live region. */
  said: string;
}

/** What panels use of the rest of the page. */
export interface PanelTools {
  swatch(community: number): HTMLElement;
  colour(community: number): string;
  onlyCommunity(row: number): HTMLElement;
  onlyTopic(row: number): HTMLElement;
}

export class Panel {
  private readonly element = byId("panel");
  private returnTo: Element | null = null;
  /** Bring the switches of the open panel up to the state. */
  private switches: (() => void)[] = [];

  constructor(
    private readonly model: Model,
    private readonly store: Store,
    private readonly map: MapView,
  ) {
    store.on((now, before) => {
      if (!sameSelection(now.selection, before.selection)) this.show(true);
      else if (now.dark !== before.dark && now.selection) this.show(false);
      this.switches.forEach((bring) => bring());
    });
    model.whenPapers(() => this.show(false));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented && store.now.selection) this.close();
    });
    this.show(false);
  }

  private content(selection: Selection): PanelContent | null {
    const { model } = this;
    this.switches = [];
    const tools = this.tools();
    if (selection.kind === "author") return authorPanel(model, selection.id, tools);
    if (selection.kind === "edge") return edgePanel(model, selection.a, selection.b);
    if (selection.kind === "community") return communityPanel(model, selection.id, tools);
    if (selection.kind === "topic") return topicPanel(model, selection.id, tools);
    return paperPanel(model, selection.id);
  }

  private tools(): PanelTools {
    const { scene } = this.map.current;
    const colour = (row: number): string => css(scene.colourOfCommunity(row));
    return {
      colour,
      swatch: (row) => swatch(this.model, row, colour),
      onlyCommunity: (row) =>
        this.toggle(
          "Only this community on the map",
          () => {
            const { communities } = this.store.now.filter;
            return communities.size === 1 && communities.has(row);
          },
          (on) => this.store.setFilter({ communities: new Set(on ? [row] : []) }),
        ),
      onlyTopic: (row) =>
        this.toggle(
          "Only this topic's papers on the map",
          () => this.store.now.filter.topic === row,
          (on) => this.store.setFilter({ topic: on ? row : -1 }),
        ),
    };
  }

  private toggle(label: string, isOn: () => boolean, set: (on: boolean) => void): HTMLElement {
    const input = h("input", { type: "checkbox" });
    input.checked = isOn();
    input.addEventListener("change", () => set(input.checked));
    this.switches.push(() => (input.checked = isOn()));
    return h("label", { class: "check" }, input, ` ${label}`);
  }

  private show(moved: boolean): void {
    const { selection } = this.store.now;
    if (!selection) {
      if (!this.element.hidden) this.hide();
      return;
    }
    const content = this.content(selection);
    const scroll = moved ? 0 : (this.element.querySelector(".panel-body")?.scrollTop ?? 0);
    const wasHidden = this.element.hidden;
    if (wasHidden) this.returnTo = document.activeElement;
    const inside = this.element.contains(document.activeElement);
    const title = h("h2", { tabindex: -1, id: "panel-title" });
    const close = h(
      "button",
      { type: "button", class: "tool", "aria-label": "Close", onclick: () => this.close() },
      icon("close"),
    );
    const copy = h(
      "button",
      {
        type: "button",
        class: "tool",
        "aria-label": "Copy the address of this",
        title: "Copy the address of this",
        onclick: () => void this.copy(),
      },
      icon("link"),
    );
    if (!content) {
      fill(title, "Not here");
      fill(
        this.element,
        h("div", { class: "panel-head" }, h("div", { class: "panel-title" }, title), close),
        h(
          "div",
          { class: "panel-body" },
          h("p", null, "What this address names is not in this report, or not on its map."),
        ),
      );
    } else {
      fill(title, typeof content.title === "string" ? text(content.title) : content.title);
      fill(
        this.element,
        h("button", {
          type: "button",
          class: "grip",
          "aria-label": "Larger or smaller",
          onclick: () => this.element.classList.toggle("tall"),
        }),
        h(
          "div",
          { class: "panel-head" },
          h("div", { class: "panel-title" }, h("p", { class: "kind" }, content.kind), title),
          copy,
          close,
        ),
        h(
          "div",
          { class: "panel-body", tabindex: 0, role: "region", "aria-labelledby": "panel-title" },
          ...content.body,
        ),
      );
    }
    this.element.hidden = false;
    document.body.classList.add("has-panel");
    const body = this.element.querySelector(".panel-body");
    if (body) body.scrollTop = scroll;
    if (moved && content) announce(content.said);
    if (moved && (inside || this.cameByKeyboard())) title.focus();
  }

  private cameByKeyboard(): boolean {
    const active = document.activeElement;
    return active instanceof HTMLElement && active.matches("a.go, .search input");
  }

  private hide(): void {
    const inside = this.element.contains(document.activeElement);
    this.element.hidden = true;
    this.element.classList.remove("tall");
    document.body.classList.remove("has-panel");
    fill(this.element);
    if (inside && this.returnTo instanceof HTMLElement && this.returnTo.isConnected) this.returnTo.focus();
    else if (inside) byId("content").focus();
  }

  private close(): void {
    this.store.set({ selection: null });
    announce("Closed");
  }

  private async copy(): Promise<void> {
    announce(
      (await copyText(location.href))
        ? "The address is copied"
        : "The address could not be copied; it stands in the address bar",
    );
  }
}
