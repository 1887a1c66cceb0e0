#!/usr/bin/env python3
"""How long Ctrl-C takes: starts a run again and again, interrupts it at moments spread over its length, and prints
the time from the signal to the end of the process for each stage.

    bench/stopping.py build/release/coterie [--moments 40] -- run corpus.atom --exact

SPDX-License-Identifier: GPL-3.0-or-later"""
import argparse
import collections
import signal
import subprocess
import sys
import tempfile
import threading
import time


def start(program, arguments, folder):
    run = subprocess.Popen([program, *arguments, "-v", "--progress", "never", "-o", folder + "/out"],
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


def interrupted(program, arguments, after):
    """(seconds from the signal to the end, the last stage that was finished before it), None when it was done."""
    with tempfile.TemporaryDirectory() as folder:
        run, lines, reader = start(program, arguments, folder)
        time.sleep(after)
        if run.poll() is not None:
            return None
        done = list(lines)
        begin = time.monotonic()
        run.send_signal(signal.SIGINT)
        status = run.wait()
        took = time.monotonic() - begin
        reader.join()
        if status not in (0, 130):
            sys.exit(f"status {status} after Ctrl-C at {after:.2f} s (allowed: 130, or 0 when it was done):\n{''.join(lines)}")
        return (took, done[-1].strip() if done else "(start)") if status == 130 else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--moments", type=int, default=40)
    parser.add_argument("arguments", nargs="+", help="the command and its arguments, without -o")
    args = parser.parse_args()
    length = whole(args.program, args.arguments)
    print(f"a whole run takes {length:.2f} s")
    worst = collections.defaultdict(float)
    for i in range(args.moments):
        found = interrupted(args.program, args.arguments, length * (i + 0.5) / args.moments)
        if found:
            worst[found[1]] = max(worst[found[1]], found[0])
    for stage, took in sorted(worst.items(), key=lambda item: -item[1]):
        print(f"{1000 * took:7.0f} ms  after: {stage}")


if __name__ == "__main__":
    main()
