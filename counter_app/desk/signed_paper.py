"""The address in the QR code of a case's papers: signed by this window's key, so that the paper proves itself.

The order of a paper carries it, because whoever draws is another process and has no key. The same event gives the same
text, however often its paper is printed.
"""

from datetime import datetime

from casework import signed_slip
from casework.case_state import Case, Stage
from casework.deadlines import NOTICE_DAYS, due_on
from casework.parties import Party, PartyKind
from casework.signed_slip import Says, SlipFacts
from casework.slips import progress_link
from counter_app.desk.bench import Desk
from printing.masking import mask_person, shorten_organisation

_LAST = 4
_SAYS = {
    Stage.RECEIVED: Says.RECEIVED,
    Stage.SUPPLEMENT: Says.SUPPLEMENT,
    Stage.ACCEPTED: Says.ACCEPTED,
    Stage.DEEMED_ACCEPTED: Says.ACCEPTED,
    Stage.IN_REVIEW: Says.IN_REVIEW,
    Stage.SUSPENDED: Says.IN_REVIEW,
    Stage.NOT_ACCEPTED: Says.NOT_ACCEPTED,
    Stage.NOT_REQUIRED: Says.NOT_ACCEPTED,
    Stage.DECIDED: Says.DECIDED,
    Stage.RESULT_AT_WINDOW: Says.DECIDED,
    Stage.DELIVERED: Says.DECIDED,
    Stage.ARCHIVED: Says.DECIDED,
}


def progress_address(desk: Desk, case: Case, at: datetime) -> str:
    """Return what the QR code of a case's paper holds; `case` as it stood at the paper's event, which was `at`.

    A desk without a key (practice, or one that is not enrolled yet), and a site whose address leaves no room, print the
    plain address with the case's secret.
    """
    base, key = desk.place().site.progress_url, desk.store.window_keys.own()
    if key is None or desk.store.meta.is_training():
        return progress_link(base, case.secret)
    try:
        return signed_slip.link(base, signed_slip.sign(slip_facts(desk, case, at), key))
    except ValueError:
        return progress_link(base, case.secret)


def slip_facts(desk: Desk, case: Case, at: datetime) -> SlipFacts:
    """Return what a paper of the case says; a secret that has less than 128 bits is a ValueError."""
    secret = signed_slip.secret_of(case.secret)
    days, due = 0, None
    if case.accepted_on is not None:
        days, due = case.committed_days, due_on(case.accepted_on, case.committed_days, desk.calendar).day
    elif case.stage is Stage.RECEIVED:
        days, due = NOTICE_DAYS, case.notice_due
    return SlipFacts(
        number=case.number,
        serial=case.serial,
        at=at,
        says=_SAYS.get(case.stage, Says.ENDED),
        matter=case.matter,
        name=masked(case.applicant),
        last_four=_last_four(case.applicant.id_number),
        id_mark=signed_slip.mark_of(secret, case.applicant.id_number),
        originals=sum(mark.originals for mark in case.materials),
        copies=sum(mark.copies for mark in case.materials),
        days=days,
        due=due,
        secret=secret,
    )


def masked(party: Party) -> str:
    """Return an applicant's name as slips show it."""
    return shorten_organisation(party.name) if party.kind is PartyKind.BODY else mask_person(party.name)


def _last_four(id_number: str) -> str:
    last = id_number.upper()[-_LAST:]
    return last if last.isascii() and last.isalnum() else ""
