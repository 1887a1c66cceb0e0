// Years below the map: two handles for the first and the last year, with the papers of each year behind them, and a
// button that plays. Playing a part of the years moves it along; playing all of them lets the network grow.
import { byId, fill, h, icon, s } from "./dom";
import { announce } from "./live";
import type { Model } from "./model";
import type { Store } from "./state";

/** A step of the play, in milliseconds. */
const STEP = 700;

export class Timeline {
  private readonly years: readonly number[];
  private readonly from = h("input", { type: "range", id: "year-from", "aria-label": "First year", step: 1 });
  private readonly to = h("input", { type: "range", id: "year-to", "aria-label": "Last year", step: 1 });
  private readonly words = h("output", { class: "years-shown", id: "years-shown", for: "year-from year-to" });
  private readonly play = h("button", { type: "button", class: "tool play", id: "play" });
  private bars: SVGElement[] = [];
  private timer = 0;

  constructor(
    model: Model,
    private readonly store: Store,
  ) {
    this.years = model.main.years.year;
    if (this.years.length < 2) return;
    for (const input of [this.from, this.to]) {
      input.min = String(this.first);
      input.max = String(this.last);
    }
    const box = byId("timeline");
    box.hidden = false;
    box.append(
      this.play,
      h("div", { class: "track" }, this.histogram(model.main.years.papers), this.from, this.to),
      this.words,
    );
    this.bind();
    this.update();
  }

  private get first(): number {
    return this.years[0] as number;
  }

  private get last(): number {
    return this.years[this.years.length - 1] as number;
  }

  private histogram(papers: readonly number[]): SVGElement {
    const max = Math.max(1, ...papers);
    const n = this.years.length;
    this.bars = papers.map((value, i) =>
      s("rect", {
        x: (i + 0.1) * (100 / n),
        y: 20 - (19 * value) / max,
        width: 80 / n,
        height: (19 * value) / max,
      }),
    );
    return s(
      "svg",
      { viewBox: "0 0 100 20", preserveAspectRatio: "none", class: "history", "aria-hidden": "true" },
      ...this.bars,
    );
  }

  private bind(): void {
    this.from.addEventListener("input", () =>
      this.take(Math.min(Number(this.from.value), this.upper), this.upper),
    );
    this.to.addEventListener("input", () =>
      this.take(this.lower, Math.max(Number(this.to.value), this.lower)),
    );
    for (const input of [this.from, this.to]) input.addEventListener("pointerdown", () => this.stop());
    this.play.addEventListener("click", () => (this.timer ? this.stop() : this.start()));
    this.store.on((now, before) => {
      if (now.filter !== before.filter) this.update();
      if (now.view !== "map") this.stop();
    });
    document.addEventListener("visibilitychange", () => document.hidden && this.stop());
  }

  private get lower(): number {
    return this.store.now.filter.from ?? this.first;
  }

  private get upper(): number {
    return this.store.now.filter.to ?? this.last;
  }

  /** All years are no filter, so that papers without a year are there again. */
  private take(from: number, to: number): void {
    const all = from <= this.first && to >= this.last;
    this.store.setFilter({ from: all ? null : from, to: all ? null : to });
  }

  private start(): void {
    const moving = this.lower > this.first;
    const span = this.upper - this.lower;
    let at = this.upper >= this.last ? (moving ? this.first + span : this.first) : this.upper;
    // The reader asked for it by pressing the button, so it plays with reduced motion too, but in few, slow steps.
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const jump = calm ? Math.max(1, Math.ceil(this.years.length / 6)) : 1;
    const show = (): void => this.take(moving ? Math.max(this.first, at - span) : this.first, at);
    const step = (): void => {
      show();
      if (at >= this.last) {
        this.stop();
        return;
      }
      at = Math.min(this.last, at + jump);
      this.timer = window.setTimeout(step, calm ? 3 * STEP : STEP);
    };
    this.timer = window.setTimeout(step, 0);
    announce("Playing");
    this.label();
  }

  private stop(): void {
    if (!this.timer) return;
    clearTimeout(this.timer);
    this.timer = 0;
    this.label();
  }

  private label(): void {
    fill(this.play, icon(this.timer ? "pause" : "play"));
    this.play.setAttribute("aria-label", this.timer ? "Pause" : "Play the years");
    this.play.title = this.timer ? "Pause" : "Play the years";
  }

  private update(): void {
    this.from.value = String(this.lower);
    this.to.value = String(this.upper);
    // Where both handles meet at the end, the first must be the one on top, or nothing could be moved.
    this.from.style.zIndex = this.lower > (this.first + this.last) / 2 ? "3" : "1";
    this.bars.forEach((bar, i) =>
      bar.classList.toggle(
        "on",
        (this.years[i] as number) >= this.lower && (this.years[i] as number) <= this.upper,
      ),
    );
    fill(this.words, this.lower === this.upper ? String(this.lower) : `${this.lower}–${this.upper}`);
    this.label();
  }
}
