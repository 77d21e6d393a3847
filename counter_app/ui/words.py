"""Words for what travels as a choice or a date; Chinese is the source language, English comes from the translation.

Every function asks the translator when called, so a switch of language needs no more than calling again.
"""

from datetime import date, datetime

from counter_app.presenters.list_views import SendState, Stage
from counter_app.presenters.views import Deadline, DeadlineKind
from counter_app.ui.kit.chip import ChipLook
from counter_app.ui.tongue import mark, translate

_MONTHS = (
    mark("Months", "1月"),
    mark("Months", "2月"),
    mark("Months", "3月"),
    mark("Months", "4月"),
    mark("Months", "5月"),
    mark("Months", "6月"),
    mark("Months", "7月"),
    mark("Months", "8月"),
    mark("Months", "9月"),
    mark("Months", "10月"),
    mark("Months", "11月"),
    mark("Months", "12月"),
)
_WEEKDAYS = (
    mark("Weekdays", "周一"),
    mark("Weekdays", "周二"),
    mark("Weekdays", "周三"),
    mark("Weekdays", "周四"),
    mark("Weekdays", "周五"),
    mark("Weekdays", "周六"),
    mark("Weekdays", "周日"),
)
_LETTERS = (
    mark("WeekdayLetters", "一"),
    mark("WeekdayLetters", "二"),
    mark("WeekdayLetters", "三"),
    mark("WeekdayLetters", "四"),
    mark("WeekdayLetters", "五"),
    mark("WeekdayLetters", "六"),
    mark("WeekdayLetters", "日"),
)
_STAGES = {
    Stage.RECEIVED: ("inbox-outline", mark("Stages", "仅收件")),
    Stage.SUPPLEMENT: ("file-alert-outline", mark("Stages", "待补正")),
    Stage.ACCEPTED: ("clipboard-check-outline", mark("Stages", "已受理")),
    Stage.IN_REVIEW: ("progress-clock", mark("Stages", "办理中")),
    Stage.SUSPENDED: ("pause-circle-outline", mark("Stages", "停钟")),
    Stage.DECIDED: ("gavel", mark("Stages", "已决定")),
    Stage.AT_WINDOW: ("certificate-outline", mark("Stages", "结果到窗")),
    Stage.DELIVERED: ("check-circle", mark("Stages", "已送达")),
    Stage.CLOSED: ("archive-outline", mark("Stages", "已办结")),
}
_STEPS = (
    mark("Steps", "收件"),
    mark("Steps", "受理"),
    mark("Steps", "办理"),
    mark("Steps", "决定"),
    mark("Steps", "到窗"),
    mark("Steps", "送达"),
)
_GROUPS = {
    "late": ("alert-circle", "bad", mark("Groups", "逾期")),
    "today": ("clock-alert-outline", "warn", mark("Groups", "今天")),
    "soon": ("clock-outline", "warn", mark("Groups", "3 个工作日内")),
    "stopped": ("pause-circle-outline", "hold", mark("Groups", "不计时")),
    "later": ("calendar-outline", "ink", mark("Groups", "以后")),
    "yours": ("account-alert-outline", "bad", mark("Groups", "要你处理")),
    "by_itself": ("sync", "accent", mark("Groups", "会自己走")),
    "done": ("check-circle", "ok", mark("Groups", "已确认")),
    "all": ("format-list-bulleted", "ink", mark("Groups", "全部")),
    "closed": ("archive-outline", "ink", mark("Groups", "已办结")),
}
_SENDING = {
    SendState.CONTESTED: ("compare-horizontal", "hold", False, mark("Sending", "有争议")),
    SendState.CHANGED: ("swap-horizontal", "hold", False, mark("Sending", "结论变了")),
    SendState.REFUSED: ("close-circle-outline", "bad", True, mark("Sending", "被退回")),
    SendState.RENUMBERED: ("numeric", "warn", False, mark("Sending", "换了号")),
    SendState.SENDING: ("cloud-upload-outline", "accent", False, mark("Sending", "正在发")),
    SendState.QUEUED: ("tray-full", "plain", False, mark("Sending", "待发")),
    SendState.FOLLOWS: ("link-variant", "plain", False, mark("Sending", "跟着等")),
    SendState.SET_ASIDE: ("pause-circle-outline", "plain", False, mark("Sending", "已搁置")),
    SendState.CONFIRMED: ("check-circle", "ok", False, mark("Sending", "已确认")),
}


def chinese() -> bool:
    """Return whether the words are Chinese; English needs wider columns."""
    return month(1) == _MONTHS[0]


def joined(parts: list[str]) -> str:
    """Return several short remarks as one line (rich)."""
    return ("；" if chinese() else "; ").join(parts)


def month(number: int) -> str:
    """Return "9月" or "Sep"."""
    return translate("Months", _MONTHS[number - 1])


def day(on: date) -> str:
    """Return "11月3日" or "3 Nov"."""
    text = translate("Words", "{month_name}{day}日")
    return text.format(month_name=month(on.month), day=on.day)


def weekday(on: date) -> str:
    """Return "周二" or "Tuesday"."""
    return translate("Weekdays", _WEEKDAYS[on.weekday()])


def weekday_letter(index: int) -> str:
    """Return "一" or "M" for a day of the week counted from Monday as 0."""
    return translate("WeekdayLetters", _LETTERS[index])


def day_and_weekday(moment: datetime) -> str:
    """Return "9月22日 周二" or "Tue 22 Sep"."""
    text = translate("Words", "{day} {weekday}")
    return text.format(day=day(moment), weekday=weekday(moment), short=weekday(moment)[:3])


def short_day(on: date | None) -> str:
    """Return "9-18" or "18 Sep", as lists show it."""
    if on is None:
        return ""
    text = translate("Words", "{month}-{day:02}")
    return text.format(month=on.month, day=on.day, month_name=month(on.month))


def stage(of: Stage) -> tuple[str, str]:
    """Return the icon and the word of a stage."""
    icon, word = _STAGES[of]
    return icon, translate("Stages", word)


def steps() -> tuple[str, ...]:
    """Return the words of the six steps of a case."""
    return tuple(translate("Steps", word) for word in _STEPS)


def group(key: str) -> tuple[str, str, str]:
    """Return icon, tone and word of a group of a list."""
    icon, tone, word = _GROUPS[key]
    return icon, tone, translate("Groups", word)


def sending(state: SendState) -> ChipLook:
    """Return the chip of a record's state."""
    icon, tone, filled, word = _SENDING[state]
    return ChipLook(translate("Sending", word), icon, tone, filled=filled)


def deadline(of: Deadline) -> ChipLook | None:
    """Return the chip of a deadline as the design's table has it; None when nothing is counted."""
    n = of.days
    looks = {
        DeadlineKind.LATE: ChipLook(
            translate("Deadlines", "逾期 %n 日", "", n), "alert-circle", "bad", filled=True, dashed=of.provisional
        ),
        DeadlineKind.DEEMED: ChipLook(translate("Deadlines", "视为受理"), "gavel", "bad", filled=True),
        DeadlineKind.TODAY: ChipLook(translate("Deadlines", "今天到期"), "clock-alert-outline", "bad"),
        DeadlineKind.NOTICE_TODAY: ChipLook(translate("Deadlines", "今天须告知"), "clock-alert-outline", "bad"),
        DeadlineKind.SOON: ChipLook(translate("Deadlines", "剩 %n 日", "", n), "clock-outline", "warn"),
        DeadlineKind.LATER: ChipLook(translate("Deadlines", "剩 %n 日", "", n), "calendar-check-outline"),
        DeadlineKind.STOPPED: ChipLook(translate("Deadlines", "停钟 %n 日", "", n), "pause-circle-outline", "hold"),
        DeadlineKind.AWAITING: ChipLook(_awaiting(n), "pause-circle-outline", "hold"),
        DeadlineKind.DECIDED: ChipLook(_decided(of), "check-circle", "ok", strong=True),
        DeadlineKind.DELIVER: ChipLook(translate("Deadlines", "送达剩 %n 日", "", n), "clock-outline", "warn"),
    }
    look = looks.get(of.kind)
    if look is None or not of.provisional:
        return look
    return ChipLook(
        translate("Deadlines", "{0}，暂定").format(look.text), look.icon, look.tone, filled=look.filled, dashed=True
    )


def _awaiting(day_number: int) -> str:
    text = translate("Deadlines", "等补正")
    return text if not day_number else translate("Deadlines", "等补正 第 {0} 日").format(day_number)


def _decided(of: Deadline) -> str:
    if of.early <= 0:
        return translate("Deadlines", "第 {0} 日决定").format(of.days)
    return translate("Deadlines", "第 {0} 日决定，早 {1} 日").format(of.days, of.early)


def halves(number: str) -> tuple[str, str]:
    """Split a case number before its serial: "W03-260904-" and "0006-K3"."""
    parts = number.split("-")
    if len(parts) < 3:  # noqa: PLR2004 - a serial, a check part, and something before them
        return "", number
    return "-".join(parts[:-2]) + "-", "-".join(parts[-2:])
