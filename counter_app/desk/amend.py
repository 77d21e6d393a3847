"""Putting right what the server refused: the form is opened again and stated anew, under the case's own number.

The refused event stays as it is; the new one names it. Once the server takes that, what waited behind the refused one
is judged in its order.
"""

import msgspec
from msgspec import UNSET

from casework.errors import RuleBroken
from casework.events import BlobRef, Event
from casework.fact import Fact
from casework.facts import CaseOpened
from casework.lifecycle import Verdict
from counter_app.changes import Done
from counter_app.desk.bench import Desk, changed
from counter_app.desk.forms import ApplicationForm
from counter_app.desk.opening import put_right
from counter_app.desk.recording import state, the_case
from counter_app.store.cases import Projected
from counter_app.store.entry import Entry

_REASON = "amended"


def restate(desk: Desk, event_id: str, fact: Fact, blobs: tuple[BlobRef, ...] | None = None) -> Done[Projected]:
    """State `fact` in the place of an own event that the server refused; its papers are owed again.

    Scans stay those of the refused event unless others are given.

    Raises:
        RuleBroken: `amend.no_such_event`, `amend.not_yours`, `amend.not_refused`, `amend.done_already`,
            `amend.other_kind`, or what the table of stages says.
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    refused = refused_event(desk, event_id)
    before = refused.event()
    if before is not None and type(before.fact) is not type(fact):
        raise RuleBroken("amend.other_kind", kind=refused.type)
    kept = before.header.blobs if before is not None and blobs is None else blobs or ()
    with desk.store.writing():
        state(desk, clerk, refused.case_id, fact, kept, supersedes=refused.id)
        desk.store.printouts.owe_again(
            refused.case_id,
            _REASON,
            desk.now_ms(),
            event_id="" if isinstance(fact, CaseOpened) else refused.id,
        )
        after = the_case(desk, refused.case_id)
    return Done(changed(refused.case_id, prints=True), after)


def restate_opening(desk: Desk, event_id: str, form: ApplicationForm) -> Done[Projected]:
    """State a refused opening anew with what a form says; number, slip and day of receipt stay.

    Raises:
        RuleBroken: as `restate`; a `FormRefused` with every fault of the form.
        Trouble: the disk refused; nothing was written.
    """
    before = refused_event(desk, event_id).event()
    if before is None or not isinstance(before.fact, CaseOpened):
        raise RuleBroken("amend.no_form")
    form = put_right(desk, form)
    matter = desk.catalogue.matter(form.matter)
    fact = msgspec.structs.replace(
        before.fact,
        matter=matter.code,
        department=matter.department,
        applicant=form.applicant,
        agent=form.agent,
        materials=form.materials,
        delivery=form.delivery,
        situation=form.situation or UNSET,
    )
    return restate(desk, event_id, fact)


def draft_of(event: Event) -> ApplicationForm:
    """Return the form that an opening was made from, to be filled in again.

    Raises:
        RuleBroken: `amend.no_form`, the event opened no case.
    """
    fact = event.fact
    if not isinstance(fact, CaseOpened):
        raise RuleBroken("amend.no_form")
    return ApplicationForm(
        matter=fact.matter,
        applicant=fact.applicant,
        agent=fact.agent,
        materials=fact.materials,
        delivery=fact.delivery,
        situation=() if fact.situation is UNSET else fact.situation,
    )


def refused_event(desk: Desk, event_id: str) -> Entry:
    """Return an own event that the server refused and that nothing stands in for yet.

    Raises:
        RuleBroken: `amend.no_such_event`, `amend.not_yours`, `amend.not_refused` or `amend.done_already`.
    """
    journal = desk.store.journal
    entry = journal.entry(event_id)
    if entry is None:
        raise RuleBroken("amend.no_such_event", event=event_id)
    if entry.origin != desk.place().window:
        raise RuleBroken("amend.not_yours")
    if entry.verdict is not Verdict.QUARANTINED:
        raise RuleBroken("amend.not_refused")
    later = journal.successor(event_id)
    if later is not None and later.verdict is not Verdict.QUARANTINED:
        raise RuleBroken("amend.done_already")
    return entry
