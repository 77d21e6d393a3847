"""The laws of intake, on whatever order its writers come in."""

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.serving import (
    DAY,
    HALL,
    REGION,
    SteppingClock,
    Stream,
    accepted,
    decided,
    event,
    note,
    opening,
    received,
    settings_in,
    write_site,
)

from casework import facts
from casework.access import OriginKind
from casework.contract import PushAnswer
from casework.events import Role, read_header
from casework.ids import uuid7
from casework.lifecycle import Verdict
from sync_server.main import build_doors
from sync_server.store.engine import open_store
from sync_server.store.migrate import upgrade
from sync_server.verify import Verifier
from sync_server.writers import Writer

WRITERS = {
    "W01": Writer(kind=OriginKind.WINDOW, origin="W01", region=REGION, hall=HALL, number=1),
    "W02": Writer(kind=OriginKind.WINDOW, origin="W02", region=REGION, hall=HALL, number=2),
    "EDU": Writer(kind=OriginKind.DEPARTMENT, origin="EDU", region=REGION),
    "FIN": Writer(kind=OriginKind.DEPARTMENT, origin="FIN", region=REGION),
}
REVOKED = facts.DecisionRevoked(revoked_on=DAY, reason="不归窗口办")
CASES = [uuid7(1783310400000, bits) for bits in range(3)]
KINDS = (
    "open",
    "open_same_number",
    "open_elsewhere",
    "accept",
    "receive",
    "decide",
    "note",
    "poison",
    "forbidden",
    "garbage",
    "newer",
    "amend",
    "amend_badly",
)


@dataclass
class Turn:
    """One writer states something and may or may not reach the server."""

    writer: str
    kind: str
    case: int
    reach: bool
    again: bool
    release: bool = False


TURNS = st.lists(
    st.builds(
        Turn,
        writer=st.sampled_from(sorted(WRITERS)),
        kind=st.sampled_from(KINDS),
        case=st.integers(0, 2),
        reach=st.booleans(),
        again=st.booleans(),
        release=st.integers(0, 5).map(lambda n: n == 0),
    ),
    max_size=25,
)


def words(turn: Turn, count: int, written: list[bytes]) -> bytes:
    """What the writer of a turn states, having written these before."""
    if turn.kind.startswith("amend"):
        return correction(turn, count, written)
    return statement(turn, count)


def correction(turn: Turn, count: int, written: list[bytes]) -> bytes:
    """An event that stands in for one written before, which may be nothing that can be corrected."""
    headers = [header for raw in written if (header := read_header(raw)) is not None]
    named = [header.id for header in headers if header.case == CASES[turn.case]]
    old = named[count % len(named)] if named else uuid7(1783310400000, 9)
    kind = "poison" if turn.kind == "amend_badly" else "open" if count % 3 == 0 else "note"
    raw = statement(Turn(turn.writer, kind, turn.case, turn.reach, turn.again), count)
    return raw.replace(b'"p":{', b'"supersedes":"%s","p":{' % old.encode(), 1)


def statement(turn: Turn, count: int) -> bytes:
    case = CASES[turn.case]
    role = Role.CLERK if turn.writer.startswith("W") else Role.DEPARTMENT
    number = 1 if turn.writer == "W01" else 2
    window = turn.writer if turn.writer.startswith("W") else "W01"
    running = 1 if turn.kind == "open_same_number" else turn.case + 1
    elsewhere = "510600-H9" if turn.kind == "open_elsewhere" else HALL
    made = {
        "open": opening(window, number, running),
        "open_same_number": opening(window, number, running),
        "open_elsewhere": opening(window, number, running, hall=elsewhere),
        "forbidden": REVOKED,
        "accept": accepted(),
        "receive": received(),
        "decide": decided(),
    }.get(turn.kind, note(str(count)))
    raw = event(made, case, role, event_id=uuid7(1783310400000, 1000 + count))
    if turn.kind == "poison":
        return raw.replace(b'"text"', b'"tekst"')
    if turn.kind == "newer":
        return raw.replace(b"note.added", b"note.sung")
    return b'{"count":%d}' % count if turn.kind == "garbage" else raw


@dataclass
class Pusher:
    """A writer with its stream, and the answers it got."""

    writer: Writer
    stream: Stream
    sent: int = 0
    answers: dict[int, object] = field(default_factory=dict)

    def push(self, intake, first: int) -> PushAnswer:
        answer = intake.push(self.writer, self.stream.push(first))
        self.sent = answer.head
        for one in answer.verdicts:
            before = self.answers.get(one.seq)
            assert before is None or before.verdict is Verdict.HELD or before == one, "a verdict is final"
            self.answers[one.seq] = one
        return answer


@contextmanager
def doors():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_site(folder)
        store = open_store(settings_in(folder).database)
        upgrade(store)
        try:
            yield build_doors(settings_in(folder), store, SteppingClock())
        finally:
            store.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TURNS)
def test_whatever_the_order_chains_hold_positions_are_dense_and_replays_are_equal(turns):
    with doors() as here:
        pushers = {
            name: Pusher(writer, Stream(name, uuid7(1783310400000, number)))
            for number, (name, writer) in enumerate(WRITERS.items())
        }
        for count, turn in enumerate(turns):
            pusher = pushers[turn.writer]
            pusher.stream.add(words(turn, count, pusher.stream.events))
            if turn.reach:
                answer = pusher.push(here.intake, pusher.sent + 1)
                assert answer.head == len(pusher.stream.events)
            if turn.again and pusher.sent:
                pusher.push(here.intake, 1)
            if turn.release and (standing := [one for one in here.holds.everything() if one.event_id]):
                here.holds.release(standing[count % len(standing)].event_id, "核对过", "S01")
        finals = {}
        for name, pusher in pushers.items():
            if pusher.stream.events:
                finals[name] = pusher.push(here.intake, 1)
        for name, pusher in pushers.items():
            if name in finals:
                assert {one.seq for one in finals[name].verdicts} == set(range(1, len(pusher.stream.events) + 1))
        settled = {name: pushers[name].push(here.intake, 1).verdicts for name in finals}
        assert settled == {name: pushers[name].push(here.intake, 1).verdicts for name in finals}
        assert Verifier(here.store, here.blobs.folder).run().differences == ()
        check_what_waits(here, pushers)


def check_what_waits(here, pushers):
    """Whoever waits behind an event waits behind one that holds; and nobody waits for ever."""
    assert waiting_behind(here) == standing_holds(here) & waiting_behind(here)
    assert posted_twice(here) == []
    clock = here.holds.clock
    for _ in range(60):
        clock.pass_by(days=8)
        if not here.holds.supervise().released:
            break
    assert (waiting_behind(here), standing_holds(here), posted_twice(here)) == (set(), set(), [])
    for pusher in pushers.values():
        if pusher.stream.events:
            pusher.push(here.intake, 1)
    assert Verifier(here.store, here.blobs.folder).run().differences == ()


def rows(here, sql: str) -> list:
    with here.store.reading() as connection:
        return connection.exec_driver_sql(sql).all()


def waiting_behind(here) -> set:
    return set(rows(here, "SELECT case_id, origin, held_by FROM event WHERE verdict = 'held' AND reason = 'case.held'"))


def standing_holds(here) -> set:
    return set(rows(here, "SELECT case_id, origin, held_by FROM hold"))


def posted_twice(here) -> list:
    return rows(here, "SELECT box, event_id FROM box GROUP BY box, event_id HAVING count(*) > 1")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TURNS, st.lists(st.integers(1, 4), min_size=1, max_size=8))
def test_how_a_stream_is_cut_into_pushes_changes_nothing(turns, cuts):
    mine = []
    for count, turn in enumerate(turns):
        mine.append(words(Turn("W01", turn.kind, turn.case, turn.reach, turn.again), count, mine))
    outcomes = []
    for sizes in (cuts, [len(mine) or 1]):
        with doors() as here:
            stream = Stream("W01", uuid7(1783310400000, 7), mine)
            done, turn = 0, 0
            while done < len(mine):
                last = min(done + sizes[turn % len(sizes)], len(mine))
                done = here.intake.push(WRITERS["W01"], stream.push(done + 1, last)).head
                turn += 1
            outcomes.append(here.intake.push(WRITERS["W01"], stream.push()).verdicts if mine else ())
    assert outcomes[0] == outcomes[1]
