"""Invented papers, to look at and to test with: `python -m printing.samples [FOLDER]` writes every one as PDF."""

import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import resources
from printing.fonts import Fonts, load_fonts
from printing.model import FrozenPaper
from printing.papers.acceptance_notice import AcceptanceNotice, draw_acceptance_notice
from printing.papers.not_accepted_notice import NotAcceptedNotice, Reason, draw_not_accepted_notice
from printing.papers.parts import Limit, Numbers, Party, PrintMarks, ReceivedPaper, Reprint, Trace
from printing.papers.supplement_item import SupplementItem
from printing.papers.supplement_notice import SupplementNotice, draw_supplement_notice
from printing.seals.drawing import Seal
from printing.wording import Wording, load_wording

AT = datetime(2026, 11, 20, 2, 42, 7, tzinfo=UTC)
URL = "HTTPS://ZW.DEYANG.EXAMPLE/P/510600-W01-261120-0023-MT?T=K7Q2M5XJ4RTB6VNA"
NUMBERS = Numbers(case_number="510600-W01-261120-0023-MT", serial="001000005175", progress_url=URL)
TRACE = Trace(at=AT, window="W01", job="0193-7C21")
REPRINTED = PrintMarks(
    reprint=Reprint(number=1, at=AT, window="W01", clerk="周敏", reason="卡纸，首张已作废")
)

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
        ReceivedPaper(number=number, name=f"第 {number} 项证明材料，包括其附件、图纸及加盖公章的说明", copies=number % 3)
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


def every_paper(fonts: Fonts, wording: Wording) -> dict[str, FrozenPaper]:
    """Return every paper in every variant by a short name."""
    return {
        "acceptance-1": draw_acceptance_notice(ACCEPTANCE, fonts, wording, 1),
        "acceptance-2": draw_acceptance_notice(ACCEPTANCE, fonts, wording, 2),
        "acceptance-reprint": draw_acceptance_notice(ACCEPTANCE, fonts, wording, 2, REPRINTED),
        "acceptance-practice": draw_acceptance_notice(
            ACCEPTANCE, fonts, wording, 2, replace(REPRINTED, practice=True)
        ),
        "acceptance-long": draw_acceptance_notice(LONG_ACCEPTANCE, fonts, wording, 1, PrintMarks(seal_by_hand=True)),
        "supplement-2": draw_supplement_notice(SUPPLEMENT, fonts, wording, 2),
        "supplement-long": draw_supplement_notice(LONG_SUPPLEMENT, fonts, wording, 1),
        "not-accepted-2": draw_not_accepted_notice(NOT_ACCEPTED, fonts, wording, 2),
        "tolerance-2": draw_acceptance_notice(TOLERANCE, fonts, wording, 2),
    }


def write_all(folder: Path) -> list[Path]:
    """Write every paper in both languages to `folder` and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    fonts = load_fonts(resources.path("fonts"))
    data = resources.read("wording/papers.json")
    files = []
    for wording in (load_wording(data), load_wording(data, "zh+en")):
        for name, paper in every_paper(fonts, wording).items():
            file = folder / f"{name}.{wording.language}.pdf"
            file.write_bytes(paper.pdf)
            files.append(file)
    return files


if __name__ == "__main__":
    for written in write_all(Path(sys.argv[1] if len(sys.argv) > 1 else "build/papers")):
        sys.stdout.write(f"{written}\n")
