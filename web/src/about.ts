// What it is: the corpus, what was left out and why, how things were counted, what was measured, how to do it again.
import { byId, fill, h, icon, text, type Child } from "./dom";
import { bytes, count, real } from "./format";
import { announce } from "./live";
import type { Model } from "./model";
import { copyText } from "./save";

function part(title: string, ...children: Child[]): HTMLElement {
  return h("section", { class: "part" }, h("h2", null, title), ...children);
}

function table(head: string[], rows: Child[][], name: string, numeric: readonly number[] = []): HTMLElement {
  const cls = (i: number): string | null => (numeric.includes(i) ? "number" : null);
  return h(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": name },
    h(
      "table",
      { class: "plain" },
      h(
        "thead",
        null,
        h("tr", null, ...head.map((title, i) => h("th", { scope: "col", class: cls(i) }, title))),
      ),
      h(
        "tbody",
        null,
        ...rows.map((row) =>
          h(
            "tr",
            null,
            ...row.map((cell, i) =>
              h(i === 0 ? "th" : "td", { scope: i === 0 ? "row" : null, class: cls(i) }, cell),
            ),
          ),
        ),
      ),
    ),
  );
}

function figuresTable(model: Model): HTMLElement {
  const rows = model.main.figures.map((f): Child[] => [
    f.title,
    [typeof f.value === "string" ? f.value : real(f.value), f.unit].filter(Boolean).join(" "),
    f.meaning,
  ]);
  return table(["Figure", "Value", "What it says"], rows, "Figures");
}

function commandBox(model: Model): HTMLElement {
  const { command } = model.main.about;
  const button = h("button", { type: "button", class: "quiet", id: "copy-command" }, icon("copy"), " Copy");
  button.addEventListener("click", () => {
    void copyText(command).then((done) => {
      announce(done ? "The command is copied" : "It could not be copied");
      fill(button, icon("copy"), done ? " Copied" : " Select it by hand");
    });
  });
  return h(
    "div",
    { class: "command" },
    h("pre", { tabindex: 0, role: "region", "aria-label": "Command" }, h("code", { dir: "ltr" }, command)),
    button,
  );
}

/** The description, also for print. */
export function aboutParts(model: Model): HTMLElement[] {
  const { about, measures, coauthor, authorTopic } = model.main;
  const parts: HTMLElement[] = [];
  parts.push(
    part("The corpus", ...about.corpus.map((sentence) => h("p", null, text(sentence))), figuresTable(model)),
  );
  const cuts = [
    coauthor.cut && `Who with whom: ${coauthor.cut}.`,
    authorTopic?.cut && `Who on what: ${authorTopic.cut}.`,
  ].filter((c): c is string => Boolean(c));
  const left = about.leftOut.map((l): Child[] => [
    text(l.reason),
    count(l.count),
    text(l.examples.join(", ")),
  ]);
  parts.push(
    part(
      "What was left out",
      left.length
        ? table(["Why", "How many", "For example"], left, "What was left out", [1])
        : h("p", null, "Nothing."),
      cuts.length > 0 && h("h3", null, "Of the maps"),
      ...cuts.map((c) => h("p", null, text(c.replace(/\.\.$/, ".")))),
    ),
  );
  if (measures.length) {
    parts.push(
      part(
        "Measures",
        table(
          ["Measure", "What it says", "Unit", "How"],
          measures.map((m): Child[] => [m.title, m.meaning, m.unit || "–", m.how]),
          "Measures",
        ),
      ),
    );
  }
  parts.push(
    part(
      "To do it again",
      h("p", null, "The same inputs, options and seed give the same bytes."),
      commandBox(model),
      table(
        ["Option", "Value"],
        [
          ...about.options.map(([k, v]): Child[] => [
            k,
            v === "" ? h("span", { class: "muted" }, "not set") : text(v),
          ]),
          ...(about.options.some(([k]) => k === "seed") ? [] : [["seed", String(about.seed)]]),
        ],
        "Options",
      ),
    ),
  );
  const inputs = about.inputs.map((i): Child[] => [
    text(i.name),
    i.format,
    bytes(i.bytes),
    count(i.records),
    h("code", { class: "sha" }, i.sha256),
  ]);
  parts.push(
    part(
      "Inputs",
      inputs.length
        ? table(["Name", "Format", "Size", "Records", "SHA-256"], inputs, "Inputs", [2, 3])
        : h("p", null, "None."),
    ),
  );
  parts.push(
    part(
      "Made by",
      h("p", null, about.program),
      about.versions.length > 0 &&
        table(
          ["With", "Version"],
          about.versions.map(([k, v]): Child[] => [k, v]),
          "Versions",
        ),
      h(
        "p",
        { class: "muted" },
        "This page is one file. It asks for nothing from anywhere: a policy in it forbids that. Links to papers and to ORCID are opened only when they are clicked.",
      ),
    ),
  );
  return parts;
}

export class About {
  constructor(model: Model) {
    byId("view-about").append(
      h("div", { class: "page prose" }, h("h2", { class: "page-title" }, "What it is"), ...aboutParts(model)),
    );
  }
}
