"""What a site can set for a desk: a TOML file, overridden by environment variables; every name is documented here.

`COUNTER_SETTINGS` names the file; each setting can be given as `COUNTER_` and its name in capitals. A name nobody knows
is refused, with the one that was probably meant.
"""

import difflib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import platformdirs

from casework.errors import Trouble
from counter_app.store.opening import Places

APP = "integrated-window"
_PREFIX = "COUNTER_"
_FILE = "COUNTER_SETTINGS"
_MIB = 1024 * 1024


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
    paper_language: Literal["zh", "zh+en"] = "zh"
    """Whether papers carry English beside the Chinese that decides."""
    practice: bool = False
    """Practice: papers say that they prove nothing. Use a data folder of its own."""

    def places(self) -> Places:
        """Return where the store keeps things."""
        return Places(
            self.data_folder,
            self.key_file,
            self.witness_file,
            Path(self.black_box_folder).expanduser() if self.black_box_folder else None,
            self.reserve_mib * _MIB,
        )


def load_settings(file: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings of the file (else `COUNTER_SETTINGS`, else the user's own) and the environment.

    Raises:
        Trouble: `local.settings_unreadable`, `local.settings_unknown` (with `hint`) or `local.settings_wrong`.
    """
    named = file or (Path(environ[_FILE]) if environ.get(_FILE) else None)
    path = named or Path(platformdirs.user_config_dir(APP)) / "counter.toml"
    values: dict[str, Any] = _defaults() | _from_file(path, must_exist=named is not None) | _from_environment(environ)
    try:
        settings = msgspec.convert(values, Settings, strict=False, dec_hook=_decode)
    except (msgspec.ValidationError, TypeError) as error:
        raise Trouble("local.settings_wrong", why=str(error)) from error
    _check(settings)
    return settings


def _check(settings: Settings) -> None:
    """Refuse what would later look like a network that is away."""
    if settings.server and not settings.server.startswith(("https://", "http://")):
        raise Trouble("local.settings_wrong", why=f"server = {settings.server}, https://…")
    if settings.ca_file and not Path(settings.ca_file).exists():
        raise Trouble("local.settings_unreadable", path=settings.ca_file, why="ca_file")


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
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Trouble("local.settings_unreadable", path=str(path), why=str(error)) from error
    for name in values:
        _known(name)
    return values


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    given = {name: value for name, value in environ.items() if name.startswith(_PREFIX) and name != _FILE}
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
