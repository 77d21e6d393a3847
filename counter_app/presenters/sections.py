"""How the numbered sections of a page stand, for the tabs of a narrow window and the line of a folded column."""

from dataclasses import dataclass

from counter_app.presenters.case_views import CaseView
from counter_app.presenters.views import NewView, Tone


@dataclass(frozen=True, slots=True)
class SectionState:
    """One section: `text` is what is counted there, `spoken` the state in words; PLAIN has no icon."""

    number: int
    tone: Tone = Tone.PLAIN
    text: str = ""
    spoken: str = ""


_APPLICANT = ("code", "name", "legal_rep", "phone", "agent_id", "agent", "agent_phone")


def new_sections(view: NewView) -> tuple[SectionState, ...]:
    """Return how the six sections of a new application stand; a section without content is left out."""
    made = [SectionState(1, Tone.OK if view.matter else Tone.OPEN)]
    if view.questions:
        answered = all(question.chosen is not None for question in view.questions)
        made.append(SectionState(2, Tone.OK if answered else Tone.OPEN))
    notes = [field.note for field in view.fields if field.key in _APPLICANT and field.note]
    wrong = any(note.tone is Tone.BAD for note in notes)
    empty = any(not field.value for field in view.fields if field.key in _APPLICANT)
    made.append(SectionState(3, Tone.BAD if wrong else Tone.OPEN if empty or not view.fields else Tone.OK))
    made.append(_materials(view))
    made.append(SectionState(5, Tone.OK))
    tone = Tone.BAD if view.failure else Tone.OPEN if view.blocking else Tone.OK
    made.append(SectionState(6, tone))
    return tuple(made)


def _materials(view: NewView) -> SectionState:
    if not view.rows:
        return SectionState(4, Tone.OPEN)
    fine = sum(row.state.tone is Tone.OK for row in view.rows)
    tone = Tone.OPEN
    if any(row.state.tone is Tone.BAD for row in view.rows):
        tone = Tone.BAD
    elif all(row.state.tone in (Tone.OK, Tone.WARN) for row in view.rows):
        tone = Tone.OK
    return SectionState(4, tone, f"{fine}/{len(view.rows)}")


def case_sections(view: CaseView) -> tuple[SectionState, ...]:
    """Return how the five sections of a case stand; without a limit there is no second."""
    made = [SectionState(1, Tone.PLAIN, str(len(view.timeline)))]
    if view.due is not None:
        made.append(SectionState(2))
    waiting = any(paper.waiting for paper in view.papers)
    made.append(SectionState(3, Tone.WARN if waiting else Tone.PLAIN, str(len(view.papers))))
    verdict = view.answer.verdict if view.answer else None
    made.append(SectionState(4, verdict.tone if verdict else Tone.OPEN, spoken=verdict.text if verdict else ""))
    made.append(SectionState(5, Tone.WARN if view.question else Tone.PLAIN, str(len(view.prints))))
    return tuple(made)
