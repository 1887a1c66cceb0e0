"""coterie: co-authorship and author-topic networks from bibliographic records.

    import coterie
    run = coterie.run("feed.atom.xml")
    run.authors            # pandas: who, with every measure
    run.coauthors          # the network: .to_igraph(), .to_networkx(), .edges
    run.write("results")   # the files of `coterie run`
"""

from __future__ import annotations

import os
from typing import Optional, Union

import pandas as pd

from . import errors
from ._library import Progress, Surroundings, call, ffi, lib, new, rows, text
from .corpus import Corpus, read
from .errors import CoterieError
from .network import Network, read_network
from .runs import Run, run

__version__: str = text(lib.cot_version())
__all__ = ["Corpus", "CoterieError", "Network", "Run", "errors", "formats", "libraries", "measures", "read",
           "read_network", "run", "synth"]


def measures() -> pd.DataFrame:
    """The measures that can be computed (index: name)."""
    fields = ("name", "title", "definition", "unit", "reference")
    table = [[text(getattr(row, field)) for field in fields] + [bool(row.in_default)] for row in rows(lib.cot_measures)]
    return pd.DataFrame(table, columns=[*fields, "default"]).set_index("name")


def formats() -> pd.DataFrame:
    """The formats that can be read (index: name)."""
    table = [[text(row.name), text(row.title), text(row.reference)] for row in rows(lib.cot_formats)]
    return pd.DataFrame(table, columns=["name", "title", "reference"]).set_index("name")


def libraries() -> "dict[str, str]":
    """Libraries that coterie stands on, and their versions."""
    return {text(row.name): text(row.version) for row in rows(lib.cot_libraries)}


def synth(path: "Union[str, os.PathLike[str]]", papers: int = 3000, *, years: "tuple[int, int]" = (2012, 2024),
          growth: float = 0.12, mean_authors: float = 3.4, fields: int = 12, seed: int = 1,
          progress: Optional[Progress] = None) -> None:
    """Writes a made-up corpus (an arXiv Atom feed) whose distributions follow real ones."""
    params = new("cot_synth_params_t", papers=papers, first_year=years[0], last_year=years[1], growth=growth,
                 mean_authors=mean_authors, fields=fields)
    stream = ffi.new("cot_out_t **")
    call(lib.cot_out_file, stream, os.fsencode(path))
    done = False
    try:
        Surroundings(1, seed, progress).call(lib.cot_synth_write, params, stream[0])
        done = True
    finally:
        call(lib.cot_out_close, stream[0], int(done))
