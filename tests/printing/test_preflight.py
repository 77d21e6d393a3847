"""What cannot be printed is refused before anything is drawn, and told by its place in the form."""

from dataclasses import replace

import pytest

from casework.errors import RuleBroken
from casework.sentences import say
from printing.papers.acceptance_notice import draw_acceptance_notice
from printing.papers.certificate import draw_certificate
from printing.papers.hand_over_sheet import draw_hand_over_sheet
from printing.papers.material_label import draw_material_labels
from printing.papers.not_required_notice import draw_not_required_notice
from printing.papers.parts import Reason
from printing.papers.waybill import draw_waybill
from printing.preflight import require_drawable
from printing.samples import ACCEPTANCE, CERTIFICATE, LABELS, PAPERS, SHEET, TEACHER, further

RARE = "𠮷"


def refused(draw, *arguments):
    with pytest.raises(RuleBroken) as caught:
        draw(*arguments)
    assert caught.value.code == "printing.no_glyph"
    assert caught.value.details["character"] == RARE
    assert caught.value.details["point"] == "U+20BB7"
    return say(caught.value)


def test_a_name_no_face_holds_is_told_by_its_field(fonts, wording, both):
    content = replace(ACCEPTANCE, applicant=replace(ACCEPTANCE.applicant, name=f"{RARE}野家"))
    assert "“申请人，名称”里的“𠮷”（U+20BB7）" in refused(draw_acceptance_notice, content, fonts, wording, 1)
    assert "申请人，名称 / the applicant, the name" in refused(draw_acceptance_notice, content, fonts, both, 1)


def test_a_line_of_many_is_told_by_its_number(fonts, wording):
    papers = (*PAPERS[:2], replace(PAPERS[2], name=f"{RARE}字证明"))
    chinese = refused(draw_acceptance_notice, replace(ACCEPTANCE, papers=papers), fonts, wording, 1)
    assert "材料，第 3 项，名称" in chinese


def test_a_field_of_a_certificate_is_told_by_its_own_label(fonts, wording):
    fields = (CERTIFICATE.fields[0], replace(CERTIFICATE.fields[1], value=f"王{RARE}"))
    chinese = refused(draw_certificate, replace(CERTIFICATE, fields=fields), fonts, wording)
    assert "举办者" in chinese


def test_every_kind_of_paper_is_checked(fonts, wording):
    reasons = (Reason(text=RARE, text_en="", law=""),)
    assert "理由，第 1 项" in refused(
        draw_not_required_notice, replace(further.NOT_REQUIRED, reasons=reasons), fonts, wording, 2
    )
    assert "收件地址" in refused(draw_waybill, replace(further.WAYBILL, address=RARE), fonts, wording)
    label = replace(LABELS[0], material=RARE)
    assert "第 2 项，材料" in refused(draw_material_labels, (LABELS[0], label), fonts, wording)
    cases = (replace(TEACHER, person=f"何{RARE}静"),)
    assert "办件，第 1 项，个人" in refused(draw_hand_over_sheet, replace(SHEET, cases=cases), fonts, wording, 1)


def test_what_can_be_printed_passes_and_lines_may_break(wording):
    require_drawable(ACCEPTANCE, wording)
    require_drawable(("一行\n又一行", replace(ACCEPTANCE.applicant, name="买买提·吐尔逊江")), wording)


def test_the_name_of_a_body_is_spaced_as_there_is_room_then_refused(fonts, wording, reader):
    long = "德阳市旌阳区人力资源和社会保障局行政审批"
    content = replace(ACCEPTANCE, issuer=long)
    assert long in reader.text(draw_acceptance_notice(content, fonts, wording, 1))
    with pytest.raises(RuleBroken, match="title_too_long"):
        draw_acceptance_notice(replace(content, issuer=long * 2), fonts, wording, 1)


@pytest.mark.parametrize("changes", [{"title": "很长的证" * 6}, {"issuer": "很长的机关" * 5}])
def test_a_certificate_never_runs_over_its_border(fonts, wording, changes):
    with pytest.raises(RuleBroken, match="title_too_long"):
        draw_certificate(replace(CERTIFICATE, **changes), fonts, wording)
