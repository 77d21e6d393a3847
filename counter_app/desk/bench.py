"""What every act works with: the store, the rules' data, the clock, and who sits at the desk."""

from dataclasses import dataclass, field, replace
from datetime import date

from casework.calendar import Calendar
from casework.case_state import Case
from casework.catalogue import Catalogue, Department, Matter, unknown_department, unknown_matter
from casework.clock import Clock, CorrectedClock, StoppedClock, legal_day, wall_ms
from casework.contract import ClerkCard
from casework.errors import RuleBroken
from counter_app.changes import Changes, Topic
from counter_app.desk.boot import Boot
from counter_app.desk.seal_keys import SealKeys
from counter_app.desk.virus_guard import VirusGuard
from counter_app.store import clock_watch
from counter_app.store.meta import Place
from counter_app.store.shelf import Shelf
from counter_app.store.store import Store

CASE_TOPICS = frozenset({Topic.CASES, Topic.OUTBOX})


@dataclass(frozen=True, slots=True)
class Desk:
    """The bench a clerk works at; made once by `counter_app.main`.

    `labels_on_acceptance` says that an acceptance owes the labels of its originals. `blank_forms`
    are the certificates whose numbered blanks have fields at places of their own.
    """

    store: Store
    shelf: Shelf
    calendar: Calendar
    clock: Clock
    boot: Boot
    labels_on_acceptance: bool = False
    blank_forms: frozenset[str] = frozenset()
    seal_keys: SealKeys = field(default_factory=SealKeys)
    virus_guard: VirusGuard = field(default_factory=VirusGuard)

    def today(self) -> date:
        """Return the legal day it is now: by this machine's clock, unless that is known to be off by minutes."""
        correction_ms = clock_watch.correction_ms(self.store, self.now_ms(), self.boot.mono())
        return legal_day(CorrectedClock(self.clock, lambda: correction_ms).now())

    def now_ms(self) -> int:
        """Return the wall time in ms, as this machine's clock shows it."""
        return wall_ms(self.clock.now())

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue that a new case is made under today."""
        return self.shelf.in_force(self.today())

    def catalogue_of(self, case: Case) -> Catalogue:
        """Return the catalogue a case was opened under; today's where this desk was never sent that one."""
        return self.shelf.of(case.catalog) or self.catalogue

    def matter_of(self, case: Case) -> Matter:
        """Return a case's matter as it was when the case was opened.

        Raises:
            RuleBroken: `catalogue.unknown_matter`, no catalogue here has it.
        """
        return self.catalogue_of(case).known_matter(case.matter)

    def matter_shown(self, case: Case) -> Matter:
        """Return what is shown of a case's matter: one that no catalogue here has goes by its code."""
        try:
            return self.matter_of(case)
        except RuleBroken:
            return unknown_matter(case.matter, case.department)

    def department_shown(self, case: Case, code: str = "") -> Department:
        """Return a department as a case's catalogue names it, the case's own unless another is asked for."""
        try:
            return self.catalogue_of(case).department(code or case.department)
        except RuleBroken:
            return unknown_department(code or case.department)

    def at_this_moment(self) -> "Desk":
        """Return the desk with its clock stopped: an act takes its time once, at its beginning."""
        return replace(self, clock=StoppedClock(self.clock.now()))

    def place(self) -> Place:
        """Return the desk's place.

        Raises:
            RuleBroken: `desk.not_enrolled`.
        """
        place = self.store.meta.place()
        if place is None:
            raise RuleBroken("desk.not_enrolled")
        return place

    def clerk(self) -> ClerkCard:
        """Return who is signed in.

        Raises:
            RuleBroken: `desk.nobody_signed_in`.
        """
        session = self.store.clerks.session()
        if session is None:
            raise RuleBroken("desk.nobody_signed_in")
        return session.clerk


def changed(*case_ids: str, prints: bool = False) -> Changes:
    """Return the changes of an act on cases."""
    topics = CASE_TOPICS | {Topic.PRINTS} if prints else CASE_TOPICS
    return Changes(topics, case_ids)
