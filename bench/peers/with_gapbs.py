"""The GAP Benchmark Suite's programs in the folder GAPBS_DIR: bc, cc, pr, tc, parallel with OpenMP. They read the edges
themselves and time only the kernel. Their answers stay inside: totals are compared where they print any, and bc, cc and
pr verify themselves (-v) once.
SPDX-License-Identifier: GPL-3.0-or-later"""
import os
import re
import subprocess

ENGINE = "GAPBS"
FOLDER = os.environ.get("GAPBS_DIR", "")
if not os.access(os.path.join(FOLDER, "bc"), os.X_OK):
    raise ImportError("GAPBS_DIR names no folder with its programs")


def flags():
    """As its Makefile says; how it was really built only who built it knows."""
    try:
        with open(os.path.join(FOLDER, "Makefile")) as file:
            return " ".join(re.findall(r"^(?:CXX_FLAGS|PAR_FLAG) \+?= *(.*)$", file.read(), re.M)[:2])
    except OSError:
        return "unknown flags"


VERSION = f"built beforehand, {flags()}"
SOURCES = {"betweenness-256": 256, "betweenness": 64}


def call(program, edges, threads, *arguments):
    command = [os.path.join(FOLDER, program), "-f", edges, "-s", *map(str, arguments)]
    return subprocess.run(command, env={**os.environ, "OMP_NUM_THREADS": str(threads)}, capture_output=True, text=True,
                          check=True).stdout


def times(text):
    return [float(t) for t in re.findall(r"Trial Time:\s+([\d.]+)", text)]


def verified(program, *case):
    return "self-verified" if "PASS" in call(program, *case, "-n", 1, "-v") else "FAILS-ITS-OWN-CHECK"


def measure(kernel, edges, n, threads):
    """(times of the runs in seconds, note)"""
    case = edges, threads
    if kernel == "components":
        text = call("cc", *case, "-n", 8, "-a")
        return times(text)[1:], "components=" + re.search(r"There are (\d+) components", text).group(1)
    if kernel == "clustering":
        text = call("tc", *case, "-n", 8, "-a")
        return times(text)[1:], "total-only triangles=" + re.search(r"(\d+) triangles", text).group(1)
    if kernel == "pagerank":
        # In single precision: a tolerance of 1e-10 is out of its reach.
        return times(call("pr", *case, "-n", 8, "-i", 1000, "-t", 1e-8))[1:], "float tolerance=1e-8"
    if kernel in SOURCES:
        sources = SOURCES[kernel]
        found = times(call("bc", *case, "-n", 1, "-i", sources))
        note = "float own-sources " + verified("bc", *case, "-i", 4)
        if kernel == "betweenness":
            return [t * n / sources for t in found], f"extrapolated={sources} {note}"
        return found, note
    return None


KERNELS = ("components", "clustering", "pagerank", "betweenness-256", "betweenness")
