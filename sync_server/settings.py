"""What an administrator can set: `server.toml` in the server's folder, each value also by environment.

The variable of a setting is its name in capitals behind `SYNC_SERVER_`, and wins over the file. What the hall is called
stands beside it in `site.toml` (`casework.contract.Site`).
"""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from casework.contract import Site
from casework.errors import Trouble
from sync_server.durable import write_whole

PREFIX = "SYNC_SERVER_"
SETTINGS_FILE = "server.toml"
SITE_FILE = "site.toml"

LAST_PORT = 65535

_Positive = Annotated[int, msgspec.Meta(ge=1)]


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The server's settings.

    `folder` holds database, blobs and both files. `database_url` is empty for SQLite in that folder, else an address as
    SQLAlchemy writes it; `replica_url`, if set, that of a copy which follows the database: mailboxes are read from it.
    `host` and `port` are where requests are taken; port 0 lets the machine choose. `workers` is how many processes
    serve, and `head_poll_ms` how often each looks for what the others wrote. `token_hours` is how long a department's
    token lives.
    `wrong_passwords` in a row lock an account for `lock_minutes`. `max_blob_mib` is the largest scan or document; with
    less than `blob_floor_mib` of room left none is taken, so that events still are. `blob_store` is empty for the
    folder, else the address of an S3-like store (`s3://bucket/prefix`). What waits behind a refused event is let go
    after `hold_days`. `time_stamp_url`, if set, is an authority (RFC 3161) that stamps every seal. `log_level` is
    debug, info, warning or error.
    """

    folder: Path
    database_url: str = ""
    replica_url: str = ""
    host: str = "127.0.0.1"
    port: Annotated[int, msgspec.Meta(ge=0, le=LAST_PORT)] = 8741
    token_hours: _Positive = 12
    wrong_passwords: _Positive = 10
    lock_minutes: _Positive = 15
    max_blob_mib: _Positive = 64
    blob_floor_mib: Annotated[int, msgspec.Meta(ge=0)] = 256
    blob_store: str = ""
    head_poll_ms: _Positive = 250
    workers: _Positive = 1
    hold_days: _Positive = 7
    time_stamp_url: str = ""
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @property
    def database(self) -> str:
        """The address of the database."""
        return self.database_url or f"sqlite:///{self.database_file}"

    @property
    def database_file(self) -> Path | None:
        """The file of the database, if it is one in the folder."""
        return None if self.database_url else self.folder / "server.sqlite3"

    @property
    def blobs(self) -> Path:
        """Where blobs are kept."""
        return self.folder / "blobs"


def load_settings(folder: Path, environ: Mapping[str, str]) -> Settings:
    """Return the settings of the server in `folder`.

    Raises:
        Trouble: `settings.unknown` (with `name` and the nearest known one as `meant`), `settings.invalid`,
            `settings.unreadable`.
    """
    values = _file_values(folder / SETTINGS_FILE)
    values |= {key[len(PREFIX) :].lower(): value for key, value in environ.items() if key.startswith(PREFIX)}
    known = [name for name in Settings.__struct_fields__ if name != "folder"]
    for name in values:
        if name not in known:
            nearest = get_close_matches(name, known, n=1) or [""]
            raise Trouble("settings.unknown", name=name, meant=nearest[0])
    try:
        return msgspec.convert({**values, "folder": folder}, Settings, strict=False, dec_hook=_path)
    except msgspec.ValidationError as error:
        raise Trouble("settings.invalid", why=str(error)) from error


def set_in_file(file: Path, name: str, value: str) -> None:
    """Set one text in a settings file and leave its other lines, comments too, as they are.

    The file is whole at any time, and from now on nobody else's to read: an address may hold a password.
    """
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    kept = [line for line in lines if line.split("=")[0].strip() != name]
    # What JSON calls a string TOML calls a basic string.
    line = f"{name} = {msgspec.json.encode(value).decode()}"
    write_whole(file, "".join(f"{one}\n" for one in [*kept, line]).encode(), mode=0o600)


def load_site(file: Path) -> Site:
    """Return how the hall is called.

    Raises:
        Trouble: `settings.unreadable`, `settings.invalid`.
    """
    try:
        return msgspec.toml.decode(file.read_bytes(), type=Site)
    except OSError as error:
        raise Trouble("settings.unreadable", file=str(file)) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Trouble("settings.invalid", why=f"{file.name}: {error}") from error


def _file_values(file: Path) -> dict[str, object]:
    try:
        return msgspec.toml.decode(file.read_bytes(), type=dict[str, object])
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise Trouble("settings.unreadable", file=str(file)) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Trouble("settings.invalid", why=f"{file.name}: {error}") from error


def _path(wanted: type, value: object) -> object:
    return Path(str(value)) if wanted is Path else value
