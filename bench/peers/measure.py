"""One peer on one network with one number of threads: times and answers. run.py starts this and ends it when a kernel
takes too long, so each row is written as soon as it is known.

Times are taken as in bench_table.c: after a run that is not counted, seven runs of what takes under a second and five
of what takes under five; else that one run. Making the peer's own graph is not timed. A walk from every vertex that
would take longer than the limit is done from some and extrapolated; where the peer cannot do that, it is left out.
SPDX-License-Identifier: GPL-3.0-or-later
"""
import argparse
import importlib
import math
import os
import statistics
import time

import numpy

from kernels import FROM_GRAPHML, FROM_PAPERS, SEEDED, WALKS

RUNS, SLOW_RUNS, SEEDS = 7, 5, 20
FEWEST, MOST = 16, 512  # sources to extrapolate from
SEEDED_SECONDS, FEWEST_SEEDS = 20, 5


def read_edges(path):
    pairs = numpy.loadtxt(path, dtype=numpy.int64, ndmin=2)
    return int(pairs.max()) + 1, pairs


def read_papers(path):
    with open(path) as file:
        papers = [[int(a) for a in line.split()] for line in file if not line.startswith("#")]
    return max(max(row, default=-1) for row in papers) + 1, papers


def timed(run, runs=None):
    """Times of the runs and the answer of the last."""
    begin = time.perf_counter()
    answer = run(1)
    first = time.perf_counter() - begin
    if runs is None:
        runs = RUNS if first < 1 else SLOW_RUNS if first < 5 else 1
    times, answers = [], [answer]
    for seed in range(1, runs + 1) if runs > 1 else ():
        begin = time.perf_counter()
        answer = run(seed)
        times.append(time.perf_counter() - begin)
        answers.append(answer)
    return times or [first], answers


def modularity(n, pairs, community):
    community = numpy.asarray(community)
    inside = numpy.count_nonzero(community[pairs[:, 0]] == community[pairs[:, 1]])
    degree = numpy.bincount(pairs.ravel(), minlength=n).astype(float)
    strength = numpy.bincount(community, weights=degree)
    return inside / len(pairs) - float(numpy.sum((strength / (2 * len(pairs))) ** 2))


def some_vertices(n, count):
    return numpy.random.default_rng(1).permutation(n)[:count].tolist()


class Job:
    def __init__(self, args):
        self.args = args
        self.peer = importlib.import_module(args.peer)
        self.graphs = {}
        self.limits = {k: float(s) for k, _, s in (each.partition("=") for each in args.limits.split(",")) if k}

    def graph(self, kernel):
        """What the kernel is computed from, made once: (peer's graph, n, pairs)."""
        args, peer = self.args, self.peer
        kind = "papers" if kernel in FROM_PAPERS else "graphml" if kernel in FROM_GRAPHML else "edges"
        if kind not in self.graphs:
            if kind == "papers":
                n, papers = read_papers(args.papers)
                self.graphs[kind] = peer.load_papers(n, papers), n, None
            elif kind == "graphml":
                self.graphs[kind] = peer.KERNELS["graphml-read"](args.graphml), None, None
            else:
                n, pairs = read_edges(args.edges)
                self.graphs[kind] = (None if args.peer == "with_gapbs" else peer.load(n, pairs)), n, pairs
        return self.graphs[kind]

    def write(self, kernel, times, note):
        times = sorted(times)
        note = f"runs={len(times)} {note}".strip() if times[0] == times[0] else note
        row = (kernel, self.args.graph, self.peer.ENGINE, self.args.threads, f"{statistics.median(times):.6g}",
               f"{times[0]:.6g}", f"{times[-1]:.6g}", note)
        with open(self.args.tsv, "a") as file:
            print(*row, sep="\t", file=file)

    def keep(self, kernel, answer, n, vertices=None):
        answer = numpy.asarray(self.peer.ANSWERS.get(kernel, lambda a: a)(answer), dtype=float)
        if vertices is not None and len(answer) == len(vertices):
            part, answer = answer, numpy.full(n, numpy.nan)
            answer[vertices] = part
        name = f"{kernel}.{self.args.graph}.{self.peer.ENGINE}.{self.args.threads}.f64"
        answer.astype("<f8").tofile(os.path.join(self.args.values, name))

    def whose_sources(self):
        return "own-sources" if getattr(self.peer, "OWN_SOURCES", False) else ""

    def walk(self, kernel, run):
        """A walk from every vertex, extrapolated from some when all would take longer than the limit."""
        g, n, _ = self.graph(kernel)
        vertices = some_vertices(n, MOST)
        limit = self.limits.get(kernel, self.args.limit)
        whole_only = getattr(self.peer, "WHOLE_ONLY", {}).get(kernel)
        probe = self.peer.walk_from if whole_only else run
        probe(g, vertices[:4])
        begin = time.perf_counter()
        probe(g, vertices[:FEWEST])
        each = (time.perf_counter() - begin) / FEWEST
        if whole_only:
            each *= whole_only / self.args.threads  # the probe is serial
        if whole_only and each * n > limit:
            self.write(kernel, [math.nan], "left-out")
            return
        if each * n <= limit:
            times, answers = timed(lambda _: run(g))
            self.write(kernel, times, "")
            self.keep(kernel, answers[-1], n)
            return
        count = FEWEST
        while count < MOST and 2 * count * each < limit / 12:
            count *= 2
        times, answers = timed(lambda _: run(g, vertices[:count]))
        self.write(kernel, [t * n / count for t in times],
                   f"extrapolated={count} {self.whose_sources()}")
        self.keep(kernel, answers[-1], n, vertices[:count])

    def seeded(self, kernel, run):
        g, n, pairs = self.graph(kernel)
        begin = time.perf_counter()
        run(g, 0)
        once = time.perf_counter() - begin
        affordable = int(min(SEEDED_SECONDS, self.args.limit) / max(once, 1e-3))
        times, answers = timed(lambda seed: run(g, seed), runs=max(FEWEST_SEEDS, min(SEEDS, affordable)))
        found = sorted(modularity(n, pairs, a) for a in answers[1:])
        self.write(kernel, times, f"q={statistics.median(found):.4f} q-least={found[0]:.4f} q-most={found[-1]:.4f}")

    def fixed_sources(self, kernel, run):
        g, n, _ = self.graph(kernel)
        vertices = some_vertices(n, 256)
        begin = time.perf_counter()
        run(g, vertices[:4])
        each, count, note = (time.perf_counter() - begin) / 4, 256, self.whose_sources()
        while count > 8 and count * each > self.args.limit:
            count //= 2
        times, answers = timed(lambda _: run(g, vertices[:count]))
        if count < 256:
            note += f" extrapolated={count}"
        self.write(kernel, [t * 256 / count for t in times], note)
        self.keep(kernel, answers[-1], n)

    def graphml(self, kernel, run):
        """Written again by the peer from what it read of the file that coterie wrote."""
        path = os.path.join(self.args.values, f"{self.args.peer}.graphml")
        if kernel == "graphml-read":
            size = os.path.getsize(self.args.graphml)
            times, _ = timed(lambda _: run(self.args.graphml))
        else:
            g = self.graph(kernel)[0]
            times, _ = timed(lambda _: run(g, path))
            size = os.path.getsize(path)
            os.unlink(path)
        self.write(kernel, times, f"bytes={size}")

    def measure(self, kernel):
        if hasattr(self.peer, "measure"):  # times itself
            found = self.peer.measure(kernel, self.args.edges, self.graph(kernel)[1], self.args.threads)
            if found:
                self.write(kernel, *found)
            return
        run = self.peer.KERNELS[kernel]
        if kernel in WALKS:
            self.walk(kernel, run)
        elif kernel in SEEDED:
            self.seeded(kernel, run)
        elif kernel == "betweenness-256":
            self.fixed_sources(kernel, run)
        elif kernel in FROM_GRAPHML:
            self.graphml(kernel, run)
        else:
            g, n, _ = self.graph(kernel)
            times, answers = timed(lambda _: run(g))
            self.write(kernel, times, "")
            self.keep(kernel, answers[-1], n)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    for name in ("peer", "graph", "tsv", "values"):
        parser.add_argument(f"--{name}", required=True)
    for name in ("edges", "papers", "graphml"):
        parser.add_argument(f"--{name}")
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--limit", type=float, required=True, help="seconds for a walk from every vertex")
    parser.add_argument("--limits", default="", help="the same for single kernels: NAME=SECONDS, joined by commas")
    parser.add_argument("--kernels", required=True, help="names joined by commas")
    args = parser.parse_args()
    job = Job(args)
    if not hasattr(job.peer, "measure"):
        job.peer.set_threads(args.threads)
    for kernel in args.kernels.split(","):
        print("load", kernel, flush=True)
        job.graph(kernel)
        print("begin", kernel, flush=True)
        job.measure(kernel)
        print("end", kernel, flush=True)


if __name__ == "__main__":
    main()
