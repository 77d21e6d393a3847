"""The acceptance seal at the window, put on by rule: on a finished notice, under a grant, once its use is recorded.

A paper of a department whose seal is not kept here with a key is drawn as ever, and says that it bears no electronic
signature. Where the seal is kept but may not or cannot be used now, the paper comes with an empty place for the hand
stamp and that use is booked too. Nothing here happens on the screen's thread: drawing and signing take 60 to 90 ms.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from casework.clock import from_ms
from casework.errors import ProductError, RuleBroken
from casework.seal_rules import ANY, SealWish, UseRecord, require_use, window_series
from counter_app.desk.bench import Desk
from counter_app.desk.paper_orders import CasePaper, PaperOrder
from counter_app.logs import Log
from counter_app.store.printouts import PrintJob
from counter_app.store.seals import StoredSeal, StoredUse, UseOutcome
from printing.model import FrozenPaper, PaperKind, SealPlace
from printing.seals.seal import Seal, SealState

if TYPE_CHECKING:
    from counter_app.desk.prints import Studio

BY_RULE = "rule:complete-notice"
"""Who approves an acceptance seal: the rule that complete notices bear it."""
BY_HAND = "hand:stamp"
"""Who answers for a stamp that somebody puts on by hand."""

SEALED = frozenset(
    {
        PaperKind.ACCEPTANCE_NOTICE,
        PaperKind.TOLERANCE_NOTICE,
        PaperKind.SUPPLEMENT_NOTICE,
        PaperKind.NOT_ACCEPTED_NOTICE,
        PaperKind.NOT_REQUIRED_NOTICE,
        PaperKind.SPECIAL_PROCEDURE_NOTICE,
        PaperKind.EXTENSION_NOTICE,
    }
)
"""The notices that an acceptance seal is put on."""

_AROUND_MM = 1.0
"""What the impression's drawing leaves around the ring."""
_A4_MM = 297.0
_PT_PER_MM = 72 / 25.4
_log = Log(__name__)


@dataclass(frozen=True, slots=True)
class _Task:
    """A paper that is to bear a seal: everything its use says."""

    desk: Desk
    studio: "Studio"
    job: PrintJob
    order: CasePaper
    seal: StoredSeal
    clerk: str

    def drawn(self, state: SealState) -> FrozenPaper:
        """Return the paper with the seal's place in this state."""
        engraved = Seal(organ=self.seal.organ, code=self.seal.code, purpose=self.seal.purpose)
        return self.studio.draw(CasePaper(replace(self.order.material, seal=engraved, seal_state=state)))

    def has_place(self) -> bool:
        """Say whether a seal could be printed on the paper: on one for a printer without red its place stays empty."""
        return self.drawn(SealState.SIGNED).seal_place is not None


def finished(desk: Desk, studio: "Studio", job: PrintJob, order: PaperOrder) -> FrozenPaper:
    """Return the finished paper of a job: sealed, with a place for the hand stamp, or as it was drawn.

    Raises:
        RuleBroken: the paper cannot be drawn.
        Trouble: the disk refused to record a use; nothing was signed.
    """
    if not isinstance(order, CasePaper) or PaperKind(job.paper) not in SEALED or order.material.practice:
        return studio.draw(order)
    seal = desk.store.seals.of_department(order.material.case.department)
    if seal is None:
        return studio.draw(order)
    task = _Task(desk, studio, job, order, seal, _clerk(desk, job))
    if not seal.key:
        # Whatever comes out of a printer without red is stamped with the hall's own seal, which is kept here.
        return studio.draw(order) if task.has_place() else _by_hand(task, "seal.no_colour")
    try:
        _require(task)
        return _signed(task)
    except _NotPut as refused:
        return _by_hand(task, refused.code)
    except RuleBroken as refused:
        if not refused.code.startswith("seal."):
            raise
        return _by_hand(task, refused.code)


class _NotPut(Exception):  # noqa: N818 - not an error of the program
    """The seal could not be put on, though it was allowed."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def _clerk(desk: Desk, job: PrintJob) -> str:
    """Return who stated what the paper says: it is that clerk's grant that counts."""
    entry = desk.store.journal.entry(job.event_id)
    event = entry.event() if entry else None
    return event.header.actor.code if event else ""


def _require(task: _Task) -> None:
    """Check that the seal may be put on by rule.

    Raises:
        RuleBroken: as `seal_rules.require_use`.
    """
    wish = SealWish(
        matter=task.order.material.case.matter,
        at=task.desk.clock.now(),
        requested_by=task.clerk,
        approved_by=BY_RULE,
    )
    grants = [one.grant for one in task.desk.store.seals.grants(task.seal.code) if one.clerk in (ANY, task.clerk)]
    require_use(task.seal.standing, grants, wish)


def _signed(task: _Task) -> FrozenPaper:
    paper = task.drawn(SealState.SIGNED)
    if paper.seal_place is None:
        # Papers for a printer without red leave their place to the hand, whatever else was asked for.
        raise _NotPut("seal.no_colour")
    use = _recorded(task, paper)
    try:
        content = _sign(task, paper, paper.seal_place, use)
    except ProductError as error:
        _log.warning("seal.not_put", code=error.code, seal=task.seal.code, job=task.job.id)
        task.desk.seal_keys.forget(task.seal.key)
        with task.desk.store.writing():
            task.desk.store.seals.settle(use, UseOutcome.VOID, error.code)
        raise _NotPut(error.code) from error
    with task.desk.store.writing():
        task.desk.store.seals.settle(use, UseOutcome.SIGNED)
    return replace(paper, content=content, sha256=sha256(content).hexdigest(), impression=b"")


def _sign(task: _Task, paper: FrozenPaper, place: SealPlace, use: StoredUse) -> bytes:
    from printing.seals.signer import SealField  # noqa: PLC0415 - its libraries take 0.2 s

    side = task_side_mm(task.seal)
    left, foot = place.x_mm - side / 2, _A4_MM - place.y_mm - side / 2
    corner = round(left * _PT_PER_MM), round(foot * _PT_PER_MM)
    wide = round(side * _PT_PER_MM)
    field = SealField(
        name=f"seal-{use.record.name.replace('/', '-')}",
        page=place.page,
        box=(*corner, corner[0] + wide, corner[1] + wide),
    )
    signer = task.desk.seal_keys.signer(task.seal.code, task.seal.key)
    return signer.sign(paper.content, paper.impression, field, paper.title, from_ms(use.record.at_ms))


def task_side_mm(seal: StoredSeal) -> float:
    """Return the side of the square that an impression's drawing fills."""
    return Seal(organ=seal.organ, code=seal.code, purpose=seal.purpose).diameter_mm + 2 * _AROUND_MM


def _recorded(task: _Task, paper: FrozenPaper) -> StoredUse:
    """Return the use under which this paper is signed, on the disk: one that a fall left over, or a new one."""
    seals = task.desk.store.seals
    left = [one for one in seals.of_job(task.job.id) if one.outcome in (UseOutcome.RECORDED, UseOutcome.SIGNED)]
    same = [one for one in left if one.record.document_sha256 == paper.sha256]
    if same:
        return same[-1]
    with task.desk.store.writing():
        for one in left:
            seals.settle(one, UseOutcome.VOID, "print.interrupted")
        return seals.record(_use(task, paper, BY_RULE), task.job.id, UseOutcome.RECORDED)


def _by_hand(task: _Task, why: str) -> FrozenPaper:
    paper = task.drawn(SealState.BY_HAND)
    seals = task.desk.store.seals
    before = seals.of_job(task.job.id)
    # What a fall left over was never given out, and will not be: the paper bears a stamp instead.
    left = [one for one in before if one.outcome in (UseOutcome.RECORDED, UseOutcome.SIGNED)]
    booked = [one for one in before if one.outcome is UseOutcome.BY_HAND]
    wanted = not any(one.record.document_sha256 == paper.sha256 for one in booked)
    if left or wanted:
        with task.desk.store.writing():
            for one in left:
                seals.settle(one, UseOutcome.VOID, "print.interrupted")
            if wanted:
                seals.record(_use(task, paper, BY_HAND), task.job.id, UseOutcome.BY_HAND, why)
    return paper


def _use(task: _Task, paper: FrozenPaper, approved_by: str) -> UseRecord:
    last = task.desk.store.seals.last(task.seal.code)
    at: datetime = task.desk.clock.now()
    stream = task.desk.store.journal.stream()
    writer = f"{stream.origin}-{stream.epoch_char}" if stream else task.order.material.place.window
    series = window_series(at, last.record.series if last else "", writer)
    return UseRecord(
        seal=task.seal.code,
        series=series,
        number=last.record.number + 1 if last and last.record.series == series else 1,
        case=task.job.case_id,
        decision=task.job.event_id,
        paper=task.job.paper,
        document_sha256=paper.sha256,
        requested_by=task.clerk,
        approved_by=approved_by,
        copies=1,
        at_ms=round(at.timestamp() * 1000),
    )
