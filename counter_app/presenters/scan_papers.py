"""F5 without Qt: which files wait at the scanner, and how the chosen ones become one scan of a material."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from casework.clock import CHINA, from_ms
from casework.errors import ProductError, RuleBroken, Trouble
from counter_app.desk.attach import keep, plain_name
from counter_app.desk.bench import Desk
from counter_app.desk.forms import KeptScan
from counter_app.desk.paper_join import join
from counter_app.devices.scanners import Waiting, scanner_of
from counter_app.presenters.wording import Words

_KIB = 1024
_LONGEST_NAME = 28


@dataclass(frozen=True, slots=True)
class Taken:
    """What was kept, and the files it was made of, by name and SHA-256, which can then be taken from the scanner."""

    scan: KeptScan
    files: tuple[tuple[str, str], ...]


def waiting(setting: str) -> tuple[Waiting, ...] | ProductError:
    """Return the files that wait at the scanner a setting names, or why there are none. In a lane."""
    try:
        found = scanner_of(setting).waiting()
        if not found:
            raise RuleBroken("scan.nothing_waits")
    except ProductError as refused:
        return refused
    return found


def take(desk: Desk, setting: str, names: Sequence[str], material: str) -> Taken | ProductError:
    """Keep the named files, in their order, as one scan for a material; they stay at the scanner. In a lane."""
    try:
        if not names:
            raise RuleBroken("scan.none_chosen")
        scanner = scanner_of(setting)
        read = [scanner.read(name) for name in names]
        joined = join(read)
        name = names[0] if len(names) == 1 else f"{names[0].rpartition('.')[0]}.pdf"
        scan = keep(desk, material, name, joined.content, joined.pages)
    except ProductError as refused:
        return refused
    return Taken(scan, tuple((name, sha256(content).hexdigest()) for name, content in zip(names, read, strict=True)))


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
