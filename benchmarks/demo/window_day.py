"""One window's day, in a process of its own: reads orders line by line, does them through the desk's own acts, answers.

Started by `benchmarks.demo.hall` as `python -m benchmarks.demo.window_day FOLDER SERVER NUMBER`. Orders and answers are
JSON lines (`Order`, `Answer`); whatever goes wrong is an answer too, so that the hall can stop and say why.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import msgspec

from benchmarks.demo.plan import Errand, Way, day_plan
from benchmarks.demo.scans import scanned_page
from casework.acceptance import review
from casework.case_state import Case, Stage
from casework.errors import ProductError
from casework.facts import Missing
from casework.identity import s10_with_check_digit
from casework.parties import DeliveryWay
from casework.sentences import say
from counter_app import logs
from counter_app.desk.accept import accept, accept_received
from counter_app.desk.attach import attach
from counter_app.desk.deliver import deliver, mail, mail_delivered
from counter_app.desk.forms import (
    AcceptReceivedForm,
    AttachForm,
    BringForm,
    DeliverForm,
    HandedCase,
    HandOverForm,
    IssueForm,
    MailDeliveredForm,
    MailForm,
    RefuseForm,
    SupplementForm,
)
from counter_app.desk.hand_over import at_window, hand_over
from counter_app.desk.issue import issue
from counter_app.desk.refuse import refuse
from counter_app.desk.supplement import bring, request_supplement
from counter_app.desk.take_in import take_in
from counter_app.main import Workplace, open_desk
from counter_app.settings import Settings

CLERKS = (("C01", "李国栋", "Li Guodong"), ("C02", "何敏", "He Min"), ("C03", "陈晓燕", "Chen Xiaoyan"))
PASSWORD = "integrated-window-demo"  # noqa: S105 - of invented clerks in a server that lives for two minutes
WINDOWS = 3
_NEWS_S = 20.0


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What the hall tells a window to do; `text` is a code where one is needed."""

    do: str
    text: str = ""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """How it went: a count, and the sentence of what went wrong."""

    done: int = 0
    waiting: int = 0
    problem: str = ""


def settings_of(folder: Path, server: str) -> Settings:
    """Return the settings of a demonstration window that lives in `folder`."""
    return Settings(
        data_folder=folder / "desk",
        key_file=folder / "key" / "desk.key",
        witness_file=folder / "witness" / "witness",
        print_folder=folder / "papers",
        server=server,
        timeout_s=10,
    )


class WindowDay:
    """The acts of one window on one day."""

    def __init__(self, workplace: Workplace, number: int) -> None:
        self._place = workplace
        self._number = number
        desk = workplace.desk
        self._errands = {
            errand.matter: errand for errand in day_plan(desk.catalogue, desk.calendar, desk.today(), WINDOWS)
        }

    def do(self, order: Order) -> Answer:
        """Carry out an order."""
        acts: dict[str, Callable[[str], int]] = {
            "enrol": self._enrol,
            "enrol_again": self._enrol_again,
            "sign_in": self._sign_in,
            "take_in": self._take_in,
            "second_visits": self._second_visits,
            "send_papers": self._send_papers,
            "sync": self._sync,
            "issue": self._issue,
            "deliver": self._deliver,
        }
        try:
            done = acts[order.do](order.text)
        except ProductError as error:
            return Answer(problem=f"{order.do}: {say(error)} [{error.code}]")
        return Answer(done=done, waiting=self._place.sync.status().waiting)

    # --- the morning ----------------------------------------------------------------------------------------------

    def _enrol(self, code: str) -> int:
        self._place.enrol(code)
        return 1

    def _enrol_again(self, code: str) -> int:
        self._place.enrol_again(code)
        return 1

    def _sign_in(self, _text: str) -> int:
        self._place.sign_in(CLERKS[self._number][0], PASSWORD)
        return 1

    def _take_in(self, _text: str) -> int:
        mine = [errand for errand in self._errands.values() if errand.window == self._number]
        for errand in mine:
            case = self._receive(errand)
            if errand.scan:
                page = scanned_page(case.number, errand.matter)
                form = AttachForm(case_id=case.id, material=errand.form.materials[0].code, name="scan.png")
                attach(self._place.desk, form, page)
        self._place.print_owed()
        return len(mine)

    def _receive(self, errand: Errand) -> Case:
        desk = self._place.desk
        if errand.way in {Way.ACCEPTED, Way.TOLERATED}:
            return accept(desk, errand.form).value.case
        case = take_in(desk, errand.form).value.case
        if errand.way is Way.SUPPLEMENTED:
            matter = desk.catalogue.matter(errand.matter)
            gaps = review(matter, errand.form.materials, desk.today(), desk.calendar, errand.form.situation).gaps
            items = tuple(
                Missing(material=gap.material.code, problem=gap.say().rstrip("。"), remedy=gap.remedy().rstrip("。"))
                for gap in gaps
            )
            request_supplement(desk, SupplementForm(case_id=case.id, items=items))
        if errand.way is Way.NOT_ACCEPTED:
            grounds = ("申请事项依法不属于本行政机关职权范围",)
            remedies = ("可以自收到本通知书之日起六十日内申请行政复议", "可以在六个月内提起行政诉讼")
            refuse(desk, RefuseForm(case_id=case.id, grounds=grounds, remedies=remedies, competent_body="行业主管部门"))
        return case

    # --- later ----------------------------------------------------------------------------------------------------

    def _second_visits(self, _text: str) -> int:
        """Applicants come back with what was missing, to whichever window took their papers."""
        desk, done = self._place.desk, 0
        for errand, case in self._cases(lambda case: case.window == self._window()):
            if case.stage is Stage.SUPPLEMENT or (errand.way is Way.TOLERATED and errand.lacking):
                bring(desk, BringForm(case_id=case.id, materials=errand.lacking))
                done += 1
            if case.stage in {Stage.SUPPLEMENT, Stage.RECEIVED}:
                accept_received(desk, AcceptReceivedForm(case_id=case.id))
                done += case.stage is Stage.RECEIVED
        self._place.print_owed()
        return done

    def _send_papers(self, _text: str) -> int:
        """Hand the originals of this window's cases over, one sheet for each department."""
        by_department: dict[str, list[HandedCase]] = defaultdict(list)
        for _errand, case in self._cases(lambda case: case.window == self._window()):
            if case.stage in {Stage.ACCEPTED, Stage.IN_REVIEW} and at_window(case):
                by_department[case.department].append(HandedCase(case_id=case.id))
        for cases in by_department.values():
            hand_over(self._place.desk, HandOverForm(cases=tuple(cases), to_person="刘建"))
        self._place.print_owed()
        return len(by_department)

    def _sync(self, _text: str) -> int:
        """Do rounds until this side has nothing left to send."""
        deadline = time.monotonic() + _NEWS_S
        moved = 0
        while True:
            report = self._place.sync.run()
            moved += report.pushed + report.pulled
            if self._place.sync.status().drained or time.monotonic() > deadline:
                return moved

    def _issue(self, _text: str) -> int:
        """Print the results that are collected here: none of them was taken in at this window."""
        desk, done = self._place.desk, 0
        for errand, case in self._cases(lambda case: case.stage is Stage.DECIDED):
            if errand.issued_at == self._number:
                issue(desk, IssueForm(case_id=case.id), self._place.printer.studio())
                done += 1
        self._place.print_owed()
        return done

    def _deliver(self, _text: str) -> int:
        """Hand out or mail what lies ready here."""
        desk, done = self._place.desk, 0
        for place, (errand, case) in enumerate(self._cases(lambda case: case.stage is Stage.RESULT_AT_WINDOW)):
            if errand.issued_at != self._number:
                continue
            if case.delivery.way is DeliveryWay.COURIER:
                waybill = s10_with_check_digit("EE", f"{self._number + 1:02d}{place:06d}")
                mail(desk, MailForm(case_id=case.id, waybill=waybill))
                mail_delivered(desk, MailDeliveredForm(case_id=case.id, delivered_on=desk.today()))
            else:
                deliver(desk, _collector(case))
            done += 1
        return done

    # --- what is here ---------------------------------------------------------------------------------------------

    def _cases(self, wanted: Callable[[Case], bool]) -> list[tuple[Errand, Case]]:
        store = self._place.store
        found = []
        for case_id in store.journal.case_ids():
            projected = store.cases.get(case_id)
            if projected is not None and wanted(projected.case):
                found.append((self._errands[projected.case.matter], projected.case))
        return found

    def _window(self) -> str:
        return self._place.desk.place().window


def _collector(case: Case) -> DeliverForm:
    """Return the form of whoever comes to collect: the agent, the applicant, or somebody with written authority."""
    who = case.agent or case.applicant
    if who.id_kind.value == "uscc":
        return DeliverForm(
            case_id=case.id,
            collector=case.applicant.representative,
            collector_id="510603198811020426",
            authorised=True,
            signed=True,
        )
    return DeliverForm(case_id=case.id, collector=who.name, collector_id=who.id_number, signed=True)


def main() -> None:
    """Answer orders until the input ends."""
    folder, server, number = sys.argv[1:4]
    logs.set_up()
    workplace = open_desk(settings_of(Path(folder), server))
    try:
        day = WindowDay(workplace, int(number))
        for line in sys.stdin:
            answer = day.do(msgspec.json.decode(line, type=Order))
            sys.stdout.write(msgspec.json.encode(answer).decode() + "\n")
            sys.stdout.flush()
    finally:
        workplace.close()


if __name__ == "__main__":
    main()
