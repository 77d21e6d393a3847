"""Before a paper is drawn: every text of its content can be printed, or the paper is refused naming the place.

Drawing would find the character too, but not where it stands in the form.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from casework.errors import RuleBroken
from printing.coverage import undrawable
from printing.fonts import Fonts
from printing.model import FrozenPaper
from printing.wording import Wording

Content = TypeVar("Content")
Further = ParamSpec("Further")

_OWNER = "label"
"""What a field of a certificate is called stands beside its value."""


def preflighted(
    draw: Callable[Concatenate[Content, Fonts, Wording, Further], FrozenPaper],
) -> Callable[Concatenate[Content, Fonts, Wording, Further], FrozenPaper]:
    """Return a way to draw a paper that refuses, before anything is drawn, what no face holds."""

    @wraps(draw)
    def checked(
        content: Content, fonts: Fonts, wording: Wording, /, *args: Further.args, **options: Further.kwargs
    ) -> FrozenPaper:
        require_drawable(content, wording)
        return draw(content, fonts, wording, *args, **options)

    return checked


def require_drawable(content: object, wording: Wording) -> None:
    """Check every text in a paper's content, whatever values it is made of.

    Raises:
        RuleBroken: `printing.no_glyph`, naming the character and where it stands.
    """
    for place, text in _texts(content, ()):
        if sign := undrawable("".join(char for char in text if char != "\n")):
            raise RuleBroken(
                "printing.no_glyph", field=_called(place, wording), character=sign, point=f"U+{ord(sign):04X}"
            )


def _texts(value: object, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every text with the names of the fields that lead to it."""
    if isinstance(value, str):
        yield place, value
    elif is_dataclass(value):
        owner = str(getattr(value, _OWNER, "")) if hasattr(value, "value") else ""
        for field in fields(value):
            yield from _texts(getattr(value, field.name), (*place, f"={owner}" if owner else field.name))
    elif isinstance(value, Sequence) and not isinstance(value, bytes):
        for number, one in enumerate(value, start=1):
            yield from _texts(one, (*place, f"#{number}"))


def _called(place: tuple[str, ...], wording: Wording) -> str:
    """Return what people call a place: the words for its fields, the outermost first, lines by their number.

    English follows where the papers are in both languages.
    """
    called = [_one(name, wording) for name in place]
    chinese = "，".join(one[0] for one in called if one[0]) or "-"
    if not wording.bilingual:
        return chinese
    return f"{chinese} / {', '.join(one[1] for one in called if one[1])}"


def _one(name: str, wording: Wording) -> tuple[str, str]:
    if name.startswith("="):
        return name[1:], name[1:]
    if name.startswith("#"):
        return f"第 {name[1:]} 项", f"line {name[1:]}"
    key = f"field.{name}"
    return (wording.zh(key), wording.en(key)) if key in wording.templates else ("", "")
