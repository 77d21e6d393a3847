"""The work list: which cases, in which order, and what can be done with the one under the cursor."""

from casework.case_state import Case, Stage
from casework.clock import CHINA
from counter_app.desk.bench import Desk
from counter_app.desk.show import CaseView as Shown
from counter_app.desk.show import show
from counter_app.presenters.due_view import case_due_view, deadline_of
from counter_app.presenters.list_source import PILLS, CaseSource
from counter_app.presenters.list_views import Asked, Fact, Happening, ListView, Pill, PreviewView
from counter_app.presenters.timeline import applicant_words, step_of, step_title
from counter_app.presenters.views import Dress, Outcome
from counter_app.presenters.wording import Words

_LAST_STEPS = 4
_START = "hall"


class ListPresenter:
    """The list and its preview; `changed` makes the page ask again."""

    def __init__(self, desk: Desk, words: Words) -> None:
        self._desk = desk
        self.words = words
        self._asked = Asked(pill=_START)
        self._current = ""
        self._version = 0

    def choose_pill(self, key: str) -> None:
        """Show another list."""
        self._asked = Asked(pill=key, text=self._asked.text)

    def look_for(self, text: str) -> None:
        """Narrow the list to what holds these words."""
        self._asked = Asked(pill=self._asked.pill, text=text.strip())

    def point_at(self, case_id: str) -> None:
        """Move the cursor to a case."""
        self._current = case_id

    def changed(self) -> None:
        """Note that cases changed."""
        self._version += 1

    def view(self) -> ListView:
        """Return the page as it stands."""
        source = CaseSource(self._desk, self.words, self._desk.clerk().code)
        pills = tuple(Pill(key, self.words(f"list.{key}"), source.count(key)) for key in PILLS)
        total = sum(group.count for group in source.groups(self._asked))
        preview = self._preview()
        return ListView(
            asked=self._asked,
            pills=pills,
            source=source,
            subtitle=self.words("list.subtitle", count=total),
            outcomes=preview.outcomes if preview else (),
            preview=preview,
            version=self._version,
        )

    def _preview(self) -> PreviewView | None:
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
        Happening(f"{step.at.astimezone(CHINA):%m-%d %H:%M}".lstrip("0"), step_title(step, words)) for step in latest
    )


def _open_dress(case: Case) -> Dress:
    waits_for_window = case.stage in {Stage.RECEIVED, Stage.DECIDED, Stage.RESULT_AT_WINDOW}
    return Dress.SUGGESTED if waits_for_window else Dress.READY
