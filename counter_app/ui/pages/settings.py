"""The settings page: a section at a time, each setting with its explanation and where its value comes from."""

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from counter_app.presenters.settings_page import SettingRow, SettingsView
from counter_app.presenters.views import Dress, FieldView, Note, Tone
from counter_app.ui.acts import BY_ID, Scope
from counter_app.ui.kit.answers import Answers
from counter_app.ui.kit.breadth import Breadth
from counter_app.ui.kit.field import Edit
from counter_app.ui.kit.hint_line import KeyHint
from counter_app.ui.kit.key_button import SmallKey
from counter_app.ui.kit.panel import Panel, Rule
from counter_app.ui.kit.pill import Pills
from counter_app.ui.kit.text import Text
from counter_app.ui.pages.list_preview import clear
from counter_app.ui.pages.page import GAP, MARGIN, Column, Page, chain
from counter_app.ui.theme.fonts import Size
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

_LABEL = 168
_ASIDE = 340


class SettingBox(QWidget):
    """One setting: name, value, where it comes from, what it does, what became of a change."""

    changed = Signal(str, str)
    went_on = Signal()
    went_back = Signal()

    def __init__(self, theme: Theme, row: SettingRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self._label = Text(theme, row.label, strong=True, wrap=True, lines=2)
        self._label.setFixedWidth(_LABEL)
        self._doc = Text(theme, row.doc, size=Size.NOTE, tone="ink2", wrap=True)
        self._origin = Text(theme, size=Size.NOTE, wrap=True, lines=2)
        self._note = Text(theme, size=Size.NOTE, wrap=True)
        self.editor: Edit | Answers
        self.editor = self._choices(theme, row) if row.choices and row.editable else self._edit(row)
        self._build()
        self.show_row(row)

    def _edit(self, row: SettingRow) -> Edit:
        edit = Edit(row.name, latin=True)
        edit.went_on.connect(self._enter)
        edit.went_back.connect(self.went_back)
        edit.editingFinished.connect(self.leave)
        return edit

    def _choices(self, theme: Theme, row: SettingRow) -> Answers:
        answers = Answers(theme)
        answers.setObjectName(row.name)
        answers.answered.connect(self._choose)
        return answers

    def _build(self) -> None:
        value = QHBoxLayout()
        value.setSpacing(10)
        value.addWidget(self.editor, 3 if isinstance(self.editor, Edit) else 0)
        value.addWidget(self._origin, 2)
        right = QVBoxLayout()
        right.setSpacing(3)
        right.addLayout(value)
        right.addWidget(self._note)
        right.addWidget(self._doc)
        across = QHBoxLayout(self)
        across.setContentsMargins(12, 7, 12, 8)
        across.setSpacing(10)
        across.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(right, 1)

    def show_row(self, row: SettingRow) -> None:
        """Show the setting as it stands; who is typing is not disturbed."""
        self._row = row
        self._label.setText(row.label)
        self._doc.setText(row.doc)
        self._origin.set_note(row.origin, icon="lock-outline" if row.origin.tone is Tone.HOLD else "")
        self._note.set_note(row.note)
        if isinstance(self.editor, Answers):
            values = [value for value, _ in row.choices]
            chosen = values.index(row.value) if row.value in values else None
            self.editor.show_answers(row.label, tuple(said for _, said in row.choices), chosen)
            return
        said = dict(row.choices).get(row.value, row.value)
        self.editor.show_value(FieldView(row.name, said, row.note, read_only=not row.editable))
        self.editor.setAccessibleName(f"{row.label}, {row.origin.text}")

    def _enter(self) -> None:
        self.leave()
        self.went_on.emit()

    def leave(self) -> None:
        """Tell what stands in the editor."""
        if isinstance(self.editor, Edit) and self._row.editable:
            self.changed.emit(self._row.name, self.editor.text())

    def _choose(self, index: int) -> None:
        self.changed.emit(self._row.name, self._row.choices[index][0])


class ScanTrial(QLineEdit):
    """A line to scan into: it tells what came in and how fast, and begins anew with the next scan."""

    scanned = Signal(str, int)
    tries_scanner = True
    """Keys come here as the scanner types them, and are not taken for a scan of the desk's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scan_trial")
        self.setFixedHeight(30)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._began = QElapsedTimer()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Time the signs from the first one to Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text():
                self.scanned.emit(self.text(), self._began.elapsed())
                self.selectAll()
            return
        if not self.text() or self.hasSelectedText():
            self._began.start()
        super().keyPressEvent(event)


class SettingsPage(Page):
    """The settings."""

    section_chosen = Signal(str)
    setting_changed = Signal(str, str)
    scan_tried = Signal(str, int)

    scope = Scope.SETTINGS

    def __init__(self, theme: Theme, offered: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(theme, offered, parent)
        self._view: SettingsView | None = None
        self._shape: tuple[object, ...] = ()
        self.boxes: dict[str, SettingBox] = {}
        self._title = Text(theme, size=Size.TITLE, strong=True, elide=False)
        self._promise = Text(theme, size=Size.NOTE, tone="ink2")
        self.pills = Pills(theme)
        self._panel = Panel(theme, flush=True)
        self._panel.hide_head()
        self._trials = Panel(theme, icon="clipboard-check-outline")
        self._sources = Panel(theme, icon="cog-outline")
        self._file = Text(theme, size=Size.NOTE, tone="ink2", wrap=True)
        self._order = Text(theme, size=Size.NOTE, tone="ink2", wrap=True)
        self._remarks = QVBoxLayout()
        self.keys: dict[str, SmallKey] = {}
        self._results: dict[str, Text] = {}
        self.scan = ScanTrial()
        self._scan_said = Text(theme, size=Size.NOTE, wrap=True)
        self._scan_hint = Text(theme, size=Size.NOTE, tone="ink2", wrap=True)
        self._reader_said = Text(theme, size=Size.NOTE, wrap=True)
        self._trial_rows = QVBoxLayout()
        self.tried: tuple[Note, ...] = ()
        self._build()
        self.pills.chosen.connect(self.section_chosen)
        self.scan.scanned.connect(self.scan_tried)
        self.retranslate()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 8, MARGIN, 8)
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._promise, 1)
        pills = QHBoxLayout()
        pills.setContentsMargins(MARGIN, 0, MARGIN, 0)
        pills.addWidget(self.pills)
        self._trials_column = QVBoxLayout()
        self._trials_column.setSpacing(6)
        self._trials.body.addLayout(self._trials_column)
        for widget in (self._scan_hint, self._reader_said, self.scan, self._scan_said):
            self._trials.body.addWidget(widget)
        self._scan_said.hide()
        self._reader_said.hide()
        self._trial_rows.setSpacing(5)
        self._trials.body.addLayout(self._trial_rows)
        for widget in (self._order, self._file):
            self._sources.body.addWidget(widget)
        self._sources.body.addLayout(self._remarks)
        main, aside = self._main, self._aside = Column(), Column(_ASIDE)
        main.panels.addWidget(self._panel)
        main.panels.addStretch(1)
        aside.panels.addWidget(self._trials)
        aside.panels.addWidget(self._sources)
        aside.panels.addStretch(1)
        columns = QHBoxLayout()
        columns.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        columns.setSpacing(GAP)
        columns.addWidget(main, 1)
        columns.addWidget(aside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addLayout(pills)
        outer.addLayout(columns, 1)

    def set_breadth(self, breadth: Breadth) -> None:
        """In a narrow window what stands beside the settings stands beneath them."""
        super().set_breadth(breadth)
        narrow, focus = breadth is Breadth.NARROW, self.focusWidget()
        panels = (self._main if narrow else self._aside).panels
        for place, panel in enumerate((self._trials, self._sources), 1 if narrow else 0):
            panels.insertWidget(place, panel)
        self._aside.setVisible(not narrow)
        if focus is not None and self.isVisible():
            focus.setFocus()

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        super().retranslate()
        self._title.setText(translate("Settings", "设置"))
        self._promise.setText(translate("Settings", "Enter 保存这一项并到下一项；没有改成的原样留着"))
        self._trials.title.setText(translate("Settings", "试一试"))
        self._sources.title.setText(translate("Settings", "从哪里来"))
        self._order.setText(translate("Settings", "管理员的策略最大，其次环境变量，再次设置文件，最后自带的。"))
        self.scan.setAccessibleName(translate("Settings", "往这里扫一个码"))
        self.scan.setPlaceholderText(translate("Settings", "往这里扫一个码"))
        self._scan_hint.setText(translate("Settings", "扫进来的原样显示，不打开任何件。"))
        self._shape = ()
        if self._view is not None:
            self.show_view(self._view)

    def show_view(self, view: SettingsView) -> None:
        """Draw the view; the editors stay, so that the focus does."""
        self._view = view
        self.pills.show_pills(view.sections, view.section)
        # The editors are made anew only where their kind changed: another section, another language, another lock.
        shape = (view.section, tuple((row.name, row.editable, row.choices) for row in view.rows))
        if shape != self._shape:
            self._shape = shape
            self._rebuild(view)
        for row in view.rows:
            self.boxes[row.name].show_row(row)
        for act, said in self._results.items():
            said.set_note(view.results.get(act))
        self._file.setText(f"{translate('Settings', '设置文件')}: {view.file}")
        clear(self._remarks)
        for remark in view.remarks:
            said = Text(self.theme, size=Size.NOTE, wrap=True)
            said.set_note(remark, icon="lock-outline" if remark.tone is Tone.HOLD else "")
            self._remarks.addWidget(said)
        scanners = view.section == "scanners"
        for widget in (self.scan, self._scan_hint):
            widget.setVisible(scanners)
        self._scan_said.setVisible(scanners and bool(self._scan_said.text()))
        self._trials.setVisible(scanners or bool(view.tests))
        self._panel.setVisible(bool(view.rows))

    def _rebuild(self, view: SettingsView) -> None:
        for box in self.boxes.values():
            # An editor that goes while it has the focus would tell once more what it was left with.
            box.editor.blockSignals(True)
        clear(self._panel.body)
        self.boxes = {}
        for number, row in enumerate(view.rows):
            if number:
                self._panel.body.addWidget(Rule(self.theme, height=1))
            box = SettingBox(self.theme, row)
            box.changed.connect(self.setting_changed)
            box.went_on.connect(self._next)
            box.went_back.connect(self._back)
            self._panel.body.addWidget(box)
            self.boxes[row.name] = box
        clear(self._trials_column)
        self.keys, self._results = {}, {}
        for act in view.tests:
            key = SmallKey(self.theme, BY_ID[act].cap, "", height=30)
            key.setObjectName(act)
            key.set_label(BY_ID[act].words(), Dress.READY)
            key.clicked.connect(self._try)
            self.keys[act] = key
            self._results[act] = Text(self.theme, size=Size.NOTE, wrap=True)
            self._trials_column.addWidget(key, 0, Qt.AlignmentFlag.AlignLeft)
            self._trials_column.addWidget(self._results[act])
        chain([*(box.editor for box in self.boxes.values()), *self.keys.values()])

    def show_scan(self, note: Note) -> None:
        """Say what the scanner read."""
        self._scan_said.set_note(note)

    def show_trials(self, reader: Note | None, rows: tuple[Note, ...]) -> None:
        """Say how the reader stands and what was scanned lately, the newest first."""
        scanners = self._view is not None and self._view.section == "scanners"
        self._reader_said.set_note(reader)
        self._reader_said.setVisible(scanners and reader is not None)
        shown = rows if scanners else ()
        if shown == self.tried:
            return
        self.tried = shown
        clear(self._trial_rows)
        for row in shown:
            said = Text(self.theme, size=Size.NOTE, wrap=True)
            said.set_note(row)
            self._trial_rows.addWidget(said)

    def _try(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.act_pressed.emit(sender.objectName())

    def _next(self) -> None:
        self._step(1)

    def _back(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        """Go to the next or the earlier setting, and round at the end."""
        boxes = list(self.boxes.values())
        here = next((place for place, box in enumerate(boxes) if box is self.sender()), 0)
        boxes[(here + by) % len(boxes)].editor.setFocus()

    def start(self) -> None:
        """Begin at the first setting of the section."""
        first = next((box.editor for box in self.boxes.values()), None)
        (first or self.scan).setFocus()

    def go_to_part(self, number: int) -> None:
        """Alt+1 to Alt+6 choose a section; what stands half typed is saved first."""
        for box in self.boxes.values():
            if box.editor.hasFocus():
                box.leave()
        self.pills.choose(number)

    def hints(self) -> tuple[KeyHint, ...]:
        """What the keys do here."""
        return (
            KeyHint(("Enter",), translate("Hints", "保存，下一项")),
            KeyHint((translate("Hints", "1⋯3"),), translate("Hints", "选一个")),
            KeyHint((translate("Hints", "Alt+1⋯6"),), translate("Hints", "换一部分")),
        )
