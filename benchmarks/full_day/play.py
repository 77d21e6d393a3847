"""The day played: each visit by the keys a clerk would press, with what comes between and what follows.

A play is a generator of steps, so that whoever runs it may let the screen breathe after each key, or measure it.
"""

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from benchmarks.full_day.hands import Hands, Steps
from benchmarks.full_day.script import CLERKS, PASSWORD, After, Between, Ending, Line, Row, Visit
from casework.contract import ClerkCard
from casework.parties import DeliveryWay
from counter_app.ui.acts import Scope
from counter_app.ui.desk_window import DeskWindow

_ALT = Qt.KeyboardModifier.AltModifier
_WAY_DIGITS = {DeliveryWay.WINDOW: "1", DeliveryWay.COURIER: "2", DeliveryWay.ELECTRONIC: "3"}
_HALF = 5
"""So many digits of the telephone are typed when something comes between."""


class Play:
    """One clerk's day at one window; `wait_idle` lets so much time pass that the desk locks itself."""

    def __init__(self, window: DeskWindow, wait_idle: Callable[[DeskWindow], None]) -> None:
        self.hands = Hands(window)
        self.window = window
        self._wait_idle = wait_idle
        self._serials: list[str] = []

    def day(self, visits: Iterable[Visit]) -> Steps:
        """Play visits one after another."""
        coming = iter(visits)
        for visit in coming:
            yield from self._sit_down(visit.clerk)
            yield from self.visit(visit, coming)

    def visit(self, visit: Visit, coming: Iterator[Visit]) -> Steps:
        """Play one visit; what comes between may be the next one of those `coming`."""
        yield from self.begin(visit)
        yield from self._between(visit, coming)
        yield from self.go_on(visit)

    def begin(self, visit: Visit) -> Steps:
        """Fill a new form as far as the middle of the telephone."""
        if self.window.shell.scope is not Scope.NEW or not self.window.new.form.blank:
            yield from self.hands.act("new")
        yield from self.hands.enter(visit.matter.name_zh if visit.by_name else visit.matter.code.lower())
        for given in visit.situation:
            question = next(each for each in visit.matter.questions if each.code == given.question)
            codes = [each.code for each in question.answers]
            yield from self.hands.enter(str(codes.index(given.answer) + 1))
            # What the answer asks further is on the screen before anybody goes on.
            yield lambda: True
        for key in ("code", "name", "legal_rep"):
            yield from self.hands.enter(visit.typed[key])
        yield from self.hands.write(visit.applicant.phone[:_HALF])

    def go_on(self, visit: Visit) -> Steps:
        """Fill the rest, end the visit, and do what follows."""
        yield from self.hands.enter(visit.applicant.phone[_HALF:])
        if visit.ending is Ending.WALKED_OFF:
            yield from self.hands.act("new")
            return
        for key in ("agent_id", "agent", "agent_phone"):
            yield from self.hands.enter(visit.typed[key])
        if visit.agent is not None:
            yield from self.hands.press(Qt.Key.Key_Space)
        yield from self.hands.press(Qt.Key.Key_Return)
        for line in visit.checklist:
            yield from self._row(line)
        yield from self._collecting(visit)
        yield from self._end(visit)
        yield from self._after(visit)

    # --- the form -------------------------------------------------------------------------------------------------

    def _row(self, line: Line) -> Steps:
        material = line.material
        counted = "1" if material.originals else "2"
        if line.row is Row.AS_REQUIRED:
            yield from self.hands.write(" ")
            return
        if line.row is Row.BY_DIGITS:
            yield from self.hands.write("12" if material.copies else "1")
        elif line.row is Row.ONE_MORE:
            # A digit points at its column; plus counts there.
            yield from self.hands.write("1" if material.originals and material.copies else "")
            yield from self.hands.write(f"{'2' if material.copies else '1'}+")
        elif line.row is Row.ELECTRONIC:
            yield from self.hands.write("4")
        elif line.row is Row.LATER:
            yield from self.hands.write("5")
        elif line.row is Row.MISSING:
            yield from self.hands.write(counted * 2)
        yield from self.hands.press(Qt.Key.Key_Return)

    def _collecting(self, visit: Visit) -> Steps:
        yield from self.hands.write(_WAY_DIGITS[visit.delivery.way])
        if visit.delivery.way is DeliveryWay.COURIER:
            own = visit.applicant.representative or visit.applicant.name
            other = visit.delivery.recipient != own
            yield from self.hands.press(Qt.Key.Key_Return)
            yield from self.hands.enter(visit.delivery.recipient if other else "")
            yield from self.hands.enter(visit.delivery.phone if other else "")
            yield from self.hands.enter(visit.delivery.address)

    def _end(self, visit: Visit) -> Steps:
        known = set(self.window.workplace.store.journal.case_ids())
        yield from self.hands.act(visit.ending.value)
        if visit.ending is Ending.NOT_ACCEPTED:
            yield self._asked
            yield from self.hands.write("\n".join(visit.lines))
            yield from self.hands.press(Qt.Key.Key_Tab)
            yield from self.hands.press(Qt.Key.Key_Tab)
            yield from self.hands.write(visit.body)
            yield from self.hands.press(Qt.Key.Key_F9)
        elif visit.ending is Ending.NOT_REQUIRED:
            yield self._asked
            yield from self.hands.write("\n".join(visit.lines))
            yield from self.hands.press(Qt.Key.Key_F9)
        yield self._nothing_asked
        made = [case for case in self.window.workplace.store.journal.case_ids() if case not in known]
        if len(made) != 1:
            failure = self.window.new.view().failure
            said = [fault.title for fault in failure.faults] if failure else []
            raise RuntimeError(f"visit {visit.number} ended with {len(made)} new cases: {said}")
        shown = self.window.workplace.store.cases.get(made[0])
        self._serials.append(shown.case.serial if shown else "")

    # --- what comes between ---------------------------------------------------------------------------------------

    def _between(self, visit: Visit, coming: Iterator[Visit]) -> Steps:
        come = {
            Between.NOTHING: self._nothing,
            Between.OTHER_CLERK: lambda: self._other_clerk(visit),
            Between.IDLE: lambda: self._idle(visit),
            Between.LIST: lambda: self._list(visit),
            Between.CASE: lambda: self._case(visit),
            Between.SCAN: lambda: self._scanned(visit),
            Between.NEXT_VISIT: lambda: self._next_visit(visit, coming),
            Between.LANGUAGE: self._language,
            Between.TOO_EARLY: self._too_early,
            Between.QUESTION: self._question,
            Between.SCAN_IN_QUESTION: self._scan_in_question,
            Between.FIND: self._find,
        }[visit.between]
        yield from come()

    def _nothing(self) -> Steps:
        yield None

    def _other_clerk(self, visit: Visit) -> Steps:
        other = next(each for each in CLERKS if each.code != visit.clerk.code)
        yield from self.hands.act("lock")
        yield from self._sign_in(other.code)
        yield from self.hands.act("work_list")
        yield from self.hands.act("lock")
        yield from self._sign_in(visit.clerk.code)
        yield from self._take_up(visit)

    def _idle(self, visit: Visit) -> Steps:
        # The last key is with the field by the time somebody has left.
        yield from self.hands.press(Qt.Key.Key_End)
        self._wait_idle(self.window)
        yield lambda: self.window.shell.scope is Scope.LOCK
        yield from self._sign_in(visit.clerk.code)
        yield from self._take_up(visit)

    def _list(self, visit: Visit) -> Steps:
        yield from self.hands.act("work_list")
        yield from self.hands.act("filter")
        yield from self.hands.write("公司")
        yield from self.hands.press(Qt.Key.Key_Escape)
        yield from self.hands.press(Qt.Key.Key_Return)
        yield from self.hands.press(Qt.Key.Key_Down)
        yield from self.hands.act("outbox")
        yield from self._take_up(visit)

    def _case(self, visit: Visit) -> Steps:
        yield from self.hands.act("work_list")
        yield from self.hands.press(Qt.Key.Key_Return)
        for part in range(1, 6):
            yield from self.hands.press(Qt.Key(ord(str(part))), _ALT)
        yield from self._take_up(visit)

    def _scanned(self, visit: Visit) -> Steps:
        yield from self.hands.scan(self._serials[-1])
        yield lambda: self.window.shell.scope is Scope.CASE
        yield from self._take_up(visit)

    def _next_visit(self, visit: Visit, coming: Iterator[Visit]) -> Steps:
        yield from self.hands.act("new")
        yield from self.visit(next(coming), coming)
        yield from self._take_up(visit)

    def _language(self) -> Steps:
        yield from self.hands.act("language")
        yield from self.hands.act("language")

    def _too_early(self) -> Steps:
        yield from self.hands.act("accept")
        yield lambda: self.window.new.view().failure is not None
        yield from self.hands.press(Qt.Key.Key_Escape)

    def _question(self) -> Steps:
        yield from self.hands.act("not_accepted")
        yield self._asked
        yield from self.hands.press(Qt.Key.Key_Escape)
        yield self._nothing_asked

    def _scan_in_question(self) -> Steps:
        yield from self.hands.act("not_required")
        yield self._asked
        yield from self.hands.scan(self._serials[-1])
        yield from self.hands.press(Qt.Key.Key_Escape)
        yield self._nothing_asked

    def _find(self) -> Steps:
        yield from self.hands.act("find")
        yield from self.hands.write("公司")
        yield from self.hands.press(Qt.Key.Key_Escape)

    def _take_up(self, visit: Visit) -> Steps:
        """Open the draft of a visit again, by the list of drafts if there are several."""
        yield from self.hands.act("drafts")
        yield None
        if QApplication.activeModalWidget() is not None:
            titles = [row.title for row in self.window.new.drafts()]
            for _ in range(titles.index(visit.applicant.name)):
                yield from self.hands.press(Qt.Key.Key_Down)
            yield from self.hands.press(Qt.Key.Key_Return)
        yield lambda: self.window.shell.scope is Scope.NEW and self._nothing_asked()

    # --- what follows ---------------------------------------------------------------------------------------------

    def _after(self, visit: Visit) -> Steps:
        follow = {
            After.NOTHING: lambda _: self._nothing(),
            After.UNDO: self._undo,
            After.CORRECT: self._correct,
            After.ACCEPTED_LATER: self._accept_later,
            After.BROUGHT: self._bring,
        }[visit.after]
        yield from follow(visit)

    def _undo(self, visit: Visit) -> Steps:
        yield self._printed
        yield from self.hands.act("undo")
        yield self._printed
        yield from self.hands.press(Qt.Key.Key_3, _ALT)
        for _ in ("name", "legal_rep", "phone"):
            yield from self.hands.press(Qt.Key.Key_Return)
        yield from self.hands.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        yield from self.hands.write(visit.other_phone)
        yield from self._end(visit)

    def _correct(self, visit: Visit) -> Steps:
        yield self._printed
        yield from self._open_last()
        yield from self.hands.act("correct")
        yield from self.hands.press(Qt.Key.Key_Return)
        yield from self.hands.press(Qt.Key.Key_End)
        yield from self.hands.write(visit.addition)
        yield from self.hands.act("accept")
        yield self._asked
        yield from self.hands.write("名称录错")
        yield from self.hands.press(Qt.Key.Key_F9)
        yield self._nothing_asked
        yield self._printed

    def _accept_later(self, _visit: Visit) -> Steps:
        yield from self._open_last()
        yield from self.hands.act("deliver")
        yield self._printed

    def _bring(self, visit: Visit) -> Steps:
        yield from self._open_last()
        yield from self.hands.act("deliver")
        yield self._asked
        yield from self.hands.press(Qt.Key.Key_F9)
        yield self._nothing_asked
        yield from self._accept_later(visit)

    def _open_last(self) -> Steps:
        yield from self.hands.scan(self._serials[-1])
        yield lambda: self.window.shell.scope is Scope.CASE

    # --- who sits here --------------------------------------------------------------------------------------------

    def _sit_down(self, clerk: ClerkCard) -> Steps:
        session = self.window.workplace.store.clerks.session()
        if session is not None and session.clerk.code == clerk.code:
            return
        if session is not None:
            yield from self.hands.act("lock")
        yield from self._sign_in(clerk.code)

    def _sign_in(self, code: str) -> Steps:
        workplace = self.window.workplace
        people = [each.clerk_id for each in self.window.lock.view(workplace.sync.status()).people]
        known = code in people
        yield from self.hands.press(Qt.Key(ord(str(1 + (people.index(code) if known else len(people) - 1)))), _ALT)
        if not known:
            yield from self.hands.enter(code)
        yield from self.hands.enter(PASSWORD)
        yield lambda: self.window.shell.scope is Scope.NEW

    # --- what is waited for ---------------------------------------------------------------------------------------

    def _asked(self) -> bool:
        asked, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
        return asked is not None and focus is not None and asked.isAncestorOf(focus)

    def _nothing_asked(self) -> bool:
        return QApplication.activeModalWidget() is None

    def _printed(self) -> bool:
        return not self.window.printing.busy
