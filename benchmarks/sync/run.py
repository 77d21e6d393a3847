"""All parts in one run: peers, our two engines, what polls, pages, waiting, scans and commits cost.

A part that lacks something says so, and its figures are left out.
"""

import argparse
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks.sync import anki_peer, blobs, commit, documents, floors, idle, ours, pages, postgres, pouchdb, waiting
from benchmarks.sync.ours import Both, Transfer
from benchmarks.sync.processes import PartCannotRunError
from benchmarks.sync.table import with_ratios
from casework.catalogue import Catalogue
from casework.catalogue_load import load
from casework.errors import ProductError
from casework.events import Event
from resources.catalogue import files

_HOME = Path("build/bench")
_POLLS = 20_000


@dataclass(frozen=True, slots=True)
class Ground:
    """What a part works with: where its peer is installed, a folder of its own, and how many documents."""

    home: Path
    folder: Path
    catalogue: Catalogue
    count: int
    long_mailbox: int

    def events(self) -> list[Event]:
        """Return the documents, for whoever does not enrol."""
        writer = documents.Writer("W01", 1, "0", "510600", "510600-H1")
        return list(documents.openings(writer, self.catalogue, self.count))


def _pouchdb(ground: Ground) -> dict[str, float]:
    home = pouchdb.prepare(ground.home / "pouchdb")
    made = pouchdb.measure(home, ground.folder, ground.events(), blobs.SCANS, blobs.SCAN_BYTES)
    both = made.cases
    return {
        "pouchdb_push_per_s": both.push.per_s,
        "pouchdb_pull_per_s": both.pull.per_s,
        "pouchdb_cpu_s_per_10k": _cpu_per_10k(both),
        "pouchdb_cpu_push_s": both.push.server_cpu_s,
        "pouchdb_cpu_pull_s": both.pull.server_cpu_s,
        "pouchdb_bytes_up_mb": both.push.sent_bytes / 1e6,
        "pouchdb_rss_mb": both.server_rss_mb,
        "pouchdb_blob_mb_per_s": made.attachments_mb_per_s,
    }


def _anki(ground: Ground) -> dict[str, float]:
    python = anki_peer.prepare(ground.home / "anki")
    made = anki_peer.measure(python, ground.folder, ground.count)
    return {
        "anki_push_per_s": made.push_per_s,
        "anki_pull_per_s": made.pull_per_s,
        "anki_cpu_s_per_10k": made.server_cpu_s / ground.count * 10_000,
    }


def _floors(ground: Ground) -> dict[str, float]:
    made = floors.measure(ground.folder, ground.events())
    return {
        "floor_push_per_s": made.push_per_s,
        "floor_pull_per_s": made.pull_per_s,
        "floor_cpu_s_per_10k": made.server_cpu_s / ground.count * 10_000,
    }


def _sqlite(ground: Ground) -> dict[str, float]:
    both = ours.measure(ground.folder, ground.catalogue, ground.count)
    return {
        "sqlite_push_per_s": both.push.per_s,
        "sqlite_pull_per_s": both.pull.per_s,
        "sqlite_pull_shown_per_s": ground.count / both.shown_s,
        "server_cpu_s_per_10k": _cpu_per_10k(both),
        "server_cpu_push_s": both.push.server_cpu_s,
        "server_cpu_pull_s": both.pull.server_cpu_s,
        "bytes_up_mb": both.push.sent_bytes / 1e6,
        "server_rss_mb": both.server_rss_mb,
    }


def _postgres(ground: Ground) -> dict[str, float]:
    with postgres.cluster() as (address, cpu_of):
        env = {"SYNC_SERVER_DATABASE_URL": address}
        both = ours.measure(ground.folder, ground.catalogue, ground.count, env, cpu_of)
    return {
        "postgres_push_per_s": both.push.per_s,
        "postgres_pull_per_s": both.pull.per_s,
        "postgres_pull_shown_per_s": ground.count / both.shown_s,
        "postgres_cpu_s_per_10k": _cpu_per_10k(both),
        "postgres_server_rss_mb": both.server_rss_mb,
    }


def _idle(ground: Ground) -> dict[str, float]:
    made = idle.measure(ground.folder, ground.catalogue, _POLLS)
    return {"idle_poll_cpu_us": made.ours_us, "bare_poll_cpu_us": made.bare_us}


def _pages(ground: Ground) -> dict[str, float]:
    made = pages.measure(ground.folder, ground.catalogue, ground.long_mailbox)
    return {
        "page500_ms": made.few_ms,
        "page500_long_ms": made.many_ms,
        "splice500_ms": made.splice_ms,
        "page500_long_events": made.many,
    }


def _waiting(ground: Ground) -> dict[str, float]:
    made = waiting.measure(ground.folder, ground.catalogue)
    return {"waiting_clients": made.clients, "waiting_rss_mb": made.rss_mb, "waiting_told_s": made.told_s}


def _blobs(ground: Ground) -> dict[str, float]:
    made = blobs.measure(ground.folder)
    return {"blob_mb_per_s": made.mb_per_s, "blob_server_cpu_s": made.server_cpu_s}


def _commit(ground: Ground) -> dict[str, float]:
    made = commit.measure(ground.folder, ground.catalogue)
    return {"commit_p50_ms": made.p50_ms, "commit_p99_ms": made.p99_ms, "bare_commit_p50_ms": made.bare_p50_ms}


PARTS: Mapping[str, Callable[[Ground], dict[str, float]]] = {
    "pouchdb": _pouchdb,
    "anki": _anki,
    "floors": _floors,
    "sqlite": _sqlite,
    "postgres": _postgres,
    "idle": _idle,
    "waiting": _waiting,
    "blobs": _blobs,
    "commit": _commit,
    "pages": _pages,
}
"""Every part by its name, peers first, in the order in which they run."""


def _cpu_per_10k(both: Both) -> float:
    def rate(one: Transfer) -> float:
        return one.server_cpu_s / one.documents * 10_000

    return rate(both.push) + rate(both.pull)


def measure(arguments: Sequence[str]) -> dict[str, float]:
    """Run the parts that are asked for, all by default, and return their figures with the ratios they make."""
    asked = _parser().parse_args(arguments)
    console = Console(stderr=True)
    work = _HOME / "work"
    shutil.rmtree(work, ignore_errors=True)
    catalogue = load(files())
    raw: dict[str, float] = {}
    # Nothing may draw beside a measurement, so it is drawn between them.
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, auto_refresh=False) as progress:
        task = progress.add_task("", total=len(asked.only))
        for name in asked.only:
            progress.update(task, description=name, refresh=True)
            ground = Ground(_HOME, (work / name).resolve(), catalogue, asked.count, asked.long_mailbox)
            try:
                raw |= PARTS[name](ground)
            except (PartCannotRunError, ProductError, OSError, subprocess.SubprocessError) as error:
                progress.console.print(f"{name}: left out, {error}")
            progress.advance(task)
            shutil.rmtree(work / name, ignore_errors=True)
    return with_ratios(raw)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./dev bench sync", description=__doc__)
    parser.add_argument(
        "--only", nargs="+", choices=list(PARTS), default=list(PARTS), metavar="PART", help="some parts"
    )
    parser.add_argument("--count", type=int, default=documents.COUNT, help="how many documents")
    parser.add_argument("--long-mailbox", type=int, default=pages.MANY, help="how many events the long mailbox has")
    return parser
