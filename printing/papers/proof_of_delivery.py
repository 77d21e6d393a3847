"""送达回证: which documents reached whom, where, when and by whom; signed by who received them, then filed."""

from dataclasses import dataclass
from datetime import datetime

from casework.clock import CHINA
from casework.errors import RuleBroken
from printing.figures import local_minute, spaced_date
from printing.fonts import Fonts, Role
from printing.layout.flow import Block, Frame
from printing.layout.lines import Span
from printing.layout.pen import Pen
from printing.layout.tables import Cell, label, plain, row
from printing.model import FrozenPaper, PaperKind
from printing.papers.frame import LEFT, TEXT_WIDTH
from printing.papers.notice_parts import frame_of, frozen_notice, given, said
from printing.papers.parts import FIRST_PRINT, Numbers, Party, PrintMarks, Trace
from printing.papers.sentences import answer
from printing.preflight import preflighted
from printing.wording import Wording

_WIDTHS_MM = (38.0, 118.0)
_DOCUMENT_MM = (38.0, 102.0, 16.0)
_FRAME = Frame("delivery", LEFT, TEXT_WIDTH)
_SIGN_MM = 16.0
_FILL_MM = 11.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredDocument:
    """One document: what it is called, its own number ("" for none) and how many pieces of it."""

    title: str
    number: str
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofOfDelivery:
    """What a proof of delivery says.

    `collector` took the documents, with the last four of an ID; `stand_in` says that it was neither the applicant nor
    its agent. `carrier` and `waybill` are "" where it was handed over at the window. `at` is None where the time is
    written in by hand.
    """

    issuer: str
    applicant: Party
    matter: str
    documents: tuple[DeliveredDocument, ...]
    place: str
    carrier: str
    waybill: str
    collector: str
    collector_last_four: str
    stand_in: bool
    at: datetime | None
    deliverer: str
    window_label: str
    numbers: Numbers
    trace: Trace


@preflighted
def draw_proof_of_delivery(
    content: ProofOfDelivery, fonts: Fonts, wording: Wording, marks: PrintMarks = FIRST_PRINT
) -> FrozenPaper:
    """Return the proof, ready to be signed; there is one copy only, the office's.

    Raises:
        RuleBroken: `printing.nothing_delivered`, a character without a face, a code not printable.
    """
    if not content.documents:
        raise RuleBroken("printing.nothing_delivered")
    frame = frame_of(content, wording, "delivery.title", marks, foot="foot.delivery")
    return frozen_notice(
        PaperKind.PROOF_OF_DELIVERY, frame, _rows(content, fonts, wording), _end(wording), fonts, wording
    )


def _rows(content: ProofOfDelivery, fonts: Fonts, wording: Wording) -> tuple[Block, ...]:
    above: tuple[tuple[str, Cell, float], ...] = (
        ("delivery.recipient", _recipient(content, wording), 10.3),
        ("delivery.matter", given(content.matter), 10.3),
    )
    below: tuple[tuple[str, Cell, float], ...] = (
        ("delivery.place", given(content.place), 10.3),
        ("delivery.way", _way(content, wording), 10.3),
        ("delivery.collector", _collector(content, wording), 10.3),
        ("delivery.signature", Cell(), _SIGN_MM),
        ("delivery.on", _time(content, wording), 10.3),
        ("delivery.stand_in", _stand_in(content, wording), _FILL_MM),
        ("delivery.refused", Cell(), _FILL_MM),
        ("delivery.deliverer", given(f"{content.deliverer}　{content.window_label}"), 10.3),
        ("delivery.note", Cell(), _FILL_MM),
    )

    def rows(of: tuple[tuple[str, Cell, float], ...]) -> list[Block]:
        return [
            row(fonts, _FRAME, _WIDTHS_MM, (label(wording.zh(key), wording.en(key)), cell), least_mm=least)
            for key, cell, least in of
        ]

    return (*rows(above), *_documents(content, fonts, wording), *rows(below))


def _documents(content: ProofOfDelivery, fonts: Fonts, wording: Wording) -> list[Block]:
    """Return a row for each document, so that many go over pages; only the first is labelled."""
    key = "delivery.documents"
    rows = []
    for number, one in enumerate(content.documents):
        text = wording.zh("delivery.document", title=one.title, number=one.number).strip()
        cells = (
            Cell() if number else label(wording.zh(key), wording.en(key)),
            given(text),
            plain(wording.zh("delivery.pieces", count=one.count), 9.5, align="centre"),
        )
        rows.append(row(fonts, _FRAME, _DOCUMENT_MM, cells, least_mm=8.0 if number else 10.3))
    return rows


def _recipient(content: ProofOfDelivery, wording: Wording) -> Cell:
    party = content.applicant
    fields = {"label": party.id_label, "last_four": party.last_four}
    small = wording.zh("acceptance.id_text", **fields)
    return answer(wording, (Span(party.name, Role.TITLE),), wording.en("acceptance.id_text", **fields), small=small)


def _way(content: ProofOfDelivery, wording: Wording) -> Cell:
    if content.waybill:
        return said(wording, "delivery.way.courier", carrier=content.carrier, waybill=content.waybill)
    return said(wording, "delivery.way.window")


def _collector(content: ProofOfDelivery, wording: Wording) -> Cell:
    if not content.collector:
        return Cell()
    if not content.collector_last_four:
        return given(content.collector)
    fields = {"name": content.collector, "last_four": content.collector_last_four}
    return said(wording, "delivery.collector_text", **fields)


def _time(content: ProofOfDelivery, wording: Wording) -> Cell:
    if content.at is None:
        return given(wording.zh("delivery.on_blank"))
    local = content.at.astimezone(CHINA)
    return answer(wording, (Span(f"{spaced_date(local.date())} {local:%H:%M}"),), local_minute(content.at))


def _stand_in(content: ProofOfDelivery, wording: Wording) -> Cell:
    return said(wording, "delivery.stand_in_text", name=content.collector) if content.stand_in else Cell()


def _end(wording: Wording) -> Block:
    """Return the note under the table."""

    def draw(pen: Pen, top_mm: float) -> None:
        pen.text(LEFT, top_mm + 3.0, wording.zh("delivery.reading"), Role.BODY, 9)

    return Block(8.0, draw, 2.0)
