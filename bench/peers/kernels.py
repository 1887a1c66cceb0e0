"""The kernels of the table of peers: name, title, and how answers are compared. Used by measure.py and bench/table.py.

A kernel's answer is an array of doubles, one per vertex (of a projection: from, to, weight of every edge), NaN where it
is not defined or was not computed. How two answers are compared:

real       largest |a - b| / max(|b|, mean |b|) is at most 1e-9
single     the same, at most 1e-6
equal      all the same
partition  the same groups under whatever numbers
l1         sum of |a - b| is at most 2e-9: both iterate to 1e-10 with damping 0.85, so each is within 1e-10 / 0.15
total      estimates from k different random sources: the sums over all vertices differ by at most 3 / sqrt(k). Where both
           started from the same sources it is "real"
network    the same edges and weights
quality    nothing to compare: the modularity of each is in the table
count      only one number is there (a total of triangles, a number of components): the same
SPDX-License-Identifier: GPL-3.0-or-later
"""
KERNELS = {
    # name: (title, comparison)
    "prepare": ("preparation, once", "none"),
    "components": ("connected components", "partition"),
    "cores": ("core numbers", "equal"),
    "clustering": ("local clustering", "real"),
    "pagerank": ("PageRank", "l1"),
    "betweenness-256": ("betweenness, 256 sources", "total"),
    "betweenness": ("betweenness, exact", "real"),
    "betweenness-float": ("betweenness, exact, single precision", "single"),
    "harmonic": ("harmonic closeness, exact", "real"),
    "closeness": ("closeness and all distances, exact", "real"),
    "truss": ("truss", "equal"),
    "constraint": ("constraint", "real"),
    "louvain": ("Louvain", "quality"),
    "leiden-1": ("Leiden, 1 pass", "quality"),
    "leiden-2": ("Leiden, 2 passes", "quality"),
    "leiden-3": ("Leiden, 3 passes", "quality"),
    "projection": ("projection", "network"),
    "graphml-write": ("GraphML, written", "none"),
    "graphml-read": ("GraphML, read", "none"),
}
# These walk from every vertex: an engine that can start from some of them is extrapolated where all take too long.
WALKS = ("betweenness", "harmonic", "closeness")
# What is compared with another kernel's answer.
COMPARED_WITH = {"betweenness-float": "betweenness"}
SEEDED = ("louvain", "leiden-1", "leiden-2", "leiden-3")
# What a kernel is computed from; all others take the list of edges.
FROM_PAPERS = ("projection",)
FROM_GRAPHML = ("graphml-write", "graphml-read")
