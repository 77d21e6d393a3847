"""The register of seals: what they are, to whom they are granted, who keeps them, and what befell them."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, Row, Select, select, update

from casework.seal_rules import SealState, register_start
from sync_server.store.engine import writes
from sync_server.store.seal_tables import seal, seal_grant, seal_hand_over, seal_incident, seal_owed


class SealRow(msgspec.Struct, frozen=True, kw_only=True):
    """A seal as it is registered: `uses`, `series`, `number` and `chain` say where its register stands."""

    code: str
    department: str
    organ: str
    kind: str
    name: str
    diameter_mm: int
    registration: str
    state: SealState
    custodian: str
    key_ref: str
    certificate: bytes
    valid_from_ms: int
    valid_until_ms: int
    uses: int
    series: str
    number: int
    chain: bytes
    added_ms: int


class GrantRow(msgspec.Struct, frozen=True, kw_only=True):
    """A grant; `matters` are codes with a blank between, `revoked_ms` is None while it stands."""

    id: str
    seal: str
    holder: str
    matters: str
    window: str
    from_day: str
    to_day: str
    granted_by: str
    granted_ms: int
    revoked_ms: int | None = None
    revoked_by: str = ""


class HandOver(msgspec.Struct, frozen=True, kw_only=True):
    """A change of custody, with where the register stood."""

    id: str
    seal: str
    from_person: str
    to_person: str
    reason: str
    series: str
    number: int
    chain: bytes
    at_ms: int


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """Why a seal was not to be used; `ended_ms` is None while it lasts."""

    id: str
    seal: str
    kind: str
    text: str
    reported_by: str
    at_ms: int
    ended_ms: int | None = None
    ended_by: str = ""
    ended: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """Where a seal's key is, with its certificate (DER) and until when that is valid."""

    ref: str
    certificate: bytes
    valid_from_ms: int
    valid_until_ms: int


class TokenKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key in a token: the module that speaks to it, and the labels of token and key."""

    module: str
    token: str
    key: str


def add(connection: Connection, values: Mapping[str, object]) -> None:
    """Register a seal that has not been used yet."""
    fresh = {"uses": 0, "series": "", "number": 0, "state": SealState.IN_USE.value}
    connection.execute(seal.insert(), {**values, **fresh, "chain": register_start(str(values["code"]))})


def by_code(connection: Connection, code: str) -> SealRow | None:
    """Return a seal, its row locked if this transaction writes."""
    return _one(connection, select(seal).where(seal.c.code == code))


def of_department(connection: Connection, department: str, kind: str = "organ") -> SealRow | None:
    """Return the seal of a department that is not retired, its row locked if this transaction writes."""
    query = select(seal).where(seal.c.department == department, seal.c.kind == kind)
    return _one(connection, query.where(seal.c.state != SealState.RETIRED.value))


def departments(connection: Connection) -> set[str]:
    """Return which departments have a seal here that is not retired."""
    return set(connection.execute(select(seal.c.department).where(seal.c.state != SealState.RETIRED.value)).scalars())


def all_kept(connection: Connection) -> list[SealRow]:
    """Return every seal."""
    return [_row(row) for row in connection.execute(select(seal).order_by(seal.c.code))]


def set_state(connection: Connection, code: str, state: SealState) -> None:
    """Let a seal be used, or not."""
    connection.execute(update(seal).where(seal.c.code == code).values(state=state.value))


def set_custodian(connection: Connection, code: str, person: str) -> None:
    """Note who keeps a seal now."""
    connection.execute(update(seal).where(seal.c.code == code).values(custodian=person))


def set_key(connection: Connection, code: str, key: Key) -> None:
    """Let a seal sign with another key from now on."""
    values = {"key_ref": key.ref, "certificate": key.certificate}
    valid = {"valid_from_ms": key.valid_from_ms, "valid_until_ms": key.valid_until_ms}
    connection.execute(update(seal).where(seal.c.code == code).values(**values, **valid))


def wake(connection: Connection, department: str) -> None:
    """Let what waits for the department's seal be tried at once."""
    waits = update(seal_owed).where(seal_owed.c.department == department, seal_owed.c.state == "waiting")
    connection.execute(waits.values(next_ms=0))


# --- grants -------------------------------------------------------------------------------------------------------


def add_grant(connection: Connection, grant: GrantRow) -> None:
    """Add a grant."""
    connection.execute(seal_grant.insert(), msgspec.structs.asdict(grant))


def grants_of(connection: Connection, code: str) -> list[GrantRow]:
    """Return every grant of a seal, the oldest first."""
    query = select(seal_grant).where(seal_grant.c.seal == code).order_by(seal_grant.c.granted_ms, seal_grant.c.id)
    return [GrantRow(**row._mapping) for row in connection.execute(query)]  # noqa: SLF001 - its public name


def revoke_grant(connection: Connection, grant: str, by: str, now_ms: int) -> str | None:
    """End a grant that stands and return its seal; None if there is none."""
    standing = (seal_grant.c.id == grant, seal_grant.c.revoked_ms.is_(None))
    ended = update(seal_grant).where(*standing).values(revoked_ms=now_ms, revoked_by=by)
    return connection.execute(ended.returning(seal_grant.c.seal)).scalar_one_or_none()


# --- custody ------------------------------------------------------------------------------------------------------


def add_hand_over(connection: Connection, change: HandOver) -> None:
    """Note that a seal changed hands."""
    connection.execute(seal_hand_over.insert(), msgspec.structs.asdict(change))


def hand_overs(connection: Connection, code: str) -> list[HandOver]:
    """Return how a seal changed hands, the oldest first."""
    query = (
        select(seal_hand_over)
        .where(seal_hand_over.c.seal == code)
        .order_by(seal_hand_over.c.at_ms, seal_hand_over.c.id)
    )
    return [HandOver(**row._mapping) for row in connection.execute(query)]  # noqa: SLF001 - its public name


def add_incident(connection: Connection, incident: Incident) -> None:
    """Note why a seal is not to be used."""
    connection.execute(seal_incident.insert(), msgspec.structs.asdict(incident))


def incidents(connection: Connection, code: str) -> list[Incident]:
    """Return what befell a seal, the oldest first."""
    query = (
        select(seal_incident).where(seal_incident.c.seal == code).order_by(seal_incident.c.at_ms, seal_incident.c.id)
    )
    return [Incident(**row._mapping) for row in connection.execute(query)]  # noqa: SLF001 - its public name


def end_incidents(connection: Connection, code: str, by: str, ended: str, now_ms: int) -> None:
    """End whatever keeps a seal from being used."""
    lasting = update(seal_incident).where(seal_incident.c.seal == code, seal_incident.c.ended_ms.is_(None))
    connection.execute(lasting.values(ended_ms=now_ms, ended_by=by, ended=ended))


def _one(connection: Connection, query: Select[*tuple[object, ...]]) -> SealRow | None:
    if writes(connection) and connection.dialect.name == "postgresql":
        query = query.with_for_update()
    row = connection.execute(query).one_or_none()
    return None if row is None else _row(row)


def _row(row: Row[*tuple[object, ...]]) -> SealRow:
    fields = row._mapping  # noqa: SLF001 - its public name
    return SealRow(**{**fields, "state": SealState(fields["state"])})
