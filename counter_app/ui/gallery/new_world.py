"""The invented new application: a private kindergarten, three things still missing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from casework.clock import CHINA
from counter_app.presenters.views import (
    Collecting,
    Day,
    DayKind,
    Dress,
    DueView,
    Failure,
    Fault,
    FieldView,
    Mark,
    MaterialRow,
    MatterCard,
    NewView,
    Note,
    Outcome,
    Printing,
    Question,
    Tone,
    WayOut,
)

Pick = Callable[[str, str], str]
NOW = datetime(2026, 9, 22, 10, 54, 7, tzinfo=CHINA)
_HOLIDAYS = {date(2026, 9, n) for n in (25, 26, 27)} | {date(2026, 10, n) for n in range(1, 8)}
_MAKE_UP = {date(2026, 9, 20), date(2026, 10, 10)}


def counted_days(first: date, start: date, due: date) -> tuple[Day, ...]:
    """Return the days from `first` to `due` as the calendar shows them, day 1 after `start`."""
    days, number, on = [], 0, first
    while on <= due:
        working = on in _MAKE_UP or (on.weekday() < 5 and on not in _HOLIDAYS)  # noqa: PLR2004 - Friday
        number += working and on > start
        if on <= start:
            kind = DayKind.START if on == start else DayKind.BEFORE
        elif on in _HOLIDAYS:
            kind = DayKind.HOLIDAY
        elif not working:
            kind = DayKind.OFF
        else:
            kind = DayKind.DUE if on == due else DayKind.MAKE_UP if on in _MAKE_UP else DayKind.COUNTED
        days.append(Day(on, kind, number if working and on > start else 0))
        on += timedelta(days=1)
    return tuple(days)


def new_view(t: Pick) -> NewView:
    """Return the page as it stands while the fourth material is marked."""
    return NewView(
        matter=MatterCard(
            "EDU-001",
            t("民办幼儿园设立“一件事”套餐", "Setting up a private kindergarten (one-package)"),
            t("EDU-001・市教育局牵头，6 个部门联办・不收费", "EDU-001, Education leads, 6 authorities, free"),
            package=True,
        ),
        typed="mbyey",
        questions=_questions(t),
        fields=_fields(t),
        applicant_note=Note(
            t("曾办 3 件，名称与电话取自 2026-03-11 的一件", "3 earlier; name, phone from 2026-03-11"), Tone.SOURCE
        ),
        alike=1,
        authority_held=True,
        authority_text=t("原件已收，随案归档", "original kept with the case"),
        rows=_rows(t),
        progress=t("6 项：齐 3・缺 1・后补 1・未核 1", "3 of 6 complete"),
        collecting=Collecting.MAIL,
        collecting_hint=t("到付，免跑第二趟", "no second visit"),
        due=_due(t),
        missing=(
            Note(t("第 4 项 **缺复印件 1 份**，不可后补", "Item 4: **1 copy**, may not follow later"), Tone.BAD),
            Note(t("第 6 项 **还没有核**，可以后补", "Item 6: **not looked at**, may follow"), Tone.OPEN),
            Note(t("经办人电话 **还没有填**", "Agent's phone: **empty**"), Tone.OPEN),
        ),
        blocking=3,
        prints_title=t("补正告知会打印", "Alt+B prints"),
        prints=(
            Printing(t("补正告知书 2 份", "Supplement notice x2"), t("激光打印机", "laser")),
            Printing(t("接收回执 1 份", "Receipt of papers x1"), t("小票机", "slip printer")),
            Printing(t("材料标签 3 张", "Material labels x3"), t("标签机", "label printer")),
        ),
        outcomes=_outcomes(t),
        draft_saved=NOW,
        drafts=2,
        can_undo=True,
    )


def _questions(t: Pick) -> tuple[Question, ...]:
    return (
        Question(
            "organiser",
            t("举办者", "Organiser"),
            (t("企业", "Company"), t("社会组织", "Association"), t("个人", "Person")),
            0,
        ),
        Question(
            "purpose",
            t("办园性质", "Purpose"),
            (t("非营利性", "Non-profit"), t("营利性", "For-profit")),
            0,
            t("登记走市民政局", "Civil Affairs"),
        ),
        Question(
            "premises",
            t("园舍", "Premises"),
            (t("自有", "Owned"), t("租赁", "Leased")),
            1,
            t("第 4 项收租赁合同", "item 4: the lease"),
        ),
    )


def _fields(t: Pick) -> tuple[FieldView, ...]:
    return (
        FieldView("code", "91510603MAD4T7KL24", Note(t("校验位正确", "check digit right"), Tone.OK)),
        FieldView("name", t("德阳童乐学前教育有限公司", "Deyang Tongle Preschool Education Co.")),
        FieldView("legal_rep", t("赵启明", "Zhao Qiming")),
        FieldView("phone", "138 0902 6617"),
        FieldView("agent_id", "510603198811020426", Note(t("读卡 10:52", "card 10:52"), Tone.OK)),
        FieldView("agent", t("王雪梅", "Wang Xuemei")),
        FieldView("agent_phone", ""),
        FieldView("recipient", t("赵启明", "Zhao Qiming")),
        FieldView("recipient_phone", "138 0902 6617"),
        FieldView("address", t("旌阳区天山南路二段 88 号 2 幢", "88 Tianshan South Rd")),
    )


def _rows(t: Pick) -> tuple[MaterialRow, ...]:
    no, may = Mark(word=t("不可", "no"), tone=Tone.HINT), Mark(word=t("可", "may"), tone=Tone.HINT)
    complete = Note(t("齐", "complete"), Tone.OK)
    return (
        MaterialRow(
            1,
            "M01",
            t("申办报告及一次性申请表", "Application report and single combined form"),
            complete,
            originals=Mark(2, 2, ticked=True),
            sheets=("form", "seal"),
            pages=9,
            later=no,
        ),
        MaterialRow(
            2,
            "M02",
            t("举办者身份证明或法人资格证明", "Organiser's ID or legal-person certificate"),
            Note(t("齐（用电子证照）", "complete, by e-licence"), Tone.OK),
            copies=Mark(word=t("免", "waived"), tone=Tone.HINT),
            electronic=Mark(word=t("已核验", "valid"), tone=Tone.OK),
            later=no,
        ),
        MaterialRow(
            3,
            "M03",
            t("资产来源、资金数额及有效证明文件", "Proof of assets, funds and title"),
            complete,
            originals=Mark(1, 1, ticked=True),
            copies=Mark(1, 1, ticked=True),
            sheets=("seal", "text"),
            pages=5,
            later=no,
        ),
        MaterialRow(
            4,
            "M04",
            t("园舍产权证明或租赁合同", "Premises title or lease"),
            Note(t("还缺复印件 1 份", "1 copy missing"), Tone.BAD),
            originals=Mark(word=t("已核", "seen"), tone=Tone.OK, ticked=True),
            copies=Mark(1, 2),
            sheets=("text",),
            pages=6,
            later=no,
        ),
        MaterialRow(
            5,
            "M05",
            t("消防验收(备案)文件", "Fire-safety acceptance or filing document"),
            Note(t("后补，10-20 前", "to follow by 20 Oct"), Tone.WARN),
            copies=Mark(0, 1),
            later=Mark(word=t("10-20", "20 Oct"), tone=Tone.WARN, ticked=True),
        ),
        MaterialRow(
            6,
            "M06",
            t("章程、决策机构及园长教师资格名单", "Articles, board list, head and teacher qualifications"),
            Note(t("还没有核", "not looked at yet"), Tone.OPEN),
            originals=Mark(0, 1),
            copies=Mark(0, 1),
            later=may,
        ),
    )


def _due(t: Pick) -> DueView:
    return DueView(
        due=date(2026, 11, 3),
        committed_days=25,
        statutory_days=60,
        statutory_due=date(2026, 12, 22),
        days=counted_days(date(2026, 9, 21), date(2026, 9, 22), date(2026, 11, 3)),
        sentence=t(
            "9月23日起算。中秋 3 天、国庆 7 天不计，10月10日（周六）上班计入。"
            "现场踏勘、专家评审的时间不计，另行书面告知。",
            "Day 1 is 23 Sep. The two holidays are not counted; Sat 10 Oct is worked. "
            "On-site inspection and expert review come on top, told in writing.",
        ),
    )


def _outcomes(t: Pick) -> tuple[Outcome, ...]:
    return (
        Outcome("accept", Dress.NOT_READY, t("还差 3 处，按下看是哪些", "3 gaps; press to see")),
        Outcome("tolerance", Dress.NOT_READY, t("第 4 项不可后补", "item 4 may not follow")),
        Outcome("supplement", Dress.SUGGESTED, t("建议・列出 3 项，先填电话", "suggested, phone first")),
        Outcome("receive", Dress.READY, t("9月30日前须告知", "notice due by 30 Sep")),
        Outcome("not_accepted", Dress.READY, t("选理由，写明救济", "state ground, remedy")),
        Outcome("not_required", Dress.READY, t("当场告知", "tell at once")),
    )


def failed_view(t: Pick) -> NewView:
    """Return the page after an acceptance that did not happen."""
    view = new_view(t)
    wrong = {
        "agent_id": FieldView(
            "agent_id",
            "510603198811020429",
            Note(
                t(
                    "第 18 位应是 6，现在是 9：看原件改，或按 F4 读卡",
                    "Digit 18 should be 6, is 9: see the original, or F4",
                ),
                Tone.BAD,
            ),
        ),
        "agent_phone": FieldView(
            "agent_phone",
            "",
            Note(t("还没有填电话：补正和取证都靠它通知", "No phone yet: notices depend on it"), Tone.BAD),
        ),
    }
    rows = list(view.rows)
    rows[3] = replace(rows[3], copies=replace(rows[3].copies, wrong=True))
    rows[5] = replace(
        rows[5],
        originals=Mark(0, 1, wrong=True),
        state=Note(t("还没有核", "not looked at yet"), Tone.BAD),
    )
    reasons = {
        "accept": (Dress.NOT_READY, t("改好 4 处后再按", "put 4 things right first")),
        "supplement": (Dress.NOT_READY, t("先改第 1、2 处", "first put 1 and 2 right")),
    }
    outcomes = tuple(Outcome(o.act, *reasons[o.act]) if o.act in reasons else o for o in view.outcomes)
    return replace(
        view,
        fields=tuple(wrong.get(field.key, field) for field in view.fields),
        rows=tuple(rows),
        outcomes=outcomes,
        failure=_failure(t),
    )


def _failure(t: Pick) -> Failure:
    return Failure(
        title=t("没有受理：有 4 处要改", "Not accepted: 4 things to put right"),
        kept=t("已填的都在，没有编号，也没有打印。", "All entries are kept; no number, no print."),
        faults=(
            Fault(
                t("经办人证件：第 18 位应是 6，现在是 9", "Agent's ID: digit 18 should be 6, is 9"),
                t("看原件改，或按 F4 读卡", "see the original, or press F4"),
                "agent_id",
            ),
            Fault(
                t("经办人电话：还没有填", "Agent's phone: empty"),
                t("补正和取证都靠它通知", "notices depend on it"),
                "agent_phone",
            ),
            Fault(
                t("第 4 项：还缺复印件 1 份", "Item 4: 1 copy missing"),
                t("不可后补：现在复印，或改发补正告知", "may not follow: copy it now, or send a notice"),
                "M04/copies",
            ),
            Fault(
                t("第 6 项：还没有核", "Item 6: not looked at"),
                t("核对后记数，或记为后补", "count it, or mark it as to follow"),
                "M06/originals",
            ),
        ),
        footer=t("代码 ACC-204・10:54:31・规则：行政许可法第 32 条", "code ACC-204, 10:54:31, Licensing Law art. 32"),
        ways=(
            WayOut("Alt+B", t("补正告知：一次列出缺的 3 项", "Supplement notice: lists the 3 missing things")),
            WayOut("Alt+S", t("先收件：9月30日前必须告知", "Receive only: notice due by 30 Sep")),
            WayOut("Esc", t("回到表单原来的格子", "Back to the field you came from")),
        ),
    )
