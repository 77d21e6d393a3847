"""Supplement (补正): the applicant is told once of everything that is missing, and brings it later."""

from collections.abc import Iterator

from casework.contract import ClerkCard
from casework.errors import RuleBroken
from casework.facts import MaterialsSupplemented, SupplementRequested
from counter_app.changes import Done
from counter_app.desk import owed
from counter_app.desk.bench import Desk, changed
from counter_app.desk.checks import MOST_WORDS, Fault, mark_faults, refuse_if, text_faults
from counter_app.desk.completeness import HandedIn, gap_faults
from counter_app.desk.forms import BringForm, SupplementForm
from counter_app.desk.recording import state, the_case
from counter_app.store.cases import Projected


def request_supplement(desk: Desk, form: SupplementForm) -> Done[Projected]:
    """Tell the applicant everything that is missing; both copies of the notice are owed.

    Raises:
        RuleBroken: `case.stage`, or a `FormRefused`: nothing is listed, something is listed without what is wrong with
            it, or something that is missing is not listed (`supplement.not_listed`; the law allows one notice only).
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    with desk.store.writing():
        tell(desk, clerk, form)
        after = the_case(desk, form.case_id)
    return Done(changed(form.case_id, prints=True), after)


def tell(desk: Desk, clerk: ClerkCard, form: SupplementForm) -> None:
    """State what the applicant is told; see `request_supplement`. Inside `store.writing`."""
    case = the_case(desk, form.case_id).case
    refuse_if(_listing_faults(desk, form))
    state(desk, clerk, case.id, SupplementRequested(told_on=desk.today(), items=form.items))
    owed.papers(desk, case.id, owed.SUPPLEMENT)


def _listing_faults(desk: Desk, form: SupplementForm) -> Iterator[Fault]:
    case = the_case(desk, form.case_id).case
    matter = desk.matter_of(case)
    if not form.items:
        yield Fault("items", RuleBroken("supplement.nothing_listed"))
    for item in form.items:
        field = f"items.{item.material}"
        if item.material not in {material.code for material in matter.materials}:
            yield Fault(field, RuleBroken("catalogue.unknown_material", material=item.material, matter=matter.code))
        if not (item.problem.strip() and item.remedy.strip()):
            yield Fault(field, RuleBroken("supplement.unexplained", material=item.material))
        for text in (item.problem, item.remedy):
            yield from text_faults(field, text, MOST_WORDS)
    listed = {f"materials.{item.material}" for item in form.items}
    for fault in gap_faults(HandedIn.of(case, matter), desk.today(), desk.calendar):
        if fault.field.startswith("situation."):
            # What a situation asks for is known only once its questions are answered.
            yield fault
        elif fault.field not in listed:
            code = fault.field.removeprefix("materials.")
            yield Fault(fault.field, RuleBroken("supplement.not_listed", material=code))


def bring(desk: Desk, form: BringForm) -> Done[Projected]:
    """Take in what the applicant brought later; a case that waited for it is judged again.

    Raises:
        RuleBroken: the case is unknown, or a `FormRefused` with marks the matter does not know.
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    case = the_case(desk, form.case_id).case
    faults = list(mark_faults(form.materials, desk.matter_of(case)))
    if not form.materials:
        faults.append(Fault("materials", RuleBroken("bring.nothing")))
    refuse_if(faults)
    fact = MaterialsSupplemented(brought_on=desk.today(), materials=form.materials)
    with desk.store.writing():
        state(desk, clerk, case.id, fact)
        after = the_case(desk, case.id)
    return Done(changed(case.id), after)
