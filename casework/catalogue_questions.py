"""Whether a matter's questions and the conditions that rest on them fit together; every fault is named."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from casework.catalogue import Matter
from casework.data_rows import BrokenRow, broken
from casework.situations import Condition, Question

_CODE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", re.ASCII)
_LONGEST_CODE = 40


def question_faults(file: str, number: int, matter: Matter) -> Iterator[BrokenRow]:
    """Yield what is wrong with the questions of a matter and with the conditions of its materials."""
    yield from _codes(file, number, [question.code for question in matter.questions])
    for place, question in enumerate(matter.questions):
        yield from _codes(file, number, [answer.code for answer in question.answers])
        # A question may rest on what was asked before it only, so none can wait for another in a circle.
        yield from _conditions(file, number, (question.code, question.when), matter.questions[:place])
    for material in matter.materials:
        yield from _conditions(file, number, (material.code, material.when), matter.questions)


def question_names(matter: Matter) -> Iterator[str]:
    """Yield what must not be empty in the questions of a matter."""
    for question in matter.questions:
        yield from (question.name_zh, question.name_en)
        for answer in question.answers:
            yield from (answer.name_zh, answer.name_en)


def meant(name: str, known: Iterable[str]) -> dict[str, str]:
    """Return what completes a sentence about an unknown name: the nearest known one, or nothing."""
    nearest = get_close_matches(name, tuple(known), n=1)
    if not nearest:
        return {"meant_zh": "", "meant_en": ""}
    return {"meant_zh": f"，是不是“{nearest[0]}”", "meant_en": f' (did you mean "{nearest[0]}"?)'}


def _codes(file: str, number: int, codes: Sequence[str]) -> Iterator[BrokenRow]:
    for code, times in Counter(codes).items():
        if len(code) > _LONGEST_CODE or _CODE.fullmatch(code) is None:
            yield broken(file, number, "catalogue.question_code", item=code[:_LONGEST_CODE])
        if times > 1:
            yield broken(file, number, "catalogue.code_twice", item=code)


def _conditions(
    file: str, number: int, rests: tuple[str, Sequence[Condition]], questions: Sequence[Question]
) -> Iterator[BrokenRow]:
    item, when = rests
    offered = {question.code: [answer.code for answer in question.answers] for question in questions}
    for condition in when:
        answers = offered.get(condition.question)
        if answers is None:
            details = {"item": item, "question": condition.question, **meant(condition.question, offered)}
            yield broken(file, number, "catalogue.condition_question", **details)
            continue
        for answer in condition.answers:
            if answer not in answers:
                details = {"item": item, "question": condition.question, "answer": answer, **meant(answer, answers)}
                yield broken(file, number, "catalogue.condition_answer", **details)
