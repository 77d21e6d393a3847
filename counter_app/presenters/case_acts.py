"""The keys of the page of a case: the lawful next step is suggested, the others say what stands in their way."""

from casework.case_state import Case, Stage
from casework.catalogue import Matter
from casework.lifecycle import RULES
from casework.materials import MaterialMark
from casework.parties import DeliveryWay
from counter_app.desk.checklist import not_asked
from counter_app.desk.hand_over import at_window
from counter_app.presenters.urgings import urge_key
from counter_app.presenters.views import Dress, Outcome
from counter_app.presenters.wording import Words

MAIN = "deliver"
"""The act behind F9 on the page of a case; what it does follows from the stage."""

_BEFORE_RESULT = frozenset({Stage.RECEIVED, Stage.SUPPLEMENT})
_WITH_PAPERS = frozenset({Stage.ACCEPTED, Stage.DEEMED_ACCEPTED, Stage.IN_REVIEW, Stage.SUSPENDED})


def case_keys(case: Case, words: Words, *, late: bool = False, seal_since: str = "") -> tuple[Outcome, ...]:
    """Return the keys in their order: main act, print the result, mail, hand over originals, correct, urge.

    `late` says that a limit of the case is past, `seal_since` since when a paper waits for its seal (or "").
    """
    of_stage = (_main(case, words), _print(case, words, seal_since), _mail(case, words), _hand_over(case, words))
    return *of_stage, _correct(case, words), urge_key(case, words, late=late)


def brought_as_asked(case: Case, matter: Matter) -> tuple[MaterialMark, ...]:
    """Return the marks of everything the supplement notice listed, as complete as the matter asks.

    What was listed and is no longer asked, after a correction, keeps the mark it has: nobody brings it.
    """
    listed, had = {item.material for item in case.missing}, {mark.code: mark for mark in case.materials}
    waived = not_asked(case, matter)
    return tuple(
        had.get(material.code, MaterialMark(code=material.code))
        if material.code in waived
        else MaterialMark(code=material.code, originals=material.originals, copies=material.copies)
        for material in matter.materials
        if material.code in listed
    )


def collector_of(case: Case) -> str:
    """Return who is expected to collect: the agent, a body's representative, or the applicant."""
    return case.agent.name if case.agent else case.applicant.representative or case.applicant.name


def _main(case: Case, words: Words) -> Outcome:
    if case.stage is Stage.RECEIVED:
        return Outcome(MAIN, Dress.SUGGESTED, words("act.accept"), words("act.accept_label"))
    if case.stage is Stage.SUPPLEMENT:
        return Outcome(MAIN, Dress.SUGGESTED, words("act.bring", count=len(case.missing)), words("act.bring_label"))
    if case.stage is Stage.RESULT_AT_WINDOW:
        return _deliver(case, words)
    done = case.delivered is not None
    return Outcome(MAIN, Dress.NOT_READY, words("act.delivered" if done else "act.deliver_not_issued"))


def _deliver(case: Case, words: Words) -> Outcome:
    if case.mailing is not None:
        return Outcome(MAIN, Dress.SUGGESTED, words("act.mail_arrived"), words("act.mail_arrived_label"))
    if case.delivery.way is DeliveryWay.COURIER:
        return Outcome(MAIN, Dress.READY, words("act.deliver_mail"))
    return Outcome(MAIN, Dress.SUGGESTED, words("act.deliver"))


def _print(case: Case, words: Words, seal_since: str) -> Outcome:
    label = words("act.issue_label")
    if case.stage is Stage.DECIDED and seal_since:
        return Outcome("print", Dress.READY, words("act.issue_seal_awaited", since=seal_since), label)
    if case.stage is Stage.DECIDED:
        return Outcome("print", Dress.SUGGESTED, words("act.issue"), label)
    if case.result is not None:
        said = "act.issued_on" if case.blank_number else "act.issued"
        issued = words(said, window=case.result.window, blank=case.blank_number)
        return Outcome("print", Dress.NOT_READY, issued, label)
    return Outcome("print", Dress.NOT_READY, words("act.issue_not_decided"), label)


def _mail(case: Case, words: Words) -> Outcome:
    if case.mailing is not None:
        return Outcome("mail", Dress.NOT_READY, words("act.mailed", waybill=case.mailing.waybill))
    if case.stage is not Stage.RESULT_AT_WINDOW:
        return Outcome("mail", Dress.NOT_READY, words("act.deliver_not_issued"))
    if case.delivery.way is DeliveryWay.COURIER:
        return Outcome("mail", Dress.SUGGESTED, words("act.mail"))
    return Outcome("mail", Dress.READY, words("act.mail_window"))


def _correct(case: Case, words: Words) -> Outcome:
    if case.stage in RULES["case.corrected"].sources:
        return Outcome("correct", Dress.READY, words("act.correct"))
    return Outcome("correct", Dress.NOT_READY, words("act.correct_late"))


def _hand_over(case: Case, words: Words) -> Outcome:
    waiting = len(at_window(case))
    if case.stage in _BEFORE_RESULT or not waiting:
        return Outcome("hand_over", Dress.NOT_READY, words("act.hand_over_none"))
    dress = Dress.SUGGESTED if case.stage in _WITH_PAPERS else Dress.READY
    return Outcome("hand_over", dress, words("act.hand_over", count=waiting))
