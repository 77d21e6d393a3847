"""Whether the registers of the seals add up: no number missing, nothing altered, nothing sealed without a record."""

from collections.abc import Iterator, Mapping

import msgspec
from sqlalchemy import Connection

from casework.events import read
from casework.facts import PaperSealed
from casework.seal_rules import register_start, use_link
from sync_server.store import seal_uses, seals
from sync_server.store.seal_uses import Use
from sync_server.store.seals import SealRow


class Differs(msgspec.Struct, frozen=True, kw_only=True):
    """A use that is not as it should be."""

    use: str
    what: str


def check_registers(connection: Connection) -> list[Differs]:
    """Return everything that differs in the registers of all seals."""
    stated = dict(_stated(connection))
    found: list[Differs] = []
    known: set[str] = set()
    for seal in seals.all_kept(connection):
        uses = seal_uses.of_seal(connection, seal.code)
        known.update(use.record.name for use in uses)
        found += [*_chain(seal, uses), *_outcomes(uses, stated)]
    return found + [
        Differs(use=name, what="a paper was sealed under a use that nobody recorded") for name in stated.keys() - known
    ]


def _chain(seal: SealRow, uses: list[Use]) -> Iterator[Differs]:
    chain, series, number = register_start(seal.code), "", 0
    for seq, use in enumerate(uses, start=1):
        record = use.record
        if use.seq != seq:
            yield Differs(use=record.name, what=f"place {seq} of the register is missing")
            return
        if record.number != (number + 1 if record.series == series else 1):
            yield Differs(use=record.name, what="its number does not follow the one before")
        chain, series, number = use_link(chain, record), record.series, record.number
        if chain != use.hash:
            yield Differs(use=record.name, what="what is recorded does not give the register's hash")
            # Go on from what is stored, so that one altered use is one difference.
            chain = use.hash
    if (len(uses), series, number, chain) != (seal.uses, seal.series, seal.number, seal.chain):
        yield Differs(use=seal.code, what="the register does not end where its uses do")


def _outcomes(uses: list[Use], stated: Mapping[str, str]) -> Iterator[Differs]:
    for use in uses:
        sealed = stated.get(use.record.name, "")
        if use.sealed_sha256 != sealed:
            yield Differs(use=use.record.name, what="what was sealed is not what was stated")


def _stated(connection: Connection) -> Iterator[tuple[str, str]]:
    """Give the use and the file of every paper that the server said it sealed."""
    for raw in seal_uses.stated(connection):
        event = read(raw)
        if isinstance(event.fact, PaperSealed):
            yield event.fact.use, event.header.blobs[0].sha256 if event.header.blobs else ""
