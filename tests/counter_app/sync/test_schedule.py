"""When the next try is due."""

from hypothesis import given
from hypothesis import strategies as st

from counter_app.sync.schedule import BASE_S, CAP_S, IDLE_S, Schedule


def test_the_first_round_is_due_at_once():
    assert Schedule(lambda: 0.5).wait_s(100.0) == 0


def test_after_success_it_waits_a_little():
    schedule = Schedule(lambda: 0.5)
    schedule.succeeded(100.0)
    assert schedule.wait_s(100.0) == IDLE_S
    assert schedule.wait_s(100.0 + IDLE_S) == 0


def test_something_new_is_sent_at_once_while_all_is_well():
    schedule = Schedule(lambda: 0.5)
    schedule.succeeded(100.0)
    schedule.nudge(101.0)
    assert schedule.wait_s(101.0) == 0


def test_something_new_does_not_hammer_a_server_that_is_away():
    schedule = Schedule(lambda: 0.99)
    for _ in range(5):
        schedule.failed(100.0)
    schedule.nudge(100.0)
    assert schedule.wait_s(100.0) > 10


def test_a_person_can_ask_for_a_try_at_once():
    schedule = Schedule(lambda: 0.99)
    for _ in range(5):
        schedule.failed(100.0)
    schedule.retry_now(100.0)
    assert schedule.wait_s(100.0) == 0


@given(failures=st.integers(1, 2000), chance=st.floats(0, 1, exclude_max=True), now=st.floats(0, 1e9))
def test_waits_grow_to_five_minutes_and_never_stop(failures, chance, now):
    schedule = Schedule(lambda: chance)
    for _ in range(failures):
        schedule.failed(now)
    ceiling = min(CAP_S, BASE_S * 2 ** min(failures - 1, 16))
    assert 0 < schedule.wait_s(now) <= ceiling + 1e-6
    schedule.succeeded(now)
    assert schedule.failures == 0


def test_success_forgets_the_failures():
    schedule = Schedule(lambda: 1.0)
    for _ in range(9):
        schedule.failed(0.0)
    schedule.succeeded(0.0)
    schedule.failed(0.0)
    assert schedule.wait_s(0.0) <= BASE_S
