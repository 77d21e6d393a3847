"""The window with all pages, filled with the invented day."""

from counter_app.ui.acts import ACTS
from counter_app.ui.gallery.case_world import case_view, shell_view, sign_in_view
from counter_app.ui.gallery.list_world import list_view
from counter_app.ui.gallery.new_world import Pick, new_view
from counter_app.ui.gallery.outbox_world import outbox_view
from counter_app.ui.gallery.settings_world import day_end_view, settings_view
from counter_app.ui.kit.watermark import Watermark
from counter_app.ui.language import Language
from counter_app.ui.pages.case_page import VIEW_PAPER, CasePage
from counter_app.ui.pages.day_end import DayEndPage
from counter_app.ui.pages.new_application import NewPage
from counter_app.ui.pages.outbox import OutboxPage
from counter_app.ui.pages.settings import SettingsPage
from counter_app.ui.pages.sign_in import SignInPage
from counter_app.ui.pages.work_list import ListPage
from counter_app.ui.queue_display import QueueDisplay
from counter_app.ui.shell import Shell
from counter_app.ui.theme.theme import Theme


def chinese(zh: str, _en: str) -> str:
    """Pick the Chinese."""
    return zh


def english(_zh: str, en: str) -> str:
    """Pick the English."""
    return en


TONGUES: dict[Language, Pick] = {Language.CHINESE: chinese, Language.ENGLISH: english}


def every_act() -> frozenset[str]:
    """Return every act of the table, and training, as if all were wired."""
    return frozenset(act.id for act in ACTS) | {"training", VIEW_PAPER}


class Gallery:
    """All pages in one window."""

    def __init__(self, theme: Theme, offered: frozenset[str]) -> None:
        self.theme = theme
        self.shell = Shell(theme, offered)
        self.new, self.list = NewPage(theme, offered), ListPage(theme, offered)
        self.case, self.outbox = CasePage(theme, offered), OutboxPage(theme, offered)
        self.sign_in, self.settings = SignInPage(theme, offered), SettingsPage(theme, offered)
        self.day_end = DayEndPage(theme, offered)
        for page in (self.sign_in, self.new, self.list, self.case, self.outbox, self.settings, self.day_end):
            self.shell.add_page(page)
        self.display: QueueDisplay | None = None
        """The window beside this one, while a picture is of it."""
        self.watermark: Watermark | None = None

    def fill(self, t: Pick) -> None:
        """Show the day in one language."""
        self.shell.show_view(shell_view(t))
        self.sign_in.show_view(sign_in_view(t))
        self.new.show_view(new_view(t))
        self.list.show_view(list_view(t))
        self.case.show_view(case_view(t))
        self.outbox.show_view(outbox_view(t))
        self.settings.show_view(settings_view(t, "printers"))
        self.day_end.show_view(day_end_view(t))
