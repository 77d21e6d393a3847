"""The laws of intake, on whatever order its writers come in."""

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.serving import (
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

from casework.access import OriginKind
from casework.contract import PushAnswer
from casework.events import Role
from casework.ids import uuid7
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
CASES = [uuid7(1783310400000, bits) for bits in range(3)]
KINDS = ("open", "open_same_number", "accept", "receive", "decide", "note", "poison", "garbage", "newer")


@dataclass
class Turn:
    """One writer states something and may or may not reach the server."""

    writer: str
    kind: str
    case: int
    reach: bool
    again: bool


TURNS = st.lists(
    st.builds(
        Turn,
        writer=st.sampled_from(sorted(WRITERS)),
        kind=st.sampled_from(KINDS),
        case=st.integers(0, 2),
        reach=st.booleans(),
        again=st.booleans(),
    ),
    max_size=25,
)


def words(turn: Turn, count: int) -> bytes:
    case = CASES[turn.case]
    role = Role.CLERK if turn.writer.startswith("W") else Role.DEPARTMENT
    number = 1 if turn.writer == "W01" else 2
    window = turn.writer if turn.writer.startswith("W") else "W01"
    running = turn.case + 1 if turn.kind == "open" else 1
    made = {
        "open": opening(window, number, running),
        "open_same_number": opening(window, number, running),
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
            pusher.stream.add(words(turn, count))
            if turn.reach:
                answer = pusher.push(here.intake, pusher.sent + 1)
                assert answer.head == len(pusher.stream.events)
            if turn.again and pusher.sent:
                pusher.push(here.intake, 1)
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


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TURNS, st.lists(st.integers(1, 4), min_size=1, max_size=8))
def test_how_a_stream_is_cut_into_pushes_changes_nothing(turns, cuts):
    mine = [words(Turn("W01", turn.kind, turn.case, turn.reach, turn.again), n) for n, turn in enumerate(turns)]
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
