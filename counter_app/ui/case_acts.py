"""The acts on the page of a case: the main act by stage, printing the result, mailing, handing originals over."""

from collections.abc import Callable
from functools import partial

from casework.case_state import Case, Stage
from casework.contract import ClerkCard
from casework.errors import ProductError, RuleBroken
from counter_app.changes import Changes, Done
from counter_app.desk.accept import accept_received
from counter_app.desk.bench import Desk
from counter_app.desk.checklist import not_asked
from counter_app.desk.deliver import deliver, mail, mail_delivered
from counter_app.desk.forms import (
    AcceptReceivedForm,
    BringForm,
    DeliverForm,
    HandedCase,
    HandOverForm,
    IssueForm,
    LabelsForm,
    MailDeliveredForm,
    MailForm,
    UrgeForm,
)
from counter_app.desk.give_notice import give_notice
from counter_app.desk.hand_over import hand_over
from counter_app.desk.issue import issue
from counter_app.desk.labels import print_labels
from counter_app.desk.supplement import bring
from counter_app.desk.urge import urge
from counter_app.main import Workplace
from counter_app.presenters.case_acts import MAIN, brought_as_asked, collector_of
from counter_app.presenters.case_page import CasePresenter
from counter_app.presenters.views import Note, Tone
from counter_app.ui.acts import BY_ID, Scope
from counter_app.ui.certificate_acts import CertificateActs
from counter_app.ui.dialogs.ask import Answers, AskDialog, Field
from counter_app.ui.lane import Lane
from counter_app.ui.seal_acts import SealActs
from counter_app.ui.shell import Shell
from counter_app.ui.theme.theme import Theme
from counter_app.ui.tongue import translate

Act = Callable[[Desk], Done[object]]


class CaseActs:
    """The keys of the bar."""

    def __init__(
        self,
        shell: Shell,
        theme: Theme,
        presenter: CasePresenter,
        workplace: Workplace,
        printing: Lane,
        finished: Callable[[Changes | None], None],
    ) -> None:
        self._shell = shell
        self._printing = printing
        self._theme = theme
        self._presenter = presenter
        self._workplace = workplace
        self._finished = finished
        self._making: set[str] = set()
        self._certificates = CertificateActs(shell, theme, presenter, workplace, printing, finished)
        self._seals = SealActs(shell, theme, presenter, workplace, printing, finished)

    def table(self) -> dict[str, Callable[[], None]]:
        """Return what each act does."""
        acts = {
            MAIN: self._main,
            "print": self._issue,
            "mail": self._mail,
            "hand_over": self._hand_over,
            "urge": self._urge,
            "labels": self._labels,
            "give_notice": self._give_notice,
        }
        return {act: partial(self._press, act, done) for act, done in acts.items()} | self._unkeyed()

    def _unkeyed(self) -> dict[str, Callable[[], None]]:
        return {**self._certificates.table(), **self._seals.table()}

    def _press(self, act: str, done: Callable[[], None]) -> None:
        """Do an act; a key that is not ready says again, in full, what its reason says."""
        why = self._presenter.why_not(act)
        if why is None:
            done()
        else:
            colon = ": " if self._presenter.words.lang == "en" else "："
            self._shell.say(f"{why.label or BY_ID[act].words()}{colon}{why.reason}")

    def _main(self) -> None:
        case = self._presenter.case()
        if case.stage is Stage.RECEIVED:
            form = AcceptReceivedForm(case_id=case.id, commitment=any(mark.follows_by for mark in case.materials))
            self._do(lambda desk: accept_received(desk, form))
        elif case.stage is Stage.SUPPLEMENT:
            self._bring()
        elif case.mailing is not None:
            self._mail_arrived()
        else:
            self._deliver()

    def _bring(self) -> None:
        case = self._presenter.case()
        matter = self._workplace.desk.matter_shown(case)
        marks = brought_as_asked(case, matter)
        asked = (mark.code for mark in marks if mark.code not in not_asked(case, matter))
        names = "\n".join(self._presenter.words.name(matter.material(code)) for code in asked)
        self._ask(
            translate("Ask", "登记补交"),
            names,
            (),
            lambda _answers: lambda desk: bring(desk, BringForm(case_id=case.id, materials=marks)),
        )

    def _deliver(self) -> None:
        case = self._presenter.case()
        fields = (
            Field("name", translate("Ask", "领取人"), collector_of(case)),
            Field("number", translate("Ask", "领取人证件"), latin=True),
            Field("authorised", translate("Ask", "有书面委托，已存档"), tick=True),
            Field("signed", translate("Ask", "已签收"), "1", tick=True),
        )

        def form(answers: Answers) -> Act:
            said = DeliverForm(
                case_id=case.id,
                collector=answers["name"],
                collector_id=answers["number"],
                authorised=bool(answers["authorised"]),
                signed=bool(answers["signed"]),
            )
            return lambda desk: deliver(desk, said)

        self._ask(translate("Ask", "发给来人"), case.number, fields, form)

    def _mail(self) -> None:
        case = self._presenter.case()
        fields = (
            Field("waybill", translate("Ask", "运单号"), latin=True),
            Field("carrier", translate("Ask", "快递公司"), "EMS", optional=True),
        )

        def form(answers: Answers) -> Act:
            said = MailForm(case_id=case.id, waybill=answers["waybill"], carrier=answers["carrier"])
            return lambda desk: mail(desk, said)

        self._ask(translate("Ask", "邮寄"), f"{case.number}\n{case.delivery.address}", fields, form)

    def _mail_arrived(self) -> None:
        case = self._presenter.case()
        today = self._workplace.desk.today()
        fields = (Field("collector", translate("Ask", "签收人"), case.delivery.recipient, optional=True),)

        def form(answers: Answers) -> Act:
            said = MailDeliveredForm(case_id=case.id, delivered_on=today, collector=answers["collector"])
            return lambda desk: mail_delivered(desk, said)

        self._ask(translate("Ask", "登记签收"), case.number, fields, form)

    def _issue(self) -> None:
        """Drawing a certificate takes longer than a blink, so the result is made beside the screen."""
        case, clerk = self._presenter.case(), self._workplace.desk.clerk()
        if self._certificates.sealed_awaited(case):
            return
        self._shell.say(translate("Hints", "正在制作结果，好了自动打印"))
        if case.id not in self._making:
            self._making.add(case.id)
            self._printing.run(lambda: self._made(case, clerk), partial(self._issued, case))

    def _made(self, case: Case, clerk: ClerkCard) -> Changes | ProductError:
        try:
            if self._workplace.desk.clerk().code != clerk.code:
                # Other papers came first meanwhile; nobody states a result that somebody else asked for.
                return RuleBroken("issue.clerk_left")
            return issue(self._workplace.desk, IssueForm(case_id=case.id), self._workplace.printer.studio()).changes
        except ProductError as refused:
            return refused

    def _issued(self, case: Case, made: Changes | ProductError) -> None:
        """Tell what stood in the way where it was asked for; whoever went on is told of which case it is."""
        self._making.discard(case.id)
        self._shell.say("")
        if not isinstance(made, ProductError):
            self._finished(made)
            return
        words = self._presenter.words
        if self._shell.scope is Scope.CASE and self._presenter.case_id == case.id:
            self._presenter.refusal = Note(words.error(made), Tone.BAD)
            self._shell.say(words.error(made))
        elif self._shell.scope is not Scope.LOCK:
            self._shell.say(f"{case.number} {words.error(made)}")
        self._finished(None)

    def _hand_over(self) -> None:
        case = self._presenter.case()
        fields = (Field("person", translate("Ask", "交给谁")),)

        def form(answers: Answers) -> Act:
            said = HandOverForm(cases=(HandedCase(case_id=case.id),), to_person=answers["person"])
            return lambda desk: hand_over(desk, said)

        self._ask(translate("Ask", "移交原件"), case.number, fields, form)

    def _urge(self) -> None:
        case = self._presenter.case()
        about = f"{case.number}\n{self._presenter.words.name(self._workplace.desk.department_shown(case))}"
        fields = (Field("reason", translate("Ask", "事由，或申请人问什么"), lines=True, optional=True),)

        def form(answers: Answers) -> Act:
            said = UrgeForm(case_id=case.id, reason=answers["reason"])
            return lambda desk: urge(desk, said)

        self._ask(translate("Ask", "催办"), about, fields, form)

    def _give_notice(self) -> None:
        case_id = self._presenter.case().id
        self._do(lambda desk: give_notice(desk, case_id))

    def _labels(self) -> None:
        case = self._presenter.case()
        form = LabelsForm(case_id=case.id)
        changes = self._presenter.act(lambda desk: print_labels(desk, form))
        if changes is not None or not self._presenter.asks_why:
            self._finished(changes)
            return
        self._presenter.refusal = None
        fields = (Field("reason", translate("Ask", "为什么再打一次")),)

        def again(answers: Answers) -> Act:
            said = LabelsForm(case_id=case.id, reason=answers["reason"])
            return lambda desk: print_labels(desk, said)

        self._ask(translate("Ask", "重打材料标签"), case.number, fields, again)

    def _do(self, act: Act) -> None:
        changes = self._presenter.act(act)
        self._finished(changes)
        if changes is None and self._presenter.refusal is not None:
            # The head of the page may have no room for the whole sentence.
            self._shell.say(self._presenter.refusal.text)

    def _ask(self, title: str, about: str, fields: tuple[Field, ...], act_of: Callable[[Answers], Act]) -> None:
        def attempt(answers: Answers) -> Note | None:
            changes = self._presenter.act(act_of(answers))
            refusal, self._presenter.refusal = self._presenter.refusal, None
            if changes is not None:
                self._finished(changes)
            return refusal

        AskDialog(self._theme, self._shell, title, about, fields, attempt).open()
