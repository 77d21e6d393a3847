"""The invented work list and outbox."""

from datetime import date

from counter_app.presenters.list_views import (
    Asked,
    CaseRow,
    Choice,
    ContestedView,
    Fact,
    Flag,
    GroupCount,
    Happening,
    ListView,
    OutboxView,
    Pill,
    PreviewView,
    PrintQuestion,
    SendRow,
    SendState,
    Side,
    Stage,
)
from counter_app.presenters.views import Deadline, DeadlineKind, Dress, Note, Outcome, Tone
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
        _case("W03-260904-0006-K3", Deadline(k.LATE, 3, day(2026, 9, 18)), (t("农药经营许可证核发", "Pesticide trading licence"), t("绵竹市丰谷农资经营部", "Mianzhu Fenggu Supplies"), agriculture, chen), work, Flag.CARD),  # noqa: E501 - one case a line reads as a table
        _case("W01-260908-0011-PX", Deadline(k.LATE, 1, day(2026, 9, 21)), (t("中介机构从事代理记账业务审批", "Bookkeeping agency approval"), t("四川信诚财务咨询有限公司", "Sichuan Xincheng Finance"), finance, li), work, Flag.URGED),  # noqa: E501 - the same
        _case("W02-260914-0003-T9", Deadline(k.DEEMED, remark=t("9-14 起", "from 14 Sep")), (t("民办学校变更、延续、终止审批", "Private school: change, renewal, closing"), t("罗江区启明外语培训学校", "Luojiang Qiming Language School"), edu, he), Stage.ACCEPTED, none),  # noqa: E501 - the same
        _case("W01-260916-0009-P9", Deadline(k.NOTICE_TODAY, remark=t("第 5 日", "day 5")), (t("举办健身气功活动及设立站点审批", "Qigong events and stations"), t("旌阳区老年体育协会", "Jingyang Senior Sports Assoc."), t("市体育局", "Sports"), li), Stage.RECEIVED, none),  # noqa: E501 - the same
        _case("W02-260920-0014-TC", Deadline(k.TODAY, on=day(2026, 9, 22)), (t("升放无人驾驶自由气球、系留气球审批", "Free and tethered balloons"), t("德阳蓝天庆典礼仪有限公司", "Deyang Blue Sky Events"), weather, he), work, none),  # noqa: E501 - the same
        _case("W03-260921-0021-KH", Deadline(k.TODAY, on=day(2026, 9, 22)), (t("教育考试服务——考试成绩证明", "Proof of examination results"), t("周子涵", "Zhou Zihan"), edu, chen), work, none),  # noqa: E501 - the same
        _case("W03-260917-0002-KU", Deadline(k.SOON, 1, day(2026, 9, 23)), (t("普通话水平测试等级证书补办申请", "Putonghua certificate, replacement"), t("邓佳", "Deng Jia"), edu, chen), work, Flag.URGED),  # noqa: E501 - the same
        _case("W03-260903-0005-PE", Deadline(k.SOON, 1, day(2026, 9, 23)), (t("商会组建指导与团体会员吸纳", "Chamber founding and membership"), t("德阳市预制菜产业商会筹备组", "Ready-meal chamber, preparing"), t("市工商联", "Industry and Commerce"), li), work, none),  # noqa: E501 - the same
        _case("W03-260918-0008-KK", Deadline(k.SOON, 2, day(2026, 9, 24)), (t("成品油零售经营批准证书变更登记", "Fuel retail certificate, change"), t("中江县凯江加油站", "Zhongjiang Kaijiang Station"), t("市经信局", "Economy and IT"), chen), work, none),  # noqa: E501 - the same
        _case("W01-260920-0004-PI", Deadline(k.SOON, 3, day(2026, 9, 28)), (t("雷电防护装置设计审核", "Lightning protection design review"), t("四川宏华建筑工程有限公司", "Sichuan Honghua Construction"), weather, li), work, none),  # noqa: E501 - the same
        _case("W03-260901-0007-K8", Deadline(k.STOPPED, 11, remark=t("踏勘过久", "inspection long")), (t("种畜禽生产经营许可证核发", "Breeding stock licence"), t("什邡市蓥华生态养殖场", "Shifang Yinghua Farm"), agriculture, chen), Stage.SUSPENDED, Flag.URGED),  # noqa: E501 - the same
        _case("W03-260911-0013-KY", Deadline(k.AWAITING, remark=t("第 6 日", "day 6")), (t("动物诊疗许可证核发", "Animal clinic licence"), t("旌阳区爱宠动物医院", "Jingyang Aichong Clinic"), agriculture, chen), Stage.SUPPLEMENT, none),  # noqa: E501 - the same
        _case("W01-260915-0012-PJ", Deadline(k.LATER, 9, day(2026, 10, 12)), (t("兽药经营许可证核发", "Veterinary drugs licence"), t("广汉市康牧兽药有限公司", "Guanghan Kangmu Drugs"), agriculture, li), work, none),  # noqa: E501 - the same
        _case("W03-260916-0016-KZ", Deadline(k.LATER, 10, day(2026, 10, 13)), (t("农作物种子生产经营许可证核发", "Crop seed licence"), t("绵竹市金穗种业有限公司", "Mianzhu Jinsui Seeds"), agriculture, chen), work, none),  # noqa: E501 - the same
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
    )
    return ListView(
        asked=Asked(pill="hall"),
        pills=tuple(Pill(*label) for label in labels),
        source=ListSource(t, later),
        subtitle=t("全厅 412 件，按期限排", "412 cases of the hall, by deadline"),
        outcomes=tuple(
            Outcome(act, Dress.READY, "") for act in ("open", "urge", "hand_to_collector", "mail", "print", "copy_fields", "correct")
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
            "9月4日受理，承诺 10 个工作日，9月18日到期。之后的 20 日（周日上班）、21 日、22 日都已计入。法定 20 日到 10月9日。",
            "Accepted 4 Sep, 10 working days promised, due 18 Sep. Sunday 20 (worked), 21 and 22 are counted. Statutory: 9 Oct.",
        ),
        happenings=(
            Happening("9-21 09:02", t("催办第 1 次（陈晓燕），**还没有答复**", "urged once (Chen Xiaoyan), **no answer yet**")),
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


class SendSource:
    """The outbox of the picture, held in memory."""

    def __init__(self, t: Pick) -> None:
        self._rows = _records(t)

    def groups(self, asked: Asked) -> tuple[GroupCount, ...]:
        """Return what needs the clerk, and what goes by itself."""
        _ = asked
        return (GroupCount("yours", 3), GroupCount("by_itself", len(self._rows) - 3))

    def page(self, asked: Asked, offset: int, limit: int) -> tuple[SendRow, ...]:
        """Return a page."""
        _ = asked
        return tuple(self._rows[offset : offset + limit])


def _records(t: Pick) -> list[SendRow]:
    s, soon, never = SendState, t("随后", "next"), t("0 次", "0 tries")
    queued = t("排在第 {0} 位", "number {0} in line")
    return [
        SendRow("1", s.CONTESTED, t("补齐", "Papers in"), "W02-260918-0007-T4", t("兽药经营许可证核发・广汉市康牧兽药有限公司", "Veterinary drugs licence, Guanghan Kangmu Drugs"), t("2 号窗先登记了补齐，份数不同", "Window 2 entered it first, counts differ"), t("右边对照，按 1、2、3 定", "compare at the right, answer 1, 2 or 3"), t("1 次", "1 try"), t("已停", "stopped")),  # noqa: E501 - one record a line reads as a table
        SendRow("2", s.REFUSED, t("更正", "Correction"), "W03-260922-0011-KZ", t("农药经营许可证核发・旌阳区田园农资店", "Pesticide trading licence, Jingyang Tianyuan"), t("目录里没有领取方式“自提柜”", 'The catalogue has no way "locker"'), t("打开原表，改成窗口领取或邮寄", "open it, choose window or mail"), t("1 次", "1 try"), t("已停", "stopped"), "Enter"),  # noqa: E501 - the same
        SendRow("3", s.RENUMBERED, t("受理", "Acceptance"), "W03-260922-0009-M7", t("原号 W03-260922-0009-KB 与另一台机器相同", "W03-260922-0009-KB was taken by another machine"), t("服务器改了编号，记录没有丢", "The server renumbered it, nothing is lost"), t("重打回执，收回旧的", "print the receipt again, take the old one back"), t("已收下", "taken in"), "—" if t("a", "b") == "a" else "-", "F8"),  # noqa: E501 - the same
        SendRow("4", s.SENDING, t("受理", "Acceptance"), "W03-260922-0016-KF", t("动物防疫条件合格证核发・绵竹市九龙牧业", "Animal epidemic certificate, Mianzhu Jiulong"), t("附件 1.2 / 3.1 MB", "attachment 1.2 / 3.1 MB"), t("正在等服务器确认", "waiting for the server"), t("第 2 次", "2nd try"), "-"),  # noqa: E501 - the same
        SendRow("5", s.QUEUED, t("扫描 9 页", "9 pages"), "W03-260922-0016-KF", t("养殖场平面图、防疫制度", "farm plan, epidemic rules"), queued.format(2) + t("，2.4 MB", ", 2.4 MB"), "", never, soon),  # noqa: E501 - the same
        SendRow("6", s.QUEUED, t("补正告知", "Supplement notice"), "W03-260922-0017-KB", t("民办幼儿园设立“一件事”套餐・德阳童乐学前教育有限公司", "Private kindergarten, Deyang Tongle Preschool Education Co."), queued.format(3), "", never, soon),  # noqa: E501 - the same
        SendRow("7", s.QUEUED, t("原件移交", "Handover"), "W03-260922-0014-KN", t("交接单 J0922-01，3 件 7 份，市财政局", "sheet J0922-01, 3 cases, 7 papers, Finance"), queued.format(4), "", never, soon),  # noqa: E501 - the same
        SendRow("8", s.FOLLOWS, t("打印记录", "Printout"), "W03-260922-0011-KZ", t("同一件的更正被退回", "a correction of this case was refused"), t("更正发出后自动跟上，别的件不受影响", "follows the correction; others are not held up"), "", never, t("等更正", "waits")),  # noqa: E501 - the same
        SendRow("9", s.FOLLOWS, t("领取方式", "Collecting"), "W03-260922-0011-KZ", t("改为邮寄 EMS", "changed to EMS"), t("更正发出后自动跟上", "follows the correction"), "", never, t("等更正", "waits")),  # noqa: E501 - the same
        SendRow("10", s.QUEUED, t("受理", "Acceptance"), "W03-260922-0015-KJ", t("公民民族成份变更审批・罗勇", "Change of ethnic status, Luo Yong"), queued.format(5), "", never, soon),  # noqa: E501 - the same
        SendRow("11", s.QUEUED, t("打印记录", "Printout"), "W03-260922-0015-KJ", t("受理通知书 2 份", "acceptance notice x2"), queued.format(6), "", never, soon),  # noqa: E501 - the same
        SendRow("12", s.QUEUED, t("打印记录", "Printout"), "W03-260922-0016-KF", t("接收回执 1 份", "receipt x1"), queued.format(7), "", never, soon),  # noqa: E501 - the same
    ]


def outbox_view(t: Pick) -> OutboxView:
    """Return the outbox while the desk catches up."""
    labels = (
        ("open", t("未确认", "Unconfirmed"), 12),
        ("sending", t("正在发", "Sending"), 1),
        ("queued", t("待发", "Waiting"), 6),
        ("refused", t("被退回", "Refused"), 1),
        ("contested", t("有争议", "Contested"), 1),
        ("follows", t("跟着等", "Following"), 2),
        ("renumbered", t("换了号", "Renumbered"), 1),
        ("confirmed", t("今天已确认", "Confirmed today"), 86),
    )
    return OutboxView(
        asked=Asked(pill="open"),
        pills=tuple(Pill(*label) for label in labels),
        source=SendSource(t),
        chain=Note(t("记录号 4,812 — 4,830・链完好", "records 4,812 - 4,830, chain whole"), Tone.HINT),
        contested=ContestedView(
            "1",
            t("两个窗口登记了同一次补齐", "Two windows entered the same papers"),
            t("代码 SYN-301", "code SYN-301"),
            t("2 号窗 何敏・先到", "window 2, He Min, first"),
            t("本窗 陈晓燕・离线时", "here, Chen Xiaoyan, offline"),
            (
                Side(t("时间", "Time"), t("今天 10:31", "today 10:31"), t("今天 10:48", "today 10:48")),
                Side(t("复印件", "Copies"), t("1 份", "1"), t("2 份", "2"), differs=True),
                Side(t("补齐日", "Day"), t("9月22日", "22 Sep"), t("9月22日", "22 Sep")),
            ),
            t("两条都留着，谁也没有覆盖谁。选哪条都另记一笔并署名。", "Both are kept, neither replaced the other. Your choice is a further entry, signed."),
            (
                Choice(t("以 2 号窗为准", "Window 2 stands"), t("1 份，多的退申请人", "1 copy, the other goes back")),
                Choice(t("以本窗为准", "Ours stands"), t("2 份，要写理由", "2 copies, say why")),
                Choice(t("交督办定", "Supervision decides"), t("转李主任", "to Director Li")),
            ),
        ),
        questions=(
            PrintQuestion("p1", t("受理通知书 第 2 份", "Acceptance notice, copy 2"), t("W03-260922-0015，10:41 发给激光打印机。它说“完成”，没有报张数。", "W03-260922-0015, sent 10:41 to the laser. It said done, gave no count.")),  # noqa: E501 - a sentence
            PrintQuestion("p2", t("接收回执", "Receipt of papers"), t("W03-260922-0016，10:50 小票机缺纸，停在一半。装好纸再答，会先打“以上作废”。", "W03-260922-0016, 10:50 out of paper half-way. Load paper, then answer; it first prints void."), "text"),  # noqa: E501 - a sentence
        ),
        outcomes=(
            Outcome("send_now", Dress.SUGGESTED, ""),
            Outcome("open", Dress.READY, "", t("打开原表", "Open the form")),
            Outcome("set_aside", Dress.READY, ""),
            Outcome("reprint", Dress.READY, ""),
            Outcome("export", Dress.READY, "", t("导出这一条", "Export this record")),
        ),
        footer=t("自动重试：1 秒起，最长 5 分钟一次，一直试", "retries by itself: from 1 second to every 5 minutes, for ever"),
    )
