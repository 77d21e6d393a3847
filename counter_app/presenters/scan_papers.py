"""F5 without Qt: which files wait at the scanner, and how the chosen ones become one scan of a material."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from casework.clock import CHINA, from_ms
from casework.errors import ProductError, RuleBroken, Trouble
from counter_app.desk.attach import keep, plain_name
from counter_app.desk.bench import Desk
from counter_app.desk.forms import KeptScan
from counter_app.desk.paper_intake import name_for, taken_in
from counter_app.devices.scanner_names import scanner_of
from counter_app.devices.scanners import MOST_WAITING, Waiting
from counter_app.presenters.wording import Words

_KIB = 1024
_LONGEST_NAME = 28


def _nobody(_page: int) -> None:
    return


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Taken:
    """What was kept, and the files it was made of, by name and SHA-256, which can then be taken from the scanner."""

    scan: KeptScan
    files: tuple[tuple[str, str], ...]
    blank: int = 0
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """The files that wait, and why the scan that made them ended before its last page."""

    files: tuple[Waiting, ...]
    trouble: Trouble | None = None


def offered(
    setting: str, each: Callable[[int], None] = _nobody, stopped: Callable[[], bool] = _never
) -> Offered | ProductError:
    """Return what waits at the scanner a setting names once it has scanned, or why there is nothing. In a lane."""
    try:
        scanner = scanner_of(setting)
        trouble = scanner.scan(each, stopped)
        found = scanner.waiting()
        if not found:
            raise trouble or RuleBroken("scan.nothing_waits")
    except ProductError as refused:
        return refused
    return Offered(found, trouble)


def take(
    desk: Desk, setting: str, names: Sequence[str], material: str, each: Callable[[int], None] = _nobody
) -> Taken | ProductError:
    """Keep the named files, in their order, cleaned as one scan for a material; they stay at the scanner. In a lane.

    `each` is told of every page that was cleaned.
    """
    try:
        if not names:
            raise RuleBroken("scan.none_chosen")
        scanner = scanner_of(setting)
        read = [scanner.read(name) for name in names]
        joined = taken_in(desk, read, each)
        scan = keep(desk, material, name_for(names[0], joined), joined.content, joined.pages)
    except ProductError as refused:
        return refused
    files = tuple((name, sha256(content).hexdigest()) for name, content in zip(names, read, strict=True))
    return Taken(scan, files, joined.blank, joined.signed)


def taken_words(taken: Taken, material: str, words: Words) -> str:
    """Return what was taken, and what of it was not: blank pages, a signature."""
    said = [words("scan.taken", name=material, pages=taken.scan.pages)]
    said += [words("scan.blank", count=taken.blank)] if taken.blank else []
    said += [words("scan.signature")] if taken.signed else []
    return ("; " if words.lang == "en" else "；").join(said)


def clear(setting: str, files: Sequence[tuple[str, str]]) -> Trouble | None:
    """Take files from the scanner that the desk has kept; return what went wrong. In a lane."""
    try:
        scanner = scanner_of(setting)
        for name, kept in files:
            scanner.done(name, kept)
    except Trouble as trouble:
        return trouble
    return None


def file_words(file: Waiting, words: Words) -> str:
    """Return a waiting file as it is offered: its name, when it was made, how large it is."""
    whole = plain_name(file.name)
    name = whole if len(whole) <= _LONGEST_NAME else f"{whole[:_LONGEST_NAME]}…"
    made = from_ms(file.made_ms).astimezone(CHINA)
    return words("scan.file", name=name, time=f"{made:%m-%d %H:%M}", size=max(1, file.size // _KIB))


def ticks(files: Sequence[Waiting], words: Words) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return what is offered to be ticked: a key, what is said, and the names; one for all where there are many."""
    if len(files) > MOST_WAITING:
        return (("file0", words("scan.all", count=len(files)), tuple(file.name for file in files)),)
    return tuple((f"file{number}", file_words(file, words), (file.name,)) for number, file in enumerate(files))
