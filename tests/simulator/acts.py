"""What people do in a simulated office: lawful acts at windows and departments, and events no clerk could write.

Each function does one thing and returns a word for the log; what the product refuses is part of the day.
"""

import msgspec
from simulator.workshop import DEPARTMENTS
from support.desks import application, body, everything_missing, first_answers, marks, resident_id
from support.serving import decided

from casework.case_state import Stage
from casework.contract import ClerkCard
from casework.events import Actor, Event, Header, Role, read_header, write
from casework.facts import KINDS, CaseUrged, ContactChanged, DecisionRecalled, NoteAdded, Outcome, UrgingAnswered
from casework.ids import NO_CASE, uuid7
from counter_app.desk.accept import accept, accept_received
from counter_app.desk.amend import restate
from counter_app.desk.attach import attach
from counter_app.desk.correct import correct
from counter_app.desk.deliver import deliver
from counter_app.desk.forms import (
    AcceptReceivedForm,
    AttachForm,
    BringForm,
    CorrectForm,
    DeliverForm,
    IssueForm,
    UrgeForm,
    WithdrawForm,
)
from counter_app.desk.issue import issue
from counter_app.desk.recording import state
from counter_app.desk.supplement import bring, request_supplement
from counter_app.desk.take_in import take_in
from counter_app.desk.undo import undo
from counter_app.desk.urge import urge
from counter_app.desk.withdraw import withdraw
from counter_app.store.numbers import CASE, SLIP
from sync_server.department.acts import Decision, open_urgings

_PDF = b"%PDF-1.7 /Type /Page "
_IMPATIENT = 0.8
_CLERK = ClerkCard(code="0123", name="周敏")

# --- at a window ------------------------------------------------------------------------------------------------------


def take_papers_in(world, site):
    return _shown(take_in(site.desk, _form(world, site)))


def accept_at_once(world, site):
    return _shown(accept(site.desk, _form(world, site)))


def accept_later(world, site):
    return _shown(accept_received(site.desk, AcceptReceivedForm(case_id=_case(world, site, Stage.RECEIVED))))


def ask_for_more(world, site):
    case = site.store.cases.get(_case(world, site, Stage.RECEIVED)).case
    return _shown(request_supplement(site.desk, everything_missing(site.place, case, case.matter)))


def bring_more(world, site):
    case = site.store.cases.get(_case(world, site)).case
    return _shown(bring(site.desk, BringForm(case_id=case.id, materials=marks(site.place, case.matter)[:1])))


def take_back(world, site):
    return _shown(withdraw(site.desk, WithdrawForm(case_id=_case(world, site))))


def note(world, site):
    return _state(world, site, NoteAdded(text=f"第 {world.next()} 条"))


def change_contact(world, site):
    return _state(world, site, ContactChanged(phone=f"139{world.next():08d}"))


def scan(world, site):
    case = site.store.cases.get(_case(world, site)).case
    form = AttachForm(case_id=case.id, material=f"{case.matter}-M01", name="scan.pdf")
    return _shown(attach(site.desk, form, _PDF + b"%d" % world.next()))


def correct_details(world, site):
    case = site.store.cases.get(_case(world, site)).case
    form = CorrectForm(
        case_id=case.id,
        applicant=msgspec.structs.replace(case.applicant, phone=f"139{world.next():08d}"),
        agent=case.agent,
        delivery=case.delivery,
        materials=case.materials,
        reason=f"第 {world.next()} 次写错",
    )
    return _shown(correct(site.desk, form))


def undo_act(world, site):
    return _shown_undone(undo(site.desk, _case(world, site)).value)


def urge_department(world, site):
    reason = world.rng.choice(("", "申请人来问"))
    case_id = _case(world, site, Stage.ACCEPTED, Stage.IN_REVIEW)
    return _shown(urge(site.desk, UrgeForm(case_id=case_id, reason=reason)))


def issue_result(world, site):
    """Mostly by a clerk who does not wait for the server's seal."""
    case_id = _case(world, site, Stage.DECIDED)
    unsealed = world.profile.stocked and world.rng.random() < _IMPATIENT
    return _shown(issue(site.desk, IssueForm(case_id=case_id, unsealed=unsealed), world.studio))


def deliver_result(world, site):
    case = site.store.cases.get(_case(world, site, Stage.RESULT_AT_WINDOW)).case
    form = DeliverForm(case_id=case.id, collector="何芳", collector_id=resident_id(3), authorised=True)
    return _shown(deliver(site.desk, form))


def put_right(world, site):
    """State again what the server refused."""
    rows = site.store.database.rows(
        "SELECT id FROM event WHERE type = 'note.added' AND verdict = 'quarantined' AND hash IS NOT NULL ORDER BY seq"
    )
    if not rows:
        raise NothingToDo
    return _shown(restate(site.desk, world.rng.choice(rows)["id"], NoteAdded(text=f"第 {world.next()} 条")))


# --- what no clerk could write ----------------------------------------------------------------------------------------


def poison(world, site):
    """An event whose header can be read and whose payload cannot, and whatever comes behind it in the same case."""
    case_id = _case(world, site)
    _slip_in(world, site, case_id, lambda raw: raw.replace(b'"text"', b'"tekst"'))
    for _ in range(world.rng.choice((0, 1, 2))):
        _slip_in(world, site, case_id, lambda raw: raw)
    return site.number_of(case_id)


def garbage(world, site):
    """JSON that is no event at all, or bytes that are not even JSON."""
    raw = world.rng.choice((b'{"count":%d}', b"\xff\x00 %d", b'{"id":%d')) % world.next()
    return _slip_in(world, site, NO_CASE, lambda _raw: raw)


def newer_kind(world, site):
    """An event of a release to come."""
    return _slip_in(world, site, _case(world, site), lambda raw: raw.replace(b"note.added", b"note.sung"))


def urge_late(world, site):
    """An urging without a reason whatever the stage and however soon, as a twin of this window would write it."""
    case = site.store.cases.get(_case(world, site)).case
    fact = CaseUrged(window=site.code, urged_on=case.received_on, again_from=case.notice_due)
    return _slip_in(world, site, case.id, lambda raw: raw, fact)


def overreach(world, site):
    """An act in a capacity that the window does not have."""
    fact = DecisionRecalled(recalled_on=site.desk.today(), reason="不当")
    return _slip_in(world, site, _case(world, site), lambda raw: raw, fact, Role.SUPERVISOR)


def repeat_a_number(world, site):
    """An opening under a number and serial that were printed before, as a restore nobody could notice would do it."""
    site.may_repeat_numbers = True
    with site.store.writing():
        for kind in (CASE, SLIP):
            site.store.database.run("UPDATE series SET last = last - 1 WHERE kind = :kind AND last > 1", kind=kind)
    return accept_at_once(world, site)


def _slip_in(world, site, case_id, mangle, fact=None, role=Role.CLERK):
    fact = fact or NoteAdded(text=f"第 {world.next()} 条")
    event = write(_header(world, site.desk.now_ms(), case_id, fact, Actor(role=role, code=_CLERK.code)), fact)
    raw = mangle(event.raw)
    header = read_header(raw) or replace_header(event.header, type="garbage")
    with site.store.writing():
        site.store.journal.append(Event(header=header, fact=event.fact, raw=raw))
        site.store.cases.refresh((case_id,))
    return "written"


def replace_header(header, **changes) -> Header:
    return Header(**{name: getattr(header, name) for name in header.__struct_fields__} | changes)


# --- at a department --------------------------------------------------------------------------------------------------


def receive(world, office):
    case = _of(world, office, Stage.ACCEPTED)
    office.session.acts.receive(case.number)
    return case.number


def decide(world, office):
    case = _of(world, office, Stage.IN_REVIEW)
    outcome = world.rng.choice((Outcome.GRANTED, Outcome.REFUSED))
    office.session.acts.decide(case.number, _decision(world, outcome))
    return f"{case.number} {outcome}"


def answer_urging(world, office):
    waiting = [case for case in office.cases() if open_urgings(case)]
    case = _chosen(world, waiting)
    office.session.acts.answer_urging(case.number, f"第 {world.next()} 条答复")
    return case.number


def answer_again(world, office):
    """An answer to an urging that has one, or to none at all, as a twin of this folder would write it."""
    urged = [case for case in office.cases() if case.urgings]
    case = _chosen(world, urged)
    urging = world.rng.choice((case.urgings[0].event, case.id))
    return _write(world, office, UrgingAnswered(urging=urging, answered_on=case.received_on, text="再答"), case.id)


def remark(world, office):
    case = _of(world, office)
    office.session.acts.note(case.number, f"第 {world.next()} 条")
    return case.number


def decide_again(world, office):
    """A second decision, as a twin of this folder or another official would write it."""
    return _write(world, office, decided(), _of(world, office).id)


def decide_early(world, office):
    """A decision on a case of another department, or of whatever stage, that the own records would not allow."""
    other = world.rng.choice(world.desks)
    return _write(world, office, decided(), _case(world, other))


def poison_of_department(world, office):
    fact = NoteAdded(text=f"第 {world.next()} 条")
    return _write(world, office, fact, _of(world, office).id, lambda raw: raw.replace(b'"text"', b'"tekst"'))


def _write(world, office, fact, case_id, mangle=lambda raw: raw):
    actor = Actor(role=Role.DEPARTMENT, code=office.session.account.account)
    event = write(_header(world, round(office.clock.now().timestamp() * 1000), case_id, fact, actor), fact)
    with office.session.database.writing():
        office.session.journal.write(Event(header=event.header, fact=event.fact, raw=mangle(event.raw)))
    return "written"


def _decision(world, outcome) -> Decision:
    document = None
    if world.rng.random() < 0.5:
        document = world.room / f"decision-{world.next()}.pdf"
        document.write_bytes(_PDF + b"%d" % world.next())
    reasons = ("不符合条件",) if outcome is Outcome.REFUSED else ()
    return Decision(outcome=outcome, reasons=reasons, document=document)


# --- in common --------------------------------------------------------------------------------------------------------


class NothingToDo(Exception):  # noqa: N818 - no error
    """There is no case for this act."""


def _form(world, site):
    matter = DEPARTMENTS[world.rng.choice(sorted(DEPARTMENTS))]
    # Letters cost less to index than characters with their readings.
    serial = 1 + world.next() % 99_999
    applicant = body("Xiangyanghua Kindergarten", serial=serial, representative="He Fang")
    # Every situation comes in its turn, so that the dice fall as they would without questions.
    situation = first_answers(site.desk.catalogue.matter(matter), turn=serial)
    materials = marks(site.place, matter, turn=serial)
    return application(site.place, matter=matter, applicant=applicant, materials=materials, situation=situation)


def _case(world, site, *stages) -> str:
    return _chosen(world, site.case_ids(*stages))


def _of(world, office, *stages):
    return _chosen(world, office.cases(*stages))


def _chosen(world, found):
    """Return one of the cases, every other time one of the latest, so that people get in each other's way."""
    if not found:
        raise NothingToDo
    return world.rng.choice(found[-2:] if world.rng.random() < 0.5 else found)


def _shown_undone(undone) -> str:
    return f"{undone.case.case.number} {undone.case.case.stage}"


def _shown(done) -> str:
    case = done.value.case
    return f"{case.number} {case.stage}"


def _state(world, site, fact):
    case_id = _case(world, site)
    with site.store.writing():
        state(site.desk, _CLERK, case_id, fact)
    return site.number_of(case_id)


def _header(world, at_ms, case_id, fact, actor) -> Header:
    return Header(
        id=uuid7(at_ms, world.rng.getrandbits(74)),
        type=KINDS[type(fact)],
        tv=1,
        case=case_id,
        base=None,
        catalog="2026.07.1",
        at=at_ms,
        mono=("boot", world.next()),
        off=None,
        actor=actor,
        blobs=(),
    )


AT_A_WINDOW = {
    accept_at_once: 8,
    take_papers_in: 6,
    accept_later: 6,
    ask_for_more: 2,
    bring_more: 3,
    take_back: 3,
    note: 8,
    change_contact: 2,
    scan: 2,
    correct_details: 3,
    undo_act: 2,
    urge_department: 8,
    issue_result: 4,
    deliver_result: 2,
    put_right: 5,
    poison: 4,
    garbage: 1,
    newer_kind: 1,
    urge_late: 1,
    overreach: 1,
    repeat_a_number: 2,
}
AT_A_DEPARTMENT = {
    receive: 10,
    decide: 8,
    remark: 3,
    answer_urging: 12,
    answer_again: 1,
    decide_again: 2,
    decide_early: 1,
    poison_of_department: 1,
}
