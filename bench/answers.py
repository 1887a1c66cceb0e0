"""Are the answers of two engines the same? Used by bench/table.py; the rules are in bench/peers/kernels.py.
SPDX-License-Identifier: GPL-3.0-or-later"""
import array
import math
import pathlib

REAL, L1 = 1e-9, 2e-9


def read(folder, kernel, graph, engine, threads):
    """The answer as an array of doubles; None when there is none."""
    path = pathlib.Path(folder) / f"{kernel}.{graph}.{engine}.{threads}.f64"
    if not path.exists():
        return None
    values = array.array("d")
    values.frombytes(path.read_bytes())
    return values


def same_reals(a, b, partly):
    """partly: each may be known for some vertices only."""
    known = [(x, y) for x, y in zip(a, b) if not (math.isnan(y) or partly and math.isnan(x))]
    if not known or any(math.isnan(x) for x, _ in known):
        return False, "not defined for the same vertices"
    mean = sum(abs(y) for _, y in known) / len(known)
    worst = max(abs(x - y) / max(abs(y), mean, 1e-300) for x, y in known)
    return worst <= REAL, f"{worst:.0e}"


def same_partition(a, b):
    to, back = {}, {}
    for x, y in zip(a, b):
        if to.setdefault(x, y) != y or back.setdefault(y, x) != x:
            return False, "other groups"
    return True, "equal"


def same_network(a, b):
    rows = [sorted(zip(v[0::3], v[1::3], v[2::3])) for v in (a, b)]
    return rows[0] == rows[1], "equal" if rows[0] == rows[1] else "other edges"


def same_sums(a, b, sources):
    """Estimates from so many random sources (the fewer of the two) of the same total."""
    a, b = math.fsum(x for x in a if x == x), math.fsum(x for x in b if x == x)
    error = abs(a - b) / max(abs(b), 1e-300)
    return error <= 3 / math.sqrt(sources), f"total within {100 * error:.1f} %"


def compare(rule, a, b, sources=0, partly=False):
    """(agree, how closely) of two answers; sources: one of them at least is an estimate from so many."""
    if rule in ("quality", "none") or a is None or b is None:
        return None, ""
    if len(a) != len(b):
        return False, f"{len(a)} numbers, not {len(b)}"
    if sources:
        return same_sums(a, b, sources)
    if rule in ("real", "total"):
        return same_reals(a, b, partly)
    if rule == "l1":
        error = math.fsum(abs(x - y) for x, y in zip(a, b))
        return error <= L1, f"L1 {error:.0e}"
    if rule == "partition":
        return same_partition(a, b)
    if rule == "network":
        return same_network(a, b)
    return a == b, "equal" if a == b else "other values"
