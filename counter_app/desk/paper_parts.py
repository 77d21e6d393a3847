"""A case's facts as the values that several papers share."""

from dataclasses import dataclass, replace
from datetime import date

from casework.calendar import Calendar
from casework.case_state import Case
from casework.catalogue import Department, Matter
from casework.clock import from_ms
from casework.deadlines import due_on
from casework.fact import Fact
from casework.facts import CaseNotAccepted
from casework.materials import MaterialMark
from casework.parties import Party as CaseParty
from casework.sentences import sentence
from counter_app.desk.checklist import anything, lines
from counter_app.desk.presses import PAGES, Presses
from counter_app.store.meta import Place
from counter_app.store.printouts import PrintJob
from printing.model import Media
from printing.papers.decided_case import party_of
from printing.papers.parts import Limit, Numbers, Party, PrintMarks, ReceivedPaper, Replaced, Reprint, Trace
from printing.seals.seal import Seal, SealState

_SHORT_JOB = slice(-9, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a paper is made from: the case as it stood, what was stated and by whom, the print job, the rules' data.

    `stated_ms` is when it was stated, 0 where nothing was.
    `progress_url` is where the applicant sees how far the case is, signed by this window.
    """

    case: Case
    matter: Matter
    department: Department
    calendar: Calendar
    place: Place
    job: PrintJob
    clerk: str
    progress_url: str
    fact: Fact | None = None
    refusal: CaseNotAccepted | None = None
    stated_ms: int = 0
    practice: bool = False
    replaces: Replaced | None = None
    seal: Seal | None = None
    seal_state: SealState = SealState.DRAWN
    presses: Presses = PAGES

    @property
    def window_label(self) -> str:
        """The window as people call it."""
        return sentence("paper.window", number=self.place.window_number)

    @property
    def collect_at(self) -> str:
        """Where results are collected: any window of the hall."""
        return sentence("paper.collect_at", hall=self.place.site.hall_name)

    @property
    def not_counted(self) -> tuple[str, ...]:
        """The steps whose days do not count."""
        return tuple(procedure.name_zh for procedure in self.matter.special_procedures)

    @property
    def numbers(self) -> Numbers:
        """What identifies the case."""
        return Numbers(case_number=self.case.number, serial=self.case.serial, progress_url=self.progress_url)

    @property
    def trace(self) -> Trace:
        """Where the paper came from."""
        return Trace(at=from_ms(self.job.made_ms), window=self.place.window, job=self.job.id[_SHORT_JOB])

    @property
    def marks(self) -> PrintMarks:
        """What is special about this print."""
        state = SealState.BY_HAND if self.presses.stamps(Media.A4_PORTRAIT) else self.seal_state
        plain = PrintMarks(
            practice=self.practice,
            replaces=self.replaces,
            seal_by_hand=state is SealState.BY_HAND,
            seal_by_signature=state is SealState.SIGNED,
        )
        if not self.job.reason:
            return plain
        reprint = Reprint(
            number=self.job.reprint,
            at=from_ms(self.job.made_ms),
            window=self.place.window,
            clerk=self.clerk,
            reason=self.job.reason,
        )
        return replace(plain, reprint=reprint)

    @property
    def acceptance_seal(self) -> Seal:
        """The department's acceptance seal, which the hall keeps: as registered here, else as it would be engraved."""
        if self.seal is not None:
            return self.seal
        purpose = sentence("paper.acceptance_seal")
        return Seal(organ=self.department.name_zh, code=self.place.site.seal_code, purpose=purpose)

    @property
    def department_seal(self) -> Seal:
        """The department's own seal."""
        return Seal(organ=self.department.name_zh, code=self.place.site.seal_code)

    def limit(self, start: date, days: int) -> Limit:
        """Return a limit that runs from `start`."""
        due = due_on(start, days, self.calendar)
        return Limit(on=due.day, working_days=days, provisional=due.provisional)

    def papers(self) -> tuple[ReceivedPaper, ...]:
        """Return what was received, in the order of the checklist."""
        marks = {mark.code: mark for mark in self.case.materials}
        return tuple(
            _received(number, line.name_zh, line.name_en, marks[line.code])
            for number, line in enumerate(lines(self.case, self.matter), start=1)
            if line.code in marks and anything(marks[line.code])
        )


def paper_party(party: CaseParty) -> Party:
    """Return an applicant or agent as papers name them."""
    return party_of(party)


def _received(number: int, name: str, name_en: str, mark: MaterialMark) -> ReceivedPaper:
    return ReceivedPaper(
        number=number,
        name=name,
        name_en=name_en,
        originals=mark.originals,
        copies=mark.copies,
        seen=mark.seen,
        electronic=mark.electronic,
        follows_by=mark.follows_by,
    )
