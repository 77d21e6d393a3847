"""The style sheet: borders, radii and padding of the few controls Qt draws; everything else is painted by the kit.

A border that grows to 2 px takes the pixel from the padding, so that content never moves.
"""

from string import Template

from counter_app.ui.theme.tokens import Tokens

_SHEET = Template("""
QLineEdit { min-height: 28px; border: 1px solid $line2; border-radius: 4px; padding: 0 6px; background: $field;
            color: $ink; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:hover { border-color: $ink2; }
QLineEdit:read-only { background: $sunk; border-color: $line; }
QLineEdit:focus { border: 2px solid $accent; padding: 0 5px; min-height: 26px; }
QLineEdit[state="error"] { border: 2px solid $bad; padding: 0 5px; min-height: 26px; }
QLineEdit[state="error"]:focus { border: 2px solid $accent; }
QLineEdit[bare="true"] { border: none; padding: 0; min-height: 20px; background: transparent; }
QPlainTextEdit { border: 1px solid $line2; border-radius: 4px; padding: 2px 3px; background: $field; color: $ink;
                 selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit:hover { border-color: $ink2; }
QPlainTextEdit:focus { border: 2px solid $accent; padding: 1px 2px; }
QTableView, QListView, QTreeView { border: none; background: $panel; color: $ink; outline: none; }
QListView[popup="true"] { border: 1px solid $line2; }
QScrollArea { border: none; background: transparent; }
QScrollBar:vertical { width: 12px; background: transparent; margin: 4px 2px; }
QScrollBar::handle:vertical { background: $line2; border-radius: 4px; min-height: 40px; }
QScrollBar:horizontal { height: 12px; background: transparent; margin: 2px 4px; }
QScrollBar::handle:horizontal { background: $line2; border-radius: 4px; min-width: 40px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip { border: 1px solid $line2; background: $panel; color: $ink; padding: 3px 6px; }
QDialog { background: $panel; border: 1px solid $line2; }
""")


def sheet(tokens: Tokens) -> str:
    """Return the style sheet filled with the tokens of a theme."""
    return _SHEET.substitute(tokens)
