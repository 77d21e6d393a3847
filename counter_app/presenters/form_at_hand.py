"""The form of a new application in the clerk's hands: choosing, typing, marking, and the drafts it is kept in.

Without Qt. What ends the form, and what the page shows of it, is in `new_application`.
"""

from enum import StrEnum

import msgspec

from casework.acceptance import Review
from casework.catalogue import Audience, Catalogue, Matter, unknown_matter
from casework.errors import RuleBroken
from casework.ids import uuid7
from casework.parties import DeliveryWay
from casework.scanned import compact
from casework.search import MatterIndex, index_matters
from counter_app.desk.alike import Alike
from counter_app.desk.bench import Desk
from counter_app.desk.completeness import HandedIn
from counter_app.desk.recording import the_case
from counter_app.presenters.alike_view import Comparison, comparisons, set_apart, taken_over
from counter_app.presenters.new_drafts import (
    DraftRow,
    draft_rows,
    pinned_catalogue,
    read,
    rebase_of,
    rebase_words,
    rebased,
    written,
)
from counter_app.presenters.new_form import NewForm, as_required, counted, toggled
from counter_app.presenters.new_view import summary
from counter_app.presenters.scanned_number import field_for, holds
from counter_app.presenters.situation_view import answered
from counter_app.presenters.views import Failure, MarkColumn, MatterCard, Note, Success, Tone
from counter_app.presenters.wording import Words
from counter_app.store.drafts import Draft
from printing.drivers.setting import parse_printers

MOST_MATCHES = 8


class MarkChange(StrEnum):
    """What a key does to a cell of the checklist."""

    TOGGLE = "toggle"
    MORE = "more"
    LESS = "less"


class FormAtHand:
    """One form at a time; `say` gives the language in force."""

    def __init__(self, desk: Desk, index: MatterIndex, words: Words, printer: str, printers: str = "") -> None:
        self._desk = desk
        self._index = index
        self._indexed = desk.catalogue
        self._printer = printer
        self._printers = parse_printers(printers)
        self.words = words
        self._clear()

    def _clear(self) -> None:
        self._form = NewForm()
        self._draft_id = ""
        self._typed = ""
        self._pressed = False
        self._failure: Failure | None = None
        self._success: Success | None = None
        self._saved_ms = 0
        self._saved = self._form
        self._alike: tuple[Alike, ...] = ()
        self._alike_of = ("", "")
        self._changed_over = ""

    @property
    def form(self) -> NewForm:
        """What was typed so far."""
        return self._form

    # --- what the clerk does --------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Start over with an empty form; the draft of the one before stays among the drafts."""
        self._desk.store.drafts.note_open(self._desk.clerk().code, "")
        self._clear()

    def put_away(self) -> None:
        """Take the form from the screen, as when the window is locked."""
        self._clear()

    def offers(self, typed: str) -> tuple[MatterCard, ...]:
        """Return the matters that answer to what was typed."""
        self._typed = typed
        if self._desk.catalogue is not self._indexed:
            # Another catalogue has come into force while the desk ran.
            self._indexed = self._desk.catalogue
            self._index = index_matters(self._indexed)
        found = self._index.find(typed)[:MOST_MATCHES]
        return tuple(self._card(each.matter) for each in found)

    def choose(self, code: str) -> None:
        """Choose the matter; an unknown or withdrawn one is refused.

        Raises:
            RuleBroken: `catalogue.unknown_matter`, `catalogue.withdrawn_matter`.
        """
        if self._form.corrects:
            raise RuleBroken("correct.only_correct")
        matter = self._desk.catalogue.matter(code)
        form = self._form.with_matter(matter.code)
        # From here on the form keeps this checklist, also while another catalogue comes into force.
        self._change(msgspec.structs.replace(form, catalogue=self._desk.catalogue.version))

    def answer(self, key: str, index: int) -> None:
        """Answer a question about the situation by the index of an answer; the checklist follows."""
        matter = self._matter()
        if matter is not None:
            self._change(answered(self._form, matter, key, index))

    def edit(self, key: str, value: str) -> None:
        """Put a value into a field."""
        self._change(self._form.with_field(key, value))

    def take_number(self, number: str) -> str:
        """Put a number that was scanned into its empty field and return which; empty if there is none for it.

        A number that stands there already stays where it is.
        """
        number = compact(number)
        if holds(number, self._form):
            return next(key for key in ("code", "agent_id") if compact(self._form.field(key)) == number)
        matter = self._matter()
        key = field_for(number, self._form, matter.audience if matter else Audience.BOTH)
        if key:
            self.edit(key, number)
        return key

    def hold_authority(self, held: bool) -> None:  # noqa: FBT001 - the state of a tick box
        """Note that the agent's written authority lies in the file."""
        self._change(msgspec.structs.replace(self._form, authority_held=held))

    def collect(self, way: DeliveryWay) -> None:
        """Choose how the result reaches the applicant."""
        self._change(msgspec.structs.replace(self._form, way=way))

    def mark(self, code: str, column: MarkColumn, change: MarkChange) -> None:
        """Change a line of the checklist: a column's digit, or one piece more or less."""
        matter = self._matter_with(code)
        if matter is None:
            return
        mark = self._form.mark(code)
        if change is MarkChange.TOGGLE:
            latest = self._review(matter).committed.day
            self._change(self._form.with_mark(toggled(mark, matter.material(code), column, latest)))
        else:
            self._change(self._form.with_mark(counted(mark, column, 1 if change is MarkChange.MORE else -1)))

    def take_as_required(self, code: str) -> None:
        """Mark a line as there, just as the matter asks."""
        if (matter := self._matter_with(code)) is not None:
            self._change(self._form.with_mark(as_required(self._form.mark(code), matter.material(code))))

    def close_summary(self) -> None:
        """Put the error summary away."""
        self._failure = None

    # --- the same applicant ---------------------------------------------------------------------------------------

    def asked_alike(self) -> tuple[str, str]:
        """Return the number and the name that earlier applicants are looked for by."""
        return self._form.field("code"), self._form.field("name")

    def show_alike(self, asked: tuple[str, str], found: tuple[Alike, ...]) -> None:
        """Take in what was found, unless something else stands in the form by now."""
        if asked == self.asked_alike():
            self._alike, self._alike_of = found, asked

    @property
    def alike_unknown(self) -> bool:
        """Whether nobody has looked yet for the number and the name that stand in the form."""
        return self.asked_alike() != self._alike_of

    def alike(self) -> tuple[Alike, ...]:
        """Return the earlier applicants that nothing was decided about yet, the nearest first."""
        if self._form.corrects or self._form.amends:
            return ()
        return tuple(one for one in self._alike if one.key not in self._form.judged)

    def comparisons(self) -> tuple[Comparison, ...]:
        """Return each of them beside the form."""
        return comparisons(self._form, self.alike(), self._desk, self.words)

    def take_over(self, key: str) -> None:
        """Say that an earlier applicant is this one, and fill what is empty from their last case."""
        for one in self.alike():
            if one.key == key:
                self._change(taken_over(self._form, one))

    def set_apart(self, key: str) -> None:
        """Say that an earlier applicant is somebody else; it is remembered with the draft."""
        for one in self.alike():
            if one.key == key:
                self._change(set_apart(self._form, one))

    # --- drafts ---------------------------------------------------------------------------------------------------

    def note_place(self, at: str, cursor: int) -> None:
        """Remember where the clerk is in the form."""
        if (at, cursor) != (self._form.at, self._form.cursor):
            self._form = msgspec.structs.replace(self._form, at=at, cursor=cursor)

    def save_draft(self) -> bool:
        """Keep what was typed as this clerk's draft; say whether there was anything to keep."""
        if self._form.blank:
            return False
        if self._draft_id and self._form == self._saved:
            # It is kept already, with the time of its last change.
            return True
        now, clerk = self._desk.now_ms(), self._desk.clerk().code
        self._draft_id = self._draft_id or uuid7(now)
        version = (self._pinned or self._desk.catalogue).version
        form = msgspec.structs.replace(self._form, catalogue=version)
        self._desk.store.drafts.save(clerk, written(self._desk, form, self._draft_id, now))
        self._desk.store.drafts.note_open(clerk, self._draft_id)
        self._form = self._saved = form
        self._saved_ms = now
        return True

    def save_if_changed(self) -> None:
        """Keep what was typed if it is not what was kept last."""
        if self._form != self._saved:
            self.save_draft()

    def drafts(self) -> tuple[DraftRow, ...]:
        """Return the drafts of whoever is signed in, the last saved first."""
        return draft_rows(self._desk, self.words)

    def drop_draft(self, draft_id: str) -> None:
        """Forget a draft; if it is the one before the clerk, the form is emptied too."""
        self._desk.store.drafts.drop(self._desk.clerk().code, draft_id)
        if draft_id == self._draft_id:
            self._clear()

    def reopen(self, draft_id: str = "") -> bool:
        """Go on with a draft of this clerk, the last one unless another is named, if there is one."""
        drafts = self._desk.store.drafts.of(self._desk.clerk().code)
        found = next((draft for draft in drafts if draft_id in {"", draft.id}), None)
        if found is not None:
            self._show_draft(found)
        return found is not None

    def resume(self) -> bool:
        """Go on with the draft that was before this clerk when the program ended, if there was one."""
        found = self._desk.store.drafts.open_one(self._desk.clerk().code)
        if found is not None:
            self._show_draft(found)
        return found is not None

    def _show_draft(self, draft: Draft) -> None:
        self._clear()
        self._form = self._saved = read(draft)
        self._draft_id, self._saved_ms = draft.id, draft.saved_ms
        self._desk.store.drafts.note_open(self._desk.clerk().code, draft.id)

    def rebase(self) -> bool:
        """Change a draft over to today's catalogue; what that dropped and added is told. False: it is not pinned.

        Raises:
            RuleBroken: `catalogue.unknown_matter`, `catalogue.withdrawn_matter`.
        """
        if self._pinned is None:
            return False
        before, after = self._matter(), self._desk.catalogue.matter(self._form.matter)
        change = rebase_of(before, after)
        version = self._desk.catalogue.version
        self._change(rebased(self._form, change, version))
        self._changed_over = self.words("draft.rebased", version=version, what=rebase_words(change, self.words))
        return True

    def _draft_notes(self) -> tuple[Note, ...]:
        """Return that the catalogue has changed since the draft was saved, or what changing over did."""
        if self._changed_over:
            return (Note(self._changed_over, Tone.OK),)
        if self._pinned is None:
            return ()
        try:
            change = rebase_of(self._matter(), self._desk.catalogue.matter(self._form.matter))
        except RuleBroken as gone:
            return (Note(self.words.error(gone), Tone.WARN),)
        what = rebase_words(change, self.words)
        return (Note(self.words("draft.pinned", version=self._desk.catalogue.version, what=what), Tone.WARN),)

    @property
    def _pinned(self) -> Catalogue | None:
        """The catalogue that the form keeps to, where its matter has changed since."""
        return None if self._form.corrects else pinned_catalogue(self._desk, self._form)

    # --- the matter ---------------------------------------------------------------------------------------------------

    def _matter(self) -> Matter | None:
        """Return the matter as it is today: one that was withdrawn since stays in view, and the act says why not."""
        if not self._form.matter:
            return None
        if self._form.corrects:
            return self._desk.matter_shown(the_case(self._desk, self._form.corrects).case)
        try:
            return (self._pinned or self._desk.catalogue).known_matter(self._form.matter)
        except RuleBroken:
            return unknown_matter(self._form.matter, "")

    def _matter_with(self, material: str) -> Matter | None:
        """Return the matter if this material is still on its checklist."""
        matter = self._matter()
        return matter if matter and any(one.code == material for one in matter.materials) else None

    def _review(self, matter: Matter) -> Review:
        handed = HandedIn(matter, self._form.marks_of(matter), self._form.answered(matter))
        return handed.reviewed(self._desk.today(), self._desk.calendar)

    def _card(self, matter: Matter) -> MatterCard:
        return MatterCard(
            code=matter.code,
            name=self.words.name(matter),
            summary=summary(self._desk, matter, self.words),
            package=matter.package is not None,
        )

    def _change(self, form: NewForm) -> None:
        self._form = form
        self._success = None
        self._failure = None
