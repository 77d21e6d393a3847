"""A slip in somebody's hand: anybody can verify it, and its page says how far the case is and nothing more."""

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date, datetime, timedelta

import msgspec
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.serving import DAY, NOON, REGION, Stream, enrolled_window, event, new_id, opening

from casework import signed_slip, window_keys
from casework.errors import RuleBroken
from casework.lifecycle import Verdict
from casework.signed_slip import Says, SlipFacts

SECRET = base64.b32encode(bytes(range(16))).decode().rstrip("=")


def slip_of(fact, **changes) -> SlipFacts:
    made = SlipFacts(
        number=fact.number,
        serial=fact.serial,
        at=NOON,
        says=Says.RECEIVED,
        matter=fact.matter,
        name="德阳*幼儿园",
        last_four=fact.applicant.id_number[-4:],
        id_mark=1,
        originals=6,
        copies=4,
        days=5,
        due=date(2026, 7, 13),
        secret=signed_slip.secret_of(fact.secret),
    )
    return replace(made, **changes)


def keys_of(server, window):
    listed = requests.get(f"{server.address}/v1/window-keys", timeout=10).content
    return window_keys.opened(listed, REGION, window.enrolled.server_key)


def page(server, text, way="P"):
    return requests.get(f"{server.address}/{way}/{text}", timeout=10)


def test_the_windows_keys_are_published_signed_and_verify_a_slip(server, window):
    (key,) = keys_of(server, window)
    assert (key.window, key.number, key.until_ms) == ("W01", 1, None)
    text = signed_slip.sign(slip_of(opening()), window.key)
    assert signed_slip.read(text, (key,), region=REGION).key == key


def test_a_list_that_was_changed_or_is_of_another_server_is_not_taken(server, window):
    listed = requests.get(f"{server.address}/v1/window-keys", timeout=10).content
    stranger = Ed25519PrivateKey.generate()
    for changed, region, key, code in (
        (listed.replace(b"W01", b"W09"), REGION, window.enrolled.server_key, "slip.keys_signature"),
        (listed, "510700", window.enrolled.server_key, "slip.keys_region"),
        (window_keys.signed(REGION, (), stranger), REGION, window.enrolled.server_key, "slip.keys_signature"),
        (b"{", REGION, window.enrolled.server_key, "slip.keys_form"),
    ):
        with pytest.raises(RuleBroken) as refused:
            window_keys.opened(changed, region, key)
        assert refused.value.code == code


def test_the_list_is_not_sent_again_to_whoever_has_it(server):
    first = requests.get(f"{server.address}/v1/window-keys", timeout=10)
    tag = first.headers["ETag"]
    again = requests.get(f"{server.address}/v1/window-keys", headers={"If-None-Match": tag}, timeout=10)
    assert (again.status_code, again.content) == (304, b"")


def test_a_slips_page_says_that_it_is_genuine_and_how_far_the_case_is(server, window):
    fact = opening(secret=SECRET)
    window.push(Stream("W01", window.enrolled.epoch_char and new_id()).add(event(fact, new_id())).push())
    text = signed_slip.sign(slip_of(fact), window.key)
    for found in (page(server, text), page(server, text.lower(), way="p")):
        assert found.status_code == 200
        assert "真实有效" in found.text
        assert "Genuine" in found.text
        assert "已收件" in found.text
        assert fact.number in found.text
        assert "还没有传到" not in found.text
        # Nothing of the person or the body beyond the masked name.
        assert fact.applicant.name not in found.text
        assert fact.applicant.id_number not in found.text


def test_a_genuine_slip_whose_case_is_not_here_says_so(server, window):
    found = page(server, signed_slip.sign(slip_of(opening()), window.key))
    assert found.status_code == 200
    assert "还没有传到" in found.text


def test_a_slip_with_the_number_of_somebody_elses_case_learns_nothing_of_it(server, window):
    fact = opening(secret=SECRET)
    window.push(Stream("W01").add(event(fact, new_id())).push())
    other = slip_of(fact, secret=bytes(16))
    assert "还没有传到" in page(server, signed_slip.sign(other, window.key)).text


def test_whatever_is_no_slip_is_answered_alike(server, window):
    text = signed_slip.sign(slip_of(opening()), window.key)
    altered = text[:60] + ("A" if text[60] != "A" else "B") + text[61:]
    strange = signed_slip.sign(slip_of(opening()), Ed25519PrivateKey.generate())
    answers = [page(server, one) for one in (altered, strange, "A" * 32, SECRET, "x", "%3Cscript%3E", "A" * 5000)]
    assert {one.status_code for one in answers} == {404}
    assert len({one.content for one in answers}) == 1
    kept = ("content-security-policy", "cache-control", "content-type", "referrer-policy")
    assert len({tuple(one.headers[name] for name in kept) for one in answers}) == 1


def test_the_page_runs_nothing_and_loads_nothing(server, window):
    found = page(server, signed_slip.sign(slip_of(opening(), name="<script>*x"), window.key))
    policy = found.headers["Content-Security-Policy"]
    (style,) = re.findall(r"<style>(.*?)</style>", found.text, re.DOTALL)
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'")
    assert f"'sha256-{allowed}'" in policy
    assert "script" not in policy
    assert "<script" not in found.text
    assert "style=" not in found.text
    assert not re.search(r"(?:src|href|action)=", found.text)


def test_a_window_whose_key_ended_is_believed_for_what_it_signed_before(server, window, clock):
    before = signed_slip.sign(slip_of(opening()), window.key)
    clock.pass_by(hours=1)
    server.doors.devices.revoke("W01")
    later = signed_slip.sign(slip_of(opening(), at=NOON + timedelta(hours=2)), window.key)
    assert page(server, before).status_code == 200
    assert page(server, later).status_code == 404
    (key,) = keys_of(server, window)
    assert key.until_ms is not None
    assert datetime.fromtimestamp(key.until_ms / 1000, NOON.tzinfo) == NOON + timedelta(hours=1)


def test_a_window_that_is_enrolled_anew_has_both_keys_on_the_list(server, window, clock):
    before = signed_slip.sign(slip_of(opening()), window.key)
    clock.pass_by(hours=1)
    again = enrolled_window(server)
    assert sorted(key.until_ms is None for key in keys_of(server, again)) == [False, True]
    assert page(server, before).status_code == 200
    assert page(server, signed_slip.sign(slip_of(opening(received_on=DAY)), again.key)).status_code == 200


def rebuilt_opening(text, fact, window):
    """The opening of a lost case that another window writes again from its slip."""
    changed = {"window": window.enrolled.window, "rebuilt": text}
    return msgspec.structs.replace(fact, **changed)


def test_a_case_that_another_window_wrote_again_keeps_the_number_its_slip_proves(server, window):
    fact, other = opening(secret=SECRET), enrolled_window(server, "W02", 2)
    text = signed_slip.sign(slip_of(fact), window.key)
    answer = other.push(Stream("W02").add(event(rebuilt_opening(text, fact, other), new_id())).push())
    assert [one.verdict for one in answer.verdicts] == [Verdict.APPLIED]
    assert "已收件" in page(server, text).text
    assert "还没有传到" not in page(server, text).text


def test_a_number_that_no_slip_proves_is_given_anew(server, window):
    fact, other = opening(secret=SECRET), enrolled_window(server, "W02", 2)
    strange = signed_slip.sign(slip_of(fact), Ed25519PrivateKey.generate())
    of_another = signed_slip.sign(slip_of(opening(running=7)), window.key)
    stream = Stream("W02")
    for text in (strange, of_another, "x", "\u00e9" * 200):
        stream.add(event(rebuilt_opening(text, fact, other), new_id()))
    assert {one.verdict for one in other.push(stream.push()).verdicts} == {Verdict.RENUMBERED}


def test_a_case_that_is_there_is_not_written_over_by_its_slip(server, window):
    fact, other, case = opening(secret=SECRET), enrolled_window(server, "W02", 2), new_id()
    window.push(Stream("W01").add(event(fact, case)).push())
    text = signed_slip.sign(slip_of(fact), window.key)
    stream = Stream("W02").add(event(rebuilt_opening(text, fact, other), case))
    stream.add(event(rebuilt_opening(text, fact, other), new_id()))
    assert [one.verdict for one in other.push(stream.push()).verdicts] == [Verdict.CONTESTED, Verdict.RENUMBERED]
