"""A guard that is taken out is noticed within a few seeds; with the guard the very seed that noticed is right."""

import pytest
from simulator.mutants import MUTANTS, Mutant, lossy_mailbox, without
from simulator.simulation import play
from simulator.workshop import workshop


@pytest.fixture(scope="module")
def shop():
    with workshop() as made:
        yield made


@pytest.mark.parametrize("name", sorted(MUTANTS))
def test_a_guard_that_is_missing_is_noticed(shop, name):
    mutant = MUTANTS[name]
    for seed in range(mutant.most):
        with without(mutant):
            played = play(seed, shop, mutant.profile)
        if played.fault is not None:
            control = play(seed, shop, mutant.profile)
            assert control.fault is None, control.told()
            return
    pytest.fail(f"{mutant.most} seeds did not notice that {name.replace('_', ' ')}")


def test_a_mailbox_that_loses_positions_now_and_then_loses_nothing_for_good(shop):
    with without(Mutant(lossy_mailbox)):
        for seed in range(10):
            played = play(seed, shop)
            assert played.fault is None, played.told()
