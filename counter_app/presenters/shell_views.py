"""What stands around every page, and the page of the lock."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from counter_app.presenters.views import Note


class Link(StrEnum):
    """How the desk stands to the server."""

    ONLINE = "online"
    OFFLINE = "offline"
    CATCHING_UP = "catching_up"


class Device(StrEnum):
    """What is plugged in, in the order of the top bar."""

    NETWORK = "network"
    CARD_READER = "card_reader"
    SCANNER = "scanner"
    BARCODE_READER = "barcode_reader"
    PRINTER = "printer"


@dataclass(frozen=True, slots=True)
class DeviceState:
    """A device that is well shows a tick, any other a word."""

    device: Device
    well: bool = True
    word: str = ""


class BannerKind(StrEnum):
    """What the banner is about."""

    OFFLINE = "offline"
    CATCHING_UP = "catching_up"
    NOT_LET_IN = "not_let_in"
    CLOCK = "clock"
    DISK = "disk"
    CATALOGUE = "catalogue"
    TRAINING = "training"


@dataclass(frozen=True, slots=True)
class BannerView:
    """What is out of the ordinary: a state, what it means, how many wait, and what comes next.

    `done` and `total` draw a progress bar when `total` is not 0.
    """

    kind: BannerKind
    title: str
    text: str
    waiting: int = 0
    refused: int = 0
    contested: int = 0
    done: int = 0
    total: int = 0
    progress: str = ""
    tail: str = ""
    training: bool = False


class ScanOutcome(StrEnum):
    """What became of a scan; each has a sound."""

    KNOWN = "known"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Led:
    """Where a text leads: to one case, to `several`, or nowhere; `nobody` is a right number that no applicant has.

    `choose` says that several are meant by one paper, since a number was changed: the clerk picks the right one.
    `material` is the place in the checklist (`M01`) of the paper whose label was scanned.
    `slip` says that it was a genuine slip whose case is not here: it can be read, and the case written again from it.
    """

    outcome: ScanOutcome
    case_id: str = ""
    several: bool = False
    choose: bool = False
    material: str = ""
    nobody: bool = False
    slip: bool = False


@dataclass(frozen=True, slots=True)
class LastScan:
    """What was scanned, when, and where it went."""

    title: str
    detail: str
    outcome: Note


@dataclass(frozen=True, slots=True)
class Badge:
    """A count on an item of the rail; `urgent` draws it in the colour of what is wrong."""

    act: str
    count: int
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class ShellView:
    """The frame of the window; `now` is the local time of the hall, `queue` says whether tickets are called."""

    window: int
    clerk: str
    now: datetime
    link: Link = Link.ONLINE
    banner: BannerView | None = None
    last_scan: LastScan | None = None
    ticket: str = ""
    queue: bool = True
    devices: tuple[DeviceState, ...] = ()
    badges: tuple[Badge, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who may sit at this window; `detail` says when they were last here."""

    clerk_id: str
    name: str
    detail: str
    drafts: int = 0


@dataclass(frozen=True, slots=True)
class SignInView:
    """The lock: who, and what goes on behind it; nothing of any case."""

    hall: str
    window: int
    now: datetime
    workday: bool
    people: tuple[Person, ...]
    chosen: int = 0
    locked: bool = True
    link: Link = Link.ONLINE
    link_words: str = ""
    waiting: int = 0
    refusal: Note | None = None
    training: bool = False
    devices: tuple[DeviceState, ...] = ()
