"""The hall's queue over a real socket."""

import pytest
from support.queues import queueing

from casework.errors import Trouble
from counter_app.devices.tickets import Call, QueueSystem, Ticket


@pytest.fixture
def hall():
    with queueing("A001", "A002", "A003") as (made, address):
        made.system = QueueSystem(address)
        yield made


def test_the_next_ticket_comes_to_the_window_that_asks(hall):
    assert hall.system.call(Call.NEXT, "W03", "k1") == Ticket(number="A001", waiting=2)
    assert hall.system.call(Call.RECALL, "W03", "k2") == Ticket(number="A001", waiting=2)
    assert hall.system.call(Call.SKIP, "W03", "k3") == Ticket(number="A002", waiting=1)
    assert [(window, what) for window, what, _ in hall.asked] == [("W03", "next"), ("W03", "recall"), ("W03", "skip")]


def test_nobody_waits(hall):
    hall.waiting.clear()
    assert hall.system.call(Call.NEXT, "W03", "k") is None


def test_asking_again_with_the_same_key_passes_nobody_over(hall):
    hall.lose = True
    with pytest.raises(Trouble, match=r"queue\.away"):
        hall.system.call(Call.NEXT, "W03", "k")
    assert hall.system.call(Call.NEXT, "W03", "k").number == "A001"
    assert hall.waiting == ["A002", "A003"]


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b'{"number": ""}', b'{"number": "A\\u0000"}', b'{"number": "AAAAAAAAAAAAAAAA"}', b" " * 20_000],
)
def test_an_answer_that_makes_no_sense_is_told(hall, body):
    hall.answer = body
    with pytest.raises(Trouble) as caught:
        hall.system.call(Call.NEXT, "W03", "k")
    assert caught.value.code == "queue.strange"


def test_a_queue_that_is_away_is_told():
    with queueing() as (_, address):
        pass
    with pytest.raises(Trouble, match=r"queue\.away"):
        QueueSystem(address).call(Call.NEXT, "W03", "k")
