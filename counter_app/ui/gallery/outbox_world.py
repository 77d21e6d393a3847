"""The invented outbox: what the server has not confirmed, a contradiction, two papers nobody knows of."""

from counter_app.presenters.list_views import (
    Asked,
    Choice,
    ContestedView,
    GroupCount,
    OutboxView,
    Pill,
    PrintQuestion,
    SendRow,
    SendState,
    Side,
)
from counter_app.presenters.views import Dress, Note, Outcome, Tone
from counter_app.ui.gallery.new_world import Pick


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
        SendRow(
            "1",
            s.CONTESTED,
            t("补齐", "Papers in"),
            "W02-260918-0007-T4",
            t("兽药经营许可证核发・广汉市康牧兽药有限公司", "Veterinary drugs licence, Guanghan Kangmu Drugs"),
            t("2 号窗先登记了补齐，份数不同", "Window 2 entered it first, counts differ"),
            t("右边对照，按 1、2、3 定", "compare at the right, answer 1, 2 or 3"),
            t("1 次", "1 try"),
            t("已停", "stopped"),
        ),
        SendRow(
            "2",
            s.REFUSED,
            t("更正", "Correction"),
            "W03-260922-0011-KZ",
            t("农药经营许可证核发・旌阳区田园农资店", "Pesticide trading licence, Jingyang Tianyuan"),
            t("目录里没有领取方式“自提柜”", 'The catalogue has no way "locker"'),
            t("打开原表，改成窗口领取或邮寄", "open it, choose window or mail"),
            t("1 次", "1 try"),
            t("已停", "stopped"),
            "Enter",
        ),
        SendRow(
            "3",
            s.RENUMBERED,
            t("受理", "Acceptance"),
            "W03-260922-0009-M7",
            t("原号 W03-260922-0009-KB 与另一台机器相同", "W03-260922-0009-KB was taken by another machine"),
            t("服务器改了编号，记录没有丢", "The server renumbered it, nothing is lost"),
            t("重打回执，收回旧的", "print the receipt again, take the old one back"),
            t("已收下", "taken in"),
            t("—", "-"),
            "F8",
        ),
        SendRow(
            "4",
            s.SENDING,
            t("受理", "Acceptance"),
            "W03-260922-0016-KF",
            t("动物防疫条件合格证核发・绵竹市九龙牧业", "Animal epidemic certificate, Mianzhu Jiulong"),
            t("附件 1.2 / 3.1 MB", "attachment 1.2 / 3.1 MB"),
            t("正在等服务器确认", "waiting for the server"),
            t("第 2 次", "2nd try"),
            "-",
        ),
        SendRow(
            "5",
            s.QUEUED,
            t("扫描 9 页", "9 pages"),
            "W03-260922-0016-KF",
            t("养殖场平面图、防疫制度", "farm plan, epidemic rules"),
            queued.format(2) + t("，2.4 MB", ", 2.4 MB"),
            "",
            never,
            soon,
        ),
        SendRow(
            "6",
            s.QUEUED,
            t("补正告知", "Supplement notice"),
            "W03-260922-0017-KB",
            t(
                "民办幼儿园设立“一件事”套餐・德阳童乐学前教育有限公司",
                "Private kindergarten, Deyang Tongle Preschool Education Co.",
            ),
            queued.format(3),
            "",
            never,
            soon,
        ),
        SendRow(
            "7",
            s.QUEUED,
            t("原件移交", "Handover"),
            "W03-260922-0014-KN",
            t("交接单 J0922-01，3 件 7 份，市财政局", "sheet J0922-01, 3 cases, 7 papers, Finance"),
            queued.format(4),
            "",
            never,
            soon,
        ),
        SendRow(
            "8",
            s.FOLLOWS,
            t("打印记录", "Printout"),
            "W03-260922-0011-KZ",
            t("同一件的更正被退回", "a correction of this case was refused"),
            t("更正发出后自动跟上，别的件不受影响", "follows the correction; others are not held up"),
            "",
            never,
            t("等更正", "waits"),
        ),
        SendRow(
            "9",
            s.FOLLOWS,
            t("领取方式", "Collecting"),
            "W03-260922-0011-KZ",
            t("改为邮寄 EMS", "changed to EMS"),
            t("更正发出后自动跟上", "follows the correction"),
            "",
            never,
            t("等更正", "waits"),
        ),
        SendRow(
            "10",
            s.QUEUED,
            t("受理", "Acceptance"),
            "W03-260922-0015-KJ",
            t("公民民族成份变更审批・罗勇", "Change of ethnic status, Luo Yong"),
            queued.format(5),
            "",
            never,
            soon,
        ),
        SendRow(
            "11",
            s.QUEUED,
            t("打印记录", "Printout"),
            "W03-260922-0015-KJ",
            t("受理通知书 2 份", "acceptance notice x2"),
            queued.format(6),
            "",
            never,
            soon,
        ),
        SendRow(
            "12",
            s.QUEUED,
            t("打印记录", "Printout"),
            "W03-260922-0016-KF",
            t("接收回执 1 份", "receipt x1"),
            queued.format(7),
            "",
            never,
            soon,
        ),
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
            t(
                "两条都留着，谁也没有覆盖谁。选哪条都另记一笔并署名。",
                "Both are kept, neither replaced the other. Your choice is a further entry, signed.",
            ),
            (
                Choice(t("以 2 号窗为准", "Window 2 stands"), t("1 份，多的退申请人", "1 copy, the other goes back")),
                Choice(t("以本窗为准", "Ours stands"), t("2 份，要写理由", "2 copies, say why")),
                Choice(t("交督办定", "Supervision decides"), t("转李主任", "to Director Li")),
            ),
        ),
        questions=(
            PrintQuestion(
                "p1",
                t("受理通知书 第 2 份", "Acceptance notice, copy 2"),
                t(
                    "W03-260922-0015，10:41 发给激光打印机。它说“完成”，没有报张数。",
                    "W03-260922-0015, sent 10:41 to the laser. It said done, gave no count.",
                ),
            ),
            PrintQuestion(
                "p2",
                t("接收回执", "Receipt of papers"),
                t(
                    "W03-260922-0016，10:50 小票机缺纸，停在一半。装好纸再答，会先打“以上作废”。",
                    "W03-260922-0016, 10:50 out of paper half-way. Load paper, then answer; it first prints void.",
                ),
                "text",
            ),
        ),
        held_printers=(
            t(
                "小票机缺纸，3 张在等。弄好就会自己接着打。",
                "Slip printer: out of paper; 3 waiting. It goes on by itself once that is done.",
            ),
        ),
        outcomes=(
            Outcome("send_now", Dress.SUGGESTED, ""),
            Outcome("open", Dress.READY, "", t("打开原表", "Open the form")),
            Outcome("set_aside", Dress.READY, ""),
            Outcome("reprint", Dress.READY, ""),
            Outcome("export", Dress.READY, "", t("导出这一条", "Export this record")),
        ),
        footer=t(
            "自动重试：1 秒起，最长 5 分钟一次，一直试", "retries by itself: from 1 second to every 5 minutes, for ever"
        ),
    )
