"""The invented settings: a printer of the window's own, a server that the city's policy locks, and a refused value."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from casework.errors import Trouble
from casework.sentences import Lang
from counter_app.presenters.day_end import DayEndView
from counter_app.presenters.settings_page import SettingsPresenter, SettingsView
from counter_app.presenters.trying_out import server_note
from counter_app.presenters.views import Dress, Note, Outcome, Tone
from counter_app.presenters.wording import Words
from counter_app.settings import Origin, Settings, Sources, Traced
from counter_app.ui.gallery.new_world import Pick
from printing.model import ReportSection

_FILE = Path("/home/window3/.config/integrated-window/counter.toml")
_POLICY = Path("/etc/integrated-window/policy.toml")
_HOME = Path("/var/lib/integrated-window")

_SET = Settings(
    data_folder=_HOME / "data",
    key_file=Path("/etc/integrated-window/key"),
    witness_file=Path("/mnt/witness/window3"),
    black_box_folder="/mnt/black-box/window3",
    print_folder=_HOME / "papers",
    printer="ipp://10.20.3.31/ipp/print",
    server="https://window.deyang.gov.cn",
    ca_file="/etc/ssl/certs/deyang.pem",
    card_reader="socket:127.0.0.1:7070",
    queue_server="http://10.20.3.5:8090",
    queue_display=True,
)
_ORIGINS = {
    "printer": Origin.FILE,
    "card_reader": Origin.FILE,
    "queue_server": Origin.FILE,
    "queue_display": Origin.FILE,
    "ca_file": Origin.ENVIRONMENT,
    "server": Origin.POLICY,
    "idle_lock_minutes": Origin.POLICY,
    "data_folder": Origin.FILE,
}


def lang_of(t: Pick) -> Lang:
    """Return the language that a picture is in."""
    return "en" if t("zh", "en") == "en" else "zh"


@dataclass(frozen=True, slots=True)
class InventedSources(Sources):
    """Settings that lie in no file; each change is refused, as a value out of range is."""

    reasons: dict[str, str] = field(default_factory=dict)
    readable: bool = True

    def read(self) -> Traced:
        """Return the settings of the picture."""
        if not self.readable:
            raise Trouble("local.settings_unreadable", path=str(self.file), why="line 7")
        return Traced(_SET, _ORIGINS, self.reasons)

    def change(self, name: str, text: str) -> Traced:
        """Refuse it."""
        raise Trouble("local.settings_wrong", why=f"{name} = {text}, Expected `int` >= 5")


def _presenter(t: Pick, *, readable: bool = True) -> SettingsPresenter:
    reasons = {
        "server": t("全市用同一台服务器", "one server for the whole city"),
        "idle_lock_minutes": t("信息安全制度第 12 条", "information security rules, 12"),
    }
    sources = InventedSources(_FILE, {}, (_POLICY,), reasons=reasons, readable=readable)
    return SettingsPresenter(sources, _SET, Words(lang_of(t)))


def settings_view(t: Pick, section: str) -> SettingsView:
    """Return one section."""
    presenter = _presenter(t)
    presenter.choose(section)
    remark = Note(presenter.words("settings.policy_file", path=str(_POLICY)), Tone.HOLD)
    return replace(presenter.view(), remarks=(remark,))


def refused_view(t: Pick) -> SettingsView:
    """Return the section of scanners after a gap that no scanner has was typed."""
    presenter = _presenter(t)
    presenter.choose("scanners")
    presenter.change("scan_gap_ms", "3")
    return presenter.view()


def tried_view(t: Pick) -> SettingsView:
    """Return the section of the server after it was asked."""
    presenter = _presenter(t)
    presenter.choose("server")
    presenter.told("ask_server", server_note(presenter.words, 41_000, 38))
    return presenter.view()


def unreadable_view(t: Pick) -> SettingsView:
    """Return a section while the file cannot be read."""
    return _presenter(t, readable=False).view()


_HELD = ("0017-KB", "0014-KN", "0011-KZ", "0009-M7")


def day_end_view(t: Pick) -> DayEndView:
    """Return the end of a busy day with a note begun."""
    words = Words(lang_of(t))
    acts = (("case.accepted", 17), ("case.opened", 3), ("case.supplement_requested", 2), ("result.delivered", 9))
    held = tuple((f"W03-260922-{tail}", words("day.pieces", originals=3, copies=2)) for tail in _HELD)
    sections = (
        ReportSection(
            title=words("day.done", cases=26),
            lines=tuple((words.act(kind), words("day.times", count=count)) for kind, count in acts),
        ),
        ReportSection(
            title=words("day.open"),
            lines=(
                (words("day.mine"), words("day.cases", count=41)),
                (words("day.late"), words("day.cases", count=1)),
                (words("day.drafts"), words("day.cases", count=2)),
            ),
        ),
        ReportSection(
            title=words("day.held", count=9),
            lines=(*held, (words("day.more", count=5), "")),
        ),
        ReportSection(
            title=words("day.prints"),
            lines=((words("paper.acceptance-notice"), words("day.items", count=1)),),
        ),
        ReportSection(
            title=words("day.sending"),
            lines=(
                (words("day.waiting"), words("day.items", count=12)),
                (words("day.refused"), words("day.items", count=2)),
            ),
        ),
    )
    outcomes = (Outcome("print_day", Dress.READY, ""), Outcome("hand_shift", Dress.SUGGESTED, ""))
    return DayEndView(sections, day_note(t), outcomes)


def day_note(t: Pick) -> str:
    """Return what the clerk leaves for the next one."""
    return t(
        "童乐幼儿园的消防验收意见明天上午送来，放 2 号柜。\n激光打印机偶尔卡纸，已报修。",
        "Tongle's fire safety report comes tomorrow morning, cabinet 2.\nThe laser jams at times, repair is asked for.",
    )


def day_printed_view(t: Pick) -> DayEndView:
    """Return the page after the day sheet was sent to a printer that did not say how it went."""
    words = Words(lang_of(t))
    said = Note(
        words("day.print_uncertain", paper=words("paper.day-sheet"), why=t("没有报张数", "no count was told")),
        Tone.WARN,
    )
    return replace(day_end_view(t), said=said)
