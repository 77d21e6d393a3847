"""A desk over real files: enrolled, with a clerk who sits at it, and the forms of invented applicants."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
from argon2 import PasswordHasher

from casework import identity
from casework.contract import ClerkCard, EventVerdict, Site
from casework.facts import Missing
from casework.lifecycle import Verdict
from casework.materials import MaterialMark
from casework.numbers import CaseNumber
from casework.parties import Delivery, DeliveryWay, IdKind, Party, PartyKind
from casework.situations import Answered
from casework.slips import SlipSerial
from counter_app.desk.accept import accept
from counter_app.desk.forms import ApplicationForm, SupplementForm
from counter_app.desk.take_in import take_in
from counter_app.main import Workplace, open_desk
from counter_app.settings import Settings
from counter_app.store.meta import Place
from printing.drivers.driver import DeviceState, Outcome, Readiness, Result

MORNING = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)
TODAY = date(2026, 9, 22)
CLERK = ClerkCard(code="0123", name="周敏")
MATTER = "EDU-001"
SITE = Site(
    region="510600",
    hall="510600-H1",
    hall_name="德阳市政务服务大厅",
    hall_name_en="Deyang Government Affairs Service Hall",
    phone="0838-5550123",
    hours="9:00-17:00",
    progress_url="HTTPS://HALL.EXAMPLE",
    seal_code="5106000021946",
)
CHEAP_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class MovedClock:
    """A clock that stands until it is moved."""

    def __init__(self, moment: datetime = MORNING) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def pass_by(self, **delta: float) -> None:
        self.moment += timedelta(**delta)


@dataclass
class NotedDriver:
    """A printer that remembers what it was sent and answers as it is told."""

    result: Result = Result.PRINTED
    sent: list = field(default_factory=list)

    def send(self, paper, job_id):
        self.sent.append((job_id, paper))
        return Outcome(self.result, "" if self.result is Result.PRINTED else "printing.interrupted")

    def status(self):
        return DeviceState(Readiness.READY)


def settings_in(folder: Path, **changes) -> Settings:
    """The settings of a desk whose every file lies below `folder`."""
    made = Settings(
        data_folder=folder / "data",
        key_file=folder / "config" / "desk.key",
        witness_file=folder / "witness" / "witness",
        print_folder=folder / "papers",
        timeout_s=20,
        # Hundreds of desks on one machine; those that are about the reserve ask for one.
        reserve_mib=0,
    )
    return msgspec.structs.replace(made, **changes)


def opened(folder: Path, clock=None, **given) -> Workplace:
    """The desk in `folder` as a further start finds it."""
    wanted = {name: given.pop(name) for name in tuple(given) if name in Settings.__struct_fields__}
    return open_desk(
        settings_in(folder, **wanted),
        clock=clock or MovedClock(),
        hasher=CHEAP_HASHER,
        driver=given.pop("driver", NotedDriver()),
        chance=given.pop("chance", lambda: 0.5),
        **given,
    )


def a_desk(folder: Path, clock=None, window="W03", number=3, epoch_char="K", **given) -> Workplace:
    """A new desk in `folder`, enrolled by hand, with the clerk signed in; no server is needed."""
    workplace = opened(folder, clock, **given)
    store, now = workplace.store, workplace.desk.now_ms()
    with store.writing():
        store.meta.set_place(Place(window=window, window_number=number, site=SITE, server_epoch=1))
        store.journal.open_stream(window, f"0197d0a0-0000-7000-8000-{number:012d}", epoch_char, now)
    seat(workplace)
    return workplace


def seat(workplace: Workplace) -> None:
    """Let the clerk sit down at a desk."""
    with workplace.store.writing():
        workplace.store.clerks.remember(CLERK, CHEAP_HASHER.hash("an-invented-password"), workplace.desk.now_ms())
        workplace.store.clerks.begin(CLERK.code, workplace.desk.now_ms(), online=True)


def body(name="德阳向阳花幼儿园有限公司", serial=1, **changes) -> Party:
    """An invented body with a valid credit code."""
    made = Party(
        kind=PartyKind.BODY,
        name=name,
        id_kind=IdKind.USCC,
        id_number=identity.uscc_with_check_digit(f"91510600MA62{serial:05d}"),
        phone="13900002254",
        representative="何芳",
    )
    return msgspec.structs.replace(made, **changes)


def resident_id(serial=1) -> str:
    """An invented resident's number with a valid check digit."""
    return identity.resident_id_with_check_digit(f"51060019900101{serial:03d}")


def first_answers(matter, turn=0) -> tuple[Answered, ...]:
    """Every question of a matter answered by its first answer, or by the one whose turn it is."""
    situation = ()
    while unanswered := matter.unanswered(situation):
        situation += tuple(
            Answered(question=one.code, answer=one.answers[turn % len(one.answers)].code) for one in unanswered
        )
    return situation


def answer_first(page) -> None:
    """Answer every question that a form at hand asks by its first answer."""
    while open_now := [question for question in page.view().questions if question.chosen is None]:
        for question in open_now:
            page.answer(question.key, 0)


def marks(workplace: Workplace, matter=MATTER, *, without=(), follows=(), turn=0) -> tuple[MaterialMark, ...]:
    """The whole checklist of a matter as handed in, but for some; `follows` are (code ending, day)."""
    later = dict(follows)
    made = []
    known = workplace.desk.catalogue.matter(matter)
    for material in known.asked(first_answers(known, turn)):
        if material.place in later:
            made.append(MaterialMark(code=material.code, follows_by=later[material.place]))
        elif material.place not in without:
            made.append(MaterialMark(code=material.code, originals=material.originals, copies=material.copies))
        else:
            made.append(MaterialMark(code=material.code))
    return tuple(made)


def application(workplace: Workplace, **changes) -> ApplicationForm:
    """A complete application, every question of its matter answered by the first answer."""
    code = changes.get("matter", MATTER)
    matter = next((one for one in workplace.desk.catalogue.matters if one.code == code), None)
    made = ApplicationForm(
        matter=MATTER,
        applicant=body(),
        delivery=Delivery(way=DeliveryWay.WINDOW),
        materials=marks(workplace),
        situation=first_answers(matter) if matter else (),
    )
    return msgspec.structs.replace(made, **changes)


def accepted(workplace: Workplace, **changes):
    """An accepted case."""
    return accept(workplace.desk, application(workplace, **changes)).value.case


def received(workplace: Workplace, **changes):
    """A case whose papers were only taken in."""
    return take_in(workplace.desk, application(workplace, **changes)).value.case


def everything_missing(workplace: Workplace, case, matter=MATTER) -> SupplementForm:
    """A supplement request that lists the whole checklist."""
    known = workplace.desk.catalogue.matter(matter)
    materials = known.asked(case.situation)
    items = tuple(Missing(material=one.code, problem="没有带来", remedy="请带来") for one in materials)
    return SupplementForm(case_id=case.id, items=items)


def kinds(workplace: Workplace, case) -> list[str]:
    """The kinds of a case's events in order."""
    return [entry.type for entry in workplace.store.journal.history(case.id)]


NEW = {
    "number": CaseNumber(region="510600", window="W00", day=date(2026, 9, 22), serial=1, epoch="0").format(),
    "serial": SlipSerial(window=0, running=1).digits,
}
"""What the server gives a case whose number it cannot let stand."""


def renumbered(workplace: Workplace, case, **given):
    """Let the server give a case another number and serial."""
    store = workplace.store
    first = store.journal.history(case.id)[0]
    said = EventVerdict(seq=first.seq, verdict=Verdict.RENUMBERED, ver=1, reason="case.renumbered", **{**NEW, **given})
    with store.writing():
        store.cases.refresh(store.journal.store_verdicts(store.journal.stream().epoch, (said,)))
    return store.cases.get(case.id).case
