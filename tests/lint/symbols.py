#!/usr/bin/env python3
"""What the built library calls and shows: it never prints, exits or aborts, has no global state that can change
unseen, and exports cot_* alone.

    symbols.py LIBCOTERIE
SPDX-License-Identifier: GPL-3.0-or-later
"""
import re
import subprocess
import sys

NEVER = {"printf", "__printf_chk", "puts", "putchar", "perror", "exit", "_exit", "abort", "quick_exit", "setlocale",
         "system", "popen", "rand", "srand", "random", "time", "gettimeofday", "stdout", "stderr"}


def symbols(*args):
    lines = subprocess.run(["nm", *args], capture_output=True, text=True, check=True).stdout.split("\n")
    return [line.split() for line in lines if line.strip()]


def main():
    library, faults = sys.argv[1], []
    dynamic = ["-D"] if library.endswith(".so") or ".so." in library else []
    for parts in symbols(*dynamic, "--undefined-only", library):
        name = re.sub(r"@.*", "", parts[-1])
        if name in NEVER:
            faults.append(f"the library uses {name}")
    if dynamic:
        for parts in symbols("-D", "--defined-only", library):
            if parts[-1].startswith(".gomp_critical_user_cot_"):
                continue  # the lock of a named critical section, which gcc exports
            if not parts[-1].startswith("cot_") or parts[-1].startswith("cot_i_"):
                faults.append(f"the library exports {parts[-1]}, which is not public")
    print("\n".join(faults) if faults else "only what a library may")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
