"""The page of one case: history, limits, papers, the department's answer, prints, and what can be done."""

from collections.abc import Callable

from casework.case_state import Case, Stage
from casework.catalogue import Material
from casework.deadline_words import day_words
from casework.errors import ProductError
from casework.events import BlobRef
from casework.materials import MaterialMark
from counter_app.changes import Changes, Done
from counter_app.desk.bench import Desk
from counter_app.desk.checklist import lines
from counter_app.desk.show import CaseView as Shown
from counter_app.desk.show import show
from counter_app.presenters.case_acts import case_keys
from counter_app.presenters.case_views import (
    AnswerView,
    CaseView,
    Holder,
    PaperRow,
    PrintLine,
    PrintState,
    ScanView,
    SignedFile,
)
from counter_app.presenters.due_view import case_due_view, deadline_of
from counter_app.presenters.print_questions import paper_words, question_of
from counter_app.presenters.seal_lines import awaited_lines, awaited_since, seal_line
from counter_app.presenters.situation_view import situation_lines
from counter_app.presenters.timeline import applicant_words, step_of, timeline
from counter_app.presenters.urgings import last_urging
from counter_app.presenters.views import Dress, Note, Outcome, Tone
from counter_app.presenters.wording import Words
from counter_app.store.printouts import JobState, PrintJob
from counter_app.store.seals import UseOutcome
from printing.model import PaperKind

_PRINT_STATES = {
    JobState.PRINTED: PrintState.CAME_OUT,
    JobState.FAILED: PrintState.DID_NOT,
    JobState.DROPPED: PrintState.SPOILED,
}


class CasePresenter:
    """One case at a time."""

    def __init__(self, desk: Desk, words: Words) -> None:
        self._desk = desk
        self.words = words
        self._case_id = ""
        self.refusal: Note | None = None
        self.asks_why = False
        """Whether the last act was refused for want of a reason only."""

    @property
    def case_id(self) -> str:
        """The case that is open; empty before the first."""
        return self._case_id

    def open(self, case_id: str) -> None:
        """Show another case."""
        self._case_id = case_id
        self.refusal = None

    def act(self, act: Callable[[Desk], Done[object]]) -> Changes | None:
        """Do an act on the case; None says that it was refused and `refusal` tells why."""
        self.refusal, self.asks_why = None, False
        try:
            return act(self._desk).changes
        except ProductError as refused:
            self.asks_why = refused.code == "print.reason_missing"
            self.refusal = Note(self.words.error(refused), Tone.BAD)
            return None

    def why_not(self, act: str) -> Outcome | None:
        """Return the key of an act that is not ready, with its reason; None where the act can be tried."""
        view = self.view()
        outcomes = view.outcomes if view is not None else ()
        return next((one for one in outcomes if one.act == act and one.dress is Dress.NOT_READY), None)

    def case(self) -> Case:
        """Return the open case as it stands now."""
        return show(self._desk, self._case_id).case

    def seal_awaited_since(self) -> str:
        """Return since when a paper of the open case is with the seal at the server; empty if none is."""
        return awaited_since(self._desk.store.unsealed.of(self.case()))

    def view(self) -> CaseView | None:
        """Return the page as it stands; None before a case was opened."""
        if not self._case_id:
            return None
        desk, words = self._desk, self.words
        shown = show(desk, self._case_id)
        case = shown.case
        due = case_due_view(case, desk.calendar, desk.today(), words.lang)
        awaited = desk.store.unsealed.of(case)
        questions = [job for job in shown.prints if job.state in {JobState.UNCERTAIN, JobState.FAILED}]
        return CaseView(
            case_id=case.id,
            number=case.number,
            matter=words.name(shown.matter),
            applicant=applicant_words(case, words),
            step=step_of(case),
            standing=self.refusal or _standing(case, words),
            deadline=deadline_of(case, desk.calendar, desk.today()),
            timeline=timeline(shown, desk.clock.now(), words),
            due=due,
            due_subtitle=_due_subtitle(case, words) if due else "",
            papers=tuple(self._paper(shown, material) for material in lines(case, shown.matter)),
            papers_subtitle=words(
                "papers.subtitle",
                count=sum(mark.originals + mark.copies > 0 or mark.electronic for mark in case.materials),
                pages=sum(scan.pages for scan in case.scans),
            ),
            situation=_situation(shown, words),
            answer=self._answer(shown),
            question=question_of(questions[0], case, words) if questions else None,
            prints=(
                *(_print_line(job, case, words) for job in shown.prints),
                *awaited_lines(awaited, words),
                *(seal_line(use, words) for use in shown.seal_uses if use.outcome is not UseOutcome.VOID),
            ),
            outcomes=case_keys(
                case,
                words,
                late=bool(shown.due and shown.due.date.day < desk.today()),
                seal_since=awaited_since(awaited),
            ),
        )

    def _paper(self, shown: Shown, material: Material) -> PaperRow:
        case, words = shown.case, self.words
        mark = next((mark for mark in case.materials if mark.code == material.code), None)
        holder, held_by, since = self._holder(case, material, mark)
        return PaperRow(
            place=material.place,
            name=words.name(material),
            code=material.code,
            received=_received(mark, words),
            holder=holder,
            held_by=held_by,
            since=since,
            waiting=holder is Holder.WINDOW and mark is not None and mark.originals > 0,
            scans=tuple(
                ScanView(blob.sha256, scan.title or blob.name or words.name(material))
                for scan in case.scans
                if scan.material == material.code
                for blob in scan.blobs
            ),
        )

    def _holder(self, case: Case, material: Material, mark: MaterialMark | None) -> tuple[Holder, str, str]:
        words = self.words
        for custody in reversed(case.custody):
            if any(item.material == material.code for item in custody.items):
                department = words.name(self._desk.department_shown(case, custody.department))
                day = f"{custody.handed_on.month}-{custody.handed_on:%d}"
                return Holder.DEPARTMENT, words("papers.department", department=department, person=custody.person), day
        if mark is None or not (mark.originals or mark.copies):
            return Holder.APPLICANT, words("papers.applicant"), ""
        day = f"{case.received_on.month}-{case.received_on:%d}"
        window = case.window.removeprefix("W").lstrip("0")
        key = "papers.window" if mark.originals else "papers.kept"
        return Holder.WINDOW, words(key, window=window), day

    def _answer(self, shown: Shown) -> AnswerView | None:
        case, words = shown.case, self.words
        decision = case.decision
        if decision is None:
            return last_urging(shown, words)
        decided = next(step for step in reversed(shown.steps) if step.kind == "case.decided")
        certificate = shown.matter.certificate
        refused = decision.outcome.value == "refused"
        department = words.name(shown.department)
        officer = decided.actor.name if decided.actor and decided.actor.name != shown.department.name_zh else ""
        day = day_words(decision.decided_on, words.lang)
        spoken = "；".join((*decision.reasons, *decision.conditions)) or decision.opinion
        return AnswerView(
            verdict=Note(words(f"answer.{decision.outcome}"), Tone.BAD if refused else Tone.OK),
            title=words("paper.decision") if refused or certificate is None else words.name(certificate),
            source=words("answer.source", who=f"{department} {officer}".strip(), day=day),
            words=f"“{spoken}”" if spoken else "",
            files=tuple(self._file(paper) for paper in _files(case)),
        )

    def _file(self, paper: BlobRef) -> SignedFile:
        if self._desk.store.blobs.files.has(paper.sha256):
            return SignedFile(paper.name, Note(self.words("answer.here"), Tone.OK), paper.sha256)
        return SignedFile(paper.name, Note(self.words("answer.coming"), Tone.HINT))


def _files(case: Case) -> tuple[BlobRef, ...]:
    """Return the files of a result: what was sealed, and the department's own papers that were not."""
    sealed = {one.document_sha256 for one in case.sealed}
    return (*(one.file for one in case.sealed), *(ref for ref in case.decision_papers if ref.sha256 not in sealed))


def _situation(shown: Shown, words: Words) -> str:
    pairs = (
        f"{question} **{answer}**" for question, answer in situation_lines(shown.matter, shown.case.situation, words)
    )
    return (", " if words.lang == "en" else "・").join(pairs)


def _standing(case: Case, words: Words) -> Note | None:
    if case.certificate_revoked is not None:
        revoked = case.certificate_revoked
        return Note(words("certificate.revoked", ground=revoked.ground, reason=revoked.reason), Tone.BAD)
    if case.replacements:
        last = case.replacements[-1]
        fields = {"new": last.blank_number or "-", "old": last.old_blank or "-", "reason": last.reason}
        return Note(words("certificate.replaced", **fields), Tone.WARN)
    if case.stage is Stage.RESULT_AT_WINDOW:
        return Note(words("stage.result"), Tone.OK)
    if case.earlier_number:
        return Note(words("case.renumbered", earlier=case.earlier_number.removeprefix(f"{case.region}-")), Tone.WARN)
    return None


def _due_subtitle(case: Case, words: Words) -> str:
    if case.accepted_on is None:
        return ""
    return words("due.committed", days=case.committed_days, day=day_words(case.accepted_on, words.lang))


def _received(mark: MaterialMark | None, words: Words) -> str:
    if mark is None:
        return words("papers.none")
    parts = []
    if mark.originals:
        parts.append(words("papers.originals", originals=mark.originals))
    if mark.copies:
        parts.append(words("papers.copies", copies=mark.copies))
    if mark.seen:
        parts.append(words("papers.seen"))
    if mark.electronic:
        parts.append(words("papers.electronic"))
    if mark.follows_by:
        parts.append(words("papers.follow", day=day_words(mark.follows_by, words.lang)))
    return (", " if words.lang == "en" else "・").join(parts) or words("papers.none")


def _print_line(job: PrintJob, case: Case, words: Words) -> PrintLine:
    if job.state is JobState.PRINTED and job.paper == PaperKind.CERTIFICATE and job.sheet != case.blank_number:
        # It came out, and another blank took its place since.
        return PrintLine(PrintState.SPOILED, paper_words(job, words), words("print.void"))
    return PrintLine(
        state=_PRINT_STATES.get(job.state, PrintState.WAITING),
        text=paper_words(job, words),
        outcome=words(f"print.{job.state}"),
    )
