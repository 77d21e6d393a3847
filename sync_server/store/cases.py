"""The cases as their histories make them."""

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, Select, select

from casework.case_state import Case
from sync_server.store.tables import case_
from sync_server.store.upserts import upsert

_CHUNK = 1_000
_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Case)


def by_ids(connection: Connection, ids: Iterable[str]) -> dict[str, Case]:
    """Return the cases among `ids`, their rows locked for this transaction."""
    wanted = sorted(ids)
    found: dict[str, Case] = {}
    for start in range(0, len(wanted), _CHUNK):
        rows = connection.execute(
            select(case_.c.projection)
            .where(case_.c.id.in_(wanted[start : start + _CHUNK]))
            .order_by(case_.c.id)
            .with_for_update()
        )
        for (projection,) in rows:
            case = _decoder.decode(projection)
            found[case.id] = case
    return found


def taken(connection: Connection, numbers: Iterable[str], serials: Iterable[str]) -> tuple[set[str], set[str]]:
    """Return which of the case numbers and which of the slip serials are in use."""
    used_numbers = connection.execute(select(case_.c.number).where(case_.c.number.in_(list(numbers)))).scalars()
    used_serials = connection.execute(select(case_.c.serial).where(case_.c.serial.in_(list(serials)))).scalars()
    return set(used_numbers), set(used_serials)


def save(connection: Connection, cases: Sequence[Case]) -> None:
    """Store the cases as they are now."""
    upsert(connection, case_, [_row(case) for case in cases])


def everything() -> Select[str, bytes]:
    """Return the query for every case's id and projection, for whoever checks them."""
    return select(case_.c.id, case_.c.projection).order_by(case_.c.id)


def encode(case: Case) -> bytes:
    """Return a case as it is stored."""
    return _encoder.encode(case)


def _row(case: Case) -> dict[str, object]:
    return {
        "id": case.id,
        "number": case.number,
        "serial": case.serial,
        "ver": case.ver,
        "stage": case.stage.value,
        "matter": case.matter,
        "department": case.department,
        "region": case.region,
        "hall": case.hall,
        "received_on": case.received_on.isoformat(),
        "projection": _encoder.encode(case),
    }
