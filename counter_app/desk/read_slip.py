"""A signed slip in somebody's hand: whether it is genuine, which case it is about, and the case written again from it.

All of it works without a network, by the keys that the last sync brought.
"""

import hashlib
from dataclasses import dataclass

from casework import deadlines, signed_slip
from casework.catalogue import Audience, Matter
from casework.clock import CHINA, from_ms, wall_ms
from casework.errors import RuleBroken
from casework.facts import CaseOpened, NoteAdded
from casework.grams import whole_number
from casework.ids import uuid7
from casework.parties import Delivery, DeliveryWay, IdKind, Party, PartyKind
from casework.sentences import Lang, sentence
from casework.signed_slip import ReadSlip, Says
from casework.slips import secret as secret_text
from counter_app.changes import Done
from counter_app.desk.bench import Desk, changed
from counter_app.desk.recording import state, the_case
from counter_app.store.cases import Projected
from counter_app.store.search import Key

_REBUILDABLE = frozenset({Says.RECEIVED, Says.ACCEPTED, Says.SUPPLEMENT, Says.IN_REVIEW})
_ID_CONTEXT = b"integrated-window rebuilt case 1\n"


@dataclass(frozen=True, slots=True)
class Verified:
    """A genuine slip, and its case where that is here."""

    slip: ReadSlip
    case: Projected | None


def verify_slip(desk: Desk, scanned: str) -> Verified:
    """Return what a slip's code says and the case it is about.

    Raises:
        RuleBroken: `slip.form` and the others of `signed_slip.read`; `desk.not_enrolled`.
    """
    slip = signed_slip.read(
        signed_slip.text_in(scanned), desk.store.window_keys.known(), region=desk.place().site.region
    )
    return Verified(slip, _case_of(desk, slip))


def said(desk: Desk, verified: Verified, lang: Lang) -> tuple[str, ...]:
    """Return what a verified slip says, a sentence each."""
    facts, key = verified.slip.facts, verified.slip.key
    matter = _matter(desk, facts.matter)
    name = facts.matter if matter is None else matter.name_en if lang == "en" else matter.name_zh
    at = f"{facts.at.astimezone(CHINA):%Y-%m-%d %H:%M}"
    lines = [
        sentence("slip.genuine", lang, window=key.window, at=at),
        sentence("slip.numbers", lang, number=facts.number, serial=facts.serial),
        sentence("slip.matter", lang, matter=name),
        sentence(
            "slip.applicant",
            lang,
            name=facts.name,
            last_four=facts.last_four,
            originals=facts.originals,
            copies=facts.copies,
        ),
    ]
    if facts.due is not None:
        lines.append(sentence("slip.promised", lang, days=facts.days, due=f"{facts.due}"))
    if key.until_ms is not None:
        day = f"{from_ms(key.until_ms).astimezone(CHINA):%Y-%m-%d}"
        lines.append(sentence("slip.genuine_ended", lang, day=day))
    if verified.case is not None:
        lines.append(sentence("slip.case_here", lang, number=verified.case.case.number))
    else:
        lines.append(sentence("slip.case_not_here", lang))
    return tuple(lines)


def rebuild(desk: Desk, scanned: str) -> Done[Projected]:
    """Write the case of a genuine slip again, as received, with what the slip says; a note tells what is missing.

    Its id comes of the slip's secret, so that two windows that do so write one case. Nothing that is here is changed.

    Raises:
        RuleBroken: what `verify_slip` says; `slip.case_exists`, `slip.nothing_to_rebuild`, or the matter is unknown.
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    desk.store.room.must_hold_more()
    clerk = desk.clerk()
    verified = verify_slip(desk, scanned)
    if verified.case is not None:
        raise RuleBroken("slip.case_exists", number=verified.case.case.number)
    if verified.slip.facts.says not in _REBUILDABLE:
        raise RuleBroken("slip.nothing_to_rebuild")
    case_id = _case_id(verified.slip)
    if (here := desk.store.cases.get(case_id)) is not None:
        raise RuleBroken("slip.case_exists", number=here.case.number)
    opening = _opening(desk, verified.slip)
    with desk.store.writing():
        state(desk, clerk, case_id, opening)
        state(desk, clerk, case_id, NoteAdded(text=_note(verified.slip)))
        after = the_case(desk, case_id)
    return Done(changed(case_id), after)


def _opening(desk: Desk, slip: ReadSlip) -> CaseOpened:
    facts, place = slip.facts, desk.place()
    matter = desk.catalogue.known_matter(facts.matter)
    told_by = facts.due if facts.says is Says.RECEIVED and facts.due is not None else None
    body = matter.audience is Audience.LEGAL_PERSON
    return CaseOpened(
        number=facts.number,
        serial=facts.serial,
        secret=secret_text(facts.secret),
        matter=facts.matter,
        department=matter.department,
        region=place.site.region,
        hall=place.site.hall,
        window=place.window,
        received_on=facts.received_on,
        notice_due=told_by or deadlines.notice_due(facts.received_on, desk.calendar).day,
        applicant=Party(
            kind=PartyKind.BODY if body else PartyKind.PERSON,
            name=facts.name,
            id_kind=IdKind.OTHER,
            id_number=facts.last_four,
        ),
        delivery=Delivery(way=DeliveryWay.WINDOW),
        rebuilt=slip.text,
    )


def _note(slip: ReadSlip) -> str:
    facts = slip.facts
    promise = "" if facts.due is None else sentence("slip.promised", days=facts.days, due=f"{facts.due}")
    at = f"{facts.at.astimezone(CHINA):%Y-%m-%d %H:%M}"
    return sentence(
        "slip.rebuilt_note",
        window=slip.key.window,
        at=at,
        promise=promise,
        originals=facts.originals,
        copies=facts.copies,
    )


def _case_id(slip: ReadSlip) -> str:
    noise = int.from_bytes(hashlib.sha256(_ID_CONTEXT + slip.facts.secret).digest()[:10], "big")
    return uuid7(wall_ms(slip.facts.at), noise)


def _case_of(desk: Desk, slip: ReadSlip) -> Projected | None:
    """Look for the case by its number and slip serial, also those from before it was renumbered."""
    facts, search = slip.facts, desk.store.search
    having = (*search.by(Key.NUMBER, facts.number, 10), *search.by(Key.SERIAL, facts.serial, 10))
    once = search.by_grams((whole_number(facts.number),), 10)
    return next((one for one in (*having, *once) if _is_its(one, facts.secret)), None)


def _is_its(found: Projected, secret: bytes) -> bool:
    try:
        return signed_slip.secret_of(found.case.secret) == secret
    except ValueError:
        return False


def _matter(desk: Desk, code: str) -> Matter | None:
    try:
        return desk.catalogue.known_matter(code)
    except RuleBroken:
        return None
