"""An own record that met another lawful step: both side by side, and the four things a clerk can do about it.

Which of the two counts is a supervisor's to say, by a further event; the desk changes neither. A clerk who holds that
ours should stand says why in a note on the case (`desk.claim`).
"""

import msgspec

from casework.fact import Fact
from casework.facts import NoteAdded
from casework.lifecycle import COUNTS, RULES, Verdict
from casework.materials import MaterialMark
from casework.situations import Answered
from counter_app.desk.bench import Desk
from counter_app.desk.claim import claim_head
from counter_app.desk.show import CaseView as Shown
from counter_app.desk.show import Step, show
from counter_app.presenters.list_views import Choice, ContestedView, Side
from counter_app.presenters.situation_view import situation_lines
from counter_app.presenters.timeline import step_title, when_words
from counter_app.presenters.wording import Words
from counter_app.store.entry import Entry

_BY_STAGE = "case.stage"
_LABELLED = frozenset(
    {
        *("accepted_on", "brought_on", "told_on", "decided_on", "withdrawn_on", "delivered_on", "mailed_on"),
        *("printed_on", "handed_on", "collector", "carrier", "waybill", "reason", "phone", "to_person"),
        *("competent_body", "blank_number", "text"),
    }
)
"""The fields of facts that have a name on the screen (`side.*`)."""


def contested_view(desk: Desk, words: Words, event_id: str) -> ContestedView | None:
    """Return the record beside the step it met; None if it is not contested or the other step is not here."""
    entry = desk.store.journal.entry(event_id)
    if entry is None or entry.verdict is not Verdict.CONTESTED or entry.set_aside:
        return None
    shown = show(desk, entry.case_id)
    ours = next((step for step in shown.steps if step.id == event_id), None)
    theirs = _met(shown, entry)
    if ours is None or theirs is None:
        return None
    return ContestedView(
        record_id=event_id,
        title=words("contest.same" if ours.kind == theirs.kind else "contest.other"),
        code=words("contest.code", code=entry.reason),
        theirs=words("contest.theirs", who=_who(theirs), where=theirs.origin),
        ours=words("contest.ours", who=_who(ours)),
        sides=_sides(desk, shown, theirs, ours, words),
        kept=words("contest.kept"),
        choices=_choices(shown, ours, words),
    )


def _choices(shown: Shown, ours: Step, words: Words) -> tuple[Choice, ...]:
    head = claim_head(Words("zh").act(ours.kind))
    claimed = any(isinstance(step.fact, NoteAdded) and step.fact.text.startswith(head) for step in shown.steps)
    details = {way: f"contest.{way}_detail" for way in ("aside", "ask", "open", "claim")}
    if claimed:
        details["claim"] = "contest.claimed_detail"
    return tuple(Choice(words(f"contest.{way}"), words(detail)) for way, detail in details.items())


def _met(shown: Shown, ours: Entry) -> Step | None:
    """Return the step that counts and stood in the way: of the same kind if there is one, else the last that moved.

    What may be stated again and again (a correction, an urging) met no other of its kind where the stage forbade it.
    """
    counted = [step for step in shown.steps if step.id != ours.id and step.verdict in COUNTS]
    moves = RULES[ours.type].target is not None
    same = [step for step in counted if step.kind == ours.type and (moves or ours.reason != _BY_STAGE)]
    moved = [step for step in counted if step.kind in RULES and RULES[step.kind].target is not None]
    found = same or moved
    return found[-1] if found else None


def _who(step: Step) -> str:
    return step.actor.name or step.actor.code if step.actor else ""


def _sides(desk: Desk, shown: Shown, theirs: Step, ours: Step, words: Words) -> tuple[Side, ...]:
    now = desk.clock.now()
    rows = [
        (words("side.act"), step_title(theirs, shown.case, words), step_title(ours, shown.case, words)),
        (words("side.at"), when_words(theirs.at, now), when_words(ours.at, now)),
    ]
    if theirs.fact is not None and ours.fact is not None and type(theirs.fact) is type(ours.fact):
        rows += _fields(shown, theirs.fact, ours.fact, words)
    time = words("side.at")
    return tuple(Side(label, one, other, differs=one != other and label != time) for label, one, other in rows)


def _fields(shown: Shown, theirs: Fact, ours: Fact, words: Words) -> list[tuple[str, str, str]]:
    rows = []
    one, other = msgspec.structs.asdict(theirs), msgspec.structs.asdict(ours)
    for name in one:
        if name in _LABELLED and (one[name] or other[name]):
            rows.append((words(f"side.{name}"), str(one[name]), str(other[name])))
        elif name == "materials":
            rows += _materials(shown, one[name], other[name], words)
        elif name == "situation":
            rows += _situation(shown, one[name] or (), other[name] or (), words)
    return rows


def _materials(
    shown: Shown, theirs: tuple[MaterialMark, ...], ours: tuple[MaterialMark, ...], words: Words
) -> list[tuple[str, str, str]]:
    there, here = ({mark.code: mark for mark in marks} for marks in (theirs, ours))
    named = {material.code: words.name(material) for material in shown.matter.materials}
    return [
        (named.get(code, code), _mark(there.get(code), words), _mark(here.get(code), words))
        for code in sorted({*there, *here})
    ]


def _situation(
    shown: Shown, theirs: tuple[Answered, ...], ours: tuple[Answered, ...], words: Words
) -> list[tuple[str, str, str]]:
    there, here = (dict(situation_lines(shown.matter, answers, words)) for answers in (theirs, ours))
    return [
        (name, there.get(name, words("side.none")), here.get(name, words("side.none")))
        for name in dict.fromkeys((*there, *here))
    ]


def _mark(mark: MaterialMark | None, words: Words) -> str:
    return words("side.mark", originals=mark.originals, copies=mark.copies) if mark else words("side.none")
