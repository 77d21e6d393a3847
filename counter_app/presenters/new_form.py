"""The form of a new application while it is being filled: a value that can be saved and edited key by key."""

from collections.abc import Mapping
from datetime import date

import msgspec

from casework import identity
from casework.catalogue import Audience, Material, Matter
from casework.errors import RuleBroken
from casework.materials import MaterialMark
from casework.parties import Delivery, DeliveryWay, IdKind, Party, PartyKind
from casework.scanned import compact
from casework.situations import Answered, Situation
from counter_app.desk.forms import ApplicationForm, KeptScan
from counter_app.presenters.views import MarkColumn

_PERMIT_PREFIXES = ("81", "82", "83", "9")
_ID_LENGTH = 18


class NewForm(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed so far: `fields` by the keys of the page, `marks` by the codes of the materials.

    `situation` holds answers to the matter's questions, by their codes.
    `sources` says of a field from the earlier case of which day it was taken, `judged` of earlier applicants whether
    the clerk said that this is the same one.

    `amends` is the refused opening that the form stands in for; empty for a new application. `corrects` is the
    id of a case whose details it puts right. `catalogue` is the version
    under which it was saved, empty in what an earlier release saved. `at` and `cursor` are where the clerk was: a
    field, a question, or `code/column` of the checklist, and behind how many signs.
    """

    matter: str = ""
    fields: Mapping[str, str] = {}
    marks: Mapping[str, MaterialMark] = {}
    way: DeliveryWay = DeliveryWay.WINDOW
    authority_held: bool = False
    situation: Mapping[str, str] = {}
    amends: str = ""
    corrects: str = ""
    catalogue: str = ""
    sources: Mapping[str, date] = {}
    judged: Mapping[str, bool] = {}
    scans: tuple[KeptScan, ...] = ()
    at: str = ""
    cursor: int = 0

    def field(self, key: str) -> str:
        """Return what stands in a field."""
        return self.fields.get(key, "")

    def with_field(self, key: str, value: str) -> "NewForm":
        """Return the form with a field replaced."""
        sources = {name: day for name, day in self.sources.items() if name != key}
        return msgspec.structs.replace(self, fields={**self.fields, key: value}, sources=sources)

    def with_matter(self, code: str) -> "NewForm":
        """Return the form for another matter; marks of materials it does not have go, and answers with them."""
        kept = {name: mark for name, mark in self.marks.items() if name.startswith(f"{code}-")}
        situation = self.situation if code == self.matter else {}
        scans = tuple(scan for scan in self.scans if scan.material.startswith(f"{code}-"))
        return msgspec.structs.replace(self, matter=code, marks=kept, situation=situation, scans=scans)

    def pages(self, material: str) -> int:
        """Return how many pages were scanned for a material."""
        return sum(scan.pages for scan in self.scans if scan.material == material)

    def with_answer(self, question: str, answer: str) -> "NewForm":
        """Return the form with a question answered; marks stay, also of what is not asked for any more."""
        return msgspec.structs.replace(self, situation={**self.situation, question: answer})

    def answered(self, matter: Matter) -> Situation:
        """Return the answers that count for a matter, in the order of its questions."""
        return matter.counted([Answered(question=code, answer=answer) for code, answer in self.situation.items()])

    def mark(self, code: str) -> MaterialMark:
        """Return a material's mark; one that was never touched says that nobody looked at it."""
        return self.marks.get(code) or MaterialMark(code=code, looked_at=False)

    def with_mark(self, mark: MaterialMark) -> "NewForm":
        """Return the form with a material's mark replaced."""
        return msgspec.structs.replace(self, marks={**self.marks, mark.code: mark})

    def marks_of(self, matter: Matter) -> tuple[MaterialMark, ...]:
        """Return the marks of the checklist that the matter asks for in this situation and that were touched."""
        asked = matter.asked(self.answered(matter))
        return tuple(self.marks[material.code] for material in asked if material.code in self.marks)

    @property
    def blank(self) -> bool:
        """Whether there is nothing in it worth keeping."""
        return not self.matter and not any(self.fields.values())


def form_of(application_form: ApplicationForm, amends: str = "", corrects: str = "") -> NewForm:
    """Return what would have to be typed for an application, to put one right that was refused."""
    who, agent, delivery = application_form.applicant, application_form.agent, application_form.delivery
    fields = {
        "code": who.id_number,
        "name": who.name,
        "legal_rep": who.representative,
        "phone": who.phone,
        "agent_id": agent.id_number if agent else "",
        "agent": agent.name if agent else "",
        "agent_phone": agent.phone if agent else "",
        "recipient": delivery.recipient,
        "recipient_phone": delivery.phone,
        "address": delivery.address,
    }
    return NewForm(
        matter=application_form.matter,
        fields=fields,
        marks={mark.code: mark for mark in application_form.materials},
        way=delivery.way,
        authority_held=agent is not None,
        situation={one.question: one.answer for one in application_form.situation},
        amends=amends,
        corrects=corrects,
    )


def as_required(mark: MaterialMark, material: Material) -> MaterialMark:
    """Return the mark of a material that is there just as the matter asks."""
    return MaterialMark(code=mark.code, originals=material.originals, copies=material.copies, seen=mark.seen)


def toggled(mark: MaterialMark, material: Material, column: MarkColumn, latest: date) -> MaterialMark:
    """Return the mark after a column's digit: a count jumps between all and none, a word between yes and no.

    `latest` is the last day that may be promised for what follows later; where nothing may, the mark stays as it is.
    """
    looked = msgspec.structs.replace(mark, looked_at=True)
    if column is MarkColumn.ORIGINALS:
        if not material.originals:
            return msgspec.structs.replace(looked, seen=not mark.seen)
        return msgspec.structs.replace(
            looked, originals=0 if mark.originals >= material.originals else material.originals
        )
    if column is MarkColumn.COPIES:
        return msgspec.structs.replace(looked, copies=0 if mark.copies >= material.copies else material.copies)
    if column is MarkColumn.ELECTRONIC:
        return msgspec.structs.replace(looked, electronic=not mark.electronic)
    if column is MarkColumn.LATER and material.deferrable:
        return msgspec.structs.replace(looked, follows_by=None if mark.follows_by else latest)
    return mark


def counted(mark: MaterialMark, column: MarkColumn, change: int) -> MaterialMark:
    """Return the mark with one piece more or less in a column that counts."""
    looked = msgspec.structs.replace(mark, looked_at=True)
    if column is MarkColumn.ORIGINALS:
        return msgspec.structs.replace(looked, originals=max(0, mark.originals + change))
    if column is MarkColumn.COPIES:
        return msgspec.structs.replace(looked, copies=max(0, mark.copies + change))
    return mark


def application(form: NewForm, matter: Matter, *, commitment: bool) -> ApplicationForm:
    """Return the form as the desk's acts take it; nothing is checked here but which document the number is of."""
    return ApplicationForm(
        matter=matter.code,
        applicant=applicant(form, matter),
        agent=_agent(form),
        delivery=_delivery(form),
        materials=form.marks_of(matter),
        commitment=commitment,
        situation=form.answered(matter),
        scans=_scans(form, matter),
    )


def _scans(form: NewForm, matter: Matter) -> tuple[KeptScan, ...]:
    """Return the scans of what the matter asks for in this situation, in the order of its checklist."""
    asked = [material.code for material in matter.asked(form.answered(matter))]
    return tuple(scan for code in asked for scan in form.scans if scan.material == code)


def applicant(form: NewForm, matter: Matter) -> Party:
    """Return the applicant; a body's credit code and a person's number are told apart by form and by the matter."""
    number = form.field("code")
    body = is_body(number, matter.audience)
    return Party(
        kind=PartyKind.BODY if body else PartyKind.PERSON,
        name=form.field("name"),
        id_kind=IdKind.USCC if body else _person_id(number),
        id_number=number,
        phone=form.field("phone"),
        representative=form.field("legal_rep").strip() if body else "",
    )


def is_body(number: str, audience: Audience) -> bool:
    """Say whether a number is a body's credit code, as far as it shows and the matter allows."""
    if audience is not Audience.BOTH:
        return audience is Audience.LEGAL_PERSON
    bare = compact(number)
    try:
        identity.check_resident_id(bare)
    except RuleBroken:
        return not bare[:-1].isdigit() or _passes_as_credit_code(bare)
    return False


def _passes_as_credit_code(bare: str) -> bool:
    try:
        identity.check_uscc(bare)
    except RuleBroken:
        return False
    return True


def _person_id(number: str) -> IdKind:
    bare = compact(number)
    if len(bare) != _ID_LENGTH and any(sign.isalpha() for sign in bare):
        return IdKind.OTHER
    return IdKind.PERMIT if bare.startswith(_PERMIT_PREFIXES) else IdKind.RESIDENT_ID


def _agent(form: NewForm) -> Party | None:
    if not any(form.field(key).strip() for key in ("agent_id", "agent", "agent_phone")):
        return None
    number = form.field("agent_id")
    return Party(
        kind=PartyKind.PERSON,
        name=form.field("agent"),
        id_kind=_person_id(number),
        id_number=number,
        phone=form.field("agent_phone"),
    )


def _delivery(form: NewForm) -> Delivery:
    if form.way is not DeliveryWay.COURIER:
        return Delivery(way=form.way)
    return Delivery(
        way=form.way,
        recipient=(form.field("recipient") or form.field("legal_rep") or form.field("name")).strip(),
        phone=(form.field("recipient_phone") or form.field("phone")).strip(),
        address=form.field("address").strip(),
    )
