"""Thousands of days at the office, each with another misfortune: at the end everything is right.

`SIM_SEEDS=20000` plays more of them, `SIM_FIRST=5000` others.
"""

import os

import pytest
from simulator.simulation import play
from simulator.workshop import workshop

_FIRST = int(os.environ.get("SIM_FIRST", "0"))
_COUNT = int(os.environ.get("SIM_SEEDS", "1000"))
_AT_ONCE = 25


@pytest.fixture(scope="module")
def shop():
    with workshop() as made:
        yield made


@pytest.mark.parametrize("first", range(_FIRST, _FIRST + _COUNT, _AT_ONCE))
def test_whatever_happens_at_the_office_nothing_is_lost_or_doubled_or_waits_for_ever(shop, first):
    for seed in range(first, min(first + _AT_ONCE, _FIRST + _COUNT)):
        played = play(seed, shop)
        assert played.fault is None, played.told()


@pytest.mark.parametrize("seed", [7, 6, 9])
def test_a_seed_is_played_the_same_way_every_time(shop, seed):
    assert play(seed, shop).lines == play(seed, shop).lines
