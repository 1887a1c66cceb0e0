"""A whole run: from records to networks, measures, communities, places, and the files of `coterie run`."""

from __future__ import annotations

import io
import json
import os
import re
from typing import Any, Dict, Iterable, List, Optional, Tuple, Union

import numpy as np
import pandas as pd

from ._library import NULL, Progress, Surroundings, array, call, ffi, lib, new, rows, text, written
from .corpus import Corpus, Paths, read
from .network import Network, figures_of

Years = Union[None, int, "Tuple[Optional[int], Optional[int]]"]

_NO_YEAR = -(2**15)


def _chosen(table: Any, name: str, what: str) -> Any:
    """The row of one of the library's tables that has this name."""
    found = rows(table)
    for row in found:
        if text(row.name) == name:
            return row
    raise ValueError(f'{what}: "{name}" is not allowed (allowed: {", ".join(text(row.name) for row in found)})')


def _of(name: str, what: str, *allowed: str) -> int:
    if name not in allowed:
        raise ValueError(f'{what}: "{name}" is not allowed (allowed: {", ".join(allowed)})')
    return allowed.index(name)


def _pair(years: Years) -> "Tuple[Optional[int], Optional[int]]":
    first, last = (years, years) if years is None or isinstance(years, int) else years
    if first is not None and last is not None and first > last:
        raise ValueError(f"years: {first} is after {last}")
    return first, last


def _shown(value: Any) -> str:
    """A value as the program writes it into manifest.json."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return next(short for short in (f"{value:.{digits}g}" for digits in (15, 16, 17)) if float(short) == value)
    return str(value)


def _quoted(word: str) -> str:
    """A word as a shell reads it."""
    return word if re.fullmatch(r"[\w\-./:,=+@%]+", word, re.A) else "'" + word.replace("'", "'\\''") + "'"


class Run:
    """Everything a run found. Made by `run`; tables are pandas, networks `Network`."""

    def __init__(self, corpus: Corpus, options: "Dict[str, Any]", around: Surroundings) -> None:
        self.corpus, self._options, self._around = corpus, options, around
        self._held: "List[Any]" = []  # what C structs point at
        self._filter = self._make_filter()
        self._incidence = self._own("cot_incidence_t", lib.cot_incidence_free, lambda out: call(
            lib.cot_incidence_build, out, corpus._handle, corpus._authors, self._filter))
        self._topics = self._own("cot_topics_t", lib.cot_topics_free, self._find_topics)
        counting = _chosen(lib.cot_countings, options["counting"], "counting").counting
        self._graphs = [
            self._own("cot_graph_t", lib.cot_graph_free, lambda out: around.call(
                lib.cot_graph_coauthor, out, self._incidence, counting)),
            self._own("cot_graph_t", lib.cot_graph_free, lambda out: around.call(
                lib.cot_graph_author_topic, out, self._incidence, self._topics, counting))]
        self._analyses = [self._own("cot_analysis_t", lib.cot_analysis_free, lambda out, g=g: self._analyze(g, out))
                          for g in self._graphs]
        self._results = self._gather([self._draw(i) for i in range(2)])

    def __repr__(self) -> str:
        return f"<coterie.Run: {len(self.corpus):,} papers, {self.coauthors.n:,} authors, {self.coauthors.m:,} edges>"

    def _own(self, kind: str, free: Any, make: Any) -> Any:
        out = ffi.new(f"{kind} **")
        make(out)
        return ffi.gc(out[0], free)

    def _text(self, value: str) -> Any:
        self._held.append(ffi.new("char[]", os.fsencode(value)))
        return self._held[-1]

    def _make_filter(self) -> Any:
        o = self._options
        first, last = _pair(o["years"])
        return new("cot_filter_t", first_year=_NO_YEAR if first is None else first,
                   last_year=_NO_YEAR if last is None else last, max_authors=o["max_authors"],
                   min_papers=o["min_papers"], drop_withdrawn=o["drop_withdrawn"],
                   groups_as_authors=_of(o["groups"], "groups", "drop", "keep") == 1)

    def _find_topics(self, out: Any) -> None:
        o = self._options
        kept = (array(self._incidence.left, self._incidence.n_corpus_papers) == lib.COT_KEPT).astype("u1")
        source = _of(o["topics"], "topics", "auto", "categories", "terms", "both")
        params = new("cot_topics_params_t", source=source, min_papers=o["min_topic_papers"], max_terms=o["max_terms"])
        self._around.call(lib.cot_topics_find, out, self.corpus._handle, ffi.from_buffer("uint8_t[]", kept), params)

    def _analyze(self, graph: Any, out: Any) -> None:
        o = self._options
        measures, communities = o["measures"], o["communities"]
        if measures not in ("auto", "all", "none"):
            known = [_chosen(lib.cot_measures, name, "measures") for name in measures.split(",")]
            measures = ",".join(text(row.name) for row in known if row.kinds & graph.kind) or "none"
        if communities not in ("auto", "none"):
            if not _chosen(lib.cot_measures, communities, "communities").kinds & graph.kind:
                communities = "auto"
        params = new("cot_analyze_params_t", measures=self._text(measures),
                     communities=NULL if communities == "auto" else self._text(communities), resolution=o["resolution"],
                     cpm_resolution=o["cpm_resolution"], exact=o["exact"], budget=o["budget"], epsilon=o["epsilon"],
                     pivots=o["pivots"], incidence=self._incidence)
        self._around.call(lib.cot_analyze, out, graph, params)

    def _papers_of_vertices(self, graph: Any) -> np.ndarray:
        of_authors = np.diff(array(self._incidence.author_off, graph.n_left + 1).astype("i8"))
        topics = array(graph.topic_of, graph.n - graph.n_left)
        of_topics = [lib.cot_topics_at(self._topics, int(t)).papers for t in topics]
        return np.concatenate([of_authors, np.asarray(of_topics, "i8")]).astype("f8")

    def _draw(self, which: int) -> Any:
        """A cot_network_t: the network, what was measured, and where everybody stands."""
        graph, analysis, o = self._graphs[which], self._analyses[which], self._options
        papers = self._papers_of_vertices(graph)
        x, y, size = (ffi.new("double[]", graph.n + 1) for _ in range(3))
        lib.cot_layout_sizes(ffi.from_buffer("double[]", papers), graph.n, size)
        method = _chosen(lib.cot_layouts, o["layout"], "layout").method
        if method == lib.COT_LAYOUT_AUTO:
            method = lib.cot_layout_auto(graph.n)
        placed = method != lib.COT_LAYOUT_NONE
        if placed:
            params = new("cot_layout_params_t", method=method, gravity=o["gravity"], linlog=o["linlog"])
            communities = (NULL if analysis.community >= analysis.n_columns else analysis.columns[analysis.community].ints)
            self._around.call(lib.cot_layout, graph, params, communities, size, x, y)
        network = ffi.new("cot_network_t *", {"graph": graph, "analysis": analysis, "x": x if placed else NULL,
                                              "y": y if placed else NULL, "size": size, "layout": method})
        self._held += [network, x, y, size]
        return network

    def _provenance(self) -> Any:
        values = {name: _shown(value) for name, value in self._given(self._options).items()}
        paths = self.corpus.paths
        options = ffi.new("cot_option_value_t[]", [
            (self._text(f"--{name}"), self._text(value)) for name, value in values.items()])
        arguments = ffi.new("char *[]", [self._text(path) for path in paths])
        self._held += [options, arguments]
        return ffi.new("cot_provenance_t *", {
            "command": self._text("run"), "arguments": arguments, "n_arguments": len(paths), "options": options,
            "n_options": len(values), "seed": self._around.env.seed, "line": self._text(self._line(values))})

    @staticmethod
    def _given(options: "Dict[str, Any]") -> "Dict[str, Any]":
        """The program's options, in its order."""
        first, last = _pair(options["years"])
        years = "" if options["years"] is None else f"{'' if first is None else first}:{'' if last is None else last}"
        names = ("format", "strict", "drop_withdrawn", "years", "identity", "groups", "min_papers", "max_authors", "topics",
                 "min_topic_papers", "max_terms", "counting", "measures", "communities", "resolution", "cpm_resolution",
                 "exact", "budget", "epsilon", "pivots", "layout", "gravity", "linlog")
        return {name.replace("_", "-"): {**options, "years": years}[name] for name in names}

    def _line(self, values: "Dict[str, str]") -> str:
        """The command that makes the same results, for a shell."""
        seed, words = int(self._around.env.seed), ["coterie", "run"]
        for name, usual in {**self._given(DEFAULTS), "seed": 1}.items():
            value = str(seed) if name == "seed" else values[name]
            if value != _shown(usual):
                words += [f"--{name}"] if isinstance(usual, bool) else [f"--{name}", _quoted(value)]
        dashed = any(path.startswith("-") and path != "-" for path in self.corpus.paths)
        return " ".join(words + ["-o", "results"] + ["--"] * dashed + [_quoted(path) for path in self.corpus.paths])

    def _gather(self, networks: "List[Any]") -> Any:
        provenance = self._provenance()
        results = ffi.new("cot_results_t *", {
            "corpus": self.corpus._handle, "read": self.corpus._report, "authors": self.corpus._authors,
            "topics": self._topics, "incidence": self._incidence, "filter": self._filter, "coauthor": networks[0][0],
            "author_topic": networks[1][0], "provenance": provenance})
        communities = self._own("cot_communities_t", lib.cot_communities_free,
                                lambda out: call(lib.cot_communities_describe, out, results))
        results.communities = communities
        self._held += [provenance, communities]
        return results

    # ---- what was found

    def _writers(self) -> "Dict[str, Any]":
        return {text(row.name): row for row in rows(lib.cot_exports) + rows(lib.cot_reports)}

    def text_of(self, name: str) -> bytes:
        """The bytes of one of the files of a run: "authors.csv", "coauthors.gexf", "report.md" …"""
        row = self._writers().get(name)
        if row is None:
            raise ValueError(f'"{name}" is no file of a run (allowed: {", ".join(self._writers())})')

        def write(stream: Any) -> None:
            lib.cot_out_env(stream, self._around.env)
            call(row.write, self._results, stream)
        return written(write)

    def table(self, name: str) -> pd.DataFrame:
        """One of the CSV files of a run as a table: "authors.csv", "edges.csv", "topics.csv", "communities.csv",
        "papers.csv", "name-audit.csv"."""
        as_text = {name: str for name in ("id", "version", "paper_ids", "author_ids", "doi", "orcid", "example")}
        return pd.read_csv(io.BytesIO(self.text_of(name)), dtype=as_text, keep_default_na=False,
                           na_values={}, low_memory=False).pipe(_numbers)

    @property
    def authors(self) -> pd.DataFrame:
        """A row for each author, in the order of the co-author network's vertices, with every measure."""
        return self.table("authors.csv")

    @property
    def topics(self) -> pd.DataFrame:
        return self.table("topics.csv")

    @property
    def communities(self) -> pd.DataFrame:
        return self.table("communities.csv")

    @property
    def papers(self) -> pd.DataFrame:
        """A row for each paper that was read, also those left out."""
        return self.table("papers.csv")

    @property
    def edges(self) -> pd.DataFrame:
        """A row for each pair of co-authors, with the ids of their papers."""
        return self.table("edges.csv")

    @property
    def figures(self) -> pd.DataFrame:
        """Numbers about the co-author network (index: name): title, value, unit, note."""
        return figures_of(self._analyses[0])

    @property
    def coauthors(self) -> Network:
        return Network(self._graphs[0], self, self.authors[["id", "label", "kind", "papers"]], self._analyses[0],
                       self._incidence)

    @property
    def author_topics(self) -> Network:
        graph = self._graphs[1]
        authors = self.authors[["id", "label", "kind", "papers"]]
        topics = [lib.cot_topics_at(self._topics, int(t)) for t in array(graph.topic_of, graph.n - graph.n_left)]
        numbers = array(graph.topic_of, graph.n - graph.n_left)
        more = pd.DataFrame([(f"t{number}", text(t.label), "topic", t.papers) for number, t in zip(numbers, topics)],
                            columns=authors.columns)
        return Network(graph, self, pd.concat([authors, more], ignore_index=True), self._analyses[1],
                       self._incidence)

    @property
    def positions(self) -> np.ndarray:
        """Where the co-authors stand on the map: an array of shape (n, 2); NaN with layout="none"."""
        network, n = self._results.coauthor, self._graphs[0].n
        if network.x == NULL:
            return np.full((n, 2), np.nan)
        return np.column_stack([array(ffi.cast("double *", axis), n) for axis in (network.x, network.y)])

    @property
    def summary(self) -> "Dict[str, Any]":
        """summary.json: every figure of the report."""
        return json.loads(self.text_of("summary.json"))

    @property
    def report(self) -> str:
        """report.md."""
        return self.text_of("report.md").decode("utf-8")

    def write(self, folder: "Union[str, os.PathLike[str]]", formats: "Iterable[str]" = ()) -> "List[str]":
        """Writes the files of `coterie run` into the folder, all or none, and gives their names. They are the same bytes
        as the program writes for the same inputs and options. ``formats``: also both networks as "gexf", "pajek" …"""
        wanted, known = set(formats), {text(r.format) for r in rows(lib.cot_exports) if r.format != NULL}
        for name in sorted(wanted - known):
            raise ValueError(f'formats: "{name}" is not allowed (allowed: {", ".join(sorted(known))})')
        chosen = [r for r in rows(lib.cot_exports) if r.format == NULL or text(r.format) in wanted]
        out = ffi.new("cot_outputs_t **")
        call(lib.cot_outputs_open, out, os.fsencode(folder))
        files = ffi.gc(out[0], lib.cot_outputs_free)
        for row in chosen + [row for row in rows(lib.cot_reports) if row.missing == NULL]:
            self._write_one(files, row.name, lambda stream, row=row: call(row.write, self._results, stream))
        self._write_one(files, ffi.new("char[]", b"manifest.json"),
                        lambda stream: call(lib.cot_write_manifest, self._results, files, stream))
        call(lib.cot_outputs_commit, files)
        return [text(lib.cot_outputs_at(files, i).name) for i in range(lib.cot_outputs_count(files))]

    def _write_one(self, files: Any, name: Any, write: Any) -> None:
        stream = ffi.new("cot_out_t **")
        call(lib.cot_outputs_begin, files, name, stream)
        lib.cot_out_env(stream[0], self._around.env)
        write(stream[0])
        call(lib.cot_outputs_end, files)


def _numbers(table: pd.DataFrame) -> pd.DataFrame:
    """Columns whose cells are all numbers or empty become numbers; whole ones with empty cells become Int64."""
    for name in table.columns:
        column = table[name]
        if column.dtype == object and name not in _TEXTS:
            number = pd.to_numeric(column.where(column != ""), errors="coerce")
            if (number.notna() | (column == "")).all() and number.notna().any():
                table[name] = number.astype("Int64") if (number.dropna() % 1 == 0).all() else number
    return table


_TEXTS = frozenset(("id", "label", "key", "title", "paper_ids", "author_ids", "doi", "orcid", "example", "surname",
                    "first_date", "date", "authors", "topics", "categories", "journal", "source", "target"))


DEFAULTS: "Dict[str, Any]" = dict(
    format="", strict=False, drop_withdrawn=False, years=None, identity="exact", groups="drop", min_papers=1, max_authors=0,
    topics="auto", min_topic_papers=0, max_terms=500, counting="full", measures="auto", communities="auto", resolution=1.0,
    cpm_resolution=0.0, exact=False, budget=60.0, epsilon=0.0, pivots=2048, layout="auto", gravity=1.0, linlog=False)


def run(source: "Union[Corpus, Paths]", *, format: Optional[str] = None, strict: bool = False,
        drop_withdrawn: bool = False, years: Years = None, identity: str = "exact", groups: str = "drop",
        min_papers: int = 1, max_authors: int = 0, topics: str = "auto", min_topic_papers: int = 0, max_terms: int = 500,
        counting: str = "full", measures: "Union[str, Iterable[str]]" = "auto", communities: str = "auto",
        resolution: float = 1.0, cpm_resolution: float = 0.0, exact: bool = False, budget: float = 60.0,
        epsilon: float = 0.0, pivots: int = 2048, layout: str = "auto", gravity: float = 1.0, linlog: bool = False,
        threads: int = 0, seed: int = 1, progress: Optional[Progress] = None) -> Run:
    """From records to networks, measures, communities and a map; options and defaults are those of `coterie run`.

    ``source``: paths of files, folders and archives, or a `Corpus` that was read before (then ``format``, ``strict`` and
    ``identity`` are those it was read with). ``years``: one year, or (first, last), both included, None = open.
    Nothing depends on ``threads``. Raises CoterieError (see `coterie.errors`), ValueError for options.
    """
    options = dict(drop_withdrawn=drop_withdrawn, years=years, groups=groups, min_papers=min_papers,
                   max_authors=max_authors, topics=topics, min_topic_papers=min_topic_papers, max_terms=max_terms,
                   counting=counting, measures=measures if isinstance(measures, str) else ",".join(measures) or "none",
                   communities=communities, resolution=float(resolution), cpm_resolution=float(cpm_resolution),
                   exact=exact, budget=float(budget), epsilon=float(epsilon), pivots=pivots, layout=layout,
                   gravity=float(gravity), linlog=linlog)
    if not isinstance(source, Corpus):
        abstracts = {"categories": "none", "auto": "needed"}.get(topics, "all")
        source = read(source, format=format, strict=strict, identity=identity, abstracts=abstracts, threads=threads,
                      progress=progress)
    return Run(source, {**options, **source._reading}, Surroundings(threads, seed, progress))
