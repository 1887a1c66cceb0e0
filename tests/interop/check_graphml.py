#!/usr/bin/env python3
"""What python-igraph and NetworkX make of the GraphML files of a run.

    check_graphml.py FOLDER     the folder that `coterie run` wrote

Both networks are loaded by both libraries; numbers of nodes and edges, attributes and their types, labels and weights
are compared with the file itself (read by Python's own XML parser) and with authors.csv and edges.csv.
Prints a line per check; exit 0 when all hold, 1 when not, 77 when a library is missing.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import csv
import math
import os
import sys
import xml.etree.ElementTree as tree

NS = "{http://graphml.graphdrawing.org/xmlns}"
TYPES = {"boolean": bool, "int": int, "long": int, "float": float, "double": float, "string": str}
failures = 0


def check(holds, what, details=""):
    global failures
    print(("ok      " if holds else "FAILED  ") + what + ("" if holds else f": {details}"))
    failures += not holds


def number(text):
    return {"INF": math.inf, "-INF": -math.inf}.get(text) or float(text)


class Written:
    """The file as it is written: keys, and the data of nodes and edges by attribute name."""

    def __init__(self, path):
        self.keys = {}      # (for, id) -> (name, type)
        self.nodes = {}     # id -> {name: value}
        self.edges = {}     # (source, target) -> {name: value}
        for _, element in tree.iterparse(path):
            tag = element.tag.removeprefix(NS)
            if tag == "key":
                self.keys[element.get("for"), element.get("id")] = (element.get("attr.name"), element.get("attr.type"))
            elif tag == "node":
                self.nodes[element.get("id")] = self.data(element, "node")
                element.clear()
            elif tag == "edge":
                self.edges[pair(element.get("source"), element.get("target"))] = self.data(element, "edge")
                element.clear()

    def data(self, element, target):
        values = {}
        for data in element:
            name, kind = self.keys[target, data.get("key")]
            values[name] = data.text if kind == "string" else number(data.text)
        return values

    def names(self, target):
        return {name: kind for (t, _), (name, kind) in self.keys.items() if t == target}


def pair(source, target):
    return (source, target) if source < target else (target, source)


def same(expected, found):
    """Equal; an attribute that the file leaves out is None, NaN or "" where a library fills every row."""
    if expected is None:
        return found is None or found == "" or (isinstance(found, float) and math.isnan(found))
    return found == expected


def check_igraph(path, written):
    import igraph
    graph = igraph.Graph.Read_GraphML(path)
    check(graph.vcount() == len(written.nodes), f"igraph: {len(written.nodes)} nodes", graph.vcount())
    check(graph.ecount() == len(written.edges), f"igraph: {len(written.edges)} edges", graph.ecount())
    check(not graph.is_directed(), "igraph: undirected")
    if graph.vcount() == 0:
        return
    ids = graph.vs["id"]
    for name, kind in written.names("node").items():
        wrong = sum(not same(written.nodes[ids[i]].get(name), value) for i, value in enumerate(graph.vs[name]))
        check(wrong == 0, f"igraph: node attribute {name} ({kind})", f"{wrong} differ")
    for name, kind in written.names("edge").items():
        wrong = sum(not same(written.edges[pair(ids[e.source], ids[e.target])].get(name), e[name]) for e in graph.es)
        check(wrong == 0, f"igraph: edge attribute {name} ({kind})", f"{wrong} differ")


def check_networkx(path, written):
    import networkx
    graph = networkx.read_graphml(path)
    check(graph.number_of_nodes() == len(written.nodes), f"NetworkX: {len(written.nodes)} nodes",
          graph.number_of_nodes())
    check(graph.number_of_edges() == len(written.edges), f"NetworkX: {len(written.edges)} edges",
          graph.number_of_edges())
    check(not graph.is_directed() and not graph.is_multigraph(), "NetworkX: undirected and simple")
    for target, elements, expected in (("node", graph.nodes(data=True), written.nodes),
                                       ("edge", graph.edges(data=True), written.edges)):
        wrong, mistyped = {}, {}
        for element in elements:
            data = element[-1]
            wanted = expected[element[0] if target == "node" else pair(element[0], element[1])]
            for name, kind in written.names(target).items():
                found = data.get(name)
                wrong[name] = wrong.get(name, 0) + (not same(wanted.get(name), found))
                mistyped[name] = mistyped.get(name, 0) + (found is not None and type(found) is not TYPES[kind])
        for name, kind in written.names(target).items():
            check(not wrong.get(name) and not mistyped.get(name), f"NetworkX: {target} attribute {name} ({kind})",
                  f"{wrong.get(name)} differ, {mistyped.get(name)} of another type")


def read_csv(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


def plain(cell):
    """A text cell without the apostrophe that keeps spreadsheets from running it."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@\t\r" else cell


def check_tables(folder, written):
    authors = read_csv(os.path.join(folder, "authors.csv"))
    edges = read_csv(os.path.join(folder, "edges.csv"))
    papers = {plain(row["id"]) for row in read_csv(os.path.join(folder, "papers.csv")) if row["kept"] == "true"}
    check(len(authors) == len(written.nodes), f"authors.csv: {len(authors)} rows, as many as nodes", len(written.nodes))
    check(len(edges) == len(written.edges), f"edges.csv: {len(edges)} rows, as many as edges", len(written.edges))
    wrong = sum(plain(row["label"]) != written.nodes[row["id"]]["label"]
                or int(row["papers"]) != written.nodes[row["id"]]["papers"] for row in authors)
    check(wrong == 0, "authors.csv: labels and papers as in the nodes", f"{wrong} differ")
    wrong = sum(number(row["weight"]) != written.edges[pair(row["source"], row["target"])]["weight"] for row in edges)
    check(wrong == 0, "edges.csv: weights as in the edges", f"{wrong} differ")
    wrong = sum(len(row["paper_ids"].split(" ")) != int(row["papers"])
                or not papers.issuperset(row["paper_ids"].split(" ")) for row in edges)
    check(wrong == 0, "edges.csv: every edge names its kept papers", f"{wrong} do not")


def check_looks(written):
    """Sizes, places and colours on every node, in the range where Gephi rescales nothing."""
    names = written.names("node")
    sizes = [node["size"] for node in written.nodes.values() if "size" in node]
    check(all("label" in node and "color" in node for node in written.nodes.values()), "labels and colours on all nodes")
    check(len(sizes) == len(written.nodes) and all(4 <= s <= 100 for s in sizes), "sizes on all nodes, in 4...100",
          f"{len(sizes)} sizes")
    check(len(set(sizes)) < 2 or (min(sizes) == 4 and max(sizes) == 100), "the smallest size is 4 and the largest 100",
          f"{min(sizes, default=None)} to {max(sizes, default=None)}")
    check("x" not in names or all(abs(node["x"]) <= 5000 and abs(node["y"]) <= 5000
                                  for node in written.nodes.values()), "positions within 5000")
    check(all(edge["weight"] > 0 for edge in written.edges.values()), "weights above 0")


def main(folder):
    for library in ("igraph", "networkx"):
        try:
            __import__(library)
        except ImportError as problem:
            print(f"skipped: {problem}")
            return 77
    for name in ("coauthors.graphml", "author-topics.graphml"):
        path = os.path.join(folder, name)
        print(f"# {name}")
        written = Written(path)
        check_looks(written)
        check_igraph(path, written)
        check_networkx(path, written)
        if name == "coauthors.graphml":
            check_tables(folder, written)
    print("all hold" if failures == 0 else f"{failures} failed")
    return failures != 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
