"""What a new version of the catalogue would change: shown before it is published, so that nobody publishes blindly."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

import msgspec

from casework.catalogue import Catalogue, Department, Matter, MatterState, Package


class What(StrEnum):
    """What becomes of a department, a matter or a package; `WORDS` is whatever else a row says."""

    ADDED = "added"
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"
    DEPARTMENT = "department"
    LIMITS = "limits"
    MATERIALS = "materials"
    QUESTIONS = "questions"
    WORDS = "words"


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One difference; `code` names a department, a matter or a package, `before` and `after` what is compared."""

    code: str
    what: What
    name: str
    before: str = ""
    after: str = ""

    def say(self) -> str:
        """Return the difference in one line."""
        steps = f": {self.before} → {self.after}" if self.before or self.after else ""
        return f"{self.code} {self.what}{steps}  {self.name}"


def changes(old: Catalogue, new: Catalogue) -> tuple[Change, ...]:
    """Return what differs from `old` in `new`: departments, then matters, then packages, each in the order of `new`."""
    return (
        *_rows(old.departments, new.departments),
        *_matters(old, new),
        *_rows(old.packages, new.packages),
    )


def _matters(old: Catalogue, new: Catalogue) -> Iterator[Change]:
    before = {matter.code: matter for matter in old.matters}
    after = {matter.code for matter in new.matters}
    for matter in new.matters:
        was = before.get(matter.code)
        if was is None:
            yield Change(code=matter.code, what=What.ADDED, name=matter.name_zh)
        else:
            yield from _matter(was, matter)
    for matter in old.matters:
        if matter.code not in after:
            yield Change(code=matter.code, what=What.REMOVED, name=matter.name_zh)


def _matter(old: Matter, new: Matter) -> Iterator[Change]:
    if old.state is not new.state:
        what = What.WITHDRAWN if new.state is MatterState.WITHDRAWN else What.REOPENED
        yield Change(code=new.code, what=what, name=new.name_zh)
    if old.department != new.department:
        yield _step(new, What.DEPARTMENT, old.department, new.department)
    if _limits(old) != _limits(new):
        yield _step(new, What.LIMITS, _limits(old), _limits(new))
    if old.materials != new.materials:
        yield _step(new, What.MATERIALS, f"{len(old.materials)}", f"{len(new.materials)}")
    if old.questions != new.questions:
        yield _step(new, What.QUESTIONS, f"{len(old.questions)}", f"{len(new.questions)}")
    told = {name: getattr(new, name) for name in ("state", "department", "committed_days", "statutory_days")}
    if msgspec.structs.replace(old, materials=new.materials, questions=new.questions, **told) != new:
        yield Change(code=new.code, what=What.WORDS, name=new.name_zh)


def _limits(matter: Matter) -> str:
    return f"{matter.committed_days}/{matter.statutory_days}"


def _step(matter: Matter, what: What, before: str, after: str) -> Change:
    return Change(code=matter.code, what=what, name=matter.name_zh, before=before, after=after)


def _rows(old: Sequence[Department | Package], new: Sequence[Department | Package]) -> Iterator[Change]:
    before = {row.code: row for row in old}
    after = {row.code for row in new}
    for row in new:
        was = before.get(row.code)
        if was is None:
            yield Change(code=row.code, what=What.ADDED, name=row.name_zh)
        elif was != row:
            yield Change(code=row.code, what=What.WORDS, name=row.name_zh)
    for row in old:
        if row.code not in after:
            yield Change(code=row.code, what=What.REMOVED, name=row.name_zh)
