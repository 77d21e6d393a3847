"""What the page of a new application shows, made from the form, the matter and the review."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from casework import deadlines, identity
from casework.acceptance import Answer, Review
from casework.catalogue import Matter
from casework.clock import CHINA, from_ms
from casework.deadline_words import day_words
from casework.errors import ProductError, RuleBroken
from casework.parties import DeliveryWay
from casework.scanned import compact
from counter_app.desk import owed
from counter_app.desk.bench import Desk
from counter_app.desk.checks import application_faults
from counter_app.presenters.alike_view import source_words
from counter_app.presenters.checklist_view import missing, progress, rows
from counter_app.presenters.due_view import due_view
from counter_app.presenters.fields import FIELD_OF, field_note
from counter_app.presenters.new_form import NewForm, application
from counter_app.presenters.new_keys import ACT_OF, outcome_keys
from counter_app.presenters.situation_view import questions, unanswered_note
from counter_app.presenters.views import (
    FIELD_KEYS,
    Collecting,
    Dress,
    DueView,
    FieldView,
    MatterCard,
    NewView,
    Note,
    Outcome,
    Printing,
    Tone,
)
from counter_app.presenters.wording import Words
from counter_app.store.search import Key
from printing.drivers.setting import PrinterSetting
from printing.model import Media, PaperKind

_WHOLE_ID = 18
_NEVER_RIGHT = frozenset({"desk.no_glyph", "desk.too_long"})
"""Faults that no further sign puts right; they are told while somebody types."""
_MOST_EARLIER = 99
_COLLECTING = {
    DeliveryWay.WINDOW: Collecting.WINDOW,
    DeliveryWay.COURIER: Collecting.MAIL,
    DeliveryWay.ELECTRONIC: Collecting.ELECTRONIC,
}
_PAPERS = {
    Answer.ACCEPT: owed.ACCEPTED,
    Answer.TOLERANCE: owed.TOLERATED,
    Answer.SUPPLEMENT: (*owed.RECEIVED, *owed.SUPPLEMENT),
    Answer.RECEIVE_ONLY: owed.RECEIVED,
}
_LIES = {PaperKind.RECEIPT_SLIP: frozenset({Media.ROLL_80, Media.ROLL_58})}
"""What a paper is printed on, where that is not A4."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything the view is made of; `pressed` says that an act was tried, so empty fields are now faults."""

    desk: Desk
    words: Words
    form: NewForm
    matter: Matter | None
    review: Review | None
    pressed: bool
    printer: str
    printers: tuple[PrinterSetting, ...]
    saved_ms: int


def new_view(shown: Shown) -> NewView:
    """Return the page without its error summary or success."""
    form, words = shown.form, shown.words
    faults = dict(_field_faults(shown))
    common = {
        "fields": tuple(_field(shown, key, faults) for key in FIELD_KEYS),
        "collecting": _COLLECTING[form.way],
        "authority_held": form.authority_held,
        "authority_text": words("new.authority"),
        "drafts": len(shown.desk.store.drafts.of(shown.desk.clerk().code)),
        "draft_saved": from_ms(shown.saved_ms).astimezone(CHINA) if shown.saved_ms else None,
        "outcomes": outcome_keys(shown.review, len(faults), shown.desk, words),
    }
    if shown.matter is None or shown.review is None:
        return NewView(missing=(Note(words("new.choose_matter"), Tone.OPEN),), **common)  # type: ignore[arg-type]
    unanswered = shown.review.unanswered
    notes = (*unanswered_note(unanswered, words), *missing(shown.review, words), *_field_gaps(shown, faults))
    return NewView(
        matter=MatterCard(
            code=shown.matter.code,
            name=words.name(shown.matter),
            summary=summary(shown.desk, shown.matter, words),
            package=shown.matter.package is not None,
        ),
        questions=questions(form, shown.matter, words),
        applicant_note=_earlier(shown),
        rows=rows(form, shown.matter, shown.review, words),
        progress=progress(form, shown.matter, shown.review, words),
        due=_due(shown, shown.matter),
        missing=notes or (Note(words("new.nothing_missing"), Tone.OK),),
        blocking=len(unanswered) + len(shown.review.gaps) + len(faults),
        prints_title=words(f"new.prints.{shown.review.suggested}"),
        prints=_prints(shown, shown.review.suggested),
        **common,  # type: ignore[arg-type]
    )


def correction_view(view: NewView, words: Words) -> NewView:
    """Return the page while the details of a case are put right: one key does it, and what is owed are new papers."""
    keys = tuple(
        Outcome(each.act, Dress.SUGGESTED, words("new.correct.reason"), words("new.correct.label"))
        if each.act == ACT_OF[Answer.ACCEPT]
        else Outcome(each.act, Dress.NOT_READY, words("new.correct.not_now"))
        for each in view.outcomes
    )
    notes = tuple(note for note in view.missing if note.tone is Tone.BAD) or (
        Note(words("new.correct.how"), Tone.HINT),
    )
    return replace(view, outcomes=keys, due=None, prints=(), missing=notes, blocking=0, applicant_note=None)


def summary(desk: Desk, matter: Matter, words: Words) -> str:
    """Return the second line of a matter's card: code, department, fee."""
    try:
        department = words.name(desk.catalogue.department(matter.department))
    except RuleBroken:
        department = matter.department
    fee = matter.fee.note_en if words.lang == "en" else matter.fee.note_zh
    parts = _parts(desk, matter)
    if not parts:
        return words("new.summary", code=matter.code, department=department, fee=fee)
    return words("new.summary_package", code=matter.code, department=department, parts=parts, fee=fee)


def _parts(desk: Desk, matter: Matter) -> int:
    """Return how many parts the matter's package has; 0 for none, or for one that today's catalogue dropped."""
    packages = [package for package in desk.catalogue.packages if package.code == matter.package]
    return len(packages[0].components) if packages else 0


def _due(shown: Shown, matter: Matter) -> DueView:
    desk, words = shown.desk, shown.words
    committed = deadlines.due_on(desk.today(), matter.committed_days, desk.calendar)
    statutory = deadlines.due_on(desk.today(), matter.statutory_days, desk.calendar)
    view = due_view(committed, statutory, words.lang)
    if not matter.special_procedures:
        return view
    names = [each.name_en if words.lang == "en" else each.name_zh for each in matter.special_procedures]
    special = words("due.special", procedures=(", " if words.lang == "en" else "、").join(names))
    joined = f"{view.sentence} {special}" if words.lang == "en" else f"{view.sentence}{special}"
    return DueView(**{**{name: getattr(view, name) for name in DueView.__slots__}, "sentence": joined})


def _prints(shown: Shown, answer: Answer) -> tuple[Printing, ...]:
    counts: dict[str, int] = {}
    for intent in _PAPERS.get(answer, ()):
        counts[intent.paper] = counts.get(intent.paper, 0) + 1
    words = shown.words
    return tuple(
        Printing(words("paper.copies", paper=words(f"paper.{paper}"), count=count), _where(shown, paper))
        for paper, count in counts.items()
    )


def _where(shown: Shown, paper: str) -> str:
    """Return what the printer of a paper is called: by its own name where what lies in it is set."""
    lies = _LIES.get(PaperKind(paper), frozenset({Media.A4_PORTRAIT}))
    named = (one.name for one in shown.printers if one.media & lies)
    return next(named, "") or shown.words(f"printer.{'folder' if shown.printer == 'folder' else 'ipp'}")


# --- fields ------------------------------------------------------------------------------------------------------


def _field_faults(shown: Shown) -> Iterator[tuple[str, ProductError]]:
    """Yield what is wrong in the fields, by the page's keys; the checklist has its own rows."""
    if shown.matter is None:
        return
    form = application(shown.form, shown.matter, commitment=False)
    for fault in application_faults(form, shown.matter, shown.desk.today()):
        key = FIELD_OF.get(fault.field)
        if key is not None:
            yield key, fault.error


def _field(shown: Shown, key: str, faults: dict[str, ProductError]) -> FieldView:
    value = shown.form.field(key)
    error = faults.get(key)
    if error is not None and (shown.pressed or error.code in _NEVER_RIGHT or _typed_in_full(key, value)):
        return FieldView(key, value, Note(shown.words.error(error), Tone.BAD))
    if error is None and shown.matter is not None and value.strip():
        return FieldView(key, value, field_note(key, value, shown.words))
    return FieldView(key, value)


def _typed_in_full(key: str, value: str) -> bool:
    """Whether a number is as long as it gets, so that a fault in it is not just its end still missing."""
    return key in {"code", "agent_id"} and len(compact(value)) >= _WHOLE_ID


def _field_gaps(shown: Shown, faults: dict[str, ProductError]) -> tuple[Note, ...]:
    """Return the wrong fields one by one, and those that are empty in one line."""
    words = shown.words
    typed = [key for key in faults if shown.form.field(key).strip()]
    empty = [words(f"field.{key}") for key in faults if key not in typed]
    notes = [Note(words("new.field_wrong", field=words(f"field.{key}")), Tone.BAD) for key in typed]
    if empty:
        joined = (", " if words.lang == "en" else "、").join(empty)
        notes.append(Note(words("new.field_empty", field=joined), Tone.OPEN))
    return tuple(notes)


def _earlier(shown: Shown) -> Note | None:
    """Return that this applicant was here before, found by the number, and what was taken from then."""
    taken = source_words(shown.form, shown.desk, shown.words)
    number = compact(shown.form.field("code"))
    if not number or not _is_whole(number):
        return Note(taken, Tone.SOURCE) if taken else None
    before = shown.desk.store.search.by(Key.APPLICANT_ID, number, _MOST_EARLIER)
    if not before:
        return Note(taken, Tone.SOURCE) if taken else None
    if taken:
        return Note(shown.words("new.earlier_taken", count=len(before), taken=taken), Tone.SOURCE)
    day = day_words(before[0].case.received_on, shown.words.lang, beside=shown.desk.today())
    return Note(shown.words("new.earlier", count=len(before), day=day), Tone.SOURCE)


def _is_whole(number: str) -> bool:
    for check in (identity.check_uscc, identity.check_resident_id):
        try:
            check(number)
        except RuleBroken:
            continue
        return True
    return False
