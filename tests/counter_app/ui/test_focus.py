"""Widgets hear of the focus while they live, and nobody minds when they go."""

import gc

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from counter_app.ui.focus import follow_focus


class Form(QWidget):
    """Two lines, and what was told of them."""

    def __init__(self, told):
        super().__init__()
        self.told = told
        self.first, self.second = QLineEdit(), QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.first)
        column.addWidget(self.second)
        follow_focus(self, self.moved)

    def moved(self, _old, new):
        self.told.append(new)


def shown(qtbot, told):
    form = Form(told)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    return form


def test_a_move_of_the_focus_is_told(qtbot):
    told = []
    form = shown(qtbot, told)
    qtbot.addWidget(form)
    form.second.setFocus()
    assert told[-1] is form.second


def test_a_form_that_is_destroyed_with_the_focus_in_it_is_told_nothing_more(qtbot):
    told = []
    form = shown(qtbot, told)
    form.first.setFocus()
    told.clear()
    del form
    gc.collect()
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.setFocus()
    assert told == []
