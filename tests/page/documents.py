#!/usr/bin/env python3
"""Prints the two JSON documents of a report.html, a line for each member of the first two levels, without what differs
between machines (versions of libraries, places and fits by other libraries, the folder $SMALL) and with long lists cut.

    documents.py REPORT.HTML

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import os
import re
import sys

LONGEST = 160


def documents(path):
    """Main and Papers of a page."""
    with open(path, encoding="utf-8") as file:
        page = file.read()
    found = []
    for name in ("main", "papers"):
        places = re.findall(rf'<script type="application/json" id="coterie-{name}">(.*?)</script>', page, re.S)
        assert len(places) == 1, f"{path}: {len(places)} documents {name}"
        assert not re.search("[<>&\u2028\u2029]", places[0]), f"{path}: {name} holds what HTML acts on"
        found.append(json.loads(places[0]))
    return found


def show(name, value, depth):
    if isinstance(value, dict) and depth < 3:
        for key, member in value.items():
            show(f"{name}.{key}", member, depth + 1)
        return
    text = json.dumps(value, ensure_ascii=False).replace(os.environ.get("SMALL", "/"), "SMALL")
    many = f" ({len(value)})" if isinstance(value, list) else ""
    print(f"{name}{many}: {text if len(text) <= LONGEST else text[:LONGEST] + '…'}")


def main():
    first, papers = documents(sys.argv[1])
    del first["about"]["versions"], first["degrees"]["fit"]
    for network in (first["coauthor"], first["authorTopic"]):
        if network:
            del network["nodes"]["x"], network["nodes"]["y"]
    show("main", first, 0)
    show("papers", papers, 0)


if __name__ == "__main__":
    main()
