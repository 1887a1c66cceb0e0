"""One network: its arrays, its measures, and the same as igraph or NetworkX have it."""

from __future__ import annotations

import os
from typing import Any, Iterable, Optional, Union

import numpy as np
import pandas as pd

from ._library import NULL, Progress, Surroundings, array, ffi, lib, new, text


class Network:
    """An undirected network without loops or repeated edges.

    ``n`` vertices and ``m`` edges; ``source``, ``target``, ``weight``, ``papers`` are NumPy arrays of m entries that
    share the library's memory, edges in the order of (source, target). ``vertices`` is a table with a row for each vertex
    (index 0 to n-1): id, label, kind, and every measure that was computed.
    """

    def __init__(self, graph: Any, owner: Any, vertices: pd.DataFrame, analysis: Any = NULL,
                 incidence: Any = NULL) -> None:
        self._graph, self._owner, self._analysis, self._incidence = graph, owner, analysis, incidence
        self.n: int = graph.n
        self.m: int = graph.m
        self.source = array(getattr(graph, "from"), self.m)
        self.target = array(graph.to, self.m)
        self.weight = array(graph.weight, self.m)
        self.papers = array(graph.papers, self.m)
        self.vertices = vertices
        if analysis != NULL:
            self._take_columns(analysis, self.vertices)

    def __repr__(self) -> str:
        return f"<coterie.Network: {self.n:,} vertices, {self.m:,} edges>"

    @property
    def bipartite(self) -> bool:
        """Are these authors and topics (and not co-authors)?"""
        return self._graph.kind == lib.COT_AUTHOR_TOPIC

    @property
    def edges(self) -> pd.DataFrame:
        """A row for each edge: source, target, weight, papers, first_year, last_year."""
        table = pd.DataFrame({"source": self.source, "target": self.target, "weight": self.weight, "papers": self.papers})
        for name in ("first_year", "last_year"):
            years = pd.Series(array(getattr(self._graph, name), self.m)).astype("Int16")
            table[name] = years.where(years != -(2**15))
        return table

    @property
    def figures(self) -> pd.DataFrame:
        """Numbers about the whole network (index: name): title, value, unit, note."""
        return figures_of(self._analysis)

    def _column(self, column: Any) -> np.ndarray:
        values = column.ints if column.type == lib.COT_INT else column.reals
        return array(values, self.n)

    def _take_columns(self, analysis: Any, table: pd.DataFrame) -> None:
        for i in range(analysis.n_columns):
            column = analysis.columns[i]
            table[text(column.measure.name)] = self._column(column)
        if analysis.community < analysis.n_columns:
            table["community"] = self._column(analysis.columns[analysis.community])

    def analyze(self, measures: Union[str, Iterable[str]] = "auto", *, communities: Optional[str] = None,
                resolution: float = 1.0, cpm_resolution: float = 0.0, exact: bool = False, budget: float = 60.0,
                epsilon: float = 0.0, pivots: int = 2048, threads: int = 0, seed: int = 1,
                progress: Optional[Progress] = None) -> pd.DataFrame:
        """Computes measures (``coterie.measures()`` lists them) and gives a table with one row for each vertex.

        ``communities`` is the method whose partition becomes the column ``community`` ("none" for none). What was
        sampled, and how sure that is, stands in the table's ``attrs["notes"]``, the figures of the whole network in
        ``attrs["figures"]``. The same result for any number of threads.
        """
        asked = measures if isinstance(measures, str) else ",".join(measures) or "none"
        names = [ffi.new("char[]", name.encode()) if name else NULL for name in (asked, communities)]
        params = new("cot_analyze_params_t", measures=names[0], communities=names[1], resolution=resolution,
                     cpm_resolution=cpm_resolution, exact=exact, budget=budget, epsilon=epsilon, pivots=pivots,
                     incidence=self._incidence)
        out = ffi.new("cot_analysis_t **")
        Surroundings(threads, seed, progress).call(lib.cot_analyze, out, self._graph, params)
        analysis = ffi.gc(out[0], lib.cot_analysis_free)
        base = [name for name in ("id", "label", "kind") if name in self.vertices]
        table = self.vertices[base].copy()
        self._take_columns(analysis, table)
        for name in table.columns.difference(base):
            table[name] = table[name].to_numpy(copy=True)  # the analysis ends with this call
        table.attrs["notes"] = {text(c.measure.name): text(c.note)
                                for c in (analysis.columns[i] for i in range(analysis.n_columns)) if text(c.note)}
        table.attrs["figures"] = figures_of(analysis).to_dict("index")
        return table

    def to_igraph(self) -> Any:
        """The network as igraph.Graph, with the columns of ``vertices`` and the edges' weight and papers."""
        import igraph

        graph = igraph.Graph(n=self.n, edges=np.column_stack((self.source, self.target)).tolist())
        for name in self.vertices.columns:
            graph.vs[name] = self.vertices[name].tolist()
        graph.es["weight"] = self.weight.tolist()
        graph.es["papers"] = self.papers.tolist()
        return graph

    def to_networkx(self) -> Any:
        """The network as networkx.Graph; nodes are 0 to n-1 with the columns of ``vertices``."""
        import networkx

        graph: Any = networkx.Graph()
        graph.add_nodes_from(self.vertices.to_dict("index").items())
        graph.add_edges_from(
            (u, v, {"weight": w, "papers": p})
            for u, v, w, p in zip(self.source.tolist(), self.target.tolist(), self.weight.tolist(), self.papers.tolist()))
        return graph

    def to_scipy(self) -> Any:
        """The weighted adjacency matrix, scipy.sparse.csr_matrix, symmetric."""
        from scipy.sparse import coo_matrix

        half = coo_matrix((self.weight, (self.source, self.target)), shape=(self.n, self.n)).tocsr()
        return half + half.T


def figures_of(analysis: Any) -> pd.DataFrame:
    found = []
    for i in range(analysis.n_figures if analysis != NULL else 0):
        figure = analysis.figures[i]
        value = figure.integer if figure.type == lib.COT_INT else figure.real
        found.append((text(figure.name), text(figure.title), value, text(figure.unit), text(figure.note)))
    return pd.DataFrame(found, columns=["name", "title", "value", "unit", "note"]).set_index("name")


def read_network(path: "Union[str, os.PathLike[str]]", *, format: Optional[str] = None, weight: Optional[str] = None,
                 strict: bool = False, threads: int = 0, progress: Optional[Progress] = None) -> Network:
    """A network from a file that another program wrote: GraphML, or an edge list (text or CSV), plain or packed."""
    names = [ffi.new("char[]", name.encode()) if name else NULL for name in (format, weight)]
    params = new("cot_load_params_t", format=names[0], weight=names[1], strict=strict)
    out = ffi.new("cot_network_file_t **")
    place = ffi.new("char[]", os.fsencode(path))
    Surroundings(threads, 1, progress).call(lib.cot_network_read, out, place, params)
    file = ffi.gc(out[0], lib.cot_network_file_free)
    n = file.graph.n
    vertices = pd.DataFrame({"id": [text(file.ids[v]) for v in range(n)], "label": [text(file.labels[v]) for v in range(n)]})
    return Network(file.graph, file, vertices)
