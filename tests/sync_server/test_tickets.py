"""Tickets: what opens mailboxes and nothing else, for ten minutes, and not a second longer than its holder's key."""

import time
from datetime import timedelta

import msgspec
import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event as sql_event
from support.serving import (
    HALL,
    NOON,
    SteppingClock,
    Stream,
    accepted,
    enrolled_window,
    event,
    new_id,
    note,
    opening,
    serving,
)

from casework.access import OriginKind, Scope
from casework.contract import Common, Hello, Login, Marks, Welcome
from casework.errors import RuleBroken
from sync_server.store import meta
from sync_server.tickets import LIFE_MS, PREFIX, Ended, Tickets
from sync_server.writers import Writer

BOX = f"H:{HALL}"
WINDOW = Writer(kind=OriginKind.WINDOW, origin="W01", region="510600", hall=HALL, number=1, key="k" * 64)


class Monotonic:
    """Seconds that pass when told."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def seconds():
    return Monotonic()


@pytest.fixture
def ended(seconds):
    ended = Ended(0.25, seconds)
    ended.learn(frozenset())
    return ended


@pytest.fixture
def tickets(ended):
    return Tickets(b"s" * 32, SteppingClock(), ended)


def refused(tickets, text) -> str:
    with pytest.raises(RuleBroken) as refusal:
        tickets.read(text)
    return refusal.value.code


# --- by themselves --------------------------------------------------------------------------------------------------


def test_a_ticket_says_who_holds_it_and_what_they_may_read(tickets):
    text, until_ms = tickets.issue(WINDOW)
    read = tickets.read(text.encode())
    assert (read.origin, read.key, read.until_ms) == ("W01", "k" * 64, until_ms)
    assert until_ms == NOON.timestamp() * 1000 + LIFE_MS
    assert [read.may_read(box) for box in (BOX, "C:510600", "H:510600-H2", "D:EDU:510600")] == [
        True,
        True,
        False,
        False,
    ]


def test_who_may_not_read_or_is_nobody_gets_none(tickets):
    only_write = frozenset({Scope.WRITE})
    writing = Writer(kind=OriginKind.DEPARTMENT, origin="EDU", region="510600", scopes=only_write, key="t")
    assert tickets.issue(writing) == ("", 0)
    assert tickets.issue(Writer(kind=OriginKind.SERVER, origin="server", region="510600")) == ("", 0)


def test_a_ticket_ends_after_ten_minutes(ended):
    clock = SteppingClock()
    tickets = Tickets(b"s" * 32, clock, ended)
    text = tickets.issue(WINDOW)[0].encode()
    clock.moment += timedelta(milliseconds=LIFE_MS - 1)
    assert tickets.read(text).origin == "W01"
    clock.moment += timedelta(milliseconds=1)
    assert refused(tickets, text) == "ticket.expired"


def test_a_ticket_ends_with_its_holder_s_key(tickets, ended):
    text = tickets.issue(WINDOW)[0].encode()
    tickets.read(text)
    ended.learn(frozenset({WINDOW.key}))
    assert refused(tickets, text) == "ticket.ended"
    ended.learn(None)
    assert refused(tickets, text) == "ticket.ended"


def test_no_ticket_is_believed_while_it_cannot_be_asked_whether_its_key_was_ended(tickets, ended, seconds):
    text = tickets.issue(WINDOW)[0].encode()
    seconds.now += 5.0
    assert tickets.read(text).origin == "W01"
    seconds.now += 0.1
    assert refused(tickets, text) == "ticket.unchecked"
    ended.learn(None)
    assert tickets.read(text).origin == "W01"


def test_another_server_s_ticket_is_wrong(tickets, ended):
    text = Tickets(b"t" * 32, SteppingClock(), ended).issue(WINDOW)[0].encode()
    assert refused(tickets, text) == "ticket.wrong"


@given(place=st.integers(0, 400), bits=st.integers(1, 255))
def test_no_altered_byte_of_a_ticket_is_taken(place, bits):
    ended = Ended(0.25)
    ended.learn(frozenset())
    tickets = Tickets(b"s" * 32, SteppingClock(), ended)
    text = tickets.issue(WINDOW)[0].encode()
    place %= len(text)
    altered = text[:place] + bytes([text[place] ^ bits]) + text[place + 1 :]
    assert refused(tickets, altered) == "ticket.wrong"


@pytest.mark.parametrize("text", [b"", PREFIX, PREFIX + b".", PREFIX + b"e30=." + b"0" * 64, b"tk2.a.b", b"x" * 5000])
def test_what_is_no_ticket_is_wrong(tickets, text):
    assert refused(tickets, text) == "ticket.wrong"


# --- at the server --------------------------------------------------------------------------------------------------


def welcomed(writer, origin="W01") -> Welcome:
    stream = Stream(origin)
    said = Hello(proto=(1,), epoch=stream.epoch, head=0, hash=stream.hash_at(0).hex(), catalog="")
    return msgspec.json.decode(writer.post("/v1/hello", said).content, type=Welcome)


def by_ticket(server, ticket, target=f"/v1/feed/{BOX}", method="GET", body=b"", **headers):
    with requests.Session() as session:
        return session.request(
            method,
            server.address + target,
            data=body,
            headers={"Authorization": f"Bearer {ticket}", **headers},
            timeout=30,
        )


def test_hello_gives_a_ticket_that_opens_the_mailbox(server, window):
    welcome = welcomed(window)
    assert welcome.ticket_until == welcome.now + LIFE_MS
    assert by_ticket(server, welcome.ticket).status_code == 200
    asked = msgspec.json.encode(Marks(box=BOX, marks=()))
    common = by_ticket(server, welcome.ticket, "/v1/common", "POST", asked)
    assert msgspec.json.decode(common.content, type=Common).pos == 0


def test_a_replaced_window_s_ticket_is_dead_within_a_second(server, window):
    ticket = welcomed(window).ticket
    assert by_ticket(server, ticket).status_code == 200
    ended = time.monotonic()
    other = enrolled_window(server)
    while by_ticket(server, ticket).status_code == 200:
        assert time.monotonic() - ended < 1
    assert by_ticket(server, ticket).json()["code"] == "ticket.ended"
    assert by_ticket(server, welcomed(other).ticket).status_code == 200


def test_an_ended_account_s_ticket_and_token_are_dead_within_a_second(server, education):
    ticket = welcomed(education, "EDU").ticket
    target = "/v1/feed/D:EDU:510600"
    assert by_ticket(server, ticket, target).status_code == 200
    assert education.request("GET", target).status_code == 200
    ended = time.monotonic()
    server.doors.people.revoke(education.account)
    while by_ticket(server, ticket, target).status_code == 200 or education.request("GET", target).status_code == 200:
        assert time.monotonic() - ended < 1
    assert by_ticket(server, ticket, target).json()["code"] == "ticket.ended"
    assert education.request("GET", target).json()["code"] == "token.unknown"
    with pytest.raises(RuleBroken, match=r"people\.ended"):
        server.doors.people.login(Login(account=education.account, password="x"))


def test_a_token_that_runs_out_is_refused_although_it_was_just_used(education, clock):
    target = "/v1/feed/D:EDU:510600"
    assert education.request("GET", target).status_code == 200
    clock.pass_by(hours=13)
    assert education.request("GET", target).json()["code"] == "token.expired"


def test_a_revoked_window_is_known_no_more_until_it_is_enrolled_again(server, window):
    server.doors.devices.revoke("W01")
    assert window.request("GET", f"/v1/feed/{BOX}").json()["code"] == "signature.wrong"
    with pytest.raises(RuleBroken, match=r"enrol\.no_window"):
        server.doors.devices.revoke("W01")
    with pytest.raises(RuleBroken, match=r"people\.unknown"):
        server.doors.people.revoke("nobody")
    assert enrolled_window(server).request("GET", f"/v1/feed/{BOX}").status_code == 200


def test_workers_share_the_secret(window, database_url, tmp_path, clock):
    ticket = welcomed(window).ticket
    with serving(tmp_path / "server", clock, database_url=database_url) as second:
        assert by_ticket(second, ticket).status_code == 200


def test_an_idle_poll_asks_neither_the_database_nor_another_thread(tmp_path, clock, database_url):
    with serving(tmp_path / "server", clock, database_url=database_url, head_poll_ms=1_000_000) as server:
        window = enrolled_window(server)
        case = new_id()
        window.push(Stream("W01").add(event(opening(), case), event(note(), case)).push())
        ticket, page = welcomed(window).ticket, window.feed(BOX)
        asked = []
        sql_event.listen(server.doors.store.engine, "checkout", lambda *_: asked.append(1))
        target = f"/v1/feed/{BOX}?after={page.next}&chain={page.chain}&wait=0.001"
        for _ in range(200):
            answer = by_ticket(server, ticket, target, **{"If-None-Match": f'"E1-{page.next}"'})
            assert (answer.status_code, answer.content) == (304, b"")
        # How far readers have come is written every five seconds.
        assert len(asked) <= 2
        # The control: a signature is looked up every time.
        for _ in range(5):
            window.request("GET", target)
        assert len(asked) >= 5


def test_the_server_s_key_is_told_at_enrolment_and_by_hello(server):
    with server.doors.store.writing() as connection:
        meta.write(connection, meta.SERVER_KEY, bytes(range(32)))
    window = enrolled_window(server)
    key = window.enrolled.server_key
    assert len(key) == 64
    assert welcomed(window).server_key == key


def test_a_protocol_that_nobody_here_speaks_is_named_and_a_push_is_taken_all_the_same(window):
    case = new_id()
    stream = Stream("W01").add(event(opening(), case), event(accepted(), case))
    said = {"proto": [2, 3], "epoch": stream.epoch, "head": 0, "hash": "0" * 64, "catalog": "", "later": {"a": 1}}
    answer = window.request("POST", "/v1/hello", msgspec.json.encode(said))
    assert (answer.status_code, answer.json()["code"]) == (400, "proto.unsupported")
    assert answer.json()["details"] == {"supported": 1}
    said["proto"] = [1, 2]
    assert window.request("POST", "/v1/hello", msgspec.json.encode(said)).json()["proto"] == 1
    assert window.push(stream.push()).head == 2
