"""The audit: every page in both languages and in every kind of window, widget by widget."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget

from casework.sentences import say
from counter_app.presenters.case_views import ScanView
from counter_app.presenters.views import Dress
from counter_app.ui.acts import Scope, holding
from counter_app.ui.dialogs.act_list import ActList
from counter_app.ui.dialogs.ask import AskDialog, Field
from counter_app.ui.dialogs.paper_viewer import PaperViewer
from counter_app.ui.gallery.gallery import TONGUES
from counter_app.ui.gallery.states import STATES
from counter_app.ui.kit.key_button import OutcomeKey, SmallKey
from counter_app.ui.kit.keycap import Hint
from counter_app.ui.kit.section_tabs import FoldLine, TabKey
from counter_app.ui.language import Language
from counter_app.ui.paper_pictures import PaperPictures

SIZES = [(1366, 768), (1100, 768), (683, 384)]
PAGES = [Scope.LOCK, Scope.NEW, Scope.LIST, Scope.CASE, Scope.OUTBOX]
_INNER = ("QHeaderView", "QScrollBar")
_OWN_NAME = "中文"
"""A language is offered by its own name."""


@pytest.fixture(params=TONGUES)
def tongue(request, language, gallery):
    language.switch(request.param)
    gallery.fill(TONGUES[request.param])
    return request.param


@pytest.fixture(params=SIZES, ids=["wide", "folded", "narrow"])
def sized(request, gallery):
    gallery.shell.resize(*request.param)
    settle()
    return gallery


def asked(window):
    """The question that lies over the page, or the page."""
    return next((dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()), window)


def settle():
    for _ in range(3):
        QApplication.processEvents()


def focusable(window):
    """Whatever Tab or a click can give the focus to, and is shown."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
        and not isinstance(widget, QDialog)
        and not widget.objectName().startswith("qt_")
        and not any(widget.inherits(kind) for kind in _INNER)
    ]


def nameless(window):
    return [widget for widget in focusable(window) if not widget.accessibleName().strip()]


def chinese_in(window):
    """Names that are still Chinese in an English window; a case's own words may be."""
    kinds = (SmallKey, OutcomeKey, Hint, TabKey, FoldLine)
    return [
        widget.accessibleName()
        for kind in kinds
        for widget in window.findChildren(kind)
        if widget.isVisible()
        and not widget.accessibleName().endswith(_OWN_NAME)
        and any("\u4e00" <= letter <= "\u9fff" for letter in widget.accessibleName())
    ]


def test_every_control_of_every_state_has_a_name_in_the_language_in_force(sized, tongue):
    t, faults = TONGUES[tongue], {}
    for state in STATES:
        state.prepare(sized, t)
        settle()
        foreign = chinese_in(sized.shell) if tongue is Language.ENGLISH else []
        if nameless(sized.shell) or foreign:
            faults[state.name] = [*nameless(sized.shell), *foreign]
        state.leave(sized, t)
    assert faults == {}


def test_at_most_one_key_is_filled_and_the_pages_that_suggest_one_have_it(sized):
    t, counts = TONGUES[Language.CHINESE], {}
    for state in STATES:
        state.prepare(sized, t)
        settle()
        # A question has a suggested key of its own; the page behind it keeps its one.
        keys = [key for kind in (OutcomeKey, SmallKey) for key in asked(sized.shell).findChildren(kind)]
        counts[state.name] = sum(key.isVisible() and key._dress is Dress.SUGGESTED for key in keys)
        state.leave(sized, t)
    assert {name: count for name, count in counts.items() if count > 1} == {}
    assert {name for name in ("1-new", "4-outbox", "7-signin") if counts[name] != 1} == set()


@pytest.mark.parametrize("scope", PAGES)
def test_no_two_acts_of_a_page_answer_to_one_key(gallery, scope):
    gallery.shell.go(scope)
    keys = Counter(
        action.shortcut().toString()
        for action in gallery.shell.findChildren(QAction)
        if action.isEnabled() and not action.shortcut().isEmpty()
    )
    assert [key for key, count in keys.items() if count > 1] == []
    assert len(keys) > 2


ORDER = {
    Scope.NEW: [
        *("matter", "organiser", "code", "name", "legal_rep", "phone", "agent_id", "agent", "agent_phone"),
        *("authority", "checklist", "ways"),
    ],
    Scope.LIST: ["work_list", "filter"],
    Scope.CASE: ["bar", "timeline", "due", "papers", "answer", "prints"],
    Scope.OUTBOX: ["outbox", "contested", "bar"],
}


def landmark(gallery, widget):
    """The name of a stop in the design's order, or nothing for one between."""
    new, case = gallery.new, gallery.case
    known = {
        new.matter.picker: "matter",
        new.applicant.authority: "authority",
        new.collecting.ways: "ways",
        gallery.list.filter.edit: "filter",
        case.timeline: "timeline",
        case.due: "due",
        case.answer: "answer",
        case.prints.box: "prints",
        gallery.outbox.contested.box: "contested",
        **({new.situation.answers[0]: "organiser"} if new.situation.answers else {}),
        **{key: "bar" for page in (case, gallery.outbox) for key in page.bar.shown_keys()},
        **{edit: key for key, edit in new.applicant.edits.items()},
    }
    return known.get(widget, widget.objectName() if widget.objectName() in {"checklist", "papers"} else "") or (
        widget.objectName() if widget in {gallery.list.table, gallery.outbox.table} else ""
    )


@pytest.mark.parametrize("scope", ORDER)
@pytest.mark.usefixtures("tongue")
def test_the_focus_goes_in_the_order_of_the_work(sized, qtbot, scope):
    sized.shell.go(scope)
    settle()
    first = sized.shell.page().focus_order()[0]
    sized.shell.page().give_focus(first)
    settle()
    passed = []
    for _ in range(40):
        name = landmark(sized, QApplication.focusWidget())
        if name and name not in passed:
            passed.append(name)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        settle()
        if QApplication.focusWidget() is first:
            break
    assert passed == ORDER[scope]


@pytest.mark.usefixtures("tongue")
def test_the_dialogs_name_what_takes_the_focus(gallery, theme, qtbot):
    def refuse(*_asked):
        raise AssertionError("not drawn here")

    pictures = PaperPictures(refuse, gallery.shell)
    scans = (ScanView("a" * 64, "scan"),)
    dialogs = [
        ActList(theme, gallery.shell, holding(Scope.NEW)),
        AskDialog(theme, gallery.shell, "Title", "about", (Field("name", "Name"), Field("x", "Y", tick=True)), refuse),
    ]
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        dialog.show()
        assert nameless(dialog) == []
    viewer = PaperViewer(theme, gallery.shell, scans, pictures, lambda error: say(error, "zh"))
    assert not [area for area in viewer.findChildren(QScrollArea) if area.focusPolicy() is not Qt.FocusPolicy.NoFocus]
    pictures.close()
    viewer.deleteLater()


def on_the_way(window, qtbot):
    """Whatever Tab passes until it comes round again."""
    passed = []
    for _ in range(60):
        focus = QApplication.focusWidget()
        if focus in passed:
            break
        passed.append(focus)
        qtbot.keyClick(focus or window, Qt.Key.Key_Tab)
    return passed


ROUND_BY_TAB = ("settings", "day-end", "lock-first", "ask-deliver", "ask-not-accepted", "ask-shift-note")


def test_tab_reaches_every_control_of_settings_of_the_days_end_and_of_questions(sized, qtbot):
    t, faults = TONGUES[Language.CHINESE], {}
    for state in STATES:
        if not state.name.startswith(ROUND_BY_TAB):
            continue
        state.prepare(sized, t)
        settle()
        window = asked(sized.shell)
        own = sized.shell.page() if window is sized.shell else window
        passed = on_the_way(window, qtbot)
        wanted = [widget for widget in focusable(own) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
        missed = [widget.accessibleName() for widget in wanted if widget not in passed]
        if missed or not wanted:
            faults[state.name] = missed
        state.leave(sized, t)
    assert faults == {}
