#!/usr/bin/env python3
"""`coterie analyze` reads what NetworkX and python-igraph write, and finds their degrees, strengths and core numbers.

    check_analyze.py PROGRAM FOLDER_OF_A_RUN

GraphML of both, with names that need escaping and weights that need all digits, from a random graph and from the
co-author network of a run; edge lists of both. Skipped (77) where neither library can be had.
SPDX-License-Identifier: GPL-3.0-or-later
"""
import csv
import pathlib
import random
import subprocess
import sys
import tempfile

SKIP = 77
try:
    import networkx
except ImportError:
    networkx = None
try:
    import igraph
except ImportError:
    igraph = None


def analyzed(program, path):
    done = subprocess.run([program, "analyze", path, "-q", "--threads", "2", "--measures", "degree,strength,core",
                           "--communities", "none"], stdout=subprocess.PIPE, check=True, text=True)
    return list(csv.DictReader(done.stdout.splitlines()))


def compare(rows, names, degree, strength, core, what):
    assert len(rows) == len(names), f"{what}: {len(rows)} vertices, {len(names)} expected"
    found = {row["label"].lstrip("'"): row for row in rows}
    for i, name in enumerate(names):
        row = found[name]
        assert int(row["degree"]) == degree[i], f"{what}: degree of {name}"
        assert int(row["core"]) == core[i], f"{what}: core of {name}"
        assert abs(float(row["strength"]) - strength[i]) <= 1e-12 * strength[i], f"{what}: strength of {name}"
    print(f"{what}: {len(rows)} vertices agree")


def of_networkx(program, graph, folder, what):
    core = networkx.core_number(graph)
    nodes = list(graph)
    expected = (nodes, [graph.degree(v) for v in nodes], [graph.degree(v, "weight") for v in nodes],
                [core[v] for v in nodes])
    path = folder / "networkx.graphml"
    networkx.write_graphml(graph, path)
    compare(analyzed(program, path), *expected, f"NetworkX, {what}, GraphML")
    networkx.write_weighted_edgelist(networkx.convert_node_labels_to_integers(graph), folder / "list.txt")
    rows = analyzed(program, folder / "list.txt")
    assert sum(int(row["degree"]) for row in rows) == 2 * graph.number_of_edges()


def of_igraph(program, graph, folder, what):
    expected = (graph.vs["name"], graph.degree(), graph.strength(weights="weight"), graph.coreness())
    path = folder / "igraph.graphml"
    graph.write_graphml(str(path))
    compare(analyzed(program, path), *expected, f"igraph, {what}, GraphML")


def random_graph(seed):
    rng = random.Random(seed)
    names = [f"n\u00f6de {i} <&\"'> \U0001F600" for i in range(300)]
    edges = {}
    for _ in range(1500):
        u, v = rng.sample(range(300), 2)
        edges[min(u, v), max(u, v)] = rng.random() + 1e-9
    return names, edges


def bare(graph):
    """The nodes without attributes, so that their ids are their labels."""
    copy = networkx.Graph()
    copy.add_nodes_from(graph.nodes)
    copy.add_weighted_edges_from(graph.edges(data="weight"))
    return copy


def main():
    program, run = sys.argv[1], pathlib.Path(sys.argv[2])
    if not networkx and not igraph:
        print("skipped: neither NetworkX nor python-igraph can be imported")
        return SKIP
    with tempfile.TemporaryDirectory() as top:
        folder = pathlib.Path(top)
        names, edges = random_graph(1)
        if networkx:
            graph = networkx.Graph()
            graph.add_nodes_from(names)
            graph.add_weighted_edges_from((names[u], names[v], w) for (u, v), w in edges.items())
            of_networkx(program, graph, folder, "random")
            graph = networkx.read_graphml(run / "coauthors.graphml")
            of_networkx(program, bare(graph), folder, "co-authors")
        if igraph:
            graph = igraph.Graph(n=300, edges=list(edges))
            graph.vs["name"] = names
            graph.es["weight"] = list(edges.values())
            of_igraph(program, graph, folder, "random")
    return 0


if __name__ == "__main__":
    sys.exit(main())
