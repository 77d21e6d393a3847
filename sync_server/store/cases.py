"""The cases as their histories make them."""

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, Select, select

from casework.case_state import Case
from sync_server.store import bulk
from sync_server.store.engine import writes
from sync_server.store.tables import case_

_COLUMNS = (
    "id",
    "number",
    "serial",
    "ver",
    "stage",
    "matter",
    "department",
    "region",
    "hall",
    "received_on",
    "projection",
)
_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Case)


def by_ids(connection: Connection, ids: Iterable[str]) -> dict[str, Case]:
    """Return the cases among `ids`, their rows locked if this transaction writes."""
    condition, parameters = bulk.among(connection, "id", sorted(ids))
    lock = " ORDER BY id FOR UPDATE" if connection.dialect.name == "postgresql" and writes(connection) else ""
    rows = connection.exec_driver_sql(f"SELECT projection FROM case_ WHERE {condition}{lock}", parameters)  # noqa: S608 - fixed names
    found = (_decoder.decode(projection) for (projection,) in rows)
    return {case.id: case for case in found}


def of_number(connection: Connection, number: str) -> Case | None:
    """Return the case that has this number now."""
    row = connection.execute(select(case_.c.projection).where(case_.c.number == number)).one_or_none()
    return None if row is None else _decoder.decode(row[0])


def taken(connection: Connection, numbers: Sequence[str], serials: Sequence[str]) -> tuple[set[str], set[str]]:
    """Return which of the case numbers and which of the slip serials are in use."""
    return _used(connection, "number", numbers), _used(connection, "serial", serials)


def _used(connection: Connection, column: str, values: Sequence[str]) -> set[str]:
    condition, parameters = bulk.among(connection, column, values)
    rows = connection.exec_driver_sql(f"SELECT {column} FROM case_ WHERE {condition}", parameters)  # noqa: S608 - fixed names
    return {value for (value,) in rows}


def save(connection: Connection, cases: Sequence[Case]) -> None:
    """Store the cases as they are now."""
    bulk.insert(connection, case_, _COLUMNS, [_row(case) for case in cases], conflict="replace")


def everything() -> Select[str, bytes]:
    """Return the query for every case's id and projection, for whoever checks them."""
    return select(case_.c.id, case_.c.projection).order_by(case_.c.id).execution_options(yield_per=bulk.PAGE)


def encode(case: Case) -> bytes:
    """Return a case as it is stored."""
    return _encoder.encode(case)


def _row(case: Case) -> tuple[object, ...]:
    return (
        case.id,
        case.number,
        case.serial,
        case.ver,
        case.stage.value,
        case.matter,
        case.department,
        case.region,
        case.hall,
        case.received_on.isoformat(),
        _encoder.encode(case),
    )
