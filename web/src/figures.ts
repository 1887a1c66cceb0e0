// The four figures that say how large a corpus is.
import type { Figure } from "./data";
import type { Model } from "./model";

const WANTED = [/^papers$/, /^(authors|people)$/, /^(edges|pairs)$/, /communities$/];

/** Papers, people, pairs and communities, whatever the run calls them; else the first whole numbers there are. */
export function mainFigures(model: Model): Figure[] {
  const numbers = model.main.figures.filter((f) => typeof f.value === "number");
  const found = WANTED.map((name) => numbers.find((f) => name.test(f.name))).filter(
    (f): f is Figure => f !== undefined,
  );
  return found.length >= 3 ? found : numbers.filter((f) => Number.isInteger(f.value)).slice(0, 4);
}
