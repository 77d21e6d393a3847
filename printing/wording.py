"""The sentences of the papers: a site's data, read and checked once at the edge.

A paper says what the site confirmed, never what code says. Chinese must name every field of its template; English
may leave some out, for it explains and does not decide, but must not name others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Literal

import msgspec

from casework.errors import Trouble
from printing.templates import TEMPLATES

Language = Literal["zh", "zh+en"]


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text in both languages, its fields in braces."""

    zh: str
    en: str


class WordingFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it is kept: `confirmed` by the site, or sample text that says so on every paper."""

    about: str
    confirmed: bool
    templates: dict[str, Pair]


@dataclass(frozen=True, slots=True)
class Wording:
    """Checked sentences. `language` is "zh" (English in titles and labels only) or "zh+en" (after each paragraph)."""

    templates: Mapping[str, Pair]
    confirmed: bool
    language: Language = "zh"

    @property
    def bilingual(self) -> bool:
        """Whether paragraphs and answers are followed by their English."""
        return self.language == "zh+en"

    def zh(self, key: str, **fields: str | int) -> str:
        """Return the Chinese text with its fields filled."""
        return self.templates[key].zh.format(**fields)

    def en(self, key: str, **fields: str | int) -> str:
        """Return the English text with its fields filled."""
        return self.templates[key].en.format(**fields)

    def parts(self, key: str, **fields: str | int) -> tuple[tuple[str, str], ...]:
        """Return the Chinese text in pieces `(text, name of the field or "")`, to set fields in a face of their own."""
        pieces: list[tuple[str, str]] = []
        for literal, field, _, _ in Formatter().parse(self.templates[key].zh):
            if literal:
                pieces.append((literal, ""))
            if field:
                pieces.append((str(fields[field]), field))
        return tuple(pieces)


def load_wording(data: bytes, language: Language = "zh") -> Wording:
    """Return the wording in `data` (JSON) after checking every text that the papers ask for.

    Raises:
        Trouble: `printing.wording_unreadable`, `printing.wording_missing` or `printing.wording_malformed`, naming
            the text.
    """
    try:
        file = msgspec.json.decode(data, type=WordingFile)
    except msgspec.DecodeError as error:
        raise Trouble("printing.wording_unreadable", reason=str(error)) from error
    for key, fields in TEMPLATES.items():
        pair = file.templates.get(key)
        if pair is None or not pair.zh.strip() or not pair.en.strip():
            raise Trouble("printing.wording_missing", key=key)
        if _fields(key, pair.zh) != set(fields) or not _fields(key, pair.en) <= set(fields):
            raise Trouble("printing.wording_malformed", key=key, fields=", ".join(fields) or "-")
    return Wording(file.templates, file.confirmed, language)


def _fields(key: str, text: str) -> set[str]:
    try:
        parsed = list(Formatter().parse(text))
    except ValueError as error:
        raise Trouble("printing.wording_malformed", key=key, fields=", ".join(TEMPLATES[key]) or "-") from error
    # A conversion or a format would let data reach into the values; a plain name is all a sentence needs.
    return {
        field if not form and not conversion else f"{field}!"
        for _, field, form, conversion in parsed
        if field is not None
    }
