"""NetworKit: parallel with OpenMP.
SPDX-License-Identifier: GPL-3.0-or-later"""
import networkit
import numpy

ENGINE = "NetworKit"
VERSION = f"{networkit.__version__}, PyPI"
PARALLEL = ("components", "cores", "clustering", "pagerank", "betweenness-256", "betweenness", "harmonic", "closeness",
            "louvain", "leiden-1", "leiden-2", "leiden-3")
LOADED = []


def set_threads(count):
    networkit.setNumberOfThreads(count)
    return True


def load(n, pairs):
    ends = tuple(numpy.ascontiguousarray(pairs[:, i].astype(numpy.uint64)) for i in (0, 1))
    graph = networkit.GraphFromCoo(ends, n=n, weighted=False, directed=False)
    graph.sortEdges()  # as its documentation advises
    LOADED.append(graph)
    return graph


def ran(algorithm):
    algorithm.run()
    return algorithm


def pagerank(g):
    algorithm = networkit.centrality.PageRank(g, 0.85, 1e-10,
                                              distributeSinks=networkit.centrality.SinkHandling.DistributeSinks)
    algorithm.norm = networkit.centrality.Norm.L1_NORM
    return ran(algorithm).scores()


def betweenness(g, sources=None):
    """Its estimate takes a number of sources and picks them itself."""
    if sources is None:
        return numpy.array(ran(networkit.centrality.Betweenness(g)).scores()) / 2
    return numpy.array(ran(networkit.centrality.EstimateBetweenness(g, len(sources), False, True)).scores()) / 2


def harmonic(g):
    return ran(networkit.centrality.HarmonicCloseness(g, normalized=True)).scores()


def closeness(g):
    variant = networkit.centrality.ClosenessVariant.GENERALIZED
    return ran(networkit.centrality.Closeness(g, True, variant)).scores()


def closeness_answer(values):
    """Its value is igraph's times the share of the vertices that can be reached."""
    components = ran(networkit.components.ConnectedComponents(LOADED[-1]))
    sizes, of = components.getComponentSizes(), components.getPartition().getVector()
    reached = numpy.array([sizes[c] - 1 for c in of], dtype=float)
    return numpy.array(values) * (len(of) - 1) / numpy.where(reached > 0, reached, numpy.nan)


def walk_from(g, sources):
    """A lower bound for what cannot be done from some vertices only: plain searches, serial."""
    for v in sources:
        networkit.distance.BFS(g, v, False).run()


def partition(algorithm):
    return ran(algorithm).getPartition().getVector()


def seeded(seed):
    networkit.setSeed(seed, True)


def louvain(g, seed):
    seeded(seed)
    return partition(networkit.community.PLM(g, refine=False))


def leiden(g, seed, passes):
    seeded(seed)
    return partition(networkit.community.ParallelLeiden(g, True, passes))


KERNELS = {
    "components": lambda g: partition(networkit.components.ParallelConnectedComponents(g)),
    "cores": lambda g: ran(networkit.centrality.CoreDecomposition(g)).scores(),
    "clustering": lambda g: ran(networkit.centrality.LocalClusteringCoefficient(g, True)).scores(),
    "pagerank": pagerank,
    "betweenness-256": betweenness,
    "betweenness": betweenness,
    "harmonic": harmonic,
    "closeness": closeness,
    "louvain": louvain,
    "leiden-1": lambda g, seed: leiden(g, seed, 1),
    "leiden-2": lambda g, seed: leiden(g, seed, 2),
    "leiden-3": lambda g, seed: leiden(g, seed, 3),
}
ANSWERS = {"closeness": closeness_answer}
OWN_SOURCES = True
WHOLE_ONLY = {"harmonic": 5, "closeness": 1}  # kernels that cannot start from some vertices: searches each takes
