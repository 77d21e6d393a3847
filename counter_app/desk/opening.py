"""Taking papers in: the first fact of every case, with the number it will be called by for good."""

import secrets
from collections.abc import Iterator

from msgspec import UNSET

from casework import deadlines, slips
from casework.catalogue import Matter
from casework.contract import ClerkCard
from casework.errors import RuleBroken
from casework.facts import CaseOpened
from casework.ids import uuid7
from casework.numbers import CaseNumber
from casework.slips import SlipSerial
from counter_app.desk.attach import state_scan
from counter_app.desk.bench import Desk
from counter_app.desk.checks import Fault, application_faults, checked_delivery, checked_party, refuse_if
from counter_app.desk.forms import ApplicationForm
from counter_app.desk.recording import state
from counter_app.store.numbers import CASE, SLIP


def checked(desk: Desk, form: ApplicationForm) -> ApplicationForm:
    """Return the form with every number in its one written form.

    Raises:
        RuleBroken: the matter is unknown or withdrawn.
        FormRefused: with every fault of the form.
        Trouble: `local.reserve`, the disk has room only for what was begun.
    """
    desk.store.room.must_hold_more()
    return put_right(desk, form)


def put_right(desk: Desk, form: ApplicationForm) -> ApplicationForm:
    """Return the form with every number in its one written form; see `checked`."""
    matter = desk.catalogue.matter(form.matter)
    today = desk.today()
    refuse_if((*application_faults(form, matter, today), *_scan_faults(desk, form, matter)))
    return ApplicationForm(
        matter=form.matter,
        applicant=checked_party(form.applicant, today),
        delivery=checked_delivery(form.delivery),
        materials=form.materials,
        agent=checked_party(form.agent, today) if form.agent else None,
        commitment=form.commitment,
        situation=matter.counted(form.situation),
        scans=form.scans,
    )


def _scan_faults(desk: Desk, form: ApplicationForm, matter: Matter) -> Iterator[Fault]:
    """Yield scans of what the matter does not ask, and those whose file is not here any more."""
    known = {material.code for material in matter.materials}
    for scan in form.scans:
        field = f"materials.{scan.material}"
        if scan.material not in known:
            error = RuleBroken("catalogue.unknown_material", material=scan.material, matter=matter.code)
            yield Fault(field, error)
        elif not desk.store.blobs.files.has(scan.sha256):
            yield Fault(field, RuleBroken("scan.gone"))


def open_case(desk: Desk, clerk: ClerkCard, form: ApplicationForm) -> str:
    """State that the papers of a checked form were taken in and return the new case's id. Inside `store.writing`."""
    place, today = desk.place(), desk.today()
    matter = desk.catalogue.matter(form.matter)
    case_id = uuid7(desk.now_ms())
    fact = CaseOpened(
        number=_next_number(desk),
        serial=next_serial(desk),
        secret=slips.secret(secrets.token_bytes(slips.SECRET_BYTES)),
        matter=matter.code,
        department=matter.department,
        region=place.site.region,
        hall=place.site.hall,
        window=place.window,
        received_on=today,
        notice_due=deadlines.notice_due(today, desk.calendar).day,
        applicant=form.applicant,
        agent=form.agent,
        materials=form.materials,
        delivery=form.delivery,
        situation=form.situation or UNSET,
    )
    state(desk, clerk, case_id, fact)
    for scan in form.scans:
        state_scan(desk, clerk, case_id, scan)
    return case_id


def next_serial(desk: Desk) -> str:
    """Return the next twelve-digit serial of this window, for a slip or a sheet. Inside `store.writing`."""
    return SlipSerial(window=desk.place().window_number, running=desk.store.series.take(SLIP)).digits


def _next_number(desk: Desk) -> str:
    place, today = desk.place(), desk.today()
    stream = desk.store.journal.stream()
    if stream is None:
        raise RuleBroken("desk.not_enrolled")
    number = CaseNumber(
        region=place.site.region,
        window=place.window,
        day=today,
        serial=desk.store.series.take(CASE, today),
        epoch=stream.epoch_char,
    )
    return number.format()
