"""Records from files, each paper once."""

from __future__ import annotations

import os
from typing import Any, Dict, Iterable, List, Optional, Union

import pandas as pd

from ._library import Progress, Surroundings, call, ffi, lib, new, rows, strings, text

Paths = Union[str, "os.PathLike[str]", Iterable[Union[str, "os.PathLike[str]"]]]

_ABSTRACTS = {"needed": "COT_ABSTRACTS_UNCATEGORIZED", "all": "COT_ABSTRACTS_ALL", "none": "COT_ABSTRACTS_NONE"}


class Corpus:
    """Papers and the names on them. Made by `read`; `run` makes networks of it, as often as you like."""

    def __init__(self, paths: "List[str]", handle: Any, report: Any, identity: str, authors: Any, names: "List[Any]",
                 reading: "Dict[str, Any]") -> None:
        self.paths = paths
        self.identity = identity
        self._handle, self._report, self._authors, self._names, self._reading = handle, report, authors, names, reading

    def __repr__(self) -> str:
        return f"<coterie.Corpus: {len(self):,} papers, {self.n_authors:,} authors>"

    def __len__(self) -> int:
        return int(lib.cot_corpus_papers(self._handle))

    @property
    def n_authors(self) -> int:
        return int(lib.cot_authors_count(self._authors))

    @property
    def counts(self) -> "Dict[str, int]":
        """What folding did: records, papers, repeats, older, withdrawn, mentions, cleaned, bytes."""
        counts = lib.cot_corpus_counts(self._handle)
        return {name: getattr(counts, name) for name, _ in ffi.typeof(counts).fields}

    @property
    def sources(self) -> pd.DataFrame:
        """The files that were read: path, bytes, sha256, format, records, skipped."""
        found = [self._report.sources[i] for i in range(self._report.n_sources)]
        return pd.DataFrame([(text(s.path), s.bytes, text(s.sha256), text(s.format), s.records, s.skipped) for s in found],
                            columns=["path", "bytes", "sha256", "format", "records", "skipped"])

    @property
    def issues(self) -> pd.DataFrame:
        """What was wrong, the first 200 of each kind: kind, source, line, detail."""
        found = [self._report.issues[i] for i in range(self._report.n_issues)]
        return pd.DataFrame([(text(lib.cot_issue_text(i.kind)), text(i.source), i.line, text(i.detail)) for i in found],
                            columns=["kind", "source", "line", "detail"])


def identity_of(name: str) -> int:
    for row in rows(lib.cot_identities):
        if text(row.name) == name:
            return int(row.identity)
    names = ", ".join(text(row.name) for row in rows(lib.cot_identities))
    raise ValueError(f'identity: "{name}" is not allowed (allowed: {names})')


def read(paths: Paths, *, format: Optional[str] = None, strict: bool = False, identity: str = "exact",
         abstracts: str = "needed", threads: int = 0, progress: Optional[Progress] = None) -> Corpus:
    """Reads records from files, folders and archives, and finds their authors.

    ``abstracts`` says which abstracts are kept (terms are made from them): "needed" (of papers that state no category),
    "all", "none". Bad records are skipped, counted and named (`Corpus.issues`); ``strict`` stops at the first one.
    """
    if abstracts not in _ABSTRACTS:
        raise ValueError(f'abstracts: "{abstracts}" is not allowed (allowed: {", ".join(_ABSTRACTS)})')
    many = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    places = [os.fspath(path) for path in many]
    around = Surroundings(threads, 1, progress)
    corpus = ffi.new("cot_corpus_t **")
    call(lib.cot_corpus_new, corpus, getattr(lib, _ABSTRACTS[abstracts]))
    handle = ffi.gc(corpus[0], lib.cot_corpus_free)
    report = ffi.gc(new("cot_read_report_t"), lib.cot_read_report_clear)
    names, held = strings(places)
    wanted = ffi.new("char[]", format.encode()) if format else ffi.NULL
    around.call(lib.cot_read, handle, names, len(places), new("cot_read_params_t", format=wanted, strict=strict), report)
    call(lib.cot_corpus_finish, handle)
    authors = ffi.new("cot_authors_t **")
    around.call(lib.cot_authors_identify, authors, handle, new("cot_authors_params_t", identity=identity_of(identity)))
    reading = {"format": format or "", "strict": strict, "identity": identity}
    return Corpus(places, handle, report, identity, ffi.gc(authors[0], lib.cot_authors_free), [names, held], reading)
