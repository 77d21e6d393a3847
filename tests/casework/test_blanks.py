"""A box of blanks: numbers in a row, each in one place, used in order and once; the sum never changes."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.blank_facts import (
    BlankFreed,
    BlankReserved,
    BlanksHandedOver,
    BlanksLost,
    BlankSpoiled,
    BlanksReceived,
    BlankUsed,
    Witness,
)
from casework.blanks import BlankState, opened, replay, span_of, step
from casework.errors import RuleBroken

DAY = date(2026, 9, 22)
WITNESS = Witness(code="0124", name="陈晓燕")
IN = BlanksReceived(window="W03", kind="办学许可证", first="川德 0001", last="川德 0010", received_on=DAY)
ON_BOOKS = ("stock", "reserved", "used", "spoiled", "lost")


def number(place):
    return f"川德 {place:04d}"


def reserved(place, case="c1", window="W03"):
    return BlankReserved(window=window, number=number(place), for_case=case)


def used(place, case="c1"):
    return BlankUsed(window="W03", number=number(place), for_case=case, sha256="0" * 64)


def spoiled(place):
    return BlankSpoiled(window="W03", number=number(place), reason="卡纸", spoiled_on=DAY, witness=WITNESS)


def lost(first, last):
    return BlanksLost(window="W03", first=number(first), last=number(last), reason="少了", lost_on=DAY, witness=WITNESS)


def freed(place):
    return BlankFreed(window="W03", number=number(place), reason="没有打")


def handed(counted, to="W01"):
    return BlanksHandedOver(window="W03", to_window=to, counted=counted, handed_on=DAY, taken_by=WITNESS)


def box_after(*facts):
    box = opened("b1", IN, "0123")
    for fact in facts:
        box = step(box, fact)
    return box


def refusal(fact, *before):
    with pytest.raises(RuleBroken) as caught:
        step(box_after(*before), fact)
    return caught.value.code


def test_a_box_comes_in_whole_and_its_first_number_is_the_next():
    box = box_after()
    assert (box.next_number, box.balance.received, box.balance.stock) == (number(1), 10, 10)


def test_a_blank_goes_from_stock_to_reserved_to_used():
    box = box_after(reserved(1), used(1), reserved(2, "c2"))
    assert [box.blank(number(n)).state for n in (1, 2, 3)] == ["used", "reserved", "stock"]
    assert box.next_number == number(3)


@pytest.mark.parametrize(
    ("fact", "before", "code"),
    [
        (reserved(2), (), "stock.out_of_order"),
        (reserved(1), (reserved(1), used(1)), "stock.is_used"),
        (reserved(1), (reserved(1),), "stock.is_reserved"),
        (reserved(1), (spoiled(1),), "stock.is_spoiled"),
        (reserved(1), (lost(1, 2),), "stock.is_lost"),
        (reserved(11), (), "stock.not_in_stock"),
        (reserved(1, window="W01"), (), "stock.box_elsewhere"),
        (used(1), (), "stock.not_reserved"),
        (used(1, "c2"), (reserved(1),), "stock.not_reserved"),
        (freed(1), (), "stock.not_reserved"),
        (freed(1), (reserved(1), used(1)), "stock.not_reserved"),
        (spoiled(1), (spoiled(1),), "stock.is_spoiled"),
        (lost(1, 3), (spoiled(2),), "stock.is_spoiled"),
        (lost(9, 11), (), "stock.not_in_stock"),
        (handed(9), (), "stock.count_differs"),
        (handed(9), (reserved(1),), "stock.reserved_open"),
        (IN, (), "stock.received_already"),
    ],
)
def test_what_cannot_be_true_is_refused(fact, before, code):
    assert refusal(fact, *before) == code


def test_what_is_freed_is_the_next_again_and_a_used_one_may_turn_out_spoiled():
    assert box_after(reserved(1), freed(1)).next_number == number(1)
    assert box_after(reserved(1), used(1), spoiled(1)).balance.spoiled == 1


def test_a_box_that_was_handed_over_is_the_other_windows():
    box = box_after(reserved(1), used(1), handed(9))
    assert (box.window, box.keeper) == ("W01", "0124")
    with pytest.raises(RuleBroken, match=r"stock\.box_elsewhere"):
        step(box, reserved(2))
    assert step(box, reserved(2, window="W01")).balance.reserved == 1


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("甲", "乙", "stock.number_unreadable"),
        ("12", "34", "stock.number_unreadable"),
        ("川 001", "德 009", "stock.range_unlike"),
        ("0001", "00009", "stock.range_unlike"),
        ("0009", "0001", "stock.range_backwards"),
        ("00001", "09999", "stock.range_too_long"),
    ],
)
def test_numbers_that_are_no_row_are_refused(first, last, code):
    with pytest.raises(RuleBroken) as caught:
        span_of(first, last)
    assert caught.value.code == code


def test_a_year_before_the_running_number_stays_in_the_letters():
    assert span_of("JY2026-0098", "JY2026-0101").number(2) == "JY2026-0100"


def test_what_contradicts_is_left_out_of_the_books_and_noted():
    twice = [IN, reserved(1), used(1), reserved(1, "c9"), reserved(2, "c9")]
    box = replay(None, "b1", [(fact, "0123") for fact in twice])
    assert box.balance.holds
    assert box.clashes == (f"stock.is_used {number(1)}",)
    assert box.blank(number(2)).case == "c9"


PLACES = st.integers(1, 10)
STEPS = st.one_of(
    PLACES.map(reserved),
    PLACES.map(used),
    PLACES.map(freed),
    PLACES.map(spoiled),
    st.tuples(PLACES, PLACES).map(lambda ends: lost(*sorted(ends))),
    PLACES.map(handed),
)


@settings(deadline=None)
@given(st.lists(STEPS, max_size=60))
def test_the_books_balance_whatever_is_stated(facts):
    box = replay(None, "b1", [(fact, "0123") for fact in (IN, *facts)])
    balance = box.balance
    assert balance.received == 10 == sum(getattr(balance, state) for state in ON_BOOKS)
    assert balance.holds
    assert all(blank.state is not BlankState.STOCK for blank in box.taken.values())
