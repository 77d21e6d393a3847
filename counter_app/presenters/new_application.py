"""The page of a new application: what the clerk typed, what it comes to, and the acts that end it.

Without Qt: the page calls the methods and draws `view()`. An act either becomes durable and leaves a fresh form, or
leaves everything typed and a list of what to put right.
"""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

import msgspec

from casework.acceptance import Answer, GapKind, Review, review
from casework.catalogue import Matter, unknown_matter
from casework.errors import ProductError, RuleBroken, Trouble
from casework.facts import Missing
from casework.ids import uuid7
from casework.parties import DeliveryWay
from casework.search import MatterIndex, index_matters
from counter_app.changes import Changes, Done
from counter_app.desk.accept import accept
from counter_app.desk.amend import draft_of, refused_event, restate_opening
from counter_app.desk.bench import Desk
from counter_app.desk.checks import Fault, FormRefused
from counter_app.desk.completeness import gap_faults
from counter_app.desk.forms import ApplicationForm, NotRequiredForm, RefuseForm, SupplementForm
from counter_app.desk.refuse import not_required, refuse
from counter_app.desk.supplement import request_supplement
from counter_app.desk.take_in import take_in
from counter_app.presenters.new_form import NewForm, application, as_required, counted, form_of, toggled
from counter_app.presenters.new_keys import ACT_OF
from counter_app.presenters.new_outcome import failure, success
from counter_app.presenters.new_view import Shown, new_view, summary
from counter_app.presenters.views import Failure, MarkColumn, MatterCard, NewView, Success
from counter_app.presenters.wording import Words
from counter_app.store.cases import Projected
from counter_app.store.drafts import Draft

MOST_MATCHES = 8


class MarkChange(StrEnum):
    """What a key does to a cell of the checklist."""

    TOGGLE = "toggle"
    MORE = "more"
    LESS = "less"


class NewPresenter:
    """One form at a time; `say` gives the language in force."""

    def __init__(self, desk: Desk, index: MatterIndex, words: Words, printer: str) -> None:
        self._desk = desk
        self._index = index
        self._indexed = desk.catalogue
        self._printer = printer
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

    @property
    def form(self) -> NewForm:
        """What was typed so far."""
        return self._form

    # --- what the clerk does --------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Start over with an empty form; the draft of the one before stays among the drafts."""
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
        matter = self._desk.catalogue.matter(code)
        self._change(self._form.with_matter(matter.code))

    def edit(self, key: str, value: str) -> None:
        """Put a value into a field."""
        self._change(self._form.with_field(key, value))

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

    # --- drafts ---------------------------------------------------------------------------------------------------

    def save_draft(self) -> bool:
        """Keep what was typed as this clerk's draft; say whether there was anything to keep."""
        if self._form.blank:
            return False
        now = self._desk.now_ms()
        self._draft_id = self._draft_id or uuid7(now)
        matter = self._matter()
        title = " ".join(part for part in (matter.name_zh if matter else "", self._form.field("name")) if part)
        draft = Draft(
            id=self._draft_id,
            matter=self._form.matter,
            title=title,
            saved_ms=now,
            content=msgspec.json.encode(self._form),
        )
        self._desk.store.drafts.save(self._desk.clerk().code, draft)
        self._saved_ms = now
        return True

    def save_if_changed(self) -> None:
        """Keep what was typed if it is not what was kept last."""
        if self._form != self._saved and self.save_draft():
            self._saved = self._form

    def reopen(self) -> bool:
        """Go on with this clerk's last draft, if there is one."""
        drafts = self._desk.store.drafts.of(self._desk.clerk().code)
        if not drafts:
            return False
        self._clear()
        self._form = msgspec.json.decode(drafts[0].content, type=NewForm)
        self._draft_id, self._saved_ms = drafts[0].id, drafts[0].saved_ms
        return True

    def correct(self, event_id: str) -> None:
        """Open the form of an opening that the server refused, to be put right and stated anew.

        Raises:
            RuleBroken: as `amend.refused_event`, or `amend.no_form`.
        """
        event = refused_event(self._desk, event_id).event()
        if event is None:
            raise RuleBroken("amend.no_form")
        form = form_of(draft_of(event), event_id)
        self._clear()
        self._form = form

    # --- the acts -------------------------------------------------------------------------------------------------

    def accept(self) -> Changes | None:
        """Accept (受理)."""
        return self._act(Answer.ACCEPT, lambda form: accept(self._desk, form))

    def accept_with_tolerance(self) -> Changes | None:
        """Accept with tolerance (容缺受理); pressing it says that the commitment was signed."""
        return self._act(Answer.TOLERANCE, lambda form: accept(self._desk, form), commitment=True)

    def receive(self) -> Changes | None:
        """Take the papers in without accepting (先收件)."""
        return self._act(Answer.RECEIVE_ONLY, lambda form: take_in(self._desk, form))

    def supplement(self) -> Changes | None:
        """Take the papers in and tell the applicant everything that is missing (补正告知)."""
        return self._act(Answer.SUPPLEMENT, self._supplement)

    def not_accept(self, grounds: tuple[str, ...], remedies: tuple[str, ...], competent_body: str) -> Changes | None:
        """Take the papers in and decide not to accept (不予受理)."""

        def act(form: ApplicationForm) -> Done[Projected]:
            _stated(grounds)
            taken = take_in(self._desk, form)
            said = RefuseForm(
                case_id=taken.value.case.id, grounds=grounds, remedies=remedies, competent_body=competent_body
            )
            return refuse(self._desk, said)

        return self._act(Answer.NOT_ACCEPT, act)

    def not_required(self, reason: str) -> Changes | None:
        """Take the papers in and say that no licence is needed (不受理)."""

        def act(form: ApplicationForm) -> Done[Projected]:
            _stated((reason,))
            taken = take_in(self._desk, form)
            return not_required(self._desk, NotRequiredForm(case_id=taken.value.case.id, reason=reason))

        return self._act(Answer.NOT_REQUIRED, act)

    def _supplement(self, form: ApplicationForm) -> Done[Projected]:
        matter = self._desk.catalogue.matter(form.matter)
        gaps = review(matter, form.materials, self._desk.today(), self._desk.calendar).gaps
        unseen = [gap for gap in gaps if gap.kind is GapKind.NOT_LOOKED_AT]
        if unseen or not gaps:
            # A notice must name everything at once, so nothing may be left that nobody looked at.
            faults = [Fault(f"materials.{gap.material.code}", RuleBroken(gap.code, **gap.details)) for gap in unseen]
            raise FormRefused(faults or [Fault("items", RuleBroken("supplement.nothing_listed"))])
        taken = take_in(self._desk, form)
        items = tuple(
            Missing(material=gap.material.code, problem=gap.say().rstrip("。"), remedy=gap.remedy().rstrip("。"))
            for gap in gaps
        )
        return request_supplement(self._desk, SupplementForm(case_id=taken.value.case.id, items=items))

    def _act(
        self, answer: Answer, act: Callable[[ApplicationForm], Done[Projected]], *, commitment: bool = False
    ) -> Changes | None:
        """Do an act; None says that it was refused and that the view tells why."""
        self._pressed = True
        self._success = None
        try:
            matter = self._desk.catalogue.matter(self._form.matter) if self._form.matter else None
            if matter is None:
                raise FormRefused([Fault("matter", RuleBroken("desk.no_matter"))])
            if self._form.amends:
                act = self._restating(answer)
            done = act(application(self._form, matter, commitment=commitment))
        except ProductError as refused:
            self._failure = failure(answer, self._all_faults(answer, refused, commitment=commitment), self._shown())
            return None
        title = "new.done.amended" if self._form.amends else f"new.done.{ACT_OF[answer]}"
        draft, self._draft_id = self._draft_id, ""
        if draft:
            self._desk.store.drafts.drop(self._desk.clerk().code, draft)
        self._clear()
        self._success = success(title, done.value.case, self._desk, self.words)
        return done.changes

    def _restating(self, answer: Answer) -> Callable[[ApplicationForm], Done[Projected]]:
        """Return the one act that ends a correction; what followed the refused opening follows the new one."""
        if answer not in {Answer.ACCEPT, Answer.TOLERANCE, Answer.RECEIVE_ONLY}:
            raise FormRefused([Fault("", RuleBroken("amend.only_restate"))])
        event_id = self._form.amends
        return lambda form: restate_opening(self._desk, event_id, form)

    def _all_faults(self, answer: Answer, refused: ProductError, *, commitment: bool) -> tuple[Fault, ...]:
        """Return what the form lacks and, for an acceptance, what the checklist lacks: everything at once.

        What the disk refused is alone: nothing on the form can put it right.
        """
        faults = list(refused.faults) if isinstance(refused, FormRefused) else [Fault("", refused)]
        if isinstance(refused, Trouble):
            return tuple(faults)
        matter = self._matter()
        if matter is not None and answer in {Answer.ACCEPT, Answer.TOLERANCE}:
            named = {fault.field for fault in faults}
            form = application(self._form, matter, commitment=commitment)
            gaps = gap_faults(matter, form.materials, self._desk.today(), self._desk.calendar)
            faults += [fault for fault in gaps if fault.field not in named]
        return tuple(faults)

    # --- what is shown --------------------------------------------------------------------------------------------

    def view(self) -> NewView:
        """Return the page as it stands."""
        shown = new_view(self._shown())
        correcting = self.words("new.correcting", number=self._number()) if self._form.amends else ""
        return replace(shown, typed=self._typed, failure=self._failure, success=self._success, correcting=correcting)

    def _number(self) -> str:
        entry = self._desk.store.journal.entry(self._form.amends)
        projected = self._desk.store.cases.get(entry.case_id) if entry is not None else None
        return projected.case.number if projected is not None else ""

    def _shown(self) -> Shown:
        matter = self._matter()
        return Shown(
            desk=self._desk,
            words=self.words,
            form=self._form,
            matter=matter,
            review=self._review(matter) if matter else None,
            pressed=self._pressed,
            printer=self._printer,
            saved_ms=self._saved_ms,
        )

    def _matter(self) -> Matter | None:
        """Return the matter as it is today: one that was withdrawn since stays in view, and the act says why not."""
        if not self._form.matter:
            return None
        try:
            return self._desk.catalogue.known_matter(self._form.matter)
        except RuleBroken:
            return unknown_matter(self._form.matter, "")

    def _matter_with(self, material: str) -> Matter | None:
        """Return the matter if this material is still on its checklist."""
        matter = self._matter()
        return matter if matter and any(one.code == material for one in matter.materials) else None

    def _review(self, matter: Matter) -> Review:
        return review(matter, self._form.marks_of(matter), self._desk.today(), self._desk.calendar)

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


def _stated(reasons: tuple[str, ...]) -> None:
    """Refuse a no without a reason before anything is written."""
    if not any(reason.strip() for reason in reasons):
        raise FormRefused([Fault("grounds", RuleBroken("refuse.no_grounds"))])
