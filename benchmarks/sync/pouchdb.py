"""PouchDB 9 pushing from its own LevelDB to express-pouchdb in a process of its own, and pulling into a new one.

Batches of 500, which is where it is fastest. LevelDB never syncs its file while it does so; ours does at every commit.
"""

import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from benchmarks.sync.ours import Both, Transfer
from benchmarks.sync.processes import PartCannotRunError, Running, running
from casework.events import Event

_BATCH = 500
_PEER = Path(__file__).parent / "peer"
_SCRIPTS = ("package.json", "pouchdb_server.js", "pouchdb_client.js")
_INSTALL_S = 600


@dataclass(frozen=True, slots=True)
class PouchDB:
    """What PouchDB did: with documents, and with attachments in MB a second."""

    cases: Both
    attachments_mb_per_s: float


def prepare(home: Path) -> Path:
    """Install PouchDB in `home` by npm unless it is there; return the folder.

    Raises:
        PartCannotRunError: there is no Node or npm, or the packages cannot be had.
    """
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        raise PartCannotRunError("node and npm are not installed")
    home.mkdir(parents=True, exist_ok=True)
    for name in _SCRIPTS:
        shutil.copyfile(_PEER / name, home / name)
    if not (home / "node_modules" / "express-pouchdb").is_dir():
        install = [npm, "install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"]
        done = subprocess.run(install, cwd=home, capture_output=True, text=True, check=False, timeout=_INSTALL_S)
        if done.returncode:
            raise PartCannotRunError(f"npm could not install PouchDB: {done.stderr.strip()[-300:]}")
    return home.resolve()


def measure(home: Path, folder: Path, events: Iterable[Event], scans: int, scan_bytes: int) -> PouchDB:
    """Return what PouchDB does with the same documents and with `scans` attachments of `scan_bytes` each."""
    for name in ("server", "client"):
        (folder / name).mkdir(parents=True)
    documents = folder / "documents.jsonl"
    count = write_documents(documents, events)
    serve: list[str | Path] = ["node", home / "pouchdb_server.js", folder / "server"]
    with running(serve, folder / "server.log", cwd=home) as server:
        address = str(server.hear()["ready"])
        client_line: list[str | Path] = ["node", home / "pouchdb_client.js", folder / "client", address, str(_BATCH)]
        with running(client_line, folder / "client.log", cwd=home) as client:
            client.ask(f"fill {documents}")
            push = _replicate(server, client, "push", count)
            pull = _replicate(server, client, "pull", count)
            most = server.most_rss_mb()
            client.ask(f"attach {scans} {scan_bytes}")
            sent = client.ask("push_attachments")
    megabytes = scans * scan_bytes / 1e6
    return PouchDB(Both(push, pull, most), megabytes / float(sent["seconds"]))


def write_documents(file: Path, events: Iterable[Event]) -> int:
    """Write the events as PouchDB takes them, one a line, and return how many."""
    # A field of its own for the name; the rest is the very document.
    lines = [b'{"_id":' + msgspec.json.encode(event.header.id) + b"," + event.raw[1:] + b"\n" for event in events]
    file.write_bytes(b"".join(lines))
    return len(lines)


def _replicate(server: Running, client: Running, order: str, count: int) -> Transfer:
    bytes_before, cpu_before = server.ask("bytes")["bytes"], server.cpu_s()
    done = client.ask(order)
    if done["documents"] != count:
        raise PartCannotRunError(f"PouchDB: {order} carried {done['documents']} of {count} documents")
    cpu, sent = server.cpu_s() - cpu_before, server.ask("bytes")["bytes"] - bytes_before
    return Transfer(documents=count, seconds=float(done["seconds"]), server_cpu_s=cpu, sent_bytes=int(sent))
