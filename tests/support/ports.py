"""Ports: one at which nobody can be reached, and one for a program that cannot be asked which it took.

A program that can, is given port 0. A port that was looked up and let go again may be anybody's by the time it is used.
"""

import secrets
import socket
from contextlib import contextmanager

# Below what the system itself gives out (32768 on Linux, 49152 elsewhere), so that no other test comes upon one.
_FIRST, _COUNT = 20_000, 12_000
_TRIES = 100


@contextmanager
def refusing_port():
    """A port whose connections are refused: it is taken for as long as this holds, and nobody listens at it."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


def untaken_port() -> int:
    """A port for a program that must be told one. Two that ask at once hardly ever get the same."""
    for _ in range(_TRIES):
        # Of the system's chance: that of tests is the same in each process.
        port = _FIRST + secrets.randbelow(_COUNT)
        with socket.socket() as tried:
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
    raise AssertionError("no port is free")
