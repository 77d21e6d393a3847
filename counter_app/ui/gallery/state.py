"""What a picture is: how the window is brought into a state, and how it is brought out of it again."""

from collections.abc import Callable
from dataclasses import dataclass

from counter_app.ui.acts import Scope
from counter_app.ui.gallery.case_world import catching_up_view, online_view, shell_view
from counter_app.ui.gallery.gallery import Gallery
from counter_app.ui.gallery.new_world import Pick

Prepare = Callable[[Gallery, Pick], None]
_FRAMES = {Scope.NEW: shell_view, Scope.LOCK: shell_view, Scope.OUTBOX: catching_up_view}


def nothing(_gallery: Gallery, _t: Pick) -> None:
    """Leave everything as it is."""


@dataclass(frozen=True, slots=True)
class State:
    """One picture: how the window is brought there and back; `every_size` draws it in other windows, too."""

    name: str
    prepare: Prepare
    leave: Prepare = nothing
    every_size: bool = False


def go(gallery: Gallery, t: Pick, scope: Scope) -> None:
    """Show a page in its usual frame."""
    gallery.shell.go(scope)
    gallery.shell.show_view(_FRAMES.get(scope, online_view)(t))


def at(scope: Scope) -> Prepare:
    """Return what shows a page and no more."""
    return lambda gallery, t: go(gallery, t, scope)
