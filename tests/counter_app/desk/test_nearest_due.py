"""The day by which a list is sorted is the one that is counted out in full, however often it was asked before."""

from datetime import date, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from support.serving import NOON, event, new_id, opening

from casework import calendar
from casework.case_state import Case, Stage, Stop
from casework.events import read
from casework.facts import CaseDecided, Outcome
from counter_app.desk.due import NearestDue, next_due
from resources.calendar import files as calendar_files

CALENDAR = calendar.load(calendar_files())
NEAREST = NearestDue(CALENDAR)
OPENED = read(event(opening(), new_id()))
CASE = Case.opened(OPENED.header, OPENED.fact)
days = st.integers(0, 40).map(lambda number: NOON.date() + timedelta(days=number))


@given(
    st.sampled_from(Stage),
    days,
    st.none() | days,
    st.none() | days,
    st.integers(1, 30),
    st.integers(0, 20),
    st.lists(st.tuples(days, st.integers(0, 9)), max_size=2),
)
def test_the_nearest_day_is_the_one_that_is_counted_out(stage, received, accepted, decided, limit, extension, stops):
    case = msgspec.structs.replace(
        CASE,
        stage=stage,
        received_on=received,
        accepted_on=accepted,
        decision=CaseDecided(outcome=Outcome.GRANTED, decided_on=decided) if decided else None,
        committed_days=limit,
        statutory_days=2 * limit,
        extension_days=extension,
        stops=tuple(Stop(from_day=day, last_day=day + timedelta(days=long)) for day, long in stops),
    )
    due = next_due(case, CALENDAR)
    expected = due.date.day if due else None
    assert NEAREST(case) == NEAREST(case) == expected


def test_what_was_counted_once_is_not_counted_again():
    nearest = NearestDue(CALENDAR)
    assert nearest(CASE) == nearest(msgspec.structs.replace(CASE, number="another"))
    assert nearest(CASE) > date(2026, 7, 6)
    assert len(nearest._counted) == 1
