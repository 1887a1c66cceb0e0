"""graph-tool, as Debian packages it: parallel with OpenMP where it says so.
SPDX-License-Identifier: GPL-3.0-or-later"""
import warnings

warnings.simplefilter("ignore")  # it misses Cairo, which only drawing needs
import graph_tool  # noqa: E402
from graph_tool import centrality, clustering, topology  # noqa: E402
import numpy  # noqa: E402

ENGINE = "graph-tool"
VERSION = f"{graph_tool.__version__.split()[0]}, Debian"
PARALLEL = ("clustering", "pagerank", "betweenness-256", "betweenness", "harmonic")


def set_threads(count):
    graph_tool.openmp_set_num_threads(count)
    return True


def load(n, pairs):
    g = graph_tool.Graph(directed=False)
    g.add_vertex(n)
    g.add_edge_list(pairs)
    return g


def betweenness(g, sources=None):
    values = centrality.betweenness(g, pivots=sources, norm=False)[0].a
    return numpy.array(values) * (1.0 if sources is None else g.num_vertices() / len(sources))


def walk_from(g, sources):
    """From one vertex at a time it is serial: no ground for extrapolating what is parallel."""
    for v in sources:
        centrality.closeness(g, source=g.vertex(v), harmonic=True)


KERNELS = {
    "components": lambda g: topology.label_components(g)[0].a,
    "cores": lambda g: topology.kcore_decomposition(g).a,
    "clustering": lambda g: clustering.local_clustering(g).a,
    "pagerank": lambda g: centrality.pagerank(g, damping=0.85, epsilon=1e-10).a,
    "betweenness-256": betweenness,
    "betweenness": betweenness,
    "harmonic": lambda g: centrality.closeness(g, harmonic=True, norm=True).a,
    "graphml-read": lambda path: graph_tool.load_graph(path, fmt="graphml"),
    "graphml-write": lambda g, path: g.save(path, fmt="graphml"),
}
ANSWERS = {}
WHOLE_ONLY = {"harmonic": 1}
