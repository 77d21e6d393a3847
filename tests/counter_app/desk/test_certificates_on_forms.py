"""Certificates on numbered blanks of a prescribed form, at a desk whose site says where its fields stand."""

import shutil

import pypdfium2
import pytest
from support.blanks import KIND, stocked
from support.desks import a_desk
from support.results import decided, issued, sealed

import resources
from casework.errors import Trouble
from counter_app.desk.forms import IssueForm
from counter_app.desk.issue import issue
from counter_app.desk.paper_orders import order_blank_grid
from counter_app.desk.presses import read, written
from counter_app.printers import presses_of

NAME, LABEL = "德阳向阳花幼儿园", "学校名称"


@pytest.fixture
def forms(tmp_path):
    folder = tmp_path / "forms"
    folder.mkdir()
    shutil.copy(resources.path("blank_forms/sample.toml"), folder)
    return folder


@pytest.fixture
def with_forms(tmp_path, forms):
    """A desk whose blanks have fields at places of their own, moved by 1.5 mm to the right."""
    workplace = a_desk(tmp_path / "desk", blank_forms=str(forms), blank_right=15)
    yield workplace
    workplace.close()


def certificate_text(place, case) -> str:
    job = [job for job in place.store.printouts.of_case(case.id) if job.paper == "certificate"][-1]
    with pypdfium2.PdfDocument(place.store.blobs.files.get(job.frozen.sha256)) as document:
        return "".join(document[0].get_textpage().get_text_range().split())


def test_on_a_numbered_blank_only_the_data_are_printed(with_forms):
    stocked(with_forms)
    text = certificate_text(with_forms, issued(with_forms))
    assert NAME in text
    assert LABEL not in text
    assert "印样" not in text


def test_on_plain_paper_the_whole_certificate_is_printed(with_forms):
    text = certificate_text(with_forms, issued(with_forms))
    assert NAME in text
    assert LABEL in text


def test_without_a_form_a_numbered_blank_gets_what_it_always_got(place):
    stocked(place)
    assert LABEL in certificate_text(place, issued(place))


def test_a_sealed_file_is_not_printed_on_a_form_that_its_fields_do_not_fit(with_forms):
    stocked(with_forms)
    case = decided(with_forms)
    sealed(with_forms, case, "certificate", b"%PDF-1.7 sealed")
    issue(with_forms.desk, IssueForm(case_id=case.id), with_forms.printer.studio())
    text = certificate_text(with_forms, case)
    assert NAME in text
    assert LABEL not in text


def test_the_sheet_to_set_a_printer_by_is_drawn_as_the_desk_is_set(with_forms):
    paper = with_forms.printer.studio().draw(order_blank_grid(with_forms.desk, KIND))
    with pypdfium2.PdfDocument(paper.content) as document:
        text = "".join(document[0].get_textpage().get_text_range().split())
    assert "已右移1.5毫米" in text
    presses = presses_of(with_forms.settings)
    assert read(written(presses)) == presses


def test_the_test_page_comes_with_a_sheet_for_each_form(with_forms, place):
    assert [name for name, _ in with_forms.print_test_strips(with_forms.settings)] == [KIND]
    assert place.print_test_strips(place.settings) == ()


def test_a_folder_of_forms_that_is_not_there_is_told_at_the_start(tmp_path):
    with pytest.raises(Trouble, match="blank_form_wrong"):
        a_desk(tmp_path / "desk", blank_forms=str(tmp_path / "away"))
