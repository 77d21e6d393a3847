"""Invented papers, to look at and to test with: `python -m printing.samples [FOLDER]` writes and draws every one."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import resources
from printing.fonts import Fonts, load_fonts
from printing.model import FrozenPaper, Media, ReportSection
from printing.papers.acceptance_notice import AcceptanceNotice, draw_acceptance_notice
from printing.papers.certificate import Certificate, CertificateField, Edition, draw_certificate
from printing.papers.collection_sheet import draw_collection_sheet
from printing.papers.commitment import draw_commitment
from printing.papers.day_report import DaySheet, draw_day_sheet
from printing.papers.decision_document import draw_decision
from printing.papers.extension_notice import draw_extension_notice
from printing.papers.hand_over_sheet import HandOverSheet, draw_courier_sheet, draw_hand_over_sheet
from printing.papers.material_label import MaterialLabel, draw_material_labels
from printing.papers.not_accepted_notice import NotAcceptedNotice, draw_not_accepted_notice
from printing.papers.not_required_notice import draw_not_required_notice
from printing.papers.parts import Limit, Numbers, Party, PrintMarks, Reason, ReceivedPaper, Replaced, Reprint, Trace
from printing.papers.proof_of_delivery import draw_proof_of_delivery
from printing.papers.receipt_sheet import draw_receipt_sheet
from printing.papers.receipt_slip import ReceiptSlip, draw_receipt_slip
from printing.papers.seal_set import draw_seal_set_order, draw_seal_set_receipt
from printing.papers.sheet_rows import SheetCase, SheetRow
from printing.papers.special_procedure_notice import draw_special_procedure_notice
from printing.papers.supplement_item import SupplementItem
from printing.papers.supplement_notice import SupplementNotice, draw_supplement_notice
from printing.papers.test_page import PrinterPage, draw_printer_page
from printing.papers.waybill import draw_waybill
from printing.samples import further
from printing.seals.seal import Seal
from printing.wording import Wording, load_wording

AT = datetime(2026, 11, 20, 2, 42, 7, tzinfo=UTC)
URL = "HTTPS://ZW.DEYANG.EXAMPLE/P/510600-W01-261120-0023-MT?T=K7Q2M5XJ4RTB6VNA"
NUMBERS = Numbers(case_number="510600-W01-261120-0023-MT", serial="001000005175", progress_url=URL)
TRACE = Trace(at=AT, window="W01", job="0193-7C21")
PRACTICE = PrintMarks(practice=True)
REPRINTED = PrintMarks(reprint=Reprint(number=1, at=AT, window="W01", clerk="周敏", reason="卡纸，首张已作废"))

PAPERS = (
    ReceivedPaper(number=1, name="兽药经营许可证申请表", name_en="Application form", originals=2),
    ReceivedPaper(number=2, name="营业执照或统一社会信用代码证书", name_en="Business licence", copies=1, seen=True),
    ReceivedPaper(number=3, name="经营场所及仓储证明", name_en="Proof of premises and storage", copies=1),
    ReceivedPaper(number=4, name="质量管理人员资格证明", name_en="Qualification of the staff", copies=1, seen=True),
    ReceivedPaper(number=5, name="质量管理制度", name_en="Rules of quality management", originals=1),
)

ACCEPTANCE = AcceptanceNotice(
    issuer="德阳市农业农村局",
    applicant=Party(name="广汉市金穗兽药经营部", organisation=True, id_label="营业执照", last_four="4X3H"),
    applied_on=date(2026, 11, 20),
    matter="兽药经营许可证核发",
    matter_en="a licence to sell veterinary medicines",
    licence=True,
    accepted_on=date(2026, 11, 20),
    committed=Limit(on=date(2026, 12, 11), working_days=15),
    statutory=Limit(on=date(2027, 1, 4), working_days=30, provisional=True),
    not_counted=("现场踏勘",),
    papers=PAPERS,
    collect_at="德阳市政务服务大厅任一综合窗口",
    ask_phone="0838-555-0123",
    ask_hours="工作日 9:00 至 17:00",
    ask_hours_en="working days 9:00-17:00",
    clerk="周敏",
    window_label="1 号综合窗口",
    seal=Seal(organ="德阳市农业农村局", code="5106000021946", purpose="受理专用章", spread_deg=196),
    numbers=NUMBERS,
    trace=TRACE,
)

TOLERANCE = replace(
    ACCEPTANCE,
    papers=(
        *PAPERS[:4],
        ReceivedPaper(number=5, name="质量管理制度", name_en="Rules of quality", follows_by=date(2026, 11, 30)),
    ),
)

LONG_ACCEPTANCE = replace(
    ACCEPTANCE,
    applicant=Party(name="买买提·吐尔逊江", organisation=False, id_label="居民身份证", last_four="0028"),
    papers=tuple(
        ReceivedPaper(
            number=number, name=f"第 {number} 项证明材料，包括其附件、图纸及加盖公章的说明", copies=number % 3
        )
        for number in range(1, 31)
    ),
)

_SUPPLEMENT_NUMBERS = Numbers(
    case_number="510600-W02-261117-0021-RH",
    serial="002000003882",
    progress_url="HTTPS://ZW.DEYANG.EXAMPLE/P/510600-W02-261117-0021-RH?T=M3P7Z2QK6D",
)
_SPORTS_SEAL = Seal(organ="德阳市体育局", code="5106000018815", purpose="受理专用章", spread_deg=164)
_SPORTS_CLUB = Party(name="四川蓝海健身服务有限公司", organisation=True, id_label="营业执照", last_four="7K2D")

ITEMS = (
    SupplementItem(
        name="体育设施符合国家标准说明性材料",
        name_en="Statement that facilities meet national standards",
        problem="没有附水质检测报告。",
        problem_en="The water-quality report is not attached.",
        remedy="附 6 个月内的检测报告，检测机构盖章。",
        remedy_en="Attach a report from the last 6 months, stamped by the laboratory.",
        originals=1,
        copies=0,
    ),
    SupplementItem(
        name="经营场所所有权或使用权证明",
        name_en="Premises title or lease",
        problem="租赁合同缺第 5 至 8 页，没有出租方盖章。",
        problem_en="Pages 5 to 8 and the lessor's stamp are missing.",
        remedy="补全页，出租方骑缝盖章。",
        remedy_en="Supply the pages, stamped across the edges by the lessor.",
        originals=0,
        copies=1,
    ),
    SupplementItem(
        name="安全保障制度和措施",
        name_en="Safety rules and measures",
        problem="第 3 页没有负责人签字。",
        problem_en="Page 3 is not signed by the person in charge.",
        remedy="在窗口当场签字即可，不用重做。",
        remedy_en="Sign at the window; no new copy is needed.",
        originals=1,
        copies=0,
    ),
)

SUPPLEMENT = SupplementNotice(
    issuer="德阳市体育局",
    applicant=_SPORTS_CLUB,
    applied_on=date(2026, 11, 17),
    matter="经营高危险性体育项目许可",
    matter_en="a permit to run a high-risk sport",
    received=6,
    items=ITEMS,
    supply_by=date(2026, 12, 8),
    where="任一综合窗口，1 至 3 号",
    ask_phone="0838-555-0123",
    committed_days=10,
    not_counted=("现场踏勘",),
    told_on=date(2026, 11, 20),
    told_day=3,
    clerk="杨帆",
    window_label="2 号综合窗口",
    seal=_SPORTS_SEAL,
    numbers=_SUPPLEMENT_NUMBERS,
    trace=Trace(at=AT, window="W02", job="0193-91B6"),
)

LONG_SUPPLEMENT = replace(
    SUPPLEMENT,
    items=tuple(
        replace(item, problem=item.problem * 4, remedy=item.remedy * 3, name=item.name * 2, copies=1)
        for item in ITEMS * 3
    ),
)

NOT_ACCEPTED = NotAcceptedNotice(
    issuer="德阳市体育局",
    applicant=_SPORTS_CLUB,
    applied_on=date(2026, 11, 17),
    matter="经营高危险性体育项目许可",
    matter_en="a permit to run a high-risk sport",
    reasons=(
        Reason(
            text="申请的游泳场所位于绵竹市，不属于本机关的职权范围。",
            text_en="The pool applied for lies in Mianzhu, outside this body's competence.",
            law="《行政许可法》第三十二条第一款第（二）项",
        ),
        Reason(
            text="申请的攀岩项目高度不足三米，不在高危险性体育项目目录之内，依法不需要取得行政许可。",
            text_en="The climbing wall is lower than three metres and needs no permit.",
            law="《行政许可法》第三十二条第一款第（一）项",
        ),
    ),
    right_body="绵竹市教育和体育局（绵竹市政务服务大厅）",
    returned_originals=4,
    returned_copies=6,
    review_body="德阳市人民政府",
    court="德阳市旌阳区人民法院",
    told_on=date(2026, 11, 17),
    clerk="杨帆",
    window_label="2 号综合窗口",
    seal=_SPORTS_SEAL,
    numbers=_SUPPLEMENT_NUMBERS,
    trace=Trace(at=AT, window="W02", job="0193-91B7"),
)

SHEET_AT = datetime(2026, 10, 19, 0, 50, tzinfo=UTC)
KINDERGARTEN = SheetCase(
    matter="民办幼儿园设立“一件事”套餐",
    case_number="510600-W03-261013-0009-KH",
    serial="003000004218",
    organisation="向阳花幼儿园（筹）",
    person="王晓慧",
    rows=(
        SheetRow(labels="M01-1、2", material="申办报告及一次性申请表", originals=2, note="办结归档"),
        SheetRow(labels="M02-1、2", material="举办者身份证明或法人资格证明", copies=2),
        SheetRow(
            labels="M03-1、2", material="资产来源、资金数额及有效证明文件", originals=1, copies=1, note="原件退申请人"
        ),
        SheetRow(labels="M04-1、2", material="园舍产权证明或租赁合同", copies=2),
        SheetRow(labels="M06-1、2", material="章程、决策机构及园长教师资格名单", originals=1, copies=1),
    ),
)
TEACHER = SheetCase(
    matter="高级中学教师资格认定",
    case_number="510600-W03-261016-0027-K4",
    serial="003000004339",
    organisation="",
    person="何雨静",
    rows=(
        SheetRow(labels="M01-1", material="教师资格认定申请表", originals=1),
        SheetRow(labels="M02-1", material="申请人身份证（核原件收复印件）", copies=1),
        SheetRow(labels="M03-1", material="学历证书", copies=1),
        SheetRow(labels="M05-1", material="体检合格证明", originals=1, note="办结归档"),
    ),
)
SCHOOL = SheetCase(
    matter="民办学校变更、延续、终止审批",
    case_number="510600-W03-261016-0031-KK",
    serial="003000004371",
    organisation="广汉市金雁艺术学校",
    person="",
    rows=(
        SheetRow(labels="M01-1、2", material="变更（延续、终止）申请表", originals=2),
        SheetRow(labels="M02-1", material="决策机构决议", originals=1),
        SheetRow(labels="M03-1、2", material="办学许可证正副本", originals=2, note="旧证，换发后收回"),
    ),
)
PLANNED = SheetCase(
    matter="民办学校筹设审批",
    case_number="510600-W03-261019-0002-KV",
    serial="003000004402",
    organisation="什邡市向阳外国语学校（筹）",
    person="",
    rows=(
        SheetRow(labels="M01-1、2", material="申办报告", originals=2),
        SheetRow(labels="M02-1", material="举办者姓名、住址或名称、地址", originals=1),
        SheetRow(labels="M04-1", material="资产来源、资金数额及有效证明文件", copies=1),
        SheetRow(labels="M05-1", material="捐赠协议", copies=1),
    ),
)
SHEET = HandOverSheet(
    hall="德阳市政务服务大厅综合窗口",
    serial="003000001025",
    sender="3 号综合窗口",
    sender_person="张桂兰",
    carrier="大厅机要交通",
    carrier_person="罗建国",
    receiver="德阳市教育局",
    receiver_section="行政审批科",
    cases=(KINDERGARTEN, TEACHER, SCHOOL, PLANNED),
    handed_at=SHEET_AT,
    trace=Trace(at=SHEET_AT, window="W03", job="0192-F3A0"),
)

CERTIFICATE = Certificate(
    number="5106-JY-MB-2026-0031",
    case_number="510600-W03-261013-0009-KH",
    edition=Edition.ORIGINAL,
    title="民办学校办学许可证",
    title_en="Permit for Running a Private School",
    fields=(
        CertificateField(label="学校名称", label_en="Name", value="德阳市旌阳区向阳花幼儿园", strong=True),
        CertificateField(label="举办者", label_en="Organiser", value="王晓慧"),
        CertificateField(label="园长", label_en="Head", value="李晓芸"),
        CertificateField(label="地址", label_en="Address", value="四川省德阳市旌阳区长江东路二段 218 号 1 至 3 层"),
        CertificateField(label="学校类型", label_en="Kind", value="幼儿园，非营利性"),
        CertificateField(label="办学内容", label_en="Scope", value="学前教育，9 个班，270 人"),
        CertificateField(label="有效期限", label_en="Valid", value="2026年12月1日至2029年11月30日"),
    ),
    verify_url="HTTPS://ZW.DEYANG.EXAMPLE/C/5106-JY-MB-2026-0031?T=Q4W7E2",
    issuer="德阳市教育局",
    issued_on=date(2026, 12, 1),
    seal=Seal(organ="德阳市教育局", code="5106000012068", spread_deg=164),
    blank_number="0004127",
)
LONG_ADDRESS = (
    "四川省德阳市旌阳区长江东路二段 218 号向阳花园小区配套幼儿园综合楼 1 至 3 层、"
    "配套食堂及地下一层设备用房，共计三千二百平方米"
)
LONG_CERTIFICATE = replace(
    CERTIFICATE,
    stock=True,
    replacement=True,
    edition=Edition.DUPLICATE,
    fields=(*CERTIFICATE.fields[:3], replace(CERTIFICATE.fields[3], value=LONG_ADDRESS), *CERTIFICATE.fields[4:]),
)

SLIP = ReceiptSlip(
    hall="德阳市政务服务大厅",
    window_label="3 号窗口",
    matter="民办幼儿园设立“一件事”套餐",
    applicant=Party(name="向阳花幼儿园（筹）", organisation=True, id_label="", last_four=""),
    agent=Party(name="王晓慧", organisation=False, id_label="居民身份证", last_four="0028"),
    accepted=True,
    due=Limit(on=date(2026, 11, 20), working_days=25),
    statutory=Limit(on=date(2027, 1, 11), working_days=45, provisional=True),
    not_counted=("踏勘", "评审"),
    papers=(
        ReceivedPaper(number=1, name="申办报告及一次性申请表", originals=2),
        ReceivedPaper(number=2, name="举办者身份证明或法人资格证明", copies=2),
        ReceivedPaper(number=3, name="资产来源、资金数额及有效证明文件", originals=1, copies=1),
        ReceivedPaper(number=4, name="园舍产权证明或租赁合同", copies=2),
        ReceivedPaper(number=5, name="消防验收（备案）文件", follows_by=date(2026, 11, 30)),
        ReceivedPaper(number=6, name="章程、决策机构及园长教师资格名单", originals=1, copies=1),
    ),
    ask_phone="0838-555-0123",
    collect_at="任一窗口",
    clerk="张桂兰",
    at=datetime(2026, 10, 16, 2, 42, 7, tzinfo=UTC),
    numbers=Numbers(
        case_number="510600-W03-261013-0009-KH",
        serial="003000004218",
        progress_url="HTTPS://ZW.DEYANG.EXAMPLE/P/510600-W03-261013-0009-KH?T=R5N8Y3",
    ),
)
RECEIVED_SLIP = replace(
    SLIP,
    accepted=False,
    statutory=None,
    due=Limit(on=date(2026, 10, 23), working_days=5),
    applicant=Party(name="买买提·吐尔逊江", organisation=False, id_label="居民身份证", last_four="0028"),
    agent=None,
    papers=LONG_ACCEPTANCE.papers[:12],
)


DAY_SHEET = DaySheet(
    hall="德阳市政务服务大厅",
    window_label="3 号综合窗口",
    clerk="罗清漪",
    at=datetime(2026, 9, 22, 9, 5, tzinfo=UTC),
    sections=(
        ReportSection(title="今天办了 12 件", lines=(("受理", "9"), ("补正告知", "2"), ("不予受理", "1"))),
        ReportSection(title="还没有办结", lines=(("我收的、还在办的", "31 件"), ("其中逾期", "没有"))),
    ),
    note="明早九点何先生来补环评批复。",
)
PRINTER_PAGE = PrinterPage(
    window="W03", printer="ipp://10.0.0.9/ipp/print", at=datetime(2026, 9, 22, 0, 40, tzinfo=UTC)
)


LABEL = MaterialLabel(
    case_number="510600-W03-261013-0009-KH",
    region="510600",
    place="M03",
    piece=1,
    pieces=2,
    original=True,
    material="资产来源、资金数额及有效证明文件",
    department="德阳市教育局",
    window=3,
    received_on=date(2026, 10, 13),
)
LABELS = (LABEL, replace(LABEL, place="M04", piece=2, original=False, material="园舍产权证明或租赁合同"))


def every_paper(fonts: Fonts, wording: Wording) -> dict[str, FrozenPaper]:
    """Return every paper that leaves the hall, in every variant, by a short name."""
    return {
        "acceptance-1": draw_acceptance_notice(ACCEPTANCE, fonts, wording, 1),
        "acceptance-2": draw_acceptance_notice(ACCEPTANCE, fonts, wording, 2),
        "acceptance-reprint": draw_acceptance_notice(ACCEPTANCE, fonts, wording, 2, REPRINTED),
        "acceptance-practice": draw_acceptance_notice(ACCEPTANCE, fonts, wording, 2, replace(REPRINTED, practice=True)),
        "acceptance-long": draw_acceptance_notice(LONG_ACCEPTANCE, fonts, wording, 1, PrintMarks(seal_by_hand=True)),
        "supplement-2": draw_supplement_notice(SUPPLEMENT, fonts, wording, 2),
        "supplement-long": draw_supplement_notice(LONG_SUPPLEMENT, fonts, wording, 1),
        "not-accepted-2": draw_not_accepted_notice(NOT_ACCEPTED, fonts, wording, 2),
        "sheet-1": draw_hand_over_sheet(SHEET, fonts, wording, 1, REPRINTED),
        "sheet-2": draw_hand_over_sheet(replace(SHEET, cases=(TEACHER,)), fonts, wording, 2),
        "sheet-practice": draw_hand_over_sheet(replace(SHEET, cases=(TEACHER,)), fonts, wording, 3, PRACTICE),
        "certificate": draw_certificate(CERTIFICATE, fonts, wording),
        "certificate-stock": draw_certificate(LONG_CERTIFICATE, fonts, wording),
        "certificate-practice": draw_certificate(replace(CERTIFICATE, blank_number=""), fonts, wording, PRACTICE),
        "label": draw_material_labels(LABELS[:1], fonts, wording),
        "label-practice": draw_material_labels(LABELS[1:], fonts, wording, replace(REPRINTED, practice=True)),
        "slip-80": draw_receipt_slip(SLIP, fonts, wording, Media.ROLL_80),
        "slip-58": draw_receipt_slip(SLIP, fonts, wording, Media.ROLL_58),
        "slip-80-received": draw_receipt_slip(RECEIVED_SLIP, fonts, wording, Media.ROLL_80),
        "slip-58-practice": draw_receipt_slip(SLIP, fonts, wording, Media.ROLL_58, replace(REPRINTED, practice=True)),
        "tolerance-2": draw_acceptance_notice(TOLERANCE, fonts, wording, 2),
        **_further_papers(fonts, wording),
    }


def _further_papers(fonts: Fonts, wording: Wording) -> dict[str, FrozenPaper]:
    drawn_in = (fonts, wording)
    replaced = PrintMarks(replaces=Replaced(at=AT, reason="申请人名称录错一字"))
    return {
        "not-required-2": draw_not_required_notice(further.NOT_REQUIRED, *drawn_in, 2),
        "commitment-1": draw_commitment(further.COMMITMENT, *drawn_in, 1),
        "special-procedure-2": draw_special_procedure_notice(further.SPECIAL_PROCEDURE, *drawn_in, 2),
        "extension-2": draw_extension_notice(further.EXTENSION, *drawn_in, 2),
        "decision-granted-2": draw_decision(further.GRANTED, *drawn_in, 2),
        "decision-refused-1": draw_decision(further.REFUSED, *drawn_in, 1),
        "proof": draw_proof_of_delivery(further.PROOF, *drawn_in, replaced),
        "waybill": draw_waybill(further.WAYBILL, *drawn_in),
        "waybill-100": draw_waybill(further.WAYBILL, *drawn_in, media=Media.WAYBILL_100X180),
        "seal-order-1": draw_seal_set_order(further.SEAL_SET_ORDER, *drawn_in, 1),
        "seal-order-long-2": draw_seal_set_order(further.LONG_SEAL_SET_ORDER, *drawn_in, 2),
        "seal-receipt-2": draw_seal_set_receipt(further.SEAL_SET_RECEIPT, *drawn_in, 2),
        "seal-receipt-mailed-1": draw_seal_set_receipt(further.MAILED_SEAL_SET, *drawn_in, 1),
        "courier-1": draw_courier_sheet(further.COURIER_SHEET, *drawn_in, 1),
        "receipt-a5": draw_receipt_sheet(SLIP, *drawn_in, Media.A5_PORTRAIT),
        "receipt-a4": draw_receipt_sheet(SLIP, *drawn_in, Media.A4_PORTRAIT),
    }


def every_paper_of_the_house(fonts: Fonts, wording: Wording) -> dict[str, FrozenPaper]:
    """Return the papers that no applicant is given: they carry no number and no wording to be confirmed."""
    return {
        "collection": draw_collection_sheet(further.COLLECTION, fonts, wording),
        "day-sheet": draw_day_sheet(DAY_SHEET, fonts, wording),
        "test-page": draw_printer_page(PRINTER_PAGE, fonts, wording),
    }


def write_all(folder: Path) -> list[Path]:
    """Write every paper in both languages to `folder` and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    fonts = load_fonts(resources.path("fonts"))
    data = resources.read("wording/papers.json")
    files = []
    for wording in (load_wording(data), load_wording(data, "zh+en")):
        papers = every_paper(fonts, wording) | every_paper_of_the_house(fonts, wording)
        for name, paper in papers.items():
            file = folder / f"{name}.{wording.language}.pdf"
            file.write_bytes(paper.content)
            files.append(file)
    return files
