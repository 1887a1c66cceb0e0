#!/usr/bin/env python3
"""Is any function longer than 80 lines, or any file longer than 600?

Functions are found by their braces at the beginning of a line, which is how all code here is laid out.
SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LONGEST_FUNCTION, LONGEST_FILE = 80, 600
# Longer ones that are better whole, each with its reason.
ALLOWED = {}


def functions(text):
    name, start = None, 0
    for number, line in enumerate(text.split("\n"), 1):
        if re.match(r"[A-Za-z_].*\)\s*\{$|[A-Za-z_ ].*\)\s*$", line) and not line.startswith(("#", "typedef")):
            found = re.findall(r"(\w+)\(", line)
            if found:
                name, start = found[0], number
        elif line == "}" and name:
            yield name, start, number - start + 1
            name = None


def main():
    faults, lengths = [], []
    for path in sorted((ROOT / "src").glob("*/*.[ch]")):
        text = path.read_text()
        lines = text.count("\n")
        where = path.relative_to(ROOT)
        if lines > LONGEST_FILE and str(where) not in ALLOWED:
            faults.append(f"{where}: {lines} lines (allowed: {LONGEST_FILE})")
        for name, start, length in functions(text):
            lengths.append(length)
            if length > LONGEST_FUNCTION and name not in ALLOWED:
                faults.append(f"{where}:{start}: {name}() has {length} lines (allowed: {LONGEST_FUNCTION})")
    lengths.sort()
    print("\n".join(faults))
    if lengths:
        print(f"{len(lengths)} functions: median {lengths[len(lengths) // 2]} lines, "
              f"95 of 100 within {lengths[len(lengths) * 95 // 100]}, longest {lengths[-1]}")
    return 1 if faults or not lengths else 0


if __name__ == "__main__":
    sys.exit(main())
