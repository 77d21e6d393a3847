"""The desk put together: the one place where its parts are built, for the screens and the command line alike."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING

from argon2 import PasswordHasher

from casework import calendar, catalogue_load
from casework.clock import Clock, SystemClock, wall_ms
from casework.contract import ClerkCard, SignIn
from casework.errors import RuleBroken, Trouble
from counter_app.changes import Done
from counter_app.desk import print_queues, sign_in
from counter_app.desk.bench import Desk
from counter_app.desk.boot import this_boot
from counter_app.desk.day_sheets import order_collection_sheet, send_courier_sheets
from counter_app.desk.due import NearestDue
from counter_app.desk.house_papers import send as send_of_the_house
from counter_app.desk.paper_orders import order_blank_grid, order_day_sheet, order_test_page
from counter_app.desk.prints import Printer, Studio
from counter_app.desk.seal_keys import SealKeys
from counter_app.desk.virus_guard import VirusGuard
from counter_app.desk.words import case_words
from counter_app.logs import Log
from counter_app.printers import driver_of, presses_of, printers_of, try_out, void_mark_of
from counter_app.settings import Settings, Sources, sources
from counter_app.store.clerks import Session
from counter_app.store.meta import Place
from counter_app.store.opening import open_store
from counter_app.store.printouts import PrintJob
from counter_app.store.shelf import Shelf
from counter_app.store.store import Store
from counter_app.sync.agent import SyncAgent
from counter_app.sync.api import ServerApi
from counter_app.sync.enrol import device_key, enrol, enrol_again, trust_server
from counter_app.sync.round import Round
from counter_app.sync.schedule import Schedule
from counter_app.sync.upkeep import Upkeep
from printing.blank_forms import load_forms
from printing.drivers.building import QtWay
from printing.drivers.driver import Driver, Outcome
from printing.drivers.setting import parse_printers
from printing.model import ReportSection
from printing.queues import SolePrinter, printer_for
from resources.calendar import files as calendar_files
from resources.catalogue import files as catalogue_files

if TYPE_CHECKING:
    import requests

# RFC 9106, low memory: 64 MiB, three passes, four lanes.
_PASSES, _MEMORY_KIB, _LANES = 3, 64 * 1024, 4
QUICK_S = 2.0
"""How long a clerk who was here before waits for the server's word, so that changing over takes three seconds."""
_log = Log(__name__)


@dataclass(frozen=True, slots=True)
class ServerAnswer:
    """The server let this desk in: how far its clock is ahead of ours, and how long the answer took, in ms."""

    offset_ms: int
    took_ms: int


@dataclass(frozen=True, slots=True)
class Workplace:
    """A desk in working order. Acts are functions of `counter_app.desk` that take `desk`."""

    settings: Settings
    store: Store
    desk: Desk
    api: ServerApi
    sync: SyncAgent
    hasher: PasswordHasher
    printer: Printer
    sources: Sources
    qt: QtWay | None = None

    def enrol(self, code: str) -> Done[Place]:
        """Ask the server for this desk's place with a one-time code. A training desk has none: `training.no_server`."""
        self._not_in_training()
        return enrol(self.store, self.api, self.desk.clock, code)

    def enrol_again(self, code: str) -> Done[Place]:
        """Ask a server that was made anew for the place this desk has."""
        self._not_in_training()
        return enrol_again(self.store, self.api, self.desk.clock, code)

    def trust_server(self, begins: str) -> str:
        """Know the server by the key that it shows now; `begins` is how an administrator says that it begins."""
        return trust_server(self.store, begins)

    def sign_in(self, clerk: str, password: str) -> Done[Session]:
        """Sign a clerk in, with the server if it answers, else by what is cached here."""
        return sign_in.sign_in(self.desk, clerk, password, self.who_is, self.hasher)

    def who_is(self, asked: SignIn) -> ClerkCard:
        """Ask the server who a clerk is; in training whoever comes is a trainee."""
        if self.settings.practice:
            return ClerkCard(code=asked.clerk or "9999", name="练习员", name_en="Trainee")
        known = self.store.clerks.known(asked.clerk)
        # Whoever can be proved here shall not wait for a server that is slow; anybody else must.
        return self.api.sign_in(asked, timeout_s=QUICK_S if known is not None and known.verifier else None)

    def second_person(self, clerk: str, password: str) -> ClerkCard:
        """Prove another clerk as the one who stands by; who is signed in stays so."""
        return sign_in.vouch(self.desk, clerk, password, self.who_is, self.hasher)

    def _not_in_training(self) -> None:
        if self.settings.practice:
            raise RuleBroken("training.no_server")

    def print_owed(self, *, pressed: bool = False) -> Done[tuple[PrintJob, ...]]:
        """Bring out every paper that is owed; with `pressed` a person asks that queues which wait go on."""
        return print_queues.run(self.desk, self.printer, pressed=pressed)

    def ask_server(self, settings: Settings) -> ServerAnswer:
        """Ask the server that `settings` name whether it is there and lets this desk in; nothing is sent or fetched.

        Raises:
            Trouble: it cannot be reached, or refuses this desk.
        """
        api = self.api if settings.server == self.settings.server else _api(settings, self.store, self.desk.clock, None)
        before_ms, began_s = self.desk.now_ms(), monotonic()
        welcome = api.hello(self.sync.hello())
        return ServerAnswer(
            offset_ms=welcome.now - (before_ms + self.desk.now_ms()) // 2,
            took_ms=round((monotonic() - began_s) * 1000),
        )

    def print_day_sheet(self, sections: tuple[ReportSection, ...], note: str) -> Outcome:
        """Send the day of whoever is signed in to the printer.

        Raises:
            RuleBroken: the sheet cannot be drawn, or nobody is signed in.
        """
        sheet = self.printer.studio().draw(order_day_sheet(self.desk, sections, note))
        return send_of_the_house(self.desk, printer_for(self.printer.all, sheet.media), sheet)

    def print_courier_sheets(self, carrier: str = "") -> Outcome:
        """Send the sheets for what carriers take along, or the one named; see `day_sheets.send_courier_sheets`."""
        return send_courier_sheets(self.desk, self.printer, carrier)

    def print_collection_sheet(self) -> Outcome:
        """Send the sheet of what was handed out at this window today.

        Raises:
            RuleBroken: `sending.nothing_collected`, the sheet cannot be drawn, or nobody is signed in.
        """
        sheet = self.printer.studio().draw(order_collection_sheet(self.desk))
        return send_of_the_house(self.desk, printer_for(self.printer.all, sheet.media), sheet)

    def print_test_page(self, settings: Settings) -> Outcome:
        """Send a test page to the printer that `settings` name, which need not be the one in force.

        Raises:
            Trouble: there is no such printer, or the page cannot be drawn.
        """
        same = settings.printer == self.settings.printer and settings.print_folder == self.settings.print_folder
        page = self.printer.studio().draw(order_test_page(self.desk, settings.printer))
        if same:
            return send_of_the_house(self.desk, SolePrinter(self.printer.driver), page)
        # A printer that is only tried out is asked about on the page that tries it; nothing is ever sent there again.
        return driver_of(settings).send(page, f"test-{self.desk.now_ms()}")

    def print_test_strips(self, settings: Settings) -> tuple[tuple[str, Outcome], ...]:
        """Send a test page, slip or label to each printer that `settings` name for a medium, and return by name.

        It waits its turn in the queue of a printer that is in force; one that is only tried out has none.

        Raises:
            Trouble: one cannot be drawn.
        """
        ends = []
        in_force = {one.name: one for one in self.printer.others}
        same = set(parse_printers(self.settings.printers))
        for printer in parse_printers(settings.printers):
            page = self.printer.studio().draw(order_test_page(self.desk, printer.name, printer))
            if printer in same:
                end = send_of_the_house(self.desk, in_force[printer.name], page)
            else:
                end = try_out(printer, page, f"test-{self.desk.now_ms()}", self.qt)
            ends.append((printer.name, end))
        return (*ends, *self._print_grids())

    def _print_grids(self) -> Iterator[tuple[str, Outcome]]:
        """Send the sheets to hold against blanks, each to the printer in which such blanks lie."""
        for certificate in sorted(self.desk.blank_forms):
            grid = self.printer.studio().draw(order_blank_grid(self.desk, certificate))
            printer = printer_for(self.printer.all, grid.media)
            yield certificate, send_of_the_house(self.desk, printer, grid)

    def close(self) -> None:
        """Close the store and give its folder back; the connections to the server go first."""
        self.api.close()
        self.store.close()


def open_desk(
    settings: Settings,
    *,
    clock: Clock | None = None,
    session: "requests.Session | None" = None,
    hasher: PasswordHasher | None = None,
    driver: Driver | None = None,
    studio: Callable[[], Studio] | None = None,
    chance: Callable[[], float] = random.random,
    origin: Sources | None = None,
    qt: QtWay | None = None,
) -> Workplace:
    """Build a desk from its settings; tests give their own clock, transport, chance and origin of the settings.

    Papers are drawn by `studio`, or in this process when the first one is wanted; `qt` leads to printers that only the
    system of the screen knows.

    Raises:
        Trouble: the store cannot be opened, see `opening.open_store`.
    """
    clock = clock or SystemClock()
    year_files = calendar.load(calendar_files())
    store = open_store(settings.places(), clock, NearestDue(year_files), case_words)
    _keep_apart(store, settings)
    shelf = Shelf(store, catalogue_load.load(catalogue_files()))
    _keep_shipped(shelf, clock)
    desk = Desk(
        store=store,
        shelf=shelf,
        calendar=year_files,
        clock=clock,
        boot=this_boot(),
        labels_on_acceptance=settings.material_labels == "acceptance",
        blank_forms=frozenset(load_forms(settings.blank_forms)),
        seal_keys=SealKeys(settings.seal_pin_file, settings.time_stamps),
        virus_guard=VirusGuard(settings.virus_scanner, settings.virus_scanner_away == "pass"),
    )
    api = _api(settings, store, clock, session)
    drawing = studio or cache(lambda: _studio(settings))
    printer = Printer(driver or driver_of(settings), drawing, printers_of(settings, void_mark_of(drawing), qt))
    rounds = Round(store, api, clock, shelf, mono=desk.boot.mono)
    upkeep = Upkeep(store, clock, settings.keep_days)
    agent = SyncAgent(store, rounds, Schedule(chance), clock, mono=desk.boot.mono, upkeep=upkeep)
    hashing = hasher or PasswordHasher(_PASSES, _MEMORY_KIB, _LANES)
    return Workplace(settings, store, desk, api, agent, hashing, printer, origin or sources(), qt)


def _api(settings: Settings, store: Store, clock: Clock, session: "requests.Session | None") -> ServerApi:
    def web() -> "requests.Session":
        import requests  # noqa: PLC0415 - its libraries take time that the start need not wait for

        made = session or requests.Session()
        if settings.ca_file:
            made.verify = settings.ca_file
        return made

    return ServerApi(
        settings.server,
        web,
        clock,
        timeout_s=settings.timeout_s,
        key_of=lambda: device_key(store),
    )


def _keep_apart(store: Store, settings: Settings) -> None:
    """Refuse a real store to a training desk, and a training store to a real one."""
    training = store.meta.is_training()
    if store.meta.place() is not None and training != settings.practice:
        store.close()
        code = "training.of_training" if training else "training.real_store"
        raise Trouble(code, folder=str(settings.data_folder))


def _keep_shipped(shelf: Shelf, clock: Clock) -> None:
    try:
        shelf.keep_shipped(wall_ms(clock.now()))
    except Trouble as trouble:
        # A desk with a full disk must open all the same; it is kept at the next start.
        _log.warning("catalogue.not_kept", code=trouble.code)


def _studio(settings: Settings) -> Studio:
    # Drawing takes 0.3 s to import; a desk that opens must not wait for its first paper.
    from counter_app.desk.papers import open_studio  # noqa: PLC0415 - see above

    return open_studio(settings.paper_language, presses_of(settings))
