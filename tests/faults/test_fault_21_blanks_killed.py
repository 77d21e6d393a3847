"""Fault 21: kill -9 at any statement of any act on blanks: every blank is somewhere, once, and no number is used twice.

Ten thousand steps in lives that end at random statements; each life goes on where the last one was killed.
"""

import random
from collections import Counter
from datetime import date
from functools import partial

import pytest
from support.blanks import KIND, SECOND
from support.desks import a_desk, opened
from support.disks import in_child
from support.faults import die, interpose

from casework.blank_facts import BlankFreed, BlankReserved, BlanksHandedOver, BlankUsed, Witness
from casework.blanks import BlankState
from casework.errors import RuleBroken
from counter_app.desk import blanks
from counter_app.desk.forms import LoseBlanksForm, NumberForm, ReceiveBlanksForm
from counter_app.desk.recording import state_of_box

STEPS = 10_000
LEAST_DEATHS = 20
PER_LIFE = 320
IN_A_BOX = 120
DAY = date(2026, 9, 22)
BOOKS = ("stock", "reserved", "used", "spoiled", "lost")


def stated(place, box, fact):
    with place.store.writing():
        return state_of_box(place.desk, place.desk.clerk(), box.id, fact)


def torn(place, box, fact):
    """As whoever keeps the books in a second transaction would do it."""
    with place.store.writing():
        box_after = state_of_box(place.desk, place.desk.clerk(), box.id, fact)
        place.store.blanks.put(box)
    with place.store.writing():
        place.store.blanks.put(box_after)


def receive(place):
    serial = len(place.store.blanks.all())
    first, last = f"川德 {serial * 1000:07d}", f"川德 {serial * 1000 + IN_A_BOX - 1:07d}"
    return blanks.receive(place.desk, ReceiveBlanksForm(kind=KIND, first=first, last=last)).value


def in_state(box, state):
    span = box.span
    return [span.number(place) for place, blank in sorted(box.taken.items()) if blank.state is state]


def step(place, chance, state, tell):
    """Do one act that is lawful now, or refused; tell what is sure before it and after it."""
    box = next(iter(place.store.blanks.open_at("W03", KIND)), None) or receive(place)
    waiting = in_state(box, BlankState.RESERVED)
    act = chance.choices(("reserve", "use", "free", "spoil", "lose", "hand"), (40, 38, 6, 8, 3, 5))[0]
    if act == "reserve":
        number = box.next_number
        state(place, box, BlankReserved(window="W03", number=number, for_case=f"case-{number}"))
    elif act == "use" and waiting:
        number = waiting[0]
        state(place, box, BlankUsed(window="W03", number=number, for_case=f"case-{number}", sha256="0" * 64))
        tell(f"used {number}")
    elif act == "free" and waiting:
        state(place, box, BlankFreed(window="W03", number=waiting[-1], reason="没有打"))
    elif act == "spoil":
        number = chance.choice(waiting or [box.next_number])
        blanks.spoil(place.desk, NumberForm(number=number, reason="卡纸"), SECOND)
    elif act == "lose":
        blanks.lose(place.desk, LoseBlanksForm(first=box.next_number, reason="少了"), SECOND)
    elif act == "hand":
        taker = Witness(code=SECOND.code, name=SECOND.name)
        counted = box.balance.stock
        state(
            place, box, BlanksHandedOver(window="W03", to_window="W03", counted=counted, handed_on=DAY, taken_by=taker)
        )


def a_life(folder, seed, steps, state, tell):
    chance = random.Random(seed)  # noqa: S311 - a repeatable course, no secret
    place = opened(folder)
    interpose(place.store.database, chance.randrange(200, steps * 16), die)
    for _ in range(steps):
        try:
            step(place, chance, state, tell)
        except RuleBroken:
            tell("refused")
        else:
            tell("done")
    place.close()


def faults_in(folder, told):
    """Return what does not hold in the books a life left behind."""
    place = opened(folder)
    try:
        store = place.store
        kept = store.blanks.all()
        faults = [f"{box.first} does not balance" for box in kept if not box.balance.holds]
        faults += [f"{box.first} clashes" for box in kept if box.clashes]
        total = sum((box.balance for box in kept), blanks.Balance())
        if total.received != sum(getattr(total, state) for state in BOOKS):
            faults.append("the hall does not balance")
        used = Counter(number for box in kept for number in in_state(box, BlankState.USED))
        faults += [f"{number} used twice" for number, times in used.items() if times > 1]
        void = {number for box in kept for number in in_state(box, BlankState.SPOILED)}
        faults += [f"{line} is forgotten" for line in told if line[5:] not in used.keys() | void]
        store.cases.rebuild()
        if store.blanks.all() != kept:
            faults.append("the rows are not what the facts amount to")
        if store.journal.check_chain():
            faults.append("the chain is broken")
        return faults
    finally:
        place.close()


def lives(folder, wanted, per_life, state, seed):
    """Live on until so many steps were done; return them, the deaths, and every fault found between the lives."""
    a_desk(folder).close()
    done, life, deaths, faults, told = 0, 0, 0, [], []
    while done < wanted and not faults:
        lines = in_child(partial(a_life, folder, seed + life, per_life, state))
        done += sum(line in {"done", "refused"} for line in lines)
        life += 1
        deaths += lines[-1] == "killed"
        told += [line for line in lines if line.startswith("used ")]
        faults += faults_in(folder, told)
    return done, deaths, faults


@pytest.mark.timeout(600)
def test_fault_21_ten_thousand_steps_with_kills_balance(tmp_path):
    done, deaths, faults = lives(tmp_path / "desk", STEPS, PER_LIFE, stated, seed=21)
    assert faults == []
    assert done >= STEPS
    assert deaths >= LEAST_DEATHS


def test_fault_21_control_books_kept_in_a_second_transaction_are_caught(tmp_path):
    _, deaths, faults = lives(tmp_path / "desk", STEPS, 60, torn, seed=7)
    assert deaths
    assert "the rows are not what the facts amount to" in faults
