"""What the department decided or answered, with the documents it sent; Enter shows them large."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter_app.presenters.case_views import AnswerView, SignedFile
from counter_app.presenters.views import Tone
from counter_app.ui.kit.chip import Chip, ChipLook
from counter_app.ui.kit.keycap import Hint
from counter_app.ui.kit.panel import Panel
from counter_app.ui.kit.text import TONES, Text
from counter_app.ui.kit.thumbnail import Thumbnail
from counter_app.ui.pages.list_preview import clear
from counter_app.ui.paper_pictures import PaperPictures
from counter_app.ui.theme.fonts import Size
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_LARGE, _SMALL = 1.72, 0.72
_FILE_ICONS = {Tone.OK: ("shield-check-outline", "ok"), Tone.HINT: ("progress-clock", "ink2")}
_WRONG = ("shield-alert-outline", "bad")


class AnswerPanel(Panel):
    """Part 4: what the department decided or answered; `opened` asks for its documents."""

    opened = Signal()

    def __init__(self, theme: Theme, *, opens: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(theme, number=4, parent=parent)
        self._given, self._opens = theme, opens
        self._pictures: PaperPictures | None = None
        self._verdict = Chip(theme)
        self.add_right(self._verdict)
        self.thumbnail = Thumbnail(theme, _LARGE)
        self.thumbnail.pressed.connect(self.opened)
        self._title = Text(theme, strong=True, wrap=True, lines=2)
        self._source = Text(theme, size=Size.NOTE, tone="ink2", wrap=True, lines=2)
        self._words = Text(theme, size=Size.NOTE, wrap=True)
        self._none = Text(theme, size=Size.NOTE, tone="ink2", wrap=True)
        self._hint = Hint(theme, ("Enter",), "")
        self._files = QVBoxLayout()
        self._files.setSpacing(3)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.thumbnail, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        for widget in (self._title, self._source, self._words):
            column.addWidget(widget)
        line.addLayout(column, 1)
        self.body.addLayout(line)
        self.body.addSpacing(3)
        self.body.addLayout(self._files)
        self.body.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignRight)
        self.body.addWidget(self._none)

    def take_pictures(self, pictures: PaperPictures) -> None:
        """Draw thumbnails from these."""
        self._pictures = pictures
        self.thumbnail.take_pictures(pictures)

    def retranslate(self) -> None:
        """Name the panel."""
        self.title.setText(translate("Case", "部门答复"))
        self._none.setText(translate("Case", "部门还没有答复。"))
        self._hint.set_word(translate("Case", "看大图"))

    def show_answer(self, answer: AnswerView | None) -> None:
        """Show the decision, or that there is none yet."""
        self._none.setVisible(answer is None)
        for widget in (self._title, self._source, self._words):
            widget.setVisible(answer is not None)
        clear(self._files)
        files = answer.files if answer else ()
        self._hint.setVisible(self._opens and any(file.sha256 for file in files))
        first = files[0].sha256 if files else ""
        self.thumbnail.show_paper(first, answer.sheet if answer else "")
        if answer is None:
            self._verdict.set_look(None)
            return
        dress = TONES[answer.verdict.tone]
        tone = answer.verdict.tone.value if answer.verdict.tone in (Tone.OK, Tone.BAD, Tone.WARN) else "plain"
        self._verdict.set_look(ChipLook(answer.verdict.text, dress.icon, tone, strong=True))
        self._title.setText(answer.title)
        self._source.setText(answer.source)
        self._words.setText(answer.words)
        for file in files:
            self._files.addWidget(self._row(file, pictured=len(files) > 1))

    def _row(self, file: SignedFile, *, pictured: bool) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        if pictured:
            # Without a parent it would be shown as a window of its own.
            small = Thumbnail(self._given, _SMALL, row)
            if self._pictures is not None:
                small.take_pictures(self._pictures)
            small.show_paper(file.sha256, "text")
            small.pressed.connect(self.opened)
            line.addWidget(small)
        icon, tone = _FILE_ICONS.get(file.verdict.tone, _WRONG)
        line.addWidget(Text(self._given, file.name, size=Size.NOTE, icon=icon, icon_tone=tone), 1)
        line.addWidget(Text(self._given, file.verdict.text, size=Size.NOTE, tone=tone, elide=False))
        return row

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens the documents."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._hint.isHidden():
            self.opened.emit()
        else:
            super().keyPressEvent(event)
