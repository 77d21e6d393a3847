"""Starts the screen: fonts, theme, language, the window; and the one message box for a desk that cannot open."""

import os
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

import resources
from counter_app.main import Workplace
from counter_app.store.meta import Place
from counter_app.training import open_training
from counter_app.ui.desk_window import DeskWindow
from counter_app.ui.garbage import Garbage
from counter_app.ui.language import Language, LanguageSwitch
from counter_app.ui.theme.fonts import register
from counter_app.ui.theme.theme import Theme
from counter_app.ui.theme.tokens import ThemeName, load
from counter_app.ui.training_ground import TrainingGround
from resources.translations.compile import compiled

_WHOLE = 100
_SETTLED_MS = 300


def dressed(name: ThemeName = ThemeName.LIGHT) -> tuple[QApplication, Theme]:
    """Return the application with our fonts and a theme."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication([])
    app.setApplicationName("integrated-window")
    register(resources.path)
    theme = Theme(load(resources.read("look/desk-tokens.json")), name)
    theme.apply(app)
    return app, theme


def make_window(workplace: Workplace) -> DeskWindow:
    """Return the desk's window in the language of its settings, not yet shown."""
    if workplace.settings.scale_percent != _WHOLE and QApplication.instance() is None:
        # Qt reads it once, when the application is made; what the system's owner set stands.
        os.environ.setdefault("QT_SCALE_FACTOR", f"{workplace.settings.scale_percent / _WHOLE:g}")
    app, theme = dressed(ThemeName(workplace.settings.theme))
    language = LanguageSwitch(app, compiled())
    language.switch(Language(workplace.settings.language))
    return DeskWindow(workplace, theme, language)


def run_window(workplace: Workplace, settled: Callable[[], None] = lambda: None) -> int:
    """Show the window until it is closed and return the exit code; once it is shown, `settled` is called."""
    window = make_window(workplace)
    window.shell.fit_screen()
    ground = None
    if not workplace.settings.practice:
        like = workplace.desk.place()
        ground = TrainingGround(window, lambda: _train(workplace, like))
    window.start()
    QTimer.singleShot(_SETTLED_MS, settled)
    try:
        with Garbage():
            return QApplication.exec()
    finally:
        if ground is not None:
            ground.close()
        window.close()


def _train(workplace: Workplace, like: Place) -> Workplace:
    given = {"origin": workplace.sources, "studio": workplace.printer.studio, "qt": workplace.qt}
    return open_training(workplace.settings, like, **given)


def tell_trouble(text: str) -> None:
    """Show why the desk does not open."""
    dressed()
    QMessageBox.critical(None, "综合窗口", text)
