"""One dialog for an act that needs a few words more: what it is about, the fields, what is wrong, two keys.

It stays open until the act went through: `refuse` shows why it did not, and nothing typed is lost. It is no higher than
the window it lies over: what has no room there is scrolled to, the keys are always seen.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from counter_app.presenters.views import Dress, FieldView, Note
from counter_app.ui.dialogs.room import within
from counter_app.ui.kit.field import Edit, Tick
from counter_app.ui.kit.key_button import SmallKey
from counter_app.ui.kit.text import Text
from counter_app.ui.theme.fonts import Size
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

WIDTH = 520
_LABEL, _WIDEST_LABEL = 110, 190
_SIDE = 20
_NO_LIMIT = 10_000
_LINES_HEIGHT = 84


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the question; `lines` makes it several lines high, `tick` a box to tick, `secret` hides the text.

    `choices` are offered while one types, wherever in them the text stands; anything else may be typed too.

    An `optional` field may stay empty and says so, or what `hint` says, until something stands in it. After a refusal
    the focus goes to the first empty one that may not.
    """

    key: str
    label: str
    value: str = ""
    latin: bool = False
    lines: bool = False
    tick: bool = False
    optional: bool = False
    secret: bool = False
    choices: tuple[str, ...] = ()
    hint: str = ""


Answers = dict[str, str]
"""What was typed, by key; a tick is "1" or empty."""


class AskDialog(QDialog):
    """Asks; `act` is given the answers and returns None when it went through, else why it did not."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        title: str,
        about: str,
        fields: tuple[Field, ...],
        act: Callable[[Answers], Note | None],
    ) -> None:
        super().__init__(parent)
        self._act = act
        self.setWindowTitle(title)
        self.setModal(True)
        self.setFixedWidth(WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("ask")
        self.editors: dict[str, Edit | QPlainTextEdit | Tick] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 16, _SIDE, 14)
        column.setSpacing(10)
        column.addWidget(Text(theme, title, size=Size.TITLE, strong=True))
        self._needed = [field.key for field in fields if not (field.tick or field.optional)]
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(10)
        for line in about.splitlines():
            body.addWidget(Text(theme, line, size=Size.BASE, tone="ink2", wrap=True))
        body.addLayout(self._fields(theme, fields))
        column.addWidget(self._scrolled())
        self._note = Text(theme, size=Size.NOTE, wrap=True)
        self._note.hide()
        column.addWidget(self._note)
        column.addLayout(self._keys(theme))
        first = next(iter(self.editors.values()), None)
        if first is not None:
            first.setFocus()

    def _scrolled(self) -> QScrollArea:
        self._room = QScrollArea()
        self._room.setWidget(self._body)
        self._room.setWidgetResizable(True)
        self._room.setFrameShape(QFrame.Shape.NoFrame)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room.viewport().setAutoFillBackground(False)
        self._body.setAutoFillBackground(False)
        return self._room

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Take the room that is needed: only now is it known how wide the words are."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        inside = WIDTH - 2 * _SIDE
        body, column = self._body.layout(), self.layout()
        if body is None or column is None:
            return
        wanted = body.heightForWidth(inside) if body.hasHeightForWidth() else body.sizeHint().height()
        self._room.setFixedHeight(wanted)
        column.activate()
        whole = column.totalHeightForWidth(WIDTH) if column.hasHeightForWidth() else column.totalSizeHint().height()
        parent = self.parentWidget()
        most = within(parent, WIDTH, _NO_LIMIT).height() if parent is not None else whole
        if whole > most:
            self._room.setFixedHeight(max(0, wanted - (whole - most)))
        self.setFixedHeight(min(whole, most))
        self._show_focus()

    def _show_focus(self) -> None:
        inside = self.focusWidget()
        if inside is not None and self._body.isAncestorOf(inside):
            self._room.ensureWidgetVisible(inside)

    def _fields(self, theme: Theme, fields: tuple[Field, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        labels = [Text(theme, field.label, size=Size.NOTE, tone="ink2") for field in fields]
        asked = [label.sizeHint().width() for label, field in zip(labels, fields, strict=True) if not field.tick]
        width = min(max([_LABEL, *asked]), _WIDEST_LABEL)
        for row, (field, label) in enumerate(zip(fields, labels, strict=True)):
            editor = self._editor(theme, field)
            self.editors[field.key] = editor
            if field.tick:
                grid.addWidget(editor, row, 1)
                continue
            label.setFixedWidth(width)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop if field.lines else Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(editor, row, 1)
        return grid

    def _editor(self, theme: Theme, field: Field) -> Edit | QPlainTextEdit | Tick:
        if field.tick:
            tick = Tick(theme)
            tick.show_tick(field.label, ticked=bool(field.value))
            return tick
        if field.lines:
            lines = QPlainTextEdit(field.value)
            lines.setFixedHeight(_LINES_HEIGHT)
            lines.setTabChangesFocus(True)
            lines.setAccessibleName(field.label)
            lines.setObjectName(field.key)
            return lines
        edit = Edit(field.key, latin=field.latin)
        edit.show_value(FieldView(field.key, field.value))
        edit.setAccessibleName(field.label)
        hint = field.hint or (translate("Ask", "可以不填") if field.optional else "")
        edit.setPlaceholderText(hint)
        edit.setAccessibleDescription(hint)
        if field.secret:
            edit.setEchoMode(Edit.EchoMode.Password)
        if field.choices:
            offered = QCompleter(field.choices, edit)
            offered.setFilterMode(Qt.MatchFlag.MatchContains)
            edit.setCompleter(offered)
        edit.went_on.connect(self._go_on)
        edit.went_back.connect(self._go_back)
        return edit

    def _keys(self, theme: Theme) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addStretch(1)
        self._no = SmallKey(theme, "Esc", "", height=34)
        self._no.set_label(translate("Ask", "不办了"), Dress.READY)
        self._no.clicked.connect(self.reject)
        self._yes = SmallKey(theme, "F9", "", height=34)
        self._yes.set_label(translate("Ask", "办理"), Dress.SUGGESTED)
        self._yes.clicked.connect(self._try)
        line.addWidget(self._no)
        line.addWidget(self._yes)
        return line

    def answers(self) -> Answers:
        """Return what stands in the fields."""
        return {key: _value(editor) for key, editor in self.editors.items()}

    def refuse(self, note: Note) -> None:
        """Say why it did not go through; what was typed stays."""
        self._note.show()
        self._note.set_note(note)
        empty = [key for key, value in self.answers().items() if key in self._needed and not value.strip()]
        if empty:
            self.editors[empty[0]].setFocus()
        self._fit()

    def _try(self) -> None:
        refusal = self._act(self.answers())
        if refusal is None:
            self.accept()
        else:
            self.refuse(refusal)

    def _go_on(self) -> None:
        last = list(self.editors.values())[-1]
        if self.focusWidget() is last:
            self._try()
        else:
            self.focusNextChild()
            self._show_focus()

    def _go_back(self) -> None:
        self.focusPreviousChild()
        self._show_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """F9 does it, Esc leaves; Enter alone does nothing here, the fields use it."""
        if event.key() == Qt.Key.Key_F9:
            self._try()
        elif event.key() == Qt.Key.Key_Escape:
            self.reject()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on()


def _value(editor: Edit | QPlainTextEdit | Tick) -> str:
    if isinstance(editor, Tick):
        return "1" if editor.isChecked() else ""
    return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()
