"""The answer of the store to what a list asks for, kept until the cases change: counts of every list, order, groups.

Asking may take a tenth of a second on a hundred thousand open cases, so it is done in a lane: `question` on the
screen's thread, `answer` in any, `take` on the screen's again. Where the store is small it is done at once.
"""

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from casework.case_state import Stage as CaseStage
from counter_app.desk.bench import Desk
from counter_app.desk.prints import questions
from counter_app.presenters.due_view import SOON_DAYS
from counter_app.presenters.list_filter import parts_of
from counter_app.presenters.list_source import CaseSource
from counter_app.presenters.list_views import Asked, GroupCount
from counter_app.presenters.wording import Words
from counter_app.store.lists import Among, Lists, Part, SortBy, Tally, Wanted

PILLS = ("mine", "hall", "supplement", "due", "results", "mail", "refused", "prints", "received")
AT_ONCE = 3_000
"""Up to this many cases, everything is answered in a few ms and no lane is worth its while."""

_DAY = timedelta(days=1)
_STOPPED = (CaseStage.SUPPLEMENT, CaseStage.SUSPENDED)
_RESULTS = (CaseStage.DECIDED, CaseStage.RESULT_AT_WINDOW)
_RUNNING = (CaseStage.RECEIVED, CaseStage.ACCEPTED, CaseStage.DEEMED_ACCEPTED, CaseStage.IN_REVIEW, *_RESULTS)
_NEAR = ("late", "today", "soon")
_STAGES_OF = {"supplement": (CaseStage.SUPPLEMENT,), "results": _RESULTS, "received": (CaseStage.RECEIVED,)}
_AMONG = {"refused": Among.REFUSED, "mail": Among.TO_MAIL}


@dataclass(frozen=True, slots=True)
class Question:
    """Everything an answer depends on; `state` counts the changes of the cases."""

    asked: Asked
    parts: tuple[Part, ...]
    clerk: str
    today: date
    soon: date
    state: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The lines of the list in its order, how many stand in each group, and how many cases each list holds."""

    question: Question
    groups: tuple[GroupCount, ...]
    lines: Sequence[int]
    counts: Mapping[str, int]


class Listing:
    """What was answered last, and what is to be asked."""

    def __init__(self, desk: Desk, words: Words) -> None:
        self._desk = desk
        self.words = words
        self._state = 0
        self._answer: Answer | None = None
        self._source: tuple[Answer, Words, CaseSource] | None = None

    def changed(self) -> None:
        """Note that cases changed."""
        self._state += 1

    def question(self, asked: Asked) -> Question:
        """Return what is to be asked now."""
        desk = self._desk
        today = desk.today()
        *_, soon = islice(desk.calendar.working_days(today), SOON_DAYS)
        parts = parts_of(asked.text, desk.catalogue, self.words)
        return Question(asked, parts, desk.clerk().code, today, soon, self._state)

    def holds(self, question: Question) -> bool:
        """Say whether this was answered already."""
        return self._answer is not None and self._answer.question == question

    def quick(self) -> bool:
        """Say whether the answer comes so soon that the screen may wait for it."""
        return self._desk.store.lists.longest() <= AT_ONCE

    def answer(self, question: Question) -> Answer:
        """Ask the store; in any thread."""
        lists = self._desk.store.lists
        last = self._answer
        same = last is not None and replace(last.question, asked=question.asked, parts=question.parts) == question
        counts = last.counts if last is not None and same else _counts(lists, question)
        by = SortBy(question.asked.sort) if question.asked.sort else SortBy.DUE
        groups, lines = [], array("q")
        for key, wanted in _groups(question):
            found = [line for one in wanted for line in lists.lines(one, by, descending=question.asked.descending)]
            if found:
                groups.append(GroupCount(key, len(found)))
                lines.extend(found)
        return Answer(question, tuple(groups), lines, counts)

    def known(self, question: Question) -> Answer:
        """Return the answer to a question, asking the store if it is another than the last; in any thread."""
        last = self._answer
        return last if last is not None and last.question == question else self.answer(question)

    def take(self, answer: Answer) -> None:
        """Keep an answer until the next."""
        self._answer = answer

    def latest(self, asked: Asked) -> Answer:
        """Return the last answer, an empty one before the first; where it takes no time, a new one to `asked`."""
        question, last = self.question(asked), self._answer
        if last is not None and last.question == question:
            return last
        if not self.quick():
            return last or Answer(replace(question, state=-1), (), (), {})
        answer = self.answer(question)
        self.take(answer)
        return answer

    def source(self, asked: Asked) -> CaseSource:
        """Return the rows of the last answer; the same object as long as nothing changed."""
        answer = self.latest(asked)
        if self._source is None or self._source[0] is not answer or self._source[1] != self.words:
            made = CaseSource(self._desk, self.words, answer.groups, answer.lines)
            self._source = answer, self.words, made
        return self._source[2]

    def counts(self) -> Mapping[str, int]:
        """Return how many cases each list holds, as last answered."""
        return self.latest(self._answer.question.asked if self._answer else Asked(pill="hall")).counts

    def prints(self) -> int:
        """Return how many papers wait for an answer."""
        return len(questions(self._desk))


def _counts(lists: Lists, question: Question) -> Mapping[str, int]:
    tallies = lists.tallies(question.clerk, question.today, question.soon)
    counts = Counter({"refused": lists.count(Among.REFUSED), "mail": lists.count(Among.TO_MAIL)})
    for tally in tallies:
        for pill in _pills_of(tally):
            counts[pill] += tally.count
    return counts


def _pills_of(tally: Tally) -> list[str]:
    stage = CaseStage(tally.stage)
    holds = {
        "hall": True,
        "mine": tally.own,
        "due": stage not in _STOPPED and tally.near in _NEAR,
        **{pill: stage in stages for pill, stages in _STAGES_OF.items()},
    }
    return [pill for pill, held in holds.items() if held]


def _groups(question: Question) -> list[tuple[str, tuple[Wanted, ...]]]:
    """Return what each group of the list asks the store for, in the order of the groups."""
    asked, today, soon = question.asked, question.today, question.soon
    base = Wanted(
        among=_AMONG.get(asked.pill, Among.OPEN),
        clerk=question.clerk if asked.pill == "mine" else "",
        parts=question.parts,
    )
    only = _STAGES_OF.get(asked.pill)
    if only is not None:
        base = replace(base, stages=tuple(only))
    if asked.sort or asked.descending:
        wanted = base if asked.pill != "due" else replace(base, stages=_RUNNING, due_until=soon)
        return [("all", (wanted,))]
    if base.among is Among.REFUSED:
        return [("all", (base,))]
    running = base if only is not None or base.among is Among.TO_MAIL else replace(base, stages=_RUNNING)
    groups: list[tuple[str, tuple[Wanted, ...]]] = [
        ("late", (replace(running, due_until=today - _DAY),)),
        ("today", (replace(running, due_from=today, due_until=today),)),
        ("soon", (replace(running, due_from=today + _DAY, due_until=soon),)),
    ]
    if asked.pill == "due":
        return groups
    if only is None and base.among is Among.OPEN:
        groups.append(("stopped", (replace(base, stages=_STOPPED),)))
    later = (replace(running, due_from=soon + _DAY), replace(running, dated=False))
    if asked.pill == "supplement":
        return [("stopped", (base,))]
    groups.append(("later", later))
    if asked.text and asked.pill in {"hall", "mine"}:
        # What is finished stays out of the way until somebody looks for it.
        groups.append(("closed", (replace(base, among=Among.CLOSED),)))
    return groups
