"""The states that are drawn, by the names of the design's pictures."""

from dataclasses import replace

from counter_app.presenters.list_views import Asked, GroupCount
from counter_app.presenters.views import FIELD_KEYS, FieldView, MarkColumn, NewView, Success
from counter_app.ui.acts import Scope
from counter_app.ui.gallery.around_states import AROUND
from counter_app.ui.gallery.case_world import case_view
from counter_app.ui.gallery.gallery import Gallery
from counter_app.ui.gallery.list_world import list_view
from counter_app.ui.gallery.new_world import Pick, failed_view, new_view
from counter_app.ui.gallery.outbox_world import outbox_view
from counter_app.ui.gallery.paper_world import PAPERS
from counter_app.ui.gallery.state import Prepare, State, at, go

_NO_FIELDS = tuple(FieldView(key) for key in FIELD_KEYS)


class NoRows:
    """A list with nothing in it."""

    def groups(self, _asked: Asked) -> tuple[GroupCount, ...]:
        """Return no group."""
        return ()

    def page(self, _asked: Asked, _offset: int, _limit: int) -> tuple[()]:
        """Return no row."""
        return ()


def _new(gallery: Gallery, t: Pick) -> None:
    go(gallery, t, Scope.NEW)
    gallery.new.go_to_target(f"M04/{MarkColumn.COPIES}")


def _part(scope: Scope, number: int) -> Prepare:
    def prepare(gallery: Gallery, t: Pick) -> None:
        go(gallery, t, scope)
        gallery.shell.page().go_to_part(number)

    return prepare


def _failed(gallery: Gallery, t: Pick) -> None:
    go(gallery, t, Scope.NEW)
    gallery.new.show_view(failed_view(t))


def _mend(gallery: Gallery, t: Pick) -> None:
    gallery.new.show_view(new_view(t))


def _empty_form(gallery: Gallery, t: Pick) -> None:
    go(gallery, t, Scope.NEW)
    gallery.new.show_view(NewView(fields=_NO_FIELDS, outcomes=new_view(t).outcomes))


def _accepted(gallery: Gallery, t: Pick) -> None:
    go(gallery, t, Scope.NEW)
    success = Success(
        t("已受理", "Accepted"),
        "510600-W03-260922-0017-KB",
        (
            t("受理通知书 2 份正在激光打印机打印", "2 acceptance notices are printing on the laser"),
            t("10 秒内可撤销：Alt+Z", "Undo within 10 seconds: Alt+Z"),
        ),
    )
    gallery.new.show_view(NewView(fields=_NO_FIELDS, outcomes=new_view(t).outcomes, success=success))


def _empty_list(gallery: Gallery, t: Pick) -> None:
    go(gallery, t, Scope.LIST)
    gallery.list.show_view(replace(list_view(t), source=NoRows(), preview=None))


def _empty_outbox(gallery: Gallery, t: Pick) -> None:
    go(gallery, t, Scope.OUTBOX)
    gallery.outbox.show_view(replace(outbox_view(t), source=NoRows(), contested=None, questions=()))


def _open_side(scope: Scope) -> Prepare:
    def prepare(gallery: Gallery, t: Pick) -> None:
        go(gallery, t, scope)
        gallery.shell.page().turn_side()

    return prepare


def _fold_side(gallery: Gallery, _t: Pick) -> None:
    gallery.shell.page().turn_side()


def _new_case(gallery: Gallery, t: Pick) -> None:
    go(gallery, t, Scope.CASE)
    gallery.case.show_view(replace(case_view(t), answer=None, question=None, prints=()))


PAGES = (
    State("7-signin", at(Scope.LOCK), every_size=True),
    State("1-new", _new, every_size=True),
    State("1-new-part1", _part(Scope.NEW, 1)),
    State("1-new-part2", _part(Scope.NEW, 2)),
    State("1-new-part3", _part(Scope.NEW, 3)),
    State("1-new-part5", _part(Scope.NEW, 5)),
    State("1-new-side", _open_side(Scope.NEW), _fold_side, every_size=True),
    State("1-new-empty", _empty_form, _mend),
    State("1-new-accepted", _accepted, _mend),
    State("8-error", _failed, _mend, every_size=True),
    State("2-list", at(Scope.LIST), every_size=True),
    State("2-list-side", _open_side(Scope.LIST), _fold_side, every_size=True),
    State("2-list-empty", _empty_list),
    State("3-case", at(Scope.CASE), every_size=True),
    State("3-case-part1", _part(Scope.CASE, 1)),
    State("3-case-part2", _part(Scope.CASE, 2)),
    State("3-case-part3", _part(Scope.CASE, 3), every_size=True),
    State("3-case-part4", _part(Scope.CASE, 4)),
    State("3-case-unanswered", _new_case),
    State("4-outbox", at(Scope.OUTBOX), every_size=True),
    State("4-outbox-side", _open_side(Scope.OUTBOX), _fold_side, every_size=True),
    State("4-outbox-empty", _empty_outbox),
)

STATES = (*PAGES, *AROUND, *PAPERS)
