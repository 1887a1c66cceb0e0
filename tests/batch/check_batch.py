#!/usr/bin/env python3
"""`coterie batch` from outside: what is run again and what is not, killed and started again, failures, Ctrl-C, the
same bytes for any number of threads.

    check_batch.py --program build/release/coterie
SPDX-License-Identifier: GPL-3.0-or-later
"""
import argparse
import csv
import fcntl
import html
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

OURS = {".batch-state", "log.txt", ".batch-lock"}  # hold times and measured memory
faults = []


def fault(text):
    faults.append(text)


class Place:
    """A folder with a jobs file."""

    def __init__(self, top, program, name):
        self.path, self.program = pathlib.Path(top) / name, program
        self.path.mkdir()
        self.out = self.path / "out"

    def corpus(self, name, papers, seed=1):
        subprocess.run([self.program, "synth", "-q", "--papers", str(papers), "--seed", str(seed), "-o",
                        str(self.path / name)], check=True)

    def jobs(self, rows, defaults=""):
        text = f"version: 1\noutput: out\n{defaults}jobs:\n"
        (self.path / "jobs.yaml").write_text(text + "".join(f"  - {{{row}}}\n" for row in rows))

    def command(self, *args):
        return [self.program, "batch", str(self.path / "jobs.yaml"), *args]

    def batch(self, *args, code=0):
        """Runs it; the names of the jobs that ran."""
        done = subprocess.run(self.command("-v", *args), capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode != code:
            fault(f"{self.path.name} {args}: exit {done.returncode}, not {code}: {done.stderr}")
        self.said = done.stderr
        return {line.split("  ", 1)[1].split(": ")[0] for line in done.stderr.split("\n")
                if "/" in line.split("  ")[0] and " papers, " in line}

    def reason(self, job):
        listed = subprocess.run(self.command("--list"), capture_output=True, text=True).stdout.split("\n")
        for here, after in zip(listed, listed[1:]):
            if here.split("  ")[0].strip() == job:
                return after.strip() if "because" in after else "unchanged"
        return None

    def results(self):
        """Every file of the results, by path."""
        return {str(p.relative_to(self.out)): p.read_bytes() for p in sorted(self.out.rglob("*"))
                if p.is_file() and p.name not in OURS}

    def temporaries(self):
        return [p.name for p in self.out.rglob("*.tmp-*")]


def expect(what, found, wanted):
    if found != wanted:
        fault(f"{what}: found {found}, expected {wanted}")


def sanitized(program):
    """Was it built with a sanitizer?"""
    return any(word in pathlib.Path(program).read_bytes() for word in (b"__asan_init", b"__tsan_init"))


def check_again(place):
    """Unchanged jobs are not run; a changed input, option, result or version of it is."""
    for i in range(3):
        place.corpus(f"c{i}.atom", 40 + i, i)
    rows = [f"name: j{i}, inputs: c{i}.atom" for i in range(3)]
    place.jobs(rows)
    expect("first", place.batch(), {"j0", "j1", "j2"})
    before = place.results()
    expect("again", place.batch(), set())
    expect("bytes of again", place.results() == before, True)

    os.utime(place.path / "c1.atom")  # another time, the same content
    expect("touched", place.reason("j1"), "unchanged")
    expect("touched", place.batch(), set())
    state = (place.out / "j1/.batch-state").read_text()
    expect("new time is kept", str((place.path / "c1.atom").stat().st_mtime_ns) in state, True)

    text = (place.path / "c1.atom").read_text()
    (place.path / "c1.atom").write_text(text.replace("<title>", "<title>A", 1).replace(" ", "", 1))
    expect("input of the same size", "input c1.atom changed" in place.reason("j1"), True)
    expect("changed input", place.batch(), {"j1"})
    (place.path / "c1.atom").write_text(text)
    expect("input back", place.batch(), {"j1"})

    place.jobs([rows[0], rows[1], rows[2] + ", counting: fractional"])
    expect("option", place.reason("j2"), "because    option counting changed: was full, is fractional")
    expect("changed option", place.batch(), {"j2"})
    place.jobs(rows, "defaults: {seed: 9}\n")
    expect("changed seed", place.batch(), {"j0", "j1", "j2"})
    place.jobs(rows)
    place.batch()
    (place.out / "j0/edges.csv").unlink()
    expect("lost result", place.reason("j0"), "because    result edges.csv is missing")
    expect("lost result", place.batch(), {"j0"})
    subprocess.run([place.program, "run", "-q", "c0.atom", "-o", "out/j0", "--counting", "paper"], check=True,
                   cwd=place.path)
    expect("another run in its folder", place.batch(), {"j0"})
    state = place.out / "j0/.batch-state"
    state.write_text(state.read_text()[:-10])
    expect("cut state", place.batch(), {"j0"})
    (place.out / "j0/.batch-people").write_bytes(bytes(range(255, 255 - 8, -1)) * (len((place.out / "j0/.batch-people").read_bytes()) // 8 - 1) + bytes(8))
    expect("damaged people", place.batch(), {"j0"})
    place.jobs([rows[0].replace("c0.atom", "[c0.atom, c1.atom]"), rows[1], rows[2]])
    expect("more inputs", place.batch(), {"j0"})
    place.jobs([rows[0].replace("c0.atom", "'c[01].atom'"), rows[1], rows[2]])
    expect("the same by a glob", place.batch(), set())
    place.corpus("c10.atom", 5)
    shutil.move(place.path / "c10.atom", place.path / "c0.atom.bak")
    expect("not in the glob", place.batch(), set())
    expect("--force", place.batch("--force"), {"j0", "j1", "j2"})
    place.jobs(rows)
    place.batch()
    expect("bytes in the end", place.results() == before, True)


def check_failing(place):
    """A job that fails stops nobody; with --fail-fast it does."""
    place.corpus("good.atom", 30)
    (place.path / "bad.txt").write_text("no records here\n")
    rows = ["name: a, inputs: good.atom", "name: bad, inputs: bad.txt", "name: c, inputs: good.atom"]
    place.jobs(rows)
    expect("others run", place.batch("--threads", "1", code=5), {"a", "c"})
    expect("it is told", "bad failed (2): " in place.said and "bad.txt:1: not records" in place.said, True)
    table = {row["job"]: row for row in csv.DictReader((place.out / "comparison.csv").open())}
    expect("status", [table[j]["status"] for j in ("a", "bad", "c")], ["done", "failed", "done"])
    expect("its figures", (table["bad"]["papers"], table["a"]["papers"]), ("", "30"))
    expect("only the failed one is run again", place.batch(code=5), set())
    shutil.rmtree(place.out)
    (place.path / "bad.txt").write_text("no records here\n" * 200000)  # the largest: it is first
    place.batch("--threads", "1", "--fail-fast", code=5)
    table = {row["job"]: row["status"] for row in csv.DictReader((place.out / "comparison.csv").open())}
    expect("--fail-fast", table, {"a": "not run", "bad": "failed", "c": "not run"})
    place.corpus("bad.txt", 20)
    expect("mended", place.batch(), {"a", "bad", "c"})
    place.jobs(["name: a, inputs: good.atom, output: x"])
    (place.out / "x").write_text("in the way")
    place.batch(code=5)
    expect("folder in the way", "out/x: Not a directory" in place.said, True)


def kill_job(batch, place, job, number):
    """Sends a signal to the only job that runs, once that is `job`."""
    for _ in range(500):
        children = pathlib.Path(f"/proc/{batch.pid}/task/{batch.pid}/children").read_text().split()
        if children and (place.out / job / "log.txt").exists():
            os.kill(int(children[0]), number)
            return
        time.sleep(0.01)
    fault(f"{job} did not begin")


def expect_failed(place, job, why):
    """The table and the page say that a job failed, and why."""
    rows = {row["job"]: row for row in csv.DictReader((place.out / "comparison.csv").open())}
    expect(f"{job}: table", (rows[job]["status"], rows[job]["papers"]), ("failed", ""))
    expect(f"{job}: why, in the table", why in rows[job]["error"], True)
    expect("the others", {row["status"] for name, row in rows.items() if name != job}, {"done"})
    page = html.unescape((place.out / "index.html").read_text())
    expect(f"{job}: why, on the page", "failed: " + rows[job]["error"] in page, True)


def check_crash(place):
    """A job that crashes, or is killed as the system does when memory runs out, fails by itself; a budget below every
    job runs them one by one."""
    place.corpus("small.atom", 20)
    place.corpus("large.atom", 40000)
    place.jobs(["name: small, inputs: small.atom", "name: large, inputs: large.atom, exact: true"])
    for number, why in ((signal.SIGSEGV, "ended by: signal 11 (Segmentation fault)"),
                        (signal.SIGKILL, "ended by: signal 9 (Killed), as the system does when memory runs out")):
        if sanitized(place.program) and number == signal.SIGSEGV:
            continue  # the sanitizer takes the signal
        shutil.rmtree(place.out, ignore_errors=True)
        batch = subprocess.Popen(place.command("--threads", "1"), stderr=subprocess.PIPE, text=True)
        kill_job(batch, place, "large", number)
        said = batch.communicate(timeout=60)[1]
        expect("crash: exit", batch.returncode, 5)
        expect("crash: told", f"large failed ({128 + number}): {why}" in said, True)
        expect_failed(place, "large", why)
        expect("crash: the other", place.reason("small"), "unchanged")
        expect("crash: itself", place.reason("large"), "because    new")
    place.jobs(["name: small, inputs: small.atom", "name: other, inputs: small.atom"])
    expect("little budget", place.batch("--memory", "1", "--force"), {"small", "other"})


def little_space():
    """3.5 GiB of addresses, as `ulimit -v` of a shell."""
    resource.setrlimit(resource.RLIMIT_AS, (7 << 29, 7 << 29))


def check_memory(place):
    """A job that takes far more memory than it may says so and fails; the others are done. The paper has so many authors
    that its pairs alone take 4.1 GB: above what --memory lets a job have (docs/batch.md), and above a limit of the
    shell's. The job that fails has not come to what OpenBLAS waits for (schedule.c, bound_of)."""
    names = "".join(f"<author><name>Author N{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676)}</name></author>"
                    for i in range(16000))
    (place.path / "huge.xml").write_text(
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2001.00001v1</id>'
        f"<title>T</title><published>2020-01-01T00:00:00Z</published>{names}<summary>S</summary></entry></feed>")
    place.corpus("c.atom", 30)
    place.jobs(["name: a, inputs: c.atom", "name: huge, inputs: huge.xml", "name: b, inputs: c.atom"])
    cases = [("its share", ["--memory", "1"], None)]
    if not sanitized(place.program):  # they reserve terabytes of addresses
        cases.append(("ulimit -v", ["--memory", "64G"], little_space))
    for what, args, limit in cases:
        shutil.rmtree(place.out, ignore_errors=True)
        done = subprocess.run(place.command("--threads", "1", *args), capture_output=True, text=True, timeout=300,
                              preexec_fn=limit)
        expect(f"{what}: exit", done.returncode, 5)
        expect(f"{what}: told", "huge failed (4): out of memory: edges of a network (" in done.stderr, True)
        expect_failed(place, "huge", "out of memory: edges of a network (")
        expect(f"{what}: nothing is left", [p.name for p in (place.out / "huge").iterdir()], ["log.txt"])
    place.jobs(["name: a, inputs: c.atom", "name: huge, inputs: huge.xml, max-authors: 100", "name: b, inputs: c.atom"])
    expect("mended", place.batch("--memory", "1"), {"huge"})


def check_killed(place):
    """Killed at any moment and started again it goes on, and the results are those of one that was not."""
    for i in range(4):
        place.corpus(f"c{i}.atom", 60 + 30 * i, i)
    place.jobs([f"name: j{i}, inputs: c{i}.atom" for i in range(4)])
    began = time.time()
    place.batch("--threads", "2")
    whole = time.time() - began
    wanted = place.results()
    moments = random.Random(5)
    resumed = False
    for n in range(8):
        if n % 3 == 0:
            shutil.rmtree(place.out, ignore_errors=True)
        args = ["--threads", "2"] + (["--force"] if n % 3 == 1 else [])
        batch = subprocess.Popen(place.command(*args), stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0, whole))
        batch.kill()
        batch.wait()
        for state in place.out.rglob(".batch-state"):  # what is said to be finished is whole
            folder = state.parent
            same = all((folder / name).read_bytes() == data for name, data in
                       ((p.split("/", 1)[1], d) for p, d in wanted.items() if p.startswith(folder.name + "/")))
            if not same and not alive(folder):
                fault(f"killed {n}: {folder.name} is said to be finished and is not")
        ran = place.batch("--threads", "2")
        resumed = resumed or 0 < len(ran) < 4
        if place.results() != wanted:
            fault(f"killed {n}: other results than without")
        if place.temporaries():
            fault(f"killed {n}: left behind: {place.temporaries()}")
    expect("some jobs were finished before it was killed", resumed, True)


def alive(folder):
    """Does a job that was orphaned a moment ago still run? Then its folder may be between two sets."""
    time.sleep(0.3)
    return not (folder / ".batch-state").exists()


def check_ctrl_c(place):
    """Ctrl-C ends the jobs, keeps what is finished, and says 130."""
    place.corpus("small.atom", 20)
    place.corpus("large.atom", 60000)
    place.jobs(["name: small, inputs: small.atom", "name: large, inputs: large.atom, exact: true"])
    for sent in (signal.SIGINT, signal.SIGTERM):
        shutil.rmtree(place.out, ignore_errors=True)
        batch = subprocess.Popen(place.command("--threads", "2"), stderr=subprocess.PIPE, text=True)
        for _ in range(400):
            if (place.out / "small/.batch-state").exists():
                break
            time.sleep(0.02)
        began = time.time()
        batch.send_signal(sent)
        said = batch.communicate(timeout=60)[1]
        took = time.time() - began
        expect(f"{sent}: exit", batch.returncode, 130)
        expect(f"{sent}: finished", ((place.out / "small/report.md").exists(), (place.out / "large/report.md").exists()),
               (True, False))
        expect(f"{sent}: told", "coterie: interrupted" in said, True)
        expect(f"{sent}: left behind", place.temporaries(), [])
        if took > 5:
            fault(f"{sent}: took {took:.1f} s")
    expect("goes on", place.reason("small"), "unchanged")


def check_lock(place):
    """Two batches do not write into one folder."""
    place.corpus("c.atom", 30)
    place.jobs(["name: a, inputs: c.atom"])
    place.out.mkdir()
    with open(place.out / ".batch-lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        place.batch(code=3)
        expect("lock", "another batch is writing there" in place.said, True)
    expect("after the lock", place.batch(), {"a"})


def check_threads(place):
    """The same bytes for any number of threads, order of jobs aside."""
    for i in range(5):
        place.corpus(f"c{i}.atom", 60 + 80 * i, i % 2)
    rows = [f"name: 'j{i}, \"x\" & <b>', inputs: c{i}.atom, output: o{i}, identity: {'exact' if i < 4 else 'first-initial'}"
            for i in range(5)]
    place.jobs(rows, "title: <script>\n")
    found = {}
    for threads in ("1", "2", "3", "8"):
        shutil.rmtree(place.out, ignore_errors=True)
        place.batch("--threads", threads)
        found[threads] = place.results()
    for threads in ("2", "3", "8"):
        if found[threads] != found["1"]:
            fault(f"--threads {threads}: other bytes than with 1")
    alone = place.path / "alone"
    subprocess.run([place.program, "run", "-q", "c3.atom", "-o", str(alone)], check=True, cwd=place.path)
    for path in alone.iterdir():
        if path.read_bytes() != found["1"][f"o3/{path.name}"]:
            fault(f"{path.name}: a job and a run differ")
    rows = list(csv.DictReader((place.out / "overlap.csv").open()))
    keys = [{r["key"] for r in csv.DictReader((place.out / f"o{i}/authors.csv").open())} for i in range(5)]
    for row in rows:
        a, b = keys[int(row["job_a"][1])], keys[int(row["job_b"][1])]
        expect(f"overlap {row['job_a']} {row['job_b']}", (int(row["shared"]), float(row["jaccard"])),
               (len(a & b), len(a & b) / len(a | b)))
    expect("pairs with people in common", len(rows), sum(1 for i in range(4) for k in range(i) if keys[i] & keys[k]))
    for row, i in zip(csv.DictReader((place.out / "comparison.csv").open()), range(5)):
        summary = json.loads((place.out / f"o{i}/summary.json").read_text())
        network = {name: figure["value"] for name, figure in summary["networks"][0]["figures"].items()}
        expect("papers", int(row["papers"]), summary["kept"]["papers"]["value"])
        for mine, theirs in (("authors", "vertices"), ("pairs", "edges"), ("transitivity", "transitivity"),
                             ("giant_share", "giant_share"), ("mean_distance", "mean_distance"),
                             ("modularity", "leiden_modularity"), ("mean_degree", "mean_degree"),
                             ("average_clustering", "average_clustering")):
            expect(f"{i}: {mine}", float(row[mine]), float(network[theirs]))
        expect("communities", int(row["communities"]), summary["communities"]["shared"]["value"])


def check_small(place):
    """Empty results, one author, no years: rows and a page all the same."""
    place.corpus("c.atom", 30)
    entry = ("<entry><id>http://arxiv.org/abs/2001.00001v1</id><title>T</title>{}<author><name>An Author</name></author>"
             "<summary>S</summary></entry>")
    for name, middle in (("one", "<published>2020-01-01T00:00:00Z</published>"), ("undated", "")):
        (place.path / f"{name}.xml").write_text('<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">'
                                                + entry.format(middle) + "</feed>")
    place.jobs(["name: none, inputs: c.atom, years: 1900", "name: one, inputs: one.xml", "name: undated, inputs: undated.xml"])
    expect("small", place.batch(), {"none", "one", "undated"})
    rows = {row["job"]: row for row in csv.DictReader((place.out / "comparison.csv").open())}
    expect("nothing", (rows["none"]["papers"], rows["none"]["first_year"], rows["none"]["growth"]), ("0", "", ""))
    expect("one author", (rows["one"]["authors"], rows["one"]["pairs"]), ("1", "0"))
    page = (place.out / "index.html").read_text()
    expect("page", ("NaN" in page, "nan" in page.split("<body>")[1].split("<script>")[0].replace("finance", "")), (False, False))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("checks", nargs="*")
    args = parser.parse_args()
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    program = str(pathlib.Path(args.program).resolve())
    with tempfile.TemporaryDirectory(prefix="coterie-batch-") as top:
        for check in (check_again, check_failing, check_crash, check_memory, check_killed, check_ctrl_c, check_lock,
                      check_threads, check_small):
            name = check.__name__.removeprefix("check_")
            if not args.checks or name in args.checks:
                began = time.time()
                check(Place(top, program, name))
                print(f"{name}: {time.time() - began:.1f} s")
    print("\n".join(faults) if faults else "batches behave")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
