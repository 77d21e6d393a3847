"""The seal set from the page of a case: one act asks for whatever the next step needs."""

import pytest
from PySide6.QtCore import Qt
from support.desks import a_desk, resident_id
from support.results import decided
from support.scans import image_bytes
from support.shown import at_work

from casework.seal_sets import SealStep
from counter_app.ui.dialogs.ask import AskDialog


@pytest.fixture
def window(tmp_path, qtbot):
    with at_work(a_desk(tmp_path), qtbot) as made:
        yield made


def answer(window, qtbot, **answers):
    dialog = next(one for one in window.shell.findChildren(AskDialog) if one.isVisible())
    for key, value in answers.items():
        dialog.editors[key].setText(value)
    qtbot.keyClick(dialog, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: not window.printing.busy)
    return dialog


def test_a_set_is_ordered_filed_engraved_and_handed_out_by_keys(window, qtbot, tmp_path):
    case = decided(window.workplace)
    window.open_case(case.id)
    window.do("seal_set")
    answer(window, qtbot, maker="旌阳诚信刻章")
    window.do("seal_set")
    wrong = answer(window, qtbot, filing="1182 号", code0="51", code1="5106030000002", code2="5106030000003")
    assert wrong.isVisible()
    answer(window, qtbot, code0="5106030000001")
    card = tmp_path / "card.jpg"
    card.write_bytes(image_bytes("JPEG"))
    window._case_acts._seals.cards_chosen(window.case.case(), (str(card),))
    answer(window, qtbot)
    window.do("seal_set")
    answer(window, qtbot, name="何芳", number=resident_id(3))
    kept = window.workplace.store.cases.get(case.id).case.seal_set
    assert (kept.step, len(kept.cards)) == (SealStep.HANDED_OUT, 1)
    titles = [entry.title for entry in window.case.view().timeline]
    assert "**发印章** 何芳" in titles
    assert "印章公安备案 1182 号" in titles
    window.do("seal_set")
    assert not [one for one in window.shell.findChildren(AskDialog) if one.isVisible()]


def test_the_order_lists_the_usual_three_seals_and_the_applicants_code(window):
    case = decided(window.workplace)
    window.open_case(case.id)
    window.do("seal_set")
    dialog = next(one for one in window.shell.findChildren(AskDialog) if one.isVisible())
    given = dialog.answers()
    assert given["uscc"] == case.applicant.id_number
    assert [kind for kind in ("official", "finance", "contract", "invoice", "representative") if given[kind]] == [
        *("official", "finance", "representative"),
    ]
