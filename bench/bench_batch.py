#!/usr/bin/env python3
"""What a batch costs beyond its jobs: many small jobs as one batch, and as plain runs one after the other.

    bench_batch.py --program build/release/coterie [--jobs 200] [--papers 30]

Everything with one thread, and jobs that do as little as a run can (no measures, no communities, no layout). "in the jobs" is what the jobs themselves say they took (the last line of their logs);
what the batch takes beyond that is its overhead: reading the list, processes, states, the comparison. The smallest
of several rounds is told. A batch of which nothing has changed is measured too.
SPDX-License-Identifier: GPL-3.0-or-later
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time


def timed(command):
    began = time.perf_counter()
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def in_jobs(out):
    """Seconds that the jobs' own logs tell."""
    return sum(float(re.search(r": ([0-9.]+) s real", log.read_text()).group(1)) for log in out.rglob("log.txt"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--jobs", type=int, default=200)
    parser.add_argument("--papers", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    least = {"measures": "none", "communities": "none", "layout": "none"}
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    program, n = str(pathlib.Path(args.program).resolve()), args.jobs
    with tempfile.TemporaryDirectory(prefix="coterie-bench-") as top:
        top = pathlib.Path(top)
        rows = []
        for i in range(n):
            subprocess.run([program, "synth", "-q", "--papers", str(args.papers), "--seed", str(i), "-o",
                            str(top / f"c{i}.atom")], check=True)
            rows.append(f"  - {{name: j{i}, inputs: c{i}.atom}}\n")
        (top / "jobs.yaml").write_text("version: 1\noutput: out\ndefaults: {" + ", ".join(
            f"{name}: {value}" for name, value in least.items()) + "}\njobs:\n" + "".join(rows))
        batch = [program, "batch", "-q", "--threads", "1", str(top / "jobs.yaml")]
        first, inside, again, plain = [], [], [], []
        for _ in range(args.rounds):
            shutil.rmtree(top / "out", ignore_errors=True)
            first.append(timed(batch))
            inside.append(in_jobs(top / "out"))
            again.append(timed(batch))
            plain.append(sum(timed([program, "run", "-q", "--threads", "1", str(top / f"c{i}.atom"), "-o",
                                    str(top / "plain"), *(f"--{k}={v}" for k, v in least.items())]) for i in range(n)))
    overhead = min((a - b) / n for a, b in zip(first, inside))
    print(f"{n} jobs of {args.papers} papers, one thread, ms per job:")
    for what, value in (("plain runs", min(plain) / n), ("batch", min(first) / n),
                        ("  in the jobs", min(inside) / n), ("  overhead", overhead),
                        ("batch, nothing changed", min(again) / n)):
        print(f"  {what:24}{1000 * value:8.2f}")


if __name__ == "__main__":
    main()
