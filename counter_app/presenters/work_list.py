"""The work list: which cases, in which order, and what can be done with the one under the cursor."""

from dataclasses import replace

from casework.case_state import Case, Stage
from casework.clock import CHINA
from counter_app.desk.bench import Desk
from counter_app.desk.show import CaseView as Shown
from counter_app.desk.show import show
from counter_app.presenters.due_view import case_due_view, deadline_of
from counter_app.presenters.exporting import Outgoing, list_export
from counter_app.presenters.list_taste import LONGEST_FILTER, START, Taste, Tastes
from counter_app.presenters.list_views import (
    Asked,
    ColumnId,
    Columns,
    Fact,
    Happening,
    ListView,
    Pill,
    PreviewView,
)
from counter_app.presenters.listing import PILLS, Listing
from counter_app.presenters.timeline import applicant_words, step_of, step_title
from counter_app.presenters.views import Dress, Outcome
from counter_app.presenters.wording import Words

_LAST_STEPS = 4


class ListPresenter:
    """The list and its preview; `changed` makes the page ask again.

    Which list, how it is sorted, its columns and the last row are kept for each clerk.
    """

    def __init__(self, desk: Desk, words: Words) -> None:
        self._desk = desk
        self.listing = Listing(desk, words)
        self._asked = Asked(pill=START)
        self._columns = Columns()
        self._current = ""
        self._version = 0
        self._taste = Tastes(desk.store)

    @property
    def words(self) -> Words:
        """The words of the language in force."""
        return self.listing.words

    @words.setter
    def words(self, words: Words) -> None:
        self.listing.words = words

    @property
    def asked(self) -> Asked:
        """What is asked for."""
        return self._asked

    @property
    def columns(self) -> Columns:
        """How the columns are wanted."""
        return self._columns

    def seat(self) -> None:
        """Begin with the list as the clerk who sits here left it."""
        taste = self._taste.of(self._desk.clerk().code)
        self._asked = Asked(pill=taste.pill, text=taste.text, sort=taste.sort, descending=taste.descending)
        self._columns = Columns(frozenset(taste.hidden), tuple(sorted(taste.widths.items())))
        self._current = taste.case_id
        self._version += 1

    def keep(self) -> None:
        """Keep the list as it is for the clerk who sits here.

        Raises:
            Trouble: the disk refused it.
        """
        asked = self._asked
        taste = Taste(
            pill=asked.pill,
            text=asked.text[:LONGEST_FILTER],
            sort=asked.sort,
            descending=asked.descending,
            hidden=tuple(sorted(self._columns.hidden)),
            widths=dict(self._columns.widths),
            case_id=self._current,
        )
        self._taste.keep(self._desk.clerk().code, taste)

    def choose_pill(self, key: str) -> None:
        """Show another list."""
        self._asked = replace(self._asked, pill=key)

    def look_for(self, text: str) -> None:
        """Narrow the list to what holds these words."""
        self._asked = replace(self._asked, text=text.strip())

    def sort_by(self, column: str) -> None:
        """Sort by a column; once more turns the direction."""
        sort = "" if column == ColumnId.DEADLINE else column
        turned = sort == self._asked.sort and not self._asked.descending
        self._asked = replace(self._asked, sort=sort, descending=turned)

    def arrange(self, columns: Columns) -> None:
        """Show these columns, as wide as this."""
        self._columns = columns

    def outgoing(self) -> Outgoing:
        """Return what an export of the list holds."""
        return list_export(self._desk, self.listing, self._asked, self._columns.hidden)

    def point_at(self, case_id: str) -> None:
        """Move the cursor to a case."""
        self._current = case_id

    def changed(self) -> None:
        """Note that cases changed."""
        self._version += 1
        self.listing.changed()

    def view(self) -> ListView:
        """Return the page as it stands."""
        source = self.listing.source(self._asked)
        counts = {**self.listing.counts(), "prints": self.listing.prints()}
        total = sum(group.count for group in source.groups(self._asked))
        preview = self.preview() if total else None
        return ListView(
            asked=self._asked,
            pills=tuple(Pill(key, self.words(f"list.{key}"), counts.get(key, 0)) for key in PILLS),
            source=source,
            subtitle=self._subtitle(total),
            outcomes=self.keys(preview),
            preview=preview,
            version=self._version,
            place=source.place_of(self._current),
            columns=self._columns,
            asking=not self.listing.holds(self.listing.question(self._asked)),
        )

    def _subtitle(self, total: int) -> str:
        words, asked = self.words, self._asked
        order = words(f"list.by.{asked.sort or ColumnId.DEADLINE}")
        turned = words("list.descending") if asked.descending else ""
        return words("list.subtitle", count=total, order=order, turned=turned)

    @staticmethod
    def keys(preview: PreviewView | None) -> tuple[Outcome, ...]:
        """Return what can be done with the case under the cursor."""
        if preview is None:
            return ()
        rest = tuple(Outcome(act, Dress.READY, "") for act in ("urge", "print", "mail", "hand_over", "copy_fields"))
        return *preview.outcomes, *rest

    def preview(self) -> PreviewView | None:
        """Return the case under the cursor; None when there is none."""
        if not self._current or self._desk.store.cases.get(self._current) is None:
            return None
        shown = show(self._desk, self._current)
        case, words = shown.case, self.words
        due = case_due_view(case, self._desk.calendar, self._desk.today(), words.lang)
        return PreviewView(
            case_id=case.id,
            number=case.number,
            matter=words.name(shown.matter),
            applicant=applicant_words(case, words),
            step=step_of(case),
            deadline=deadline_of(case, self._desk.calendar, self._desk.today()),
            reckoning=due.sentence if due else shown.why_due(words.lang),
            happenings=_happenings(shown, words),
            facts=self._facts(case, shown),
            outcomes=(Outcome("open", _open_dress(case), ""),),
        )

    def _facts(self, case: Case, shown: Shown) -> tuple[Fact, ...]:
        words = self.words
        at = case.custody[-1] if case.custody else None
        where = (
            f"{words.name(self._desk.department_shown(case, at.department))} {at.person}"
            if at
            else words("papers.window", window=case.window.removeprefix("W").lstrip("0"))
        )
        kept = sum(mark.originals + mark.copies > 0 or mark.electronic for mark in case.materials)
        pages = sum(scan.pages for scan in case.scans)
        return (
            Fact(words("list.paper_at"), where),
            Fact(words("list.collect"), words(f"collect.{case.delivery.way}")),
            Fact(
                words("list.materials"),
                words("papers.subtitle", count=min(kept, len(shown.matter.materials)), pages=pages),
            ),
        )


def _happenings(shown: Shown, words: Words) -> tuple[Happening, ...]:
    latest = [step for step in reversed(shown.steps) if step.kind != "paper.printed"][:_LAST_STEPS]
    return tuple(
        Happening(f"{step.at.astimezone(CHINA):%m-%d %H:%M}".lstrip("0"), step_title(step, shown.case, words))
        for step in latest
    )


def _open_dress(case: Case) -> Dress:
    waits_for_window = case.stage in {Stage.RECEIVED, Stage.DECIDED, Stage.RESULT_AT_WINDOW}
    return Dress.SUGGESTED if waits_for_window else Dress.READY
