"""The hall's blanks window by window: every book balances, and what cannot be is told."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from casework import blank_facts as stated
from casework.stock_book import WindowStock, book_of

DAY = date(2026, 9, 22)
KIND = "办学许可证"
WITNESS = stated.Witness(code="0124", name="陈晓燕")


def number(place):
    return f"川德 {place:04d}"


def came_in(window="W03", first=1, last=10, kind=KIND):
    numbers = {"first": number(first), "last": number(last)}
    return stated.BlanksReceived(window=window, kind=kind, **numbers, received_on=DAY)


def printed(place, window="W03"):
    named = {"window": window, "number": number(place), "for_case": "c1"}
    return stated.BlankReserved(**named), stated.BlankUsed(**named, sha256="0" * 64)


def void(place, window="W03"):
    return stated.BlankSpoiled(window=window, number=number(place), reason="x", spoiled_on=DAY, witness=WITNESS)


def handed(counted, window="W03", to="W04"):
    return stated.BlanksHandedOver(window=window, to_window=to, counted=counted, handed_on=DAY, taken_by=WITNESS)


def book(**boxes):
    return book_of({name: [(fact, "0123") for fact in facts] for name, facts in boxes.items()})


def test_a_box_that_goes_on_leaves_each_window_with_what_it_did():
    found = book(b1=[came_in(), *printed(1), void(2), handed(8), *printed(3, "W04")])
    assert found.windows == (
        WindowStock(window="W03", kind=KIND, received=10, used=1, spoiled=1, handed=8),
        WindowStock(window="W04", kind=KIND, taken=8, used=1, stock=7),
    )
    assert found.good
    assert [one.window for one in found.of_window("W04").windows] == ["W04"]


def test_what_was_used_before_and_declared_void_after_is_still_the_first_windows():
    found = book(b1=[came_in(), *printed(1), handed(9), void(1, "W04")])
    assert [(one.window, one.spoiled, one.holds) for one in found.windows] == [("W03", 1, True), ("W04", 0, True)]


def test_a_number_in_two_boxes_of_a_kind_is_told_and_of_two_kinds_is_not():
    found = book(b1=[came_in()], b2=[came_in("W04", 8, 20)], b3=[came_in("W05", 8, 20, "别的证")])
    (twice,) = found.twice
    assert (twice.first, twice.last, twice.windows) == (number(8), number(10), ("W03", "W04"))
    assert not found.good


def test_what_cannot_be_true_is_a_clash_and_the_books_balance_without_it():
    found = book(b1=[came_in(), *printed(1), handed(3), void(5, "W04")])
    assert ["count_differs" in one.what for one in found.clashes] == [True, False]
    assert [one.holds for one in found.windows] == [True]
    assert not found.good


FACTS = st.one_of(
    st.builds(lambda place, at: printed(place, at)[0], st.integers(1, 10), st.sampled_from(["W03", "W04"])),
    st.builds(lambda place, at: printed(place, at)[1], st.integers(1, 10), st.sampled_from(["W03", "W04"])),
    st.builds(void, st.integers(1, 11), st.sampled_from(["W03", "W04"])),
    st.builds(handed, st.integers(0, 10), st.sampled_from(["W03", "W04"]), st.sampled_from(["W03", "W04"])),
)


@settings(deadline=None)
@given(st.lists(FACTS, max_size=25))
def test_whatever_is_stated_every_book_balances(facts):
    found = book(b1=[came_in(), *facts])
    assert all(one.holds for one in found.windows)
    assert sum(one.received for one in found.windows) == 10
    assert sum(one.taken for one in found.windows) == sum(one.handed for one in found.windows)


def test_a_book_that_does_not_add_up_is_seen():
    assert not WindowStock(window="W03", kind=KIND, received=10, stock=8, used=1).holds
