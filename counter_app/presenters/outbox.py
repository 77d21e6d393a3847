"""The outbox: what the server has not confirmed, what it refused, and which papers nobody is sure of."""

from collections.abc import Callable

from casework.errors import ProductError, RuleBroken
from counter_app.changes import Changes
from counter_app.desk.bench import Desk
from counter_app.desk.claim import claim
from counter_app.desk.prints import HOUSE, questions
from counter_app.desk.queue_words import held_words
from counter_app.presenters.contested import contested_view
from counter_app.presenters.list_views import (
    Asked,
    ContestedView,
    GroupCount,
    OutboxView,
    Pill,
    PrintQuestion,
    SendRow,
    SendState,
)
from counter_app.presenters.print_questions import question_of
from counter_app.presenters.views import Dress, Note, Outcome, Tone
from counter_app.presenters.wording import Words
from counter_app.store.entry import REFUSED
from counter_app.sync.status import ItemState, OutboxItem, SyncStatus, outbox, set_aside

_STATES = {
    ItemState.WAITING: SendState.QUEUED,
    ItemState.CONTESTED: SendState.CONTESTED,
    ItemState.HELD: SendState.FOLLOWS,
    ItemState.REFUSED: SendState.REFUSED,
    ItemState.SENDING: SendState.SENDING,
    ItemState.CHANGED: SendState.CHANGED,
    ItemState.SET_ASIDE: SendState.SET_ASIDE,
}
_MINUTE_S = 60
_YOURS = frozenset({ItemState.CONTESTED, ItemState.REFUSED, ItemState.CHANGED})
_PILLS = {
    "all": frozenset(ItemState) - {ItemState.SET_ASIDE},
    "queued": frozenset({ItemState.WAITING, ItemState.SENDING}),
    "refused": frozenset({ItemState.REFUSED}),
    "contested": frozenset({ItemState.CONTESTED, ItemState.CHANGED}),
    "held": frozenset({ItemState.HELD}),
    "aside": frozenset({ItemState.SET_ASIDE}),
}
_VERDICTS = ("was", "now")


class SendSource:
    """The outbox as it was at one moment; the words of a row are made when it is shown, for there may be many."""

    def __init__(self, items: tuple[OutboxItem, ...], row: Callable[[OutboxItem, int], SendRow]) -> None:
        self._items = items
        self._row = row

    def groups(self, asked: Asked) -> tuple[GroupCount, ...]:
        """Return what needs a person, then what goes by itself."""
        wanted = self._wanted(asked)
        yours = sum(item.state in _YOURS for _place, item in wanted)
        counts = (GroupCount("yours", yours), GroupCount("by_itself", len(wanted) - yours))
        return tuple(group for group in counts if group.count)

    def page(self, asked: Asked, offset: int, limit: int) -> tuple[SendRow, ...]:
        """Return rows, those that need a person first."""
        ordered = sorted(self._wanted(asked), key=lambda entry: entry[1].state not in _YOURS)
        return tuple(self._row(item, place) for place, item in ordered[offset : offset + limit])

    def _wanted(self, asked: Asked) -> list[tuple[int, OutboxItem]]:
        states = _PILLS.get(asked.pill, _PILLS["all"])
        entries = [(place, item) for place, item in enumerate(self._items, start=1) if item.state in states]
        return [entry for entry in entries if not asked.text or self._says(entry, asked.text)]

    def _says(self, entry: tuple[int, OutboxItem], text: str) -> bool:
        place, item = entry
        row = self._row(item, place)
        return text in f"{row.number} {row.subject} {row.act}"


class OutboxPresenter:
    """The outbox."""

    def __init__(self, desk: Desk, words: Words) -> None:
        self._desk = desk
        self.words = words
        self._asked = Asked(pill="all")
        self._version = 0
        self._pointed_at = ""

    def choose_pill(self, key: str) -> None:
        """Show another list."""
        self._asked = Asked(pill=key, text=self._asked.text)

    def point_at(self, event_id: str) -> None:
        """Note the record under the cursor."""
        self._pointed_at = event_id

    def contested(self) -> ContestedView | None:
        """Return the record under the cursor beside the one it contradicts; None if nothing contradicts it."""
        return contested_view(self._desk, self.words, self._pointed_at)

    def changed(self) -> None:
        """Note that something was sent or came."""
        self._version += 1

    def set_aside(self, event_id: str) -> tuple[Changes, str]:
        """Move a record out of the way that a person has seen; return what changed and what to say."""
        try:
            done = set_aside(self._desk.store, event_id)
        except RuleBroken:
            return Changes(), self.words("outbox.aside_none")
        return done.changes, self.words("outbox.aside_done")

    def claim(self, event_id: str, reason: str) -> tuple[Changes | None, str]:
        """Say why the own record should stand; return what changed and what to say, None if it was refused."""
        entry = self._desk.store.journal.entry(event_id)
        try:
            # The note travels to people who read Chinese, whatever language this screen is in.
            done = claim(self._desk, event_id, Words("zh").act(entry.type if entry else ""), reason)
        except ProductError as refused:
            return None, self.words.error(refused)
        return done.changes, self.words("contest.claimed")

    def may_ask(self, event_id: str) -> bool:
        """Say whether the server can be asked what became of a record: it has a verdict that is not the last word."""
        entry = self._desk.store.journal.entry(event_id)
        return entry is not None and entry.verdict in REFUSED

    def view(self, status: SyncStatus) -> OutboxView:
        """Return the page as it stands; `status` is the agent's."""
        words = self.words
        items = outbox(self._desk.store, status=status)
        held = self._desk.store.printouts.queues.held()
        resume = (Outcome("resume_prints", Dress.SUGGESTED, ""),) if held else ()
        stream = self._desk.store.journal.stream()
        chain = words("outbox.chain", head=stream.head, acked=stream.acked) if stream else ""
        return OutboxView(
            asked=self._asked,
            pills=tuple(
                Pill(key, words(f"outbox.{key}"), sum(item.state in states for item in items))
                for key, states in _PILLS.items()
            ),
            source=SendSource(items, lambda item, place: self._row(item, status, place)),
            chain=Note(chain, Tone.HINT),
            contested=self.contested(),
            questions=self.questions(),
            outcomes=(Outcome("send_now", Dress.SUGGESTED, ""), Outcome("set_aside", Dress.READY, ""), *resume),
            footer=words("outbox.footer"),
            version=self._version,
            held_printers=tuple(held_words(queue, words.lang) for queue in held),
        )

    def questions(self) -> tuple[PrintQuestion, ...]:
        """Return the papers nobody is sure of, oldest first."""
        found = []
        for job in questions(self._desk):
            projected = self._desk.store.cases.get(job.case_id)
            if projected is not None or job.case_id == HOUSE:
                found.append(question_of(job, projected.case if projected else None, self.words))
        return tuple(found)

    def _row(self, item: OutboxItem, status: SyncStatus, place: int) -> SendRow:
        words = self.words
        projected = self._desk.store.cases.get(item.case_id)
        subject = ""
        if projected is not None:
            matter = words.name(self._desk.matter_shown(projected.case))
            subject = f"{matter}{', ' if words.lang == 'en' else '・'}{projected.case.applicant.name}"
        waiting = item.state in {ItemState.WAITING, ItemState.SENDING}
        tries = status.contact.failures if waiting else 1
        return SendRow(
            record_id=item.event_id,
            state=_STATES[item.state],
            act=words.act(item.kind),
            number=item.number,
            subject=subject,
            reason=self._reason(item) or words("outbox.position", place=place),
            next_step=self._advice(item),
            tries=words("outbox.try") if tries == 1 else words("outbox.tries", count=tries),
            next_key="Enter" if item.state is ItemState.REFUSED and item.kind == "case.opened" else "",
            next_try=self._next_try(item) if waiting else words("outbox.stopped"),
        )

    def _reason(self, item: OutboxItem) -> str:
        if item.state is ItemState.CHANGED:
            return self.words("outbox.changed", **self._verdicts(item))
        if item.reason:
            return self._said(RuleBroken(item.reason))
        return self._said(RuleBroken(item.error, **item.error_details)) if item.error else ""

    def _said(self, error: RuleBroken) -> str:
        """Return what an error says; nothing where its sentence wants details that only its moment knew."""
        try:
            return self.words.error(error)
        except KeyError:
            return ""

    def _advice(self, item: OutboxItem) -> str:
        return self.words.error(RuleBroken(item.advice, **self._verdicts(item)))

    def _verdicts(self, item: OutboxItem) -> dict[str, str]:
        found = {name: getattr(item, name) for name in _VERDICTS}
        return {name: self.words(f"outbox.verdict.{verdict}") if verdict else "" for name, verdict in found.items()}

    def _next_try(self, item: OutboxItem) -> str:
        seconds = round(item.next_try_s or 0)
        if item.state is ItemState.SENDING or not seconds:
            return self.words("outbox.later")
        if seconds < _MINUTE_S:
            return self.words("outbox.retry_in", seconds=seconds)
        return self.words("outbox.retry_in_minutes", minutes=-(-seconds // _MINUTE_S))
