"""Numbered blanks at the desk: boxes come in, the next blank is reserved for a result, and what is void is witnessed.

Every act is a fact about its box, so any window and the supervisor see where each blank is. A certificate is printed on
numbered stock as soon as the hall ever received blanks of its kind; before that, and in training, on plain paper.
"""

from dataclasses import dataclass

from casework.blank_facts import (
    BlankFreed,
    BlankReserved,
    BlanksHandedOver,
    BlanksLost,
    BlankSpoiled,
    BlanksReceived,
    BlankUsed,
    Witness,
)
from casework.blanks import Balance, BlankState, Box, span_of
from casework.case_state import Case, Stage
from casework.contract import ClerkCard
from casework.errors import RuleBroken
from casework.ids import uuid7
from counter_app.changes import Changes, Done, Topic
from counter_app.desk.bench import Desk
from counter_app.desk.forms import HandBoxForm, LoseBlanksForm, NumberForm, ReceiveBlanksForm
from counter_app.desk.recording import state_of_box
from counter_app.store.printouts import NOT_OUT, JobState, PrintJob
from printing.model import PaperKind

_CHANGED = Changes(frozenset({Topic.STOCK, Topic.OUTBOX}))
_WITH_HOLDER = frozenset({Stage.DELIVERED, Stage.ARCHIVED, Stage.REVOKED})


@dataclass(frozen=True, slots=True)
class Reserved:
    """The blank that a certificate is to be printed on."""

    box: str
    number: str


def kinds(desk: Desk) -> tuple[str, ...]:
    """Return the certificates of today's catalogue, by the names that boxes of blanks go under."""
    named = (matter.certificate.name_zh for matter in desk.catalogue.matters if matter.certificate)
    return tuple(dict.fromkeys(named))


def kind_named(desk: Desk, asked: str) -> str:
    """Return the kind of blank that is meant: its whole name, or a part that only one certificate has.

    Raises:
        RuleBroken: `stock.kind_missing`, `stock.kind_unknown`, `stock.kind_several`.
    """
    wanted = asked.strip()
    if not wanted:
        raise RuleBroken("stock.kind_missing")
    found = [kind for kind in kinds(desk) if wanted in kind]
    if wanted in found or len(found) == 1:
        return wanted if wanted in found else found[0]
    if found:
        raise RuleBroken("stock.kind_several", kind=wanted, found="、".join(found))
    raise RuleBroken("stock.kind_unknown", kind=wanted)


def balance_by_kind(desk: Desk, window: str = "") -> dict[str, Balance]:
    """Return how many blanks of each kind are where, in the whole hall or at one window."""
    counted: dict[str, Balance] = {}
    for box in desk.store.blanks.all():
        if window in {"", box.window}:
            counted[box.kind] = counted.get(box.kind, Balance()) + box.balance
    return counted


# --- boxes ------------------------------------------------------------------------------------------------------------


def receive(desk: Desk, form: ReceiveBlanksForm) -> Done[Box]:
    """State that a box of blanks came in at this window.

    Raises:
        RuleBroken: `stock.kind_unknown`, what `span_of` says of the numbers, `stock.received_already`, or
            `training.no_stock`.
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    if desk.store.meta.is_training():
        raise RuleBroken("training.no_stock")
    kind = kind_named(desk, form.kind)
    span = span_of(form.first, form.last)
    for box in desk.store.blanks.all():
        if box.kind == kind and box.span.overlaps(span):
            raise RuleBroken("stock.received_already", first=box.first, last=box.last, window=box.window)
    fact = BlanksReceived(
        window=desk.place().window,
        kind=kind,
        first=form.first.strip(),
        last=form.last.strip(),
        received_on=desk.today(),
        from_whom=form.from_whom,
    )
    with desk.store.writing():
        after = state_of_box(desk, clerk, uuid7(desk.now_ms()), fact)
    return Done(_CHANGED, after)


def hand_box(desk: Desk, form: HandBoxForm, taker: ClerkCard) -> Done[Box]:
    """State that what is left of a box went to `taker`, who proved to be here; both counted it.

    Raises:
        RuleBroken: `stock.same_person`, `stock.not_in_stock`, `stock.box_elsewhere`, `stock.reserved_open`,
            `stock.count_differs` or `stock.window_unreadable`.
    """
    desk = desk.at_this_moment()
    clerk, witness = desk.clerk(), _witness(desk, taker)
    box = _box_of(desk, form.number, form.kind)
    window = form.to_window.strip().upper() or desk.place().window
    if not (window[:1] == "W" and window[1:].isdigit()):
        raise RuleBroken("stock.window_unreadable", window=window)
    fact = BlanksHandedOver(
        window=desk.place().window,
        to_window=window,
        counted=form.counted,
        handed_on=desk.today(),
        taken_by=witness,
    )
    with desk.store.writing():
        after = state_of_box(desk, clerk, box.id, fact)
    return Done(_CHANGED, after)


# --- one blank --------------------------------------------------------------------------------------------------------


def choose(desk: Desk, case: Case, asked: str = "") -> Reserved | None:
    """Return the blank a case's certificate goes on: the next one of its kind here; None for plain paper.

    Raises:
        RuleBroken: `stock.none_left`, or the number that was asked for is not the next one (`stock.…`).
    """
    form = desk.matter_of(case).certificate
    if form is None or desk.store.meta.is_training():
        if asked:
            raise RuleBroken("training.no_stock" if form else "issue.no_certificate")
        return None
    kind = form.name_zh
    boxes = desk.store.blanks.open_at(desk.place().window, kind)
    if not boxes:
        if asked or desk.store.blanks.knows(kind):
            raise _nothing_left(desk, kind, asked)
        return None
    box, number = boxes[0], boxes[0].next_number
    if asked and asked.strip() != number:
        raise _not_next(desk, kind, asked.strip(), number)
    state = _state_elsewhere(desk, box, number)
    if state is not BlankState.STOCK:
        # Two windows received the same numbers: one of the two boxes is not what it says.
        raise RuleBroken("stock.number_twice", number=number)
    return Reserved(box.id, number)


def _state_elsewhere(desk: Desk, box: Box, number: str) -> BlankState:
    """Return where the same number of the same kind is by another box that claims it; in stock if none does."""
    others = (one for one in desk.store.blanks.holding(number, box.kind) if one.id != box.id)
    states = [blank.state for other in others if (blank := other.blank(number)) is not None]
    return next((state for state in states if state is not BlankState.STOCK), BlankState.STOCK)


def _nothing_left(desk: Desk, kind: str, asked: str) -> RuleBroken:
    if asked:
        return _not_next(desk, kind, asked.strip(), "-")
    others = {box.window for box in desk.store.blanks.all() if box.kind == kind and box.balance.stock}
    return RuleBroken("stock.none_left", kind=kind, windows="、".join(sorted(others)) or "-")


def _not_next(desk: Desk, kind: str, asked: str, following: str) -> RuleBroken:
    boxes = desk.store.blanks.holding(asked, kind)
    blank = boxes[0].blank(asked) if boxes else None
    state = blank.state if blank else None
    if state is None:
        return RuleBroken("stock.not_in_stock", number=asked)
    if state is not BlankState.STOCK:
        return RuleBroken(f"stock.is_{state.value}", number=asked)
    return RuleBroken("stock.out_of_order", number=asked, next=following)


def reserve(desk: Desk, clerk: ClerkCard, blank: Reserved, case_id: str) -> None:
    """State that a blank is to be printed on for a case. Inside the transaction that owes the print.

    Raises:
        RuleBroken: somebody was quicker (`stock.…`); the transaction must be left.
    """
    fact = BlankReserved(window=desk.place().window, number=blank.number, for_case=case_id)
    state_of_box(desk, clerk, blank.box, fact)


def note_printed(desk: Desk, clerk: ClerkCard, job: PrintJob) -> None:
    """State that the certificate of a job came out on its blank, if it is on one. Inside the same transaction."""
    if job.paper != PaperKind.CERTIFICATE or not job.sheet:
        return
    box = desk.store.blanks.of_case(job.sheet, job.case_id)
    blank = box.blank(job.sheet) if box else None
    if box is None or blank is None or (blank.state, blank.case) != (BlankState.RESERVED, job.case_id):
        return
    fact = BlankUsed(window=desk.place().window, number=job.sheet, for_case=job.case_id, sha256=job.frozen.sha256)
    state_of_box(desk, clerk, box.id, fact)


def spoil(desk: Desk, form: NumberForm, second: ClerkCard) -> Done[Box]:
    """State that a blank is void; `second` proved to stand by. A print that waits for it is given up.

    Raises:
        RuleBroken: `stock.same_person`, `stock.reason_missing`, `stock.not_in_stock`, `stock.box_elsewhere`,
            `stock.is_spoiled`, `stock.is_lost`, `stock.delivered_already` or `print.not_settled`.
    """
    desk = desk.at_this_moment()
    clerk, witness = desk.clerk(), _witness(desk, second)
    box = _box_of(desk, form.number, form.kind)
    fact = BlankSpoiled(
        window=desk.place().window,
        number=form.number.strip(),
        reason=_reason(form.reason),
        spoiled_on=desk.today(),
        witness=witness,
    )
    blank = box.blank(form.number)
    job = _job_on(desk, blank.case, fact.number) if blank is not None and blank.case else None
    _not_with_its_holder(desk, blank.case if blank else "", fact.number)
    waiting = _waiting_for(job)
    with desk.store.writing():
        after = state_of_box(desk, clerk, box.id, fact)
        _give_up(desk, clerk, waiting, BlankState.SPOILED)
    return Done(_CHANGED | Changes(frozenset({Topic.PRINTS})), after)


def lose(desk: Desk, form: LoseBlanksForm, second: ClerkCard) -> Done[Box]:
    """State that blanks are not where they should be; `second` proved to have counted too.

    A print that waits for one of them is given up: its result goes on another blank (`reissue`).

    Raises:
        RuleBroken: as `spoil`, or the numbers are not of one box.
    """
    desk = desk.at_this_moment()
    clerk, witness = desk.clerk(), _witness(desk, second)
    box = _box_of(desk, form.first, form.kind)
    fact = BlanksLost(
        window=desk.place().window,
        first=form.first.strip(),
        last=(form.last or form.first).strip(),
        reason=_reason(form.reason),
        lost_on=desk.today(),
        witness=witness,
    )
    waiting = [job for number, case in _reserved(box, fact) for job in _waiting_for(_job_on(desk, case, number))]
    with desk.store.writing():
        after = state_of_box(desk, clerk, box.id, fact)
        _give_up(desk, clerk, waiting, BlankState.LOST)
    return Done(_CHANGED | Changes(frozenset({Topic.PRINTS})), after)


def _reserved(box: Box, lost: BlanksLost) -> list[tuple[str, str]]:
    """Return the reserved numbers among those that are lost, each with its case."""
    span = box.span
    first, last = span.offset(lost.first), span.offset(lost.last)
    if first is None or last is None:
        return []
    among = ((place, box.taken.get(place)) for place in range(first, last + 1))
    return [(span.number(at), one.case) for at, one in among if one and one.state is BlankState.RESERVED]


def _waiting_for(job: PrintJob | None) -> list[PrintJob]:
    """Return the print that waits for a blank, if one does.

    Raises:
        RuleBroken: `print.not_settled`: it is being printed.
    """
    if job is not None and job.state is JobState.SENDING:
        raise RuleBroken("print.not_settled")
    return [job] if job is not None and job.state is not JobState.PRINTED else []


def _give_up(desk: Desk, clerk: ClerkCard, jobs: list[PrintJob], why: BlankState) -> None:
    """Let prints go whose blank is gone. Inside the transaction that states it."""
    for job in jobs:
        if job.state in {JobState.UNCERTAIN, JobState.FAILED}:
            desk.store.printouts.answered(job.id, "spoiled", clerk.code, desk.now_ms(), finished=False)
        desk.store.printouts.drop(job.id, why.value, desk.now_ms(), clerk.code)


def free(desk: Desk, form: NumberForm) -> Done[Box]:
    """Give a blank back that was reserved and is still whole, because its result will not be printed.

    Raises:
        RuleBroken: `stock.still_wanted` while the result it is for is this one, `stock.not_reserved`,
            `stock.box_elsewhere`, `stock.reason_missing`, or `print.not_settled`: it may have been printed on.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    box = _box_of(desk, form.number, form.kind)
    number = form.number.strip()
    blank = box.blank(number)
    if blank is not None and blank.case:
        found = desk.store.cases.get(blank.case)
        if found is not None and found.case.stage is Stage.RESULT_AT_WINDOW and found.case.blank_number == number:
            raise RuleBroken("stock.still_wanted", number=number)
        job = _job_on(desk, blank.case, number)
        if job is not None and job.state not in NOT_OUT | {JobState.DROPPED}:
            raise RuleBroken("print.not_settled")
    else:
        job = None
    fact = BlankFreed(window=desk.place().window, number=number, reason=_reason(form.reason))
    with desk.store.writing():
        after = state_of_box(desk, clerk, box.id, fact)
        if job is not None and job.state is not JobState.DROPPED:
            desk.store.printouts.drop(job.id, "freed", desk.now_ms(), clerk.code)
    return Done(_CHANGED | Changes(frozenset({Topic.PRINTS})), after)


def _not_with_its_holder(desk: Desk, case_id: str, number: str) -> None:
    found = desk.store.cases.get(case_id) if case_id else None
    if found is not None and found.case.stage in _WITH_HOLDER and found.case.blank_number == number:
        raise RuleBroken("stock.delivered_already", number=number)


def _job_on(desk: Desk, case_id: str, number: str) -> PrintJob | None:
    jobs = [job for job in desk.store.printouts.of_case(case_id) if job.sheet == number]
    return next((job for job in reversed(jobs) if job.paper == PaperKind.CERTIFICATE), None)


def _box_of(desk: Desk, number: str, kind: str) -> Box:
    """Return the box a number is of, this window's where several are; `kind` tells kinds of the same numbers apart."""
    boxes = desk.store.blanks.holding(number, kind_named(desk, kind) if kind else "")
    if not boxes:
        raise RuleBroken("stock.not_in_stock", number=number.strip())
    here = [box for box in boxes if box.window == desk.place().window] or list(boxes)
    if len({box.kind for box in here}) > 1:
        raise RuleBroken("stock.kind_wanted", number=number.strip(), kinds="、".join(box.kind for box in here))
    return here[0]


def _witness(desk: Desk, second: ClerkCard) -> Witness:
    if second.code == desk.clerk().code:
        raise RuleBroken("stock.same_person")
    return Witness(code=second.code, name=second.name)


def _reason(given: str) -> str:
    if not given.strip():
        raise RuleBroken("stock.reason_missing")
    return given.strip()
