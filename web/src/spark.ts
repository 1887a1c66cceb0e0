// A small chart of papers by year, for panels.
import { h, s } from "./dom";
import { count } from "./format";

const WIDTH = 300;
const HEIGHT = 56;

export function yearBars(
  years: readonly number[],
  values: readonly number[],
  what: string,
  color?: string,
): HTMLElement | null {
  const total = values.reduce((a, b) => a + b, 0);
  if (years.length === 0 || total === 0) return null;
  const max = Math.max(...values);
  const step = WIDTH / years.length;
  const gap = step > 5 ? 1.2 : 0;
  const bars = values.map((value, i) => {
    const height = value > 0 ? Math.max(1.5, (value / max) * (HEIGHT - 2)) : 0;
    const bar = s("rect", {
      x: i * step + gap / 2,
      y: HEIGHT - height,
      width: Math.max(0.6, step - gap),
      height,
      rx: step > 6 ? 1 : 0,
    });
    const touch = s(
      "rect",
      { x: i * step, y: 0, width: step, height: HEIGHT, class: "touch" },
      s("title", {}, `${years[i]}: ${count(value)}`),
    );
    return s("g", {}, bar, touch);
  });
  const peak = values.indexOf(max);
  const words = `${what} by year, ${years[0]} to ${years[years.length - 1]}: most in ${years[peak]}, ${count(max)}.`;
  const svg = s(
    "svg",
    {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      class: "spark",
      role: "img",
      "aria-label": words,
      preserveAspectRatio: "none",
    },
    ...bars,
  );
  if (color) svg.style.setProperty("--c", color);
  return h(
    "figure",
    { class: "spark-box" },
    svg,
    h(
      "figcaption",
      { "aria-hidden": "true" },
      h("span", null, String(years[0])),
      h("span", null, `most: ${count(max)} in ${years[peak]}`),
      h("span", null, String(years[years.length - 1])),
    ),
  );
}
