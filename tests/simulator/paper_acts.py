"""What people do with blanks, certificates, printers and seals; lawful, unlucky, and now and then twice."""

from dataclasses import replace as replaced

from simulator import acts
from simulator.acts import NothingToDo
from simulator.workshop import KINDS_OF_BLANKS
from support.blanks import SECOND
from support.desks import resident_id

from casework.blanks import BlankState
from casework.case_state import Stage
from casework.facts import Certificate, CertificateField, Outcome
from casework.seal_rules import SealState
from casework.seal_sets import SealStep
from counter_app.desk import blanks, print_queues, prints, seal_custody, seal_sets
from counter_app.desk.forms import (
    FileSealsForm,
    HandBoxForm,
    HandSealsForm,
    LoseBlanksForm,
    NumberForm,
    OrderSealsForm,
    ReceiveBlanksForm,
    ReissueForm,
    ReplaceForm,
)
from counter_app.desk.prints import Answer
from counter_app.desk.reissue import reissue, replace
from counter_app.store.seals import Custody
from printing.model import PaperKind

_COLLECTOR = {"collector": "何芳", "collector_id": resident_id(3), "authorised": True}
_SIZES = (2, 3, 6)
_AGAIN = 0.15

# --- boxes ------------------------------------------------------------------------------------------------------------


def box_comes_in(world, site):
    """Sometimes with numbers that somebody else may have got as well."""
    kind, start, size = world.rng.choice(KINDS_OF_BLANKS), world.next() * 10, world.rng.choice(_SIZES)
    if world.boxes and world.rng.random() < _AGAIN:
        kind, start = world.rng.choice(world.boxes)
    world.boxes.append((kind, start))
    first, last = number(start), number(start + size - 1)
    blanks.receive(site.desk, ReceiveBlanksForm(kind=kind, first=first, last=last, from_whom="市局"))
    return f"{first} to {last}"


def box_is_handed_over(world, site):
    box = world.rng.choice(_boxes(site))
    to = world.rng.choice([one.code for one in world.desks])
    form = HandBoxForm(number=box.first, counted=box.balance.stock, to_window=to, kind=box.kind)
    return f"{box.first} to {blanks.hand_box(site.desk, form, SECOND).value.window}"


def blank_is_void(world, site):
    box = world.rng.choice(_boxes(site))
    return _void(world, site, box, _number_of(world, box))


def blanks_are_missing(world, site):
    box = world.rng.choice(_boxes(site))
    first = _number_of(world, box)
    last = world.rng.choice((first, box.last))
    blanks.lose(site.desk, LoseBlanksForm(first=first, last=last, reason="少了", kind=box.kind), SECOND)
    return f"{first} to {last}"


def blank_goes_back(world, site):
    boxes = [(box, one) for box in _boxes(site) for one in _in_state(box, BlankState.RESERVED)]
    if not boxes:
        raise NothingToDo
    box, one = world.rng.choice(boxes)
    blanks.free(site.desk, NumberForm(number=one, reason="不打了", kind=box.kind))
    return one


def _void(world, site, box, wanted):
    blanks.spoil(site.desk, NumberForm(number=wanted, reason="污损", kind=box.kind), SECOND)
    blank = box.blank(wanted)
    for job in site.store.printouts.of_case(blank.case) if blank.case else ():
        if job.sheet == wanted and job.paper == PaperKind.CERTIFICATE:
            _waste(world, site, job)
    return wanted


# --- certificates -----------------------------------------------------------------------------------------------------


def certificate_is_printed_anew(world, site):
    case = acts._chosen(world, _cases(site, Stage.RESULT_AT_WINDOW))
    box = site.store.blanks.of_case(case.blank_number, case.id)
    blank = box.blank(case.blank_number) if box else None
    if blank is not None and blank.state in {BlankState.RESERVED, BlankState.USED} and box.window == site.code:
        _void(world, site, box, case.blank_number)
    return acts._shown(reissue(site.desk, ReissueForm(case_id=case.id, reason="污损"), world.studio))


def certificate_is_replaced(world, site):
    case = acts._chosen(world, _cases(site, Stage.DELIVERED))
    return acts._shown(replace(site.desk, ReplaceForm(case_id=case.id, reason="遗失", **_COLLECTOR), world.studio))


def seal_set_goes_on(world, site):
    case = acts._chosen(world, _cases(site, Stage.DECIDED, Stage.RESULT_AT_WINDOW, Stage.DELIVERED))
    step = case.seal_set.step if case.seal_set else None
    if step is None:
        return acts._shown(seal_sets.order(site.desk, OrderSealsForm(case_id=case.id, maker="旌阳诚信刻章")))
    if step is SealStep.ORDERED:
        codes = tuple(f"51060300{world.next():05d}" for _ in case.seal_set.pieces)
        form = FileSealsForm(case_id=case.id, filing_number=f"{world.next()} 号", codes=codes)
        return acts._shown(seal_sets.file(site.desk, form))
    if step is SealStep.FILED:
        card = ("card.jpg", b"\xff\xd8\xff card %d" % world.next())
        return acts._shown(seal_sets.engrave(site.desk, case.id, (card,)))
    return acts._shown(seal_sets.hand_out(site.desk, HandSealsForm(case_id=case.id, **_COLLECTOR)))


# --- printers and seals -----------------------------------------------------------------------------------------------


def papers_come_out(_world, site):
    done = print_queues.run(site.desk, site.place.printer).value
    return ", ".join(f"{job.paper} {job.state}" for job in done) or "nothing"


def printer_is_answered(world, site):
    """Whoever answers looks into the tray first, and may not like what lies there."""
    asked = prints.questions(site.desk)
    if not asked:
        raise NothingToDo
    job = world.rng.choice(asked)
    lying = world.trays.good(site.name, job.id)
    said = world.rng.choice((Answer.CAME_OUT, Answer.CAME_OUT, Answer.SPOILED)) if lying else Answer.DID_NOT
    prints.answer(site.desk, job.id, said)
    if said is Answer.SPOILED:
        _waste(world, site, job)
    return f"{job.paper} {said}"


def seal_stops_or_goes_on(world, site):
    kept = site.store.seals.all()
    if not kept:
        raise NothingToDo
    seal = world.rng.choice(kept)
    what = Custody.SUSPENDED if seal.state is SealState.IN_USE else Custody.RESUMED
    return seal_custody.step(site.desk, seal.code, what, SECOND, "送检").state.value


def _waste(world, site, job):
    for piece in world.trays.good(site.name, job.id):
        piece.spoiled = True


# --- at a department --------------------------------------------------------------------------------------------------


def decide_with_certificate(world, office):
    case = acts._of(world, office, Stage.ACCEPTED, Stage.IN_REVIEW)
    if case.stage is Stage.ACCEPTED:
        office.session.acts.receive(case.number)
    office.session.acts.decide(case.number, certified(world))
    return case.number


def revoke_certificate(world, office):
    case = acts._of(world, office, Stage.RESULT_AT_WINDOW, Stage.DELIVERED)
    office.session.acts.revoke_certificate(case.number, "注销", "终止办学")
    return case.number


def certified(world):
    """A decision with a certificate."""
    fields = (CertificateField(label="学校名称", value=f"晨光幼儿园 {world.next()}"),)
    certificate = Certificate(number=f"5106-{world.next()}", fields=fields)
    return replaced(acts._decision(world, Outcome.GRANTED), certificate=certificate)


# --- in common --------------------------------------------------------------------------------------------------------


def number(running) -> str:
    """The number of a blank in the simulated office."""
    return f"川 {running:06d}"


def _boxes(site):
    found = [box for box in site.store.blanks.all() if box.window == site.code]
    if not found:
        raise NothingToDo
    return found[-4:]


def _number_of(world, box):
    """Every other time one that was taken, so that people get in each other's way."""
    span = box.span
    taken = sorted(box.taken)
    if taken and world.rng.random() < 0.5:
        return span.number(world.rng.choice(taken))
    return span.number(world.rng.randrange(span.high - span.low + 1))


def _in_state(box, state):
    return [box.span.number(place) for place, blank in sorted(box.taken.items()) if blank.state is state]


def _cases(site, *stages):
    found = (site.store.cases.get(case_id).case for case_id in site.case_ids(*stages))
    return [case for case in found if case.decision is not None and case.decision.certificate is not None]


AT_A_WINDOW = acts.AT_A_WINDOW | {
    acts.issue_result: 14,
    acts.deliver_result: 10,
    box_comes_in: 5,
    box_is_handed_over: 4,
    blank_is_void: 4,
    blanks_are_missing: 4,
    blank_goes_back: 3,
    certificate_is_printed_anew: 6,
    certificate_is_replaced: 8,
    seal_set_goes_on: 8,
    papers_come_out: 18,
    printer_is_answered: 10,
    seal_stops_or_goes_on: 2,
}
AT_A_DEPARTMENT = acts.AT_A_DEPARTMENT | {decide_with_certificate: 8, revoke_certificate: 3}
