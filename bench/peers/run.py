"""Runs the peers on the networks of bench/run and appends their rows to its table of times.

    run.py --data DIR --values DIR --tsv FILE [--graphs a,b] [--limit SECONDS] [--limits a/kernel=SECONDS,...]
           [--deadline SECONDS] [--full]

Each (peer, network, threads) is a process of its own (measure.py). A kernel that is not done by the deadline (or
three times its own limit) is ended, its row says so, and the process goes on with the next. peers.tsv beside the table says which peers there are.
SPDX-License-Identifier: GPL-3.0-or-later
"""
import argparse
import os
import pathlib
import queue
import subprocess
import sys
import threading
import time

from kernels import FROM_GRAPHML, FROM_PAPERS, KERNELS

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
VENV = str(ROOT / "build/peers/venv/bin/python")
# module, interpreter, most threads, networks it takes part in without --full (None: all)
PEERS = [
    ("with_igraph", VENV, 1, None),
    ("with_networkit", VENV, 2, None),
    ("with_gapbs", VENV, 2, None),
    ("with_graph_tool", "/usr/bin/python3", 2, ("ca-GrQc", "ca-AstroPh")),
    ("with_networkx", VENV, 1, ("ca-GrQc", "dblp-csr")),
]
ABOUT = ("import sys, importlib; sys.path.insert(0, sys.argv[1]); m = importlib.import_module(sys.argv[2]);"
         "print(m.ENGINE, m.VERSION, ','.join(m.KERNELS), ','.join(getattr(m, 'PARALLEL', m.KERNELS)), sep='\\t')")


def about(module, python):
    """(engine, version, kernels, parallel kernels), or None where the peer is missing."""
    try:
        found = subprocess.run([python, "-c", ABOUT, str(HERE), module], capture_output=True, text=True, timeout=120)
    except OSError:
        return None
    if found.returncode != 0:
        return None
    engine, version, kernels, parallel = found.stdout.rstrip("\n").split("\t")
    return engine, version, kernels.split(","), [k for k in parallel.split(",") if k]


def lines_of(process):
    """Its output, line by line, in a queue that ends with None."""
    lines = queue.Queue()

    def read():
        for line in process.stdout:
            lines.put(line.split())
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    return lines


def watch(process, deadlines):
    """Waits; returns (kernels done, kernel that failed or took too long, why)."""
    lines, done, now = lines_of(process), [], None
    while True:
        try:
            line = lines.get(timeout=(deadline := deadlines(now)))
        except queue.Empty:
            process.kill()
            process.wait()
            return done, now, f"not-done-within={deadline:.0f}"
        if line is None:
            return done, now, "failed" if process.wait() != 0 else None
        if line and line[0] == "load":
            now = "load"
        elif line and line[0] == "begin":
            now = line[1]
        elif line and line[0] == "end":
            done.append(line[1])
            now = None


def own_limits(args, graph):
    """Seconds for single kernels on this network."""
    limits = {}
    for each in filter(None, args.limits.split(",")):
        where, _, seconds = each.partition("=")
        if where.partition("/")[0] == graph:
            limits[where.partition("/")[2]] = float(seconds)
    return limits


def measure(args, peer, graph, threads, kernels):
    module, python = peer[:2]
    engine = peer[-1][0]
    limits = own_limits(args, graph)
    while kernels:
        command = [python, str(HERE / "measure.py"), "--peer", module, "--graph", graph, "--threads", str(threads),
                   "--limit", str(args.limit),
                   "--limits", ",".join(f"{k}={s:g}" for k, s in limits.items()), "--tsv", args.tsv, "--values", args.values,
                   "--kernels", ",".join(kernels), "--edges", f"{args.data}/{graph}.el", "--papers", f"{args.data}/{graph}.papers.txt",
                   "--graphml", f"{args.values}/coterie.graphml"]
        env = {**os.environ, "OMP_NUM_THREADS": str(threads), "OPENBLAS_NUM_THREADS": "1"}
        begin = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)
        done, bad, why = watch(process, lambda kernel: max(args.deadline, 3 * limits.get(kernel, 0)))
        print(f"  {engine}, {graph}, {threads} threads: {', '.join(done) or 'nothing'} "
              f"({time.monotonic() - begin:.0f} s)", flush=True)
        if bad is None:
            if why:
                print(process.stderr.read()[-2000:], file=sys.stderr)
            return
        message = process.stderr.read().strip().split("\n")[-1] if why == "failed" else ""
        rest = [] if bad == "load" else kernels[kernels.index(bad) + 1:]  # without its graph nothing more comes
        bad = kernels[len(done)] if bad == "load" else bad
        print(f"    {bad}: {why} {message}", file=sys.stderr)
        with open(args.tsv, "a") as file:
            print(bad, graph, engine, threads, "nan", "nan", "nan", why, sep="\t", file=file)
        kernels = rest


def fits(args, kernel, graph):
    """Is the file there that the kernel is computed from?"""
    if kernel in FROM_PAPERS:
        return os.path.exists(f"{args.data}/{graph}.papers.txt")
    if kernel in FROM_GRAPHML:
        return graph == "synth" and os.path.exists(f"{args.values}/coterie.graphml")
    return os.path.exists(f"{args.data}/{graph}.el")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    for name in ("data", "values", "tsv"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--graphs", default="ca-GrQc,ca-AstroPh,com-dblp,dblp-csr,synth")
    parser.add_argument("--kernels", default=",".join(KERNELS))
    parser.add_argument("--peers", help="modules joined by commas; default: all that are there")
    parser.add_argument("--limit", type=float, default=25)
    parser.add_argument("--limits", default="", help="NETWORK/KERNEL=SECONDS, joined by commas")
    parser.add_argument("--deadline", type=float, default=120)
    parser.add_argument("--full", action="store_true")
    args = parser.parse_args()
    with open(pathlib.Path(args.tsv).parent / "peers.tsv", "w") as versions:
        peers = []
        for peer in PEERS:
            if args.peers and peer[0] not in args.peers.split(","):
                continue
            found = about(peer[0], peer[1])
            name = found[0] if found else peer[0].removeprefix("with_")
            print(name, found[1] if found else "missing", sep="\t", file=versions)
            if found:
                peers.append(peer + (found,))
            else:
                print(f"  {name} is missing (bench/peers/setup)", flush=True)
    for graph in args.graphs.split(","):
        for peer in peers:
            if peer[3] is not None and graph not in peer[3] and not args.full:
                continue
            _, _, kernels, parallel = peer[-1]
            for threads in range(1, peer[2] + 1):
                wanted = [k for k in args.kernels.split(",") if k in (kernels if threads == 1 else parallel)]
                measure(args, peer, graph, threads, [k for k in wanted if fits(args, k, graph)])


if __name__ == "__main__":
    main()
