"""Reads a catalogue from its files and refuses it whole when one row is broken, naming all that are."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter

import msgspec

from casework.catalogue import Catalogue, Component, Department, Matter, Package
from casework.catalogue_questions import question_faults, question_names
from casework.data_rows import BrokenRow, RowsBroken, broken, read_head, read_rows
from casework.errors import RuleBroken
from casework.texts import tidy

HEAD = "catalogue.json"
DEPARTMENTS = "departments.json"
MATTERS = "matters.json"
PACKAGES = "packages.json"

_MATERIAL_PLACE = re.compile(r"M\d{2,3}", re.ASCII)
_CODE = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*", re.ASCII)
_LONGEST_CODE = 40
_LONGEST_TEXT = 2_000
_VERSION = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,5}", re.ASCII)


class _Head(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: str
    effective_from: date
    source_note: str


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows that have the right shape, each with its number in its file."""

    departments: Sequence[tuple[int, Department]]
    matters: Sequence[tuple[int, Matter]]
    packages: Sequence[tuple[int, Package]]


def load(files: Mapping[str, bytes]) -> Catalogue:
    """Return the catalogue in `files`: `catalogue.json`, `departments.json`, `matters.json`, `packages.json`.

    Raises:
        RowsBroken: `catalogue.broken`; the error names every broken row with file, row and reason.
    """
    faults = [broken(file, 0, "catalogue.file_missing") for file in (HEAD, DEPARTMENTS, MATTERS) if file not in files]
    head, wrong = read_head(HEAD, files.get(HEAD, b"null"), _Head)
    faults += wrong
    departments, wrong = read_rows(DEPARTMENTS, files.get(DEPARTMENTS, b"[]"), Department)
    faults += wrong
    matters, wrong = read_rows(MATTERS, files.get(MATTERS, b"[]"), Matter)
    faults += wrong
    packages, wrong = read_rows(PACKAGES, files.get(PACKAGES, b"[]"), Package)
    faults += wrong
    faults += _faults(_Rows(departments, matters, packages))
    if head is not None:
        faults += _head_faults(head)
    if faults or head is None:
        raise RowsBroken("catalogue.broken", faults)
    return Catalogue(
        version=head.version,
        effective_from=head.effective_from,
        source_note=head.source_note,
        departments=tuple(row for _, row in departments),
        matters=tuple(row for _, row in matters),
        packages=tuple(row for _, row in packages),
    )


def version_key(version: str) -> tuple[int, ...]:
    """Return what versions are ordered by: `2026.07.1` comes before `2026.10.1`, and that before `2026.10.1.1`.

    Raises:
        RuleBroken: `catalogue.version_form`: it is not numbers with dots between.
    """
    if _VERSION.fullmatch(version) is None:
        raise RuleBroken("catalogue.version_form", version=version[:_LONGEST_CODE])
    return tuple(int(part) for part in version.split("."))


def _head_faults(head: _Head) -> Iterator[BrokenRow]:
    if not head.version.strip():
        yield broken(HEAD, 0, "data.empty_name")
    elif _VERSION.fullmatch(head.version) is None:
        yield broken(HEAD, 0, "catalogue.version_form", version=head.version[:_LONGEST_CODE])
    yield from _text_faults(HEAD, 0, head)


def _text_faults(file: str, number: int, row: msgspec.Struct) -> Iterator[BrokenRow]:
    """What stands in a row is shown on screens and printed on papers: nothing unseen, nothing without an end."""
    texts = tuple(_texts(row))
    if any(tidy(text) != text for text in texts):
        yield broken(file, number, "data.unseen_signs")
    if any(len(text) > _LONGEST_TEXT for text in texts):
        yield broken(file, number, "data.text_too_long", longest=_LONGEST_TEXT)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name))


def _faults(rows: _Rows) -> Iterator[BrokenRow]:
    yield from _codes(DEPARTMENTS, [(number, row.code) for number, row in rows.departments])
    yield from _codes(MATTERS, [(number, row.code) for number, row in rows.matters])
    yield from _codes(PACKAGES, [(number, row.code) for number, row in rows.packages])
    for file, of_file in ((DEPARTMENTS, rows.departments), (MATTERS, rows.matters), (PACKAGES, rows.packages)):
        for number, row in of_file:
            yield from _text_faults(file, number, row)
    departments = {row.code for _, row in rows.departments}
    matters = {row.code: row for _, row in rows.matters}
    packages = {row.code for _, row in rows.packages}
    for number, department in rows.departments:
        yield from _names(DEPARTMENTS, number, [department.name_zh, department.name_en])
    for number, matter in rows.matters:
        yield from _matter_faults(number, matter, departments, packages)
    for number, package in rows.packages:
        yield from _package_faults(number, package, departments, matters)


def _codes(file: str, codes: Sequence[tuple[int, str]]) -> Iterator[BrokenRow]:
    seen = Counter(code for _, code in codes)
    for number, code in codes:
        if len(code) > _LONGEST_CODE or _CODE.fullmatch(code) is None:
            yield broken(file, number, "catalogue.code_form", item=code[:_LONGEST_CODE])
        if seen[code] > 1:
            yield broken(file, number, "catalogue.code_twice", item=code)


def _names(file: str, number: int, names: Iterable[str]) -> Iterator[BrokenRow]:
    if not all(name.strip() for name in names):
        yield broken(file, number, "data.empty_name")


def _matter_faults(number: int, matter: Matter, departments: set[str], packages: set[str]) -> Iterator[BrokenRow]:
    yield from _names(MATTERS, number, _matter_names(matter))
    if matter.department not in departments:
        yield broken(MATTERS, number, "catalogue.unknown_department", department=matter.department)
    if matter.package is not None and matter.package not in packages:
        yield broken(MATTERS, number, "catalogue.unknown_package", package=matter.package)
    if matter.committed_days > matter.statutory_days:
        limits = {"committed": matter.committed_days, "statutory": matter.statutory_days}
        yield broken(MATTERS, number, "catalogue.committed_past_statutory", **limits)
    yield from _material_faults(number, matter)
    yield from question_faults(MATTERS, number, matter)


def _matter_names(matter: Matter) -> Iterator[str]:
    yield from (matter.name_zh, matter.name_en, matter.source_note, matter.fee.note_zh, matter.fee.note_en)
    for material in matter.materials:
        yield from (material.name_zh, material.name_en)
    for procedure in matter.special_procedures:
        yield from (procedure.name_zh, procedure.name_en)
    if matter.certificate is not None:
        yield from (matter.certificate.name_zh, matter.certificate.name_en, matter.certificate.seal)
    yield from question_names(matter)


def _material_faults(number: int, matter: Matter) -> Iterator[BrokenRow]:
    seen = Counter(material.code for material in matter.materials)
    for code in (code for code, times in seen.items() if times > 1):
        yield broken(MATTERS, number, "catalogue.code_twice", item=code)
    for material in matter.materials:
        if material.code != f"{matter.code}-{material.place}" or _MATERIAL_PLACE.fullmatch(material.place) is None:
            yield broken(MATTERS, number, "catalogue.material_code", item=material.code, matter=matter.code)
        if material.originals + material.copies == 0:
            yield broken(MATTERS, number, "catalogue.nothing_asked", item=material.code)


def _package_faults(
    number: int, package: Package, departments: set[str], matters: Mapping[str, Matter]
) -> Iterator[BrokenRow]:
    yield from _names(PACKAGES, number, _package_names(package))
    if package.lead_department not in departments:
        yield broken(PACKAGES, number, "catalogue.unknown_department", department=package.lead_department)
    for code in (package.lead_matter, *(part.matter for part in package.components if part.matter is not None)):
        if code not in matters:
            yield broken(PACKAGES, number, "catalogue.unknown_matter", matter=code)
    lead = matters.get(package.lead_matter)
    if lead is not None and lead.department != package.lead_department:
        yield broken(PACKAGES, number, "catalogue.lead_elsewhere", matter=lead.code, department=lead.department)
    yield from _order_faults(number, package.components)


def _package_names(package: Package) -> Iterator[str]:
    yield from (package.name_zh, package.name_en, package.source_note)
    for part in package.components:
        yield from (part.authority_zh, part.authority_en, part.name_zh, part.name_en, part.result_zh, part.result_en)


def _order_faults(number: int, components: Sequence[Component]) -> Iterator[BrokenRow]:
    seen = Counter(part.seq for part in components)
    for seq in (seq for seq, times in seen.items() if times > 1):
        yield broken(PACKAGES, number, "catalogue.seq_twice", seq=seq)
    for part in components:
        for needed in part.depends_on:
            if needed not in seen:
                yield broken(PACKAGES, number, "catalogue.unknown_seq", seq=part.seq, needed=needed)
    try:
        TopologicalSorter({part.seq: part.depends_on for part in components}).prepare()
    except CycleError as cycle:
        circle = " → ".join(str(seq) for seq in cycle.args[1])
        yield broken(PACKAGES, number, "catalogue.circle", circle=circle)
