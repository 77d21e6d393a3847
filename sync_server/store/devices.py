"""Windows' keys and the one-time codes they enrol with."""

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, func, select, update

from casework.window_keys import WindowKey
from sync_server.store import tickets
from sync_server.store.tables import device, enrol_code


@dataclass(frozen=True, slots=True)
class Device:
    """One enrolled window: its key, its place and its leased epoch character."""

    public_key: str
    window: str
    number: int
    hall: str
    region: str
    epoch: str
    epoch_char: str
    enrolled_ms: int


@dataclass(frozen=True, slots=True)
class Code:
    """One enrolment code as it is kept; `hash` is the SHA-256 of the code in hexadecimal."""

    hash: str
    window: str
    number: int
    made_ms: int
    expires_ms: int
    used_ms: int | None = None


_FIELDS = [device.c[name] for name in Device.__dataclass_fields__]


def living(connection: Connection, public_key: str) -> Device | None:
    """Return the window this key belongs to, unless the key was replaced."""
    query = select(*_FIELDS).where(device.c.public_key == public_key, device.c.revoked_ms.is_(None))
    row = connection.execute(query).one_or_none()
    return None if row is None else Device(*row)


def known(connection: Connection, public_key: str) -> bool:
    """Say whether a window ever enrolled with this key."""
    query = select(device.c.public_key).where(device.c.public_key == public_key)
    return connection.execute(query).first() is not None


def all_keys(connection: Connection) -> list[WindowKey]:
    """Return every key that a window ever had, the ended ones with the time of their end."""
    query = select(device.c.public_key, device.c.window, device.c.number, device.c.enrolled_ms, device.c.revoked_ms)
    return [
        WindowKey(key=key, window=window, number=number, since_ms=since_ms, until_ms=until_ms)
        for key, window, number, since_ms, until_ms in connection.execute(query)
    ]


def all_living(connection: Connection) -> list[Device]:
    """Return every window that is enrolled now, by code."""
    query = select(*_FIELDS).where(device.c.revoked_ms.is_(None)).order_by(device.c.window)
    return [Device(*row) for row in connection.execute(query)]


def times_enrolled(connection: Connection, window: str) -> int:
    """Return how often this window was enrolled so far."""
    query = select(func.count()).select_from(device).where(device.c.window == window)
    return connection.execute(query).scalar_one()


def replace(connection: Connection, new: Device) -> None:
    """Give the window this key; the one it had before is dead from now on."""
    end(connection, new.window, new.enrolled_ms)
    connection.execute(device.insert(), [asdict(new)])


def end(connection: Connection, window: str, now_ms: int) -> bool:
    """End the key that the window has; return False if it has none."""
    living = update(device).where(device.c.window == window, device.c.revoked_ms.is_(None))
    ended = connection.execute(living.values(revoked_ms=now_ms)).rowcount > 0
    if ended:
        tickets.count_ending(connection)
    return ended


def add_code(connection: Connection, code: Code) -> None:
    """Keep a new code; unused codes of the same window end with it."""
    connection.execute(
        update(enrol_code)
        .where(enrol_code.c.window == code.window, enrol_code.c.used_ms.is_(None))
        .values(expires_ms=code.made_ms)
    )
    connection.execute(enrol_code.insert(), [asdict(code)])


def code(connection: Connection, code_hash: str) -> Code | None:
    """Return the code of this hash, its row locked."""
    names = [enrol_code.c[name] for name in Code.__dataclass_fields__]
    row = connection.execute(select(*names).where(enrol_code.c.hash == code_hash).with_for_update()).one_or_none()
    return None if row is None else Code(*row)


def use_code(connection: Connection, code_hash: str, now_ms: int) -> None:
    """Note that the code was used."""
    connection.execute(update(enrol_code).where(enrol_code.c.hash == code_hash).values(used_ms=now_ms))
