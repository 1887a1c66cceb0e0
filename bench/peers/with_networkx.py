"""NetworkX: Python, serial.
SPDX-License-Identifier: GPL-3.0-or-later"""
import networkx
import numpy

ENGINE = "NetworkX"
VERSION = f"{networkx.__version__}, PyPI"
PARALLEL = ()


def set_threads(count):
    return count == 1


def load(n, pairs):
    g = networkx.Graph()
    g.add_nodes_from(range(n))
    g.add_edges_from(pairs.tolist())
    return g


def load_papers(n_authors, papers):
    g = networkx.Graph()
    g.add_nodes_from(range(n_authors))
    g.add_edges_from((a, n_authors + p) for p, row in enumerate(papers) for a in row)
    return g, range(n_authors)


def values(of_vertex):
    return numpy.array([of_vertex[v] for v in range(len(of_vertex))], dtype=float)


def labels(groups):
    label = {v: i for i, group in enumerate(groups) for v in group}
    return [label[v] for v in range(len(label))]


def betweenness(g, sources=None):
    if sources is None:
        return networkx.betweenness_centrality(g, normalized=False)
    part = networkx.betweenness_centrality_subset(g, sources=sources, targets=list(g), normalized=False)
    return {v: b * len(g) / len(sources) for v, b in part.items()}


def harmonic(g, sources=None):
    value = networkx.harmonic_centrality(g, nbunch=sources)
    return {v: value[v] / (len(g) - 1) for v in (g if sources is None else sources)}


def projection_answer(p):
    return numpy.array([(min(u, v), max(u, v), w) for u, v, w in p.edges(data="weight")], dtype=float)


KERNELS = {
    "components": lambda g: labels(networkx.connected_components(g)),
    "cores": networkx.core_number,
    "clustering": networkx.clustering,
    "pagerank": lambda g: networkx.pagerank(g, alpha=0.85, tol=1e-10 / len(g), max_iter=1000),
    "betweenness-256": betweenness,
    "betweenness": betweenness,
    "harmonic": harmonic,
    "constraint": networkx.constraint,
    "louvain": lambda g, seed: labels(networkx.community.louvain_communities(g, seed=seed)),
    "projection": lambda two: networkx.bipartite.weighted_projected_graph(*two),
    "graphml-read": networkx.read_graphml,
    "graphml-write": lambda g, path: networkx.write_graphml(g, path),
}
ANSWERS = {name: values for name in ("cores", "clustering", "pagerank", "betweenness-256", "betweenness", "constraint")}
ANSWERS["harmonic"] = lambda part: list(part.values())
ANSWERS["projection"] = projection_answer
