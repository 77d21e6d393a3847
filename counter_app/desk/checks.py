"""What must hold of a form before it becomes a fact: every fault is found, named by its field and told at once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from casework import contact, identity
from casework.catalogue import Audience, Matter
from casework.catalogue_questions import meant
from casework.errors import ProductError, RuleBroken
from casework.materials import MaterialMark
from casework.parties import Delivery, DeliveryWay, IdKind, Party, PartyKind
from casework.situations import Answered
from counter_app.desk.forms import ApplicationForm
from printing.coverage import undrawable

MOST_PIECES = 999
MOST_WORDS = 1000
"""Signs of one ground, remedy, reason or problem."""

_MOST_SIGNS = {"name": 200, "id_number": 64, "representative": 200, "recipient": 200, "address": 400}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right: the field (`applicant.id_number`, `materials.EDU-001-M05`) and what is wrong with it.

    The field is empty for what is about the whole, such as a full disk.
    """

    field: str
    error: ProductError


class FormRefused(RuleBroken):
    """A form with faults; nothing was written. Its code is that of the only fault, or `desk.form` for several."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        first = self.faults[0].error
        if len(self.faults) == 1:
            super().__init__(first.code, **{"field": self.faults[0].field, **first.details})
        else:
            super().__init__("desk.form", count=len(self.faults))


def refuse_if(faults: Iterable[Fault]) -> None:
    """Raise FormRefused if there are any faults."""
    found = tuple(faults)
    if found:
        raise FormRefused(found)


def application_faults(form: ApplicationForm, matter: Matter, today: date) -> Iterator[Fault]:
    """Yield everything that keeps an application from being taken in, in the order of the form."""
    yield from _audience(form.applicant, matter)
    yield from party_faults("applicant", form.applicant, today, phone_needed=True)
    if form.agent is not None:
        yield from party_faults("agent", form.agent, today, phone_needed=False)
    yield from delivery_faults(form.delivery)
    yield from situation_faults(form.situation, matter)
    yield from mark_faults(form.materials, matter)


def _audience(applicant: Party, matter: Matter) -> Iterator[Fault]:
    wanted = {
        Audience.NATURAL_PERSON: {PartyKind.PERSON},
        Audience.LEGAL_PERSON: {PartyKind.BODY},
        Audience.BOTH: {PartyKind.PERSON, PartyKind.BODY},
    }[matter.audience]
    if applicant.kind not in wanted:
        code = "desk.for_bodies_only" if PartyKind.BODY in wanted else "desk.for_people_only"
        yield Fault("applicant.kind", RuleBroken(code, matter=matter.code))


def party_faults(field: str, party: Party, today: date, *, phone_needed: bool) -> Iterator[Fault]:
    """Yield what is wrong with an applicant or agent."""
    if not party.name.strip():
        yield Fault(f"{field}.name", RuleBroken("desk.name_missing"))
    yield from _caught(f"{field}.id_number", lambda: _checked_id(party, today))
    yield from _unprintable(field, party)
    if phone_needed and not party.phone.strip():
        yield Fault(f"{field}.phone", RuleBroken("desk.phone_missing"))
    elif party.phone.strip():
        yield from _caught(f"{field}.phone", lambda: contact.check_phone(party.phone).value)


def delivery_faults(delivery: Delivery) -> Iterator[Fault]:
    """Yield what is wrong with how the result is to reach the applicant."""
    if delivery.way is DeliveryWay.COURIER:
        for name in ("recipient", "phone", "address"):
            if not getattr(delivery, name).strip():
                yield Fault(f"delivery.{name}", RuleBroken("desk.delivery_incomplete"))
    yield from _unprintable("delivery", delivery)
    if delivery.phone:
        yield from _caught("delivery.phone", lambda: contact.check_phone(delivery.phone).value)


def _unprintable(field: str, value: Party | Delivery) -> Iterator[Fault]:
    for name, most in _MOST_SIGNS.items():
        # A number of a known kind has its own check, which allows digits and letters only.
        if name != "id_number" or getattr(value, "id_kind", None) is IdKind.OTHER:
            yield from text_faults(f"{field}.{name}", getattr(value, name, ""), most)


def text_faults(field: str, text: str, most: int) -> Iterator[Fault]:
    """Yield why a text cannot stand on a paper: longer than `most` signs, or with a character that no face holds."""
    if len(text) > most:
        yield Fault(field, RuleBroken("desk.too_long", found=len(text), most=most))
    elif sign := undrawable(text):
        place = text.index(sign) + 1
        yield Fault(field, RuleBroken("desk.no_glyph", place=place, character=sign, point=f"U+{ord(sign):04X}"))


def situation_faults(situation: Sequence[Answered], matter: Matter) -> Iterator[Fault]:
    """Yield answers to what the matter does not ask, and answers that its questions do not have."""
    questions = {question.code: question for question in matter.questions}
    for one in situation:
        question = questions.get(one.question)
        if question is None:
            known = {"matter": matter.code, "question": one.question, **meant(one.question, questions)}
            yield Fault(f"situation.{one.question}", RuleBroken("catalogue.unknown_question", **known))
        elif not question.offers(one.answer):
            near = meant(one.answer, (answer.code for answer in question.answers))
            error = RuleBroken("catalogue.unknown_answer", question=one.question, answer=one.answer, **near)
            yield Fault(f"situation.{one.question}", error)


def mark_faults(marks: Sequence[MaterialMark], matter: Matter) -> Iterator[Fault]:
    """Yield marks of materials that the matter does not know, that are marked twice or count what cannot be."""
    seen: set[str] = set()
    for mark in marks:
        field = f"materials.{mark.code}"
        yield from _caught(field, lambda code=mark.code: matter.material(code).code)  # type: ignore[misc]
        if mark.code in seen:
            yield Fault(field, RuleBroken("acceptance.marked_twice", material=mark.code))
        if mark.originals < 0 or mark.copies < 0:
            yield Fault(field, RuleBroken("acceptance.negative_count", material=mark.code))
        if max(mark.originals, mark.copies) > MOST_PIECES:
            yield Fault(field, RuleBroken("acceptance.count_too_large", material=mark.code, most=MOST_PIECES))
        seen.add(mark.code)


def checked_party(party: Party, today: date) -> Party:
    """Return a faultless party with its numbers in their one written form."""
    return msgspec.structs.replace(
        party,
        name=party.name.strip(),
        id_number=_checked_id(party, today),
        phone=contact.check_phone(party.phone).value if party.phone else "",
    )


def checked_delivery(delivery: Delivery) -> Delivery:
    """Return a faultless delivery with its telephone in its one written form."""
    phone = contact.check_phone(delivery.phone).value if delivery.phone else ""
    return msgspec.structs.replace(delivery, phone=phone)


def checked_id(kind: IdKind, number: str, today: date) -> str:
    """Return an identity number in its one written form.

    Raises:
        RuleBroken: what `casework.identity` says, or `desk.id_missing`.
    """
    if not number.strip():
        raise RuleBroken("desk.id_missing")
    if kind is IdKind.USCC:
        return identity.check_uscc(number).value
    if kind in {IdKind.RESIDENT_ID, IdKind.PERMIT}:
        return identity.check_resident_id(number, today=today).value
    return number.strip().upper()


def _checked_id(party: Party, today: date) -> str:
    return checked_id(party.id_kind, party.id_number, today)


def _caught(field: str, check: Callable[[], str]) -> Iterator[Fault]:
    try:
        check()
    except RuleBroken as error:
        yield Fault(field, error)
