"""The frame around every page: who sits here, how the desk stands to the server, what was scanned last."""

from casework.clock import CHINA
from casework.errors import RuleBroken
from counter_app.desk.bench import Desk
from counter_app.desk.find import Found, Kind, find
from counter_app.desk.queue_words import wants
from counter_app.presenters.banners import banner, training_banner
from counter_app.presenters.listing import Listing
from counter_app.presenters.shell_views import (
    Badge,
    Device,
    DeviceState,
    LastScan,
    Led,
    Link,
    ScanOutcome,
    ShellView,
)
from counter_app.presenters.views import Note, Tone
from counter_app.presenters.wording import Words
from counter_app.store.printouts import JobState
from counter_app.sync.status import SyncStatus

CATCHING_UP = 5
"""With at least this many records to send, the banner says how far it is."""

_OURS = frozenset({Kind.NUMBER, Kind.LABEL, Kind.SERIAL, Kind.LINK, Kind.SLIP})
_SHOWN = 24


class ShellPresenter:
    """The frame."""

    def __init__(self, desk: Desk, words: Words, listing: Listing | None = None) -> None:
        self._desk = desk
        self.words = words
        self._listing = listing or Listing(desk, words)
        self._scan: LastScan | None = None
        self._backlog = 0
        self.card_reader: DeviceState | None = None
        self.barcode_reader: DeviceState | None = None
        self.ticket = ""
        self.queue = False

    def find(self, text: str, *, scanned: bool = False) -> Led:
        """Look for what was scanned or typed and remember where it led."""
        words, tone = self.words, Tone.WARN
        led = Led(ScanOutcome.UNKNOWN)
        try:
            found = find(self._desk, text)
        except RuleBroken as refused:
            detail, _advice = words.split(words.error(refused))
        else:
            led = _led(found)
            if (led.case_id or led.several) and not found.renumbered:
                tone = Tone.OK
            detail = self._where(found, led, text)
        self._remember("scan.scanned" if scanned else "scan.typed", detail, tone)
        return led

    def _where(self, found: Found, led: Led, text: str) -> str:
        words = self.words
        if led.choose:
            return words("scan.renumbered_several", count=len(found.cases))
        if led.case_id:
            key = "scan.opened_material" if led.material else "scan.opened"
            key = "scan.renumbered" if led.case_id in found.renumbered else key
            return words(key, number=found.cases[0].case.number, material=led.material)
        if led.several:
            return words("scan.several", count=len(found.cases))
        if led.slip:
            return words("scan.slip_elsewhere")
        if led.outcome is ScanOutcome.ELSEWHERE:
            return words("scan.elsewhere")
        return words("scan.nothing", text=_short(text))

    def filled_in(self, field: str) -> None:
        """Remember that a scan went into a field of the form; without one, that there was no empty one for it."""
        if field:
            self._remember("scan.scanned", self.words("scan.filled", field=self.words(f"field.{field}")), Tone.OK)
        else:
            self._remember("scan.scanned", self.words("scan.no_field"), Tone.WARN)

    def scanned_too_soon(self) -> None:
        """Remember a scan that came while a question was open: nothing was done."""
        self._remember("scan.scanned", self.words("scan.too_soon"), Tone.WARN)

    def forget_scan(self) -> None:
        """Forget the last scan: whoever comes next need not know what it led to."""
        self._scan = None

    def _remember(self, title: str, detail: str, tone: Tone) -> None:
        now = self._desk.clock.now().astimezone(CHINA)
        self._scan = LastScan(self.words(title, time=f"{now:%H:%M}"), detail, Note("", tone))

    def view(self, status: SyncStatus) -> ShellView:
        """Return the frame as it stands."""
        clerk = self._desk.clerk()
        place = self._desk.place()
        link = self._link(status)
        return ShellView(
            window=place.window_number,
            clerk=clerk.name_en if self.words.lang == "en" and clerk.name_en else clerk.name,
            now=self._desk.clock.now().astimezone(CHINA),
            link=link,
            banner=training_banner(self.words)
            if self._desk.store.meta.is_training()
            else banner(self._desk, self.words, status, link, self._backlog),
            last_scan=self._scan,
            ticket=self.ticket,
            queue=self.queue,
            devices=self._devices(link),
            badges=self._badges(status),
        )

    def _link(self, status: SyncStatus) -> Link:
        if not status.online and status.contact.failures:
            self._backlog = max(self._backlog, status.waiting)
            return Link.OFFLINE
        if status.waiting >= CATCHING_UP:
            self._backlog = max(self._backlog, status.waiting)
            return Link.CATCHING_UP
        self._backlog = 0
        return Link.ONLINE

    def _devices(self, link: Link) -> tuple[DeviceState, ...]:
        network = DeviceState(Device.NETWORK, well=link is not Link.OFFLINE)
        readers = (self.card_reader, self.barcode_reader)
        return (network, *(reader for reader in readers if reader is not None), self._printer())

    def _printer(self) -> DeviceState:
        held = self._desk.store.printouts.queues.held()
        if held:
            return DeviceState(Device.PRINTER, well=False, word=wants(held[0], self.words.lang))
        doubtful = self._desk.store.printouts.in_states(JobState.UNCERTAIN, JobState.FAILED)
        return DeviceState(Device.PRINTER, well=not doubtful, word=str(len(doubtful)) if doubtful else "")

    def _badges(self, status: SyncStatus) -> tuple[Badge, ...]:
        trouble = status.refused + status.contested + status.changed
        return (
            Badge("work_list", self._listing.counts().get("due", 0)),
            Badge("outbox", status.waiting + trouble, urgent=bool(trouble)),
        )


def _led(found: Found) -> Led:
    if len(found.cases) == 1:
        return Led(ScanOutcome.KNOWN, found.cases[0].case.id, material=found.material)
    if found.cases:
        return Led(ScanOutcome.KNOWN, several=True, choose=bool(found.renumbered))
    # What carries our own form and a right check digit, and is not here, lies at another hall or was pruned.
    ours = found.kind in _OURS
    if found.kind is Kind.IDENTITY:
        return Led(ScanOutcome.UNKNOWN, nobody=True)
    return Led(ScanOutcome.ELSEWHERE if ours else ScanOutcome.UNKNOWN, slip=found.kind is Kind.SLIP)


def _short(text: str) -> str:
    bare = "".join(sign for sign in text.strip() if sign.isprintable())
    return bare if len(bare) <= _SHOWN else f"{bare[:_SHOWN]}…"
