"""Writers who want the same things at the same moment, with transactions that really overlap."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from support.serving import Stream, enrolled_window, event, new_id, note, opening, serving

from sync_server.verify import Verifier

pytestmark = pytest.mark.postgres

WRITERS = 4


@pytest.fixture
def server(tmp_path, clock, postgres_url):
    with serving(tmp_path / "server", clock, database_url=postgres_url) as running:
        yield running


@pytest.fixture
def windows(server):
    return [enrolled_window(server, f"W{number:02}", number) for number in range(1, WRITERS + 1)]


def at_once(*acts):
    """Do all at the same moment, each in a thread of its own; give what they return."""
    start = threading.Barrier(len(acts))

    def begin(act):
        start.wait(30)
        return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return [one.result(60) for one in [threads.submit(begin, act) for act in acts]]


def differences(server):
    return Verifier(server.doors.store, server.doors.blobs.folder).run().differences


def test_many_writers_of_the_same_cases_never_stand_in_each_other_s_way_for_good(server, windows):
    cases = [new_id() for _ in range(6)]
    first = Stream("W01").add(*(event(opening(running=n), case) for n, case in enumerate(cases, start=1)))
    windows[0].push(first.push())
    order = random.Random(7)  # noqa: S311 - an order, no secret
    streams = [Stream(f"W{number:02}") for number in range(1, WRITERS + 1)]

    def write(number):
        for _ in range(8):
            stream = streams[number]
            shuffled = order.sample(cases, len(cases))
            stream.add(*(event(note(), case) for case in shuffled))
            answer = windows[number].push(stream.push(len(stream.events) - len(cases) + 1))
            assert {one.verdict for one in answer.verdicts} == {"applied"}

    at_once(*(lambda number=number: write(number) for number in range(WRITERS)))
    assert len(windows[0].feed("H:510600-H1").rows) == 6 + WRITERS * 8 * 6
    assert differences(server) == ()


def test_the_first_push_of_a_stream_sent_several_times_at_once_counts_once(server, windows):
    case = new_id()
    stream = Stream("W01").add(event(opening(), case), event(note(), case))
    twins = [windows[0].twin() for _ in range(WRITERS)]
    answers = at_once(*(lambda twin=twin: twin.push(stream.push()) for twin in twins))
    assert all(answer == answers[0] for answer in answers)
    assert len(windows[1].feed("H:510600-H1").rows) == 2
    assert differences(server) == ()


def test_numbers_that_the_server_gives_at_the_same_moment_are_all_different(server, windows):
    streams = [Stream(f"W{number:02}") for number in range(1, WRITERS + 1)]
    for number, stream in enumerate(streams, start=1):
        # Each window uses a number of its own twice, so that the server has to give one.
        used = opening(f"W{number:02}", number)
        stream.add(event(used, new_id()), event(used, new_id()))
    acts = [
        lambda window=window, stream=stream: window.push(stream.push())
        for window, stream in zip(windows, streams, strict=True)
    ]
    answers = at_once(*acts)
    verdicts = sorted(one.verdict.value for answer in answers for one in answer.verdicts)
    assert verdicts == ["applied"] * WRITERS + ["renumbered"] * WRITERS
    given = [one.number for answer in answers for one in answer.verdicts if one.number]
    assert len(set(given)) == WRITERS
    assert differences(server) == ()
