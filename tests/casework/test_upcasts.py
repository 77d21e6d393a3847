"""Every payload that was ever shipped is read by this release: the corpus is only ever added to."""

import json
from pathlib import Path

import msgspec
import pytest
from support.histories import ACCEPTED, Pen

from casework.errors import RuleBroken
from casework.events import UnknownKind, read, read_header, write
from casework.facts import KINDS, PAYLOADS, CaseAccepted, NoteAdded
from casework.upcasts import STEPS, raised, version_of

GOLDEN = [line.encode() for line in (Path(__file__).parent / "golden" / "events.jsonl").read_text("utf-8").splitlines()]


def of(raw) -> tuple[str, int]:
    header = read_header(raw)
    return header.type, header.tv


def test_the_corpus_has_every_kind_in_every_version_that_was_shipped():
    shipped = {(kind, tv) for kind in PAYLOADS for tv in range(1, version_of(kind) + 1)}
    assert {of(raw) for raw in GOLDEN} == shipped


@pytest.mark.parametrize("raw", GOLDEN, ids=[f"{kind}-{tv}" for kind, tv in map(of, GOLDEN)])
def test_an_event_of_the_corpus_is_read_and_its_bytes_stay(raw):
    event = read(raw)
    assert event.raw == raw
    assert KINDS[type(event.fact)] == event.header.type


@pytest.mark.parametrize("raw", GOLDEN, ids=[f"{kind}-{tv}" for kind, tv in map(of, GOLDEN)])
def test_what_is_of_this_release_is_written_as_it_was_and_says_everything(raw):
    kind, tv = of(raw)
    if tv < version_of(kind):
        pytest.skip("this release writes it otherwise")
    event = read(raw)
    assert write(event.header, event.fact).raw == raw
    given, understood = json.loads(raw)["p"], json.loads(msgspec.json.encode(event.fact))
    assert given == understood


def test_no_payload_has_changed_its_meaning_yet():
    assert STEPS == {}
    assert {version_of(kind) for kind in PAYLOADS} == {1}


def days_in_words(payload):
    """Version 2 says which days it means."""
    return {**payload, "committed_days": int(payload["days"]["committed"]), "statutory_days": payload["days"]["law"]}


def days_together(payload):
    """Version 1 had them apart, under other names."""
    return {**payload, "days": {"committed": payload["promise"], "law": payload["limit"]}}


THREE = {"case.accepted": (days_together, days_in_words)}


def written(tv, payload) -> bytes:
    raw = json.loads(Pen().write(ACCEPTED).raw)
    return json.dumps({**raw, "tv": tv, "p": payload}, ensure_ascii=False).encode()


DAY = {"accepted_on": "2026-09-04"}
EACH = [
    written(1, {**DAY, "promise": 10, "limit": 20}),
    written(2, {**DAY, "days": {"committed": 10, "law": 20}}),
    written(3, {**DAY, "committed_days": 10, "statutory_days": 20}),
]


@pytest.mark.parametrize("raw", EACH, ids=["1", "2", "3"])
def test_every_version_is_brought_up_step_by_step_and_keeps_its_bytes(raw):
    event = read(raw, THREE)
    assert event.fact == CaseAccepted(accepted_on=ACCEPTED.accepted_on, committed_days=10, statutory_days=20)
    assert event.raw == raw
    assert event.header.tv == json.loads(raw)["tv"]


def test_other_kinds_are_read_as_ever():
    note = Pen().write(NoteAdded(text="说明"))
    assert read(note.raw, THREE) == note


@pytest.mark.parametrize(("tv", "steps"), [(2, STEPS), (4, THREE), (2**40, STEPS)])
def test_a_version_above_what_is_known_waits_for_a_later_release(tv, steps):
    raw = written(tv, {"whatever": [1, 2, 3]})
    with pytest.raises(UnknownKind) as refused:
        read(raw, steps)
    assert (refused.value.code, refused.value.details["kind"]) == ("event.unknown_kind", f"case.accepted {tv}")
    assert read_header(raw).tv == tv


@pytest.mark.parametrize("tv", [0, -1])
@pytest.mark.parametrize("steps", [STEPS, THREE])
def test_there_is_no_version_below_the_first(tv, steps):
    with pytest.raises(RuleBroken, match=r"event\.unreadable") as refused:
        read(written(tv, {**DAY, "promise": 10, "limit": 20}), steps)
    assert not isinstance(refused.value, UnknownKind)


@pytest.mark.parametrize(
    "payload",
    [{}, [], 1, None, "text", {"promise": 1}, {"promise": 1, "limit": {}}, {**DAY, "promise": None, "limit": None}],
)
def test_an_old_payload_that_is_not_what_its_version_says_is_unreadable_and_breaks_nothing(payload):
    with pytest.raises(RuleBroken, match=r"event\.unreadable"):
        read(written(1, payload), THREE)


def test_a_step_that_misses_something_says_which_version_is_wrong():
    with pytest.raises(ValueError, match="version 1"):
        raised("case.accepted", 1, {}, THREE)
    assert raised("case.accepted", 3, {"as": "it is"}, THREE) == {"as": "it is"}
    assert raised("note.added", 1, {"text": ""}, THREE) == {"text": ""}
