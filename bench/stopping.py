#!/usr/bin/env python3
"""How long Ctrl-C takes: starts a run again and again, interrupts it at moments spread over its length, and prints
the longest time from the signal to the end of the process for each stage, and the processor time in it (on a busy
machine that is what the program itself needs).

    bench/stopping.py build/release/coterie [--moments 40] [--from S --to S] -- run corpus.atom --exact

--from, --to: seconds of the run between which it is interrupted; without --to the run is timed first.

SPDX-License-Identifier: GPL-3.0-or-later"""
import argparse
import collections
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time


def start(program, arguments, folder):
    run = subprocess.Popen([program, *arguments, "-v", "--progress", "always", "-o", folder + "/out"],
                           stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    lines = []
    reader = threading.Thread(target=lambda: lines.extend(run.stderr), daemon=True)
    reader.start()
    return run, lines, reader


def whole(program, arguments):
    with tempfile.TemporaryDirectory() as folder:
        begin = time.monotonic()
        run, lines, reader = start(program, arguments, folder)
        if run.wait() != 0:
            reader.join()
            sys.exit("".join(lines))
        return time.monotonic() - begin


def processor_seconds(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def stage_of(lines):
    """What the progress line said last."""
    said = [re.sub(r"[\d.,]+ ?%.*", "", line).strip() for line in lines]
    return next((line for line in reversed(said) if line), "(start)")


def interrupted(program, arguments, after):
    """(seconds from the signal to the end, those of the processor, the stage it was in), None when it was done."""
    with tempfile.TemporaryDirectory() as folder:
        run, lines, reader = start(program, arguments, folder)
        time.sleep(after)
        if run.poll() is not None:
            return None
        done = list(lines)
        used, begin = processor_seconds(run.pid), time.monotonic()
        run.send_signal(signal.SIGINT)
        _, status, usage = os.wait4(run.pid, 0)
        took = time.monotonic() - begin
        used = usage.ru_utime + usage.ru_stime - used
        status = run.returncode = os.waitstatus_to_exitcode(status)
        reader.join()
        if status == -signal.SIGINT:  # it had not begun: the signal ended it
            status = 130
        if status not in (0, 130):
            sys.exit(f"status {status} after Ctrl-C at {after:.2f} s (allowed: 130, or 0 when it was done):\n"
                     + "".join(lines))
        return (took, used, stage_of(done)) if status == 130 else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--moments", type=int, default=40)
    parser.add_argument("--from", dest="first", type=float, default=0)
    parser.add_argument("--to", dest="last", type=float)
    parser.add_argument("arguments", nargs="+", help="the command and its arguments, without -o")
    args = parser.parse_args()
    if args.last is None:
        args.last = whole(args.program, args.arguments)
        print(f"a whole run takes {args.last:.2f} s", flush=True)
    worst = collections.defaultdict(lambda: (0, 0, 0))
    for i in range(args.moments):
        after = args.first + (args.last - args.first) * (i + 0.5) / args.moments
        found = interrupted(args.program, args.arguments, after)
        if found:
            worst[found[2]] = max(worst[found[2]], (*found[:2], after))
    for stage, (took, used, after) in sorted(worst.items(), key=lambda item: -item[1][0]):
        print(f"{1000 * took:7.0f} ms, {1000 * used:7.0f} ms of the processor, at {after:.2f} s: {stage}")


if __name__ == "__main__":
    main()
