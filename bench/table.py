#!/usr/bin/env python3
"""Writes the tables of docs/performance.md from what bench/run measured.

    bench/table.py [--results build/bench/results] [--document docs/performance.md]

A table stands between <!-- bench:NAME --> and <!-- /bench:NAME -->; one whose measurements are not there stays as it
is. Answers are compared first: where they differ the row says so, has no ratio, and the exit code is 1.
SPDX-License-Identifier: GPL-3.0-or-later
"""
import argparse
import collections
import csv
import math
import pathlib
import re
import statistics
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "peers")]
import answers  # noqa: E402
from kernels import COMPARED_WITH, KERNELS  # noqa: E402

OURS, REFERENCE, LINKED = "coterie", "igraph", "igraph C"
Row = collections.namedtuple("Row", "kernel graph engine threads median least most note")


def read_tsv(path):
    if not path.exists():
        return []
    with open(path, newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def notes(text):
    """"runs=7 q=0.8 float" as a dictionary."""
    return {key: value or True for key, _, value in (word.partition("=") for word in text.split())}


def read_rows(path):
    """The rows, one per (kernel, graph, engine, threads): the last one counts."""
    rows = {}
    for f in read_tsv(path):
        row = Row(f[0], f[1], f[2], int(f[3]), float(f[4]), float(f[5]), float(f[6]), notes(f[7]))
        rows[row[:4]] = row
    return rows


def seconds(value):
    """Three digits that count."""
    if math.isnan(value):
        return "–"
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.{max(0, 2 - math.floor(math.log10(value)))}f}" if value > 0 else "0"


def times(value):
    return f"{value:,.0f}x" if value >= 99.5 else f"{value:.1f}x" if value >= 9.95 else f"{value:.2f}x"


def table(head, rows, right=()):
    below = ["---:" if i in right else "---" for i in range(len(head))]
    lines = ["| " + " | ".join(head) + " |", "|" + "|".join(below) + "|"]
    return "\n".join(lines + ["| " + " | ".join(str(c) for c in row) + " |" for row in rows])


class Comparison:
    """The rows with what was found when answers were compared."""

    def __init__(self, rows, values):
        self.rows, self.values, self.faults = rows, values, []
        self.read = {}
        self.checked = {key: self.check(row) for key, row in rows.items()}

    def answer(self, row):
        key = row[:4]
        if key not in self.read:
            self.read[key] = answers.read(self.values, *key)
        return self.read[key]

    def reference(self, row):
        """What this row's answer is compared with: igraph's, for igraph itself ours, else ours; but best with one
        that is as exact, or an estimate from the same sources."""
        found = []
        for kernel in dict.fromkeys((COMPARED_WITH.get(row.kernel, row.kernel), row.kernel)):
            for engine in (REFERENCE, LINKED, OURS):
                for threads in (1, 2):
                    other = self.rows.get((kernel, row.graph, engine, threads))
                    known = other and (kernel, engine) != (row.kernel, row.engine) and self.answer(other) is not None
                    if known and not (row.engine in (REFERENCE, LINKED) and engine in (REFERENCE, LINKED)):
                        found.append(other)
        return min(found, key=lambda r: self.sources(row, r) > 0, default=None)

    @staticmethod
    def estimated(row):
        """Of how many sources an answer that covers all vertices is an estimate; 0: of all."""
        if not row.kernel.startswith("betweenness"):
            return 0
        return int(row.note.get("extrapolated", 256 if row.kernel == "betweenness-256" else 0))

    def sources(self, row, other):
        """Of how many sources the worse estimate of the two is; 0 where both are exact or of the same sources."""
        found = [self.estimated(r) for r in (row, other)]
        who = [OURS if r.engine == OURS or "our-sources" in r.note else r.engine if "own-sources" in r.note else "peers'"
               for r in (row, other)]
        same = found[0] == found[1] and (not found[0] or who[0] == who[1])
        return 0 if same else min(k for k in found if k)

    def check(self, row):
        other = self.reference(row)
        agree, how = None, ""
        if row.note.get("components") or row.note.get("triangles"):
            agree, how = self.check_count(row)
        if agree is None and other:
            partly = any("extrapolated" in r.note for r in (row, other))
            agree, how = answers.compare(KERNELS[row.kernel][1], self.answer(row), self.answer(other),
                                         self.sources(row, other), partly)
        if agree is False:
            self.faults.append(f"{row.kernel} on {row.graph}: {row.engine} ({row.threads} threads) and "
                               f"{other.engine if other else OURS}: {how}")
            return False, f"DIFFER: {how}"
        return True, how or ("self-verified" if "self-verified" in row.note else "")

    def check_count(self, row):
        """Against our own row's count, where an engine gives only that."""
        ours = self.rows.get((row.kernel, row.graph, OURS, 1))
        for name in ("components", "triangles"):
            if ours and row.engine != OURS and name in row.note and name in ours.note:
                return row.note[name] == ours.note[name], f"{int(row.note[name]):,} {name}"
        return None, ""

    def ratio(self, row, threads):
        """How many times slower than ours with that many threads (or with one, where ours is serial)."""
        ours = self.rows.get((row.kernel, row.graph, OURS, threads))
        ours = ours or self.rows.get((row.kernel, row.graph, OURS, 1))
        if not ours or not self.checked[row[:4]][0] or not self.checked[ours[:4]][0]:
            return None
        if math.isnan(row.median) or math.isnan(ours.median):
            return None
        return row.median / ours.median


def remarks(row):
    note, found = row.note, []
    if "extrapolated" in note:
        found.append(f"extrapolated from {note['extrapolated']} sources")
    if "left-out" in note:
        found.append("left out: too long, and not possible from some sources")
    if "not-run" in note:
        found.append(f"not run: {int(note['predicted']):,} s predicted")
    if "not-done-within" in note:
        found.append(f"not done within {note['not-done-within']} s")
    if "q" in note:
        spread = f" ({note['q-least']} to {note['q-most']})" if "q-least" in note else ""
        found.append(f"Q = {note['q']}{spread}, median of {note['runs']} seeds")
    if "bytes" in note and row.median > 0:
        found.append(f"{int(note['bytes']) / 1e6:,.0f} MB, {int(note['bytes']) / 1e6 / row.median:,.0f} MB/s")
    if "classes" in note:
        found.append(f"{int(note['classes']):,} classes, {int(note['held']) / 2 ** 20:,.1f} MiB")
    for word, text in (("float", "single precision"), ("total-only", "total only"),
                       ("own-sources", "sources of its own"), ("failed", "failed")):
        if word in note:
            found.append(text)
    if "tolerance" in note:
        found.append(f"to {note['tolerance']}")
    if "steps" in note:
        found.append(f"{note['steps']} steps")
    return "; ".join(found)


def titles(c, peers):
    """engine -> what its column is called: igraph is there twice, so with its version. peers: lines (name, version)."""
    versions = {name: version.split(",")[0] for name, version, *_ in peers if version != "missing"}
    versions.update((r.engine, r.note["version"]) for r in c.rows.values() if "version" in r.note)
    of = {REFERENCE: "igraph {}, from Python, serial", LINKED: "igraph {}, C, linked, serial", "NetworkX": "NetworkX, serial"}
    return {e: of.get(e, e).format(versions.get(e, "")) for e in dict.fromkeys(r.engine for r in c.rows.values())}


def peers_table(c, names):
    """One table per network: every engine beside ours."""
    parts = []
    for graph in dict.fromkeys(row.graph for row in c.rows.values()):
        lines = []
        for kernel, (title, _) in KERNELS.items():
            mine = [r for r in c.rows.values() if r.kernel == kernel and r.graph == graph]
            for row in sorted(mine, key=lambda r: r.engine != OURS):
                same, best = c.ratio(row, row.threads), c.ratio(row, 2)
                ours = row.engine == OURS
                agree, how = c.checked[row[:4]]
                spread = "" if math.isnan(row.median) else f"{seconds(row.least)} – {seconds(row.most)}"
                lines.append([title, f"**{row.engine}**" if ours else names[row.engine], row.threads,
                              seconds(row.median), spread, row.note.get("runs", ""),
                              "" if ours or same is None else times(same),
                              "" if ours or best is None else times(best), how, remarks(row)])
        parts.append(f"#### {graph}\n\n" + table(
            ["kernel", "engine", "threads", "seconds", "least – most", "runs", "times ours, same threads",
             "times ours, 2 threads", "answers", ""], lines, right=(2, 3, 4, 5, 6, 7)))
    return "\n\n".join(parts)


def summary_table(c, names):
    """Kernels down, peers across: how many times ours (two threads), on the largest network where both ran."""
    engines = [e for e in dict.fromkeys(r.engine for r in c.rows.values()) if e != OURS]
    heads = [names[e] for e in engines]
    lines = []
    for graph in dict.fromkeys(row.graph for row in c.rows.values()):
        for kernel, (title, _) in KERNELS.items():
            ours = [c.rows.get((kernel, graph, OURS, t)) for t in (1, 2)]
            if not ours[0]:
                continue
            cells = []
            for engine in engines:
                row = c.rows.get((kernel, graph, engine, 2)) or c.rows.get((kernel, graph, engine, 1))
                ratio = c.ratio(row, 2) if row else None
                star = "*" if row and "extrapolated" in row.note else ""
                cells.append("" if ratio is None else times(ratio) + star)
            mine = [seconds(r.median) + ("*" if "extrapolated" in r.note else "") if r else "" for r in ours]
            lines.append([graph, title, *mine, *cells])
    return table(["network", "kernel", "ours, 1 thread (s)", "2 threads (s)", *heads], lines,
                 right=range(2, 4 + len(heads))) + \
        "\n\nColumns of peers: their time with two threads (igraph and NetworkX, and what else is serial, with one) " \
        "over ours with two. An asterisk: extrapolated from a sample of sources (peers only)."


def machine_table(lines):
    return table(["", ""], [[a, b] for a, b in lines])


def limits_table(lines):
    found = collections.defaultdict(dict)
    for what, place, isa, threads, rate, _, _, unit in lines:
        found[what, place, isa, unit][int(threads)] = float(rate)
    return table(["what", "working set", "instructions", "1 thread", "2 threads", "unit"],
                 [[what, place, isa, f"{by[1]:,.1f}", f"{by.get(2, math.nan):,.1f}", unit]
                  for (what, place, isa, unit), by in found.items()], right=(3, 4))


SET_BYTES = {"256 KiB": 2 ** 18, "2 MiB": 2 ** 21, "16 MiB": 2 ** 24, "128 MiB": 2 ** 27}


def limit(lines, what, size, threads):
    """The measured rate for a working set of that size: between two measured ones by the logarithm of the size."""
    best = {}
    for name, place, _, t, rate, *_ in lines:
        if name == what and int(t) == threads:
            best[SET_BYTES[place]] = max(best.get(SET_BYTES[place], 0), float(rate))
    sizes = sorted(best)
    if not sizes:
        return None
    if size <= sizes[0] or size >= sizes[-1]:
        return best[sizes[0] if size <= sizes[0] else sizes[-1]]
    low = max(s for s in sizes if s <= size)
    high = min(s for s in sizes if s >= size)
    share = 0 if low == high else math.log(size / low) / math.log(high / low)
    return best[low] ** (1 - share) * best[high] ** share


SMALLEST_NEAR = 10000  # vertices: what is smaller works in the first cache, which bench_limits does not measure


def near_table(c, lines, shapes):
    """Work per second beside the measured limit. The formulas are in the text above the table."""
    rows = []
    for graph, (n, m, pairs) in shapes.items():
        if n < SMALLEST_NEAR:
            continue
        ready = c.rows.get(("prepare", graph, OURS, 1))
        left = ready.note if ready else {}
        classes = int(left.get("classes", 0))
        work = {  # kernel: (operations, limit, bytes of the working set, what)
            "cores": (2 * m, "gather of 4 bytes", 4 * n, "gathers"),
            "pagerank": (2 * m, "gather of 4 bytes", 8 * n, "gathers"),
            "closeness": (int(left.get("distance-steps", 0)) / 2048, "or of 2048-bit rows", 256 * classes, "rows"),
            "projection": (pairs, "gather of 4 bytes", 4 * n, "gathers"),
        }
        for kernel, (count, what, size, unit) in work.items():
            for threads in (1, 2):
                row = c.rows.get((kernel, graph, OURS, threads))
                top = limit(lines, what, size, threads)
                if not row or not top or not count:
                    continue
                if math.isnan(row.median):
                    continue
                rate = count * float(row.note.get("steps", 1)) / row.median / 1e6
                rows.append([KERNELS[kernel][0], graph, threads, f"{rate:,.0f} M {unit}/s",
                             f"{size / 2 ** 20:,.1f} MiB", f"{top:,.0f} M/s", f"{100 * rate / top:,.0f} %"])
    return table(["kernel", "network", "threads", "work done", "working set", "limit there", "of the limit"], rows,
                 right=(2, 3, 4, 5, 6))


def exponent(points):
    """Least squares of log(value) over log(size): value grows like size to this power."""
    points = [(math.log(x), math.log(y)) for x, y in points if y > 0]
    if len(points) < 2:
        return None
    mx, my = (statistics.fmean(p[i] for p in points) for i in (0, 1))
    spread = sum((x - mx) ** 2 for x, _ in points)
    return sum((x - mx) * (y - my) for x, y in points) / spread if spread else None


SMALLEST = 0.05  # seconds that are worth fitting


def scale_table(lines):
    by = collections.defaultdict(dict)
    for papers, what, value in lines:
        by[what][int(papers)] = float(value)
    sizes = sorted(by["papers"] or by["authors"])
    authors, edges, memory = by["authors"], by["edges"], by["memory"]
    rows = []

    def add(title, values, form, fit=True, smallest=0.0):
        known = [(s, values[s]) for s in sizes if s in values and values[s] >= smallest]
        power = exponent(known) if fit else None
        rows.append([title, *(form(values[s]) if s in values else "" for s in sizes),
                     "" if power is None else f"{power:.2f}"])

    add("authors", authors, "{:,.0f}".format)
    add("pairs of co-authors", edges, "{:,.0f}".format)
    add("records, MB", by["records"], "{:,.0f}".format)
    add("files written, MB", by["outputs"], "{:,.0f}".format)
    for what in by:
        if what.startswith("stage: ") and max(by[what].values()) >= SMALLEST:
            add(what.removeprefix("stage: ") + ", s", by[what], "{:,.2f}".format, smallest=SMALLEST)
    add("**whole run, s**", by["seconds"], "{:,.1f}".format)
    add("processor time, s", by["cpu"], "{:,.1f}".format)
    for what in by:
        if what.startswith("memory: "):
            add(what.removeprefix("memory: ") + ", MiB", by[what], "{:,.0f}".format)
    add("**most memory, MiB**", memory, "{:,.0f}".format)
    for title, of in (("bytes per author", authors), ("bytes per pair", edges)):
        add(title, {s: memory[s] * 2 ** 20 / of[s] for s in sizes if s in memory}, "{:,.0f}".format, False)
    return table(["papers", *(f"{s:,}" for s in sizes), "grows as papers to the"], rows, right=range(1, 2 + len(sizes)))


def shapes_of(data, graphs):
    """graph -> (vertices, edges, pairs in its papers)"""
    shapes = {}
    for graph in graphs:
        n = m = pairs = 0
        edges, papers = data / f"{graph}.el", data / f"{graph}.papers.txt"
        if edges.exists():
            with open(edges) as file:
                for line in file:
                    n, m = max(n, *map(int, line.split())), m + 1
        if papers.exists():
            with open(papers) as file:
                for line in file:
                    row = list(map(int, line.split()))
                    n, pairs = max([n, *row]), pairs + len(row) * (len(row) - 1) // 2
        shapes[graph] = n + 1, m, pairs
    return shapes


def fill(document, name, text):
    """The document with that table in its place."""
    pattern = re.compile(rf"(<!-- bench:{name} -->\n).*?(<!-- /bench:{name} -->)", re.S)
    if not pattern.search(document):
        sys.exit(f"docs/performance.md has no place for the table {name}")
    return pattern.sub(lambda m: m[1] + text + "\n" + m[2], document)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--results", type=pathlib.Path, default=pathlib.Path("build/bench/results"))
    parser.add_argument("--document", type=pathlib.Path, default=HERE.parent / "docs/performance.md")
    args = parser.parse_args()
    results, document = args.results, args.document.read_text()
    rows = read_rows(results / "table.tsv")
    limits = read_tsv(results / "limits.tsv")
    c = Comparison(rows, results / "values")
    if machine := read_tsv(results / "machine.tsv"):
        document = fill(document, "machine", machine_table(machine + read_tsv(results / "peers.tsv")))
    if rows:
        names = titles(c, read_tsv(results / "peers.tsv"))
        document = fill(document, "summary", summary_table(c, names))
        document = fill(document, "peers", peers_table(c, names))
    if limits:
        document = fill(document, "limits", limits_table(limits))
    if limits and rows:
        shapes = shapes_of(results.parent / "data", dict.fromkeys(r.graph for r in rows.values()))
        document = fill(document, "near", near_table(c, limits, shapes))
    if scale := read_tsv(results / "scale.tsv"):
        document = fill(document, "scale", scale_table(scale))
    args.document.write_text(document)
    for fault in c.faults:
        print(f"the answers differ: {fault}", file=sys.stderr)
    return 1 if c.faults else 0


if __name__ == "__main__":
    sys.exit(main())
