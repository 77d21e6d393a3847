"""Whether every store holds the same events and the same cases: counted from the files themselves.

The server, each window and each department are opened as plain databases, beside the product's own code, after
everything has stopped. What one of them should have and has not is lost; what one has twice is duplicated.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import sqlcipher3

from counter_app.store.key import read_key

Fingerprints = dict[str, str]
"""The SHA-256 of an event's bytes by the event's id."""


@dataclass(frozen=True, slots=True)
class Held:
    """What one store holds: its events, in the order of its rows, and its cases as they stand.

    `written` are those that it wrote itself.
    """

    name: str
    events: tuple[tuple[str, str], ...]
    written: frozenset[str]
    cases: dict[str, str]

    @property
    def fingerprints(self) -> Fingerprints:
        """The events by id."""
        return dict(self.events)


@dataclass(slots=True)
class Agreement:
    """The result: how many are `lost`, `duplicated`, how many cases `differ`, and each finding in words."""

    lost: int = 0
    duplicated: int = 0
    differ: int = 0
    findings: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether all stores agree."""
        return not (self.lost or self.duplicated or self.differ)


def compare(server: Held, windows: Iterable[Held], departments: dict[str, Held], owners: dict[str, str]) -> Agreement:
    """Compare the stores; `departments` by code, `owners` says which department each event's case belongs to."""
    found = Agreement()
    truth = server.fingerprints
    _count_twice(server, found)
    for window in windows:
        _expect(window, truth, found)
        _expect_written(window, truth, found)
        _count_twice(window, found)
        _same_cases(window, server, set(server.cases), found)
    for code, department in departments.items():
        own = {event: print_ for event, print_ in truth.items() if owners[event] == code}
        _expect(department, own, found)
        _expect_written(department, truth, found)
        _count_twice(department, found)
        _same_cases(department, server, set(department.cases), found)
    return found


def read_server(file: Path) -> tuple[Held, dict[str, str]]:
    """Return what the server holds, and which department each event's case belongs to."""
    connection = sqlcipher3.connect(str(file))
    rows = connection.execute("SELECT id, raw, case_id FROM event").fetchall()
    cases = connection.execute("SELECT id, department, projection FROM case_").fetchall()
    connection.close()
    department = {row[0]: row[1] for row in cases}
    held = Held(
        name="server",
        events=tuple((row[0], _print(row[1])) for row in rows),
        written=frozenset(),
        cases={row[0]: _print(row[2]) for row in cases},
    )
    return held, {row[0]: department.get(row[2], "") for row in rows}


def read_window(name: str, file: Path, key_file: Path, origin: str) -> Held:
    """Return what a window holds; its file is encrypted."""
    connection = sqlcipher3.connect(str(file))
    connection.execute(f"PRAGMA key = \"x'{read_key(key_file).raw.hex()}'\"")
    rows = connection.execute("SELECT id, raw, origin FROM event ORDER BY line").fetchall()
    cases = connection.execute("SELECT id, state FROM case_row").fetchall()
    connection.close()
    return Held(
        name=name,
        events=tuple((row[0], _print(row[1])) for row in rows),
        written=frozenset(row[0] for row in rows if row[2] == origin),
        cases={row[0]: _print(row[1]) for row in cases},
    )


def read_department(name: str, file: Path) -> Held:
    """Return what a department's puller holds."""
    connection = sqlcipher3.connect(str(file))
    rows = connection.execute("SELECT id, raw FROM event ORDER BY pos").fetchall()
    own = connection.execute("SELECT id FROM outbox").fetchall()
    cases = connection.execute("SELECT id, projection FROM case_").fetchall()
    connection.close()
    return Held(
        name=name,
        events=tuple((row[0], _print(row[1])) for row in rows),
        written=frozenset(row[0] for row in own),
        cases={row[0]: _print(row[1]) for row in cases},
    )


def _print(raw: bytes | str) -> str:
    return hashlib.sha256(raw.encode() if isinstance(raw, str) else raw).hexdigest()


def _expect(held: Held, wanted: Fingerprints, found: Agreement) -> None:
    have = held.fingerprints
    for event, print_ in wanted.items():
        if have.get(event) != print_:
            found.lost += 1
            found.findings.append(f"{held.name} {'lacks' if event not in have else 'has other bytes of'} {event}")


def _expect_written(held: Held, truth: Fingerprints, found: Agreement) -> None:
    for event in sorted(held.written - set(truth)):
        found.lost += 1
        found.findings.append(f"server lacks {event}, written by {held.name}")


def _count_twice(held: Held, found: Agreement) -> None:
    for event, times in Counter(event for event, _print in held.events).items():
        if times > 1:
            found.duplicated += times - 1
            found.findings.append(f"{held.name} has {event} {times} times")


def _same_cases(held: Held, server: Held, wanted: set[str], found: Agreement) -> None:
    for case in sorted(wanted):
        if held.cases.get(case) != server.cases.get(case):
            found.differ += 1
            found.findings.append(f"{held.name} and server show case {case} differently")
