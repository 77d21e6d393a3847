"""What every command shares: the open desk, forms in, results out, and errors as sentences with an exit code.

Exit codes: 0 done, 2 the command or its form cannot be read, 3 a rule forbids it, 4 disk, printer or network failed,
5 what is kept does not hold together.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import typer

from casework.errors import ProductError, RuleBroken, Trouble
from casework.sentences import Lang, say, sentence
from counter_app.counterctl.views import JobLine
from counter_app.desk.checks import FormRefused
from counter_app.desk.find import find_one
from counter_app.desk.forms import Form
from counter_app.main import Workplace
from counter_app.settings import Settings, load_settings
from counter_app.training import open_for

USAGE, RULE, TROUBLE, NOT_WHOLE = 2, 3, 4, 5
STDIN = "-"
_ABSENT = object()
AnyForm = TypeVar("AnyForm", bound=Form)


@dataclass(frozen=True, slots=True)
class Console:
    """How this run was asked for."""

    settings_file: Path | None
    lang: Lang | None
    as_json: bool

    @contextmanager
    def settings(self) -> Iterator[Settings]:
        """Give the settings to one command; what goes wrong becomes a sentence and an exit code."""
        lang: Lang = self.lang or "zh"
        try:
            settings = load_settings(self.settings_file)
            lang = self.lang or settings.language
            yield settings
        except ProductError as error:
            self._fail(error, lang)

    @contextmanager
    def desk(self) -> Iterator[Workplace]:
        """Open the desk for one command; what goes wrong becomes a sentence and an exit code."""
        with self.settings() as settings:
            workplace = open_for(settings)
            try:
                yield workplace
            finally:
                workplace.close()

    def _fail(self, error: ProductError, lang: Lang) -> None:
        faults = error.faults if isinstance(error, FormRefused) else ()
        if self.as_json:
            said = {
                "code": error.code,
                "sentence": say(error, lang),
                "details": dict(error.details),
                "faults": [
                    {"field": fault.field, "code": fault.error.code, "sentence": say(fault.error, lang)}
                    for fault in faults
                ],
            }
            sys.stdout.write(msgspec.json.encode(said).decode() + "\n")
        else:
            lines = [say(error, lang), *(f"  {fault.field}: {say(fault.error, lang)}" for fault in faults)]
            sys.stderr.write("\n".join(lines) + f"\n[{error.code}]\n")
        if error.code == "desk.form_unreadable":
            raise typer.Exit(USAGE)
        raise typer.Exit(TROUBLE if isinstance(error, Trouble) else RULE)

    def language(self, workplace: Workplace) -> Lang:
        """Return the language of this run."""
        return self.lang or workplace.settings.language

    def papers_of_act(self, workplace: Workplace, *, wanted: bool) -> tuple[JobLine, ...]:
        """Print what an act owes, unless it shall wait.

        The act is done: when the disk refuses its papers that is said aside, the papers stay owed, and the act's own
        result still follows. Whoever read only of a full disk would enter the case a second time.
        """
        if not wanted:
            return ()
        try:
            return bring_out(workplace)
        except Trouble as trouble:
            lang = self.language(workplace)
            sys.stderr.write(f"{say(trouble, lang)}\n{sentence('ctl.papers_owed', lang)}\n[{trouble.code}]\n")
            return ()

    def tell(self, place: Workplace | Settings, value: object, code: str, **details: str | int) -> None:
        """Give a result: as JSON, or as the sentence of `code`."""
        settings = place if isinstance(place, Settings) else place.settings
        if self.as_json:
            sys.stdout.write(msgspec.json.encode(value).decode() + "\n")
        else:
            sys.stdout.write(sentence(code, self.lang or settings.language, **details) + "\n")

    def tell_lines(self, value: object, lines: list[str]) -> None:
        """Give a result: as JSON, or as these lines."""
        if self.as_json:
            sys.stdout.write(msgspec.json.encode(value).decode() + "\n")
        else:
            sys.stdout.write("".join(f"{line}\n" for line in lines))


def read_form(workplace: Workplace, source: str, kind: type[AnyForm]) -> AnyForm:
    """Return the form in a file, or on standard input for `-`; a case may be named by whatever finds it.

    Raises:
        RuleBroken: `desk.form_unreadable`, or what `find_one` says of the case.
    """
    values = read_values(source)
    try:
        form = msgspec.convert(_with_case_ids(workplace, values), kind)
    except (RecursionError, msgspec.MsgspecError) as error:
        raise RuleBroken("desk.form_unreadable", why=str(error)) from error
    unknown = unknown_field(values, msgspec.to_builtins(form))
    if unknown:
        raise RuleBroken("desk.form_unreadable", why=f"Object contains unknown field - at `{unknown}`")
    return form


def read_values(source: str) -> dict[str, Any]:
    """Return the JSON object in a file, or on standard input for `-`.

    Raises:
        RuleBroken: `desk.form_unreadable`.
    """
    try:
        text = sys.stdin.buffer.read() if source == STDIN else Path(source).read_bytes()
        return msgspec.json.decode(text, type=dict[str, Any])
    # UnicodeDecodeError is a ValueError; the depth of a form ends in a RecursionError.
    except (OSError, ValueError, RecursionError, msgspec.MsgspecError) as error:
        raise RuleBroken("desk.form_unreadable", why=str(error)) from error


def unknown_field(given: object, known: object, path: str = "$") -> str:
    """Return the path of a field that the form does not have at any depth, empty if it has them all.

    What travels between releases ignores unknown fields; in a form such a field is a slip of the pen.
    """
    if isinstance(given, dict) and isinstance(known, dict):
        steps = [(name, value, known.get(name, _ABSENT)) for name, value in given.items()]
    elif isinstance(given, list) and isinstance(known, list | tuple):
        steps = [(str(place), *pair) for place, pair in enumerate(zip(given, known, strict=True))]
    else:
        return ""
    for name, value, kept in steps:
        below = f"{path}.{name}"
        found = below if kept is _ABSENT else unknown_field(value, kept, below)
        if found:
            return found
    return ""


def _with_case_ids(workplace: Workplace, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form's values with every case, there and in a list of cases, named by its id."""
    named = dict(values)
    if isinstance(named.get("case_id"), str):
        named["case_id"] = find_one(workplace.desk, named["case_id"]).case.id
    if isinstance(named.get("cases"), list):
        named["cases"] = [_with_case_ids(workplace, one) if isinstance(one, dict) else one for one in named["cases"]]
    return named


def bring_out(workplace: Workplace, *, pressed: bool = False) -> tuple[JobLine, ...]:
    """Print what is owed and return what became of it; `pressed` lets printers that wait go on."""
    return tuple(JobLine.of(job) for job in workplace.print_owed(pressed=pressed).value)
