"""The invented case, the frame of the window, the lock."""

from dataclasses import replace
from datetime import date, datetime

from casework.clock import CHINA
from counter_app.presenters.case_views import (
    AnswerView,
    CaseView,
    EventMark,
    Holder,
    PaperRow,
    PrintLine,
    PrintState,
    SignedFile,
    TimelineEntry,
)
from counter_app.presenters.list_views import PrintQuestion
from counter_app.presenters.shell_views import (
    Badge,
    BannerKind,
    BannerView,
    Device,
    DeviceState,
    LastScan,
    Link,
    Person,
    ShellView,
    SignInView,
)
from counter_app.presenters.views import Day, DayKind, Deadline, DeadlineKind, Dress, DueView, Note, Outcome, Tone
from counter_app.ui.gallery.new_world import Pick, counted_days

_STOPPED = {date(2026, 9, n) for n in (15, 16, 17, 18)}
_DECIDED, _DUE = date(2026, 9, 22), date(2026, 9, 28)


def _days() -> tuple[Day, ...]:
    made, number = [], 0
    for day in counted_days(date(2026, 9, 8), date(2026, 9, 8), _DUE):
        kind = DayKind.STOPPED if day.on in _STOPPED else day.kind
        kind = DayKind.DECIDED if day.on == _DECIDED else kind
        counts = kind in (DayKind.COUNTED, DayKind.MAKE_UP, DayKind.DECIDED, DayKind.DUE)
        number += counts
        if counts and _DECIDED < day.on < _DUE:
            kind = DayKind.BEFORE
        made.append(Day(day.on, kind, number if counts else 0))
    return tuple(made)


def case_view(t: Pick) -> CaseView:
    """Return a case whose result is at the window and whose certificate may or may not have come out."""
    return CaseView(
        case_id="W03-260908-0005-KC",
        number="510600-W03-260908-0005-KC",
        matter=t("动物诊疗许可证核发", "Animal clinic licence"),
        applicant=t("旌阳区安心宠物诊所・何文彬 138 8042 9913", "Jingyang Anxin Pet Clinic, He Wenbin, 138 8042 9913"),
        step=4,
        standing=Note(t("结果到窗", "result at window"), Tone.OK),
        deadline=Deadline(DeadlineKind.DELIVER, 10),
        timeline=_timeline(t),
        due=DueView(
            due=_DUE,
            committed_days=10,
            statutory_days=20,
            statutory_due=date(2026, 10, 16),
            days=_days(),
            sentence=t(
                "9月9日是第 1 日。踏勘停钟 4 个工作日，到期日从 9月21日 移到 **9月28日**；"
                "9月20日（周日）上班计入，中秋不计。",
                "Day 1 is 9 Sep. The inspection stopped the clock for 4 working days and moved the due day from 21 to "
                "**28 Sep**; Sunday 20 Sep is worked, the holiday is not counted.",
            ),
            remark=Note(
                t(
                    "**送达时限：决定之日起 10 个工作日，10月13日前。**",
                    "**Delivery: within 10 working days of the decision, by 13 Oct.**",
                ),
                Tone.WARN,
            ),
            standing=Deadline(DeadlineKind.DECIDED, 7, early=3),
        ),
        due_subtitle=t("承诺 10 个工作日，9月8日受理", "10 working days promised, accepted 8 Sep"),
        papers=_papers(t),
        papers_subtitle=t("6 项，扫描 14 页", "6 items, 14 pages"),
        answer=_answer(t),
        question=PrintQuestion(
            "p3",
            t("许可证 № 0004187，纸出来了吗？", "Certificate No. 0004187: did it come out?"),
            t("10:38 发给“证照打印机”，没有回音", "sent 10:38 to the certificate printer, no reply"),
        ),
        prints=_prints(t),
        outcomes=(
            Outcome("deliver", Dress.NOT_READY, t("先答：许可证出来了吗", "first answer the print question")),
            Outcome("mail", Dress.READY, t("申请人选的是窗口领取", "the applicant chose the window")),
            Outcome(
                "print",
                Dress.NOT_READY,
                t("先答：上一张出来了吗", "first answer: did it come out"),
                t("打印许可证", "Print licence"),
            ),
            Outcome(
                "hand_over",
                Dress.READY,
                t("第 5 项还在 2 号窗", "item 5 is still at window 2"),
                t("移交原件", "Hand over"),
            ),
            Outcome("copy_fields", Dress.READY, t("贴到部门自己的系统", "for the department's system")),
            Outcome("correct", Dress.READY, t("另记一笔，旧回执作废", "a further entry, old slip void")),
            Outcome("urge", Dress.NOT_READY, t("部门已答复，不用催", "they have answered")),
        ),
    )


def _timeline(t: Pick) -> tuple[TimelineEntry, ...]:
    m = EventMark
    return (
        TimelineEntry(
            m.NEXT,
            t("接下来：送达", "Next: delivery"),
            t("等何文彬来领", "He Wenbin collects"),
            t("10-13 前", "by 13 Oct"),
        ),
        TimelineEntry(
            m.AT_WINDOW,
            t("结果到窗", "Result at window"),
            t("任何一个窗口都可以发", "any window may issue it"),
            t("今天 09:43", "today 09:43"),
            now=True,
        ),
        TimelineEntry(
            m.GRANTED,
            t("**准予**，部门已签章", "**Granted**, sealed"),
            t("市农业农村局 刘建・第 7 日", "Agriculture, Liu Jian, day 7"),
            t("今天 09:40", "today 09:40"),
        ),
        TimelineEntry(
            m.RESUMED,
            t("恢复计时", "Clock resumed"),
            t("踏勘合格，4 个工作日不计", "inspection passed, 4 days not counted"),
            "9-18 16:40",
        ),
        TimelineEntry(
            m.STOPPED,
            t("停钟：现场踏勘", "Clock stopped: inspection"),
            t("告知书已送达（微信、短信）", "notice delivered"),
            "9-15 08:55",
        ),
        TimelineEntry(
            m.SUPPLEMENTED,
            t("第 5 项补齐", "Item 5 came in"),
            t("何敏・2 号窗・期限内", "He Min, window 2, in time"),
            "9-14 15:32",
        ),
        TimelineEntry(
            m.URGED,
            t("催办第 1 次，当日答复", "Urged once, answered"),
            t("陈晓燕 → 刘建：15 日踏勘", "Chen Xiaoyan to Liu Jian"),
            "9-11 10:07",
        ),
        TimelineEntry(
            m.CLAIMED,
            t("部门收到并认领", "Received and claimed"),
            t("市农业农村局 刘建", "Agriculture, Liu Jian"),
            "9-09 10:30",
        ),
        TimelineEntry(
            m.HANDED_OVER,
            t("原件 2 份移交", "2 originals handed over"),
            t("交接单 J0909-02，刘建签收", "sheet J0909-02, Liu Jian signed"),
            "9-09 09:12",
        ),
        TimelineEntry(
            m.ACCEPTED,
            t("**容缺受理**，通知书 2 份", "**Accepted with tolerance**"),
            t("陈晓燕・3 号窗・当时离线", "Chen Xiaoyan, window 3, offline"),
            "9-08 10:21",
        ),
        TimelineEntry(m.RECEIVED, t("收件 6 项", "6 items received"), "", "9-08 10:18"),
    )


def _papers(t: Pick) -> tuple[PaperRow, ...]:
    bureau = t("市农业农村局 刘建", "Agriculture, Liu Jian")
    back = t("申请人（当场退回）", "applicant (given back)")
    seen = t("原件已核・复印 1", "seen, copy 1")
    d, a, w = Holder.DEPARTMENT, Holder.APPLICANT, Holder.WINDOW
    return (
        PaperRow(t("动物诊疗许可证申请表", "Application form"), t("原件 1", "original 1"), d, bureau, "9-09", "form"),
        PaperRow(
            t("场所方位图、平面图及使用权证明", "Site and floor plan, right of use"),
            t("复印 1", "copy 1"),
            d,
            bureau,
            "9-09",
            "plan",
        ),
        PaperRow(t("执业兽医资格证书", "Veterinarian's certificate"), seen, a, back, "9-08", "certificate"),
        PaperRow(t("设施设备清单及管理制度", "Equipment and rules"), t("原件 1", "original 1"), d, bureau, "9-09"),
        PaperRow(
            t("人员健康证明", "Health certificates"),
            t("后补・9-14 补齐", "came in 14 Sep"),
            w,
            t("2 号窗，待移交", "window 2, to hand over"),
            "9-14",
            "seal",
            waiting=True,
        ),
        PaperRow(t("申请人身份证", "Applicant's ID"), seen, a, back, "9-08", "card"),
    )


def _answer(t: Pick) -> AnswerView:
    valid = Note(t("签章有效", "valid seal"), Tone.OK)
    return AnswerView(
        verdict=Note(t("准予", "granted"), Tone.OK),
        title=t("动物诊疗许可证", "Animal clinic licence"),
        source=t("市农业农村局 刘建・今天 09:40", "Agriculture, Liu Jian, today 09:40"),
        words=t(
            "“踏勘合格。范围：动物疾病预防、诊疗，不含颅腔、胸腔手术。请提醒诊室悬挂正本。”",
            '"Inspection passed. Prevention and treatment, no cranial or thoracic surgery. Display the original."',
        ),
        files=(
            SignedFile(t("准予行政许可决定书.pdf", "decision.pdf"), valid),
            SignedFile(t("动物诊疗许可证.pdf", "licence.pdf"), valid),
        ),
    )


def _prints(t: Pick) -> tuple[PrintLine, ...]:
    out, gone = t("出来了", "came out"), t("没出来", "did not")
    s = PrintState
    return (
        PrintLine(s.CAME_OUT, t("特殊程序告知书 重打第 1 次", "Special procedure notice, reprint 1"), out),
        PrintLine(s.DID_NOT, t("特殊程序告知书 9-15 卡纸", "Special procedure notice, jam 15 Sep"), gone),
        PrintLine(s.CAME_OUT, t("容缺受理通知书 2 份 9-08", "Tolerance notice x2, 8 Sep"), out),
        PrintLine(s.CAME_OUT, t("容缺承诺书 1 份 9-08", "Commitment x1, 8 Sep"), out),
        PrintLine(s.CAME_OUT, t("接收回执・标签 6 张 9-08", "Receipt, 6 labels, 8 Sep"), out),
        PrintLine(s.SEAL, t("受理专用章 用印 2026-00412", "Acceptance seal 2026-00412"), t("窗口", "window")),
        PrintLine(s.SEAL, t("行政审批专用章 2026-0187", "Approval seal 2026-0187"), t("部门", "department")),
    )


def shell_view(t: Pick) -> ShellView:
    """Return the frame while the desk is offline."""
    return ShellView(
        window=3,
        clerk=t("陈晓燕", "Chen Xiaoyan"),
        now=datetime(2026, 9, 22, 10, 54, tzinfo=CHINA),
        link=Link.OFFLINE,
        banner=BannerView(
            BannerKind.OFFLINE,
            t("离线 12 分钟", "Offline 12 min"),
            t(
                "自 10:42。受理、打印、查询照常；部门答复等联网后到。",
                "since 10:42. Accepting, printing, search go on; answers come later.",
            ),
            waiting=7,
            refused=1,
            contested=1,
            tail=t("10:54:40 再试", "retry 10:54:40"),
        ),
        last_scan=LastScan(
            t("刚扫・10:53・材料标签 M03", "Scanned 10:53, label M03"),
            t("已记到第 3 项「资产来源…」扫描 5 页", "added to item 3: 5 pages"),
            Note("", Tone.OK),
        ),
        ticket="A037",
        devices=(DeviceState(Device.NETWORK, well=False), *_devices()),
        badges=(
            Badge("work_list", 23),
            Badge("issue", 14),
            Badge("hand_over", 3),
            Badge("outbox", 9, urgent=True),
        ),
    )


def _devices() -> tuple[DeviceState, ...]:
    return (DeviceState(Device.CARD_READER), DeviceState(Device.SCANNER), DeviceState(Device.PRINTER))


def online_view(t: Pick) -> ShellView:
    """Return the frame while all is well."""
    return replace(
        shell_view(t),
        link=Link.ONLINE,
        banner=None,
        now=datetime(2026, 9, 22, 9, 31, tzinfo=CHINA),
        last_scan=LastScan(
            t("刚扫・09:30・受理通知书", "Scanned 09:30, acceptance notice"),
            t("打开 W03-260904-0006", "opens W03-260904-0006"),
            Note("", Tone.OK),
        ),
        devices=(DeviceState(Device.NETWORK), *_devices()),
        badges=(Badge("work_list", 23), Badge("issue", 14), Badge("hand_over", 3), Badge("outbox", 2, urgent=True)),
    )


def catching_up_view(t: Pick) -> ShellView:
    """Return the frame while the desk sends what it kept."""
    return replace(
        shell_view(t),
        link=Link.CATCHING_UP,
        now=datetime(2026, 9, 22, 11, 7, tzinfo=CHINA),
        banner=BannerView(
            BannerKind.CATCHING_UP,
            t("11:06 恢复联网", "Online since 11:06"),
            t("正在补发，离线时记的 19 条已确认 7 条", "sending what was kept: 7 of 19 confirmed"),
            done=7,
            total=19,
            progress=t("部门答复新到 3 份", "3 new answers"),
            tail=t("最后确认 11:06:52", "last confirmed 11:06:52"),
        ),
        last_scan=LastScan(
            t("刚扫・11:05・旧回执 0009", "Scanned 11:05, old slip 0009"),
            t("已换号，打开的是新号那一件", "renumbered, the new one is open"),
            Note("", Tone.WARN),
        ),
        badges=(Badge("work_list", 23), Badge("issue", 14), Badge("hand_over", 3), Badge("outbox", 12, urgent=True)),
    )


def sign_in_view(t: Pick) -> SignInView:
    """Return the lock of window 3."""
    return SignInView(
        hall=t("德阳市政务服务大厅", "Deyang Service Hall"),
        window=3,
        now=datetime(2026, 9, 22, 10, 54, tzinfo=CHINA),
        workday=True,
        people=(
            Person("c1", t("陈晓燕", "Chen Xiaoyan"), t("10:54 锁的屏", "locked at 10:54"), drafts=1),
            Person("c2", t("李国栋", "Li Guodong"), t("今天在 1 号窗口", "today at window 1")),
            Person("c3", t("何敏", "He Min"), t("今天还没有登录", "not here yet today")),
            Person("", t("别的人", "Someone else"), t("输入工号", "by staff number")),
        ),
        link=Link.OFFLINE,
        link_words=t("离线 12 分钟", "offline 12 min"),
        waiting=7,
        devices=_devices(),
    )
