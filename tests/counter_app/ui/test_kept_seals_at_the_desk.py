"""The seals kept at the window, on the screen: handed over, stopped and reported lost, each by two people."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from support.blanks import SECOND
from support.desks import CLERK, MORNING, a_desk
from support.shown import at_work

from casework.clock import wall_ms
from casework.seal_rules import SealState
from counter_app.store.seals import Custody, StoredSeal
from counter_app.ui.acts import Scope, unkeyed
from counter_app.ui.dialogs.ask import AskDialog
from counter_app.ui.dialogs.seal_list import SealList

CODE, PASSWORD = "5106000012068", "a-colleagues-password"


@pytest.fixture
def place(tmp_path):
    return a_desk(tmp_path)


@pytest.fixture
def window(place, qtbot):
    seal = StoredSeal(
        code=CODE,
        department="EDU",
        organ="德阳市教育局",
        purpose="受理专用章",
        state=SealState.IN_USE,
        custodian=CLERK.code,
        key="pkcs12:/etc/seal.p12",
        certificate=b"an invented certificate",
        from_ms=wall_ms(MORNING),
        until_ms=wall_ms(MORNING + timedelta(days=365)),
    )
    with place.store.writing():
        place.store.clerks.remember(SECOND, place.hasher.hash(PASSWORD), place.desk.now_ms())
        place.store.seals.register(seal)
    with at_work(place, qtbot) as made:
        yield made


def shown(window, qtbot, kind):
    def found():
        return [one for one in window.shell.findChildren(kind) if one.isVisible()]

    qtbot.waitUntil(lambda: len(found()) == 1)
    return found()[0]


def listed(window, qtbot):
    window.do("seals")
    return shown(window, qtbot, SealList)


def answer(window, qtbot, digit, **answers):
    qtbot.keyClick(listed(window, qtbot), digit)
    asked = shown(window, qtbot, AskDialog)
    for key, value in {**answers, "second": SECOND.code, "password": PASSWORD}.items():
        asked.editors[key].setText(value)
    qtbot.keyClick(asked, Qt.Key.Key_F9)
    return asked


def test_the_list_says_who_keeps_a_seal_and_where_its_key_is(window, qtbot):
    row = listed(window, qtbot).current
    assert (row.name, row.state, row.custodian, row.key, row.uses) == (
        *("德阳市教育局受理专用章", "在用", CLERK.name, "文件"),
        0,
    )


def test_a_seal_is_handed_to_a_colleague_who_proves_it_and_only_by_who_keeps_it(window, place, qtbot):
    answer(window, qtbot, Qt.Key.Key_1)
    assert shown(window, qtbot, SealList).current.custodian == SECOND.name
    assert [line.what for line in place.store.seals.custody(CODE)] == [Custody.HANDED_OVER]
    shown(window, qtbot, SealList).reject()
    again = answer(window, qtbot, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: "只有保管人能" in again._note.text())


def test_a_seal_is_stopped_and_taken_into_use_again(window, place, qtbot):
    answer(window, qtbot, Qt.Key.Key_2, note="盘点")
    assert shown(window, qtbot, SealList).current.state == "停用"
    shown(window, qtbot, SealList).reject()
    answer(window, qtbot, Qt.Key.Key_3, note="盘点完了")
    assert shown(window, qtbot, SealList).current.state == "在用"
    assert place.store.seals.get(CODE).state is SealState.IN_USE


def test_a_lost_seal_needs_a_sentence_and_stops_at_once(window, place, qtbot):
    asked = answer(window, qtbot, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: "写明原因" in asked._note.text())
    asked.editors["note"].setText("柜子里找不到令牌")
    qtbot.keyClick(asked, Qt.Key.Key_F9)
    assert shown(window, qtbot, SealList).current.state == "出了事故"
    assert place.store.seals.get(CODE).state is SealState.INCIDENT


def test_the_act_is_found_everywhere():
    assert "seals" in {act.id for act in unkeyed(Scope.NEW)}
