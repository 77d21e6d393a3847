"""The one way in for papers from outside, whoever brings them: asked about viruses as they came, then drawn anew.

Pages from the scanner, files that are attached and impression cards come through here (docs/decisions/0039).
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from casework.errors import RuleBroken
from counter_app.desk.attach import PDF
from counter_app.desk.bench import Desk
from counter_app.desk.paper_join import Joined, join

MOST_BYTES = 40 * 1024 * 1024
"""How large a file may be as it comes; nobody reads more of one than a byte beyond that."""
_LONGEST_STEM = 100
_SUFFIXES = {PDF: ".pdf", "image/jpeg": ".jpg"}


def _nobody(_page: int) -> None:
    return


def taken_in(desk: Desk, files: Sequence[bytes], each: Callable[[int], None] = _nobody) -> Joined:
    """Return files, in their order, as one clean paper; `each` is told of every page. Takes seconds: in a lane.

    Raises:
        RuleBroken: `attach.empty`, `attach.too_large`, `paper.infected`, and what `paper_join.join` refuses.
        Trouble: `paper.guard_away`, `paper.slow`.
    """
    for content in files:
        if not content:
            raise RuleBroken("attach.empty")
        # Of a longer one only its beginning was read, and a PDF without its end can still be drawn: with pages missing.
        if len(content) > MOST_BYTES:
            raise RuleBroken("attach.too_large", size=len(content), limit=MOST_BYTES)
        desk.virus_guard.check(content)
    return join(files, each)


def read_file(path: Path) -> bytes:
    """Return a file that somebody chose, at most a byte more than `MOST_BYTES` of it.

    Raises:
        RuleBroken: `paper.unreadable` (with `file`, `why`).
    """
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise RuleBroken("paper.unreadable", file=path.name, why=error.strerror or str(error)) from error


def cards_taken_in(desk: Desk, files: Sequence[Path]) -> tuple[tuple[str, bytes], ...]:
    """Return files by name, each a clean paper of its own; see `read_file` and `taken_in`."""
    made = []
    for path in files:
        joined = taken_in(desk, (read_file(path),))
        made.append((name_for(path.name, joined), joined.content))
    return tuple(made)


def name_for(name: str, joined: Joined) -> str:
    """Return the name of a file as it fits what became of it."""
    stem = name.rpartition(".")[0] or name
    return f"{stem[:_LONGEST_STEM]}{_SUFFIXES[joined.mime]}"
