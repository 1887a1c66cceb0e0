"""What can go wrong, as exceptions. The message names the value found, the value allowed and, for input, file and line."""

from __future__ import annotations


class CoterieError(Exception):
    """The library could not do what was asked."""


class ArgumentError(CoterieError, ValueError):
    """An argument or option is outside what is allowed."""


class InputError(CoterieError, OSError):
    """Input could not be opened, or holds nothing readable."""


class OutputError(CoterieError, OSError):
    """Output could not be written completely."""


class LimitError(CoterieError, OverflowError):
    """A stated bound was passed (sizes, counts, depth)."""


class MemoryRanOut(CoterieError, MemoryError):
    """Memory ran out; the message says for what, and how much was wanted."""


class Interrupted(CoterieError):
    """The progress function asked to stop."""


class InternalError(CoterieError, RuntimeError):
    """A state that must not occur; please report it."""


# In the order of cot_status_t: -1, -2, ...
_KINDS = (MemoryRanOut, ArgumentError, InputError, OutputError, LimitError, InternalError, Interrupted)


def error_of(status: int, message: str) -> CoterieError:
    return _KINDS[-status - 1](message) if 1 <= -status <= len(_KINDS) else InternalError(message)
