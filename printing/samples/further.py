"""Invented contents of the papers around acceptance and delivery: notices, decisions, proofs, waybills, sheets."""

from dataclasses import replace
from datetime import UTC, date, datetime

from printing.papers.collection_sheet import Collected, CollectionSheet
from printing.papers.commitment import Commitment
from printing.papers.decision_document import Decision
from printing.papers.extension_notice import ExtensionNotice
from printing.papers.hand_over_sheet import HandOverSheet
from printing.papers.not_required_notice import NotRequiredNotice
from printing.papers.parts import Limit, Numbers, Party, Reason, ReceivedPaper, Trace
from printing.papers.proof_of_delivery import DeliveredDocument, ProofOfDelivery
from printing.papers.seal_set import SealSetOrder, SealSetReceipt, SetPiece
from printing.papers.sheet_rows import SheetCase, SheetRow
from printing.papers.special_procedure_notice import SpecialProcedureNotice
from printing.papers.waybill import Waybill
from printing.seals.seal import Seal

_AT = datetime(2026, 12, 1, 6, 18, 22, tzinfo=UTC)
_HALL = "德阳市政务服务大厅"
_WINDOW = "3 号综合窗口"
_NUMBERS = Numbers(
    case_number="510600-W03-261013-0009-KH",
    serial="003000004218",
    progress_url="HTTPS://ZW.DEYANG.EXAMPLE/P/510600-W03-261013-0009-KH?T=R5N8Y3",
)
_TRACE = Trace(at=_AT, window="W03", job="0196-2B40")
_SCHOOL = Party(name="德阳市旌阳区向阳花幼儿园（筹）", organisation=True, id_label="统一社会信用代码", last_four="7K2D")
_TEACHER = Party(name="何雨静", organisation=False, id_label="居民身份证", last_four="0028")
_MATTER, _MATTER_EN = "民办幼儿园设立“一件事”套餐", "the package “opening a private kindergarten”"
_ACCEPTANCE_SEAL = Seal(organ="德阳市教育局", code="5106000012075", purpose="受理专用章", spread_deg=164)
_DEPARTMENT_SEAL = Seal(organ="德阳市教育局", code="5106000012068", spread_deg=164)

NOT_REQUIRED = NotRequiredNotice(
    issuer="德阳市教育局",
    applicant=_TEACHER,
    applied_on=date(2026, 10, 16),
    matter="民办学校筹设审批",
    matter_en="a licence to plan a private school",
    reasons=(
        Reason(
            text="所开办的书法兴趣班为社区公益活动，不收费，不属于民办学校。",
            text_en="The calligraphy class is free of charge and is no private school.",
            law="《行政许可法》第三十二条第一款第（一）项",
        ),
    ),
    returned_originals=2,
    returned_copies=1,
    review_body="德阳市人民政府",
    court="德阳市旌阳区人民法院",
    told_on=date(2026, 10, 16),
    clerk="张桂兰",
    window_label=_WINDOW,
    seal=_ACCEPTANCE_SEAL,
    numbers=_NUMBERS,
    trace=_TRACE,
)

COMMITMENT = Commitment(
    issuer=_HALL,
    department="德阳市教育局",
    applicant=_SCHOOL,
    applied_on=date(2026, 10, 13),
    matter=_MATTER,
    matter_en=_MATTER_EN,
    papers=(
        ReceivedPaper(
            number=5,
            name="消防验收（备案）文件",
            name_en="Fire safety acceptance",
            originals=1,
            follows_by=date(2026, 11, 30),
        ),
        ReceivedPaper(
            number=7,
            name="食堂食品经营许可证",
            name_en="Food licence of the canteen",
            copies=2,
            follows_by=date(2026, 11, 16),
        ),
    ),
    clerk="张桂兰",
    window_label=_WINDOW,
    numbers=_NUMBERS,
    trace=_TRACE,
)

SPECIAL_PROCEDURE = SpecialProcedureNotice(
    issuer="德阳市教育局",
    applicant=_SCHOOL,
    applied_on=date(2026, 10, 13),
    matter=_MATTER,
    matter_en=_MATTER_EN,
    procedure="现场踏勘",
    procedure_en="an inspection of the site",
    from_day=date(2026, 10, 26),
    days=10,
    reason="需查看园舍、消防通道和户外活动场地，由教育、消防、卫生健康三部门联合进行。",
    told_on=date(2026, 10, 23),
    clerk="张桂兰",
    window_label=_WINDOW,
    seal=_ACCEPTANCE_SEAL,
    numbers=_NUMBERS,
    trace=_TRACE,
)

EXTENSION = ExtensionNotice(
    issuer="德阳市教育局",
    applicant=_SCHOOL,
    applied_on=date(2026, 10, 13),
    matter=_MATTER,
    matter_en=_MATTER_EN,
    days=10,
    before=Limit(on=date(2026, 12, 24), working_days=45),
    after=Limit(on=date(2027, 1, 8), working_days=55, provisional=True),
    approved_by="李建华（局长）",
    reason="园舍所在地块的规划核实须待自然资源和规划部门出具意见，二十日内不能办结。",
    told_on=date(2026, 12, 21),
    clerk="张桂兰",
    window_label=_WINDOW,
    seal=_ACCEPTANCE_SEAL,
    numbers=_NUMBERS,
    trace=_TRACE,
)

GRANTED = Decision(
    issuer="德阳市教育局",
    number="德教许〔2026〕31 号",
    granted=True,
    licence=True,
    applicant=_SCHOOL,
    applied_on=date(2026, 10, 13),
    accepted_on=date(2026, 10, 16),
    matter=_MATTER,
    matter_en=_MATTER_EN,
    opinion="经书面审查和现场踏勘，办园条件达到《四川省幼儿园办园基本要求》。",
    reasons=(Reason(text="申请符合法定条件、标准。", text_en="", law="《行政许可法》第三十八条第一款"),),
    conditions=(Reason(text="开园前完成教职工健康检查，并报旌阳区卫生健康局备案。", text_en="", law=""),),
    certificate_title="民办学校办学许可证",
    certificate_number="5106-JY-MB-2026-0031",
    valid_from=date(2026, 12, 1),
    valid_until=date(2029, 11, 30),
    decided_on=date(2026, 12, 1),
    seal=_DEPARTMENT_SEAL,
    numbers=_NUMBERS,
    trace=_TRACE,
)
REFUSED = replace(
    GRANTED,
    number="德教许〔2026〕32 号",
    granted=False,
    opinion="",
    reasons=(
        Reason(
            text="户外活动场地生均面积 1.2 平方米，低于规定的 2 平方米。",
            text_en="The outdoor area is 1.2 square metres a child; 2 are required.",
            law="《四川省幼儿园办园基本要求》第十一条",
        ),
        Reason(
            text="园舍二层只有一个安全出口，不符合消防技术标准。",
            text_en="The upper floor has one exit only, against the fire safety standard.",
            law="《建筑设计防火规范》第 5.5.8 条",
        ),
    ),
    conditions=(),
    certificate_title="",
    certificate_number="",
    valid_from=None,
    valid_until=None,
    review_body="德阳市人民政府",
    court="德阳市旌阳区人民法院",
)

PROOF = ProofOfDelivery(
    issuer=_HALL,
    applicant=_SCHOOL,
    matter=_MATTER,
    documents=(
        DeliveredDocument(title="民办学校办学许可证", number="5106-JY-MB-2026-0031"),
        DeliveredDocument(title="准予行政许可决定书", number="德教许〔2026〕31 号", count=2),
    ),
    place="德阳市政务服务大厅 3 号综合窗口",
    carrier="",
    waybill="",
    collector="王晓慧",
    collector_last_four="0028",
    stand_in=False,
    at=_AT,
    deliverer="张桂兰",
    window_label=_WINDOW,
    numbers=_NUMBERS,
    trace=_TRACE,
)
MAILED_PROOF = replace(
    PROOF,
    place="四川省德阳市旌阳区天山南路三段 66 号 8 栋 2 单元 1102",
    carrier="EMS",
    waybill="1047382955106",
    collector="刘洋",
    collector_last_four="",
    at=None,
)

WAYBILL = Waybill(
    carrier="邮政 EMS",
    number="1047382955106",
    recipient="刘诗洋",
    phone="13800002041",
    address="四川省德阳市旌阳区天山南路三段 66 号 8 栋 2 单元 1102",
    postcode="618000",
    sorting="旌阳",
    sender="德阳市政务服务大厅 综合窗口",
    sender_phone="0838-555-0123",
    certificates=1,
    documents=0,
    piece=1,
    pieces=1,
    at=datetime(2026, 11, 23, 8, 20, tzinfo=UTC),
    numbers=Numbers(case_number="510600-W01-261021-0006-KM", serial="001000003894", progress_url="HTTPS://A.EXAMPLE/P"),
)


def _mailed(number: int) -> SheetCase:
    return SheetCase(
        matter=("兽药经营许可证核发", "高级中学教师资格认定", "护士执业注册")[number % 3],
        case_number=f"510600-W01-26102{number % 10}-000{number % 10}-KM",
        serial=f"0010000038{number:02d}",
        organisation="",
        person=("刘诗洋", "何雨静", "买买提·吐尔逊江")[number % 3],
        rows=(SheetRow(labels=f"10473829551{number:02d}", material="证照，刘*洋", originals=1, copies=number % 2),),
    )


COURIER_SHEET = HandOverSheet(
    hall=f"{_HALL}综合窗口",
    serial="001000001033",
    sender="1 号综合窗口",
    sender_person="周敏",
    carrier="邮政 EMS",
    carrier_person="",
    receiver="收件人各见运单",
    receiver_section="",
    cases=tuple(_mailed(number) for number in range(1, 5)),
    handed_at=_AT,
    trace=_TRACE,
)


def _collected(number: int) -> Collected:
    return Collected(
        serial=f"0030000042{number:02d}",
        matter=("民办幼儿园设立“一件事”套餐", "高级中学教师资格认定", "兽药经营许可证核发")[number % 3],
        documents=("民办学校办学许可证 5106-JY-MB-2026-0031",) if number % 3 == 0 else (),
        collector=("王晓慧", "何雨静", "买买提·吐尔逊江")[number % 3],
        last_four="0028",
        handed_by="张桂兰",
        at=datetime(2026, 12, 1, 1 + number % 8, 7 * number % 60, tzinfo=UTC),
    )


COLLECTION = CollectionSheet(
    hall=_HALL,
    window_label=_WINDOW,
    day=date(2026, 12, 1),
    rows=tuple(_collected(number) for number in range(12)),
    trace=_TRACE,
)

SEAL_SET_ORDER = SealSetOrder(
    issuer=_HALL,
    body="德阳市旌阳区向阳花幼儿园",
    uscc="52510603MJQ0000127",
    matter=_MATTER,
    matter_en=_MATTER_EN,
    maker="德阳市旌阳区诚信刻章有限公司",
    pieces=(
        SetPiece(kind="official", text="德阳市旌阳区向阳花幼儿园"),
        SetPiece(kind="finance", text="德阳市旌阳区向阳花幼儿园"),
        SetPiece(kind="representative", text="王晓慧"),
    ),
    ordered_on=date(2026, 12, 2),
    clerk="张桂兰",
    window_label=_WINDOW,
    numbers=_NUMBERS,
    trace=_TRACE,
)
_LONG_NAME = "德阳市旌阳区买买提吐尔逊江残疾儿童康复教育服务中心"
LONG_SEAL_SET_ORDER = replace(
    SEAL_SET_ORDER,
    body=_LONG_NAME,
    pieces=(
        *(
            SetPiece(kind=kind, text=_LONG_NAME, code=f"51060300{number:05d}")
            for number, kind in enumerate(("official", "finance", "contract", "invoice"), start=1)
        ),
        SetPiece(kind="representative", text="买买提·吐尔逊江"),
    ),
)
SEAL_SET_RECEIPT = SealSetReceipt(
    issuer=_HALL,
    body="德阳市旌阳区向阳花幼儿园",
    uscc="52510603MJQ0000127",
    maker="德阳市旌阳区诚信刻章有限公司",
    filing_number="旌公特印备〔2026〕1182 号",
    pieces=tuple(
        replace(piece, code=f"51060300{number:05d}") for number, piece in enumerate(SEAL_SET_ORDER.pieces, start=1)
    ),
    cards=("9f2c1ab4d07e5563aa10", "01c4b7e2f96d803e77b2"),
    collector="王晓慧",
    collector_last_four="0028",
    carrier="",
    waybill="",
    handed_on=date(2026, 12, 8),
    clerk="张桂兰",
    window_label=_WINDOW,
    numbers=_NUMBERS,
    trace=_TRACE,
)
MAILED_SEAL_SET = replace(
    SEAL_SET_RECEIPT, collector="", collector_last_four="", carrier="EMS", waybill="1047382955106"
)
