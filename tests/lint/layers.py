#!/usr/bin/env python3
"""Does every include go along the layers of cmake/CoterieRooms.cmake?

- a file of a room includes private headers of its own room and of rooms it stands on, nothing else;
- of the public headers it includes those of its own room and of rooms it stands on (HEADERS below says whose each is);
- igraph is included by the bridge (and the public header made for it) alone; libxml2, ICU, libarchive, jansson and
  nettle each stay in the rooms that the table gives them to;
- the program (cli, and batch on top of it) includes public headers and its own;
- functions that have safer sisters are called nowhere, memory is taken through base/alloc.h, and only the program
  prints, exits or sets the locale.
SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

# Whose a public header is: the room that defines what it declares.
HEADERS = {"status": "base", "output": "base", "corpus": "records", "read": "read", "authors": "identify",
           "topics": "topics", "graph": "graph", "load": "load", "igraph": "bridge", "analyze": "analyze", "prepare": "prepare",
           "paths": "paths", "distances": "paths", "structure": "prepare", "communities": "communities", "links": "links",
           "layout": "layout",
           "results": "results", "export": "export", "report": "report", "picture": "picture", "synth": "synth", "coterie": "cli"}
# Libraries by the start of what is included, and the CMake target that gives a room the right to it.
LIBRARIES = {"igraph/": "IGRAPH", "igraph.h": "IGRAPH", "libxml/": "LibXml2", "unicode/": "ICU",
             "archive": "LibArchive", "jansson": "JANSSON", "nettle/": "NETTLE", "xxhash": "XXHASH",
             "isa-l/": "ISAL", "yaml.h": "YAML",
             "cairo": "PANGOCAIRO", "pango/": "PANGOCAIRO", "fontconfig/": "PANGOCAIRO"}
# Rooms of the program, not of the library: what each may include of the other, and the libraries it may use.
PROGRAM = {"cli": ((), ()), "batch": (("cli",), ("YAML", "NETTLE"))}
UNSAFE = ["strcpy", "strcat", "sprintf", "vsprintf", "strtok", "atoi", "atol", "atof", "gets", "rand", "srand",
          "strncpy", "strncat", "scanf", "alloca", "setjmp", "longjmp", "system", "popen", "tmpnam"]
MEMORY = ["malloc", "calloc", "realloc", "free", "strdup", "strndup", "asprintf", "aligned_alloc"]
TALK = ["printf", "puts", "putchar", "perror", "exit", "abort", "_exit", "setlocale", "fprintf", "vprintf"]


def read_rooms(text):
    """Room -> (rooms it stands on, directly or not; libraries it may use)."""
    direct, libs = {}, {}
    for name, rest in re.findall(r"^cot_room\((\w+)\s*([^)]*)\)", text, re.M):
        on, _, lib = rest.partition("LIBS")
        on, _, oracle = on.partition("ORACLE")
        lib = lib or oracle.partition("LIBS")[2]
        direct[name] = on.replace("ON", "", 1).split()
        libs[name] = lib
    def all_of(room):
        found = set()
        for below in direct[room]:
            found |= {below} | all_of(below)
        return found
    return {room: (all_of(room), libs[room]) for room in direct}


def without_comments_and_texts(text):
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group(0))
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', blank, text, flags=re.S)


def check_includes(room, path, text, rooms, fault):
    below, libs = rooms.get(room) or PROGRAM[room]
    for number, line in enumerate(text.split("\n"), 1):
        match = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
        if not match:
            continue
        name = match.group(1)
        where = f"{path.relative_to(ROOT)}:{number}"
        if name.startswith("coterie/"):
            owner = HEADERS.get(name[len("coterie/"):].removesuffix(".h"))
            if owner is None:
                fault(f"{where}: {name} is in no room (add it to HEADERS)")
            elif room not in PROGRAM and owner != room and owner not in below:
                fault(f"{where}: {room} does not stand on {owner}, which {name} belongs to")
            continue
        library = next((lib for start, lib in LIBRARIES.items() if name.startswith(start)), None)
        if library:
            if library not in libs:
                fault(f"{where}: {room} may not use {library} ({name})")
        elif "/" in name and name.split("/")[0] in {*rooms, *PROGRAM}:
            owner = name.split("/")[0]
            if owner != room and owner not in below:
                fault(f"{where}: {room} does not stand on {owner} ({name})")
        elif "/" in name and not name.startswith(("sys/", "netinet/")):
            fault(f"{where}: {name} belongs to no room and no known library")


def check_calls(room, path, text, fault):
    banned = list(UNSAFE)
    if room not in PROGRAM:
        banned += TALK + ([] if path.name == "alloc.c" else MEMORY)
    pattern = re.compile(r"(?<![\w.>])(" + "|".join(banned) + r")\s*\(")
    for number, line in enumerate(without_comments_and_texts(text).split("\n"), 1):
        match = pattern.search(line)
        # What a public function promises the caller to be freed with free() comes from libc by contract.
        if match and "lint: " + match.group(1) not in text.split("\n")[number - 1]:
            fault(f"{path.relative_to(ROOT)}:{number}: {match.group(1)}() is not called here")


def main():
    rooms = read_rooms((ROOT / "cmake/CoterieRooms.cmake").read_text())
    faults, seen = [], 0
    for path in sorted((ROOT / "src").glob("*/*")):
        if path.suffix not in (".c", ".h", ".def"):
            continue
        room, text = path.parent.name, path.read_text()
        seen += 1
        if room not in PROGRAM and room not in rooms:
            faults.append(f"src/{room} is no room of cmake/CoterieRooms.cmake")
        check_includes(room, path, text, rooms, faults.append)
        check_calls(room, path, text, faults.append)
    print("\n".join(faults) if faults else f"{seen} files keep to the layers")
    return 1 if faults or seen == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
