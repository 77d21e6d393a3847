"""The frame around every page: who sits here, how the desk stands to the server, what was scanned last."""

from casework.clock import CHINA
from casework.errors import RuleBroken
from counter_app.desk.bench import Desk
from counter_app.desk.find import find
from counter_app.presenters.banners import banner, training_banner
from counter_app.presenters.listing import Listing
from counter_app.presenters.shell_views import Badge, Device, DeviceState, LastScan, Link, ShellView
from counter_app.presenters.views import Note, Tone
from counter_app.presenters.wording import Words
from counter_app.store.printouts import JobState
from counter_app.sync.status import SyncStatus

CATCHING_UP = 5
"""With at least this many records to send, the banner says how far it is."""


class ShellPresenter:
    """The frame."""

    def __init__(self, desk: Desk, words: Words, listing: Listing | None = None) -> None:
        self._desk = desk
        self.words = words
        self._listing = listing or Listing(desk, words)
        self._scan: LastScan | None = None
        self._backlog = 0
        self.card_reader: DeviceState | None = None
        self.ticket = ""
        self.queue = False

    def find(self, text: str) -> str:
        """Look for what was scanned or typed; return the case it leads to, or nothing when it is none or several."""
        words, now = self.words, self._desk.clock.now().astimezone(CHINA)
        title = words("scan.typed", time=f"{now:%H:%M}")
        try:
            found = find(self._desk, text)
        except RuleBroken as refused:
            head, _advice = words.split(words.error(refused))
            self._scan = LastScan(title, head, Note("", Tone.WARN))
            return ""
        if len(found.cases) == 1:
            case = found.cases[0].case
            self._scan = LastScan(title, words("scan.opened", number=case.number), Note("", Tone.OK))
            return case.id
        if found.cases:
            self._scan = LastScan(title, words("scan.several", count=len(found.cases)), Note("", Tone.OK))
        else:
            self._scan = LastScan(title, words("scan.nothing", text=text.strip()), Note("", Tone.WARN))
        return ""

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
        reader = (self.card_reader,) if self.card_reader is not None else ()
        return (network, *reader, self._printer())

    def _printer(self) -> DeviceState:
        doubtful = self._desk.store.printouts.in_states(JobState.UNCERTAIN, JobState.FAILED)
        return DeviceState(Device.PRINTER, well=not doubtful, word=str(len(doubtful)) if doubtful else "")

    def _badges(self, status: SyncStatus) -> tuple[Badge, ...]:
        trouble = status.refused + status.contested + status.changed
        return (
            Badge("work_list", self._listing.counts().get("due", 0)),
            Badge("outbox", status.waiting + trouble, urgent=bool(trouble)),
        )
