"""Single values of the server, and the series it numbers from."""

from sqlalchemy import Connection, select

from sync_server.store.tables import counter, meta
from sync_server.store.upserts import dialect_insert, insert_new, upsert

SERVER_EPOCH = "server_epoch"
SERVER_KEY = "server_key"


def read(connection: Connection, key: str) -> bytes | None:
    """Return the value of `key`, or None."""
    return connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar_one_or_none()


def write(connection: Connection, key: str, value: bytes) -> None:
    """Set the value of `key`."""
    upsert(connection, meta, [{"key": key, "value": value}])


def write_new(connection: Connection, key: str, value: bytes) -> bytes:
    """Set the value of `key` unless it has one; return the one it has."""
    insert_new(connection, meta, [{"key": key, "value": value}])
    held = select(meta.c.value).where(meta.c.key == key)
    return bytes(connection.execute(held).scalar_one())


def server_epoch(connection: Connection) -> int:
    """Return the server's epoch: 1 at first, raised by every restore."""
    value = read(connection, SERVER_EPOCH)
    return int(value) if value is not None else 1


def next_of(connection: Connection, name: str) -> int:
    """Return the next number of the series `name`, from 1; it is given out once this transaction is committed.

    One statement, because the first number of a series has no row yet that two transactions could lock.
    """
    first = dialect_insert(connection, counter).values(name=name, value=1)
    following = first.on_conflict_do_update(index_elements=["name"], set_={"value": counter.c.value + 1})
    return int(connection.execute(following.returning(counter.c.value)).scalar_one())
