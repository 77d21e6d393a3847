"""Drafts of new applications: the list of them, the version of the catalogue each is pinned to, and changing over.

A draft that was put away keeps the checklist it was filled in under. Where the matter has changed since, nothing is
accepted from it until the clerk changes it over, and then it is said what was dropped and what was added.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from casework.catalogue import Catalogue, Material, Matter
from casework.clock import CHINA, from_ms
from casework.errors import RuleBroken
from casework.situations import Question
from counter_app.desk.bench import Desk
from counter_app.presenters.new_form import NewForm
from counter_app.presenters.situation_view import PREFIX
from counter_app.presenters.views import FIELD_KEYS
from counter_app.presenters.wording import Words
from counter_app.store.drafts import Draft

_PLACES = frozenset({*FIELD_KEYS, "matter", "authority", "ways"})


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A line of the list of drafts; `where` names the field the clerk was at, `changed` that its matter has changed."""

    id: str
    title: str
    matter: str
    saved: datetime
    where: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Rebase:
    """What changing a draft over does: the matter then, the materials that go and that come, questions asked anew."""

    matter: Matter
    dropped: tuple[Material, ...]
    added: tuple[Material, ...]
    altered: tuple[Material, ...]
    questions: tuple[Question, ...] = ()


def written(desk: Desk, form: NewForm, draft_id: str, now_ms: int) -> Draft:
    """Return a form as it is kept."""
    matter = matter_in(desk.catalogue, form.matter)
    name = form.field("name") or form.field("agent") or form.field("code")
    title = " ".join(part for part in (matter.name_zh if matter else "", name) if part)
    return Draft(id=draft_id, matter=form.matter, title=title, saved_ms=now_ms, content=msgspec.json.encode(form))


def read(draft: Draft) -> NewForm:
    """Return the form that a draft keeps."""
    return msgspec.json.decode(draft.content, type=NewForm)


def draft_rows(desk: Desk, words: Words) -> tuple[DraftRow, ...]:
    """Return the drafts of whoever is signed in, the last saved first."""
    return tuple(_row(desk, draft, words) for draft in desk.store.drafts.of(desk.clerk().code))


def _row(desk: Desk, draft: Draft, words: Words) -> DraftRow:
    form = read(draft)
    pinned = pinned_catalogue(desk, form)
    matter = matter_in(pinned or desk.catalogue, form.matter)
    return DraftRow(
        id=draft.id,
        title=form.field("name") or form.field("agent") or form.field("code") or words("draft.nobody"),
        matter=words.name(matter) if matter else form.matter or words("draft.no_matter"),
        saved=from_ms(draft.saved_ms).astimezone(CHINA),
        where=_where(form, matter, words),
        changed=pinned is not None,
    )


def _where(form: NewForm, matter: Matter | None, words: Words) -> str:
    code, _, column = form.at.partition("/")
    if column and matter is not None:
        for place, material in enumerate(matter.asked(form.answered(matter)), 1):
            if material.code == code:
                return words("draft.at_material", place=place)
    if form.at.startswith(PREFIX):
        return words("field.situation")
    return words(f"field.{form.at}") if form.at in _PLACES else words("draft.at_start")


def matter_in(catalogue: Catalogue, code: str) -> Matter | None:
    """Return a matter of a catalogue, withdrawn or not; None where it has none of this code."""
    try:
        return catalogue.known_matter(code) if code else None
    except RuleBroken:
        return None


def pinned_catalogue(desk: Desk, form: NewForm) -> Catalogue | None:
    """Return the catalogue a saved form is pinned to; None where its matter is today just as it was then."""
    if not form.catalogue or form.catalogue == desk.catalogue.version:
        return None
    then = desk.shelf.of(form.catalogue)
    if then is None or matter_in(then, form.matter) == matter_in(desk.catalogue, form.matter):
        return None
    return then


def rebase_of(before: Matter | None, after: Matter) -> Rebase:
    """Return what becomes of a checklist that is changed over to `after`."""
    old = {material.code: material for material in before.materials} if before else {}
    new = {material.code for material in after.materials}
    known = before.questions if before else ()
    return Rebase(
        matter=after,
        dropped=tuple(material for code, material in old.items() if code not in new),
        added=tuple(material for material in after.materials if material.code not in old),
        altered=tuple(one for one in after.materials if one.code in old and old[one.code] != one),
        questions=tuple(question for question in after.questions if question not in known),
    )


def rebased(form: NewForm, change: Rebase, version: str) -> NewForm:
    """Return the form under another version: marks and answers it has no place for go, all else stays."""
    asked = {material.code for material in change.matter.materials}
    marks = {code: mark for code, mark in form.marks.items() if code in asked}
    offered = {question.code: question for question in change.matter.questions}
    situation = {
        code: answer for code, answer in form.situation.items() if code in offered and offered[code].offers(answer)
    }
    return msgspec.structs.replace(form, marks=marks, situation=situation, catalogue=version)


def rebase_words(change: Rebase, words: Words) -> str:
    """Return what a change-over adds, drops and asks otherwise, by name."""
    parts = [
        words(f"draft.{key}", names=_names(materials, words))
        for key, materials in (("added", change.added), ("dropped", change.dropped), ("altered", change.altered))
        if materials
    ]
    if change.questions:
        parts.append(words("draft.questions", names=_names(change.questions, words)))
    return (", " if words.lang == "en" else "，").join(parts) or words("draft.terms")


def _names(named: Sequence[Material | Question], words: Words) -> str:
    return (", " if words.lang == "en" else "、").join(words.name(one) for one in named)
