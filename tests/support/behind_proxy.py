"""Desks and departments that reach their server only through a proxy that may misbehave."""

from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import text
from support.desks import CHEAP_HASHER, NotedDriver, settings_in
from support.serving import PASSWORD, REGION
from support.windows import enrolled

from casework.access import Scope
from casework.errors import RuleBroken, Trouble
from counter_app.main import open_desk
from sync_server.department.session import log_in, open_session
from sync_server.verify import Verifier

_TABLES = ("event", "entry", "box", "case_", "stream")


@dataclass
class Seconds:
    """A monotonic clock that is moved by hand."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@contextmanager
def desk_behind(proxy, server, folder, clock, *, code="W03", number=3):
    """A desk enrolled through the proxy; its timer is moved by hand."""
    settings = settings_in(folder, server=proxy.address)
    workplace = open_desk(settings, clock=clock, hasher=CHEAP_HASHER, driver=NotedDriver(), chance=lambda: 0.5)
    try:
        workplace.sync._monotonic = Seconds()
        yield enrolled(workplace, server, code, number)
    finally:
        workplace.api.close()
        workplace.close()


@contextmanager
def department_behind(proxy, server, folder, clock, department="EDU"):
    """A department logged in through the proxy."""
    account = department.lower()
    server.doors.people.add_account(account, department, REGION, PASSWORD, frozenset(Scope))
    log_in(folder, proxy.address, account, PASSWORD)
    session = open_session(folder, clock)
    try:
        yield session
    finally:
        session.puller.client._session.close()
        session.close()


def hasten(workplace, timeout_s=1.0):
    """Let a desk wait for an answer no longer than this; only where answers are to be missing or late."""
    workplace.api._timeout_s = timeout_s


def next_round(workplace):
    """Let the timer come to the next round, and do it; return what the status then says."""
    agent = workplace.sync
    agent._monotonic.now += agent.wait_s() + 0.001
    agent.tick()
    return agent.status()


def drain(workplace, most=20) -> int:
    """Let the timer run until nothing waits; return how many rounds it took."""
    for count in range(1, most + 1):
        status = next_round(workplace)
        if status.drained and status.online:
            return count
    raise AssertionError(f"still waiting after {most} rounds: {status}")


def exchanged(session, most=20) -> int:
    """Let a department send and pull until both succeed; return how many tries it took."""
    for count in range(1, most + 1):
        try:
            session.sender.send()
            session.puller.pull()
        except (Trouble, RuleBroken):
            continue
        return count
    raise AssertionError(f"not through after {most} tries")


def rows_of(server) -> dict[str, int]:
    """How many rows each table of the server has."""
    with server.doors.store.reading() as connection:
        return {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()  # noqa: S608 - fixed names
            for name in _TABLES
        }


def raws_at(server) -> list[bytes]:
    """Every event of the server, byte for byte."""
    with server.doors.store.reading() as connection:
        return sorted(bytes(raw) for (raw,) in connection.execute(text("SELECT raw FROM event")))


def raws_of(workplace) -> list[bytes]:
    """Every event that this desk wrote, byte for byte."""
    rows = workplace.store.database.rows("SELECT raw FROM event WHERE hash IS NOT NULL")
    return sorted(bytes(row["raw"]) for row in rows)


def acknowledged(workplace) -> int:
    """How many of its events the desk counts as sent."""
    return workplace.store.journal.stream().acked


def differences(server) -> tuple:
    """What the server's own verifier finds."""
    return Verifier(server.doors.store, server.doors.blobs.folder).run().differences
