"""Signing in with the server, and without it by what is cached; wrong passwords wait, also over a restart."""

import pytest
from support.desks import CHEAP_HASHER, CLERK, MovedClock, a_desk, opened

from casework.errors import RuleBroken, Trouble
from counter_app.desk.sign_in import OFFLINE_LEASE_MS, sign_in, sign_out

GOOD = "an-invented-password"


def unreachable(_asked):
    raise Trouble("sync.unreachable", why="ConnectionError")


def server(asked):
    if asked.password != GOOD:
        raise RuleBroken("people.wrong_password")
    return CLERK


def enter(place, password=GOOD, ask=unreachable, clerk="0123"):
    return sign_in(place.desk, clerk, password, ask, CHEAP_HASHER).value


def code_of(place, *arguments, **named):
    with pytest.raises(RuleBroken) as caught:
        enter(place, *arguments, **named)
    return caught.value.code


def test_the_server_is_asked_first_and_what_it_says_is_cached(place):
    session = enter(place, ask=server)
    assert (session.clerk, session.online) == (CLERK, True)
    sign_out(place.desk)
    assert enter(place).online is False


def test_the_password_itself_is_nowhere(place):
    enter(place, ask=server)
    known = place.store.clerks.known("0123")
    assert GOOD not in known.verifier
    assert known.verifier.startswith("$argon2id$")


def test_offline_a_wrong_password_is_refused(place):
    assert code_of(place, "not it") == "sign_in.wrong"


def test_offline_an_unknown_clerk_is_told_what_to_do(place):
    assert code_of(place, clerk="9999") == "sign_in.unknown_offline"


def test_the_servers_refusal_counts_and_is_told_as_it_is(place):
    assert code_of(place, "not it", server) == "people.wrong_password"
    assert place.store.clerks.known("0123").failures == 1


def test_after_five_wrong_passwords_even_the_right_one_waits(place):
    for _ in range(5):
        assert code_of(place, "not it") == "sign_in.wrong"
    assert code_of(place) == "sign_in.locked"
    assert code_of(place, ask=server) == "sign_in.locked"


def test_the_wait_grows_and_ends(place, clock):
    waits = []
    for _ in range(9):
        code_of(place, "not it")
        known = place.store.clerks.known("0123")
        waits.append(max(known.locked_until_ms - place.desk.now_ms(), 0))
        clock.pass_by(milliseconds=waits[-1])
    assert waits == [0, 0, 0, 0, 30_000, 60_000, 120_000, 240_000, 480_000]
    assert enter(place).clerk == CLERK
    assert place.store.clerks.known("0123").failures == 0


def test_the_wait_survives_a_restart(tmp_path):
    clock = MovedClock()
    place = a_desk(tmp_path, clock)
    for _ in range(5):
        code_of(place, "not it")
    place.close()
    place = opened(tmp_path, clock)
    assert code_of(place) == "sign_in.locked"
    place.close()


def test_a_clock_set_back_does_not_shorten_the_wait(place, clock):
    for _ in range(5):
        code_of(place, "not it")
    clock.pass_by(days=-1)
    assert code_of(place) == "sign_in.locked"


def test_offline_work_ends_when_the_lease_does(place, clock):
    clock.pass_by(milliseconds=OFFLINE_LEASE_MS)
    enter(place)
    clock.pass_by(seconds=1)
    assert code_of(place) == "sign_in.lease_over"
    assert enter(place, ask=server).online


def test_a_session_lasts_until_somebody_signs_out(tmp_path):
    place = a_desk(tmp_path)
    place.close()
    place = opened(tmp_path)
    assert place.desk.clerk() == CLERK
    sign_out(place.desk)
    with pytest.raises(RuleBroken, match=r"desk\.nobody_signed_in"):
        place.desk.clerk()
    place.close()
