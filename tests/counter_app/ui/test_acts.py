from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from counter_app.ui.acts import ACTS, BY_ID, NUMBERED_KEYS, RESERVED, Scope, holding
from resources.translations.compile import SOURCE, messages

PAGES = [scope for scope in Scope if scope is not Scope.EVERYWHERE]
MAP = {f"F{n}" for n in range(1, 13)} | {f"Alt+{letter}" for letter in "BCDEFGHIJKLMNOPQRSTUVWXYZ"}


@pytest.mark.parametrize("scope", PAGES)
def test_no_key_does_two_things_on_a_page(scope):
    keys = Counter(act.key for act in holding(scope))
    keys.update(NUMBERED_KEYS)
    assert [key for key, count in keys.items() if count > 1] == []


def test_no_act_takes_a_key_that_others_own():
    assert {act.key for act in ACTS} & RESERVED == set()
    assert set(NUMBERED_KEYS) & RESERVED == set()


def test_the_whole_map_of_keys_is_in_the_table():
    assert {act.key for act in ACTS} == MAP


def test_every_key_is_one_qt_knows():
    for key in (*MAP, *NUMBERED_KEYS):
        assert QKeySequence(key).toString() == key


def test_every_act_has_its_own_id_and_an_english_label_without_ampersand():
    assert len(BY_ID) == len(ACTS)
    english = messages(SOURCE)
    for act in ACTS:
        (label,) = english["Acts", act.label]
        assert label.isascii()
        assert "&" not in label + act.label


def test_one_key_has_one_label_on_a_page_and_one_label_one_key():
    for scope in PAGES:
        labels = Counter(act.label for act in holding(scope))
        # Handing to the collector is one act on a case, by either of two keys.
        assert {label for label, count in labels.items() if count > 1} <= {"发给来人"}


def test_the_lock_holds_no_act_that_shows_a_case():
    assert {act.id for act in holding(Scope.LOCK)} == {"help", "full_screen", "language"}
