"""What stands around a page seldom: every banner, the first start, the display beside the window, training."""

from dataclasses import replace

from casework.errors import RuleBroken
from counter_app.presenters.banners import training_banner
from counter_app.presenters.shell_views import BannerKind, BannerView, Person, ShellView, SignInView
from counter_app.presenters.tickets import DisplayView
from counter_app.presenters.views import Note, Tone
from counter_app.presenters.wording import Words
from counter_app.ui.gallery.case_world import online_view, sign_in_view
from counter_app.ui.gallery.new_world import Pick
from counter_app.ui.gallery.settings_world import lang_of

_COUNTED = {BannerKind.NOT_LET_IN: 12}


def banners(t: Pick) -> dict[str, BannerView]:
    """Return the banners of what is wrong, by a name for the picture."""
    words = Words(lang_of(t))
    said = {
        "not-let-in": (BannerKind.NOT_LET_IN, words("banner.not_let_in"), words("banner.not_let_in_text")),
        "clock": (BannerKind.CLOCK, words("banner.clock"), words("banner.clock_behind", minutes=7)),
        "disk": (BannerKind.DISK, words("banner.disk", free=38), words("banner.disk_reserve")),
        "catalogue": (BannerKind.CATALOGUE, words("banner.catalogue"), words("banner.catalogue_text")),
    }
    return {name: BannerView(*parts, waiting=_COUNTED.get(parts[0], 0)) for name, parts in said.items()}


def with_banner(t: Pick, name: str) -> ShellView:
    """Return the frame with one of the banners."""
    return replace(online_view(t), banner=banners(t)[name])


def training_view(t: Pick) -> ShellView:
    """Return the frame of a training desk."""
    return replace(online_view(t), banner=training_banner(Words(lang_of(t))), badges=(), last_scan=None)


def first_start_view(t: Pick) -> SignInView:
    """Return the lock of a desk at which nobody has signed in yet."""
    words = Words(lang_of(t))
    other = Person("", words("lock.first"), words("lock.other_detail"))
    return replace(sign_in_view(t), people=(other,), link_words="", waiting=0, locked=False)


def refused_sign_in_view(t: Pick) -> SignInView:
    """Return the lock after a wrong password."""
    said = Words(lang_of(t)).error(RuleBroken("sign_in.wrong"))
    return replace(sign_in_view(t), refusal=Note(said, Tone.BAD))


def training_lock_view(t: Pick) -> SignInView:
    """Return the lock of a training desk."""
    return replace(sign_in_view(t), training=True, link_words="", waiting=0)


def display_view() -> DisplayView:
    """Return a display with a ticket called."""
    return DisplayView(3, "A037", ("A036", "A035", "B012"), 4)
