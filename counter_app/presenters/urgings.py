"""Urgings in words: the key on a case, the lines of its timeline, and what the department answered last."""

from datetime import date

from casework import facts
from casework.case_state import Case, Stage, Urging
from casework.deadline_words import day_words
from casework.lifecycle import RULES
from counter_app.desk.show import CaseView as Shown
from counter_app.desk.show import Step
from counter_app.presenters.case_views import AnswerView
from counter_app.presenters.views import Dress, Note, Outcome, Tone
from counter_app.presenters.wording import Words

_NOT_YET = frozenset({Stage.RECEIVED, Stage.SUPPLEMENT})


def waits_for_answer(case: Case) -> bool:
    """Whether the department was urged, has neither answered the last urging nor decided."""
    return _may_be_urged(case) and bool(case.urgings) and case.urgings[-1].answered_on is None


def urge_key(case: Case, words: Words, *, late: bool) -> Outcome:
    """Return the key: suggested once a limit is past and nobody was urged; `late` says that one is."""
    if not _may_be_urged(case):
        return Outcome("urge", Dress.NOT_READY, words("act.urge_early" if case.stage in _NOT_YET else "act.urge_over"))
    if not case.urgings:
        return Outcome("urge", Dress.SUGGESTED if late else Dress.READY, words("act.urge_late" if late else "act.urge"))
    number = len(case.urgings)
    said = "act.urge_open" if waits_for_answer(case) else "act.urge_answered"
    return Outcome("urge", Dress.READY, words(said, number=number), words("act.urge_again_label"))


def urged_title(step: Step, case: Case, words: Words) -> str:
    """Return what the timeline says of an urging or an answer (rich); one that does not count has no number."""
    fact = step.fact
    if isinstance(fact, facts.UrgingAnswered):
        number = _number(case, fact.urging)
        return words("case.urge_answered" if number else "case.urge_answered_void", number=number, text=fact.text)
    number = _number(case, step.id)
    if not number:
        return words("case.urged_void")
    return words("case.urged", number=number, answered=_answered(case.urgings[number - 1], case, words))


def urged_detail(step: Step, who: str, words: Words) -> str:
    """Return the second line of an urging: who urged, and why."""
    if isinstance(step.fact, facts.CaseUrged) and step.fact.reason:
        return words("case.urged_by", who=who, reason=step.fact.reason)
    return who


def last_urging(shown: Shown, words: Words) -> AnswerView | None:
    """Return what the department answered to the last urging, or that it has not; None when nobody urged."""
    if not shown.case.urgings:
        return None
    number, urging = len(shown.case.urgings), shown.case.urgings[-1]
    title = words("urged.title_why" if urging.reason else "urged.title", number=number, reason=urging.reason)
    if urging.answered_on is None:
        source = words("answer.source", who=urging.by, day=day_words(urging.urged_on, words.lang))
        return AnswerView(Note(words("urged.waiting"), Tone.WARN), title, source, _earlier(shown.case, words), sheet="")
    department = words.name(shown.department)
    officer = "" if urging.answered_by in {shown.department.name_zh, department} else urging.answered_by
    source = words(
        "answer.source", who=f"{department} {officer}".strip(), day=day_words(urging.answered_on, words.lang)
    )
    return AnswerView(Note(words("urged.replied"), Tone.OK), title, source, f"“{urging.answer}”", sheet="")


def _earlier(case: Case, words: Words) -> str:
    """Return the last answer there was while a newer urging waits; empty when there was none."""
    answered = [(number, one) for number, one in enumerate(case.urgings, start=1) if one.answered_on is not None]
    return words("urged.earlier", number=answered[-1][0], text=answered[-1][1].answer) if answered else ""


def _may_be_urged(case: Case) -> bool:
    return case.stage in RULES["case.urged"].sources


def _number(case: Case, event: str) -> int:
    return next((number for number, one in enumerate(case.urgings, start=1) if one.event == event), 0)


def _answered(urging: Urging, case: Case, words: Words) -> str:
    if urging.answered_on is None:
        return words("urged.open" if _may_be_urged(case) else "urged.moot")
    return words("urged.same_day") if urging.answered_on == urging.urged_on else _on(urging.answered_on, words)


def _on(day: date, words: Words) -> str:
    return words("urged.on", day=day_words(day, words.lang))
