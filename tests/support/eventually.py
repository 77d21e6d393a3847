"""Waiting for something that other threads or processes bring about: asked often, and for so long at most."""

import time
from collections.abc import Callable
from typing import TypeVar

_Found = TypeVar("_Found")
_PAUSE_S = 0.01


def eventually(look: Callable[[], _Found], within_s: float = 20.0, what: str = "it did not happen") -> _Found:
    """What `look` returns as soon as that is true."""
    ends = time.monotonic() + within_s
    while not (found := look()):
        assert time.monotonic() < ends, what
        time.sleep(_PAUSE_S)
    return found
