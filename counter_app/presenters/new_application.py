"""The page of a new application: what the clerk typed, what it comes to, and the acts that end it.

Without Qt: the page calls the methods and draws `view()`. An act either becomes durable and leaves a fresh form, or
leaves everything typed and a list of what to put right.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from casework.acceptance import Answer, GapKind, unanswered_error
from casework.case_state import Case
from casework.contract import ClerkCard
from casework.errors import ProductError, RuleBroken, Trouble
from casework.facts import Missing
from counter_app.changes import Changes, Done
from counter_app.desk.accept import accept
from counter_app.desk.amend import draft_of, refused_event, restate_opening
from counter_app.desk.bench import Desk
from counter_app.desk.checks import Fault, FormRefused, refuse_if
from counter_app.desk.completeness import HandedIn, gap_faults
from counter_app.desk.correct import correct, correctable, correction_faults
from counter_app.desk.forms import ApplicationForm, CorrectForm, NotRequiredForm, RefuseForm, SupplementForm
from counter_app.desk.recording import the_case
from counter_app.desk.refuse import decide, say_not_required
from counter_app.desk.supplement import tell
from counter_app.desk.take_in import take_in
from counter_app.desk.undo import UNDO_S, undo
from counter_app.presenters.form_at_hand import MarkChange
from counter_app.presenters.form_scans import FormWithScans
from counter_app.presenters.new_form import NewForm, application, form_of
from counter_app.presenters.new_keys import ACT_OF
from counter_app.presenters.new_outcome import failure, success
from counter_app.presenters.new_view import Shown, correction_view, new_view
from counter_app.presenters.views import Dress, NewView, Outcome
from counter_app.store.cases import Projected

__all__ = ["MarkChange", "NewPresenter"]


@dataclass(frozen=True, slots=True)
class _Done:
    """The last act that can be undone: its case, the form it was made from, and when."""

    case_id: str
    form: NewForm
    at_ms: int


class NewPresenter(FormWithScans):
    """One form at a time; `say` gives the language in force."""

    _done: _Done | None = None

    def put_away(self) -> None:
        """Take the form from the screen; whoever comes next undoes nothing."""
        super().put_away()
        self._done = None

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

    def correct_details(self, case_id: str) -> None:
        """Open the form of a case whose details are to be put right, with what is known of it.

        Raises:
            RuleBroken: `desk.no_such_case`, or `case.stage`: it is too late for a correction at a window.
        """
        case = correctable(self._desk, case_id)
        known = ApplicationForm(
            matter=case.matter,
            applicant=case.applicant,
            agent=case.agent,
            materials=case.materials,
            delivery=case.delivery,
            situation=case.situation,
        )
        self.begin()
        self._form = form_of(known, corrects=case_id)

    # --- the acts -------------------------------------------------------------------------------------------------

    def accept(self) -> Changes | None:
        """Accept (受理)."""
        return self._act(Answer.ACCEPT, self._accept)

    def _accept(self, form: ApplicationForm) -> Done[Projected]:
        return accept(self._desk, form, draft=self._draft_id)

    def accept_with_tolerance(self) -> Changes | None:
        """Accept with tolerance (容缺受理); pressing it says that the commitment was signed."""
        return self._act(Answer.TOLERANCE, self._accept, commitment=True)

    def receive(self) -> Changes | None:
        """Take the papers in without accepting (先收件)."""
        return self._act(Answer.RECEIVE_ONLY, lambda form: take_in(self._desk, form, draft=self._draft_id))

    def supplement(self) -> Changes | None:
        """Take the papers in and tell the applicant everything that is missing (补正告知)."""
        return self._act(Answer.SUPPLEMENT, self._supplement)

    def not_accept(self, grounds: tuple[str, ...], remedies: tuple[str, ...], competent_body: str) -> Changes | None:
        """Take the papers in and decide not to accept (不予受理)."""

        def act(form: ApplicationForm) -> Done[Projected]:
            _stated(grounds)

            def further(desk: Desk, clerk: ClerkCard, case_id: str) -> None:
                said = RefuseForm(case_id=case_id, grounds=grounds, remedies=remedies, competent_body=competent_body)
                decide(desk, clerk, said)

            return take_in(self._desk, form, draft=self._draft_id, further=further)

        return self._act(Answer.NOT_ACCEPT, act)

    def not_required(self, reason: str) -> Changes | None:
        """Take the papers in and say that no licence is needed (不受理)."""

        def act(form: ApplicationForm) -> Done[Projected]:
            _stated((reason,))

            def further(desk: Desk, clerk: ClerkCard, case_id: str) -> None:
                say_not_required(desk, clerk, NotRequiredForm(case_id=case_id, reason=reason))

            return take_in(self._desk, form, draft=self._draft_id, further=further)

        return self._act(Answer.NOT_REQUIRED, act)

    def _supplement(self, form: ApplicationForm) -> Done[Projected]:
        handed = HandedIn(self._desk.catalogue.matter(form.matter), form.materials, form.situation)
        found = handed.reviewed(self._desk.today(), self._desk.calendar)
        gaps = found.gaps
        unseen = [gap for gap in gaps if gap.kind is GapKind.NOT_LOOKED_AT]
        if found.unanswered or unseen or not gaps:
            # A notice must name everything at once, so nothing may be left open that nobody asked or looked at.
            faults = [Fault(f"situation.{one.code}", unanswered_error(one)) for one in found.unanswered]
            faults += [Fault(f"materials.{gap.material.code}", RuleBroken(gap.code, **gap.details)) for gap in unseen]
            raise FormRefused(faults or [Fault("items", RuleBroken("supplement.nothing_listed"))])
        items = tuple(
            Missing(material=gap.material.code, problem=gap.say().rstrip("。"), remedy=gap.remedy().rstrip("。"))
            for gap in gaps
        )
        return take_in(
            self._desk,
            form,
            draft=self._draft_id,
            further=lambda desk, clerk, case_id: tell(desk, clerk, SupplementForm(case_id=case_id, items=items)),
        )

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
            if self._pinned is not None:
                raise FormRefused([Fault("", RuleBroken("desk.draft_pinned", version=self._desk.catalogue.version))])
            if self._form.corrects:
                raise FormRefused([Fault("", RuleBroken("correct.only_correct"))])
            if self._form.amends:
                act = self._restating(answer)
            form = self._form
            done = act(application(form, matter, commitment=commitment))
        except ProductError as refused:
            self._failure = failure(answer, self._all_faults(answer, refused, commitment=commitment), self._shown())
            return None
        title = "new.done.amended" if self._form.amends else f"new.done.{ACT_OF[answer]}"
        self._finish(title, done.value.case)
        if not form.amends:
            self._done = _Done(done.value.case.id, form, self._desk.now_ms())
        return done.changes

    # --- taking it back ---

    def undo_words(self) -> str:
        """Return how long the last act can still be undone, counted in words; empty when it cannot."""
        left = self._undo_left_s()
        return self.words("undo.left", seconds=self.words(f"count.{left}")) if left else ""

    def _undo_left_s(self) -> int:
        if self._done is None:
            return 0
        passed = (self._desk.now_ms() - self._done.at_ms) // 1000
        # A clock that was set back ends it too.
        return UNDO_S - passed if 0 <= passed < UNDO_S else 0

    def undo(self) -> tuple[Changes | None, str]:
        """Take the last act back and open its form again; return what changed and what is to be said.

        What stands in the form by now stays among the drafts.
        """
        done = self._done
        if done is None or not self._undo_left_s():
            return None, self.words.error(RuleBroken("undo.over"))
        try:
            self.save_draft()
            undone = undo(self._desk, done.case_id)
        except ProductError as refused:
            return None, self.words.error(refused)
        self._clear()
        self._done = None
        self._form = done.form
        with suppress(Trouble):
            # The window saves it again within the second, and tells if it cannot.
            self.save_draft()
        key = "undo.take_back" if undone.value.printed else "undo.done"
        number = undone.value.case.case.number
        return undone.changes, self.words(key, number=number, count=undone.value.printed)

    def _finish(self, title: str, case: Case) -> None:
        draft, self._draft_id = self._draft_id, ""
        if draft and (self._form.amends or self._form.corrects):
            # An opening ended its draft itself; these may be stated twice without harm.
            self._desk.store.drafts.drop(self._desk.clerk().code, draft)
        self._clear()
        self._success = success(title, case, self._desk, self.words)

    @property
    def correcting_details(self) -> bool:
        """Whether the form puts the details of a case right."""
        return bool(self._form.corrects)

    def may_correct(self) -> bool:
        """Whether only the reason is missing; if not, the view tells what else is."""
        self._pressed = True
        try:
            case = correctable(self._desk, self._form.corrects)
            refuse_if(correction_faults(self._desk, case, self._correction("")))
        except ProductError as refused:
            self._refuse_correction(refused)
            return False
        return True

    def correct_for(self, reason: str) -> Changes | None:
        """State the correction with its reason; None says that it was refused and that the view tells why."""
        try:
            done = correct(self._desk, self._correction(reason))
        except ProductError as refused:
            self._refuse_correction(refused)
            return None
        if self._done is not None and self._done.case_id == done.value.case.id:
            # What was corrected went on, and can no longer be undone.
            self._done = None
        self._finish("new.done.corrected", done.value.case)
        return done.changes

    def _correction(self, reason: str) -> CorrectForm:
        said = application(self._form, self._desk.matter_shown(self._corrected()), commitment=False)
        return CorrectForm(
            case_id=self._form.corrects,
            applicant=said.applicant,
            agent=said.agent,
            delivery=said.delivery,
            materials=said.materials,
            reason=reason,
            situation=said.situation,
        )

    def _corrected(self) -> Case:
        return the_case(self._desk, self._form.corrects).case

    def _refuse_correction(self, refused: ProductError) -> None:
        faults = refused.faults if isinstance(refused, FormRefused) else (Fault("", refused),)
        self._failure = failure(None, faults, self._shown())

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
            handed = HandedIn(matter, form.materials, form.situation)
            gaps = gap_faults(handed, self._desk.today(), self._desk.calendar)
            faults += [fault for fault in gaps if fault.field not in named]
        return tuple(faults)

    # --- what is shown --------------------------------------------------------------------------------------------

    def view(self) -> NewView:
        """Return the page as it stands."""
        shown = new_view(self._shown())
        correcting = ""
        if self._form.amends:
            correcting = self.words("new.correcting", number=self._number())
        elif self._form.corrects:
            shown = correction_view(shown, self.words)
            correcting = self.words("new.correcting_details", number=self._corrected().number)
        if self._pinned is not None:
            waits = self.words("draft.first")
            shown = replace(shown, outcomes=tuple(Outcome(each.act, Dress.NOT_READY, waits) for each in shown.outcomes))
        missing = (*self._draft_notes(), *shown.missing)
        return replace(
            shown,
            typed=self._typed,
            failure=self._failure,
            success=self._success,
            correcting=correcting,
            missing=missing,
            alike=len(self.alike()),
            can_undo=self._undo_left_s() > 0,
        )

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
            printers=self._printers,
            saved_ms=self._saved_ms,
        )


def _stated(reasons: tuple[str, ...]) -> None:
    """Refuse a no without a reason before anything is written."""
    if not any(reason.strip() for reason in reasons):
        raise FormRefused([Fault("grounds", RuleBroken("refuse.no_grounds"))])
