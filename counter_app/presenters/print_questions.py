"""Papers in words, and the question about one of which nobody knows whether it came out."""

from casework.case_state import Case
from casework.clock import CHINA, from_ms
from counter_app.presenters.list_views import PrintQuestion
from counter_app.presenters.wording import Words
from counter_app.store.printouts import PrintJob
from printing.model import PaperKind

_IN_COPIES = frozenset(
    {
        PaperKind.ACCEPTANCE_NOTICE,
        PaperKind.TOLERANCE_NOTICE,
        PaperKind.SUPPLEMENT_NOTICE,
        PaperKind.NOT_ACCEPTED_NOTICE,
        PaperKind.NOT_REQUIRED_NOTICE,
        PaperKind.COMMITMENT,
        PaperKind.SPECIAL_PROCEDURE_NOTICE,
        PaperKind.EXTENSION_NOTICE,
    }
)


def paper_words(job: PrintJob, words: Words) -> str:
    """Return the name of a job's paper, with its copy where a paper has several, or the blank it is on."""
    key = f"paper.{job.paper}"
    name = words(key) if words.knows(key) else job.paper
    named = f"{name} {words('print.copy', copy=job.copy)}" if job.paper in _IN_COPIES else name
    if job.paper == PaperKind.CERTIFICATE and job.sheet:
        named = f"{named} № {job.sheet}"
    return words("print.reprint", paper=named, count=job.reprint) if job.reprint else named


def question_of(job: PrintJob, case: Case | None, words: Words) -> PrintQuestion:
    """Return the question whether the paper of a job came out; one of the house belongs to no case."""
    time = f"{from_ms(job.made_ms).astimezone(CHINA):%H:%M}"
    return PrintQuestion(
        printout_id=job.id,
        title=words("print.question", paper=paper_words(job, words)),
        detail=words("print.question_detail", number=case.number, time=time)
        if case is not None
        else words("print.question_house", time=time),
        sheet="certificate" if job.paper == PaperKind.CERTIFICATE else "seal",
    )
