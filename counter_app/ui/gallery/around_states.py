"""The states that lie around the four pages: settings, the day's end, banners, the lock, questions over a page."""

from collections.abc import Callable

from counter_app.presenters.setting_words import SECTIONS
from counter_app.presenters.settings_page import SettingsView
from counter_app.ui.acts import Scope
from counter_app.ui.gallery import dialogs_world as dialogs
from counter_app.ui.gallery.around_world import (
    display_view,
    first_start_view,
    refused_sign_in_view,
    training_lock_view,
    training_view,
    with_banner,
)
from counter_app.ui.gallery.case_world import sign_in_view
from counter_app.ui.gallery.gallery import Gallery
from counter_app.ui.gallery.new_world import Pick
from counter_app.ui.gallery.settings_world import (
    day_end_view,
    day_printed_view,
    refused_view,
    settings_view,
    tried_view,
    unreadable_view,
)
from counter_app.ui.gallery.state import Prepare, State, at, go
from counter_app.ui.kit.watermark import Watermark
from counter_app.ui.queue_display import QueueDisplay


def _settings(view: Callable[[Pick], SettingsView]) -> Prepare:
    def prepare(gallery: Gallery, t: Pick) -> None:
        gallery.settings.show_view(view(t))
        go(gallery, t, Scope.SETTINGS)

    return prepare


def _section(key: str) -> Prepare:
    return _settings(lambda t: settings_view(t, key))


def _refused_setting(gallery: Gallery, t: Pick) -> None:
    _settings(refused_view)(gallery, t)
    gallery.settings.boxes["scan_gap_ms"].editor.setFocus()


def _counting(gallery: Gallery, t: Pick) -> None:
    view = day_end_view(t)
    gallery.day_end.show_view(type(view)((), "", view.outcomes))
    go(gallery, t, Scope.DAY_END)


def _day_printed(gallery: Gallery, t: Pick) -> None:
    gallery.day_end.show_view(day_printed_view(t))
    go(gallery, t, Scope.DAY_END)


def _banner(name: str) -> Prepare:
    def prepare(gallery: Gallery, t: Pick) -> None:
        go(gallery, t, Scope.LIST)
        gallery.shell.show_view(with_banner(t, name))

    return prepare


def _undo(gallery: Gallery, t: Pick) -> None:
    go(gallery, t, Scope.NEW)
    gallery.shell.say(t("办错了还能撤销：八秒，按 Alt+Z", "Undo with Alt+Z: eight seconds left"))


def _unsay(gallery: Gallery, _t: Pick) -> None:
    gallery.shell.say("")


def _first_start(gallery: Gallery, t: Pick) -> None:
    gallery.sign_in.show_view(first_start_view(t))
    go(gallery, t, Scope.LOCK)


def _refused_sign_in(gallery: Gallery, t: Pick) -> None:
    go(gallery, t, Scope.LOCK)
    gallery.sign_in.show_view(refused_sign_in_view(t))


def _lock_again(gallery: Gallery, t: Pick) -> None:
    gallery.sign_in.show_view(sign_in_view(t))


def _training(scope: Scope) -> Prepare:
    def prepare(gallery: Gallery, t: Pick) -> None:
        go(gallery, t, scope)
        if scope is Scope.LOCK:
            gallery.sign_in.show_view(training_lock_view(t))
        gallery.shell.show_view(training_view(t))
        gallery.watermark = Watermark(gallery.theme, gallery.shell)
        gallery.watermark.show()

    return prepare


def _end_training(gallery: Gallery, t: Pick) -> None:
    if gallery.watermark is not None:
        gallery.watermark.hide()
        gallery.watermark.deleteLater()
        gallery.watermark = None
    _lock_again(gallery, t)


def _display(gallery: Gallery, _t: Pick) -> None:
    gallery.display = QueueDisplay(gallery.theme)
    gallery.display.resize(gallery.shell.size())
    gallery.display.show_view(display_view())
    gallery.display.show()


def _waiting_display(gallery: Gallery, t: Pick) -> None:
    _display(gallery, t)
    if gallery.display is not None:
        gallery.display.show_view(type(display_view())(3))


def _close_display(gallery: Gallery, _t: Pick) -> None:
    if gallery.display is not None:
        gallery.display.hide()
        gallery.display.deleteLater()
        gallery.display = None


def _over(scope: Scope, opened: Prepare) -> Prepare:
    def prepare(gallery: Gallery, t: Pick) -> None:
        go(gallery, t, scope)
        opened(gallery, t)

    return prepare


def _asked(name: str, scope: Scope, opened: Prepare) -> State:
    return State(name, _over(scope, opened), dialogs.close_dialogs)


AROUND = (
    *(State(f"settings-{key}", _section(key), every_size=key == "printers") for key, _ in SECTIONS),
    State("settings-refused", _refused_setting),
    State("settings-tried", _settings(tried_view)),
    State("settings-unreadable", _settings(unreadable_view)),
    State("day-end", at(Scope.DAY_END), every_size=True),
    State("day-end-counting", _counting),
    State("day-end-printed", _day_printed),
    *(State(f"banner-{name}", _banner(name)) for name in ("not-let-in", "clock", "disk", "catalogue")),
    State("undo", _undo, _unsay),
    State("lock-first-start", _first_start, _lock_again),
    State("lock-refused", _refused_sign_in, _lock_again),
    State("training", _training(Scope.NEW), _end_training),
    State("training-lock", _training(Scope.LOCK), _end_training),
    State("display", _display, _close_display),
    State("display-waiting", _waiting_display, _close_display),
    _asked("ask-acts", Scope.NEW, dialogs.act_list),
    _asked("ask-columns", Scope.LIST, dialogs.columns),
    _asked("ask-drafts", Scope.NEW, dialogs.drafts),
    _asked("ask-drafts-none", Scope.NEW, dialogs.no_drafts),
    _asked("ask-compare", Scope.NEW, dialogs.compare),
    _asked("ask-deliver", Scope.CASE, dialogs.deliver),
    _asked("ask-not-accepted", Scope.NEW, dialogs.not_accepted),
    _asked("ask-shift-note", Scope.LIST, dialogs.shift_note),
    _asked("ask-export", Scope.LIST, dialogs.export),
    _asked("paper", Scope.CASE, dialogs.paper),
    _asked("paper-waits", Scope.CASE, dialogs.paper_waits),
    _asked("paper-broken", Scope.CASE, dialogs.paper_broken),
    State("found", _over(Scope.LIST, dialogs.found), dialogs.clear_line),
    State("found-nothing", _over(Scope.LIST, dialogs.nothing_found), dialogs.clear_line),
)
