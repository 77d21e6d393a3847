"""The record under the cursor in full: a line of the table has no room for why it waits and what to do."""

from PySide6.QtWidgets import QWidget

from counter_app.presenters.list_views import SendRow
from counter_app.ui import words
from counter_app.ui.kit.chip import Chip
from counter_app.ui.kit.panel import Panel
from counter_app.ui.kit.text import Text
from counter_app.ui.theme.fonts import Size
from counter_app.ui.theme.theme import Theme


class RecordPanel(Panel):
    """State, number, reason and advice of one record."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, icon="text-box-outline", parent=parent)
        self._state = Chip(theme)
        self.add_right(self._state)
        self._number = Text(theme, size=Size.NOTE, tone="ink2", wrap=True)
        self._reason = Text(theme, size=Size.BASE, wrap=True)
        self._advice = Text(theme, size=Size.NOTE, tone="ink2", wrap=True)
        for text in (self._number, self._reason, self._advice):
            self.body.addWidget(text)
        self.hide()

    def show_record(self, record: SendRow | None) -> None:
        """Show a record; None hides the panel."""
        self.setVisible(record is not None)
        if record is None:
            return
        self.title.setText(record.act)
        self._state.set_look(words.sending(record.state))
        self._number.setText(record.number)
        self._reason.setText(record.reason)
        self._advice.setText(record.next_step)
        self.setAccessibleName(f"{record.act} {record.number}: {record.reason} {record.next_step}")
