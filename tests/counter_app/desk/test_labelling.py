"""Labels for originals: on request or with every acceptance, each piece once, once more only for a reason."""

import msgspec
import pytest
from support.desks import MATTER, a_desk, accepted, marks, received

from casework.errors import RuleBroken
from casework.numbers import parse_label
from counter_app.desk.correct import correct
from counter_app.desk.find import Kind, find
from counter_app.desk.forms import BringForm, CorrectForm, LabelsForm
from counter_app.desk.labels import print_labels
from counter_app.desk.prints import preview
from counter_app.desk.supplement import bring
from counter_app.desk.undo import undo
from counter_app.store.printouts import JobState
from printing.model import Media, PaperKind


def labelled(place, case, reason=""):
    print_labels(place.desk, LabelsForm(case_id=case.id, reason=reason))


def jobs(place, case):
    return [job for job in place.store.printouts.of_case(case.id) if job.paper == PaperKind.MATERIAL_LABEL]


def originals(place, case):
    lines = {line.code: line for line in place.desk.catalogue.matter(case.matter).materials}
    return [f"{lines[mark.code].place}-{n}" for mark in case.materials for n in range(1, mark.originals + 1)]


def test_each_original_that_was_taken_gets_one_label_in_the_order_of_the_checklist(place):
    case = accepted(place)
    assert jobs(place, case) == []
    labelled(place, case)
    (job,) = jobs(place, case)
    assert job.sheet.split() == originals(place, case)
    paper = preview(place.desk, place.printer.studio(), job.id)
    assert (paper.pages, paper.media) == (len(originals(place, case)), Media.LABEL_60X40)
    place.print_owed()
    assert jobs(place, case)[0].state is JobState.PRINTED


def test_a_label_leads_to_its_case_and_its_material(place):
    case = accepted(place)
    found = find(place.desk, f"{case.number}-{originals(place, case)[-1]}")
    assert (found.kind, found.cases[0].case.id) == (Kind.LABEL, case.id)
    assert parse_label(f"{case.number}-{originals(place, case)[-1]}").material == found.material


def test_with_the_setting_an_acceptance_owes_them_too(tmp_path):
    place = a_desk(tmp_path / "wanting", material_labels="acceptance")
    assert len(jobs(place, accepted(place))) == 1
    assert jobs(place, received(place)) == []
    place.close()


def test_what_is_labelled_is_printed_again_only_for_a_reason_and_marked(place):
    case = accepted(place)
    labelled(place, case)
    with pytest.raises(RuleBroken, match=r"labels\.coming"):
        labelled(place, case)
    place.print_owed()
    with pytest.raises(RuleBroken, match=r"print\.reason_missing"):
        labelled(place, case)
    labelled(place, case, "贴歪了")
    first, again = jobs(place, case)
    assert (again.reprint, again.reason, again.sheet) == (1, "贴歪了", first.sheet)
    place.print_owed()
    labelled(place, case, "又贴歪了")
    assert [job.reprint for job in jobs(place, case)] == [0, 1, 2]


def test_an_original_that_came_later_is_labelled_by_itself(place):
    line = next(line for line in place.desk.catalogue.matter(MATTER).materials if line.originals)
    case = received(place, materials=marks(place, without=(line.place,)))
    labelled(place, case)
    had = set(jobs(place, case)[0].sheet.split())
    brought = tuple(mark for mark in marks(place) if mark.code == line.code)
    bring(place.desk, BringForm(case_id=case.id, materials=brought))
    labelled(place, case)
    later = jobs(place, case)[-1].sheet.split()
    assert later == [f"{line.place}-{piece}" for piece in range(1, line.originals + 1)]
    assert not had & set(later)


def test_without_an_original_there_is_nothing_to_label(place):
    with pytest.raises(RuleBroken, match=r"labels\.no_originals"):
        labelled(place, received(place, materials=()))


def test_undoing_drops_labels_and_does_not_ask_the_applicant_for_them(place):
    case = accepted(place)
    labelled(place, case)
    place.print_owed()
    assert undo(place.desk, case.id).value.printed == 3


def test_labels_of_pieces_that_a_correction_took_out_are_not_printed_again(place):
    case = accepted(place)
    labelled(place, case)
    right, first = case.materials, case.materials[0]
    wrong = (msgspec.structs.replace(first, originals=first.originals + 1), *right[1:])
    corrected(place, case, wrong)
    labelled(place, case)
    place.print_owed()
    corrected(place, case, right)
    labelled(place, case, reason="标签掉了")
    again = [job for job in jobs(place, case) if job.reprint]
    assert [job.sheet.split() for job in again] == [originals(place, case)]


def corrected(place, case, materials):
    said = {"applicant": case.applicant, "agent": case.agent, "delivery": case.delivery, "reason": "数错了"}
    correct(place.desk, CorrectForm(case_id=case.id, materials=materials, **said))
