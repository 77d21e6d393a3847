"""The one table of acts: id, key, label, where it holds.

It feeds the actions of the window, F1, F10, the hint line and the tests: no key twice in a scope, none that other programs
own. Labels are Chinese here and English in the translation (context "Acts").
"""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication


class Scope(StrEnum):
    """Where an act holds; `EVERYWHERE` includes every page but the lock."""

    EVERYWHERE = "everywhere"
    LOCK = "sign_in"
    NEW = "new_application"
    LIST = "work_list"
    CASE = "case_page"
    OUTBOX = "outbox"


@dataclass(frozen=True, slots=True)
class Act:
    """One act: `label` is Chinese; `scopes` where its key does it."""

    id: str
    key: str
    label: str
    scopes: tuple[Scope, ...]
    shown_key: str = ""

    @property
    def cap(self) -> str:
        """The key as it is shown: the handier one where two do the same."""
        return self.shown_key or self.key

    def words(self) -> str:
        """Return the label in the language in force."""
        return QCoreApplication.translate("Acts", self.label)


_EVERYWHERE = (Scope.EVERYWHERE,)
_NEW = (Scope.NEW,)
_LISTS = (Scope.LIST, Scope.OUTBOX)
_LIST = (Scope.LIST,)
_CASES = (Scope.LIST, Scope.CASE)
_CASE = (Scope.CASE,)
_OUTBOX = (Scope.OUTBOX,)

ACTS = (
    Act("help", "F1", QT_TRANSLATE_NOOP("Acts", "全部按键"), (Scope.EVERYWHERE, Scope.LOCK)),
    Act("new", "F2", QT_TRANSLATE_NOOP("Acts", "新受理"), _EVERYWHERE),
    Act("find", "F3", QT_TRANSLATE_NOOP("Acts", "扫码查找"), _EVERYWHERE),
    Act("read_card", "F4", QT_TRANSLATE_NOOP("Acts", "读证"), _EVERYWHERE),
    Act("scan", "F5", QT_TRANSLATE_NOOP("Acts", "扫描"), _EVERYWHERE),
    Act("checklist", "F6", QT_TRANSLATE_NOOP("Acts", "清单"), _EVERYWHERE),
    Act("work_list", "F7", QT_TRANSLATE_NOOP("Acts", "待办"), _EVERYWHERE),
    Act("print", "F8", QT_TRANSLATE_NOOP("Acts", "打印"), (Scope.LIST, Scope.CASE)),
    Act("preview_print", "F8", QT_TRANSLATE_NOOP("Acts", "预览"), _NEW),
    Act("reprint", "F8", QT_TRANSLATE_NOOP("Acts", "重打"), _OUTBOX),
    Act("accept", "F9", QT_TRANSLATE_NOOP("Acts", "受理"), _NEW),
    Act("open", "F9", QT_TRANSLATE_NOOP("Acts", "打开"), _LIST, "Enter"),
    Act("deliver", "F9", QT_TRANSLATE_NOOP("Acts", "发给来人"), _CASE),
    Act("send_now", "F9", QT_TRANSLATE_NOOP("Acts", "现在就发"), _OUTBOX),
    Act("all_acts", "F10", QT_TRANSLATE_NOOP("Acts", "全部动作"), _EVERYWHERE),
    Act("full_screen", "F11", QT_TRANSLATE_NOOP("Acts", "全屏"), (Scope.EVERYWHERE, Scope.LOCK)),
    Act("lock", "F12", QT_TRANSLATE_NOOP("Acts", "锁屏"), _EVERYWHERE),
    Act("supplement", "Alt+B", QT_TRANSLATE_NOOP("Acts", "补正告知"), _NEW),
    Act("copy_fields", "Alt+C", QT_TRANSLATE_NOOP("Acts", "复制全部字段"), _CASES),
    Act("drafts", "Alt+D", QT_TRANSLATE_NOOP("Acts", "草稿"), _EVERYWHERE),
    Act("day_end", "Alt+E", QT_TRANSLATE_NOOP("Acts", "日结"), _EVERYWHERE),
    Act("filter", "Alt+F", QT_TRANSLATE_NOOP("Acts", "筛选"), _LISTS),
    Act("correct", "Alt+G", QT_TRANSLATE_NOOP("Acts", "更正"), _CASES),
    Act("hand_to_collector", "Alt+H", QT_TRANSLATE_NOOP("Acts", "发给来人"), _CASES),
    Act("issue", "Alt+I", QT_TRANSLATE_NOOP("Acts", "发证"), _EVERYWHERE),
    Act("hand_over", "Alt+J", QT_TRANSLATE_NOOP("Acts", "交接"), _EVERYWHERE),
    Act("compare", "Alt+K", QT_TRANSLATE_NOOP("Acts", "对照相似"), _NEW),
    Act("language", "Alt+L", QT_TRANSLATE_NOOP("Acts", "语言"), (Scope.EVERYWHERE, Scope.LOCK)),
    Act("mail", "Alt+M", QT_TRANSLATE_NOOP("Acts", "邮寄"), _CASES),
    Act("not_accepted", "Alt+N", QT_TRANSLATE_NOOP("Acts", "不予受理"), _NEW),
    Act("outbox", "Alt+O", QT_TRANSLATE_NOOP("Acts", "发件"), _EVERYWHERE),
    Act("settings", "Alt+P", QT_TRANSLATE_NOOP("Acts", "设置"), _EVERYWHERE),
    Act("set_aside", "Alt+Q", QT_TRANSLATE_NOOP("Acts", "搁置"), _OUTBOX),
    Act("tolerance", "Alt+R", QT_TRANSLATE_NOOP("Acts", "容缺受理"), _NEW),
    Act("receive", "Alt+S", QT_TRANSLATE_NOOP("Acts", "先收件"), _NEW),
    Act("next_ticket", "Alt+T", QT_TRANSLATE_NOOP("Acts", "叫下一位"), _EVERYWHERE),
    Act("urge", "Alt+U", QT_TRANSLATE_NOOP("Acts", "催办"), _CASES),
    Act("preview", "Alt+V", QT_TRANSLATE_NOOP("Acts", "预览开关"), _LISTS),
    Act("not_required", "Alt+W", QT_TRANSLATE_NOOP("Acts", "无需许可"), _NEW),
    Act("export", "Alt+X", QT_TRANSLATE_NOOP("Acts", "导出"), _LISTS),
    Act("recall_ticket", "Alt+Y", QT_TRANSLATE_NOOP("Acts", "重呼"), _EVERYWHERE),
    Act("undo", "Alt+Z", QT_TRANSLATE_NOOP("Acts", "撤销"), _EVERYWHERE),
)

# Alt with a digit of the upper row goes to a numbered part, list or clerk of the page.
NUMBERED_KEYS = tuple(f"Alt+{digit}" for digit in range(1, 10))

# Chat programs, window managers and input methods own these.
RESERVED = frozenset(
    {"Alt+A", "Alt+Space", "Alt+Tab", "Alt+Esc", "Alt+F4", "Ctrl+Space", "Shift+Space", "Ctrl+."}
    | {f"Alt+F{n}" for n in range(1, 13)}
    | {f"Ctrl+{n}" for n in range(10)}
)

BY_ID = {act.id: act for act in ACTS}


def holding(scope: Scope) -> tuple[Act, ...]:
    """Return the acts whose keys hold on a page, in the order of the table."""
    return tuple(
        act
        for act in ACTS
        if scope in act.scopes or (Scope.EVERYWHERE in act.scopes and scope is not Scope.LOCK)
    )
