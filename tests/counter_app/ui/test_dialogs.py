"""The question and the list of acts: nothing is cut, the focus stays where it helps, leaving leaves no trace."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from support.desks import a_desk

from casework.errors import Trouble
from counter_app.presenters.views import Note, Tone
from counter_app.ui.acts import Scope, holding
from counter_app.ui.dialogs.act_list import ActList
from counter_app.ui.dialogs.ask import AskDialog, Field
from counter_app.ui.kit.text import Text
from counter_app.ui.start import make_window

FIELDS = (
    Field("name", "Name", "何芳"),
    Field("number", "Number of the document", latin=True),
    Field("body", "Where to apply instead", optional=True),
    Field("authorised", "Written authority held on file", tick=True),
)


def asked(theme, shell, act, about="one\ntwo"):
    dialog = AskDialog(theme, shell, "Title", about, FIELDS, act)
    dialog.show()
    return dialog


def test_no_label_of_a_question_is_cut_and_every_line_of_what_it_is_about_is_its_own(theme, gallery):
    dialog = asked(theme, gallery.shell, lambda _answers: None)
    labels = [label for label in dialog.findChildren(Text) if label.isVisible()]
    assert all(label.width() >= label.sizeHint().width() for label in labels)
    assert {"one", "two"} <= {label.text() for label in dialog.findChildren(QLabel)}


def test_a_question_that_has_no_room_scrolls_to_where_one_types_and_its_keys_are_seen(theme, gallery, qtbot):
    gallery.shell.resize(683, 384)
    fields = tuple(Field(f"field{number}", f"Field {number}") for number in range(12))
    dialog = AskDialog(theme, gallery.shell, "Title", "about", fields, lambda _answers: None)
    dialog.show()
    assert dialog.height() <= gallery.shell.height()
    assert dialog._yes.geometry().bottom() < dialog.height()
    last = dialog.editors["field11"]
    assert last.visibleRegion().isEmpty()
    for editor in list(dialog.editors.values())[:-1]:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert last.visibleRegion().boundingRect().height() == last.height()


def test_every_line_of_a_long_question_and_of_its_refusal_is_whole(theme, gallery):
    dialog = asked(theme, gallery.shell, lambda _answers: None, about="word " * 40 + "\n" + "word " * 30)
    dialog.refuse(Note("why it did not go through " * 8, Tone.BAD))
    labels = [label for label in dialog.findChildren(Text) if label.isVisible() and label.hasHeightForWidth()]
    assert [label.text() for label in labels if label.height() < label.heightForWidth(label.width())] == []
    assert len(labels) == 3


def test_a_refusal_moves_the_focus_to_what_is_missing_but_never_to_what_may_be_empty(theme, gallery, qtbot):
    dialog = asked(theme, gallery.shell, lambda _answers: Note("Enter it.", Tone.BAD))
    dialog.refuse(Note("Enter it.", Tone.BAD))
    assert dialog.focusWidget() is dialog.editors["number"]
    qtbot.keyClicks(dialog.editors["number"], "A1")
    dialog.refuse(Note("Enter it.", Tone.BAD))
    assert dialog.focusWidget() is dialog.editors["number"]


def test_the_list_of_acts_is_narrowed_by_name_or_key_and_enter_does_the_one_chosen(theme, gallery, qtbot):
    listed = ActList(theme, gallery.shell, holding(Scope.NEW))
    chosen = []
    listed.chosen.connect(chosen.append)
    listed.show()
    qtbot.keyClicks(listed.filter, "alt+n")
    assert listed.list.model().rowCount() == 1
    qtbot.keyClick(listed.filter, Qt.Key.Key_Return)
    assert chosen == ["not_accepted"]


def test_the_list_of_acts_chooses_by_arrows_and_does_nothing_when_nothing_is_left(theme, gallery, qtbot):
    acts = holding(Scope.NEW)
    listed = ActList(theme, gallery.shell, acts)
    chosen = []
    listed.chosen.connect(chosen.append)
    listed.show()
    qtbot.keyClicks(listed.filter, "no such act")
    qtbot.keyClick(listed.filter, Qt.Key.Key_Return)
    assert (chosen, listed.isVisible()) == ([], True)
    listed.filter.clear()
    listed._narrow("")
    qtbot.keyClick(listed.filter, Qt.Key.Key_Down)
    qtbot.keyClick(listed.filter, Qt.Key.Key_Return)
    assert chosen == [acts[1].id]


def test_who_leaves_a_question_finds_the_page_and_the_focus_as_they_were(tmp_path, qtbot):
    place = a_desk(tmp_path)
    window = make_window(place)
    qtbot.addWidget(window.shell)
    window.start()
    window.shell.activateWindow()
    window.do("new")
    window.new.choose("EDU-001")
    before = window.shell.focusWidget()
    window.do("not_accepted")
    dialog = window.shell.findChild(AskDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_F9)
    assert dialog.isVisible()
    assert window.new.view().failure is None
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.shell.focusWidget() is before
    window.close()
    place.close()


def test_a_full_disk_is_told_and_neither_the_form_nor_the_lock_is_lost(tmp_path, qtbot, monkeypatch):
    place = a_desk(tmp_path)
    window = make_window(place)
    qtbot.addWidget(window.shell)
    window.start()
    window.do("new")
    window.new.edit("name", "绵竹市丰谷农资经营部")

    def full(_self):
        raise Trouble("local.disk_full", why="")

    with monkeypatch.context() as patched:
        patched.setattr(type(place.store), "writing", full)
        patched.setattr(type(place.store.drafts), "save", lambda *_: full(None))
        window.tick()
        assert "磁盘满了" in window.shell.hint_line._message.text()
        window.do("new")
        assert window.new.form.field("name") == "绵竹市丰谷农资经营部"
        window.do("lock")
        assert window.shell.scope is Scope.LOCK
        assert window.new.form.field("name") == "绵竹市丰谷农资经营部"
    window.close()
    place.close()
