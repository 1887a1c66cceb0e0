"""Ctrl-C at many moments: status 130 and nothing new, or (when it came too late) 0 and everything.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import hashlib
import os
import pathlib
import signal
import subprocess
import time


def digest(folder):
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(pathlib.Path(folder).iterdir())}


def run(*args, **kwargs):
    return subprocess.run(["coterie", *args], check=True, **kwargs)


run("run", os.environ["SMALL"], "-o", "out", "-q")
earlier = digest("out")
run("synth", "--papers", "20K", "-o", "big.atom", "-q")
started = time.monotonic()
run("run", "big.atom", "-o", "whole", "-q")
whole, seconds = digest("whole"), time.monotonic() - started

stopped = 0
for moment in range(12):
    after = seconds * (moment + 0.5) / 12
    process = subprocess.Popen(["coterie", "run", "big.atom", "-o", "out", "-q"], stderr=subprocess.PIPE)
    time.sleep(after)
    process.send_signal(signal.SIGINT if moment % 2 else signal.SIGTERM)
    _, message = process.communicate(timeout=300)
    found = digest("out")
    if process.returncode == 130:
        stopped += 1
        assert found == earlier, "an interrupted run changed the results"
        assert message == b"coterie: interrupted\n", message
    else:
        assert process.returncode == 0, (process.returncode, message)
        assert found == whole, "a run that was too quick to be stopped is not complete"
        for p in pathlib.Path("out").iterdir():
            p.unlink()
        run("run", os.environ["SMALL"], "-o", "out", "-q")
assert stopped >= 3, f"only {stopped} of 12 runs were stopped"

# A program that waits for standard input is stopped at once, and the folder it made is gone.
reader, writer = os.pipe()
process = subprocess.Popen(["coterie", "run", "-", "-o", "fresh", "-q"], stdin=reader, stderr=subprocess.PIPE)
time.sleep(0.5)
process.send_signal(signal.SIGINT)
_, message = process.communicate(timeout=60)
assert (process.returncode, message) == (130, b"coterie: interrupted\n"), (process.returncode, message)
assert not pathlib.Path("fresh").exists()
os.close(writer)
print("every interrupted run left what stood there before")
