"""A PostgreSQL of the bench's own, durable as it comes, gone afterwards; the one that the tests use."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module

from benchmarks.sync.processes import PartCannotRunError, Running, family_cpu_s

_CLUSTERS = "tests.support.postgres"


@contextmanager
def cluster() -> Iterator[tuple[str, Callable[[Running], float]]]:
    """Give a database's address, and what reads the CPU (s) of a server and of its PostgreSQL together.

    Raises:
        PartCannotRunError: PostgreSQL is not installed.
    """
    clusters = import_module(_CLUSTERS)
    try:
        clusters.binaries()
    except clusters.PostgresMissing as missing:
        raise PartCannotRunError(str(missing)) from missing
    with clusters.throwaway(durable=True) as made:
        postmaster = int(made.process.pid)

        def cpu_of(server: Running) -> float:
            return server.cpu_s() + family_cpu_s(postmaster)

        yield str(made.database(tables=False)), cpu_of
