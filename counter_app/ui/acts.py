"""The one table of acts: id, key, label, where it holds.

It feeds the actions of the window, F1, F10, the hint line and the tests: no key twice in a scope, none that other
programs own. Labels are Chinese here and English in the translation (context "Acts").
"""

from dataclasses import dataclass
from enum import StrEnum

from counter_app.ui.tongue import mark, translate


class Scope(StrEnum):
    """Where an act holds; `EVERYWHERE` includes every page but the lock."""

    EVERYWHERE = "everywhere"
    LOCK = "sign_in"
    NEW = "new_application"
    LIST = "work_list"
    CASE = "case_page"
    OUTBOX = "outbox"
    SETTINGS = "settings"
    DAY_END = "day_end"


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
        return translate("Acts", self.label)


_EVERYWHERE = (Scope.EVERYWHERE,)
_NEW = (Scope.NEW,)
_LISTS = (Scope.LIST, Scope.OUTBOX)
_LIST = (Scope.LIST,)
_CASES = (Scope.LIST, Scope.CASE)
_CASE = (Scope.CASE,)
_OUTBOX = (Scope.OUTBOX,)
_SETTINGS = (Scope.SETTINGS,)
_DAY_END = (Scope.DAY_END,)

ACTS = (
    Act("help", "F1", mark("Acts", "全部按键"), (Scope.EVERYWHERE, Scope.LOCK)),
    Act("new", "F2", mark("Acts", "新受理"), _EVERYWHERE),
    Act("find", "F3", mark("Acts", "扫码查找"), _EVERYWHERE),
    Act("read_card", "F4", mark("Acts", "读证"), _EVERYWHERE),
    Act("scan", "F5", mark("Acts", "扫描"), _EVERYWHERE),
    Act("checklist", "F6", mark("Acts", "清单"), _EVERYWHERE),
    Act("work_list", "F7", mark("Acts", "待办"), _EVERYWHERE),
    Act("print", "F8", mark("Acts", "打印"), (Scope.LIST, Scope.CASE)),
    Act("preview_print", "F8", mark("Acts", "预览"), _NEW),
    Act("reprint", "F8", mark("Acts", "重打"), _OUTBOX),
    Act("test_page", "F8", mark("Acts", "打测试页"), _SETTINGS),
    Act("print_day", "F8", mark("Acts", "打日结单"), _DAY_END),
    Act("accept", "F9", mark("Acts", "受理"), _NEW),
    Act("open", "F9", mark("Acts", "打开"), _LIST, "Enter"),
    Act("deliver", "F9", mark("Acts", "发给来人"), _CASE),
    Act("send_now", "F9", mark("Acts", "现在就发"), _OUTBOX),
    Act("ask_server", "F9", mark("Acts", "问服务器"), _SETTINGS),
    Act("hand_shift", "F9", mark("Acts", "交班并锁屏"), _DAY_END),
    Act("all_acts", "F10", mark("Acts", "全部动作"), _EVERYWHERE),
    Act("full_screen", "F11", mark("Acts", "全屏"), (Scope.EVERYWHERE, Scope.LOCK)),
    Act("lock", "F12", mark("Acts", "锁屏"), _EVERYWHERE),
    Act("supplement", "Alt+B", mark("Acts", "补正告知"), _NEW),
    Act("copy_fields", "Alt+C", mark("Acts", "复制全部字段"), _CASES),
    Act("drafts", "Alt+D", mark("Acts", "草稿"), _EVERYWHERE),
    Act("day_end", "Alt+E", mark("Acts", "日结"), _EVERYWHERE),
    Act("filter", "Alt+F", mark("Acts", "筛选"), _LIST),
    Act("correct", "Alt+G", mark("Acts", "更正"), _CASES),
    Act("hand_to_collector", "Alt+H", mark("Acts", "发给来人"), _CASES),
    Act("issue", "Alt+I", mark("Acts", "发证"), _EVERYWHERE),
    Act("hand_over", "Alt+J", mark("Acts", "交接"), _EVERYWHERE),
    Act("compare", "Alt+K", mark("Acts", "对照相似"), _NEW),
    Act("language", "Alt+L", mark("Acts", "语言"), (Scope.EVERYWHERE, Scope.LOCK)),
    Act("mail", "Alt+M", mark("Acts", "邮寄"), _CASES),
    Act("not_accepted", "Alt+N", mark("Acts", "不予受理"), _NEW),
    Act("outbox", "Alt+O", mark("Acts", "发件"), _EVERYWHERE),
    Act("settings", "Alt+P", mark("Acts", "设置"), _EVERYWHERE),
    Act("set_aside", "Alt+Q", mark("Acts", "搁置"), _OUTBOX),
    Act("tolerance", "Alt+R", mark("Acts", "容缺受理"), _NEW),
    Act("resume_prints", "Alt+R", mark("Acts", "接着打印"), _OUTBOX),
    Act("receive", "Alt+S", mark("Acts", "先收件"), _NEW),
    Act("next_ticket", "Alt+T", mark("Acts", "叫下一位"), _EVERYWHERE),
    Act("urge", "Alt+U", mark("Acts", "催办"), _CASES),
    Act("rebase", "Alt+V", mark("Acts", "换新版清单"), _NEW),
    Act("preview", "Alt+V", mark("Acts", "预览开关"), _LISTS),
    Act("not_required", "Alt+W", mark("Acts", "无需许可"), _NEW),
    Act("export", "Alt+X", mark("Acts", "导出"), _LISTS),
    Act("recall_ticket", "Alt+Y", mark("Acts", "重呼"), _EVERYWHERE),
    Act("undo", "Alt+Z", mark("Acts", "撤销"), _EVERYWHERE),
)

UNKEYED = (
    Act("skip_ticket", "", mark("Acts", "过号"), _EVERYWHERE),
    Act("labels", "", mark("Acts", "打材料标签"), _CASES),
    Act("stock", "", mark("Acts", "空白证"), _EVERYWHERE),
    Act("seals", "", mark("Acts", "本窗的印章"), _EVERYWHERE),
    Act("void_certificate", "", mark("Acts", "作废空白证，换号重打"), _CASES),
    Act("seal_set", "", mark("Acts", "免费印章"), _CASES),
    Act("replace_certificate", "", mark("Acts", "补发证书"), _CASES),
    Act("give_notice", "", mark("Acts", "告知特别程序、延期"), _CASES),
    Act("courier_sheet", "", mark("Acts", "打快递交寄清单"), _DAY_END),
    Act("collection_sheet", "", mark("Acts", "打领取登记表"), _DAY_END),
    Act("read_codes", "", mark("Acts", "从图片读码"), _EVERYWHERE),
)
"""Acts that are done seldom: they have no key and are found in the list of all acts."""

# Alt with a digit of the upper row goes to a numbered part, list or clerk of the page.
NUMBERED_KEYS = tuple(f"Alt+{digit}" for digit in range(1, 10))

# Chat programs, window managers and input methods own these.
RESERVED = frozenset(
    {"Alt+A", "Alt+Space", "Alt+Tab", "Alt+Esc", "Alt+F4", "Ctrl+Space", "Shift+Space", "Ctrl+."}
    | {f"Alt+F{n}" for n in range(1, 13)}
    | {f"Ctrl+{n}" for n in range(10)}
)

BY_ID = {act.id: act for act in ACTS}


def unkeyed(scope: Scope) -> tuple[Act, ...]:
    """Return the acts without a key that hold on a page."""
    return tuple(
        act for act in UNKEYED if scope in act.scopes or (Scope.EVERYWHERE in act.scopes and scope is not Scope.LOCK)
    )


def holding(scope: Scope) -> tuple[Act, ...]:
    """Return the acts whose keys hold on a page, in the order of the table."""
    return tuple(
        act for act in ACTS if scope in act.scopes or (Scope.EVERYWHERE in act.scopes and scope is not Scope.LOCK)
    )
