"""The desk's window for tests: fonts once, theme and language put back after each test, pages filled."""

import pytest
from PySide6.QtWidgets import QApplication

from counter_app.ui.gallery.gallery import Gallery, chinese, every_act
from counter_app.ui.language import Language, LanguageSwitch
from counter_app.ui.theme.fonts import register
from counter_app.ui.theme.theme import Theme
from counter_app.ui.theme.tokens import ThemeName, load
from resources import path, read
from resources.translations.compile import compiled


def pytest_collection_modifyitems(items):
    """The offscreen platform cannot hint sizes and says so; every other warning of Qt fails a test."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints"))


@pytest.fixture(scope="session")
def dressed(qapp):
    register(path)
    theme = Theme(load(read("look/desk-tokens.json")))
    theme.apply(qapp)
    return theme


@pytest.fixture
def app(qapp) -> QApplication:
    return qapp


@pytest.fixture
def theme(dressed, app):
    yield dressed
    if dressed.name is not ThemeName.LIGHT:
        dressed.switch(app, ThemeName.LIGHT)


@pytest.fixture
def language(app):
    switch = LanguageSwitch(app, compiled())
    yield switch
    switch.switch(Language.CHINESE)


@pytest.fixture
def gallery(theme, qtbot):
    made = Gallery(theme, every_act())
    qtbot.addWidget(made.shell)
    made.fill(chinese)
    made.shell.show()
    made.shell.activateWindow()
    qtbot.waitUntil(made.shell.isActiveWindow)
    return made
