"""The desk's window with its pages at work: presenters on one side, pages on the other, acts in between.

Change goes one way: an act gives `Changes`, and what is on the screen asks its presenter again. Printing, rounds with
the server and sign-in run in lanes; everything else is short enough for the screen's own thread.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from casework.errors import ProductError, RuleBroken, Trouble
from casework.search import index_matters
from counter_app.changes import Changes, Topic
from counter_app.desk import prints
from counter_app.logs import Log
from counter_app.main import Workplace
from counter_app.presenters.case_page import CasePresenter
from counter_app.presenters.exporting import Outgoing, outbox_export
from counter_app.presenters.find_list import FindPresenter
from counter_app.presenters.new_application import NewPresenter
from counter_app.presenters.outbox import OutboxPresenter
from counter_app.presenters.shell import ShellPresenter
from counter_app.presenters.sign_in import SignInPresenter
from counter_app.presenters.views import Note, Tone
from counter_app.presenters.wording import Words
from counter_app.presenters.work_list import ListPresenter
from counter_app.ui.acts import Scope, holding, unkeyed
from counter_app.ui.alike_acts import AlikeActs
from counter_app.ui.around import Around
from counter_app.ui.case_acts import CaseActs
from counter_app.ui.copy_acts import CopyActs
from counter_app.ui.correct_acts import CorrectActs
from counter_app.ui.dialogs.act_list import ActList
from counter_app.ui.draft_acts import DraftActs
from counter_app.ui.export_acts import ExportActs
from counter_app.ui.finding import Finding
from counter_app.ui.form_hands import FormHands
from counter_app.ui.kept_seal_acts import KeptSealActs
from counter_app.ui.lane import Lane
from counter_app.ui.language import Language, LanguageSwitch
from counter_app.ui.list_acts import ListActs
from counter_app.ui.lock_acts import LockActs
from counter_app.ui.new_acts import NewActs
from counter_app.ui.offered import OFFERED
from counter_app.ui.outbox_acts import OutboxActs
from counter_app.ui.pages.case_page import VIEW_PAPER, CasePage
from counter_app.ui.pages.new_application import NewPage
from counter_app.ui.pages.outbox import OutboxPage
from counter_app.ui.pages.sign_in import SignInPage
from counter_app.ui.pages.work_list import ListPage
from counter_app.ui.paper_acts import PaperActs
from counter_app.ui.queue_acts import QueueActs
from counter_app.ui.scan_acts import ScanActs
from counter_app.ui.scanning import Scanning
from counter_app.ui.shell import Shell
from counter_app.ui.slip_acts import SlipActs
from counter_app.ui.stock_acts import StockActs
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate
from counter_app.ui.undo_acts import UndoActs

_log = Log(__name__)
_TICK_MS = 1000
_ANSWERS = (prints.Answer.CAME_OUT, prints.Answer.DID_NOT, prints.Answer.SPOILED)


class DeskWindow(QObject):
    """Everything a clerk sees, at work."""

    training_pressed = Signal()

    def __init__(self, workplace: Workplace, theme: Theme, language: LanguageSwitch) -> None:
        super().__init__()
        self.workplace = workplace
        self.language = language
        self.theme = theme
        self.shell = Shell(theme, OFFERED)
        self.shell.closing = self.close
        self._closed = False
        if workplace.settings.practice:
            self.shell.mark_training()
        words, desk = Words(language.language.value), workplace.desk
        matters = index_matters(desk.catalogue)
        self.lock = SignInPresenter(desk, words, workplace.who_is, workplace.hasher)
        self.new = NewPresenter(desk, matters, words, workplace.settings.printer, workplace.settings.printers)
        self.found = FindPresenter(desk, matters, words)
        self.list = ListPresenter(desk, words)
        self.frame = ShellPresenter(desk, words, self.list.listing)
        self.case = CasePresenter(desk, words)
        self.outbox = OutboxPresenter(desk, words)
        self.sign_in_page = SignInPage(theme, OFFERED)
        self.new_page, self.list_page = NewPage(theme, OFFERED), ListPage(theme, OFFERED)
        self.case_page, self.outbox_page = CasePage(theme, OFFERED | {VIEW_PAPER}), OutboxPage(theme, OFFERED)
        for page in (self.sign_in_page, self.new_page, self.list_page, self.case_page, self.outbox_page):
            self.shell.add_page(page)
        self.printing, self.network = Lane("printing", self), Lane("network", self)
        self.around = Around(
            self.shell, theme, workplace, language, OFFERED, self._switch_language, self.frame, self.new, self._draw_now
        )
        self._new_acts = NewActs(self.shell, theme, self.new, self.finished)
        self._draft_acts = DraftActs(self.shell, theme, self.new, self.new_page, self._go, self._draw)
        self.scanning = Scanning(
            self.shell,
            self.frame,
            workplace.settings,
            open_case=self.open_case,
            list_all=self._list_all,
            choose=self._choose,
            take_number=self.new.take_number,
            redraw=self._draw,
        )
        self._slips = SlipActs(self.shell, theme, desk, lambda: self.case.words, self.finished, self.open_case)
        self.scanning.genuine.connect(self._slips.offer)
        self.finding = Finding(self.shell, theme, self.found, self.open_case, self.scanning.find)
        self._case_acts = CaseActs(self.shell, theme, self.case, workplace, self.printing, self.finished)
        self._stock_acts, self._kept_seals = (
            StockActs(self.shell, theme, workplace, lambda: self.case.words, self.finished),
            KeptSealActs(self.shell, theme, workplace, lambda: self.case.words, self.finished),
        )
        self._lock_acts = LockActs(
            self.sign_in_page, self.lock, self.new, self._leave, self._enter, self._go, self._draw_now
        )
        self._undo_acts = UndoActs(self.shell, self.new, self.finished, self._draft_acts.show)
        self._alike_acts = AlikeActs(self.shell, theme, desk, self.new, self.new_page, self._draw)
        self._correct_acts = CorrectActs(self.shell, self.new, self.case, self._go)
        self._of_a_case = frozenset({**self._case_acts.table(), **self._correct_acts.table()})
        self._work_list = ListActs(self.shell, theme, self.list, self.list_page, self._show_prints)
        self._export = ExportActs(self.shell, self._outgoing, lambda: self.list.words)
        self._copies = CopyActs(self.shell, desk, lambda: self.list.words, self._current)
        self._papers = PaperActs(self.shell, theme, self.case_page, self.case, workplace)
        self._scan_acts = ScanActs(
            *(self.shell, theme, desk, self.around.scanner),
            *((self.new, self.new_page), (self.case, self.case_page), self.finished),
        )
        self._outbox_acts = OutboxActs(
            self.shell, self.outbox_page, self.outbox, workplace, self.refresh, self.finished, self.open_case
        )
        self._queues = QueueActs(self.shell, workplace, self.printing, self.refresh, lambda: self.list.words)
        self._acts = self._table()
        self._connect()
        self.form = FormHands(self.shell, self.new_page, self.new, self._draw_now)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Show the window: the lock, or the page of whoever still sits here."""
        self._timer.start()
        if self.workplace.store.clerks.session() is None:
            self._go(Scope.LOCK)
        else:
            self._enter()
            self._draft_acts.resume()
        # The window comes last: some window systems give the focus to whatever was shown last.
        self.around.ticket_acts.show()
        self.shell.show()
        self.shell.activateWindow()
        QTimer.singleShot(0, self, self.scanning.sounds.prepare)

    def close(self) -> None:
        """Save the draft and end the lanes; the store is closed by whoever opened it."""
        if self._closed:
            return
        self._closed = True
        self._timer.stop()
        self.form.stop()
        self._draft_acts.stop()
        self._draft_acts.note_place()
        try:
            if self.workplace.store.clerks.session() is not None:
                self._work_list.keep()
                self.new.save_draft()
        except Trouble:
            # The clerk was told of it every second; the lanes must end all the same.
            _log.warning("draft.not_saved", exc_info=True)
        self._alike_acts.close()
        self._papers.close()
        self._scan_acts.close()
        self._stock_acts.close()
        self._kept_seals.close()
        self.printing.close()
        self.network.close()
        self._work_list.close()
        self._outbox_acts.close()
        self._export.close()
        self._lock_acts.close()
        self.around.close()
        self.finding.close()
        self.scanning.close()

    # --- wiring ---------------------------------------------------------------------------------------------------

    def _table(self) -> dict[str, Callable[[], None]]:
        return {
            "help": self._list_acts,
            "all_acts": self._list_acts,
            "language": self._switch_language,
            "lock": self._lock_acts.lock,
            "new": self._begin_new,
            "work_list": self._show_list,
            "outbox": self._show_outbox,
            "open": self._open_current,
            "preview": lambda: self.shell.page().turn_side(),
            "send_now": self._send_now,
            "set_aside": self._set_aside,
            **self._new_acts.table(),
            **self._draft_acts.table(),
            **self._case_acts.table(),
            **self._stock_acts.table(),
            **self._kept_seals.table(),
            **self._correct_acts.table(),
            **self._alike_acts.table(),
            **self._undo_acts.table(),
            **self._scan_acts.table(),
            **self._work_list.table(),
            **self._queues.table(),
            "export": self._export.ask,
            "copy_fields": self._copies.copy,
            "read_codes": self.scanning.files.ask,
            **self.around.table(),
            "training": self.training_pressed.emit,
        }

    def _connect(self) -> None:
        self.shell.act_pressed.connect(self.do)
        self.around.listen(self.scanning)
        self.list_page.row_opened.connect(self.open_case)
        self.case_page.back_pressed.connect(self._show_list)
        self.case_page.print_answered.connect(self._answer_print)
        self.outbox_page.pill_chosen.connect(self._choose_outbox_pill)
        self.outbox_page.row_opened.connect(self._open_record)
        self.outbox_page.print_answered.connect(self._answer_print)

    def do(self, act: str) -> None:
        """Do an act of the table; what the disk refuses is told in the hint line until the next act."""
        self.shell.say("")
        try:
            if act not in self._of_a_case or self._at_a_case():
                self._acts[act]()
        except Trouble as trouble:
            self._tell(trouble)

    def _tell(self, trouble: Trouble) -> None:
        self.shell.say(self.frame.words.error(trouble))

    def _at_a_case(self) -> bool:
        """Whether a case is shown that an act can be about; from the list, the one under the cursor is opened."""
        if self.shell.scope is Scope.LIST:
            self._open_current()
        if self.shell.scope is Scope.CASE:
            return True
        self.shell.say(translate("Hints", "先打开一件，再办这一步：F3 扫码，或 F7 待办"))
        return False

    # --- what changed ---------------------------------------------------------------------------------------------

    def finished(self, changes: Changes | None) -> None:
        """An act ended: ask again what it touched, print what it owes, send what it wrote."""
        if changes is not None:
            self._undo_acts.count()
            if Topic.PRINTS in changes.topics:
                self._print()
            if Topic.OUTBOX in changes.topics:
                self.workplace.sync.nudge()
        self.refresh(changes or Changes())

    def _print(self) -> None:
        self.printing.run(lambda: self._queues.print_owed(pressed=False), self.refresh)

    def refresh(self, changes: Changes) -> None:
        """Draw the frame and the page that is shown anew."""
        if not changes or Topic.CASES in changes.topics:
            self.list.changed()
        self.outbox.changed()
        self._draw()

    def _draw_now(self) -> None:
        """Draw once for all keys that came meanwhile: a scanner types faster than a page is drawn."""
        self._draw()

    def _draw(self, coming: Scope | None = None) -> None:
        """Draw the page that is shown, or one that is about to be."""
        scope = coming or self.shell.scope
        status = self.workplace.sync.status()
        if scope is Scope.LOCK:
            self.sign_in_page.show_view(self.lock.view(status))
            return
        self.shell.show_view(self.frame.view(status))
        if scope is Scope.NEW:
            self.new_page.show_view(self.around.cards.noted(self.new.view()))
        elif scope is Scope.LIST:
            self._work_list.draw()
        elif scope is Scope.OUTBOX:
            self.outbox_page.show_view(self.outbox.view(status))
        elif scope is Scope.CASE:
            view = self.case.view()
            if view is not None:
                self.case_page.show_view(view)
        else:
            self.around.draw(scope)

    def _go(self, scope: Scope) -> None:
        """Show a page, drawn before it is seen, so that the focus finds the key it should begin on."""
        if scope not in {Scope.LOCK, self.shell.scope}:
            self._keep_page()
        self._draw(scope)
        self.shell.go(scope)
        if scope is Scope.LIST:
            self._work_list.point_at(self.list_page.current_case())

    def tick(self) -> None:
        """Once a second: the clock, the draft, a round with the server if one is due."""
        if self.shell.scope is not Scope.LOCK and self.around.idle.run_out():
            self.do("lock")
        if self.shell.scope is not Scope.LOCK:
            if self._undo_acts.count():
                self._draw()
            self._draft_acts.save()
            self._alike_acts.look()
            self._work_list.look_up()
            self.shell.show_view(self.frame.view(self.workplace.sync.status()))
        else:
            self.sign_in_page.show_view(self.lock.view(self.workplace.sync.status()))
        self._queues.look()
        if self.shell.scope is Scope.OUTBOX:
            # What is on its way, and when the next try is, changes without an act.
            self.outbox.changed()
            self.outbox_page.show_view(self.outbox.view(self.workplace.sync.status()))
        if not self.workplace.settings.practice and not self.network.busy and self.workplace.sync.wait_s() <= 0:
            self.network.run(self.workplace.sync.tick, self._synchronised)

    def _synchronised(self, changes: Changes) -> None:
        if changes:
            self.finished(changes if Topic.PRINTS in changes.topics else None)

    # --- the frame ------------------------------------------------------------------------------------------------

    def _choose(self, text: str) -> None:
        self.finding.ask(text)

    def _list_all(self, text: str) -> None:
        self.list.look_for(text)
        self._go(Scope.LIST)

    def _list_acts(self) -> None:
        scope = self.shell.scope
        acts = tuple(act for act in (*holding(scope), *unkeyed(scope)) if act.id in OFFERED)
        listed = ActList(self.theme, self.shell, acts)
        listed.chosen.connect(self.do)
        listed.open()

    def _switch_language(self) -> None:
        other = Language.ENGLISH if self.language.language is Language.CHINESE else Language.CHINESE
        # The new words must be in the views before the widgets hear of the language and draw them again.
        self._say_in(other)
        self.language.switch(other)
        self.speak()

    def speak(self) -> None:
        """Draw anew in the language in force, which another window may have switched."""
        self._say_in(self.language.language)
        self.finding.retranslate()
        self.list.changed()
        self._draw()

    def _say_in(self, language: Language) -> None:
        words = Words(language.value)
        for presenter in (self.frame, self.lock, self.new, self.list, self.case, self.outbox, self.found):
            presenter.words = words
        self.around.say_in(words)

    # --- the lock -------------------------------------------------------------------------------------------------

    def _leave(self) -> None:
        """Keep what was begun before the window is locked; behind the lock nobody is there to keep it for."""
        self._keep_page()
        self.around.day_acts.locked()

    def _keep_page(self) -> None:
        if self.shell.scope is Scope.LIST:
            self._work_list.keep()
        elif self.shell.scope is Scope.NEW:
            self._draft_acts.note_place()

    def _enter(self) -> None:
        self.list.seat()
        self.list.changed()
        self._go(Scope.NEW)
        self._print()
        self.around.day_acts.entered()

    # --- the new application --------------------------------------------------------------------------------------

    def _begin_new(self) -> None:
        self._draft_acts.note_place()
        self.new.save_draft()
        self.new.begin()
        self._go(Scope.NEW)

    # --- lists and cases ------------------------------------------------------------------------------------------

    def _show_list(self) -> None:
        self._go(Scope.LIST)

    def _current(self) -> str:
        return self.case.case_id if self.shell.scope is Scope.CASE else self.list_page.current_case()

    def _outgoing(self) -> Outgoing:
        if self.shell.scope is Scope.OUTBOX:
            return outbox_export(self.workplace.desk, self.outbox.words, self.outbox.view(self.workplace.sync.status()))
        return self.list.outgoing()

    def _open_current(self) -> None:
        if case_id := self.list_page.current_case():
            self.open_case(case_id)

    def open_case(self, case_id: str, material: str = "") -> None:
        """Show the page of a case, at the paper with this place in the checklist if there is one."""
        self.case.open(case_id)
        self._go(Scope.CASE)
        self.case_page.point_at(material)

    # --- the outbox -----------------------------------------------------------------------------------------------

    def _show_outbox(self) -> None:
        self._go(Scope.OUTBOX)

    def _show_prints(self) -> None:
        self._show_outbox()
        self.outbox_page.prints.begin()

    def _choose_outbox_pill(self, key: str) -> None:
        self.outbox.choose_pill(key)
        self._draw()

    def _open_record(self, record: str) -> None:
        """Open the form of a refused application to be put right, or the case of any other record."""
        entry = self.workplace.store.journal.entry(record)
        if entry is None:
            return
        try:
            self.new.save_draft()
            self.new.correct(record)
        except RuleBroken:
            self.open_case(entry.case_id)
        else:
            self._go(Scope.NEW)

    def _send_now(self) -> None:
        record = self.outbox_page.current_record()
        if record and self.outbox.may_ask(record):
            self.workplace.sync.retry_now(record)
            self.shell.say(self.outbox.words("outbox.asked"))
        else:
            self.workplace.sync.retry_now()
        self.tick()

    def _set_aside(self) -> None:
        changes, said = self.outbox.set_aside(self.outbox_page.current_record())
        self.refresh(changes)
        self.shell.say(said)

    def _answer_print(self, job: str, digit: int) -> None:
        try:
            done = prints.answer(self.workplace.desk, job, _ANSWERS[digit - 1])
        except ProductError as refused:
            self.case.refusal = Note(self.case.words.error(refused), Tone.BAD)
            self._draw()
            return
        self.finished(done.changes)
