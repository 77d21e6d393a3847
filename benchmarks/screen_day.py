"""A day at the window as a list of acts: forms filled and accepted, lists filtered, cases opened, the outbox."""

import random
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, cast

from benchmarks.demo.people import Town
from benchmarks.demo.plan import SEED

if TYPE_CHECKING:
    from counter_app.ui.desk_window import DeskWindow

_MATTER = "AGR-006"


def day(window: object, cases: int) -> Iterator[Callable[[], None]]:
    """Give the acts of a day with so many cases."""
    desk = cast("DeskWindow", window)
    town = Town(random.Random(SEED))  # noqa: S311 - invented people, nothing to guard
    for number in range(cases):
        yield lambda: desk.do("new")
        yield from _form(desk, town)
        yield lambda: desk.do("accept")
        yield lambda: desk.do("work_list")
        yield lambda: desk.list_page.filter_edited.emit("公司")
        yield lambda: desk.list_page.filter_edited.emit("")
        yield lambda: desk.do("open")
        for part in range(1, 6):
            yield lambda part=part: desk.case_page.go_to_part(part)  # type: ignore[misc]
        yield lambda: desk.do("outbox")
        yield desk.tick
        if number % 5 == 0:
            yield lambda: desk.do("language")
            yield lambda: desk.do("language")


def _form(desk: "DeskWindow", town: Town) -> Iterator[Callable[[], None]]:
    party = town.company()
    yield lambda: desk.new_page.matter_typed.emit("agr")
    yield lambda: desk.new_page.matter_chosen.emit(_MATTER)
    typed = {"code": party.id_number, "name": party.name, "legal_rep": party.representative, "phone": party.phone}
    for key, value in typed.items():
        for end in range(1, len(value) + 1):
            yield lambda key=key, text=value[:end]: desk.new_page.field_edited.emit(key, text)  # type: ignore[misc]
    for material in desk.workplace.desk.catalogue.matter(_MATTER).materials:
        yield lambda code=material.code: desk.new_page.as_required.emit(code)  # type: ignore[misc]
