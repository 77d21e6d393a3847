import hashlib
import json
from datetime import date

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from support.catalogues import REGION, SERVER_KEY, SERVER_KEY_NAME, SHIPPED, signed, version

from casework import bundle
from casework.bundle import MAX_BUNDLE_BYTES, in_force, newest
from casework.catalogue_load import version_key
from casework.data_rows import RowsBroken
from casework.errors import RuleBroken
from casework.sentences import say

SECOND = version("2026.10.1", date(2026, 10, 1), EDU_001={"committed_days": 20})
PACKED = bundle.pack(SECOND, REGION)
DEEP = b"[" * 100_000 + b"]" * 100_000


def open_it(notice, packed, region=REGION, key=SERVER_KEY_NAME):
    return bundle.opened(notice, packed, region, key)


def refusal(call, *args, **more) -> RuleBroken:
    with pytest.raises(RuleBroken) as refused:
        call(*args, **more)
    assert say(refused.value)
    assert say(refused.value, "en")
    return refused.value


def signed_as_it_is(packed, catalogue=SECOND, region=REGION):
    """What a server would announce that signs whatever bytes it has."""
    notice, _ = signed(catalogue, sha256=hashlib.sha256(packed).hexdigest(), size=len(packed), signature="")
    made = SERVER_KEY.sign(bundle.signing_text(notice, region)).hex()
    return msgspec.structs.replace(notice, signature=made)


def test_a_catalogue_comes_out_of_its_bundle_as_it_went_in():
    notice, packed = signed(SECOND)
    assert open_it(notice, packed) == SECOND
    assert open_it(notice, packed).digest() == SECOND.digest()


def test_the_same_catalogue_gives_the_same_bundle_and_the_same_signature():
    assert signed(SECOND) == signed(version("2026.10.1", date(2026, 10, 1), EDU_001={"committed_days": 20}))
    assert bundle.pack(SHIPPED, REGION) != PACKED


@pytest.mark.parametrize(
    "changes",
    [
        {"version": "2026.10.2"},
        {"effective_from": date(2026, 9, 1)},
        {"sha256": "0" * 64},
        {"size": 1},
        {"signature": "00" * 64},
        {"signature": "no hexadecimal"},
        {"signature": ""},
    ],
)
def test_whatever_is_changed_in_an_announcement_breaks_its_signature(changes):
    notice, packed = signed(SECOND, **changes)
    assert refusal(open_it, notice, packed).code == "catalogue.signature_wrong"


def test_another_key_or_another_region_breaks_the_signature():
    notice, packed = signed(SECOND, key=Ed25519PrivateKey.generate())
    assert refusal(open_it, notice, packed).code == "catalogue.signature_wrong"
    notice, packed = signed(SECOND)
    assert refusal(open_it, notice, packed, region="510700").code == "catalogue.signature_wrong"
    assert refusal(open_it, notice, packed, key="not a key").code == "catalogue.signature_wrong"


def test_a_signature_of_the_key_over_anything_else_is_none_of_a_catalogue():
    notice, packed = signed(SECOND)
    other = SERVER_KEY.sign(notice.sha256.encode()).hex()
    assert refusal(open_it, msgspec.structs.replace(notice, signature=other), packed).code == (
        "catalogue.signature_wrong"
    )


@given(st.integers(0, len(PACKED) - 1), st.integers(1, 255))
def test_a_byte_that_was_changed_on_the_way_is_noticed(at, by):
    notice, packed = signed(SECOND)
    altered = packed[:at] + bytes([packed[at] ^ by]) + packed[at + 1 :]
    assert refusal(open_it, notice, altered).code == "catalogue.altered"


def test_a_cut_bundle_is_noticed():
    notice, packed = signed(SECOND)
    assert refusal(open_it, notice, packed[:-1]).code == "catalogue.altered"
    assert refusal(open_it, notice, b"").code == "catalogue.altered"


def of_form(**changes):
    content = json.loads(PACKED)
    content.update(changes)
    return json.dumps({name: value for name, value in content.items() if value is not None}).encode()


def with_file(name, body):
    content = json.loads(PACKED)
    content["files"][name] = "@"
    return json.dumps(content).encode().replace(b'"@"', body)


@pytest.mark.parametrize(
    ("packed", "code"),
    [
        (b"", "catalogue.no_bundle"),
        (b"PK\x03\x04", "catalogue.no_bundle"),
        (b"\xff\xfe", "catalogue.no_bundle"),
        (b"null", "catalogue.no_bundle"),
        (DEEP, "catalogue.no_bundle"),
        (b'{"form":1,"x":' + DEEP + b"}", "catalogue.no_bundle"),
        (b'{"form":1,"region":"510600","files":' + DEEP + b"}", "catalogue.no_bundle"),
        (of_form(form=0), "catalogue.no_bundle"),
        (of_form(form="1"), "catalogue.no_bundle"),
        (of_form(form=None), "catalogue.no_bundle"),
        (of_form(more=1), "catalogue.no_bundle"),
        (of_form(files={}), "catalogue.no_bundle"),
        (with_file("../../etc/passwd", b"[]"), "catalogue.no_bundle"),
        (of_form(form=2, anything="later"), "catalogue.newer_form"),
        (of_form(region="510700"), "catalogue.other_region"),
        (with_file("matters.json", DEEP), "catalogue.no_bundle"),
        (with_file("matters.json", b'[{"code":"EDU-001"}]'), "catalogue.broken"),
        (with_file("packages.json", b"{}"), "catalogue.broken"),
    ],
)
def test_what_is_no_bundle_for_this_region_is_refused_though_it_is_signed(packed, code):
    assert refusal(open_it, signed_as_it_is(packed), packed).code == code


def test_a_bundle_that_holds_another_catalogue_than_announced_is_refused():
    packed = bundle.pack(SHIPPED, REGION)
    assert refusal(open_it, signed_as_it_is(packed), packed).code == "catalogue.not_as_announced"


def test_a_broken_row_in_a_signed_bundle_is_named():
    rows = [{**row, "committed_days": 99} for row in json.loads(PACKED)["files"]["matters.json"]]
    packed = with_file("matters.json", json.dumps(rows).encode())
    error = refusal(open_it, signed_as_it_is(packed), packed)
    assert isinstance(error, RowsBroken)
    assert "matters.json 第 1 行" in say(error)


def test_a_bundle_above_the_limit_is_refused_unread_at_both_ends():
    long = msgspec.structs.replace(SECOND, source_note="长" * MAX_BUNDLE_BYTES)
    assert refusal(bundle.pack, long, REGION).code == "catalogue.too_large"
    assert refusal(bundle.unpack, b" " * (MAX_BUNDLE_BYTES + 1), REGION).code == "catalogue.too_large"
    notice, _ = signed(SECOND, size=MAX_BUNDLE_BYTES + 1, signature="")
    made = SERVER_KEY.sign(bundle.signing_text(notice, REGION)).hex()
    announced = msgspec.structs.replace(notice, signature=made)
    assert refusal(bundle.check_notice, announced, REGION, SERVER_KEY_NAME).code == "catalogue.too_large"


def test_versions_are_ordered_by_their_numbers_and_not_as_text():
    mixed = ["2026.10.1.1", "2026.07.2", "2026.11", "2025.12.9", "2026.10.1", "2026.7.1"]
    ordered = ["2025.12.9", "2026.7.1", "2026.07.2", "2026.10.1", "2026.10.1.1", "2026.11"]
    assert sorted(mixed, key=version_key) == ordered


@pytest.mark.parametrize("text", ["", " ", "2026-07", "v1", "1..2", "1.", "1.2.3.4.5.6.7", "1234567", "１.２", "1\n"])
def test_what_is_no_version_is_refused(text):
    assert refusal(version_key, text).code == "catalogue.version_form"


def test_the_newest_version_whose_day_has_come_is_in_force():
    later = version("2026.11.1", date(2026, 11, 1))
    hurried = version("2026.9.9", date(2026, 9, 15))
    known = [later, SHIPPED, SECOND, hurried]
    days = [date(2026, 6, 30), date(2026, 7, 1), date(2026, 9, 15), date(2026, 10, 1), date(2026, 12, 1)]
    assert [in_force(known, day) for day in days] == [None, SHIPPED, hurried, SECOND, later]
    assert newest(known) is later
    assert newest([]) is None
