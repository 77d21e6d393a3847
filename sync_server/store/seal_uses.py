"""The uses of seals, each recorded before its signature is made, and the papers that are to be sealed."""

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, Select, select, text, update

from casework.ids import uuid7
from casework.seal_rules import UseRecord, use_link
from sync_server.store.engine import writes
from sync_server.store.seal_tables import seal, seal_owed, seal_use
from sync_server.store.seals import SealRow
from sync_server.store.tables import COUNTS, event
from sync_server.store.upserts import insert_new

CERTIFICATE, DECISION = "certificate", "decision"


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """A use as it stands: `recorded`, `sealed` or `voided`."""

    id: str
    seq: int
    record: UseRecord
    hash: bytes
    state: str
    tries: int
    until_ms: int
    sealed_sha256: str
    ended_ms: int | None
    why: str


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """A paper of a decision that is to be sealed.

    `document` names the department's file. It is empty for the certificate and `drawn` for the document of a decision
    that came without one: both are drawn here.
    """

    decision: str
    document: str
    paper: str
    case_id: str
    department: str
    state: str = "waiting"
    why: str = ""
    use_id: str = ""
    tries: int = 0
    since_ms: int = 0
    next_ms: int = 0


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """What one look after the papers did: how many were sealed, and how many were left waiting or refused."""

    sealed: int
    left: int


# --- what is to be sealed -----------------------------------------------------------------------------------------


def owe(connection: Connection, papers: Sequence[Owed]) -> None:
    """Note papers that are to be sealed; those that are noted stay as they are."""
    insert_new(connection, seal_owed, [msgspec.structs.asdict(paper) for paper in papers])


def due(connection: Connection, now_ms: int, limit: int) -> list[Owed]:
    """Return papers that can be tried now, the oldest first."""
    query = select(seal_owed).where(seal_owed.c.state == "waiting", seal_owed.c.next_ms <= now_ms)
    return _owed(connection, query.order_by(seal_owed.c.since_ms, seal_owed.c.document).limit(limit))


def of_cases(connection: Connection, ids: Iterable[str]) -> list[Owed]:
    """Return every paper of these cases that was ever to be sealed, case by case."""
    of_these = event.c.case_id.in_(sorted(set(ids)))
    decisions = select(event.c.id).where(of_these, event.c.kind == "case.decided", text(COUNTS))
    query = select(seal_owed).where(seal_owed.c.decision.in_(decisions))
    return _owed(connection, query.order_by(seal_owed.c.case_id, seal_owed.c.paper, seal_owed.c.document))


def last_decision(connection: Connection, case_id: str) -> bytes | None:
    """Return the last decision of a case that counts."""
    counted = (event.c.case_id == case_id, event.c.kind == "case.decided", text(COUNTS))
    raw = connection.execute(select(event.c.raw).where(*counted).order_by(event.c.ver.desc()).limit(1)).scalar()
    return None if raw is None else bytes(raw)


def unfinished(connection: Connection) -> list[Owed]:
    """Return every paper that waits for its seal or was refused it, the oldest first."""
    query = select(seal_owed).where(seal_owed.c.state.in_(("waiting", "refused")))
    return _owed(connection, query.order_by(seal_owed.c.since_ms, seal_owed.c.document))


def owed(connection: Connection, paper: Owed) -> Owed | None:
    """Return a paper as it stands now, its row locked if this transaction writes."""
    query = select(seal_owed).where(seal_owed.c.decision == paper.decision, seal_owed.c.document == paper.document)
    if writes(connection) and connection.dialect.name == "postgresql":
        query = query.with_for_update()
    found = _owed(connection, query)
    return found[0] if found else None


def put_off(connection: Connection, paper: Owed, why: str, next_ms: int) -> None:
    """Let a paper wait, and note what for."""
    _set(connection, paper, why=why, next_ms=next_ms, tries=paper.tries + 1)


def settle(connection: Connection, paper: Owed, state: str, why: str = "") -> None:
    """Note that a paper is sealed, refused or dropped."""
    _set(connection, paper, state=state, why=why)


def use_another(connection: Connection, paper: Owed) -> None:
    """Let a paper be sealed under another use than before, at once."""
    _set(connection, paper, use_id="", next_ms=0)


def _set(connection: Connection, paper: Owed, **values: str | int) -> None:
    which = (seal_owed.c.decision == paper.decision, seal_owed.c.document == paper.document)
    connection.execute(update(seal_owed).where(*which, seal_owed.c.state == "waiting").values(**values))


# --- uses ---------------------------------------------------------------------------------------------------------


def record(connection: Connection, of: SealRow, paper: Owed, use: UseRecord, until_ms: int) -> Use:
    """Record a use under the seal's next number; `of` was read in this transaction, so that its row is locked."""
    hashed = use_link(of.chain, use)
    made = Use(
        id=uuid7(use.at_ms),
        seq=of.uses + 1,
        record=use,
        hash=hashed,
        state="recorded",
        tries=1,
        until_ms=until_ms,
        sealed_sha256="",
        ended_ms=None,
        why="",
    )
    fields = msgspec.structs.asdict(use)
    fields["case_id"] = fields.pop("case")
    standing = {name: value for name, value in msgspec.structs.asdict(made).items() if name != "record"}
    connection.execute(seal_use.insert(), {**fields, **standing})
    moved = update(seal).where(seal.c.code == use.seal)
    connection.execute(moved.values(uses=made.seq, series=use.series, number=use.number, chain=hashed))
    _set(connection, paper, use_id=made.id)
    return made


def by_id(connection: Connection, use_id: str) -> Use | None:
    """Return a use."""
    found = _uses(connection, select(seal_use).where(seal_use.c.id == use_id))
    return found[0] if found else None


def begin_again(connection: Connection, use_id: str, now_ms: int, until_ms: int) -> bool:
    """Note that another signature is begun under a use; say whether this is the one to make it."""
    free = (seal_use.c.id == use_id, seal_use.c.state == "recorded", seal_use.c.until_ms <= now_ms)
    taken = update(seal_use).where(*free).values(tries=seal_use.c.tries + 1, until_ms=until_ms)
    return connection.execute(taken).rowcount == 1


def give_back(connection: Connection, use_id: str) -> None:
    """Let a use be taken up again by anybody."""
    connection.execute(update(seal_use).where(seal_use.c.id == use_id).values(until_ms=0))


def finish(connection: Connection, use_id: str, sealed_sha256: str, now_ms: int) -> bool:
    """Note what was sealed under a use; say whether it was open until now."""
    return _end(connection, use_id, state="sealed", sealed_sha256=sealed_sha256, ended_ms=now_ms)


def void(connection: Connection, use_id: str, why: str, now_ms: int) -> bool:
    """Note that nothing will be sealed under a use; its number stays."""
    return _end(connection, use_id, state="voided", why=why, ended_ms=now_ms)


def of_seal(connection: Connection, code: str) -> list[Use]:
    """Return every use of a seal, in the order of its register."""
    return _uses(connection, select(seal_use).where(seal_use.c.seal == code).order_by(seal_use.c.seq))


def stated(connection: Connection) -> list[bytes]:
    """Return the events by which this server said, with effect, that it sealed a paper."""
    query = select(event.c.raw).where(event.c.kind == "result.sealed", event.c.verdict == "applied")
    return [bytes(raw) for raw in connection.execute(query.order_by(event.c.id)).scalars()]


def _end(connection: Connection, use_id: str, **values: str | int) -> bool:
    open_one = update(seal_use).where(seal_use.c.id == use_id, seal_use.c.state == "recorded")
    return connection.execute(open_one.values(**values)).rowcount == 1


def _owed(connection: Connection, query: Select[*tuple[object, ...]]) -> list[Owed]:
    return [Owed(**row._mapping) for row in connection.execute(query)]  # noqa: SLF001 - its public name


def _uses(connection: Connection, query: Select[*tuple[object, ...]]) -> list[Use]:
    found = []
    for row in connection.execute(query):
        fields = dict(row._mapping)  # noqa: SLF001 - its public name
        fields["case"] = fields.pop("case_id")
        kept = {name: fields.pop(name) for name in UseRecord.__struct_fields__}
        found.append(Use(record=UseRecord(**kept), **fields))
    return found
