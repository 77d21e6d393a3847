"""Saying that the own record of a contested pair should stand: a note on the case with its reason, for who decides.

It changes neither record. Until a supervisor decides, the one that came first counts.
"""

from casework.errors import RuleBroken
from casework.facts import NoteAdded
from casework.lifecycle import Verdict
from casework.sentences import sentence
from casework.texts import tidy
from counter_app.changes import Done
from counter_app.desk.bench import Desk, changed
from counter_app.desk.recording import state, the_case
from counter_app.store.cases import Projected

MOST_REASON = 200
"""The signs of a reason."""


def claim(desk: Desk, event_id: str, act: str, reason: str) -> Done[Projected]:
    """State why the own record `event_id` should stand; `act` is what it did, in Chinese, as the note calls it.

    Raises:
        RuleBroken: `contest.not_contested`, `contest.reason_missing` or `desk.too_long`.
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    entry = desk.store.journal.entry(event_id)
    if entry is None or entry.verdict is not Verdict.CONTESTED or entry.origin != desk.place().window:
        raise RuleBroken("contest.not_contested")
    said = tidy(reason).strip()
    if not said:
        raise RuleBroken("contest.reason_missing")
    if len(said) > MOST_REASON:
        raise RuleBroken("desk.too_long", found=len(said), most=MOST_REASON)
    with desk.store.writing():
        state(desk, clerk, entry.case_id, NoteAdded(text=f"{claim_head(act)}{said}"))
        after = the_case(desk, entry.case_id)
    return Done(changed(entry.case_id), after)


def claim_head(act: str) -> str:
    """Return what the note of a claim begins with."""
    return sentence("contest.claim", act=act)
