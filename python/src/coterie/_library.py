"""The library itself: loading it, calling it, and what every call needs."""

from __future__ import annotations

import ctypes.util
import os
import pathlib
from typing import Any, Callable, Optional

import numpy as np

from ._declarations import ffi
from ._defaults import INIT
from .errors import error_of

#: Called as progress(stage, done, total); returning True stops the call.
Progress = Callable[[str, int, int], Optional[bool]]

NULL = ffi.NULL


def _find() -> str:
    """The library that came with the package, the one COTERIE_LIBRARY names, or the system's."""
    named = os.environ.get("COTERIE_LIBRARY")
    if named:
        return named
    own = sorted(pathlib.Path(__file__).parent.glob("libcoterie.so*"))
    return str(own[0]) if own else ctypes.util.find_library("coterie") or "libcoterie.so.0"


lib: Any = ffi.dlopen(_find())


def text(c: Any) -> str:
    """A C string as str."""
    return "" if c == NULL else ffi.string(c).decode("utf-8", "replace")


def new(name: str, **fields: Any) -> Any:
    """A struct with its defaults, and some fields set otherwise."""
    values: "list[Any]" = INIT[name]
    struct = ffi.new(f"{name} *", [NULL if value is None else value for value in values])
    for field, value in fields.items():
        setattr(struct, field, value)
    return struct


def strings(values: "list[str]") -> "tuple[Any, list[Any]]":
    """A char *[] and what keeps its texts alive."""
    held = [ffi.new("char[]", os.fsencode(value)) for value in values]
    return ffi.new("char *[]", held), held


def array(pointer: Any, n: int) -> np.ndarray:
    """A read-only view of n numbers that the library owns; no copy. Whoever keeps it must keep their owner."""
    dtype = {"uint8_t": "u1", "int16_t": "i2", "uint32_t": "u4", "int64_t": "i8", "uint64_t": "u8",
             "double": "f8"}[ffi.typeof(pointer).item.cname]
    if pointer == NULL or n == 0:
        return np.empty(0, dtype)
    view = np.frombuffer(ffi.buffer(pointer, n * np.dtype(dtype).itemsize), dtype)
    view.flags.writeable = False
    return view


class Surroundings:
    """Threads, seed and progress of calls (a cot_env_t). Ctrl-C stops a call: Python's handler runs when the library
    reports progress, and what it raises is raised again when the call has returned."""

    def __init__(self, threads: int = 0, seed: int = 1, progress: Optional[Progress] = None) -> None:
        self._raised: Optional[BaseException] = None
        self._progress = progress
        self._callback = ffi.callback("int(void *, const char *, uint64_t, uint64_t)", self._report,
                                      error=1, onerror=self._remember)
        self.env = new("cot_env_t", threads=threads, seed=seed, progress=self._callback)

    def _report(self, _data: Any, stage: Any, done: int, total: int) -> int:
        return 1 if self._progress and self._progress(text(stage), done, total) else 0

    def _remember(self, _type: Any, value: BaseException, _trace: Any) -> None:
        self._raised = value

    def call(self, function: Any, *arguments: Any) -> None:
        """Calls function(*arguments, env, error) and raises what went wrong. The GIL is released meanwhile."""
        call(function, *arguments, self.env, raised=lambda: self._raised)


def call(function: Any, *arguments: Any, raised: "Callable[[], Optional[BaseException]]" = lambda: None) -> None:
    """Calls function(*arguments, error); a status that is not COT_OK becomes an exception."""
    error = new("cot_error_t")
    status = function(*arguments, error)
    cause = raised()
    if cause is not None:
        raise cause
    if status != lib.COT_OK:
        raise error_of(status, text(error.message) or text(lib.cot_status_text(status)))


def rows(function: Any) -> "list[Any]":
    """All rows of one of the library's tables."""
    found: "list[Any]" = []
    while True:
        row = function(len(found))
        if row == NULL:
            return found
        found.append(row)


def written(write: Callable[[Any], None]) -> bytes:
    """What write(stream) wrote, in memory."""
    stream = ffi.new("cot_out_t **")
    call(lib.cot_out_memory, stream)
    try:
        write(stream[0])
        length = ffi.new("size_t *")
        return bytes(ffi.buffer(lib.cot_out_memory_text(stream[0], length), length[0]))
    finally:
        call(lib.cot_out_close, stream[0], 1)
