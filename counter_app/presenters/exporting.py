"""What is exported of a list: its headings and rows as texts, in the order and with the columns that are shown."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from casework.clock import CHINA
from counter_app.desk.bench import Desk
from counter_app.desk.export import Row, masked
from counter_app.presenters.list_filter import WORD_OF
from counter_app.presenters.list_views import Asked, ColumnId, OutboxView, Stage
from counter_app.presenters.listing import Listing
from counter_app.presenters.wording import Words
from counter_app.store.cases import Projected

_AT_ONCE = 250
_OUTBOX = ("act", "number", "subject", "reason", "next_step", "tries", "next_try")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A table on its way out: the stem of its file's name, its headings, and how its rows are had in any thread.

    `rows` first says how many there are.
    """

    stem: str
    headings: Row
    rows: Callable[[], tuple[int, Iterator[Row]]]


def list_export(desk: Desk, listing: Listing, asked: Asked, hidden: frozenset[str]) -> Outgoing:
    """Return a work list as it is filtered and sorted; numbers and telephones are masked."""
    words, question = listing.words, listing.question(asked)
    columns = tuple(column for column in ColumnId if column is not ColumnId.FLAG and column not in hidden)

    def rows() -> tuple[int, Iterator[Row]]:
        lines = listing.known(question).lines
        pages = (lines[start : start + _AT_ONCE] for start in range(0, len(lines), _AT_ONCE))
        return len(lines), (_row(desk, words, one, columns) for page in pages for one in desk.store.lists.rows(page))

    headings = [words(f"export.{column}") for column in columns]
    extra = [words(f"export.{name}") for name in ("id_number", "phone", "received_on")]
    return Outgoing(_stem(desk, words, f"list.{asked.pill}"), (*headings, *extra), rows)


def outbox_export(desk: Desk, words: Words, view: OutboxView) -> Outgoing:
    """Return the outbox as it is filtered."""
    found = view.source.page(view.asked, 0, sum(group.count for group in view.source.groups(view.asked)))
    table = [tuple(str(getattr(row, name)) for name in _OUTBOX) for row in found]
    headings = tuple(words(f"export.{name}") for name in _OUTBOX)
    return Outgoing(_stem(desk, words, f"outbox.{view.asked.pill}"), headings, lambda: (len(table), iter(table)))


def _stem(desk: Desk, words: Words, key: str) -> str:
    return f"{words(key)}-{desk.clock.now().astimezone(CHINA):%Y%m%d-%H%M}"


def _row(desk: Desk, words: Words, found: Projected, columns: tuple[ColumnId, ...]) -> Row:
    case, hidden = found.case, masked(found)
    texts = {
        ColumnId.DEADLINE: found.due_on.isoformat() if found.due_on else "",
        ColumnId.NUMBER: case.number,
        ColumnId.MATTER: words.name(desk.matter_shown(case)),
        ColumnId.APPLICANT: case.applicant.name,
        ColumnId.DEPARTMENT: words.name(desk.department_shown(case)),
        ColumnId.STAGE: words(f"stage.{WORD_OF.get(case.stage, Stage.CLOSED)}"),
        ColumnId.CLERK: case.clerk_name or case.clerk,
    }
    return *(texts[column] for column in columns), hidden.id_number, hidden.phone, case.received_on.isoformat()
