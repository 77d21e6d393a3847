"""How an act on the form ended: everything to put right, or the number and what was promised."""

from collections import Counter
from collections.abc import Sequence

from casework.acceptance import Answer
from casework.case_state import Case
from casework.clock import CHINA
from casework.deadline_words import day_words
from casework.deadlines import notice_due
from casework.errors import ProductError
from casework.slips import parse as parse_serial
from counter_app.desk.bench import Desk
from counter_app.desk.checks import Fault as DeskFault
from counter_app.desk.due import next_due
from counter_app.presenters.fields import FIELD_OF, target_of
from counter_app.presenters.new_keys import ACT_OF
from counter_app.presenters.new_view import Shown
from counter_app.presenters.views import Failure, Fault, Success, WayOut
from counter_app.presenters.wording import Words


def failure(answer: Answer | None, faults: Sequence[DeskFault], shown: Shown) -> Failure:
    """Return the error summary: what did not happen, what is kept, each fault with where to go.

    Without an `answer` it is a correction that did not happen.
    """
    words, desk = shown.words, shown.desk
    act = ACT_OF[answer] if answer is not None else "correct"
    code = faults[0].error.code if len(faults) == 1 else "desk.form"
    time = f"{desk.clock.now().astimezone(CHINA):%H:%M:%S}"
    return Failure(
        title=words(f"new.failed.{act}", count=len(faults)),
        kept=words("new.kept" if answer is not None else "new.kept_correction"),
        faults=tuple(_fault(fault, shown) for fault in faults),
        footer=words("new.footer", code=code, time=time),
        ways=_ways(answer, shown),
    )


def success(title: str, case: Case, desk: Desk, words: Words) -> Success:
    """Return the number of the case and what the applicant was promised; `title` is the key of what was done."""
    lines = [words("new.done.serial", serial=parse_serial(case.serial).format())]
    due = next_due(case, desk.calendar, desk.today())
    if due is not None:
        key = "new.done.due" if case.accepted_on else "new.done.notice"
        lines.append(words(key, day=day_words(due.date.day, words.lang, weekday=True)))
    papers = _papers(case, desk, words)
    if papers:
        lines.append(words("new.done.prints", papers=papers))
    return Success(title=words(title), number=case.number, lines=tuple(lines))


def _papers(case: Case, desk: Desk, words: Words) -> str:
    """Return which papers the last act owes, each with its count; empty where it owes none."""
    jobs = desk.store.printouts.of_case(case.id)
    newest = max((job.made_ms for job in jobs), default=0)
    counted = Counter(job.paper for job in jobs if job.made_ms == newest)
    named = (
        words("paper.copies", paper=words(f"paper.{paper}") if words.knows(f"paper.{paper}") else paper, count=count)
        for paper, count in counted.items()
    )
    return (", " if words.lang == "en" else "、").join(named)


def _fault(fault: DeskFault, shown: Shown) -> Fault:
    words = shown.words
    head, advice = words.split(words.error(fault.error))
    if fault.field.startswith("materials."):
        place = fault.error.details.get("place")
        where = f"第 {place} 项" if words.lang == "zh" else f"Item {place}"
        title = f"{where}：{head}" if words.lang == "zh" else f"{where}: {head}"
        return Fault(
            title if place else head,
            advice or _material_advice(fault.error, words),
            target_of(fault.field, fault.error),
        )
    if fault.field != "matter" and fault.field not in FIELD_OF:
        # It is about the whole form, or about what only a dialog asks.
        return Fault(head, advice, target_of(fault.field, fault.error))
    key = FIELD_OF.get(fault.field, "matter")
    name = words("field.kind" if fault.field == "applicant.kind" else f"field.{key}")
    title = f"{name}：{head}" if words.lang == "zh" else f"{name}: {head}"
    return Fault(title, advice, target_of(fault.field, fault.error))


def _material_advice(error: ProductError, words: Words) -> str:
    return words("new.look_again" if error.code.endswith("not_looked_at") else "new.copy_now")


def _ways(answer: Answer | None, shown: Shown) -> tuple[WayOut, ...]:
    words, review = shown.words, shown.review
    if answer not in {Answer.ACCEPT, Answer.TOLERANCE} or review is None:
        return ()
    day = notice_due(shown.desk.today(), shown.desk.calendar).day
    supplement = (WayOut("Alt+B", words("new.way.supplement", count=len(review.gaps))),) if review.gaps else ()
    return (
        *supplement,
        WayOut("Alt+S", words("new.way.receive", day=day_words(day, words.lang))),
        WayOut("Esc", words("new.way.back")),
    )
