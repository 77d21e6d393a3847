"""The words of the screen, asked for by the Chinese that stands in the source.

`translate` gives the text in the language in force; `mark` leaves it as it is, for tables built before a language is
chosen, and lets `resources.check` find it. Both take literals only.
"""

from PySide6.QtCore import QCoreApplication


def translate(context: str, text: str, comment: str = "", number: int = -1) -> str:
    """Return `text` in the language in force; `number` fills %n and chooses the plural."""
    return QCoreApplication.translate(context, text, comment, number)


def mark(context: str, text: str) -> str:
    """Return `text` unchanged; it will be translated when it is shown."""
    _ = context
    return text
