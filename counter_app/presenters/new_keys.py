"""The six keys that end a new application: which one is suggested, and what stands against the others."""

from casework import deadlines
from casework.acceptance import Answer, GapKind, Review
from casework.deadline_words import day_words
from counter_app.desk.bench import Desk
from counter_app.presenters.views import Dress, Outcome
from counter_app.presenters.wording import Words

ACT_OF = {
    Answer.ACCEPT: "accept",
    Answer.TOLERANCE: "tolerance",
    Answer.SUPPLEMENT: "supplement",
    Answer.RECEIVE_ONLY: "receive",
    Answer.NOT_ACCEPT: "not_accepted",
    Answer.NOT_REQUIRED: "not_required",
}
"""The act of the table of acts for each answer, in the order of the bar."""


def outcome_keys(review: Review | None, field_faults: int, desk: Desk, words: Words) -> tuple[Outcome, ...]:
    """Return the keys in their order; a key never changes its meaning, only its dress and its second line."""
    return tuple(
        Outcome(act, _dress(answer, review, field_faults), _reason(answer, review, field_faults, desk, words))
        for answer, act in ACT_OF.items()
    )


def _dress(answer: Answer, review: Review | None, field_faults: int) -> Dress:
    if review is None or not review.option(answer).possible:
        return Dress.NOT_READY
    if answer is Answer.SUPPLEMENT and _unseen(review):
        return Dress.NOT_READY
    if answer is review.suggested:
        return Dress.NOT_READY if field_faults and answer is not Answer.RECEIVE_ONLY else Dress.SUGGESTED
    return Dress.READY


def _reason(answer: Answer, review: Review | None, field_faults: int, desk: Desk, words: Words) -> str:
    if answer in {Answer.NOT_ACCEPT, Answer.NOT_REQUIRED}:
        return words(f"new.{ACT_OF[answer]}")
    if answer is Answer.RECEIVE_ONLY:
        day = deadlines.notice_due(desk.today(), desk.calendar).day
        return words("new.receive_until", day=day_words(day, words.lang))
    if review is None:
        return words("new.choose_matter").partition("：" if words.lang == "zh" else ":")[0]
    if answer is Answer.SUPPLEMENT:
        return _supplement_reason(review, words)
    judge = _accept_reason if answer is Answer.ACCEPT else _tolerance_reason
    return judge(review, field_faults, words)


def _accept_reason(review: Review, field_faults: int, words: Words) -> str:
    count = len(review.unanswered) + len(review.gaps) + len(review.deferred) + field_faults
    return words("new.gaps", count=count) if count else words("new.ready")


def _tolerance_reason(review: Review, field_faults: int, words: Words) -> str:
    if review.unanswered:
        return words("new.unanswered_first")
    if review.gaps:
        return words("new.tolerance_not", place=review.gaps[0].place)
    if not review.deferred:
        return words("new.tolerance_none")
    return (
        words("new.faults", count=field_faults)
        if field_faults
        else words("new.tolerance_ready", count=len(review.deferred))
    )


def _supplement_reason(review: Review, words: Words) -> str:
    if review.unanswered:
        return words("new.unanswered_first")
    if not review.gaps:
        return words("new.supplement_none")
    if unseen := _unseen(review):
        return words("new.supplement_open", count=unseen)
    return words("new.supplement_ready", count=len(review.gaps))


def _unseen(review: Review) -> int:
    return sum(gap.kind is GapKind.NOT_LOOKED_AT for gap in review.gaps)
