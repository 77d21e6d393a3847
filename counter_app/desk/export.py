"""What leaves the desk as a table: masked, harmless to spreadsheets, and either the whole file or none.

The file is CSV in UTF-8 with a byte order mark, so that spreadsheets open it with their own double click. Nothing here
knows a screen; the rows are plain texts.
"""

import csv
import errno
import os
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path

from casework.contact import mask_id, mask_phone
from casework.errors import Trouble
from counter_app.store.cases import Projected
from counter_app.store.durable import sync_folder

TOLD_EVERY = 500
"""After so many rows progress is told, and whether to go on is asked."""

# Spreadsheets take the full width signs as well.
_FORMULA = frozenset("=+-@＝＋－＠")
# Directions and other marks that nobody sees, but which make a cell read as something else.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_CODES = {
    errno.ENOSPC: "export.disk_full",
    errno.EDQUOT: "export.disk_full",
    errno.EACCES: "export.read_only",
    errno.EPERM: "export.read_only",
    errno.EROFS: "export.read_only",
    errno.ENOENT: "export.no_folder",
    errno.ENOTDIR: "export.no_folder",
}
_MOST_NAMES = 1_000
_LONGEST_STEM = 80

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Masked:
    """What a table may say of an applicant's number and telephone: the last four, and enough to recognise one's own."""

    id_number: str
    phone: str


def masked(found: Projected) -> Masked:
    """Return an applicant's number and telephone as they may leave the desk."""
    applicant = found.case.applicant
    return Masked(
        id_number=mask_id(applicant.id_number) if applicant.id_number else "",
        phone=mask_phone(applicant.phone) if applicant.phone else "",
    )


def cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, on one line, without signs that nobody sees."""
    plain = "".join(" " if unicodedata.category(sign) in _UNSEEN else sign for sign in text).strip()
    return f"'{plain}" if plain[:1] in _FORMULA else plain


class Stopped(Exception):  # noqa: N818 - no error: somebody wanted it so
    """The export was ended before its last row; no file is left."""


def write(
    folder: Path,
    stem: str,
    headings: Row,
    rows: Iterable[Row],
    told: Callable[[int], bool],
) -> Path:
    """Write a table into `folder` under a name that is free, and return its path once it is on the disk.

    `told` hears how many rows are written and says whether to go on.

    Raises:
        Trouble: `export.read_only`, `export.disk_full`, `export.no_folder` or `export.failed`; no file is left.
        Stopped: `told` said no; no file is left.
    """
    stem = "".join(sign if sign.isalnum() or sign in "-_ " else "_" for sign in stem)[:_LONGEST_STEM] or "export"
    part = folder / f"{stem}.{os.getpid()}.part"
    try:
        try:
            _write(part, headings, rows, told)
            target = _free(folder, stem)
            part.rename(target)
            sync_folder(folder)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    except OSError as error:
        code = _CODES.get(error.errno or 0, "export.failed")
        raise Trouble(code, folder=str(folder), why=error.strerror or "") from error
    return target


def _write(part: Path, headings: Row, rows: Iterable[Row], told: Callable[[int], bool]) -> None:
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        text = TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="", write_through=False)
        writer = csv.writer(text, quoting=csv.QUOTE_ALL)
        writer.writerow([cell(one) for one in headings])
        for number, row in enumerate(rows, start=1):
            writer.writerow([cell(one) for one in row])
            if number % TOLD_EVERY == 0 and not told(number):
                raise Stopped
        text.flush()
        os.fsync(file.fileno())
        text.detach()


def _free(folder: Path, stem: str) -> Path:
    names = (f"{stem}.csv", *(f"{stem} ({number}).csv" for number in range(2, _MOST_NAMES)))
    for name in names:
        if not (folder / name).exists():
            return folder / name
    raise OSError(errno.EEXIST, "no free name")
