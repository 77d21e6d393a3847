"""Chinese and English, switched live: Chinese stands in the sources, English comes from the translation."""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from casework.errors import Trouble

_QT_CHINESE = "qtbase_zh_CN.qm"


class Language(StrEnum):
    """The languages of the screen."""

    CHINESE = "zh"
    ENGLISH = "en"


class LanguageSwitch:
    """Installs and removes the English translation; widgets hear of it through `LanguageChange`."""

    def __init__(self, app: QCoreApplication, english: Path) -> None:
        self._app = app
        self._translator = QTranslator()
        self._english = english
        self._language = Language.CHINESE
        self._dialogs = _qt_chinese(app)

    @property
    def language(self) -> Language:
        """The language in force."""
        return self._language

    def switch(self, language: Language) -> None:
        """Change the language at once.

        Raises:
            Trouble: "look.translation", the English translation cannot be read.
        """
        if language == self._language:
            return
        if language == Language.CHINESE:
            self._app.removeTranslator(self._translator)
            self._app.installTranslator(self._dialogs)
        else:
            if self._translator.isEmpty() and not self._translator.load(str(self._english)):
                raise Trouble("look.translation", file=self._english.name)
            self._app.removeTranslator(self._dialogs)
            self._app.installTranslator(self._translator)
        self._language = language


def _qt_chinese(app: QCoreApplication) -> QTranslator:
    """Return the Chinese of the few dialogs that are Qt's own, installed once; where it is missing they are English."""
    known = app.findChild(QTranslator, _QT_CHINESE)
    if isinstance(known, QTranslator):
        return known
    # It belongs to the application: one that goes tells every window of another language, closed desks too.
    made = QTranslator(app)
    made.setObjectName(_QT_CHINESE)
    made.load(_QT_CHINESE, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    app.installTranslator(made)
    return made
