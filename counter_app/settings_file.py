"""The files settings stand in: read, and one value changed while everything else in the file stays as it is.

A policy locks a setting either plainly (`printer = "folder"`) or as a table with the reason that is shown beside it
(`[printer]`, `value = "folder"`, `reason = "…"`).
"""

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.errors import Trouble
from counter_app.store.durable import replace

_PRIVATE = 0o600


@dataclass(frozen=True, slots=True)
class Locked:
    """A value that the administrator's policy sets, and why."""

    value: Any
    reason: str = ""


def read_values(path: Path) -> dict[str, Any]:
    """Return the values of a file by name.

    Raises:
        Trouble: `local.settings_unreadable`.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Trouble("local.settings_unreadable", path=str(path), why=str(error)) from error


def read_policy(path: Path) -> dict[str, Locked]:
    """Return what a policy locks, by name; a policy that is not there locks nothing.

    Raises:
        Trouble: `local.settings_unreadable`: a policy that cannot be read must not be passed over.
    """
    try:
        there = path.exists()
    except OSError as error:
        raise Trouble("local.settings_unreadable", path=str(path), why=str(error)) from error
    return {name: _locked(path, name, value) for name, value in read_values(path).items()} if there else {}


def _locked(path: Path, name: str, value: Any) -> Locked:
    if not isinstance(value, dict):
        return Locked(value)
    if "value" not in value or not set(value) <= {"value", "reason"}:
        raise Trouble("local.settings_unreadable", path=str(path), why=f"[{name}] value = …, reason = …")
    return Locked(value["value"], str(value.get("reason", "")))


def write_value(path: Path, name: str, value: str | float | None) -> None:
    """Set a value in the file, or take it out with None; the file appears whole or stays as it was.

    Raises:
        Trouble: `settings.not_saved`, `local.settings_unreadable`.
    """
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    changed = with_value(text, name, value)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = path.stat().st_mode & 0o777 if path.exists() else _PRIVATE
        replace(path.resolve(), changed.encode(), mode=mode)
    except OSError as error:
        raise Trouble("settings.not_saved", path=str(path), why=error.strerror or str(error)) from error


def with_value(text: str, name: str, value: str | float | None) -> str:
    """Return the text of a file with one value set, or taken out with None; other lines and all comments stay."""
    wanted = tomllib.loads(text)
    wanted.pop(name, None)
    if value is not None:
        wanted[name] = value
    made = _by_line(text, name, value)
    return made if _says(made, wanted) else _anew(text, wanted)


def _says(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _by_line(text: str, name: str, value: str | float | None) -> str:
    head = re.compile(rf'\s*(?:{re.escape(name)}|"{re.escape(name)}")\s*=')
    lines, found = [], False
    for line in text.splitlines():
        if not head.match(line) or found:
            lines.append(line)
            continue
        found = True
        remark = _remark(line)
        if value is not None:
            lines.append(f"{name} = {_literal(value)}" + (f"  {remark}" if remark else ""))
        elif remark:
            lines.append(remark)
    if not found and value is not None:
        lines.append(f"{name} = {_literal(value)}")
    return "\n".join(lines) + "\n" if lines else ""


def _remark(line: str) -> str:
    """Return the comment at the end of a line with a value; a sign of number inside quotes begins none."""
    for place, sign in enumerate(line):
        if sign == "#":
            try:
                tomllib.loads(line[:place])
            except tomllib.TOMLDecodeError:
                continue
            return line[place:]
    return ""


def _anew(text: str, wanted: dict[str, Any]) -> str:
    """Return all values written anew under the file's comments: a value of several lines cannot be exchanged alone."""
    remarks = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    return "\n".join([*remarks, *(f"{name} = {_literal(value)}" for name, value in wanted.items())]) + "\n"


def _literal(value: str | float) -> str:
    # A string of JSON is one of TOML but for DEL, which JSON leaves bare.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
