"""A slip proves itself: what its code says was said by the window, every bit of it."""

import base64
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from casework import signed_slip
from casework.clock import wall_ms
from casework.errors import RuleBroken
from casework.numbers import EPOCH_CHARACTERS, CaseNumber
from casework.sentences import say
from casework.signed_slip import Says, SlipFacts
from casework.signing import key_name
from casework.slips import SlipSerial
from casework.window_keys import WindowKey

REGION = "510600"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
WINDOW = WindowKey(key=key_name(KEY.public_key()), window="W03", number=3, since_ms=0)
AT = datetime(2026, 9, 22, 2, 31, tzinfo=UTC)
SECRET = bytes(range(16))
FACTS = SlipFacts(
    number=CaseNumber(region=REGION, window="W03", day=date(2026, 9, 22), serial=17, epoch="K").format(),
    serial=SlipSerial(window=3, running=482).digits,
    at=AT,
    says=Says.ACCEPTED,
    matter="EDU-001",
    name="向阳*幼儿园",
    last_four="016X",
    id_mark=signed_slip.mark_of(SECRET, "91510600MA620016X"),
    originals=6,
    copies=4,
    days=25,
    due=date(2026, 11, 5),
    secret=SECRET,
)
GOLDEN = (
    "CEB2DCCYEIAACAQDAQCQMBYIBEFAWDANBYHQNDNDWLUJTAAARTADADAAADYQAATXAFTUKRCVFUYDAMKLZ7ZND5BK2PL3N6OUWADAIGAZD"
    "AWMG4GFGVMZMGBSWZBHKCARKGVTHIBMYTRWAOLZZXBYFM7BFUR44NLWCJCOTZ34KXGXJN5EXKPIKINL2QMHOCPGITRL6SWO3O3IWXSMAQ"
)


def read(text, *keys):
    return signed_slip.read(text, keys or (WINDOW,), region=REGION)


def refusal(text, *keys):
    with pytest.raises(RuleBroken) as refused:
        read(text, *keys)
    assert "{" not in say(refused.value)
    return refused.value.code


def test_a_slip_says_again_what_was_signed():
    found = read(signed_slip.sign(FACTS, KEY))
    assert found.facts == FACTS
    assert found.key == WINDOW
    assert found.facts.received_on == date(2026, 9, 22)


def test_the_bytes_of_a_slip_stay_what_they_are():
    assert signed_slip.sign(FACTS, KEY) == GOLDEN
    assert read(GOLDEN).facts == FACTS


def test_every_flipped_bit_is_refused():
    text = signed_slip.sign(FACTS, KEY)
    raw = base64.b32decode(text + "=" * (-len(text) % 8))
    for bit in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[bit // 8] ^= 1 << bit % 8
        code = refusal(base64.b32encode(bytes(changed)).decode().rstrip("="))
        assert code in {"slip.altered", "slip.version", "slip.algorithm", "slip.key_unknown"}


def test_the_idle_bits_at_the_end_are_no_second_way_to_write_it():
    text = signed_slip.sign(FACTS, KEY)
    raw = base64.b32decode(text + "=" * (-len(text) % 8))
    same = [
        text[:-1] + sign
        for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
        if len(raw) * 8 % 5 and base64.b32decode(text[:-1] + sign + "=" * (-len(text) % 8)) == raw
    ]
    assert [one for one in same if one != text]
    for other in same:
        if other != text:
            assert refusal(other) == "slip.form"


@pytest.mark.parametrize("text", ["", "A" * 26, "A" * 300, "1" * 200, signed_slip.sign(FACTS, KEY).lower()])
def test_what_is_no_signed_text_is_told_so(text):
    assert refusal(text) in {"slip.form", "slip.version"}


def test_a_later_version_and_another_algorithm_are_refused_with_a_sentence():
    text = signed_slip.sign(FACTS, KEY)
    raw = bytearray(base64.b32decode(text + "=" * (-len(text) % 8)))
    raw[0] = 0x21
    assert refusal(base64.b32encode(bytes(raw)).decode().rstrip("=")) == "slip.version"
    raw[0] = 0x12
    assert refusal(base64.b32encode(bytes(raw)).decode().rstrip("=")) == "slip.algorithm"


def test_a_window_nobody_knows_is_told_from_an_altered_slip():
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    assert refusal(signed_slip.sign(FACTS, other)) == "slip.key_unknown"
    alike = WindowKey(key=WINDOW.key[:4] + key_name(other.public_key())[4:], window="W04", number=4, since_ms=0)
    assert refusal(signed_slip.sign(FACTS, KEY), alike) == "slip.altered"
    # Two keys that begin alike are both tried.
    assert read(signed_slip.sign(FACTS, KEY), alike, WINDOW).key == WINDOW


def test_what_was_signed_before_a_key_ended_stays_and_what_says_it_came_later_is_refused():
    ended = WindowKey(key=WINDOW.key, window="W03", number=3, since_ms=0, until_ms=wall_ms(AT))
    assert read(signed_slip.sign(FACTS, KEY), ended).facts == FACTS
    later = replace(FACTS, at=AT + timedelta(minutes=1))
    assert refusal(signed_slip.sign(later, KEY), ended) == "slip.key_ended"


def test_an_identity_number_is_told_from_others_and_not_told_itself():
    number = "51060019900101001X"
    facts = replace(FACTS, last_four="001X", id_mark=signed_slip.mark_of(SECRET, number))
    assert signed_slip.is_of(facts, number)
    assert not signed_slip.is_of(facts, "51060119900101001X")
    assert number not in signed_slip.sign(facts, KEY)
    fitting = sum(
        signed_slip.mark_of(SECRET, f"{place:06d}19{year:02d}0101001X") == facts.id_mark
        for place in range(510000, 511000)
        for year in range(100)
    )
    # Of a hundred thousand numbers that end alike, more than the one fit.
    assert fitting >= 1


numbers_of = st.builds(
    CaseNumber,
    region=st.just(REGION),
    window=st.integers(0, 999).map(lambda number: f"W{number:02d}"),
    day=st.dates(date(2020, 1, 1), date(2099, 12, 31)),
    serial=st.integers(1, 99_999),
    epoch=st.sampled_from(EPOCH_CHARACTERS),
)
names = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)


@given(
    number=numbers_of,
    window=st.integers(0, 999),
    running=st.integers(0, 99_999_999),
    minutes=st.integers(0, 8_000_000),
    says=st.sampled_from(Says),
    name=names,
    counts=st.tuples(st.integers(0, 999), st.integers(0, 999), st.integers(0, 999), st.integers(0, 20_000)),
    last=st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", max_size=4),
    secret=st.binary(min_size=16, max_size=16),
)
def test_the_longest_values_still_fit_the_code_and_come_back(
    number, window, running, minutes, says, name, counts, last, secret
):
    midnight = datetime(number.day.year, number.day.month, number.day.day, tzinfo=UTC) - timedelta(hours=8)
    facts = SlipFacts(
        number=number.format(),
        serial=SlipSerial(window=window, running=running).digits,
        at=midnight + timedelta(minutes=minutes),
        says=says,
        matter="EDU-001",
        name=name,
        last_four=last,
        id_mark=65_535,
        originals=counts[0],
        copies=counts[1],
        days=counts[2],
        due=number.day + timedelta(days=counts[3]),
        secret=secret,
    )
    text = signed_slip.sign(facts, KEY)
    assert len(text) <= signed_slip.MOST_SIGNS
    found = read(text).facts
    assert replace(found, name=name) == facts
    assert len(found.name) <= len(name)


def test_a_slip_of_the_hall_is_a_code_of_version_11():
    link = signed_slip.link("https://hall.example", signed_slip.sign(FACTS, KEY))
    assert len(link) <= 234
    assert segno.make(link, error="q", micro=False, boost_error=False).version <= 11
    assert signed_slip.text_in(link) == signed_slip.sign(FACTS, KEY)
    assert signed_slip.text_in("HTTPS://HALL.EXAMPLE/P/" + "A" * 32) == ""
    with pytest.raises(ValueError, match="too long"):
        signed_slip.link("https://" + "a" * 60 + ".example", signed_slip.sign(FACTS, KEY))


def test_names_keep_their_beginning_and_their_end_when_they_are_cut():
    long = replace(FACTS, name="德阳*职业技术学院（筹）")
    name = read(signed_slip.sign(long, KEY)).facts.name
    assert name.startswith("德阳*")
    assert name.endswith("）")
    assert read(signed_slip.sign(replace(long, name="王*慧"), KEY)).facts.name == "王*慧"


def test_a_matter_with_an_endless_code_is_not_signed():
    with pytest.raises(ValueError, match="no room"):
        signed_slip.sign(replace(FACTS, matter="A" * 40), KEY)
