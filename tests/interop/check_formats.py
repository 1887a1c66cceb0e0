#!/usr/bin/env python3
"""What other programs make of the formats beside GraphML.

    check_formats.py FOLDER     the folder that `coterie run --formats all` wrote

Each file is read by NetworkX, python-igraph, Graphviz or Python's own JSON, and compared with the GraphML file of the
same network: vertices, edges, weights, labels and every attribute that the format can hold. VOSviewer's files are
held against what its manual allows. Prints a line per check; exit 0 when all hold, 1 when not, 77 when a library is
missing. SPDX-License-Identifier: GPL-3.0-or-later
"""
import collections
import csv
import io
import json
import math
import re
import shutil
import subprocess
import sys

import check_graphml as base
from check_graphml import Written, check, pair

LOOKS = {"label", "x", "y", "size", "color", "paper_ids"}


def close(a, b):
    if isinstance(b, str) or isinstance(a, str):
        return a == b
    return math.isclose(float(a), float(b), rel_tol=1e-12, abs_tol=1e-12)


def same_values(read, wanted, rename=lambda name: name):
    """None when all wanted attributes are there with their values, else the first that is not."""
    for name, value in wanted.items():
        if name in LOOKS or value is None or isinstance(value, float) and not math.isfinite(value):
            continue
        if rename(name) not in read or not close(read[rename(name)], value):
            return name, value, read.get(rename(name))
    return None


def compare(what, written, nodes, edges, rename=lambda name: name, texts=True):
    """nodes: id -> attributes, edges: pair of ids -> attributes, as another program read them."""
    check(set(nodes) == set(written.nodes), f"{what}: the same vertices", f"{len(nodes)}, not {len(written.nodes)}")
    check(set(edges) == set(written.edges), f"{what}: the same edges", f"{len(edges)}, not {len(written.edges)}")
    if texts:
        wrong = [i for i in nodes if nodes[i].get("label") != written.nodes.get(i, {}).get("label")]
        check(not wrong, f"{what}: labels", wrong[:3])
    wrong = [found for i in nodes if (found := same_values(nodes[i], written.nodes.get(i, {}), rename))]
    check(not wrong, f"{what}: attributes of vertices", wrong[:3])
    wrong = [found for e in edges if (found := same_values(edges[e], written.edges.get(e, {}), rename))]
    check(not wrong, f"{what}: weights, papers and years of edges", wrong[:3])


def of_networkx(graph, id_of=lambda node, data: node):
    ids = {node: id_of(node, data) for node, data in graph.nodes(data=True)}
    return ({ids[node]: data for node, data in graph.nodes(data=True)},
            {pair(ids[u], ids[v]): data for u, v, data in graph.edges(data=True)})


def gml_name(name):
    return re.sub(r"[^A-Za-z0-9]+(.)", lambda match: match.group(1).upper(), name)


def check_gexf(folder, name, written, nx):
    text = open(f"{folder}/{name}.gexf", encoding="utf-8").read()
    check('xmlns="http://gexf.net/1.3"' in text and 'version="1.3"' in text, f"{name}.gexf: version 1.3")
    if nx.__version__ < "3":  # it knows 1.1 and 1.2 only, in which a static network is written in the same words
        text = text.replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft").replace('version="1.3"', 'version="1.2"')
    graph = nx.read_gexf(io.BytesIO(text.encode()))
    nodes, edges = of_networkx(graph)
    compare(f"{name}.gexf (NetworkX)", written, nodes, edges)
    wrong = [i for i, data in nodes.items() if "x" in written.nodes[i] and
             not close(data["viz"]["position"]["x"], written.nodes[i]["x"])]
    check(not wrong, f"{name}.gexf: places", wrong[:3])


def check_gml(folder, name, written, nx, igraph):
    graph = nx.read_gml(f"{folder}/{name}.gml", label="id")
    nodes, edges = of_networkx(graph, lambda node, data: data["name"])
    compare(f"{name}.gml (NetworkX)", written, nodes, edges, gml_name)
    graph = igraph.Graph.Read_GML(f"{folder}/{name}.gml")
    total = sum(data["weight"] for data in written.edges.values())
    check((graph.vcount(), graph.ecount()) == (len(written.nodes), len(written.edges)) and
          (not written.edges or math.isclose(sum(graph.es["weight"]), total)) and not graph.is_directed(),
          f"{name}.gml (igraph): vertices, edges, sum of weights")


def check_pajek(folder, name, written, igraph):
    graph = igraph.Graph.Read_Pajek(f"{folder}/{name}.net")
    order = list(written.nodes)
    edges = {pair(order[e.source], order[e.target]): e["weight"] for e in graph.es}
    check(graph.vcount() == len(order) and set(edges) == set(written.edges) and
          all(close(edges[e], written.edges[e]["weight"]) for e in edges), f"{name}.net (igraph): edges and weights")
    labels = [written.nodes[i]["label"].replace('"', "'") for i in order]
    check(not order or graph.vs["id"] == labels, f"{name}.net (igraph): labels")
    project = open(f"{folder}/{name}.paj", encoding="utf-8").read()
    network, *parts = re.split(r"\n\*(?=Partition|Vector)", project)
    check(network.split("\n", 1)[1].strip() == open(f"{folder}/{name}.net", encoding="utf-8").read().strip(),
          f"{name}.paj: the network is that of {name}.net")
    for part in parts:
        head, size, *values = part.strip().split("\n")
        attribute = head.split()[1]
        wrong = [(i, value) for i, value in zip(order, values)
                 if not close(value if value == "999999998" else float(value),
                              written.nodes[i].get(attribute, "999999998"))]
        check(size == f"*Vertices {len(order)}" and len(values) == len(order) and not wrong,
              f"{name}.paj: {head}", wrong[:3])


def check_json(folder, name, written, nx):
    graph = nx.node_link_graph(json.load(open(f"{folder}/{name}.json", encoding="utf-8")))
    compare(f"{name}.json (NetworkX)", written, *of_networkx(graph))
    graph = nx.cytoscape_graph(json.load(open(f"{folder}/{name}.cyjs", encoding="utf-8")))
    nodes, edges = of_networkx(graph)
    compare(f"{name}.cyjs (NetworkX)", written, {i: data | {"label": data["name"]} for i, data in nodes.items()}, edges)
    dump = json.load(open(f"{folder}/{name}.graphology.json", encoding="utf-8"))
    check(dump["options"] == {"type": "undirected", "multi": False, "allowSelfLoops": False},
          f"{name}.graphology.json: options")
    compare(f"{name}.graphology.json", written, {node["key"]: node["attributes"] for node in dump["nodes"]},
            {pair(e["source"], e["target"]): e["attributes"] for e in dump["edges"]})


def check_dot(folder, name, written):
    path = f"{folder}/{name}.dot"
    if not shutil.which("dot"):
        print(f"skipped  {name}.dot: Graphviz is not here")
        return
    canonical = subprocess.run(["dot", "-Tdot_json", "-Kneato", "-n2", path], capture_output=True, text=True, timeout=600)
    graph = json.loads(canonical.stdout) if canonical.returncode == 0 else {}
    objects = graph.get("objects", [])
    compare(f"{name}.dot (Graphviz)", written,
            {o["name"]: typed(o, written.nodes[o["name"]]) for o in objects},
            {pair(objects[e["tail"]]["name"], objects[e["head"]]["name"]):
             typed(e, {"weight": 0.0, "papers": 0, "first_year": 0, "last_year": 0}) for e in graph.get("edges", [])})


def typed(values, like):
    return {name: float(value) if name in like and not isinstance(like[name], str) and value != "" else value
            for name, value in values.items() if isinstance(value, str)}


def check_vosviewer(folder, name, written):
    order = list(written.nodes)
    data = json.load(open(f"{folder}/{name}.vosviewer.json", encoding="utf-8"))
    items, links = data["network"]["items"], data["network"]["links"]
    degree, strength = collections.Counter(), collections.Counter()
    for (u, v), edge in written.edges.items():
        for i in (u, v):
            degree[i] += 1
            strength[i] += edge["weight"]
    wrong = [item for item, i in zip(items, order) if
             item["label"] != written.nodes[i]["label"] or item["weights"]["Documents"] != written.nodes[i]["papers"] or
             item["weights"]["Links"] != degree[i] or
             not close(item["weights"]["Total link strength"], strength[i]) or
             item.get("cluster", 0) != (c + 1 if (c := written.nodes[i].get("community", -1)) < 1000 else 0)]
    check([item["id"] for item in items] == list(range(1, len(order) + 1)) and not wrong,
          f"{name}.vosviewer.json: items", wrong[:2])
    edges = {pair(order[e["source_id"] - 1], order[e["target_id"] - 1]): e["strength"] for e in links}
    check(len(edges) == len(links) and set(edges) == set(written.edges) and
          all(close(edges[e], written.edges[e]["weight"]) for e in edges), f"{name}.vosviewer.json: links")
    check(all(item["weights"].keys() == {"Documents", "Links", "Total link strength"} and
              all(value >= 0 for value in item["weights"].values()) for item in items), f"{name}.vosviewer.json: weights")
    rows = list(csv.reader(open(f"{folder}/{name}-vosviewer-map.txt", encoding="utf-8", newline=""), delimiter="\t"))
    check(len(rows) == len(items) + 1 and all(len(row) == len(rows[0]) for row in rows) and
          all(int(row[0]) == item["id"] and row[1] == item["label"] for row, item in zip(rows[1:], items)),
          f"{name}-vosviewer-map.txt: the same items")
    lines = [line.split("\t") for line in open(f"{folder}/{name}-vosviewer-network.txt", encoding="utf-8")]
    check([(int(a), int(b), float(w)) for a, b, w in lines] ==
          [(e["source_id"], e["target_id"], e["strength"]) for e in links], f"{name}-vosviewer-network.txt: the same links")


def main():
    try:
        import igraph
        import networkx as nx
    except ImportError as missing:
        print(f"skipped: {missing}")
        return 77
    folder = sys.argv[1]
    for name in ("coauthors", "author-topics"):
        written = Written(f"{folder}/{name}.graphml")
        check_gexf(folder, name, written, nx)
        check_gml(folder, name, written, nx, igraph)
        check_pajek(folder, name, written, igraph)
        check_json(folder, name, written, nx)
        check_dot(folder, name, written)
        check_vosviewer(folder, name, written)
    print(f"{base.failures} failures" if base.failures else "all hold")
    return 1 if base.failures else 0


if __name__ == "__main__":
    sys.exit(main())
