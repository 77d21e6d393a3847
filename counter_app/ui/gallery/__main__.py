"""Draws every page in both languages and all themes: `python -m counter_app.ui.gallery [FOLDER]`.

The folder is build/desk-gallery unless named.
"""

import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from counter_app.presenters.views import MarkColumn
from counter_app.ui.acts import ACTS, Scope
from counter_app.ui.gallery.case_world import case_view, catching_up_view, online_view, shell_view, sign_in_view
from counter_app.ui.gallery.list_world import list_view
from counter_app.ui.gallery.new_world import Pick, failed_view, new_view
from counter_app.ui.gallery.outbox_world import outbox_view
from counter_app.ui.kit.find_list import FindList
from counter_app.ui.language import Language, LanguageSwitch
from counter_app.ui.pages.case_page import VIEW_PAPER, CasePage
from counter_app.ui.pages.new_application import NewPage
from counter_app.ui.pages.outbox import OutboxPage
from counter_app.ui.pages.sign_in import SignInPage
from counter_app.ui.pages.work_list import ListPage
from counter_app.ui.shell import Shell
from counter_app.ui.theme.fonts import register
from counter_app.ui.theme.theme import Theme
from counter_app.ui.theme.tokens import ThemeName, load
from resources import path, read
from resources.translations.compile import compiled


def chinese(zh: str, _en: str) -> str:
    """Pick the Chinese."""
    return zh


def english(_zh: str, en: str) -> str:
    """Pick the English."""
    return en


def every_act() -> frozenset[str]:
    """Return every act of the table, and training, as if all were wired."""
    return frozenset(act.id for act in ACTS) | {"training", VIEW_PAPER}


class Gallery:
    """The window with all pages, filled with the invented day."""

    def __init__(self, theme: Theme, offered: frozenset[str]) -> None:
        self.shell = Shell(theme, offered)
        self.new, self.list = NewPage(theme, offered), ListPage(theme, offered)
        self.case, self.outbox = CasePage(theme, offered), OutboxPage(theme, offered)
        self.sign_in = SignInPage(theme, offered)
        self.found = FindList(theme, self.shell)
        for page in (self.sign_in, self.new, self.list, self.case, self.outbox):
            self.shell.add_page(page)

    def fill(self, t: Pick) -> None:
        """Show the day in one language."""
        self.shell.show_view(shell_view(t))
        self.sign_in.show_view(sign_in_view(t))
        self.new.show_view(new_view(t))
        self.list.show_view(list_view(t))
        self.case.show_view(case_view(t))
        self.outbox.show_view(outbox_view(t))

    def draw(self, app: QApplication, t: Pick, folder: Path, suffix: str) -> None:
        """Grab every page into `folder`."""
        self.fill(t)
        steps = (
            ("7-signin", Scope.LOCK, shell_view),
            ("1-new", Scope.NEW, shell_view),
            ("2-list", Scope.LIST, online_view),
            ("3-case", Scope.CASE, online_view),
            ("4-outbox", Scope.OUTBOX, catching_up_view),
        )
        for name, scope, frame in steps:
            self.shell.go(scope)
            self.shell.show_view(frame(t))
            if scope is Scope.NEW:
                self.new.materials.table.setFocus()
                self.new.materials.table.go_to("M04", MarkColumn.COPIES)
            self._grab(app, folder / f"{name}{suffix}.png")
        self._draw_found(app, t, folder / f"11-find{suffix}.png")
        self.shell.go(Scope.NEW)
        self.shell.show_view(shell_view(t))
        self.new.show_view(failed_view(t))
        self._grab(app, folder / f"8-error{suffix}.png")
        self.new.show_view(new_view(t))

    def _draw_found(self, app: QApplication, t: Pick, target: Path) -> None:
        self.shell.go(Scope.LIST)
        line = self.shell.top_bar.scan
        line.edit.setFocus()
        line.edit.setText(t("农资", "supplies"))
        view = list_view(t)
        self.found.show_found(view.source.page(view.asked, 0, 8), line)
        self.found.move_by(2)
        self._grab(app, target)
        self.found.hide()
        line.edit.clear()

    def _grab(self, app: QApplication, target: Path) -> None:
        for _ in range(4):
            app.processEvents()
        self.shell.grab().save(str(target))


def main() -> int:
    """Draw everything."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/desk-gallery")
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    register(path)
    theme = Theme(load(read("look/desk-tokens.json")))
    theme.apply(app)
    language = LanguageSwitch(app, compiled())
    gallery = Gallery(theme, every_act())
    gallery.shell.show()
    gallery.shell.activateWindow()
    for tongue, t in ((Language.CHINESE, chinese), (Language.ENGLISH, english)):
        language.switch(tongue)
        for name in ThemeName:
            theme.switch(app, name)
            gallery.draw(app, t, folder, f"-{tongue.value}-{name.value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
