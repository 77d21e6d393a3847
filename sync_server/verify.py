"""Recomputing everything that is kept: stream chains, mailboxes, cases, blobs; what differs is named, not repaired."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
from obstore.exceptions import BaseError
from sqlalchemy import Connection

from casework.chain import box_link, box_start, link, stream_start
from casework.errors import RuleBroken
from sync_server.blob_store import BlobStore, FolderStore, sha256_of
from sync_server.rebuild import case_from_history
from sync_server.seal_check import check_registers
from sync_server.store import blobs, boxes, cases, catalogues, streams
from sync_server.store.engine import Store


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is not as it should be: `kind` says of what (a stream, a seal, a blob), `where` names it."""

    kind: str
    where: str
    what: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What was looked at, and every difference found."""

    streams: int
    mailboxes: int
    cases: int
    blobs: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Verifier:
    """Reads the whole database in one transaction, and every blob."""

    store: Store
    blobs: Path | BlobStore

    def run(self) -> Report:
        """Return the report."""
        with self.store.reading() as connection:
            heads = connection.execute(streams.all_streams()).all()
            standing = boxes.heads(connection)
            files = connection.execute(blobs.everything()).all()
            found = [one for origin, epoch, head, tip in heads for one in _stream(connection, origin, epoch, head, tip)]
            found += [one for name, head in standing.items() for one in _mailbox(connection, name, head)]
            kept = 0
            for case_id, projection in connection.execute(cases.everything()):
                kept += 1
                found += _case(connection, case_id, projection)
            found += _catalogues(connection)
            found += [Difference(kind="seal", where=one.use, what=one.what) for one in check_registers(connection)]
        found += [one for sha256, size in files for one in self._blob(sha256, size)]
        return Report(
            streams=len(heads),
            mailboxes=len(standing),
            cases=kept,
            blobs=len(files),
            differences=tuple(found),
        )

    def _blob(self, sha256: str, size: int) -> Iterator[Difference]:
        kept = FolderStore(self.blobs) if isinstance(self.blobs, Path) else self.blobs
        try:
            found, made = kept.size(sha256), sha256_of(kept.read(sha256, 0, size))
        except (OSError, BaseError):
            yield Difference(kind="blob", where=sha256, what="the file cannot be read")
            return
        if (found, made) != (size, sha256):
            yield Difference(kind="blob", where=sha256, what="the file's bytes are not what its name says")


def _catalogues(connection: Connection) -> Iterator[Difference]:
    for one in catalogues.all_kept(connection):
        bundle = catalogues.bundle_of(connection, one.version) or b""
        if (len(bundle), sha256_of(iter([bundle]))) != (one.size, one.sha256):
            yield Difference(kind="catalogue", where=one.version, what="the bundle's bytes are not what its hash says")


def _stream(connection: Connection, origin: str, epoch: str, head: int, tip: bytes) -> Iterator[Difference]:
    name = f"{origin}/{epoch}"
    expected, now = 0, stream_start(origin, epoch)
    with connection.execute(streams.chain_of(origin, epoch)) as rows:
        for seq, stored, raw, _ in rows:
            expected += 1
            now = link(now, raw)
            if seq != expected:
                yield Difference(kind="stream", where=f"{name}#{expected}", what="the position is missing")
                return
            if now != stored:
                yield Difference(kind="stream", where=f"{name}#{seq}", what="the event does not give the chain's hash")
                # Go on from what is stored, so that one altered event is one difference.
                now = stored
    if (expected, now) != (head, tip):
        yield Difference(kind="stream", where=name, what="the head is not where the chain ends")


def _mailbox(connection: Connection, name: str, head: boxes.Head) -> Iterator[Difference]:
    expected, now = 0, box_start(name)
    with connection.execute(boxes.positions_of(name)) as rows:
        for pos, event_id, chain in rows:
            expected += 1
            now = box_link(now, event_id)
            if pos != expected:
                yield Difference(kind="mailbox", where=f"{name}#{expected}", what="the position is missing")
                return
            if now != chain:
                yield Difference(kind="mailbox", where=f"{name}#{pos}", what="the event does not give the chain's hash")
                now = chain
    if (expected, now) != (head.pos, head.chain):
        yield Difference(kind="mailbox", where=name, what="the head is not where the chain ends")


def _case(connection: Connection, case_id: str, projection: bytes) -> Iterator[Difference]:
    try:
        made = case_from_history(connection, case_id)
    except (RuleBroken, ValueError) as error:
        yield Difference(kind="case", where=case_id, what=f"its history cannot be replayed: {error}")
        return
    if cases.encode(made) != projection:
        yield Difference(kind="case", where=case_id, what="the case is not what its history amounts to")
