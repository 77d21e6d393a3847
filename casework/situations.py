"""The situation of an application: what a matter asks about it, what was answered, and what follows from that.

Questions, answers and conditions are rows of the catalogue; what a clerk answered are their codes, which mean what the
version of the catalogue says that the case names.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated

import msgspec

MOST_ANSWERS = 6
"""A question is answered with one digit, and its answers stand side by side."""


class _Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A row of a data file: nothing unknown is let through."""


class Condition(_Row, frozen=True, kw_only=True):
    """Holds where `question` was answered by one of `answers`."""

    question: str
    answers: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]


class PossibleAnswer(_Row, frozen=True, kw_only=True):
    """One answer of a question; the note says in a few words what it comes to, where the checklist does not show it."""

    code: str
    name_zh: str
    name_en: str
    note_zh: str = ""
    note_en: str = ""


class Question(_Row, frozen=True, kw_only=True):
    """What is asked about an application; under `when` only where all of it holds, by answers given further up."""

    code: str
    name_zh: str
    name_en: str
    answers: Annotated[tuple[PossibleAnswer, ...], msgspec.Meta(min_length=2, max_length=MOST_ANSWERS)]
    when: tuple[Condition, ...] = ()

    def offers(self, answer: str) -> bool:
        """Say whether an answer is one of this question's."""
        return any(one.code == answer for one in self.answers)


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """What was answered to one question, as it is kept with a case and travels."""

    question: str
    answer: str


Situation = tuple[Answered, ...]


def holds(when: Sequence[Condition], situation: Sequence[Answered]) -> bool:
    """Say whether every condition is met; none is always met, a question without an answer meets none."""
    given = {one.question: one.answer for one in situation}
    return all(given.get(condition.question) in condition.answers for condition in when)


def asked_of(
    questions: Sequence[Question], situation: Sequence[Answered]
) -> Iterator[tuple[Question, Answered | None]]:
    """Yield the questions that are asked in a situation, in their order, each with its answer if it has one."""
    given = {one.question: one for one in situation}
    counted: list[Answered] = []
    for question in questions:
        if not holds(question.when, counted):
            continue
        found = given.get(question.code)
        if found is not None and question.offers(found.answer):
            counted.append(found)
            yield question, found
        else:
            yield question, None
