"""The wire contract: golden bytes, limits, who reads and writes what."""

import msgspec
import pytest
from support.histories import ACCEPTED, Pen, case_after

from casework import contract
from casework.access import OriginKind, may_act_as, may_read_box
from casework.events import Role
from casework.lifecycle import Verdict
from casework.routing import boxes_for, department_box, hall_box

HASH = "0" * 64


def test_a_push_carries_the_stored_bytes_untouched():
    raw = Pen().write(ACCEPTED).raw
    push = contract.Push(origin="W03", epoch="e", from_seq=4, prev=HASH, tip=HASH, events=(msgspec.Raw(raw),))
    wire = msgspec.json.encode(push)
    assert raw in wire
    assert wire.startswith(b'{"origin":"W03","epoch":"e","from":4,"prev":"')
    assert bytes(msgspec.json.decode(wire, type=contract.Push).events[0]) == raw


@pytest.mark.parametrize(
    "change",
    [b'"from":0', b'"from":-1', b'"from":1.5'],
)
def test_sequence_numbers_begin_at_one(change):
    push = contract.Push(origin="W03", epoch="e", from_seq=1, prev=HASH, tip=HASH, events=(msgspec.Raw(b"{}"),))
    wire = msgspec.json.encode(push).replace(b'"from":1', change)
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(wire, type=contract.Push)


def test_a_push_has_at_most_five_hundred_events():
    events = b",".join([b"{}"] * (contract.MAX_PUSH_EVENTS + 1))
    wire = b'{"origin":"W","epoch":"e","from":1,"prev":"%s","tip":"%s","events":[%s]}' % (
        HASH.encode(),
        HASH.encode(),
        events,
    )
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(wire, type=contract.Push)


def test_what_a_header_leaves_unsaid_takes_no_bytes():
    raw = Pen().write(ACCEPTED).raw
    assert not any(name in raw for name in (b"supersedes", b"suspect", b"fence"))


def test_a_verdict_is_short_on_the_wire():
    plain = contract.EventVerdict(seq=7, verdict=Verdict.APPLIED, ver=3)
    assert msgspec.json.encode(plain) == b'{"seq":7,"verdict":"applied","ver":3}'


def test_a_window_acts_as_clerk_only_and_a_department_as_department_only():
    assert {role for role in Role if may_act_as(OriginKind.WINDOW, role)} == {Role.CLERK}
    assert {role for role in Role if may_act_as(OriginKind.DEPARTMENT, role)} == {Role.DEPARTMENT}


def test_a_reader_follows_its_own_mailboxes_only():
    own = frozenset({"D:AGR:510600"})
    assert may_read_box(OriginKind.DEPARTMENT, "D:AGR:510600", own_boxes=own)
    assert not may_read_box(OriginKind.DEPARTMENT, "D:EDU:510600", own_boxes=own)
    assert not may_read_box(OriginKind.WINDOW, "D:AGR:510600", own_boxes=frozenset({"H:DY01"}))


def test_a_case_goes_to_its_hall_and_its_department_in_locking_order():
    boxes = boxes_for(case_after())
    assert boxes == (department_box("AGR", "510600"), hall_box("DY01"))
    assert list(boxes) == sorted(boxes)
