"""The papers at their fullest: long names, rare characters, thirty materials, practice, reprints, provisional dates."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from printing import samples
from printing.fonts import Fonts
from printing.model import FrozenPaper, Media
from printing.papers.acceptance_notice import draw_acceptance_notice
from printing.papers.certificate import draw_certificate
from printing.papers.collection_sheet import draw_collection_sheet
from printing.papers.commitment import draw_commitment
from printing.papers.decision_document import draw_decision
from printing.papers.extension_notice import draw_extension_notice
from printing.papers.hand_over_sheet import draw_courier_sheet, draw_hand_over_sheet
from printing.papers.material_label import draw_material_labels
from printing.papers.not_accepted_notice import draw_not_accepted_notice
from printing.papers.not_required_notice import draw_not_required_notice
from printing.papers.parts import Party, PrintMarks, Reason, ReceivedPaper, Replaced, Reprint
from printing.papers.proof_of_delivery import DeliveredDocument, draw_proof_of_delivery
from printing.papers.receipt_sheet import draw_receipt_sheet
from printing.papers.receipt_slip import draw_receipt_slip
from printing.papers.special_procedure_notice import draw_special_procedure_notice
from printing.papers.supplement_notice import draw_supplement_notice
from printing.papers.waybill import draw_waybill
from printing.samples import further
from printing.wording import Wording

_AT = datetime(2026, 12, 31, 8, 59, 58, tzinfo=UTC)
_REASON = "纸面受潮、字迹洇开，二维码不能识读，原件已收回作废"
_PRACTICE = PrintMarks(
    practice=True, reprint=Reprint(number=12, at=_AT, window="W12", clerk="欧阳骉喆", reason=_REASON)
)
_REPRINTED = PrintMarks(reprint=Reprint(number=3, at=_AT, window="W12", clerk="欧阳骉喆", reason=_REASON))
_SUPERSEDED = PrintMarks(replaces=Replaced(at=_AT, reason="申请人名称录错一字，把“堃”录成“坤”"))

PERSON = Party(
    name="阿卜杜热合曼·麦麦提图尔荪·如则托合提·伊敏江",
    organisation=False,
    id_label="居民身份证",
    last_four="002X",
)
BODY = Party(
    name="德阳市旌阳区喆堃䶮犇骉淼鑫农业生产资料与畜禽良种繁育推广专业合作社联合社（普通合伙）",
    organisation=True,
    id_label="统一社会信用代码",
    last_four="7K2D",
)
_MATTER = "经营高危险性体育项目（游泳、高山滑雪、潜水、攀岩）许可的变更、延续与补发"
_MATTER_EN = "the change, renewal and replacement of a permit for high-risk sports (swimming, alpine skiing, diving)"
_PAPERS = tuple(
    ReceivedPaper(
        number=number,
        name=f"第 {number} 项：经营场所产权证明、租赁合同及消防验收（备案）文件，含附件与加盖公章的图纸"
        if number % 3 == 0
        else ("章程" if number % 3 else "") + f"第 {number} 项",
        name_en="Proof of premises, lease and fire acceptance with sealed drawings" if number % 3 == 0 else "Statutes",
        originals=number % 4,
        copies=number % 5,
        seen=number % 2 == 0,
        follows_by=date(2027, 1, 15) if number % 11 == 0 else None,
        remark="复印件字迹不清，已当场补印" if number % 7 == 0 else "",
    )
    for number in range(1, 35)
)
_REASONS = tuple(
    Reason(
        text=f"第 {number} 项理由：场所位于相邻区县，水质检测报告超过有效期六个月，安全生产责任人未经培训考核合格。"
        * 2,
        text_en="The place lies elsewhere, the water report is out of date, and the safety officer is not trained.",
        law="《中华人民共和国行政许可法》第三十二条第一款第（二）项、《经营高危险性体育项目许可管理办法》第六条",
    )
    for number in range(1, 7)
)
_ADDRESS = "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县孙扎齐牛录镇锡伯风情园南区十八号楼三单元一千一百零二室"


def every_full_paper(fonts: Fonts, wording: Wording) -> dict[str, FrozenPaper]:
    """Return every paper with the longest and rarest it may hold, by a short name."""
    about: dict[str, Any] = {"applicant": BODY, "matter": _MATTER, "matter_en": _MATTER_EN}
    person = about | {"applicant": PERSON}
    drawn_in = (fonts, wording)
    slip = replace(samples.SLIP, applicant=BODY, agent=PERSON, matter=_MATTER, papers=_PAPERS, clerk="欧阳骉喆")
    return {
        "acceptance": draw_acceptance_notice(
            replace(samples.ACCEPTANCE, papers=_PAPERS, **about), *drawn_in, 2, _SUPERSEDED
        ),
        "acceptance-practice": draw_acceptance_notice(
            replace(samples.ACCEPTANCE, papers=_PAPERS, **person), *drawn_in, 1, _PRACTICE
        ),
        "supplement": draw_supplement_notice(
            replace(samples.LONG_SUPPLEMENT, received=26, **person), *drawn_in, 2, _REPRINTED
        ),
        "not-accepted": draw_not_accepted_notice(
            replace(samples.NOT_ACCEPTED, reasons=_REASONS, **about), *drawn_in, 2, _REPRINTED
        ),
        "not-required": draw_not_required_notice(
            replace(further.NOT_REQUIRED, reasons=_REASONS[:2], **person), *drawn_in, 1, _PRACTICE
        ),
        "commitment": draw_commitment(
            replace(
                further.COMMITMENT,
                papers=tuple(
                    replace(paper, follows_by=date(2027, 1, 15), originals=2, copies=3) for paper in _PAPERS[:18]
                ),
                **about,
            ),
            *drawn_in,
            1,
            _SUPERSEDED,
        ),
        "special-procedure": draw_special_procedure_notice(
            replace(
                further.SPECIAL_PROCEDURE,
                days=None,
                reason=_REASONS[0].text,
                procedure="专家评审及现场技术核查",
                **about,
            ),
            *drawn_in,
            2,
            _REPRINTED,
        ),
        "extension": draw_extension_notice(
            replace(further.EXTENSION, reason=_REASONS[0].text, **person), *drawn_in, 1, _PRACTICE
        ),
        "decision-refused": draw_decision(
            replace(further.REFUSED, reasons=_REASONS, **about), *drawn_in, 2, _REPRINTED
        ),
        "decision-granted": draw_decision(
            replace(further.GRANTED, conditions=_REASONS[:3], **person), *drawn_in, 1, _PRACTICE
        ),
        "proof": draw_proof_of_delivery(
            replace(
                further.PROOF,
                applicant=PERSON,
                matter=_MATTER,
                collector=PERSON.name,
                stand_in=True,
                documents=tuple(
                    DeliveredDocument(
                        title="经营高危险性体育项目许可证（副本）", number=f"川体许〔2026〕第 {number} 号"
                    )
                    for number in range(1, 16)
                ),
            ),
            *drawn_in,
            _REPRINTED,
        ),
        "waybill": draw_waybill(
            replace(further.WAYBILL, recipient=PERSON.name, address=_ADDRESS, postcode="", sorting="察布查尔锡伯"),
            *drawn_in,
            _REPRINTED,
        ),
        "waybill-100": draw_waybill(
            replace(further.WAYBILL, address=_ADDRESS, number="EA473124829CN"),
            *drawn_in,
            _PRACTICE,
            media=Media.WAYBILL_100X180,
        ),
        "courier": draw_courier_sheet(
            replace(further.COURIER_SHEET, cases=further.COURIER_SHEET.cases * 6), *drawn_in, 2, _REPRINTED
        ),
        "sheet": draw_hand_over_sheet(replace(samples.SHEET, cases=samples.SHEET.cases * 3), *drawn_in, 1, _PRACTICE),
        "collection": draw_collection_sheet(
            replace(further.COLLECTION, rows=further.COLLECTION.rows * 3), *drawn_in, PrintMarks(practice=True)
        ),
        "certificate": draw_certificate(samples.LONG_CERTIFICATE, *drawn_in),
        "label": draw_material_labels(
            (replace(samples.LABEL, material=_PAPERS[2].name, department=f"{samples.LABEL.department}行政审批服务局"),),
            *drawn_in,
            _PRACTICE,
        ),
        "slip-80": draw_receipt_slip(slip, *drawn_in, Media.ROLL_80, _SUPERSEDED),
        "slip-58": draw_receipt_slip(slip, *drawn_in, Media.ROLL_58, _PRACTICE),
        "receipt-a5": draw_receipt_sheet(slip, *drawn_in, Media.A5_PORTRAIT, _REPRINTED),
        "receipt-a4": draw_receipt_sheet(slip, *drawn_in, Media.A4_PORTRAIT, _PRACTICE),
    }
