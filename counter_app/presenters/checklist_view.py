"""The checklist of a new application as rows: what is there, what is short, what may follow."""

from casework.acceptance import Deferred, Gap, GapKind, Review, pieces
from casework.catalogue import Material, Matter
from casework.deadline_words import day_words
from casework.materials import MaterialMark
from counter_app.presenters.new_form import NewForm
from counter_app.presenters.views import NO_MARK, Mark, MaterialRow, Note, Tone
from counter_app.presenters.wording import Words


def rows(form: NewForm, matter: Matter, review: Review, words: Words) -> tuple[MaterialRow, ...]:
    """Return one row for each material that the matter asks for in this situation, in its order."""
    gaps = {gap.material.code: gap for gap in review.gaps}
    deferred = {each.material.code: each for each in review.deferred}
    return tuple(
        MaterialRow(
            number=number,
            code=material.code,
            name=words.name(material),
            state=_state(
                form.mark(material.code), material, gaps.get(material.code), deferred.get(material.code), words
            ),
            originals=_originals(form.mark(material.code), material, words),
            sheets=("text",) * min(form.pages(material.code), 2),
            pages=form.pages(material.code),
            copies=_count(form.mark(material.code).copies, material.copies, form.mark(material.code)),
            electronic=Mark(word=words("new.verified"), tone=Tone.OK)
            if form.mark(material.code).electronic
            else NO_MARK,
            later=_later(material, deferred.get(material.code), words),
        )
        for number, material in enumerate(matter.asked(form.answered(matter)), start=1)
    )


def progress(form: NewForm, matter: Matter, review: Review, words: Words) -> str:
    """Return how far the checklist is, in numbers."""
    open_count = sum(gap.kind is GapKind.NOT_LOOKED_AT for gap in review.gaps)
    short = len(review.gaps) - open_count
    later = len(review.deferred)
    count = len(matter.asked(form.answered(matter)))
    return words(
        "new.progress", count=count, done=count - short - later - open_count, short=short, later=later, open=open_count
    )


def missing(review: Review, words: Words) -> tuple[Note, ...]:
    """Return what is missing, worst first, as the right column lists it; what nobody looked at is one line."""
    found = [gap for gap in review.gaps if gap.kind is not GapKind.NOT_LOOKED_AT]
    unseen = [gap for gap in review.gaps if gap.kind is GapKind.NOT_LOOKED_AT]
    notes = [_missing(gap, words) for gap in found]
    if unseen:
        places = (", " if words.lang == "en" else "、").join(str(gap.place) for gap in sorted(unseen, key=_place))
        notes.append(Note(words("new.item", place=places, what=words("new.not_looked_at")), Tone.OPEN))
    return tuple(notes)


def _place(gap: Gap) -> int:
    return gap.place


def _missing(gap: Gap, words: Words) -> Note:
    follow = "new.item_may_follow" if gap.deferrable else "new.item_may_not"
    return Note(words(follow, place=gap.place, what=_lacks(gap, words)), Tone.BAD)


def _lacks(gap: Gap | Deferred, words: Words) -> str:
    return words("new.lacks", pieces=pieces(gap.originals, gap.copies, words.lang))


def _state(mark: MaterialMark, material: Material, gap: Gap | None, deferred: Deferred | None, words: Words) -> Note:
    if deferred is not None:
        return Note(words("new.follows", day=day_words(deferred.follows_by, words.lang)), Tone.WARN)
    if gap is not None and gap.kind is GapKind.NOT_LOOKED_AT:
        return Note(words("new.not_looked_at"), Tone.OPEN)
    if gap is not None:
        return Note(_lacks(gap, words), Tone.BAD)
    if mark.electronic:
        return Note(words("new.complete_electronic"), Tone.OK)
    if not material.required and not (mark.originals or mark.copies):
        return Note(words("new.not_needed"), Tone.HINT)
    return Note(words("new.complete"), Tone.OK)


def _originals(mark: MaterialMark, material: Material, words: Words) -> Mark:
    if material.originals:
        return _count(mark.originals, material.originals, mark)
    return Mark(word=words("new.seen"), tone=Tone.OK, ticked=True) if mark.seen else NO_MARK


def _count(have: int, need: int, mark: MaterialMark) -> Mark:
    if not need and not have:
        return NO_MARK
    short = have < need and not mark.electronic
    wrong = short and mark.looked_at and mark.follows_by is None
    return Mark(have=have, need=need, ticked=not short, wrong=wrong, tone=Tone.BAD if wrong else Tone.PLAIN)


def _later(material: Material, deferred: Deferred | None, words: Words) -> Mark:
    if deferred is not None:
        day = deferred.follows_by
        return Mark(word=f"{day.month}-{day.day:02d}", tone=Tone.WARN, ticked=True)
    return Mark(word=words("new.may_follow" if material.deferrable else "new.may_not_follow"), tone=Tone.HINT)
