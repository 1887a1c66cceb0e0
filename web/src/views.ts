// The four views of the page; charts, tables and the description are made when they are first looked at.
import { About } from "./about";
import { Charts } from "./charts";
import { byId } from "./dom";
import { announce } from "./live";
import type { Model } from "./model";
import type { Store, View } from "./state";
import { Tables } from "./tables";

const NAMES: Record<View, string> = { map: "Map", charts: "Charts", tables: "Tables", about: "What it is" };

export class Views {
  private charts: Charts | null = null;
  private tables: Tables | null = null;
  private about: About | null = null;

  constructor(
    private readonly model: Model,
    private readonly store: Store,
  ) {
    store.on((now, before) => {
      if (now.view !== before.view) {
        this.show();
        announce(NAMES[now.view]);
      }
    });
    byId("tabs").addEventListener("click", (event) => {
      const view = (event.target as HTMLElement).closest<HTMLElement>("a[data-view]")?.dataset["view"] as
        | View
        | undefined;
      if (!view || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      store.set({ view });
    });
  }

  show(): void {
    const { view } = this.store.now;
    for (const name of Object.keys(NAMES) as View[]) byId(`view-${name}`).hidden = name !== view;
    for (const tab of byId("tabs").querySelectorAll<HTMLElement>("a")) {
      if (tab.dataset["view"] === view) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    document.body.dataset["view"] = view;
    if (view === "charts") this.charts ??= new Charts(this.model, this.store);
    if (view === "tables") this.tables ??= new Tables(this.model, this.store);
    if (view === "about") this.about ??= new About(this.model);
    if (view !== "map") window.scrollTo(0, 0);
  }
}
