"""Builds histories of one case, event by event, the way windows and departments write them."""

from dataclasses import dataclass, field
from datetime import date
from itertools import count

from casework import facts
from casework.case_state import Case
from casework.events import Actor, BlobRef, Event, Header, Role, write
from casework.lifecycle import replay
from casework.materials import MaterialMark
from casework.parties import Delivery, DeliveryWay, IdKind, Party, PartyKind

CASE = "0197d0a0-0000-7000-8000-000000000001"
CLERK = Actor(role=Role.CLERK, code="C01", name="陈晓燕")
OFFICER = Actor(role=Role.DEPARTMENT, code="agr01", name="刘建")
SUPERVISOR = Actor(role=Role.SUPERVISOR, code="S01", name="李主任")
SERVER = Actor(role=Role.SERVER, code="server")

APPLICANT = Party(
    kind=PartyKind.BODY,
    name="绵竹市丰谷农资经营部",
    id_kind=IdKind.USCC,
    id_number="91510600MA6XXXXX0A",
    phone="13900002254",
    representative="王德贵",
)


def opening(**changes: object) -> facts.CaseOpened:
    """Return an opening at window W03 for matter AGR-006."""
    fields = {
        "number": "510600-W03-260904-0006-K3",
        "serial": "003000042183",
        "secret": "A" * 26,
        "matter": "AGR-006",
        "department": "AGR",
        "region": "510600",
        "hall": "DY01",
        "window": "W03",
        "received_on": date(2026, 9, 4),
        "notice_due": date(2026, 9, 11),
        "applicant": APPLICANT,
        "materials": (MaterialMark(code="AGR-006-M01", originals=1),),
        "delivery": Delivery(way=DeliveryWay.WINDOW),
    }
    return facts.CaseOpened(**{**fields, **changes})


ACCEPTED = facts.CaseAccepted(accepted_on=date(2026, 9, 4), committed_days=10, statutory_days=20)
RECEIVED = facts.ReceivedByDepartment(received_on=date(2026, 9, 7))
GRANTED = facts.CaseDecided(outcome=facts.Outcome.GRANTED, decided_on=date(2026, 9, 15))
REFUSED = facts.CaseDecided(outcome=facts.Outcome.REFUSED, decided_on=date(2026, 9, 15), reasons=("不符合条件",))
AT_WINDOW = facts.ResultAtWindow(window="W01", printed_on=date(2026, 9, 16), document_sha256="0" * 64)
DELIVERED = facts.ResultDelivered(window="W01", delivered_on=date(2026, 9, 17), way="window")

BY_ROLE = {
    facts.ReceivedByDepartment: OFFICER,
    facts.ClockStopped: OFFICER,
    facts.ClockResumed: OFFICER,
    facts.ReviewExtended: OFFICER,
    facts.CaseDecided: OFFICER,
    facts.OriginalsAcknowledged: OFFICER,
    facts.UrgingAnswered: OFFICER,
    facts.DecisionRecalled: SUPERVISOR,
    facts.DecisionRevoked: SUPERVISOR,
    facts.DeemedAccepted: SERVER,
    facts.PaperSealed: SERVER,
}


@dataclass
class Pen:
    """Writes events with ids and times of its own, so that two runs give the same bytes."""

    case: str = CASE
    ids: count = field(default_factory=lambda: count(1))

    def write(self, fact: facts.Fact, actor: Actor | None = None, blobs: tuple[BlobRef, ...] = ()) -> Event:
        """Return the event that states `fact`, by whoever usually does."""
        n = next(self.ids)
        header = Header(
            id=f"0197d0a0-0000-7000-9000-{n:012d}",
            type=facts.KINDS[type(fact)],
            tv=1,
            case=self.case,
            base=None,
            catalog="2026.07.1",
            at=1_788_480_000_000 + n * 1000,
            mono=("boot", n),
            off=None,
            actor=actor or BY_ROLE.get(type(fact), CLERK),
            blobs=blobs,
        )
        return write(header, fact)

    def history(self, *statements: facts.Fact) -> list[Event]:
        """Return one event for each fact, in order."""
        return [self.write(fact) for fact in statements]


def case_after(*statements: facts.Fact) -> Case:
    """Return the case that an opening and these facts make."""
    return replay(Pen().history(opening(), *statements))
