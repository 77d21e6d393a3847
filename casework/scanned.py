"""Text as a scanner or a person gives it, brought to the one form the rules read.

Scanners behind a Chinese input method send full-width letters; people leave spaces and write any dash.
"""

import unicodedata

_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"


def compact(text: str) -> str:
    """Return `text` in upper case and half width, without white space and dashes."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in folded if not sign.isspace() and sign not in _DASHES).upper()
