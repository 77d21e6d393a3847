"""Gathers the day's papers in one folder, with a picture of one of each kind to look at."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pypdfium2
import sqlcipher3

from casework.case_state import Case

_SCALE = 110 / 72
"""110 dots an inch: a page fills a screen and stays legible."""


@dataclass(frozen=True, slots=True)
class Papers:
    """How many papers came out of the windows' printers."""

    total: int
    certificates: int


def cases_of(out: Path) -> tuple[Case, ...]:
    """Return the cases as the server holds them."""
    connection = sqlcipher3.connect(str(out / "server" / "server.sqlite3"))
    rows = connection.execute("SELECT projection FROM case_ ORDER BY number").fetchall()
    connection.close()
    return tuple(msgspec.json.decode(row[0], type=Case) for row in rows)


def gather(out: Path) -> Papers:
    """Copy the printed papers of every window to `papers/`, and draw the first of each kind as PNG."""
    printed = sorted((out / "windows").glob("*/papers/*.pdf"))
    pictured: set[str] = set()
    for paper in printed:
        window = paper.parent.parent.name
        kind = _kind(paper)
        folder = out / "papers" / kind
        folder.mkdir(exist_ok=True)
        shutil.copyfile(paper, folder / f"{window}-{paper.name}")
        if kind not in pictured:
            pictured.add(kind)
            _draw(paper, out / "papers" / f"{kind}.png")
    return Papers(total=len(printed), certificates=sum(_kind(paper) == "certificate" for paper in printed))


def _kind(paper: Path) -> str:
    """Return the kind of a paper from its file's name, `<job>.<kind>.pdf`."""
    return paper.stem.rpartition(".")[2]


def _draw(paper: Path, target: Path) -> None:
    document = pypdfium2.PdfDocument(paper)
    document[0].render(scale=_SCALE).to_pil().save(target, "PNG")
    document.close()
