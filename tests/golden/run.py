#!/usr/bin/env python3
"""Golden tests of the program.

A case is a folder with `cmd` (a bash script) and what it must come to: `expected.out`, `expected.err` (both empty when
absent) and `status` (0 when absent). The script runs in an empty folder; `coterie` is the program under test, $CASE
its own folder, $SMALL a small corpus, $DATA the project's data. The version is masked as VERSION, the size
of results (which hold paths) as N kB.

    run.py --program build/release/coterie [--update] [CASE]...

--update writes what came out as the new expectation and shows the difference: read it before you commit it.
SPDX-License-Identifier: GPL-3.0-or-later
"""
import argparse
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SKIP = 77  # a script that cannot run here exits with it, having said why


def run_case(case, program, version):
    with tempfile.TemporaryDirectory(prefix="coterie-golden-") as top:
        work, bin_ = pathlib.Path(top) / "work", pathlib.Path(top) / "bin"
        work.mkdir()
        bin_.mkdir()
        (bin_ / "coterie").symlink_to(program)
        env = dict(os.environ, PATH=f"{bin_}:{os.environ['PATH']}", CASE=str(case), LC_ALL="C.UTF-8",
                   SMALL=str(HERE / "small"), DATA=str(HERE.parent.parent / "data"), COLUMNS="80")
        done = subprocess.run(["bash", str(case / "cmd")], cwd=work, env=env, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=900)
    found = {}
    for name, data in (("expected.out", done.stdout), ("expected.err", done.stderr)):
        text = data.decode("utf-8", "backslashreplace")
        text = text.replace(version, "VERSION").replace(str(HERE), "GOLDEN")
        found[name] = re.sub(r"\b\d+ kB", "N kB", text)
    found["status"] = f"{done.returncode}\n"
    return found


def expectation(case, name):
    path = case / name
    if path.exists():
        return path.read_text()
    return "0\n" if name == "status" else ""


def compare(case, found, update):
    same = True
    for name, text in found.items():
        wanted = expectation(case, name)
        if text == wanted:
            continue
        same = False
        sys.stdout.writelines(difflib.unified_diff(wanted.splitlines(True), text.splitlines(True),
                                                   f"{case.name}/{name}", f"{case.name}/{name} (found)"))
        if update:
            path = case / name
            if text == ("0\n" if name == "status" else ""):
                path.unlink(missing_ok=True)
            else:
                path.write_text(text)
    return same or update


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("cases", nargs="*")
    args = parser.parse_args()
    program = pathlib.Path(args.program).resolve()
    version = subprocess.run([program, "version"], capture_output=True, text=True).stdout.split("\n")[0].split()[-1]
    cases = [HERE / c for c in args.cases] or sorted(p.parent for p in HERE.glob("*/cmd"))
    failed = []
    for case in cases:
        found = run_case(case, program, version)
        if found["status"].strip() == str(SKIP):
            print(f"skipped: {case.name}: {found['expected.err'].strip()}")
            if len(cases) == 1:
                return SKIP
        elif not compare(case, found, args.update):
            failed.append(case.name)
    if failed:
        print("failed: " + " ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
