"""What happened to a case, in words: one line for each event, the newest first, and what comes next."""

from datetime import datetime
from functools import singledispatch

from msgspec import UNSET

from casework import facts
from casework.case_state import Case, Stage
from casework.certificate_facts import CertificateReissued, CertificateReplaced, CertificateRevoked
from casework.clock import CHINA
from casework.contact import spaced_phone
from casework.fact import Fact
from casework.lifecycle import COUNTS
from casework.parties import DeliveryWay
from casework.seal_facts import SealsFiled, SealsHandedOut, SealsOrdered
from counter_app.desk.show import CaseView as Shown
from counter_app.desk.show import Step
from counter_app.presenters.case_acts import collector_of
from counter_app.presenters.case_views import EventMark, TimelineEntry
from counter_app.presenters.urgings import urged_detail, urged_title
from counter_app.presenters.wording import Words

_MARKS = {
    "case.opened": EventMark.RECEIVED,
    "case.accepted": EventMark.ACCEPTED,
    "case.deemed_accepted": EventMark.ACCEPTED,
    "case.supplemented": EventMark.SUPPLEMENTED,
    "case.received": EventMark.CLAIMED,
    "case.urged": EventMark.URGED,
    "case.urge_answered": EventMark.URGED,
    "case.suspended": EventMark.STOPPED,
    "case.resumed": EventMark.RESUMED,
    "originals.handed_over": EventMark.HANDED_OVER,
    "result.sealed": EventMark.GRANTED,
    "result.at_window": EventMark.AT_WINDOW,
    "result.delivered": EventMark.DELIVERED,
    "case.not_accepted": EventMark.REFUSED,
    "case.not_required": EventMark.REFUSED,
}
_NEXT = {
    Stage.RECEIVED: "next.accept",
    Stage.SUPPLEMENT: "next.supplement",
    Stage.ACCEPTED: "next.receive",
    Stage.DEEMED_ACCEPTED: "next.receive",
    Stage.IN_REVIEW: "next.decide",
    Stage.SUSPENDED: "next.resume",
    Stage.DECIDED: "next.issue",
    Stage.RESULT_AT_WINDOW: "next.deliver",
}
_STEPS = {
    Stage.RECEIVED: 0,
    Stage.SUPPLEMENT: 0,
    Stage.ACCEPTED: 1,
    Stage.DEEMED_ACCEPTED: 1,
    Stage.IN_REVIEW: 2,
    Stage.SUSPENDED: 2,
    Stage.DECIDED: 3,
    Stage.RESULT_AT_WINDOW: 4,
    Stage.DELIVERED: 5,
    Stage.ARCHIVED: 5,
}


def step_of(case: Case) -> int:
    """Return which of the six steps of the stepper the case is at, from 0."""
    return _STEPS.get(case.stage, 0)


def applicant_words(case: Case, words: Words) -> str:
    """Return the applicant with the person to call and the telephone (rich)."""
    party = case.applicant
    return words(
        "case.applicant_person",
        name=party.name,
        person=party.representative,
        phone=spaced_phone(party.phone),
    ).replace("  ", " ")


def timeline(shown: Shown, now: datetime, words: Words) -> tuple[TimelineEntry, ...]:
    """Return what comes next and everything that happened, newest first."""
    entries = [_entry(step, shown.case, now, words) for step in reversed(shown.steps) if not _first_print(step)]
    if entries:
        newest = entries[0]
        entries[0] = TimelineEntry(newest.mark, newest.title, newest.detail, newest.when, now=True)
    coming = _coming(shown, words)
    return (coming, *entries) if coming else tuple(entries)


def _first_print(step: Step) -> bool:
    """Whether an event only says that a paper came out as it should; the page lists prints by themselves."""
    return isinstance(step.fact, facts.PaperPrinted) and step.fact.copy == 1


def step_title(step: Step, case: Case, words: Words) -> str:
    """Return what one event of a case says (rich)."""
    if step.fact is None:
        return words("case.unreadable")
    if isinstance(step.fact, facts.CaseUrged | facts.UrgingAnswered):
        return urged_title(step, case, words)
    key = step.kind
    if isinstance(step.fact, facts.CaseDecided):
        key = f"case.decided.{step.fact.outcome}"
    if isinstance(step.fact, facts.CaseAccepted) and step.fact.commitment:
        key = "case.accepted_tolerance"
    return words(key, **_fields(step.fact, words))


def _entry(step: Step, case: Case, now: datetime, words: Words) -> TimelineEntry:
    mark = _MARKS.get(step.kind, EventMark.CORRECTED)
    if isinstance(step.fact, facts.CaseDecided):
        mark = EventMark.REFUSED if step.fact.outcome is facts.Outcome.REFUSED else EventMark.GRANTED
    return TimelineEntry(mark, step_title(step, case, words), _detail(step, case, words), when_words(step.at, now))


def _detail(step: Step, case: Case, words: Words) -> str:
    who = step.actor.name or step.actor.code if step.actor else ""
    if isinstance(step.fact, facts.OriginalsHandedOver):
        who = f"{who}・{step.fact.sheet}" if words.lang == "zh" else f"{who}, {step.fact.sheet}"
    if step.verdict is None:
        return urged_detail(step, words("case.by_pending", who=who, where=step.origin), words)
    if step.verdict in COUNTS:
        if isinstance(step.fact, facts.CaseOpened) and case.earlier_number:
            who = words("case.earlier", who=who, earlier=case.earlier_number.removeprefix(f"{case.region}-"))
        return urged_detail(step, words("case.by", who=who, where=step.origin), words)
    return words("case.by_refused", who=who, where=step.origin, verdict=words(f"verdict.{step.verdict}"))


def when_words(at: datetime, now: datetime) -> str:
    """Return when something was, as short as it can be said now."""
    local, today = at.astimezone(CHINA), now.astimezone(CHINA)
    if local.date() == today.date():
        return f"{local:%H:%M}"
    if local.year == today.year:
        return f"{local.month}-{local:%d %H:%M}"
    return f"{local:%Y-%m-%d}"


def _coming(shown: Shown, words: Words) -> TimelineEntry | None:
    key = _NEXT.get(shown.case.stage)
    if key is None:
        return None
    case = shown.case
    detail = ""
    if case.stage is Stage.RESULT_AT_WINDOW:
        by_courier = case.delivery.way is DeliveryWay.COURIER
        detail = words("next.courier") if by_courier else words("next.collector", name=collector_of(case))
    day = shown.due.date.day if shown.due else None
    return TimelineEntry(EventMark.NEXT, words(key), detail, f"{day.month}-{day:%d}" if day else "")


@singledispatch
def _fields(_fact: Fact, _words: Words) -> dict[str, str | int]:
    return {}


@_fields.register
def _(fact: facts.CaseOpened, _words: Words) -> dict[str, str | int]:
    return {"count": sum(mark.originals + mark.copies > 0 or mark.electronic for mark in fact.materials)}


@_fields.register
def _(fact: facts.SupplementRequested, _words: Words) -> dict[str, str | int]:
    return {"count": len(fact.items)}


@_fields.register
def _(fact: facts.MaterialsSupplemented, _words: Words) -> dict[str, str | int]:
    return {"count": len(fact.materials)}


@_fields.register
def _(fact: facts.DetailsCorrected, words: Words) -> dict[str, str | int]:
    named = {
        "applicant": fact.applicant is not None,
        "agent": fact.no_agent or fact.agent is not None,
        "delivery": fact.delivery is not None,
        "materials": bool(fact.materials),
        "situation": fact.situation is not UNSET,
    }
    what = (", " if words.lang == "en" else "、").join(words(f"corrected.{key}") for key, on in named.items() if on)
    return {"what": what, "reason": fact.reason}


@_fields.register
def _(fact: facts.ClockStopped, _words: Words) -> dict[str, str | int]:
    return {"procedure": fact.procedure}


@_fields.register
def _(fact: facts.ReviewExtended, _words: Words) -> dict[str, str | int]:
    return {"days": fact.days}


@_fields.register
def _(fact: facts.PaperSealed, _words: Words) -> dict[str, str | int]:
    return {"use": fact.use}


@_fields.register
def _(fact: facts.ResultMailed, _words: Words) -> dict[str, str | int]:
    return {"carrier": fact.carrier, "waybill": fact.waybill}


@_fields.register
def _(fact: facts.ResultDelivered, _words: Words) -> dict[str, str | int]:
    return {"collector": fact.collector}


@_fields.register
def _(fact: facts.ScanAttached, _words: Words) -> dict[str, str | int]:
    return {"pages": fact.pages}


@_fields.register
def _(fact: CertificateReissued | CertificateReplaced, _words: Words) -> dict[str, str | int]:
    return {"old": fact.old_blank or "-", "new": fact.blank_number or "-", "reason": fact.reason}


@_fields.register
def _(fact: SealsOrdered, _words: Words) -> dict[str, str | int]:
    return {"count": len(fact.pieces), "maker": fact.maker}


@_fields.register
def _(fact: SealsFiled, _words: Words) -> dict[str, str | int]:
    return {"filing": fact.filing_number}


@_fields.register
def _(fact: SealsHandedOut, _words: Words) -> dict[str, str | int]:
    return {"who": fact.collector or f"{fact.carrier} {fact.waybill}".strip()}


@_fields.register
def _(fact: CertificateRevoked, _words: Words) -> dict[str, str | int]:
    return {"ground": fact.ground, "reason": fact.reason}


@_fields.register
def _(fact: facts.NoteAdded, _words: Words) -> dict[str, str | int]:
    return {"text": fact.text}


@_fields.register
def _(fact: facts.PaperPrinted, words: Words) -> dict[str, str | int]:
    key = f"paper.{fact.paper}"
    return {"paper": words(key) if words.knows(key) else fact.paper}
