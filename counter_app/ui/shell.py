"""The window: what stands around every page, the acts' keys, and which page is shown.

`offered` names the acts that are wired; no other act is shown or has a key. Every act, by key, by mouse or by a page,
leaves as `act_pressed(id)`. Pages are added once and shown by the value of their scope.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from counter_app.presenters.shell_views import BannerView, ShellView
from counter_app.presenters.views import Tone
from counter_app.ui.acts import ACTS, BY_ID, NUMBERED_KEYS, Scope, holding
from counter_app.ui.focus import follow_focus
from counter_app.ui.kit.banner import Banner
from counter_app.ui.kit.breadth import Breadth, breadth_of
from counter_app.ui.kit.hint_line import HintLine, KeyHint
from counter_app.ui.kit.rail import RailGround, RailItem
from counter_app.ui.kit.watermark import Watermark
from counter_app.ui.pages.page import Page
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate
from counter_app.ui.top_bar import TopBar, WindowBlock
from counter_app.ui.window_watch import WindowWatch

_UPPER = (
    ("new", "file-plus-outline"),
    ("work_list", "clipboard-list-outline"),
    ("issue", "certificate-outline"),
    ("hand_over", "swap-horizontal"),
    ("outbox", "tray-arrow-up"),
    ("day_end", "clipboard-check-outline"),
)
_LOWER = (("settings", "cog-outline"), ("lock", "lock-outline"))
_USUAL, _LEAST = (1366, 768), (640, 360)
_HOME = {
    Scope.NEW: "new",
    Scope.LIST: "work_list",
    Scope.CASE: "work_list",
    Scope.OUTBOX: "outbox",
    Scope.SETTINGS: "settings",
    Scope.DAY_END: "day_end",
}


class _Ground(QWidget):
    """The window's ground."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        QPainter(self).fillRect(self.rect(), self._theme.color("window"))


class Shell(QMainWindow):
    """The desk's window."""

    act_pressed = Signal(str)
    scan_entered = Signal(str)
    scan_edited = Signal(str)
    page_shown = Signal(str)

    closing: Callable[[], None] | None = None
    """Is told before the window closes."""

    def __init__(self, theme: Theme, offered: frozenset[str]) -> None:
        super().__init__()
        self._theme, self._offered = theme, offered
        self._view: ShellView | None = None
        self._watermark: Watermark | None = None
        self._pages: dict[Scope, Page] = {}
        self._scope = Scope.LOCK
        self._breadth = Breadth.WIDE
        self._actions: dict[str, QAction] = {}
        self._rail: dict[str, RailItem] = {}
        self._before_finding: QWidget | None = None
        self.window_block = WindowBlock(theme)
        self.top_bar = TopBar(theme, tickets="next_ticket" in offered)
        self.banner = Banner(theme)
        self.hint_line = HintLine(theme)
        self._stack = QStackedWidget()
        self._build()
        self._make_actions()
        self.top_bar.scan.entered.connect(self.scan_entered)
        self.top_bar.scan.edited.connect(self.scan_edited)
        self.top_bar.scan.left.connect(self._back_to_page)
        self.top_bar.next_ticket.clicked.connect(self._next_ticket)
        follow_focus(self, self._focus_moved)
        WindowWatch(self)
        self.retranslate()

    def _build(self) -> None:
        self._side = RailGround(self._theme)
        for act, icon in _UPPER:
            self._add_item(act, icon, 64)
        self._side.column.addStretch(1)
        for act, icon in _LOWER:
            self._add_item(act, icon, 58)
        top, right, across = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        ground = _Ground(self._theme)
        whole = QVBoxLayout(ground)
        for layout in (top, right, across, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        top.addWidget(self.window_block)
        top.addWidget(self.top_bar, 1)
        right.addWidget(self.banner)
        right.addWidget(self._stack, 1)
        right.addWidget(self.hint_line)
        across.addWidget(self._side)
        across.addLayout(right, 1)
        whole.addLayout(top)
        whole.addLayout(across, 1)
        self.setCentralWidget(ground)
        # What the pages would like is less than what a small screen has: they are arranged for what there is.
        frame = self.layout()
        if frame is not None:
            frame.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumSize(*_LEAST)
        self.resize(*_USUAL)

    def fit_screen(self) -> None:
        """Take no more room than the screen has, less its bars."""
        room = self.screen().availableGeometry().size()
        self.resize(self.size().boundedTo(room))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Arrange everything for the width there is."""
        super().resizeEvent(event)
        self._arrange(breadth_of(self.width()))

    def _arrange(self, breadth: Breadth) -> None:
        if breadth is self._breadth:
            return
        self._breadth = breadth
        for part in (self.window_block, self.top_bar, self.banner, self.hint_line):
            part.set_breadth(breadth)
        for page in self._pages.values():
            page.set_breadth(breadth)
        self._show_frame()
        if self._view is not None:
            self.show_view(self._view)
        self._refresh_hints()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Let the desk finish what is under way."""
        if self.closing is not None:
            self.closing()
        super().closeEvent(event)

    def _show_frame(self) -> None:
        locked = self._scope is Scope.LOCK
        self.window_block.setVisible(not locked)
        self.top_bar.setVisible(not locked)
        self._side.setVisible(not locked and self._breadth is not Breadth.NARROW)

    def _add_item(self, act: str, icon: str, height: int) -> None:
        if act not in self._offered:
            return
        item = RailItem(self._theme, icon, BY_ID[act].key, height)
        item.setObjectName(act)
        item.clicked.connect(self._rail_clicked)
        self._rail[act] = item
        self._side.column.addWidget(item)

    def _make_actions(self) -> None:
        for act in ACTS:
            if act.id in self._offered:
                self._add_action(act.id, act.key)
        for number, key in enumerate(NUMBERED_KEYS, 1):
            self._add_action(f"part {number}", key)

    def _add_action(self, name: str, key: str) -> None:
        action = QAction(self)
        action.setObjectName(name)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setAutoRepeat(False)
        action.triggered.connect(self._triggered)
        self.addAction(action)
        self._actions[name] = action

    # --- pages ---

    def add_page(self, page: Page) -> None:
        """Take a page in; it is shown by its scope."""
        self._pages[page.scope] = page
        self._stack.addWidget(page)
        page.set_breadth(self._breadth)
        page.act_pressed.connect(self.act_pressed)
        page.hints_changed.connect(self._refresh_hints)

    def go(self, scope: Scope) -> None:
        """Show a page and put the focus where its work begins."""
        self._scope = scope
        page = self._pages[scope]
        self._show_frame()
        # What was told while the window was locked is told in full now.
        banner = self._view.banner if self._view is not None else None
        self.banner.show_banner(banner if self._has_banner(banner) else None)
        self._stack.setCurrentWidget(page)
        held = {act.id for act in holding(scope)}
        for name, action in self._actions.items():
            action.setEnabled(name in held or name.startswith("part "))
        self._show_rail()
        page.start()
        self._refresh_hints()
        self.page_shown.emit(scope.value)

    def _has_banner(self, view: BannerView | None) -> bool:
        """Whether a banner is shown: on the lock only that this is training."""
        return view is not None and (self._scope is not Scope.LOCK or view.training)

    def mark_training(self) -> None:
        """Write the word for practice across every page."""
        self._watermark = self._watermark or Watermark(self._theme, self)

    @property
    def scope(self) -> Scope:
        """The page that is shown."""
        return self._scope

    def page(self) -> Page:
        """Return the page that is shown."""
        return self._pages[self._scope]

    # --- what is shown ---

    def show_view(self, view: ShellView) -> None:
        """Show window, clerk, link, last scan, counts."""
        self._view = view
        self.window_block.show_number(view.window)
        self.top_bar.show_view(view)
        self.banner.show_banner(view.banner if self._has_banner(view.banner) else None)
        self._show_rail()

    def _show_rail(self) -> None:
        badges = {badge.act: badge for badge in self._view.badges} if self._view else {}
        shown = {"new": translate("Shell", "受理")}
        for act, item in self._rail.items():
            badge = badges.get(act)
            item.show_state(
                shown.get(act, BY_ID[act].words()),
                current=_HOME.get(self._scope) == act,
                count=badge.count if badge else 0,
                urgent=badge.urgent if badge else False,
            )

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.setWindowTitle(translate("Shell", "综合窗口"))
        for name, action in self._actions.items():
            action.setText(BY_ID[name].words() if name in BY_ID else name)
        self.top_bar.retranslate()
        if self._view is not None:
            self.show_view(self._view)
        self._refresh_hints()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def flash(self, tone: Tone) -> None:
        """Show on the scan line how a scan went."""
        self.top_bar.scan.flash(tone)

    def say(self, text: str) -> None:
        """Show a message in the hint line, such as the seconds left to undo; empty clears."""
        self.hint_line.show_message(text)

    def _refresh_hints(self) -> None:
        if self._scope not in self._pages:
            return
        page = self._pages[self._scope]
        acts = (BY_ID[act] for act in page.side_hints() if act in self._offered)
        right = tuple(KeyHint((act.key,), act.words()) for act in acts)
        self.hint_line.show_hints(page.hints(), right)

    # --- what is pressed ---

    def _triggered(self) -> None:
        sender = self.sender()
        name = sender.objectName() if sender is not None else ""
        if name.startswith("part "):
            self._pages[self._scope].go_to_part(int(name.removeprefix("part ")))
        elif name == "find":
            self.top_bar.scan.edit.setFocus()
            self.top_bar.scan.edit.selectAll()
        elif name == "full_screen":
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        else:
            self.act_pressed.emit(name)

    def _rail_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.act_pressed.emit(sender.objectName())

    def _next_ticket(self) -> None:
        self.act_pressed.emit("next_ticket")

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.page().isAncestorOf(new):
            self._before_finding = new
        self._refresh_hints()

    def _back_to_page(self) -> None:
        """Give the focus back to where it was before the scan line took it."""
        before = self._before_finding
        if before is not None and isValid(before) and before.isVisible() and self.page().isAncestorOf(before):
            before.setFocus()
        else:
            self.page().start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the scan line come to rest at the next key."""
        if event.type() == QEvent.Type.KeyPress and watched.isWindowType():
            self.top_bar.scan.calm()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Keep Alt with a digit of the number pad from the numbered parts: Windows types a character with it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pad = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier
            if event.modifiers() & pad == pad:
                event.accept()
                return True
        return super().event(event)
