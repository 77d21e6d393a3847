"""Sentences set into blocks: the Chinese, and after it the English where the site prints both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from printing.fonts import Fonts, Role
from printing.layout.flow import Block, paragraph
from printing.layout.lines import Span
from printing.layout.marks import GREY_TEXT
from printing.layout.pen import pt
from printing.layout.tables import PAD_X_MM, Cell, Para
from printing.wording import Wording

ENGLISH_PT = 8.0
ENGLISH_LEADING_PT = 11.5

Fields = Mapping[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a paragraph is set: its size and leading in points, its place in millimetres, its indent in ems."""

    size_pt: float
    leading_pt: float
    x_mm: float
    width_mm: float
    indent_em: float = 0.0
    justify: bool = False
    role: Role = Role.BODY


def spans_of(
    wording: Wording, key: str, fields: Fields, size_pt: float, strong: Iterable[str] = (), role: Role = Role.BODY
) -> tuple[Span, ...]:
    """Return a sentence as spans, with the fields named in `strong` in the bold face."""
    bold = frozenset(strong)
    return tuple(
        Span(text, Role.TITLE if field in bold else role, size_pt) for text, field in wording.parts(key, **fields)
    )


def sentence(
    fonts: Fonts,
    wording: Wording,
    key: str,
    setting: Setting,
    fields: Fields,
    *,
    english: Fields | None = None,
    strong: Iterable[str] = (),
    gap_mm: float = 0.0,
) -> tuple[Block, ...]:
    """Return a sentence as blocks. `english` are the fields in English where they read otherwise."""
    spans = spans_of(wording, key, fields, setting.size_pt, strong, setting.role)
    blocks = set_spans(fonts, spans, setting, gap_mm)
    if not wording.bilingual:
        return blocks
    return (*blocks, *english_lines(fonts, wording.en(key, **{**fields, **(english or {})}), setting))


def set_spans(fonts: Fonts, spans: tuple[Span, ...], setting: Setting, gap_mm: float = 0.0) -> tuple[Block, ...]:
    """Return spans as a paragraph by the setting."""
    return paragraph(
        fonts,
        spans,
        x_mm=setting.x_mm,
        width_mm=setting.width_mm,
        leading_pt=setting.leading_pt,
        indent_em=setting.indent_em,
        justify=setting.justify,
        gap_mm=gap_mm,
    )


def english_lines(fonts: Fonts, text: str, setting: Setting) -> tuple[Block, ...]:
    """Return an English paragraph in small grey, tied to what it explains."""
    return paragraph(
        fonts,
        (Span(text[:1].upper() + text[1:], Role.PLAIN, ENGLISH_PT),),
        x_mm=setting.x_mm,
        width_mm=setting.width_mm,
        leading_pt=ENGLISH_LEADING_PT,
        gap_mm=0.4,
        colour=GREY_TEXT,
    )


def answer(wording: Wording, chinese: tuple[Span, ...], *english: str, small: str = "") -> Cell:
    """Return a cell with an answer, a small line under it, and its English where both are printed."""
    paras = [Para(chinese)]
    if small:
        paras.append(Para((Span(small, Role.BODY, 8.5),)))
    if wording.bilingual:
        paras.extend(Para((Span(text, Role.PLAIN, ENGLISH_PT),), GREY_TEXT) for text in english if text)
    return Cell(tuple(paras))


def named(fonts: Fonts, wording: Wording, chinese: Span, english: str, width_mm: float) -> Cell:
    """Return a cell with a material's name; its English follows on the line if it fits, else stands beneath."""
    if not (wording.bilingual and english):
        return Cell((Para((chinese,)),))
    grey = Span(english, Role.PLAIN, 7.5)
    gap = Span("  ", Role.PLAIN, 7.5)
    whole = (chinese, gap, grey)
    if sum(fonts.measure(span.text, span.role, span.size_pt) for span in whole) <= pt(width_mm - 2 * PAD_X_MM):
        return Cell((Para(whole),))
    return Cell((Para((chinese,)), Para((grey,), GREY_TEXT)))
