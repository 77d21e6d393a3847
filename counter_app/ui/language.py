"""Chinese and English, switched live: Chinese stands in the sources, English comes from the translation."""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTranslator

from casework.errors import Trouble


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
        else:
            if self._translator.isEmpty() and not self._translator.load(str(self._english)):
                raise Trouble("look.translation", file=self._english.name)
            self._app.installTranslator(self._translator)
        self._language = language
