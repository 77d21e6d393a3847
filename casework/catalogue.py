"""What can be applied for: departments, matters with their materials and limits, and packages of several matters.

The catalogue is versioned data. Every event names the version it was made under, and a running case keeps the version
it was accepted under, so a version is never changed once it is out. `casework.catalogue_load` reads and checks one.
"""

import hashlib
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec

from casework.errors import RuleBroken
from casework.situations import Answered, Condition, Question, Situation, asked_of, holds

Days = Annotated[int, msgspec.Meta(ge=1, le=365)]
Pieces = Annotated[int, msgspec.Meta(ge=0, le=99)]


class MatterState(StrEnum):
    """Whether a matter can still be applied for."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


class MatterKind(StrEnum):
    """What kind of act the matter asks for; the notice of a licence has a title of its own."""

    LICENCE = "行政许可"
    CONFIRMATION = "行政确认"
    BENEFIT = "行政给付"
    SERVICE = "公共服务"
    OTHER = "其他"


class Audience(StrEnum):
    """Who may apply."""

    NATURAL_PERSON = "natural_person"
    LEGAL_PERSON = "legal_person"
    BOTH = "both"


class CaseType(StrEnum):
    """Whether the matter is done within a promised limit (承诺件) or while the applicant waits (即办件)."""

    PROMISED = "承诺件"
    AT_ONCE = "即办件"


class CertificateKind(StrEnum):
    """What sort of paper the result is."""

    LICENCE = "licence"
    DECISION = "decision"
    CERTIFICATE = "certificate"
    PROOF = "proof"


class _Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A row of a data file: nothing unknown is let through."""


class Department(_Row, frozen=True, kw_only=True):
    """A department that reviews and decides."""

    code: str
    name_zh: str
    name_en: str


class Material(_Row, frozen=True, kw_only=True):
    """One line of a matter's checklist: `originals` and `copies` are the pieces of paper that are kept.

    It is asked for where all of `when` holds; without conditions, of everybody.
    """

    code: str
    name_zh: str
    name_en: str
    originals: Pieces
    copies: Pieces
    required: bool
    deferrable: bool
    when: tuple[Condition, ...] = ()

    @property
    def place(self) -> str:
        """The material's place in its matter, `M01`, as labels name it."""
        return self.code.rpartition("-")[2]


class SpecialProcedure(_Row, frozen=True, kw_only=True):
    """Something whose days do not count (行政许可法 art. 45)."""

    name_zh: str
    name_en: str


class CertificateForm(_Row, frozen=True, kw_only=True):
    """The paper a granted case ends in; `valid_years` is None when it does not run out."""

    name_zh: str
    name_en: str
    kind: CertificateKind
    valid_years: Annotated[int, msgspec.Meta(ge=1, le=100)] | None
    seal: str


class Fee(_Row, frozen=True, kw_only=True):
    """What the applicant pays, in fen."""

    amount_minor: Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000_000)]
    note_zh: str
    note_en: str


class Matter(_Row, frozen=True, kw_only=True):
    """One thing that can be applied for; limits in working days, `questions` about the applicant's situation."""

    code: str
    state: MatterState
    department: str
    name_zh: str
    name_en: str
    kind: MatterKind
    audience: Audience
    case_type: CaseType
    statutory_days: Days
    committed_days: Days
    special_procedures: tuple[SpecialProcedure, ...]
    materials: tuple[Material, ...]
    certificate: CertificateForm | None
    fee: Fee
    source_note: str
    package: str | None = None
    national_base_code: str | None = None
    questions: tuple[Question, ...] = ()

    @property
    def illustrative(self) -> bool:
        """Whether the row says of itself that it is not official, at least in part."""
        return "illustrative" in self.source_note

    def material(self, code: str) -> Material:
        """Return a line of the checklist by its code.

        Raises:
            RuleBroken: `catalogue.unknown_material`.
        """
        for material in self.materials:
            if material.code == code:
                return material
        raise RuleBroken("catalogue.unknown_material", material=code, matter=self.code)

    def asked(self, situation: Sequence[Answered]) -> tuple[Material, ...]:
        """Return the checklist of a situation; what rests on a question that nobody answered is not in it."""
        counted = self.counted(situation)
        return tuple(material for material in self.materials if holds(material.when, counted))

    def counted(self, situation: Sequence[Answered]) -> Situation:
        """Return the answers that count, in the order of the questions: those to what is asked in this situation."""
        return tuple(answer for _, answer in asked_of(self.questions, situation) if answer is not None)

    def unanswered(self, situation: Sequence[Answered]) -> tuple[Question, ...]:
        """Return the questions that are asked in a situation and have no answer yet."""
        return tuple(question for question, answer in asked_of(self.questions, situation) if answer is None)


class Component(_Row, frozen=True, kw_only=True):
    """One part of a package; `matter` is None when an authority outside the catalogue does it."""

    seq: Annotated[int, msgspec.Meta(ge=1)]
    authority_zh: str
    authority_en: str
    name_zh: str
    name_en: str
    result_zh: str
    result_en: str
    matter: str | None = None
    depends_on: tuple[int, ...] = ()


class Package(_Row, frozen=True, kw_only=True):
    """Several matters under one application (一件事)."""

    code: str
    name_zh: str
    name_en: str
    lead_department: str
    lead_matter: str
    components: tuple[Component, ...]
    source_note: str


class Catalogue(_Row, frozen=True, kw_only=True):
    """One version of everything that can be applied for."""

    version: str
    effective_from: date
    source_note: str
    departments: tuple[Department, ...]
    matters: tuple[Matter, ...]
    packages: tuple[Package, ...]

    def matter(self, code: str) -> Matter:
        """Return a matter that can be applied for.

        Raises:
            RuleBroken: `catalogue.unknown_matter`, `catalogue.withdrawn_matter`.
        """
        matter = self.known_matter(code)
        if matter.state is MatterState.WITHDRAWN:
            raise RuleBroken("catalogue.withdrawn_matter", matter=code, name_zh=matter.name_zh, name_en=matter.name_en)
        return matter

    def known_matter(self, code: str) -> Matter:
        """Return a matter, also a withdrawn one, for cases that run.

        Raises:
            RuleBroken: `catalogue.unknown_matter`.
        """
        for matter in self.matters:
            if matter.code == code:
                return matter
        raise RuleBroken("catalogue.unknown_matter", matter=code)

    def department(self, code: str) -> Department:
        """Return a department.

        Raises:
            RuleBroken: `catalogue.unknown_department`.
        """
        for department in self.departments:
            if department.code == code:
                return department
        raise RuleBroken("catalogue.unknown_department", department=code)

    def package(self, code: str) -> Package:
        """Return a package.

        Raises:
            RuleBroken: `catalogue.unknown_package`.
        """
        for package in self.packages:
            if package.code == code:
                return package
        raise RuleBroken("catalogue.unknown_package", package=code)

    def open_matters(self) -> tuple[Matter, ...]:
        """Return the matters that can be applied for, in the catalogue's order."""
        return tuple(matter for matter in self.matters if matter.state is MatterState.ACTIVE)

    def digest(self) -> str:
        """Return the SHA-256 of the content, in hexadecimal: equal digests, equal catalogues."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()


def unknown_department(code: str) -> Department:
    """Return what stands for a department that no catalogue at hand has: it is shown by its code."""
    return Department(code=code, name_zh=code, name_en=code)


def unknown_matter(code: str, department: str) -> Matter:
    """Return what stands for a matter that no catalogue at hand has, to be shown by its code; no act may rest on it."""
    return Matter(
        code=code,
        state=MatterState.WITHDRAWN,
        department=department,
        name_zh=code,
        name_en=code,
        kind=MatterKind.OTHER,
        audience=Audience.BOTH,
        case_type=CaseType.PROMISED,
        statutory_days=1,
        committed_days=1,
        special_procedures=(),
        materials=(),
        certificate=None,
        fee=Fee(amount_minor=0, note_zh="", note_en=""),
        source_note="",
    )
