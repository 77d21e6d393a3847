"""The count at the end of the demonstration must be able to fail: every kind of damage is found."""

from dataclasses import replace

import pytest

from benchmarks.demo.agreement import Held, compare

EVENTS = tuple((f"event-{n}", f"print-{n}") for n in range(6))
OWNERS = {event: "EDU" if n < 4 else "AGR" for n, (event, _print) in enumerate(EVENTS)}
CASES = {"case-1": "a", "case-2": "b"}

SERVER = Held("server", EVENTS, frozenset(), CASES)
WINDOW = Held("W01", EVENTS, frozenset({"event-0"}), CASES)
EDU = Held("EDU", EVENTS[:4], frozenset({"event-3"}), {"case-1": "a"})
AGR = Held("AGR", EVENTS[4:], frozenset(), {"case-2": "b"})


def counted(server=SERVER, window=WINDOW, edu=EDU):
    found = compare(server, [window], {"EDU": edu, "AGR": AGR}, OWNERS)
    return found.lost, found.duplicated, found.differ


def test_stores_that_agree_have_lost_and_doubled_nothing():
    assert counted() == (0, 0, 0)


@pytest.mark.parametrize("missing", range(6))
def test_an_event_that_a_window_lacks_is_lost(missing):
    without = EVENTS[:missing] + EVENTS[missing + 1 :]
    assert counted(window=replace(WINDOW, events=without))[0] == 1


def test_an_event_with_other_bytes_is_lost():
    altered = (("event-0", "forged"), *EVENTS[1:])
    assert counted(window=replace(WINDOW, events=altered))[0] == 1


def test_an_event_that_only_its_writer_has_is_lost():
    own = replace(WINDOW, events=(*EVENTS, ("event-9", "print-9")), written=frozenset({"event-9"}))
    assert counted(window=own) == (1, 0, 0)


def test_an_event_that_a_department_lacks_is_lost():
    assert counted(edu=replace(EDU, events=EVENTS[:3]))[0] == 1


def test_an_event_that_is_there_twice_is_duplicated():
    assert counted(window=replace(WINDOW, events=(*EVENTS, EVENTS[2])))[1] == 1
    assert counted(server=replace(SERVER, events=(*EVENTS, EVENTS[2])))[1] == 1


def test_a_case_that_is_shown_differently_is_found():
    assert counted(window=replace(WINDOW, cases={"case-1": "a", "case-2": "other"}))[2] == 1
    assert counted(edu=replace(EDU, cases={"case-1": "older"}))[2] == 1
