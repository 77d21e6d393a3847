"""The questions about the applicant's situation as the form asks them, and what an answer comes to."""

from collections.abc import Sequence

from casework.catalogue import Matter
from casework.situations import Answered, asked_of
from casework.situations import Question as Asked
from counter_app.presenters.new_form import NewForm
from counter_app.presenters.views import Note, Question, Tone
from counter_app.presenters.wording import Words

PREFIX = "situation."
"""What a question's key on the page begins with, so that none can be taken for a field."""


def questions(form: NewForm, matter: Matter, words: Words) -> tuple[Question, ...]:
    """Return what is asked in the situation as it was answered so far, in the catalogue's order."""
    made = []
    for question, answered in asked_of(matter.questions, form.answered(matter)):
        codes = [answer.code for answer in question.answers]
        chosen = codes.index(answered.answer) if answered is not None else None
        made.append(
            Question(
                key=f"{PREFIX}{question.code}",
                label=words.name(question),
                answers=tuple(words.name(answer) for answer in question.answers),
                chosen=chosen,
                effect=_effect(form, matter, question, chosen, words) if chosen is not None else "",
            )
        )
    return tuple(made)


def answered(form: NewForm, matter: Matter, key: str, index: int) -> NewForm:
    """Return the form with the question `key` answered by its `index`th answer; unchanged if there is no such one."""
    for question in matter.questions:
        if key == f"{PREFIX}{question.code}" and 0 <= index < len(question.answers):
            return form.with_answer(question.code, question.answers[index].code)
    return form


def unanswered_note(open_questions: tuple[Asked, ...], words: Words) -> tuple[Note, ...]:
    """Return in one line which questions are still open."""
    if not open_questions:
        return ()
    names = (", " if words.lang == "en" else "、").join(words.name(question) for question in open_questions)
    return (Note(words("new.unanswered", names=names), Tone.OPEN),)


def situation_lines(matter: Matter, situation: Sequence[Answered], words: Words) -> tuple[tuple[str, str], ...]:
    """Return what was answered about a case, question by question: its name and that of the answer."""
    return tuple(
        (words.name(question), next(words.name(one) for one in question.answers if one.code == answer.answer))
        for question, answer in asked_of(matter.questions, situation)
        if answer is not None
    )


def _effect(form: NewForm, matter: Matter, question: Asked, chosen: int, words: Words) -> str:
    """Return what the catalogue says an answer comes to, or else which items of the checklist rest on it."""
    answer = question.answers[chosen]
    note = answer.note_en if words.lang == "en" else answer.note_zh
    if note:
        return note
    places = [
        str(place)
        for place, material in enumerate(matter.asked(form.answered(matter)), start=1)
        if any(answer.code in each.answers for each in material.when if each.question == question.code)
    ]
    return words("new.adds", places=(", " if words.lang == "en" else "、").join(places)) if places else ""
