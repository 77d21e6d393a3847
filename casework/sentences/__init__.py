"""What an error says to a person, in Chinese and English.

Each area of the product has a module here with a table `SENTENCES: code -> (Chinese, English)`; fields in braces are
filled from the error's details. A test walks the source and refuses a code without a sentence.
"""

from importlib import import_module
from typing import Literal

from casework.errors import ProductError

Lang = Literal["zh", "en"]

AREAS = (
    *("barcodes", "catalogue", "cases", "department", "desk", "export", "identity", "outbox", "printing", "queues"),
    *("recovery", "scans", "seal_sets", "seals", "server", "settings", "signed_slips", "stock", "sync"),
)

_UNKNOWN = (
    "出了没有预料到的问题（{code}）。已做的都在，请把这个代码告诉管理员。",
    "Something unforeseen happened ({code}). What was done is kept; give this code to the administrator.",
)


def table() -> dict[str, tuple[str, str]]:
    """Return every sentence of every area by its code."""
    sentences: dict[str, tuple[str, str]] = {}
    for area in AREAS:
        sentences.update(import_module(f"casework.sentences.{area}").SENTENCES)
    return sentences


def say(error: ProductError, lang: Lang = "zh") -> str:
    """Return what happened and what to do, in the reader's language."""
    return sentence(error.code, lang, **error.details)


def sentence(code: str, lang: Lang = "zh", **details: str | int) -> str:
    """Return the sentence of `code` with its fields filled."""
    pair = table().get(code)
    if pair is None:
        return _UNKNOWN[lang == "en"].format(code=code)
    return pair[lang == "en"].format(**details)
