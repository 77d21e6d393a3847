import string
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.errors import RuleBroken, Trouble
from casework.http_signatures import sign, verify
from casework.signing import COVERED, Sent, key_name, key_named

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
NAME = key_name(KEY.public_key())
KNOWN = {NAME: KEY.public_key()}
REQUEST = Sent(method="POST", path="/v1/push", query="a=1&b=2", body=b'{"from":1}')


def signed(request=REQUEST, key=KEY, year=2026) -> Sent:
    headers = sign(request, key, created=datetime(year, 7, 6, tzinfo=UTC), nonce="once")
    return replace(request, headers=headers)


def test_the_signer_of_a_request_is_known_by_its_key():
    assert verify(signed(), KNOWN.get) == NAME


def test_a_key_s_name_is_the_key():
    assert key_name(key_named(NAME)) == NAME
    with pytest.raises(ValueError, match="non-hexadecimal"):
        key_named("no key")


@pytest.mark.parametrize("year", [1971, 1999, 2026, 2199])
def test_a_clock_that_is_wrong_by_years_refuses_nobody(year):
    assert verify(signed(year=year), KNOWN.get) == NAME


@pytest.mark.parametrize("request_", [Sent(method="GET", path="/v1/feed/H:x"), Sent(method="GET", path="/a%2Fb")])
def test_a_request_without_a_body_is_signed_too(request_):
    assert verify(signed(request_), KNOWN.get) == NAME


@pytest.mark.parametrize(
    "change",
    [{"method": "PUT"}, {"path": "/v1/hello"}, {"query": "a=1"}, {"query": ""}, {"body": b""}, {"body": b'{"from":2}'}],
)
def test_nothing_that_is_covered_can_be_changed(change):
    with pytest.raises(RuleBroken, match=r"signature\.wrong"):
        verify(replace(signed(), **change), KNOWN.get)


def test_another_key_under_a_known_name_is_refused():
    headers = signed(key=Ed25519PrivateKey.generate()).headers
    stranger = headers["Signature-Input"].split('keyid="')[1][:64]
    forged = {**headers, "Signature-Input": headers["Signature-Input"].replace(stranger, NAME)}
    for attempt in (headers, forged):
        with pytest.raises(RuleBroken, match=r"signature\.wrong"):
            verify(replace(REQUEST, headers=attempt), KNOWN.get)


def test_a_key_that_cannot_be_looked_up_is_no_wrong_signature():
    def of_a_database_that_is_away(_name):
        raise Trouble("store.unreachable")

    with pytest.raises(Trouble, match=r"store\.unreachable"):
        verify(signed(), of_a_database_that_is_away)


def test_an_unsigned_request_is_told_apart():
    with pytest.raises(RuleBroken, match=r"signature\.missing"):
        verify(REQUEST, KNOWN.get)


@pytest.mark.parametrize("left_out", COVERED)
def test_a_signature_over_less_than_everything_is_refused(left_out):
    from http_message_signatures import HTTPMessageSigner, algorithms  # noqa: PLC0415 - signs as a forger would

    from casework.http_signatures import _Message, _OneKey  # noqa: PLC0415 - the same

    message = _Message(REQUEST)
    HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=_OneKey(KEY)).sign(
        message,
        key_id=NAME,
        label="window",
        covered_component_ids=[name for name in COVERED if name != left_out],
        body=REQUEST.body if left_out != "content-digest" else None,
    )
    with pytest.raises(RuleBroken, match=r"signature\.wrong"):
        verify(replace(REQUEST, headers=message.headers), KNOWN.get)


@settings(max_examples=1000, deadline=None)
@given(st.data())
def test_no_single_changed_character_gets_through_or_crashes(data):
    request = signed()
    name = data.draw(st.sampled_from(sorted(request.headers)))
    value = request.headers[name]
    place = data.draw(st.integers(0, len(value) - 1))
    sign_ = data.draw(st.characters(min_codepoint=0, max_codepoint=255).filter(lambda one: one != value[place]))
    changed = value[:place] + sign_ + value[place + 1 :]
    with suppress(RuleBroken):
        # Structured fields allow a little freedom in spelling; what is signed is then still the same.
        assert verify(replace(request, headers={**request.headers, name: changed}), KNOWN.get) == NAME


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(min_codepoint=0, max_codepoint=255)), st.text(st.characters(max_codepoint=255)))
def test_nonsense_in_the_headers_is_a_refusal_and_no_crash(signature, described):
    headers = {"Signature": signature, "Signature-Input": described, "Content-Digest": "x"}
    with pytest.raises(RuleBroken, match=r"signature\.wrong"):
        verify(replace(REQUEST, headers=headers), KNOWN.get)


def test_a_signature_has_one_spelling():
    request = signed()
    text = request.headers["Signature"]
    letters = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"
    # The last letter before the padding has four bits that say nothing.
    at = text.rindex("==") - 1
    other = text[:at] + letters[letters.index(text[at]) ^ 1] + text[at + 1 :]
    with pytest.raises(RuleBroken, match=r"signature\.wrong"):
        verify(replace(request, headers={**request.headers, "Signature": other}), KNOWN.get)


@pytest.mark.parametrize("field", ["window=:A:", "window=:AAA:", "window=AAAA", "::", ""])
def test_a_signature_that_is_none_is_wrong(field):
    request = signed()
    with pytest.raises(RuleBroken, match=r"signature\.wrong"):
        verify(replace(request, headers={**request.headers, "Signature": field}), KNOWN.get)
