import json
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.histories import ACCEPTED, Pen, opening

from casework.errors import RuleBroken
from casework.events import MAX_DEPTH, MAX_EVENT_BYTES, BlobRef, UnknownKind, read, read_header, write
from casework.facts import KINDS, PAYLOADS, Fact, NoteAdded


def test_an_event_reads_back_as_what_was_written():
    scan = BlobRef(sha256="ab" * 32, size=3, mime="image/png", name="租赁合同.png")
    written = Pen().write(opening(), blobs=(scan,))
    assert read(written.raw) == written


@given(st.text())
def test_any_text_survives_the_wire(text):
    assert read(Pen().write(NoteAdded(text=text)).raw).fact == NoteAdded(text=text)


def test_the_envelope_has_the_fields_of_the_protocol_in_their_order():
    fields = list(json.loads(Pen().write(ACCEPTED).raw))
    assert fields == ["id", "type", "tv", "case", "base", "catalog", "at", "mono", "off", "actor", "blobs", "p"]


def test_the_bytes_of_an_event_do_not_change_between_releases():
    raw = Pen().write(ACCEPTED).raw.decode()
    assert raw == (
        '{"id":"0197d0a0-0000-7000-9000-000000000001","type":"case.accepted","tv":1,'
        '"case":"0197d0a0-0000-7000-8000-000000000001","base":null,"catalog":"2026.07.1","at":1788480001000,'
        '"mono":["boot",1],"off":null,"actor":{"role":"clerk","code":"C01","name":"陈晓燕"},"blobs":[],'
        '"p":{"accepted_on":"2026-09-04","committed_days":10,"statutory_days":20,"commitment":false}}'
    )


def test_fields_of_a_newer_release_are_ignored_and_their_bytes_kept():
    older = Pen().write(ACCEPTED).raw
    newer = older.replace(b'"p":{', b'"priority":7,"p":{"colour":"red",')
    event = read(newer)
    assert event.fact == ACCEPTED
    assert event.raw == newer


def test_a_kind_of_a_newer_release_is_told_apart_from_rubbish():
    newer = Pen().write(ACCEPTED).raw.replace(b"case.accepted", b"case.teleported")
    with pytest.raises(UnknownKind) as caught:
        read(newer)
    assert caught.value.details == {"kind": "case.teleported"}
    assert read_header(newer).type == "case.teleported"


@pytest.mark.parametrize("raw", [b"", b"{}", b"\xff\xfe", b'{"id":1}', b"[1,2]", b"null"])
def test_rubbish_is_unreadable_and_never_an_exception_of_the_parser(raw):
    with pytest.raises(RuleBroken) as caught:
        read(raw)
    assert caught.value.code == "event.unreadable"
    assert read_header(raw) is None


def test_a_payload_of_another_form_is_unreadable_but_its_header_can_be_read():
    broken = Pen().write(ACCEPTED).raw.replace(b'"committed_days":10', b'"committed_days":"ten"')
    with pytest.raises(RuleBroken, match=r"event\.unreadable"):
        read(broken)
    assert read_header(broken).type == "case.accepted"


def test_an_event_beyond_the_limit_is_refused_before_it_is_parsed():
    with pytest.raises(RuleBroken) as caught:
        read(b" " * (MAX_EVENT_BYTES + 1))
    assert caught.value.code == "event.too_large"


def test_a_header_cannot_carry_another_kind_of_fact():
    header = Pen().write(ACCEPTED).header
    with pytest.raises(ValueError, match=r"case\.accepted cannot carry NoteAdded"):
        write(header, NoteAdded(text="x"))


def test_every_fact_has_a_kind_and_every_kind_a_fact():
    assert set(KINDS) == set(Fact.__subclasses__())
    assert {KINDS[payload] for payload in PAYLOADS.values()} == set(PAYLOADS)


def test_facts_cannot_be_changed():
    with pytest.raises(AttributeError):
        ACCEPTED.committed_days = 5
    assert msgspec.structs.replace(ACCEPTED, committed_days=5).committed_days == 5


def nested(depth) -> bytes:
    return Pen().write(NoteAdded(text="深")).raw.replace(b'"p":{', b'"p":{"x":%s,' % (b"[" * depth + b"]" * depth))


@pytest.mark.parametrize("depth", [MAX_DEPTH, 5_000, 100_000])
def test_what_nests_without_end_is_no_event_and_has_no_header(depth):
    with pytest.raises(RuleBroken, match=r"event\.unreadable"):
        read(nested(depth))
    assert read_header(nested(depth)) is None


def test_brackets_in_texts_are_no_depth():
    text = "[{" * MAX_DEPTH + '\\"' + "]"
    assert read(Pen().write(NoteAdded(text=text)).raw).fact == NoteAdded(text=text)
    assert read(nested(MAX_DEPTH - 3)).fact == NoteAdded(text="深")


@pytest.mark.parametrize("field", [b'"at":%s', b'"off":%s', b'"tv":%s', b'"base":%s', b'"mono":["boot",%s]'])
def test_a_number_that_no_database_can_keep_is_none(field):
    name = field.partition(b":")[0]
    raw = Pen().write(ACCEPTED).raw
    before = re.search(name + rb":(?:\[[^\]]*\]|[^,]*)", raw).group()
    largest = raw.replace(before, field % (b"%d" % (2**63 - 1)))
    assert read_header(largest) is not None
    # A payload of such a version waits for the release that knows it.
    assert name == b'"tv"' or read(largest).fact == ACCEPTED
    for number in (2**63, -(2**63) - 1, 10**400):
        assert read_header(raw.replace(before, field % (b"%d" % number))) is None


@pytest.mark.parametrize("days", [b"-1", b"10001", b"1e9"])
def test_a_limit_of_days_that_cannot_be_is_unreadable(days):
    with pytest.raises(RuleBroken, match=r"event\.unreadable"):
        read(Pen().write(ACCEPTED).raw.replace(b'"committed_days":10', b'"committed_days":' + days))
