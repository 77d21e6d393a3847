"""The free seal set of a new body: 刻章通知单 to the maker with proofs, and 印章领取单 when the set is handed out.

Proofs show what is to be engraved; each bears 样稿 across it, so that nobody takes it for an impression. Both papers
are the hall's and bear no seal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.errors import RuleBroken
from printing.fonts import Fonts, Role
from printing.layout.flow import Block, Frame
from printing.layout.lines import Span
from printing.layout.marks import GREY_TEXT, SEAL_RED, Mark, Text
from printing.layout.pen import Pen
from printing.layout.tables import Cell, Para, plain, row
from printing.model import FrozenPaper, PaperKind
from printing.papers.frame import LEFT, RIGHT, TEXT_WIDTH
from printing.papers.notice_parts import (
    MEDIUM,
    day_cell,
    facts,
    frame_of,
    frozen_notice,
    given,
    head_cell,
    receipt_lines,
    said,
)
from printing.papers.parts import FIRST_PRINT, Numbers, PrintMarks, Trace
from printing.papers.sentences import ENGLISH_PT, sentence
from printing.seals.drawing import draw_seal
from printing.seals.seal import Seal
from printing.wording import Wording

KINDS = ("official", "finance", "contract", "invoice", "representative")
"""The seals a set may have; the wording names them and says what is engraved below the name."""

_PIECES_MM = (11.0, 45.0, 62.0, 38.0)
_PROOF_MM = 50.0
_PROOFS_IN_A_ROW = 3
_STAMP_MM = 18.0
_HASH = 16
_MOST_SIGNS = 8
_PROOF_GREY = "#8A8A8A"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPiece:
    """One seal: its kind, what is engraved, and its registration code once the police gave it."""

    kind: str
    text: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealSetOrder:
    """What is ordered for whom. `fee_minor` is in fen; the first set costs nothing."""

    issuer: str
    body: str
    uscc: str
    matter: str
    matter_en: str
    maker: str
    pieces: tuple[SetPiece, ...]
    ordered_on: date
    clerk: str
    window_label: str
    numbers: Numbers
    trace: Trace
    fee_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SealSetReceipt:
    """What was handed out to whom: by name and last four signs, or by a courier's `waybill`.

    `cards` are the SHA-256 of the scanned impression cards, in hexadecimal.
    """

    issuer: str
    body: str
    uscc: str
    maker: str
    filing_number: str
    pieces: tuple[SetPiece, ...]
    cards: tuple[str, ...]
    collector: str
    collector_last_four: str
    carrier: str
    waybill: str
    handed_on: date
    clerk: str
    window_label: str
    numbers: Numbers
    trace: Trace
    fee_minor: int = 0


def draw_seal_set_order(
    content: SealSetOrder, fonts: Fonts, wording: Wording, copy: int, marks: PrintMarks = FIRST_PRINT
) -> FrozenPaper:
    """Return copy 1 (the window's) or 2 (the maker's) of the order, finished.

    Raises:
        RuleBroken: `printing.no_seals`, `printing.seal_name`, `printing.no_such_copy`, a character without a face.
    """
    _some(content.pieces)
    fields: dict[str, str | int] = {
        "body": content.body,
        "maker": content.maker,
        "matter": content.matter,
        "count": len(content.pieces),
    }
    english: dict[str, str | int] = {"matter": content.matter_en}
    rows = (
        ("seal_set.body", given(content.body)),
        ("seal_set.uscc", given(content.uscc)),
        ("seal_set.ordered_on", day_cell(wording, content.ordered_on)),
        ("seal_set.fee", _fee(content.fee_minor, wording)),
    )
    blocks = (
        *sentence(fonts, wording, "seal_set.order_text", MEDIUM, fields, english=english, strong=("body",)),
        *facts("seal_set_order", rows, fonts, wording),
        *_pieces(content.pieces, fonts, wording),
        *_proofs(content.pieces, fonts, wording),
    )
    frame = frame_of(content, wording, "seal_set.order_title", marks, copy=copy, use="copy.maker", foot="seal_set.foot")
    end = receipt_lines(wording, _handler(content, wording), signed="seal_set.maker_signed")
    return frozen_notice(PaperKind.SEAL_SET_ORDER, frame, blocks, end, fonts, wording)


def draw_seal_set_receipt(
    content: SealSetReceipt, fonts: Fonts, wording: Wording, copy: int, marks: PrintMarks = FIRST_PRINT
) -> FrozenPaper:
    """Return copy 1 (the window's) or 2 (the body's) of the receipt, finished.

    Raises:
        RuleBroken: `printing.no_seals`, `printing.no_such_copy`, a character without a face.
    """
    _some(content.pieces)
    fields: dict[str, str | int] = {"body": content.body, "count": len(content.pieces)}
    who = (
        said(wording, "seal_set.mailed", carrier=content.carrier, waybill=content.waybill)
        if content.waybill
        else said(wording, "seal_set.collected", name=content.collector, last_four=content.collector_last_four)
    )
    rows = (
        ("seal_set.uscc", given(content.uscc)),
        ("seal_set.maker", given(content.maker)),
        ("seal_set.filing", given(content.filing_number)),
        ("seal_set.handed_on", day_cell(wording, content.handed_on)),
        ("seal_set.way", who),
        ("seal_set.fee", _fee(content.fee_minor, wording)),
        ("seal_set.cards", _cards(content.cards, wording)),
    )
    blocks = (
        *sentence(fonts, wording, "seal_set.receipt_text", MEDIUM, fields, strong=("body",)),
        *_pieces(content.pieces, fonts, wording),
        *facts("seal_set_receipt", rows, fonts, wording),
        *sentence(fonts, wording, "seal_set.duty", MEDIUM, {}, gap_mm=3.0),
    )
    frame = frame_of(content, wording, "seal_set.receipt_title", marks, copy=copy, foot="seal_set.foot")
    end = receipt_lines(wording, _handler(content, wording), signed="seal_set.signed")
    return frozen_notice(PaperKind.SEAL_SET_RECEIPT, frame, blocks, end, fonts, wording)


def _some(pieces: Sequence[SetPiece]) -> None:
    if not pieces:
        raise RuleBroken("printing.no_seals")


def _handler(content: SealSetOrder | SealSetReceipt, wording: Wording) -> str:
    return wording.zh("notice.handler", clerk=content.clerk, window=content.window_label)


def _fee(fee_minor: int, wording: Wording) -> Cell:
    if not fee_minor:
        return said(wording, "seal_set.free")
    return said(wording, "seal_set.fee_text", amount=f"{fee_minor // 100}.{fee_minor % 100:02d}")


def _cards(cards: Sequence[str], wording: Wording) -> Cell:
    paras = [Para((Span(wording.zh("seal_set.cards_text", count=len(cards))),))]
    paras += [Para((Span(card[:_HASH].upper(), Role.PLAIN, 8),), GREY_TEXT) for card in cards]
    return Cell(tuple(paras))


def _pieces(pieces: Sequence[SetPiece], fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    heads = (
        plain(wording.zh("acceptance.number"), 9.5, Role.LABEL, "centre"),
        *(head_cell(wording, f"seal_set.{key}") for key in ("kind", "text", "code")),
    )
    head = row(fonts, Frame("seals", LEFT, TEXT_WIDTH), _PIECES_MM, heads, least_mm=7.2, gap_mm=3.0)
    frame = Frame("seals", LEFT, TEXT_WIDTH, head)
    return (
        head,
        *(
            row(fonts, frame, _PIECES_MM, _piece(number, piece, wording), least_mm=9.4, keep=number == 1)
            for number, piece in enumerate(pieces, start=1)
        ),
    )


def _piece(number: int, piece: SetPiece, wording: Wording) -> tuple[Cell, ...]:
    kind = [Para((Span(wording.zh(f"seal_set.kind.{piece.kind}")),))]
    if wording.bilingual:
        kind.append(Para((Span(wording.en(f"seal_set.kind.{piece.kind}"), Role.PLAIN, ENGLISH_PT),), GREY_TEXT))
    return (
        plain(str(number), 10.5, Role.HEAVY, "centre"),
        Cell(tuple(kind)),
        plain(piece.text),
        plain(piece.code, 9.5, Role.PLAIN),
    )


# --- proofs -----------------------------------------------------------------------------------------------------------


def _proofs(pieces: Sequence[SetPiece], fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    return tuple(
        _proof_row(pieces[start : start + _PROOFS_IN_A_ROW], fonts, wording, first=start == 0)
        for start in range(0, len(pieces), _PROOFS_IN_A_ROW)
    )


def _proof_row(pieces: Sequence[SetPiece], fonts: Fonts, wording: Wording, *, first: bool) -> Block:
    step = TEXT_WIDTH / _PROOFS_IN_A_ROW
    # Drawn once here, so that a name no arc holds is refused before anything is laid out.
    for piece in pieces:
        _impression(piece, (0.0, 0.0), fonts, wording)
    word = wording.zh("seal_set.proof")

    def draw(pen: Pen, top_mm: float) -> None:
        if first:
            pen.text(LEFT, top_mm + 2.4, wording.zh("seal_set.proofs"), Role.LABEL, 9.5)
        for place, piece in enumerate(pieces):
            x, y = LEFT + step * (place + 0.5), top_mm + 5.0 + _PROOF_MM / 2
            if piece.kind == "representative":
                _stamp(pen, piece.text, x, y)
            else:
                pen.put(*_impression(piece, (x, y), fonts, wording))
            pen.put(_across(word, x, y, fonts))
            pen.text(x, top_mm + 2.4, wording.zh(f"seal_set.kind.{piece.kind}"), Role.PLAIN, 8, align="centre")
        pen.rule((LEFT, top_mm + _PROOF_MM + 6.4), (RIGHT, top_mm + _PROOF_MM + 6.4), 0.2, dash_mm=(0.8, 0.8))

    return Block(_PROOF_MM + 7.0, draw, 4.0 if first else 1.0)


def _impression(piece: SetPiece, centre: tuple[float, float], fonts: Fonts, wording: Wording) -> tuple[Mark, ...]:
    if piece.kind == "representative":
        if len(_signs(piece.text)) > _MOST_SIGNS:
            raise RuleBroken("printing.seal_name", organ=piece.text, longest=_MOST_SIGNS)
        return ()
    purpose = "" if piece.kind == "official" else wording.zh(f"seal_set.kind.{piece.kind}")
    return draw_seal(Seal(organ=piece.text, code=piece.code, purpose=purpose), centre, fonts)


def _stamp(pen: Pen, name: str, x_mm: float, y_mm: float) -> None:
    """Draw a representative's square seal: the name from the right, in two columns where it is longer than two."""
    half = _STAMP_MM / 2
    pen.box(x_mm - half, y_mm - half, _STAMP_MM, _STAMP_MM, line_mm=0.8, colour=SEAL_RED)
    signs = _signs(name)
    rows = max(1, -(-len(signs) // 2))
    size = min(20.0, 34.0 / rows)
    for number, sign in enumerate(signs):
        column, line = divmod(number, rows)
        at = x_mm + (0.24 - 0.48 * column) * _STAMP_MM, y_mm + ((line + 0.5) / rows - 0.5) * (_STAMP_MM - 2.0)
        pen.text(*at, sign, Role.TITLE, size, align="centre", colour=SEAL_RED)


def _signs(name: str) -> str:
    """Return a person's name as it is engraved: without the dot between its parts."""
    return name.replace("·", "").replace(" ", "")


def _across(word: str, x_mm: float, y_mm: float, fonts: Fonts) -> Text:
    width = fonts.measure(word, Role.HEAVY, 40) * 25.4 / 72
    return Text(
        x_mm=x_mm - width * 0.36,
        y_mm=y_mm + 13.0,
        runs=fonts.runs(word, Role.HEAVY),
        size_pt=40,
        colour=_PROOF_GREY,
        angle_deg=-30,
        outlined=True,
    )
