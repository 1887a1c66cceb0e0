"""igraph through its Python interface: serial. The answers of the others are compared with its.
SPDX-License-Identifier: GPL-3.0-or-later"""
import igraph
import numpy

ENGINE = "igraph"
VERSION = f"{igraph.__version__}, PyPI"
PARALLEL = ()  # kernels that use threads
igraph.set_random_number_generator(None)  # its own generator: calling Python's would cost it time


def set_threads(count):
    return count == 1


def load(n, pairs):
    return igraph.Graph(n=n, edges=pairs)


def load_papers(n_authors, papers):
    slots = [(a, n_authors + p) for p, row in enumerate(papers) for a in row]
    return igraph.Graph.Bipartite([0] * n_authors + [1] * len(papers), slots)


def components(g):
    return g.connected_components(mode="weak").membership


def betweenness(g, sources=None):
    if sources is None:
        return g.betweenness(directed=False)
    # With sources it counts each ordered pair (source, target) once; the sum is over unordered pairs.
    return numpy.array(g.betweenness(directed=False, sources=sources)) * (g.vcount() / len(sources))


def projection(g):
    return g.bipartite_projection(multiplicity=True, which=0)


def projection_answer(p):
    pairs = numpy.array(p.get_edgelist())
    return numpy.column_stack([pairs.min(axis=1), pairs.max(axis=1), p.es["weight"]])


def leiden(g, passes):
    return g.community_leiden(objective_function="modularity", n_iterations=passes).membership


KERNELS = {
    "components": components,
    "cores": lambda g: g.coreness(),
    "clustering": lambda g: g.transitivity_local_undirected(mode="nan"),
    "pagerank": lambda g: g.pagerank(directed=False, damping=0.85, implementation="prpack"),
    "betweenness-256": betweenness,
    "betweenness": betweenness,
    "harmonic": lambda g, sources=None: g.harmonic_centrality(vertices=sources, normalized=True),
    "closeness": lambda g, sources=None: g.closeness(vertices=sources, normalized=True),
    "constraint": lambda g: g.constraint(),
    "louvain": lambda g, seed: g.community_multilevel().membership,
    "leiden-1": lambda g, seed: leiden(g, 1),
    "leiden-2": lambda g, seed: leiden(g, 2),
    "leiden-3": lambda g, seed: leiden(g, 3),
    "projection": projection,
    "graphml-read": igraph.Graph.Read_GraphML,
    "graphml-write": lambda g, path: g.write_graphml(path),
}
ANSWERS = {"projection": projection_answer}
