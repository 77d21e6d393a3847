"""The invented work list."""

from datetime import date

from counter_app.presenters.list_views import (
    Asked,
    CaseRow,
    Fact,
    Flag,
    GroupCount,
    Happening,
    ListView,
    Pill,
    PreviewView,
    Stage,
)
from counter_app.presenters.views import Deadline, DeadlineKind, Dress, Outcome
from counter_app.ui.gallery.new_world import Pick

_LATER = 400


class ListSource:
    """A source held in memory: the twelve cases of the picture and `later` ones without a hurry."""

    def __init__(self, t: Pick, later: int = _LATER) -> None:
        self._rows = _cases(t)
        self._later = later
        self.pages_asked: list[tuple[int, int]] = []

    def groups(self, asked: Asked) -> tuple[GroupCount, ...]:
        """Return five groups."""
        _ = asked
        return (
            GroupCount("late", 3),
            GroupCount("today", 3),
            GroupCount("soon", 4),
            GroupCount("stopped", 2),
            GroupCount("later", self._later),
        )

    def page(self, asked: Asked, offset: int, limit: int) -> tuple[CaseRow, ...]:
        """Return a page; the last two cases repeat under new numbers."""
        _ = asked
        self.pages_asked.append((offset, limit))
        total = 12 + self._later
        return tuple(self._row(number) for number in range(offset, min(total, offset + limit)))

    def _row(self, number: int) -> CaseRow:
        return self._rows[number] if number < len(self._rows) else self._rows[12 + number % 2]


def _case(number: str, deadline: Deadline, names: tuple[str, str, str, str], stage: Stage, flag: Flag) -> CaseRow:
    matter, applicant, department, clerk = names
    return CaseRow(number, number, deadline, matter, applicant, department, stage, clerk, flag)


def _cases(t: Pick) -> list[CaseRow]:
    chen, li, he = t("陈晓燕", "Chen Xiaoyan"), t("李国栋", "Li Guodong"), t("何敏", "He Min")
    agriculture, edu = t("市农业农村局", "Agriculture"), t("市教育局", "Education")
    weather, finance = t("市气象局", "Meteorology"), t("市财政局", "Finance")
    k, day, none = DeadlineKind, date, Flag.NONE
    work = Stage.IN_REVIEW
    return [
        _case(
            "W03-260904-0006-K3",
            Deadline(k.LATE, 3, day(2026, 9, 18)),
            (
                t("农药经营许可证核发", "Pesticide trading licence"),
                t("绵竹市丰谷农资经营部", "Mianzhu Fenggu Supplies"),
                agriculture,
                chen,
            ),
            work,
            Flag.CARD,
        ),
        _case(
            "W01-260908-0011-PX",
            Deadline(k.LATE, 1, day(2026, 9, 21)),
            (
                t("中介机构从事代理记账业务审批", "Bookkeeping agency approval"),
                t("四川信诚财务咨询有限公司", "Sichuan Xincheng Finance"),
                finance,
                li,
            ),
            work,
            Flag.URGED,
        ),
        _case(
            "W02-260914-0003-T9",
            Deadline(k.DEEMED, remark=t("9-14 起", "from 14 Sep")),
            (
                t("民办学校变更、延续、终止审批", "Private school: change, renewal, closing"),
                t("罗江区启明外语培训学校", "Luojiang Qiming Language School"),
                edu,
                he,
            ),
            Stage.ACCEPTED,
            none,
        ),
        _case(
            "W01-260916-0009-P9",
            Deadline(k.NOTICE_TODAY, remark=t("第 5 日", "day 5")),
            (
                t("举办健身气功活动及设立站点审批", "Qigong events and stations"),
                t("旌阳区老年体育协会", "Jingyang Senior Sports Assoc."),
                t("市体育局", "Sports"),
                li,
            ),
            Stage.RECEIVED,
            none,
        ),
        _case(
            "W02-260920-0014-TC",
            Deadline(k.TODAY, on=day(2026, 9, 22)),
            (
                t("升放无人驾驶自由气球、系留气球审批", "Free and tethered balloons"),
                t("德阳蓝天庆典礼仪有限公司", "Deyang Blue Sky Events"),
                weather,
                he,
            ),
            work,
            none,
        ),
        _case(
            "W03-260921-0021-KH",
            Deadline(k.TODAY, on=day(2026, 9, 22)),
            (t("教育考试服务——考试成绩证明", "Proof of examination results"), t("周子涵", "Zhou Zihan"), edu, chen),
            work,
            none,
        ),
        _case(
            "W03-260917-0002-KU",
            Deadline(k.SOON, 1, day(2026, 9, 23)),
            (
                t("普通话水平测试等级证书补办申请", "Putonghua certificate, replacement"),
                t("邓佳", "Deng Jia"),
                edu,
                chen,
            ),
            work,
            Flag.URGED,
        ),
        _case(
            "W03-260903-0005-PE",
            Deadline(k.SOON, 1, day(2026, 9, 23)),
            (
                t("商会组建指导与团体会员吸纳", "Chamber founding and membership"),
                t("德阳市预制菜产业商会筹备组", "Ready-meal chamber, preparing"),
                t("市工商联", "Industry and Commerce"),
                li,
            ),
            work,
            none,
        ),
        _case(
            "W03-260918-0008-KK",
            Deadline(k.SOON, 2, day(2026, 9, 24)),
            (
                t("成品油零售经营批准证书变更登记", "Fuel retail certificate, change"),
                t("中江县凯江加油站", "Zhongjiang Kaijiang Station"),
                t("市经信局", "Economy and IT"),
                chen,
            ),
            work,
            none,
        ),
        _case(
            "W01-260920-0004-PI",
            Deadline(k.SOON, 3, day(2026, 9, 28)),
            (
                t("雷电防护装置设计审核", "Lightning protection design review"),
                t("四川宏华建筑工程有限公司", "Sichuan Honghua Construction"),
                weather,
                li,
            ),
            work,
            none,
        ),
        _case(
            "W03-260901-0007-K8",
            Deadline(k.STOPPED, 11, remark=t("踏勘过久", "inspection long")),
            (
                t("种畜禽生产经营许可证核发", "Breeding stock licence"),
                t("什邡市蓥华生态养殖场", "Shifang Yinghua Farm"),
                agriculture,
                chen,
            ),
            Stage.SUSPENDED,
            Flag.URGED,
        ),
        _case(
            "W03-260911-0013-KY",
            Deadline(k.AWAITING, remark=t("第 6 日", "day 6")),
            (
                t("动物诊疗许可证核发", "Animal clinic licence"),
                t("旌阳区爱宠动物医院", "Jingyang Aichong Clinic"),
                agriculture,
                chen,
            ),
            Stage.SUPPLEMENT,
            none,
        ),
        _case(
            "W01-260915-0012-PJ",
            Deadline(k.LATER, 9, day(2026, 10, 12)),
            (
                t("兽药经营许可证核发", "Veterinary drugs licence"),
                t("广汉市康牧兽药有限公司", "Guanghan Kangmu Drugs"),
                agriculture,
                li,
            ),
            work,
            none,
        ),
        _case(
            "W03-260916-0016-KZ",
            Deadline(k.LATER, 10, day(2026, 10, 13)),
            (
                t("农作物种子生产经营许可证核发", "Crop seed licence"),
                t("绵竹市金穗种业有限公司", "Mianzhu Jinsui Seeds"),
                agriculture,
                chen,
            ),
            work,
            none,
        ),
    ]


def list_view(t: Pick, later: int = _LATER) -> ListView:
    """Return the whole hall's list."""
    labels = (
        ("mine", t("我的", "Mine"), 23),
        ("hall", t("全厅", "Hall"), 412),
        ("supplement", t("待补正", "Awaiting papers"), 18),
        ("near", t("临期与逾期", "Near and late"), 10),
        ("results", t("结果待发", "Results to issue"), 14),
        ("mail", t("待邮寄", "To mail"), 6),
        ("contested", t("被退与争议", "Refused, contested"), 2),
        ("prints", t("打印待答", "Print questions"), 1),
        ("received", t("仅收件", "Received only"), 1),
    )
    return ListView(
        asked=Asked(pill="hall"),
        pills=tuple(Pill(*label) for label in labels),
        source=ListSource(t, later),
        subtitle=t("全厅 412 件，按期限排", "412 cases of the hall, by deadline"),
        outcomes=tuple(
            Outcome(act, Dress.READY, "")
            for act in ("open", "urge", "hand_to_collector", "mail", "print", "copy_fields", "correct")
        ),
        preview=_preview(t),
    )


def _preview(t: Pick) -> PreviewView:
    return PreviewView(
        case_id="W03-260904-0006-K3",
        number="510600-W03-260904-0006-K3",
        matter=t("农药经营许可证核发", "Pesticide trading licence"),
        applicant=t("绵竹市丰谷农资经营部 王德贵 139 8107 2254", "Mianzhu Fenggu Supplies, Wang Degui, 139 8107 2254"),
        step=2,
        deadline=Deadline(DeadlineKind.LATE, 3),
        card=t("红牌", "red card"),
        reckoning=t(
            "9月4日受理，承诺 10 个工作日，9月18日到期。之后的 20 日（周日上班）、21 日、22 日都已计入。"
            "法定 20 日到 10月9日。",
            "Accepted 4 Sep, 10 working days promised, due 18 Sep. Sunday 20 (worked), 21 and 22 are counted. "
            "Statutory: 9 Oct.",
        ),
        happenings=(
            Happening(
                "9-21 09:02", t("催办第 1 次（陈晓燕），**还没有答复**", "urged once (Chen Xiaoyan), **no answer yet**")
            ),
            Happening("9-20 08:30", t("过了承诺时限，自动红牌", "past the promise, red card")),
            Happening("9-16 08:30", t("只剩 2 日，自动黄牌", "2 days left, yellow card")),
            Happening("9-04 16:20", t("原件 3 份移交，刘建签收", "3 originals handed over, Liu Jian signed")),
        ),
        facts=(
            Fact(t("原件在", "Originals"), t("市农业农村局 审批科（3 份）", "Agriculture, approvals (3)")),
            Fact(t("领取", "Collecting"), t("窗口领取，未通知", "at the window, not told")),
            Fact(t("材料", "Materials"), t("5 项齐，扫描 22 页", "5 complete, 22 pages scanned")),
        ),
        sheets=("form", "certificate", "text", "plan", "seal"),
        outcomes=(
            Outcome("urge", Dress.SUGGESTED, "", t("再催一次", "Urge again")),
            Outcome("open", Dress.READY, ""),
        ),
        hint=t("再催后 1 个工作日仍无答复，自动报督办。", "No answer 1 working day after that goes to supervision."),
    )
