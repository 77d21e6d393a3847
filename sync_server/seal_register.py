"""What administrators do with seals: register them, grant their use, let them change hands, stop and resume them.

Where custody changes, or a seal comes into use or back into it, two persons are named who gave their passwords.
Nothing in the register is ever deleted.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec
import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from casework.case_state import Case
from casework.catalogue import Catalogue
from casework.clock import Clock, wall_ms
from casework.errors import RuleBroken
from casework.ids import uuid7
from casework.seal_rules import ANY, SealState
from casework.texts import tidy
from printing.seals.seal import Seal
from sync_server.seal_check import Differs, check_registers
from sync_server.seal_refill import owe_again, without_seal
from sync_server.store import cases, seal_uses, seals
from sync_server.store.engine import Store
from sync_server.store.seal_uses import Owed, Use
from sync_server.store.seals import GrantRow, HandOver, Incident, Key, SealRow

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,19}", re.ASCII)
_log = structlog.get_logger()

Two = tuple[str, str]
"""Two persons by their codes; who asks for them has their passwords checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSeal:
    """A seal to be registered: its code here, whose it is, what is on it, and the registration code on its arc."""

    code: str
    department: str
    organ: str
    registration: str

    @property
    def drawn(self) -> Seal:
        """What its impression is drawn from."""
        return Seal(organ=self.organ, code=self.registration)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGrant:
    """A grant to be made: whose decisions (`*` all of the department), which matters (`*` all), from when to when."""

    seal: str
    holder: str
    matters: tuple[str, ...]
    from_day: date
    to_day: date


class SealCard(msgspec.Struct, frozen=True, kw_only=True):
    """A seal with everything that the register says of it."""

    seal: SealRow
    grants: tuple[GrantRow, ...]
    hand_overs: tuple[HandOver, ...]
    incidents: tuple[Incident, ...]


@dataclass(frozen=True, slots=True)
class SealRegister:
    """The register of one server; `in_force` gives the catalogue of today."""

    store: Store
    clock: Clock
    in_force: Callable[[], Catalogue]

    def everything(self) -> list[SealCard]:
        """Return every seal."""
        with self.store.reading() as connection:
            return [_card(connection, seal) for seal in seals.all_kept(connection)]

    def unfinished(self) -> list[Owed]:
        """Return the papers that wait for a seal or were refused one, the oldest first."""
        with self.store.reading() as connection:
            return seal_uses.unfinished(connection)

    def cases_of(self, ids: Iterable[str]) -> dict[str, Case]:
        """Return the cases by their ids, for whoever names them to people."""
        with self.store.reading() as connection:
            return cases.by_ids(connection, set(ids))

    def lost(self) -> dict[str, int]:
        """Return by department in how many refilled cases papers are missing that its seal was on; it has none here."""
        with self.store.reading() as connection:
            return without_seal(connection)

    def uses(self, code: str) -> list[Use]:
        """Return every use of a seal, in the order of its register.

        Raises:
            RuleBroken: `seal.absent`.
        """
        with self.store.reading() as connection:
            return seal_uses.of_seal(connection, _known(connection, code).code)

    def check(self) -> list[Differs]:
        """Return what differs in any register."""
        with self.store.reading() as connection:
            return check_registers(connection)

    # --- a seal comes and goes ------------------------------------------------------------------------------------

    def add(self, new: NewSeal, key: Key, persons: Two) -> int:
        """Register a seal; the first of the two persons keeps it.

        Return how many papers are to be sealed again because a lost server had sealed them.

        Raises:
            RuleBroken: `seal.code_form`, `seal.known`, `seal.two_persons`, `catalogue.unknown_department`.
        """
        self.require_new(new)
        keeper, witness = _two(persons)
        values = {
            "code": new.code,
            "department": new.department,
            "organ": new.organ,
            "kind": "organ",
            "name": new.organ,
            "diameter_mm": round(new.drawn.diameter_mm),
            "registration": new.registration,
            "custodian": keeper,
            "key_ref": key.ref,
            "certificate": key.certificate,
            "valid_from_ms": key.valid_from_ms,
            "valid_until_ms": key.valid_until_ms,
            "added_ms": self._now_ms(),
        }
        try:
            with self.store.writing() as connection:
                seals.add(connection, values)
                self._hand_over(connection, _known(connection, new.code), witness, keeper, "registered")
                again = owe_again(connection, new.department, self._now_ms())
                seals.wake(connection, new.department)
        except IntegrityError as error:
            raise RuleBroken("seal.known", seal=new.code) from error
        _log.info("seal.added", seal=new.code, department=new.department, again=len(again))
        return len(again)

    def require_new(self, new: NewSeal) -> None:
        """Check that a seal could be registered, before its key is taken into keeping.

        Raises:
            RuleBroken: `seal.code_form`, `seal.known`, `catalogue.unknown_department`.
        """
        if _CODE.fullmatch(new.code) is None:
            raise RuleBroken("seal.code_form", given=tidy(new.code))
        self.in_force().department(new.department)
        with self.store.reading() as connection:
            taken = seals.by_code(connection, new.code) or seals.of_department(connection, new.department)
        if taken is not None:
            raise RuleBroken("seal.known", seal=new.code)

    def renew(self, code: str, key: Key, persons: Two) -> None:
        """Let a seal sign with another key from now on.

        Raises:
            RuleBroken: `seal.absent`, `seal.retired`, `seal.two_persons`.
        """
        by = " ".join(_two(persons))
        with self.store.writing() as connection:
            seal = _living(connection, code)
            seals.set_key(connection, code, key)
            seals.wake(connection, seal.department)
        _log.info("seal.renewed", seal=code, by=by)

    def retire(self, code: str, persons: Two, why: str) -> None:
        """Let a seal never be used again; the department may have another registered.

        Raises:
            RuleBroken: `seal.absent`, `seal.retired`, `seal.two_persons`, `seal.reason_needed`.
        """
        by = " ".join(_two(persons))
        with self.store.writing() as connection:
            seal = _living(connection, code)
            self._stop(connection, seal, "incident", _reason(why), by)
            seals.set_state(connection, code, SealState.RETIRED)
        _log.info("seal.retired", seal=code)

    # --- who may use it -------------------------------------------------------------------------------------------

    def grant(self, new: NewGrant, by: str) -> str:
        """Grant the use of a seal and return the grant's id; only who keeps the seal does so.

        Raises:
            RuleBroken: `seal.absent`, `seal.retired`, `seal.not_custodian`, `seal.days`, `seal.other_matter`.
        """
        if new.to_day < new.from_day:
            raise RuleBroken("seal.days", since=str(new.from_day), to=str(new.to_day))
        with self.store.writing() as connection:
            seal = _living(connection, new.seal)
            if seal.custodian != by:
                raise RuleBroken("seal.not_custodian", seal=seal.code, custodian=seal.custodian)
            self._require_matters(seal, new.matters)
            row = GrantRow(
                id=uuid7(self._now_ms()),
                seal=new.seal,
                holder=new.holder,
                matters=" ".join(new.matters),
                window="",
                from_day=new.from_day.isoformat(),
                to_day=new.to_day.isoformat(),
                granted_by=by,
                granted_ms=self._now_ms(),
            )
            seals.add_grant(connection, row)
            seals.wake(connection, seal.department)
        _log.info("seal.granted", seal=new.seal, grant=row.id)
        return row.id

    def _require_matters(self, seal: SealRow, matters: Sequence[str]) -> None:
        catalogue = self.in_force()
        for matter in matters:
            if matter != ANY and catalogue.known_matter(matter).department != seal.department:
                raise RuleBroken("seal.other_matter", matter=matter)

    def revoke_grant(self, grant: str, by: str) -> None:
        """End a grant.

        Raises:
            RuleBroken: `seal.grant_absent`.
        """
        with self.store.writing() as connection:
            if seals.revoke_grant(connection, grant, by, self._now_ms()) is None:
                raise RuleBroken("seal.grant_absent", grant=grant)
        _log.info("seal.grant_revoked", grant=grant)

    # --- custody --------------------------------------------------------------------------------------------------

    def hand_over(self, code: str, persons: Two, why: str) -> None:
        """Let a seal change hands, from the first of the two persons to the second.

        Raises:
            RuleBroken: `seal.absent`, `seal.retired`, `seal.not_custodian`, `seal.two_persons`, `seal.reason_needed`.
        """
        giver, taker = _two(persons)
        with self.store.writing() as connection:
            seal = _living(connection, code)
            if seal.custodian != giver:
                raise RuleBroken("seal.not_custodian", seal=code, custodian=seal.custodian)
            self._hand_over(connection, seal, giver, taker, _reason(why))
            seals.set_custodian(connection, code, taker)
        _log.info("seal.handed_over", seal=code)

    def suspend(self, code: str, why: str, by: str) -> None:
        """Let a seal not be used until it is resumed.

        Raises:
            RuleBroken: `seal.absent`, `seal.retired`, `seal.reason_needed`.
        """
        with self.store.writing() as connection:
            seal = _living(connection, code)
            self._stop(connection, seal, "suspended", _reason(why), by)
            if seal.state is SealState.IN_USE:
                seals.set_state(connection, code, SealState.SUSPENDED)
        _log.warning("seal.suspended", seal=code)

    def incident(self, code: str, what: str, by: str) -> None:
        """Note what befell a seal (lost, misused, its key known to others); it is not used until that is settled.

        Raises:
            RuleBroken: `seal.absent`, `seal.retired`, `seal.reason_needed`.
        """
        with self.store.writing() as connection:
            seal = _living(connection, code)
            self._stop(connection, seal, "incident", _reason(what), by)
            seals.set_state(connection, code, SealState.INCIDENT)
        _log.warning("seal.incident", seal=code)

    def resume(self, code: str, persons: Two, why: str) -> None:
        """Let a seal be used again; what waited for it is sealed then.

        Raises:
            RuleBroken: `seal.absent`, `seal.retired`, `seal.not_stopped`, `seal.two_persons`, `seal.reason_needed`.
        """
        by = " ".join(_two(persons))
        with self.store.writing() as connection:
            seal = _living(connection, code)
            if seal.state is SealState.IN_USE:
                raise RuleBroken("seal.not_stopped", seal=code)
            seals.end_incidents(connection, code, by, _reason(why), self._now_ms())
            seals.set_state(connection, code, SealState.IN_USE)
            seals.wake(connection, seal.department)
        _log.info("seal.resumed", seal=code)

    def _stop(self, connection: Connection, seal: SealRow, kind: str, text: str, by: str) -> None:
        now_ms = self._now_ms()
        incident = Incident(id=uuid7(now_ms), seal=seal.code, kind=kind, text=text, reported_by=by, at_ms=now_ms)
        seals.add_incident(connection, incident)

    def _hand_over(self, connection: Connection, seal: SealRow, giver: str, taker: str, why: str) -> None:
        now_ms = self._now_ms()
        change = HandOver(
            id=uuid7(now_ms),
            seal=seal.code,
            from_person=giver,
            to_person=taker,
            reason=why,
            series=seal.series,
            number=seal.number,
            chain=seal.chain,
            at_ms=now_ms,
        )
        seals.add_hand_over(connection, change)

    def _now_ms(self) -> int:
        return wall_ms(self.clock.now())


def _card(connection: Connection, seal: SealRow) -> SealCard:
    return SealCard(
        seal=seal,
        grants=tuple(seals.grants_of(connection, seal.code)),
        hand_overs=tuple(seals.hand_overs(connection, seal.code)),
        incidents=tuple(seals.incidents(connection, seal.code)),
    )


def _known(connection: Connection, code: str) -> SealRow:
    seal = seals.by_code(connection, code)
    if seal is None:
        raise RuleBroken("seal.absent", seal=tidy(code))
    return seal


def _living(connection: Connection, code: str) -> SealRow:
    seal = _known(connection, code)
    if seal.state is SealState.RETIRED:
        raise RuleBroken("seal.retired", seal=code)
    return seal


def _two(persons: Two) -> Two:
    if persons[0] == persons[1]:
        raise RuleBroken("seal.two_persons")
    return persons


def _reason(text: str) -> str:
    reason = tidy(text)
    if not reason:
        raise RuleBroken("seal.reason_needed")
    return reason
