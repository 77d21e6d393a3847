import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.histories import ACCEPTED, Pen, opening

from casework.errors import RuleBroken
from casework.events import MAX_EVENT_BYTES, BlobRef, UnknownKind, read, read_header, write
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
