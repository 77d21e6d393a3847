"""Reading the mailbox: page by page, each checked, each kept together with the cursor in one transaction.

A crash between two statements loses nothing and repeats nothing: the cursor says what was kept, and files are made
afterwards from what was kept.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from casework.case_state import Case
from casework.chain import box_link, box_start
from casework.contract import MAX_FEED_ROWS, FeedPage, FeedRow
from casework.errors import RuleBroken, Trouble
from casework.events import Event, Header, UnknownKind, read, read_header
from casework.lifecycle import COUNTS, step
from sync_server.department.client import Client, Cursor
from sync_server.department.files import CASE_FILE, folder_name, write_case
from sync_server.department.set_back import shared_place
from sync_server.department.store.database import Database
from sync_server.department.store.inbox import Inbox, Line


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a pull brought: events, cases whose files were written, papers that have not come in yet."""

    events: int
    cases: tuple[str, ...]
    pending: int


@dataclass(frozen=True, slots=True)
class Puller:
    """Follows the department's mailbox `box`; files go below `folder`."""

    database: Database
    client: Client
    box: str
    folder: Path

    def pull(self, *, wait_s: float = 0.0) -> Pulled:
        """Read everything there is, waiting up to `wait_s` for a first page; then bring the files up to date.

        Raises:
            Trouble: network or disk; `department.feed_broken` (with `pos`) when the mailbox does not add up, before
                anything of that page was kept; `department.update_needed` for events of a newer release.
            RuleBroken: the login does not open this mailbox, or has run out.
        """
        return self.write_files(self.fetch(wait_s=wait_s))

    def fetch(self, *, wait_s: float = 0.0) -> int:
        """Read everything there is without making files; return how many events came. Raises as `pull`."""
        count = 0
        while page := self._next(wait_s if count == 0 else 0.0):
            count += self.keep(page)
        return count

    def keep(self, page: FeedPage) -> int:
        """Keep one page and move the cursor, in one transaction; return how many events were new."""
        inbox = Inbox(self.database)
        with self.database.writing():
            cursor = self._cursor()
            if page.rows[0].p <= cursor.pos:
                # Another run was faster; what it kept is kept.
                return 0
            after = _checked(cursor, page)
            for row in page.rows:
                self._keep_row(inbox, row)
            inbox.move_cursor(after)
        return len(page.rows)

    def write_files(self, events: int = 0, only: Collection[str] | None = None) -> Pulled:
        """Make the files of every case that needs it, also of those whose folder is gone; `only` names some by id."""
        inbox = Inbox(self.database)
        with self.database.writing():
            for case in inbox.all_cases():
                if (only is None or case.id in only) and not (self.folder / folder_name(case) / CASE_FILE).exists():
                    inbox.unmark(case.id)
        written, pending = [], 0
        for behind in inbox.unwritten():
            if only is not None and behind.case.id not in only:
                continue
            history = inbox.history(behind.case.id)
            lacking = write_case(self.folder, behind.case, history, self.client.fetch_blob)
            with self.database.writing():
                inbox.written(behind.case.id, behind.pos, lacking)
            pending += lacking
            written.append(behind.case.number)
        return Pulled(events, tuple(written), pending)

    def _next(self, wait_s: float) -> FeedPage | None:
        try:
            return self.client.feed(self.box, self._cursor(), limit=MAX_FEED_ROWS, wait_s=wait_s)
        except RuleBroken as refusal:
            if refusal.code != "feed.reset":
                raise
        # The server was restored: from somewhere on its mailbox is another one.
        before = self._cursor()
        self._go_back(before, shared_place(self.client, self.box, Inbox(self.database).ids()))
        try:
            return self.client.feed(self.box, self._cursor(), limit=MAX_FEED_ROWS, wait_s=0.0)
        except RuleBroken as refusal:
            if refusal.code != "feed.reset":
                raise
        # It was restored once more meanwhile; the beginning is shared by all.
        self._go_back(self._cursor(), Cursor(0, box_start(self.box).hex()))
        return self.client.feed(self.box, self._cursor(), limit=MAX_FEED_ROWS, wait_s=0.0)

    def _go_back(self, before: Cursor, place: Cursor) -> None:
        with self.database.writing():
            # Another run may have gone back, or on, already.
            if self._cursor() == before:
                Inbox(self.database).set_back(place)

    def _cursor(self) -> Cursor:
        return Inbox(self.database).cursor(box_start(self.box).hex())

    def _keep_row(self, inbox: Inbox, row: FeedRow) -> None:
        header = _header(row)
        line = Line(
            pos=row.p,
            id=header.id,
            case_id=header.case,
            verdict=row.v.value,
            ver=row.ver,
            origin=row.o,
            raw=bytes(row.e),
            number=row.n,
            serial=row.sl,
        )
        if inbox.lacks_positions(header.case):
            self._keep_after_set_back(inbox, line, row.p)
            return
        known = inbox.has(header.id)
        inbox.add(line)
        if row.v not in COUNTS or known:
            # Of what was refused not even the payload need be readable.
            inbox.touch(header.case, row.p)
            return
        case = _stepped(inbox.case(header.case), line)
        inbox.save(case, row.p)

    def _keep_after_set_back(self, inbox: Inbox, line: Line, pos: int) -> None:
        """Keep an event of a case of which the server may have lost some: it counts as the server says now.

        While all comes as it was the case stays as it is known; from the first difference on it is what the server's
        mailbox makes of it so far.
        """
        before = [one for one in inbox.history(line.case_id) if one.id == line.id]
        as_it_was = any(_judged(one) == _judged(line) for one in before)
        known = inbox.case(line.case_id)
        counted_already = known is not None and known.ver >= line.ver
        if not inbox.place(line):
            inbox.add(line)
        if as_it_was and (line.verdict not in COUNTS or counted_already):
            inbox.touch(line.case_id, pos)
            return
        case: Case | None = None
        counted = set()
        for one in inbox.history(line.case_id):
            if one.pos is not None and one.verdict in COUNTS and one.id not in counted:
                case = _stepped(case, one)
                counted.add(one.id)
        if case is not None:
            inbox.save(case, pos)


def _checked(cursor: Cursor, page: FeedPage) -> Cursor:
    """Return the cursor behind the page, after making sure that nothing was skipped or slipped in."""
    chain = bytes.fromhex(cursor.chain)
    for expected, row in enumerate(page.rows, start=cursor.pos + 1):
        if row.p != expected:
            raise Trouble("department.feed_broken", pos=expected)
        chain = box_link(chain, _header(row).id)
    after = Cursor(page.rows[-1].p, chain.hex())
    if after != Cursor(page.next, page.chain):
        raise Trouble("department.feed_broken", pos=after.pos)
    return after


def _header(row: FeedRow) -> Header:
    header = read_header(bytes(row.e))
    if header is None:
        raise Trouble("department.feed_broken", pos=row.p)
    return header


def _read(line: Line) -> Event:
    try:
        return read(line.raw)
    except UnknownKind as newer:
        raise Trouble("department.update_needed", **newer.details) from newer
    except RuleBroken as broken:
        raise Trouble("department.feed_broken", pos=line.pos or 0) from broken


def _stepped(case: Case | None, line: Line) -> Case:
    try:
        after = step(case, _read(line), number=line.number, serial=line.serial)
    except ValueError as error:
        raise Trouble("department.feed_broken", pos=line.pos or 0) from error
    if after.ver != line.ver:
        raise Trouble("department.feed_broken", pos=line.pos or 0)
    return after


def _judged(line: Line) -> tuple[str, int, str, str]:
    return line.verdict, line.ver, line.number, line.serial
