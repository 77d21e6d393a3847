"""Every field of a case as lines of a label, a tab and a value, for pasting into a department's own system.

Nothing is masked: the department has to enter the whole numbers. What is empty is left out.
"""

from collections.abc import Iterator
from datetime import date

from casework.case_state import Case
from casework.parties import Party
from counter_app.desk.bench import Desk
from counter_app.desk.show import CaseView, show
from counter_app.presenters.list_filter import WORD_OF
from counter_app.presenters.list_views import Stage
from counter_app.presenters.situation_view import situation_lines
from counter_app.presenters.wording import Words

Field = tuple[str, str | int | date | None]


def fields_of(desk: Desk, case_id: str, words: Words) -> tuple[tuple[str, str], ...]:
    """Return the label and value of every field that is not empty.

    Raises:
        RuleBroken: `desk.no_such_case`.
    """
    shown = show(desk, case_id)
    made = (*_case(shown, words), *_people(shown.case, words), *_papers(shown, words), *_decision(shown.case, words))
    return tuple((label, text) for label, value in made if (text := _text(value)))


def as_lines(fields: tuple[tuple[str, str], ...]) -> str:
    """Return the fields as text, a line each."""
    return "\n".join(f"{label}\t{value}" for label, value in fields)


def _text(value: str | int | date | None) -> str:
    if value is None or value == 0:
        return ""
    # A tab or a new line inside would begin another field.
    return " ".join((value.isoformat() if isinstance(value, date) else str(value)).split())


def _case(shown: CaseView, words: Words) -> Iterator[Field]:
    case = shown.case
    yield words("copy.number"), case.number
    yield words("copy.serial"), case.serial
    yield words("copy.matter_code"), case.matter
    yield words("export.matter"), words.name(shown.matter)
    yield words("export.department"), words.name(shown.department)
    yield words("export.stage"), words(f"stage.{WORD_OF.get(case.stage, Stage.CLOSED)}")
    yield words("copy.window"), case.window
    yield words("export.clerk"), case.clerk_name or case.clerk
    yield words("export.received_on"), case.received_on
    yield words("copy.accepted_on"), case.accepted_on
    yield words("copy.committed_days"), case.committed_days
    yield words("copy.statutory_days"), case.statutory_days
    yield words("export.deadline"), shown.projected.due_on


def _people(case: Case, words: Words) -> Iterator[Field]:
    yield from _party(case.applicant, "applicant", words)
    if case.agent is not None:
        yield from _party(case.agent, "agent", words)
    delivery = case.delivery
    yield words("list.collect"), words(f"collect.{delivery.way}")
    yield words("field.recipient"), delivery.recipient
    yield words("field.recipient_phone"), delivery.phone
    yield words("field.address"), delivery.address


def _party(party: Party, who: str, words: Words) -> Iterator[Field]:
    about = words(f"copy.{who}")
    values = {
        "name": party.name,
        "id_kind": words(f"copy.id.{party.id_kind}"),
        "id_number": party.id_number,
        "representative": party.representative,
        "phone": party.phone,
        "address": party.address,
    }
    for name, value in values.items():
        yield words("copy.of", who=about, what=words(f"copy.{name}")), value


def _papers(shown: CaseView, words: Words) -> Iterator[Field]:
    yield from situation_lines(shown.matter, shown.case.situation, words)
    names = {material.code: words.name(material) for material in shown.matter.materials}
    for mark in shown.case.materials:
        parts = [
            words("papers.originals", originals=mark.originals) if mark.originals else "",
            words("papers.copies", copies=mark.copies) if mark.copies else "",
            words("papers.electronic") if mark.electronic else "",
            words("papers.follow", day=mark.follows_by.isoformat()) if mark.follows_by else "",
        ]
        said = " ".join(part for part in parts if part) or words("papers.none")
        yield words("copy.material", name=names.get(mark.code, mark.code)), said


def _decision(case: Case, words: Words) -> Iterator[Field]:
    if case.decision is not None:
        yield words("copy.decision"), words(f"answer.{case.decision.outcome}")
        yield words("copy.decided_on"), case.decision.decided_on
        yield words("copy.opinion"), case.decision.opinion
        if case.decision.certificate is not None:
            yield words("copy.certificate"), case.decision.certificate.number
    yield words("copy.waybill"), case.mailing.waybill if case.mailing else None
    yield words("copy.delivered_on"), case.delivered.delivered_on if case.delivered else None
