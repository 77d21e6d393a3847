"""The preliminary review at the window: what is missing, worst first, and which answers the rules leave open.

The applicant must be told everything that is missing at once (行政许可法 art. 32(4)), so a review always looks at the
whole checklist of the applicant's situation; while a question about that is open, nobody can say what is missing, so
neither an acceptance nor a notice is possible.

Required lines are met by the originals and copies that the matter asks for, or by a verified
electronic licence. An original that was only seen and given back meets no count: where originals are asked it is not
there, and where copies are asked the copy is what is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.calendar import Calendar
from casework.catalogue import Material, Matter
from casework.deadlines import DueDate, due_on
from casework.errors import Details, RuleBroken
from casework.materials import MaterialMark
from casework.sentences import Lang, sentence
from casework.situations import Answered, Question


class Answer(StrEnum):
    """What the window can answer to an application."""

    ACCEPT = "accept"
    TOLERANCE = "tolerance"
    SUPPLEMENT = "supplement"
    RECEIVE_ONLY = "receive_only"
    NOT_ACCEPT = "not_accept"
    NOT_REQUIRED = "not_required"


class GapKind(StrEnum):
    """What is the matter with one line of the checklist, worst first."""

    MAY_NOT_FOLLOW = "may_not_follow"
    MISSING = "missing"
    SHORT = "short"
    FOLLOWS_TOO_LATE = "follows_too_late"
    FOLLOWS_IN_THE_PAST = "follows_in_the_past"
    NOT_LOOKED_AT = "not_looked_at"


_SEVERITY = tuple(GapKind)

NOTHING_MISSING = "acceptance.nothing_missing"
NOTHING_FOLLOWS = "acceptance.nothing_follows"
PAPERS_FOLLOW = "acceptance.papers_follow"
UNANSWERED = "acceptance.unanswered"


@dataclass(frozen=True, slots=True)
class Gap:
    """One line that keeps the application from being complete.

    `place` is the line's number on the checklist, from 1; `originals` and `copies` are the pieces still to come;
    `follows_by` is the promised day, `latest` the last one that could be promised today.
    """

    material: Material
    place: int
    kind: GapKind
    originals: int
    copies: int
    follows_by: date | None
    latest: date

    @property
    def deferrable(self) -> bool:
        """Whether the material may follow later."""
        return self.material.deferrable

    @property
    def code(self) -> str:
        """The code of the gap's sentence."""
        return f"acceptance.{self.kind}"

    @property
    def details(self) -> Details:
        """What fills the sentence."""
        return {
            "place": self.place,
            "name_zh": self.material.name_zh,
            "name_en": self.material.name_en,
            "pieces_zh": pieces(self.originals, self.copies, "zh"),
            "pieces_en": pieces(self.originals, self.copies, "en"),
            "follow_zh": "可以后补" if self.deferrable else "不可后补",
            "follow_en": "may follow" if self.deferrable else "may not follow",
            "by": f"{self.follows_by}",
            "latest": f"{self.latest}",
        }

    def say(self, lang: Lang = "zh") -> str:
        """Return what is the matter, to stand behind the item's number or name."""
        return sentence(self.code, lang, **self.details)

    def remedy(self, lang: Lang = "zh") -> str:
        """Return what the applicant should bring, for a supplement notice."""
        return sentence("acceptance.remedy", lang, **self.details)


@dataclass(frozen=True, slots=True)
class Deferred:
    """One line that lawfully follows later: the pieces still to come and the promised day."""

    material: Material
    place: int
    originals: int
    copies: int
    follows_by: date


@dataclass(frozen=True, slots=True)
class Option:
    """One answer and the codes of what stands against it, worst first; none means it is open."""

    answer: Answer
    why_not: tuple[str, ...]

    @property
    def possible(self) -> bool:
        """Whether the rules leave this answer open."""
        return not self.why_not


@dataclass(frozen=True, slots=True)
class Review:
    """What a look at the checklist comes to.

    `committed` is the due date if the case is accepted today; promised days may not lie past it. The `suggested`
    answer is always possible. `unanswered` are the questions about the situation that are still open.
    """

    gaps: tuple[Gap, ...]
    deferred: tuple[Deferred, ...]
    committed: DueDate
    options: tuple[Option, ...]
    suggested: Answer
    unanswered: tuple[Question, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether everything is there and nothing follows."""
        return not self.gaps and not self.deferred and not self.unanswered

    def option(self, answer: Answer) -> Option:
        """Return what the review says of one answer."""
        return next(option for option in self.options if option.answer is answer)


def review(
    matter: Matter,
    marks: Sequence[MaterialMark],
    today: date,
    calendar: Calendar,
    situation: Sequence[Answered] = (),
) -> Review:
    """Return what is missing from an application for `matter` and which answers are open on `today`.

    A line without a mark counts as not looked at; marks of what the situation does not ask for are passed over.

    Raises:
        RuleBroken: `catalogue.unknown_material`, `acceptance.marked_twice`, `acceptance.negative_count`.
    """
    marked = _by_code(matter, marks)
    committed = due_on(today, matter.committed_days, calendar)
    gaps: list[Gap] = []
    deferred: list[Deferred] = []
    for place, material in enumerate(matter.asked(situation), start=1):
        found = _judge(_Line(material, place, marked.get(material.code)), today, committed.day)
        if isinstance(found, Gap):
            gaps.append(found)
        elif found is not None:
            deferred.append(found)
    gaps.sort(key=_badness)
    unanswered = matter.unanswered(situation)
    return Review(
        gaps=tuple(gaps),
        deferred=tuple(deferred),
        committed=committed,
        options=_options(gaps, deferred, unanswered),
        suggested=Answer.RECEIVE_ONLY if unanswered else _suggested(gaps, deferred),
        unanswered=unanswered,
    )


def require(reviewed: Review, answer: Answer) -> None:
    """Refuse an answer that the review does not leave open.

    Raises:
        RuleBroken: `acceptance.unanswered` with the first open question, `acceptance.incomplete` with the worst gap in
            words, or the code of the one obstacle there is.
    """
    option = reviewed.option(answer)
    if option.possible:
        return
    if reviewed.unanswered:
        raise unanswered_error(reviewed.unanswered[0])
    if not reviewed.gaps:
        raise RuleBroken(option.why_not[0])
    worst = reviewed.gaps[0]
    raise RuleBroken(
        "acceptance.incomplete",
        count=len(reviewed.gaps),
        place=worst.place,
        material=worst.material.code,
        name_zh=worst.material.name_zh,
        name_en=worst.material.name_en,
        problem_zh=worst.say("zh"),
        problem_en=worst.say("en"),
    )


def unanswered_error(question: Question) -> RuleBroken:
    """Return the refusal that names a question nobody answered."""
    return RuleBroken(UNANSWERED, question_zh=question.name_zh, question_en=question.name_en)


def pieces(originals: int, copies: int, lang: Lang = "zh") -> str:
    """Return a count of papers in words: `原件 1 份、复印件 2 份`, `1 original and 2 copies`."""
    if lang == "zh":
        words = [f"{name} {count} 份" for name, count in (("原件", originals), ("复印件", copies)) if count]
        return "、".join(words)
    names = (("original", "originals", originals), ("copy", "copies", copies))
    return " and ".join(f"{count} {one if count == 1 else many}" for one, many, count in names if count)


@dataclass(frozen=True, slots=True)
class _Line:
    material: Material
    place: int
    mark: MaterialMark | None

    def lacking(self) -> tuple[int, int]:
        """Return the originals and copies still to come."""
        if self.mark is None:
            return self.material.originals, self.material.copies
        if self.mark.electronic:
            return 0, 0
        return (
            max(0, self.material.originals - self.mark.originals),
            max(0, self.material.copies - self.mark.copies),
        )


def _by_code(matter: Matter, marks: Sequence[MaterialMark]) -> Mapping[str, MaterialMark]:
    marked: dict[str, MaterialMark] = {}
    for mark in marks:
        matter.material(mark.code)
        if mark.code in marked:
            raise RuleBroken("acceptance.marked_twice", material=mark.code)
        if mark.originals < 0 or mark.copies < 0:
            raise RuleBroken("acceptance.negative_count", material=mark.code)
        marked[mark.code] = mark
    return marked


def _judge(line: _Line, today: date, latest: date) -> Gap | Deferred | None:
    material, mark = line.material, line.mark
    originals, copies = line.lacking()
    if not material.required or (mark is not None and mark.looked_at and originals + copies == 0):
        return None
    if mark is None or not mark.looked_at:
        kind = GapKind.NOT_LOOKED_AT
    elif mark.follows_by is None:
        kind = GapKind.SHORT if mark.originals or mark.copies else GapKind.MISSING
    elif not material.deferrable:
        kind = GapKind.MAY_NOT_FOLLOW
    elif mark.follows_by > latest:
        kind = GapKind.FOLLOWS_TOO_LATE
    elif mark.follows_by < today:
        kind = GapKind.FOLLOWS_IN_THE_PAST
    else:
        return Deferred(material, line.place, originals, copies, mark.follows_by)
    return Gap(material, line.place, kind, originals, copies, mark.follows_by if mark else None, latest)


def _badness(gap: Gap) -> tuple[bool, bool, int, int]:
    """Return the sorting key: what is surely missing first, and of that what may not follow."""
    return gap.kind is GapKind.NOT_LOOKED_AT, gap.deferrable, _SEVERITY.index(gap.kind), gap.place


def _options(gaps: Sequence[Gap], deferred: Sequence[Deferred], unanswered: Sequence[Question]) -> tuple[Option, ...]:
    first = (UNANSWERED,) if unanswered else ()
    gap_codes = (*first, *dict.fromkeys(gap.code for gap in gaps))
    obstacles = {
        Answer.ACCEPT: gap_codes or ((PAPERS_FOLLOW,) if deferred else ()),
        Answer.TOLERANCE: gap_codes or (() if deferred else (NOTHING_FOLLOWS,)),
        Answer.SUPPLEMENT: first or (() if gaps else (NOTHING_MISSING,)),
    }
    return tuple(Option(answer, obstacles.get(answer, ())) for answer in Answer)


def _suggested(gaps: Sequence[Gap], deferred: Sequence[Deferred]) -> Answer:
    if not gaps:
        return Answer.TOLERANCE if deferred else Answer.ACCEPT
    # A notice must name everything at once; before anything was found missing there is nothing to name.
    if all(gap.kind is GapKind.NOT_LOOKED_AT for gap in gaps):
        return Answer.RECEIVE_ONLY
    return Answer.SUPPLEMENT
