#!/usr/bin/env python3
"""Do --help, the manual page, the completion scripts and the documents tell the same commands and options?

    texts.py PROGRAM
The tables inside the program are one source; this reads only what comes out of it, and README.md, and compares.
SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
faults = []


def fault(text):
    faults.append(text)


def say(program, *args):
    return subprocess.run([program, *args], capture_output=True, text=True, check=True).stdout


def main():
    program = sys.argv[1]
    overview = say(program, "help")
    commands = re.findall(r"^  (\w+) {2,}\S", overview, re.M)
    options = {}
    for command in commands:
        text = say(program, "help", command)
        options[command] = set(re.findall(r"^  (?:-\w, |    )--([\w-]+)", text, re.M))
        if "help" not in options[command]:
            fault(f"help {command}: --help is not listed")
        if any(line != line.rstrip() or len(line) > 100 for line in text.split("\n")):
            fault(f"help {command}: a line ends in blanks or is longer than 100")
    everything = set().union(*options.values())
    if len(commands) < 8 or len(everything) < 25:
        fault(f"only {len(commands)} commands and {len(everything)} options were found")

    man = say(program, "help", "--man").replace("\\-", "-")
    manual = set(re.findall(r"^(?:\\fB-\w\\fR, )?\\fB--([\w-]+)\\fR", man, re.M))
    if manual != everything:
        fault(f"manual page and --help differ: {sorted(manual ^ everything)}")
    for command in commands:
        if f'.SS "coterie {command}' not in man:
            fault(f"manual page: {command} is missing")
    if shutil.which("groff"):
        warnings = subprocess.run(["groff", "-man", "-ww", "-Tutf8", "-z"], input=say(program, "help", "--man"),
                                  capture_output=True, text=True).stderr
        if warnings:
            fault(f"manual page: {warnings.strip()}")

    bash = say(program, "completion", "bash")
    zsh = say(program, "completion", "zsh")
    fish = say(program, "completion", "fish")
    for command in commands:
        block = re.search(rf"^    {command}\)\n(.*?)^        ;;$", bash, re.M | re.S)
        found = set(re.findall(r"--([\w-]+)", block.group(1).split("\n")[0])) if block else set()
        if found != options[command]:
            fault(f"bash completion of {command}: {sorted(found ^ options[command])}")
        block = re.search(rf"^    {command}\)\n(.*?)^        ;;$", zsh, re.M | re.S)
        found = set(re.findall(r"^ +'--([\w-]+)", block.group(1), re.M)) if block else set()
        if found != options[command]:
            fault(f"zsh completion of {command}: {sorted(found ^ options[command])}")
        found = set(re.findall(rf"^complete -c coterie -n '__fish_seen_subcommand_from[^']*\b{command}\b[^']*' -l ([\w-]+)",
                               fish, re.M))
        if found != options[command]:
            fault(f"fish completion of {command}: {sorted(found ^ options[command])}")
    for shell, script in (("bash", bash), ("zsh", zsh), ("fish", fish)):
        if shutil.which(shell):
            check = subprocess.run([shell, "-n"], input=script, capture_output=True, text=True)
            if check.returncode:
                fault(f"{shell} completion: {check.stderr.strip()}")

    for name in ("README.md", "CONTRIBUTING.md"):
        for line in re.findall(r"coterie \w[^\n`|>]*", (ROOT / name).read_text()):
            words = line.split()
            if words[1] in options:
                for option in re.findall(r"(?<=\s)--([\w-]+)", line):
                    if option not in options[words[1]]:
                        fault(f"{name}: `{line.strip()}`: {words[1]} has no --{option}")
    print("\n".join(faults) if faults else f"{len(commands)} commands and {len(everything)} options, told alike")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
