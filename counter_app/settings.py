"""What a site can set for a desk: a TOML file, overridden by environment variables; every name is documented here.

`COUNTER_SETTINGS` names the file; each setting can be given as `COUNTER_` and its name in capitals. A name nobody knows
is refused, with the one that was probably meant. What the administrator's policy sets stands above both and cannot be
changed here: `/etc/integrated-window/policy.toml`, or the file that `COUNTER_POLICY` names beneath it.
"""

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import platformdirs

from casework.errors import RuleBroken, Trouble
from casework.texts import tidy
from counter_app.settings_file import Locked, read_policy, read_values, write_value
from counter_app.store.opening import Places
from printing.drivers.lines import is_network_address
from printing.drivers.setting import PrintersWrongError, parse_printers

APP = "integrated-window"
_PREFIX = "COUNTER_"
_FILE = "COUNTER_SETTINGS"
_POLICY = "COUNTER_POLICY"
FILE_ONLY = frozenset({"data_folder", "key_file", "witness_file", "black_box_folder", "practice"})
"""What decides whose data this desk opens; it is set in the file, never while the desk runs."""
_MIB = 1024 * 1024
_PLACE = re.compile(r"`\$\.(\w+)")
_SHOWN = 60


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings of one desk."""

    data_folder: Path
    """Where cases and scans are kept; a local disk, never a share."""
    key_file: Path
    """The key everything is encrypted with; outside the data folder, readable by its owner only."""
    witness_file: Path
    """The record that outlives a restored database; outside the data folder, ideally on another disk."""
    black_box_folder: str = ""
    """Where every own event is copied to, encrypted: a folder on another disk; empty for no copies."""
    reserve_mib: Annotated[int, msgspec.Meta(ge=0, le=4096)] = 64
    """Room kept on the disk so that begun work can be finished and sent when it is full; 0 keeps none."""
    keep_days: Annotated[int, msgspec.Meta(ge=0)] = 400
    """After how many days without an event finished cases are pruned from this desk; 0 keeps them for ever."""
    print_folder: Path
    """Where papers go when `printer` is `folder`."""
    server: str = ""
    """The address of the sync server, `https://…`; empty until the desk is enrolled."""
    ca_file: str = ""
    """Certificates that the server's is checked against; empty for the system's own."""
    timeout_s: Annotated[float, msgspec.Meta(gt=0, le=300)] = 30.0
    """How long one request may stay without an answer."""
    printer: str = "folder"
    """`folder`, or the IPP address of a printer (`ipp://…`)."""
    printers: str = ""
    """Further printers for what lies in them, `name address profile [media]` between `;`; see docs/printers.md."""
    language: Literal["zh", "en"] = "zh"
    """The language of screens and sentences; it can be switched while the desk runs."""
    theme: Literal["light", "dark", "contrast"] = "light"
    """The colours of the screen."""
    sounds: bool = True
    """Whether a scan is heard: high for what is known, twice for what is elsewhere, low for what is unknown."""
    scan_gap_ms: Annotated[int, msgspec.Meta(ge=5, le=200)] = 35
    """The longest time between two signs of a scanner that types; whoever types faster is taken for one."""
    scan_prefix: str = ""
    """What the scanner was set up to send before every scan; empty for nothing."""
    barcode_reader: str = ""
    """A reader beside the keyboard: `serial:/dev/ttyUSB0`, `evdev:/dev/input/by-id/…`, `camera:`; empty for none."""
    paper_language: Literal["zh", "zh+en"] = "zh"
    """Whether papers carry English beside the Chinese that decides."""
    material_labels: Literal["request", "acceptance"] = "request"
    """When labels for the originals of a case are printed: when a clerk asks for them, or with every acceptance too."""
    blank_forms: str = ""
    """The folder of the forms whose fields stand at places of their own, a file each; empty for none."""
    blank_right: Annotated[int, msgspec.Meta(ge=-200, le=200)] = 0
    """How far certificates are moved to the right on such blanks, in tenths of a millimetre."""
    blank_down: Annotated[int, msgspec.Meta(ge=-200, le=200)] = 0
    """How far they are moved down."""
    seal_pin_file: str = ""
    """What opens the seals' keys: a file with one line, or `CODE SECRET` for each; `SEAL_PIN` stands above it."""
    time_stamps: str = ""
    """The address of an authority that stamps the time of every seal (RFC 3161); empty for none."""
    scale_percent: Annotated[int, msgspec.Meta(ge=100, le=200)] = 100
    """How large everything on the screen is drawn, on top of the system's own scale."""
    idle_lock_minutes: Annotated[int, msgspec.Meta(ge=0, le=240)] = 10
    """After how many minutes without a key or a click the desk locks; 0 never does."""
    card_reader: str = ""
    """The ID-card reader: `folder:…` reads cards laid there, `socket:host:port` asks a program; empty for none."""
    scanner: str = ""
    """Where pages come from: `folder:…` holds the files of a document scanner, `sane:…` is one; empty for none."""
    virus_scanner: str = ""
    """The clamd that is asked about every file that comes in: `clamd:/run/clamav/clamd.ctl`, `clamd:host:port`."""
    virus_scanner_away: Literal["refuse", "pass"] = "refuse"
    """Whether files are refused or pass while that clamd does not answer."""
    queue_server: str = ""
    """The address of the hall's ticket queue, `http://…`; empty where no tickets are called."""
    queue_display: bool = False
    """Whether the queue display is shown as a second window, on the second screen where there is one."""
    practice: bool = False
    """Practice: papers say that they prove nothing. The desk then opens its training store, never the real one."""

    def places(self) -> Places:
        """Return where the store keeps things."""
        return Places(
            self.data_folder,
            self.key_file,
            self.witness_file,
            Path(self.black_box_folder).expanduser() if self.black_box_folder else None,
            self.reserve_mib * _MIB,
        )


class Origin(StrEnum):
    """Where the value of a setting comes from; a later one stands above an earlier one."""

    DEFAULT = "default"
    FILE = "file"
    ENVIRONMENT = "environment"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Traced:
    """The settings, and of each where it comes from; `reasons` are the administrator's, by name, for what is locked."""

    settings: Settings
    origins: Mapping[str, Origin]
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sources:
    """Where settings are looked for: the user's file, the environment, and the administrator's policies, best first."""

    file: Path
    environ: Mapping[str, str]
    policies: tuple[Path, ...] = ()
    named: bool = False

    def read(self) -> Traced:
        """Return the settings as they would be in force after a start.

        Raises:
            Trouble: `local.settings_unreadable`, `local.settings_unknown` (with `hint`) or `local.settings_wrong`.
        """
        given = _from_file(self.file, must_exist=self.named)
        return self._traced(given, _from_environment(self.environ), self._locked())

    def change(self, name: str, text: str) -> Traced:
        """Put a value into the user's file, where its comments stay, and return what then stands; empty takes it out.

        Raises:
            RuleBroken: `settings.locked`, `settings.in_environment`, `settings.file_only`.
            Trouble: as `read`; nothing was written then. `settings.not_saved`: the disk refused.
        """
        locked, environment = self._locked(), _from_environment(self.environ)
        if name in locked:
            raise RuleBroken("settings.locked", name=name, reason=locked[name].reason or "-")
        if name in environment:
            raise RuleBroken("settings.in_environment", name=name, variable=_PREFIX + name.upper())
        if name in FILE_ONLY:
            raise RuleBroken("settings.file_only", name=name, path=str(self.file))
        given = _from_file(self.file, must_exist=False)
        given.pop(_known(name), None)
        typed = text.strip()
        if typed:
            given[name] = _typed(name, typed)
        traced = self._traced(given, environment, locked)
        write_value(self.file, name, given.get(name))
        return traced

    def _locked(self) -> dict[str, Locked]:
        locked: dict[str, Locked] = {}
        for path in reversed(self.policies):
            locked |= {_known(name): value for name, value in read_policy(path).items()}
        return locked

    def _traced(self, given: dict[str, Any], environment: dict[str, Any], locked: dict[str, Locked]) -> Traced:
        settings = _built(_defaults() | given | environment | {name: lock.value for name, lock in locked.items()})
        origins = dict.fromkeys(Settings.__struct_fields__, Origin.DEFAULT)
        origins |= dict.fromkeys(given, Origin.FILE)
        origins |= dict.fromkeys(environment, Origin.ENVIRONMENT)
        origins |= dict.fromkeys(locked, Origin.POLICY)
        return Traced(settings, origins, {name: lock.reason for name, lock in locked.items()})


def sources(file: Path | None = None, environ: Mapping[str, str] = os.environ) -> Sources:
    """Return where this desk's settings are: the file, else `COUNTER_SETTINGS`, else the user's own."""
    named = file or (Path(environ[_FILE]) if environ.get(_FILE) else None)
    path = named or Path(platformdirs.user_config_dir(APP)) / "counter.toml"
    # What the system's own policy locks, nobody who can set a variable may unlock.
    asked = (Path(environ[_POLICY]),) if environ.get(_POLICY) else ()
    return Sources(path, environ, (_system_policy(), *asked), named is not None)


def _system_policy() -> Path:
    folder = Path("/etc") / APP if os.name == "posix" else Path(platformdirs.site_config_dir(APP))
    return folder / "policy.toml"


def load_settings(file: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings of the policy, the environment and the file.

    Raises:
        Trouble: `local.settings_unreadable`, `local.settings_unknown` (with `hint`) or `local.settings_wrong`.
    """
    return sources(file, environ).read().settings


def _built(values: Mapping[str, Any]) -> Settings:
    try:
        settings = msgspec.convert(values, Settings, strict=False, dec_hook=_decode)
    except (msgspec.ValidationError, TypeError) as error:
        # The decoder says where in a language of its own; what is wanted there is said in ours.
        found = _PLACE.search(str(error))
        name = found[1] if found else ""
        raise _wrong(name, values.get(name, ""), *_wanted(name)) from error
    _check(settings)
    return settings


def _typed(name: str, text: str) -> Any:
    """Return what was typed as the file should hold it: numbers as numbers, yes and no without quotes."""
    kind = next(field.type for field in msgspec.structs.fields(Settings) if field.name == name)
    try:
        made = msgspec.convert(text, kind, strict=False, dec_hook=_decode)
    except (msgspec.ValidationError, TypeError) as error:
        raise _wrong(name, text, *_wanted(name)) from error
    return text if isinstance(made, Path) else made


def _check(settings: Settings) -> None:
    """Refuse what would later look like a network that is away."""
    _begins("server", settings.server, "https://", "http://")
    _begins("queue_server", settings.queue_server, "https://", "http://")
    _begins("virus_scanner", settings.virus_scanner, "clamd:/", "clamd:")
    _begins("scanner", settings.scanner, "folder:", "sane:")
    _begins("barcode_reader", settings.barcode_reader, "serial:", "evdev:", "camera:")
    _begins("card_reader", settings.card_reader, "folder:", "socket:")
    if settings.printer != "folder":
        _begins("printer", settings.printer, "ipp://", "ipps://")
        if not is_network_address(settings.printer):
            raise _wrong(
                "printer", settings.printer, "ipp://主机/打印口 这样的地址", "an address like ipp://host/queue"
            )
    try:
        parse_printers(settings.printers)
    except PrintersWrongError as error:
        raise _wrong("printers", error.shown, error.chinese, error.english) from error
    if settings.ca_file and not Path(settings.ca_file).exists():
        raise Trouble("local.settings_unreadable", path=settings.ca_file, why="ca_file")


def _begins(name: str, value: str, *heads: str) -> None:
    if value and not value.startswith(heads):
        raise _wrong(name, value, f"以 {heads[0]} 开头的地址", f"something that begins with {heads[0]}")


def _wrong(name: str, value: object, wanted_zh: str, wanted_en: str) -> Trouble:
    """Return the refusal of a value: which setting, what stands there, and what may."""
    shown = tidy(str(value))
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    return Trouble("local.settings_wrong", why=f"{name} = {shown}", wanted_zh=wanted_zh, wanted_en=wanted_en)


def _wanted(name: str) -> tuple[str, str]:
    """Return in words what may stand in a setting, in Chinese and English."""
    kinds = {field.name: field.type for field in msgspec.structs.fields(Settings)}
    kind = msgspec.inspect.type_info(kinds[name]) if name in kinds else None
    if isinstance(kind, msgspec.inspect.LiteralType):
        return "或".join(f"“{one}”" for one in kind.values), " or ".join(f'"{one}"' for one in kind.values)
    if isinstance(kind, msgspec.inspect.BoolType):
        return "true 或 false", "true or false"
    if isinstance(kind, msgspec.inspect.IntType | msgspec.inspect.FloatType):
        return _span(kind)
    if isinstance(kind, msgspec.inspect.CustomType):
        return "文件或文件夹的路径", "the path of a file or folder"
    return "一行文字", "a line of text"


def _span(kind: msgspec.inspect.IntType | msgspec.inspect.FloatType) -> tuple[str, str]:
    what = ("整数", "a whole number") if isinstance(kind, msgspec.inspect.IntType) else ("数", "a number")
    bounds = [
        (f"{word_zh} {bound:g}", f"{word_en} {bound:g}")
        for word_zh, word_en, bound in (
            ("不小于", "not below", kind.ge),
            ("大于", "above", kind.gt),
            ("不超过", "up to", kind.le),
        )
        if bound is not None
    ]
    return f"{'、'.join(zh for zh, _ in bounds)} 的{what[0]}", f"{what[1]} {', '.join(en for _, en in bounds)}"


def _defaults() -> dict[str, Any]:
    data = Path(platformdirs.user_data_dir(APP))
    return {
        "data_folder": str(data / "desk"),
        "key_file": str(Path(platformdirs.user_config_dir(APP)) / "desk.key"),
        "witness_file": str(Path(platformdirs.user_state_dir(APP)) / "witness"),
        "print_folder": str(data / "papers"),
    }


def _from_file(path: Path, *, must_exist: bool) -> dict[str, Any]:
    if not path.exists() and not must_exist:
        return {}
    return {_known(name): value for name, value in read_values(path).items()}


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    given = {name: value for name, value in environ.items() if name.startswith(_PREFIX)}
    given = {name: value for name, value in given.items() if name not in {_FILE, _POLICY}}
    return {_known(name.removeprefix(_PREFIX).lower()): value for name, value in given.items()}


def _known(name: str) -> str:
    names = Settings.__struct_fields__
    if name not in names:
        meant = difflib.get_close_matches(name, names, n=1)
        raise Trouble("local.settings_unknown", name=name, hint=meant[0] if meant else ", ".join(names))
    return name


def _decode(kind: type, value: object) -> object:
    if kind is Path and isinstance(value, str):
        return Path(value).expanduser()
    raise TypeError(f"{kind.__name__} expected")
