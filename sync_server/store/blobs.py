"""Which blobs are here, and who may see them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, Select, and_, select

from sync_server.store.tables import blob, blob_ref, case_
from sync_server.store.upserts import insert_new


def present(connection: Connection, hashes: Sequence[str]) -> set[str]:
    """Return which of the blobs are here."""
    return set(connection.execute(select(blob.c.sha256).where(blob.c.sha256.in_(hashes))).scalars())


def size(connection: Connection, sha256: str) -> int | None:
    """Return how many bytes a blob has; None if it is not here."""
    return connection.execute(select(blob.c.size).where(blob.c.sha256 == sha256)).scalar_one_or_none()


def add(connection: Connection, sha256: str, size: int, now_ms: int) -> None:
    """Note that a blob is here; twice is once."""
    insert_new(connection, blob, [{"sha256": sha256, "size": size, "stored_ms": now_ms}])


def mime_for_hall(connection: Connection, sha256: str, hall: str) -> str | None:
    """Return the blob's media type if a case of the hall has it."""
    return _mime(connection, sha256, case_.c.hall == hall)


def mime_for_department(connection: Connection, sha256: str, department: str, region: str) -> str | None:
    """Return the blob's media type if a case of the department has it."""
    return _mime(connection, sha256, and_(case_.c.department == department, case_.c.region == region))


def _mime(connection: Connection, sha256: str, whose: ColumnElement[bool]) -> str | None:
    query = (
        select(blob_ref.c.mime)
        .join(case_, case_.c.id == blob_ref.c.case_id)
        .where(blob_ref.c.sha256 == sha256, whose)
        .limit(1)
    )
    return connection.execute(query).scalar_one_or_none()


def everything() -> Select[str, int]:
    """Return the query for every blob's hash and size, for whoever checks them."""
    return select(blob.c.sha256, blob.c.size).order_by(blob.c.sha256)
