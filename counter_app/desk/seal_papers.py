"""The two papers of a seal set, drawn from the case as it stood when they were owed."""

from casework.seal_sets import SealSet
from counter_app.desk.paper_parts import Material
from printing.fonts import Fonts
from printing.model import FrozenPaper
from printing.papers.seal_set import (
    SealSetOrder,
    SealSetReceipt,
    SetPiece,
    draw_seal_set_order,
    draw_seal_set_receipt,
)
from printing.wording import Wording


def draw_order(material: Material, fonts: Fonts, wording: Wording) -> FrozenPaper:
    """Return the order to the maker, with its proofs."""
    kept = _set_of(material)
    content = SealSetOrder(
        issuer=material.place.site.hall_name,
        body=kept.name,
        uscc=kept.uscc,
        matter=material.matter.name_zh,
        matter_en=material.matter.name_en,
        maker=kept.maker,
        pieces=_pieces(kept),
        ordered_on=kept.ordered_on,
        clerk=material.clerk,
        window_label=material.window_label,
        numbers=material.numbers,
        trace=material.trace,
    )
    return draw_seal_set_order(content, fonts, wording, material.job.copy, material.marks)


def draw_receipt(material: Material, fonts: Fonts, wording: Wording) -> FrozenPaper:
    """Return the receipt of the set."""
    kept = _set_of(material)
    handed = kept.handed
    if handed is None:
        raise ValueError("a receipt is owed by a set that was handed out")
    content = SealSetReceipt(
        issuer=material.place.site.hall_name,
        body=kept.name,
        uscc=kept.uscc,
        maker=kept.maker,
        filing_number=kept.filing_number,
        pieces=_pieces(kept),
        cards=tuple(card.sha256 for card in kept.cards),
        collector=handed.collector,
        collector_last_four=handed.collector_id_last4,
        carrier=handed.carrier,
        waybill=handed.waybill,
        handed_on=handed.handed_on,
        clerk=material.clerk,
        window_label=material.window_label,
        numbers=material.numbers,
        trace=material.trace,
    )
    return draw_seal_set_receipt(content, fonts, wording, material.job.copy, material.marks)


def _set_of(material: Material) -> SealSet:
    if material.case.seal_set is None:
        raise ValueError("the case has no seal set")
    return material.case.seal_set


def _pieces(kept: SealSet) -> tuple[SetPiece, ...]:
    return tuple(SetPiece(kind=piece.kind.value, text=piece.text, code=piece.code) for piece in kept.pieces)
