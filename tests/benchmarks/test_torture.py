"""The torture of the spool: what is counted is right, the product comes through it, and a naive spooler does not."""

from io import BytesIO

import pytest
from PIL import Image

from benchmarks import torture
from benchmarks.torture.counting import Count, Found, Kind, count, look
from benchmarks.torture.slips import ROWS, WIDTH_DOTS, Print, draw, ink_of, read

ONE, OTHER, AGAIN = Print(1, 0), Print(2, 0), Print(1, 1)
VOID = [b"void" * 18, b"mark" * 18]


def ink(of):
    with Image.open(BytesIO(draw(of).content)) as image:
        return ink_of(image)


def test_every_row_of_a_slip_says_which_it_is():
    rows = [read(row) for row in ink(AGAIN)]
    assert {row.of for row in rows} == {AGAIN}
    assert [row.number for row in rows] == list(range(ROWS))


def test_a_row_with_one_dot_more_is_no_slips():
    row = bytearray(ink(ONE)[7])
    row[40] ^= 1
    assert read(bytes(row)) is None


def test_white_rows_are_no_ink():
    assert ink_of(Image.new("1", (WIDTH_DOTS, 30), 1)) == []


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (list, Kind.BLANK),
        (lambda: ink(ONE), Kind.WHOLE),
        (lambda: ink(ONE)[:-1], Kind.PART),
        (lambda: ink(ONE)[5:], Kind.PART),
        (lambda: [*ink(ONE)[:9], VOID[0]], Kind.PART),
        (lambda: VOID[1:], Kind.PART),
        (lambda: [*ink(ONE)[:9], VOID[0], VOID[0]], Kind.PART),
        (lambda: [*ink(ONE)[:9], VOID[0], ink(ONE)[9]], Kind.GARBLED),
        (lambda: VOID, Kind.VOIDED),
        (lambda: [*ink(ONE)[:9], *VOID], Kind.VOIDED),
        (lambda: [*ink(ONE), *VOID], Kind.VOIDED),
        (lambda: [*ink(ONE)[:9], *ink(OTHER)], Kind.GARBLED),
        (lambda: [*ink(ONE), *ink(ONE)], Kind.GARBLED),
        (lambda: [*ink(ONE)[:9], *ink(ONE)[10:]], Kind.GARBLED),
        (lambda: [*VOID, *ink(ONE)], Kind.GARBLED),
        (lambda: [b"?" * 72], Kind.GARBLED),
    ],
)
def test_a_piece_of_paper_is_called_what_it_is(made, kind):
    assert look(made(), VOID).kind is kind


def whole(of):
    return Found(Kind.WHOLE, frozenset({of}))


def test_what_lies_there_is_counted():
    half = Found(Kind.PART, frozenset({OTHER}))
    assert count([whole(ONE), whole(OTHER)], (1, 2), ()) == Count()
    assert count([whole(ONE)], (1, 2), ()) == Count(lost=1)
    assert count([whole(ONE), whole(ONE)], (1,), ()) == Count(unmarked_duplicates=1)
    assert count([whole(ONE), whole(AGAIN)], (1,), ()) == Count()
    assert count([whole(ONE), half], (1,), ()) == Count(garbled=1)
    assert count([whole(ONE), half], (1,), (OTHER,)) == Count()
    assert count([whole(ONE), Found(Kind.GARBLED)], (1,), ()) == Count(garbled=1)


def test_a_small_run_loses_doubles_and_garbles_nothing_and_the_naive_spooler_does():
    figures = torture.measure(jobs=24, seeds=(11,))
    ours = {name: figures[f"torture_{name}"] for name in ("lost", "unmarked_duplicates", "garbled")}
    assert ours == {"lost": 0, "unmarked_duplicates": 0, "garbled": 0}
    assert figures["torture_kills"] + figures["torture_faults"] > 3
    assert figures["naive_lost"] + figures["naive_unmarked_duplicates"] + figures["naive_garbled"] > 0
