"""Single values of the server, and the series it numbers from."""

from sqlalchemy import Connection, select

from sync_server.store.tables import counter, meta
from sync_server.store.upserts import upsert

SERVER_EPOCH = "server_epoch"
SERVER_KEY = "server_key"


def read(connection: Connection, key: str) -> bytes | None:
    """Return the value of `key`, or None."""
    return connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar_one_or_none()


def write(connection: Connection, key: str, value: bytes) -> None:
    """Set the value of `key`."""
    upsert(connection, meta, [{"key": key, "value": value}])


def server_epoch(connection: Connection) -> int:
    """Return the server's epoch: 1 at first, raised by every restore."""
    value = read(connection, SERVER_EPOCH)
    return int(value) if value is not None else 1


def next_of(connection: Connection, name: str) -> int:
    """Return the next number of the series `name`, from 1; it is given out once this transaction is committed."""
    held = select(counter.c.value).where(counter.c.name == name).with_for_update()
    value = (connection.execute(held).scalar_one_or_none() or 0) + 1
    upsert(connection, counter, [{"name": name, "value": value}])
    return value
