"""The cases as files: `inbox/<number>/case.json` and the papers in `inbox/<number>/materials/`.

Files are made from the database and can be made again from it at any time. A name is never taken from what a writer
chose: it is built from the checked number, the material's code and the paper's hash.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from casework import numbers
from casework.case_state import Case
from casework.errors import RuleBroken
from casework.events import BlobRef, read_header
from sync_server.department.durable import write_whole
from sync_server.department.store.inbox import Line

CASE_FILE = "case.json"
MATERIALS = "materials"

_EXTENSIONS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
    "image/webp": ".webp",
}
_PLAIN = re.compile(r"[^0-9A-Za-z-]")
_HASH_SIGNS = 12

Fetch = Callable[[str], bytes]
"""Gets a blob's bytes by its SHA-256; raises RuleBroken `blob.absent` while it has not come in."""


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A scanned paper or document: where its file lies in the case's folder; empty while it has not come in."""

    material: str
    title: str
    sha256: str
    size: int
    mime: str
    file: str


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One event of the case's history."""

    at: int
    kind: str
    by: str
    actor: str
    verdict: str


class CaseFile(msgspec.Struct, frozen=True, kw_only=True):
    """What `case.json` holds: the case as it stands, its papers, its history."""

    case: Case
    papers: tuple[Paper, ...]
    history: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    material: str
    title: str
    ref: BlobRef
    name: str


def folder_name(case: Case) -> str:
    """Return the name of a case's folder: its number, or its id should the number not be one."""
    try:
        return numbers.parse(case.number).format()
    except RuleBroken:
        return _PLAIN.sub("-", case.id)


def write_case(inbox: Path, case: Case, history: list[Line], fetch: Fetch) -> int:
    """Bring a case's folder up to date; return how many of its papers have not come in yet.

    Raises:
        Trouble: the disk or the network; what was written stands and the rest is made next time.
    """
    folder = inbox / folder_name(case)
    papers = []
    pending = 0
    for wanted in _papers(case):
        present = _fetched(folder / MATERIALS / wanted.name, wanted.ref, fetch)
        pending += not present
        papers.append(
            Paper(
                material=wanted.material,
                title=wanted.title,
                sha256=wanted.ref.sha256,
                size=wanted.ref.size,
                mime=wanted.ref.mime,
                file=f"{MATERIALS}/{wanted.name}" if present else "",
            )
        )
    steps = tuple(step for line in history if (step := _step(line)))
    content = CaseFile(case=case, papers=tuple(papers), history=steps)
    body = msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"
    # Last: whoever sees this file finds the papers it names.
    write_whole(folder / CASE_FILE, body)
    return pending


def _papers(case: Case) -> Iterator[_Wanted]:
    for scan in case.scans:
        for number, ref in enumerate(scan.blobs, start=1):
            yield _Wanted(scan.material, scan.title, ref, _name(f"{scan.material}-{number}", ref))
    for number, ref in enumerate(case.decision_papers, start=1):
        yield _Wanted("", ref.name, ref, _name(f"decision-{number}", ref))
    for sealed in case.sealed:
        yield _Wanted("", sealed.file.name, sealed.file, _name(f"sealed-{sealed.paper}", sealed.file))


def _name(stem: str, ref: BlobRef) -> str:
    return f"{_PLAIN.sub('-', stem)}-{_PLAIN.sub('-', ref.sha256)[:_HASH_SIGNS]}{_EXTENSIONS.get(ref.mime, '.bin')}"


def _fetched(target: Path, ref: BlobRef, fetch: Fetch) -> bool:
    if target.exists():
        return True
    try:
        body = fetch(ref.sha256)
    except RuleBroken as absent:
        if absent.code != "blob.absent":
            raise
        return False
    if hashlib.sha256(body).hexdigest() != ref.sha256:
        return False
    write_whole(target, body)
    return True


def _step(line: Line) -> Step | None:
    header = read_header(line.raw)
    if header is None:
        return None
    return Step(at=header.at, kind=header.type, by=line.origin, actor=header.actor.code, verdict=line.verdict)
