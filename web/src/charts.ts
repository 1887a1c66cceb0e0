// The view of all charts.
import { ChartFigure, type ChartSpec } from "./chart";
import { degreeChart } from "./chart_degree";
import { communitiesChart, topicsChart } from "./chart_rows";
import { teamsChart } from "./chart_teams";
import { authorsChart, papersChart } from "./chart_years";
import { byId, h } from "./dom";
import type { Model } from "./model";
import type { Store } from "./state";

export function chartSpecs(model: Model): ChartSpec[] {
  const all = [papersChart, authorsChart, teamsChart, degreeChart, communitiesChart, topicsChart].map(
    (make) => make(model),
  );
  return all.filter((spec): spec is ChartSpec => spec !== null);
}

export class Charts {
  private readonly figures: ChartFigure[];

  constructor(
    model: Model,
    private readonly store: Store,
  ) {
    this.figures = chartSpecs(model).map((spec) => new ChartFigure(spec, model.main.about.title));
    const why = model.main.years.year.length
      ? null
      : "No paper of this corpus has a year, so nothing is shown by year.";
    const grid = h("div", { class: "charts" }, ...this.figures.map((f) => f.element));
    byId("view-charts").append(
      h(
        "div",
        { class: "page" },
        h("h2", { class: "page-title" }, "Charts"),
        why && h("p", { class: "muted" }, why),
        !this.figures.length && h("p", null, "There are no numbers to draw."),
        grid,
      ),
    );
    this.draw();
    new ResizeObserver(() => this.draw()).observe(grid);
    store.on((now, before) => now.dark !== before.dark && this.draw());
  }

  private draw(): void {
    if (byId("view-charts").hidden) return;
    for (const figure of this.figures) figure.draw(this.store.now.dark);
  }
}
