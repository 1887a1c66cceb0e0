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


def unfall(fall, value):
    """Ranks, which stand in the order of falling values."""
    rank, last = [None] * len(value), 0
    rows = sorted((row for row, v in enumerate(value) if v is not None), key=lambda row: (-value[row], row))
    for row, step in zip(rows, fall, strict=True):
        rank[row] = last = last + step
    return rank


def unpack(column, table):
    """A column as it is described in web/src/data.ts; web/src/unpack.ts says how it may be packed."""
    if not isinstance(column, dict):
        return column
    if "step" in column:
        out, last = [], 0
        for step in column["step"]:
            last += step or 0
            out.append(None if step is None else last)
        return [f"{column['letter']}{n}" for n in out] if "letter" in column else out
    if "over" in column:
        return [None if by is None else column["base"] + by for by in column["over"]]
    if "runs" in column:
        return [v for v, n in zip(column["runs"][::2], column["runs"][1::2], strict=True) for _ in range(n)]
    if "as" in column:
        return table[column["as"]]
    if "beyond" in column:
        return [None if by is None else first + by
                for first, by in zip(table[column["beyond"]], column["by"], strict=True)]
    if "lead" in column:
        out = [""]
        for text in column["lead"]:
            out.append(out[-1][:int(text[0], 36)] + text[1:])
        return out[1:]
    if "links" in column:
        return [f"https://arxiv.org/abs/{name}" if link == 0 else
                f"https://doi.org/{link}" if link and link.startswith("10.") else link
                for link, name in zip(column["links"], table["id"], strict=True)]
    return column


def unpack_table(table):
    for name in table:
        table[name] = unpack(table[name], table)


def unpack_network(network, people):
    nodes = network["nodes"]
    rows = unpack(nodes.pop("people", None), nodes)
    for name, column in nodes.items():
        if isinstance(column, dict) and "rest" in column:
            nodes[name] = [people[name][row] for row in rows] + unpack(column["rest"], nodes)
    unpack_table(nodes)
    unpack_table(network["edges"])
    for column in network["values"].values():
        if isinstance(column["rank"], dict):
            column["rank"] = unfall(column["rank"]["fall"], column["value"])


def documents(path):
    """Main and Papers of a page, unpacked."""
    with open(path, encoding="utf-8") as file:
        page = file.read()
    found = []
    for name in ("main", "papers"):
        places = re.findall(rf'<script type="application/json" id="coterie-{name}">(.*?)</script>', page, re.S)
        assert len(places) == 1, f"{path}: {len(places)} documents {name}"
        assert not re.search("[<>&\u2028\u2029]", places[0]), f"{path}: {name} holds what HTML acts on"
        found.append(json.loads(places[0]))
    first, papers = found
    unpack_network(first["coauthor"], None)
    if first["authorTopic"]:
        unpack_network(first["authorTopic"], first["coauthor"]["nodes"])
    unpack_table(papers)
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
