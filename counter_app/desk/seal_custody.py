"""The custody of the seals kept at this window: each step is a record with two people behind it.

Who is signed in is the first; the second proved with a password at the same desk. What befell a seal, lost or misused,
stops it at once, and its certificate counts as revoked from that moment for whoever verifies papers here.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from casework.clock import CHINA, from_ms
from casework.contract import ClerkCard
from casework.errors import RuleBroken
from casework.seal_rules import ANY, SealGrant, SealState
from counter_app.desk.bench import Desk
from counter_app.store.seals import Custody, CustodyLine, StoredSeal

_STATES = {
    Custody.SUSPENDED: SealState.SUSPENDED,
    Custody.RESUMED: SealState.IN_USE,
    Custody.LOST: SealState.INCIDENT,
    Custody.MISUSED: SealState.INCIDENT,
    Custody.RETIRED: SealState.RETIRED,
}
_INCIDENTS = frozenset({Custody.LOST, Custody.MISUSED})


def seal_of(desk: Desk, code: str) -> StoredSeal:
    """Return a seal by its registration code.

    Raises:
        RuleBroken: `seal.not_kept_here`.
    """
    seal = desk.store.seals.get(code)
    if seal is None:
        raise RuleBroken("seal.not_kept_here", seal=code)
    return seal


def register(desk: Desk, seal: StoredSeal, second: ClerkCard) -> StoredSeal:
    """Enter a seal with its key's place, or give a seal that is here a new key; it keeps its custodian and state.

    Raises:
        RuleBroken: `seal.known`, the department has another seal here.
        Trouble: the disk refused.
    """
    other = desk.store.seals.of_department(seal.department)
    if other is not None and other.code != seal.code:
        raise RuleBroken("seal.known", seal=other.code)
    with desk.store.writing():
        desk.store.seals.register(seal)
        _note(desk, seal.code, Custody.REGISTERED, second, sha256(seal.certificate).hexdigest()[:16])
    return seal_of(desk, seal.code)


def grant(desk: Desk, code: str, clerk: str, matters: frozenset[str], from_day: date, to_day: date) -> None:
    """Let a clerk (or `ANY`) have a seal put on notices of these matters (or `ANY`), both days included.

    Raises:
        RuleBroken: `seal.not_kept_here`, `seal.days`, `seal.other_matter`.
    """
    seal = seal_of(desk, code)
    if to_day < from_day:
        raise RuleBroken("seal.days", to=to_day.isoformat(), since=from_day.isoformat())
    for matter in sorted(matters - {ANY}):
        if desk.catalogue.known_matter(matter).department != seal.department:
            raise RuleBroken("seal.other_matter", matter=matter)
    with desk.store.writing():
        desk.store.seals.grant(code, clerk, SealGrant(holder=ANY, matters=matters, from_day=from_day, to_day=to_day))


def step(desk: Desk, code: str, what: Custody, second: ClerkCard, note: str = "") -> StoredSeal:
    """Suspend, resume or retire a seal, or state what befell it.

    Raises:
        RuleBroken: `seal.not_kept_here`, `seal.not_stopped`, `seal.retired`, `seal.two_persons`, `seal.note_missing`.
    """
    seal = seal_of(desk, code)
    if seal.state is SealState.RETIRED:
        raise RuleBroken("seal.retired", seal=seal.name)
    if what is Custody.RESUMED and seal.state is SealState.IN_USE:
        raise RuleBroken("seal.not_stopped", seal=seal.name)
    if not note.strip():
        raise RuleBroken("seal.note_missing")
    with desk.store.writing():
        desk.store.seals.set_state(code, _STATES[what])
        _note(desk, code, what, second, note.strip())
    return replace(seal, state=_STATES[what])


def hand_over(desk: Desk, code: str, taker: ClerkCard) -> StoredSeal:
    """Note that who is signed in gave a seal to `taker`, who proved to be there.

    Raises:
        RuleBroken: `seal.not_kept_here`, `seal.not_custodian`, `seal.two_persons`.
    """
    seal = seal_of(desk, code)
    if seal.custodian != desk.clerk().code:
        raise RuleBroken("seal.not_custodian", seal=seal.name, custodian=seal.custodian)
    with desk.store.writing():
        desk.store.seals.set_custodian(code, taker.code)
        _note(desk, code, Custody.HANDED_OVER, taker, "")
    return replace(seal, custodian=taker.code)


def trusted_here(desk: Desk) -> tuple[bytes, ...]:
    """Return the certificates (DER) of every seal that was ever kept here."""
    return tuple(seal.certificate for seal in desk.store.seals.all() if seal.certificate)


def revoked_here(desk: Desk) -> dict[str, datetime]:
    """Return since when certificates are not trusted, by their SHA-256 in hex: since their seal's first incident."""
    revoked = {}
    for seal in desk.store.seals.all():
        if seal.state is not SealState.INCIDENT:
            continue
        befell = [line.at_ms for line in desk.store.seals.custody(seal.code) if line.what in _INCIDENTS]
        revoked[sha256(seal.certificate).hexdigest()] = from_ms(befell[0])
    return revoked


def uses_today(desk: Desk) -> tuple[tuple[str, int, int], ...]:
    """Return of each seal used on this legal day: its name, how often it signed, how often it was left to the hand."""
    start = datetime.combine(desk.today(), datetime.min.time(), CHINA).astimezone(UTC)
    from_at, to_at = (round(one.timestamp() * 1000) for one in (start, start + timedelta(days=1)))
    names = {seal.code: seal.name for seal in desk.store.seals.all()}
    return tuple((names[code], signed, by_hand) for code, signed, by_hand in desk.store.seals.counts(from_at, to_at))


def _note(desk: Desk, code: str, what: Custody, second: ClerkCard, note: str) -> None:
    first = desk.clerk().code
    if second.code == first:
        raise RuleBroken("seal.two_persons")
    desk.store.seals.note(
        CustodyLine(seal=code, what=what, at_ms=desk.now_ms(), first=first, second=second.code, note=note)
    )
