"""Codes are read after wear, and bars of two dots are not read well enough to be printed."""

import pytest

import resources
from benchmarks.read_rates import HEADS, printed_codes, rate_percent, readings, slip_codes
from benchmarks.wear import WEAR
from printing.fonts import load_fonts
from printing.wording import load_wording

WANTED_PERCENT = 97.0
TWO_DOTS_MM = {"203": 2 / 8, "300": 2.02 * 25.4 / 300}


@pytest.fixture(scope="module")
def fonts():
    return load_fonts(resources.path("fonts"))


@pytest.fixture(scope="module")
def codes(fonts):
    """Every fourth code of all papers, and those of slips, by head."""
    wording = load_wording(resources.read("wording/papers.json"))
    every = {name: printed_codes(fonts, wording, head) for name, head in HEADS.items()}
    return {
        name: (*found[::4], *(code for code in found if code.paper.startswith("slip"))) for name, found in every.items()
    }


@pytest.mark.parametrize("name", HEADS)
def test_codes_of_papers_are_read_after_ten_kinds_of_wear(codes, name):
    done = readings(codes[name], HEADS[name])
    assert len({one.wear for one in done}) == len(WEAR) == 10
    assert len({one.paper for one in done}) >= 6
    assert rate_percent(done) >= WANTED_PERCENT


@pytest.mark.parametrize("name", HEADS)
def test_bars_of_two_dots_fall_short(fonts, name):
    narrow = tuple(slip_codes(fonts, HEADS[name], TWO_DOTS_MM[name]))
    whole = tuple(slip_codes(fonts, HEADS[name]))
    assert rate_percent(readings(narrow, HEADS[name])) < WANTED_PERCENT
    assert rate_percent(readings(whole, HEADS[name])) > rate_percent(readings(narrow, HEADS[name]))


def test_wear_is_the_same_every_time(codes):
    few = codes["203"][:2]
    assert readings(few, HEADS["203"]) == readings(few, HEADS["203"])
