"""The settings as a page: section by section, each with what it does, its value, where that comes from, and a test."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import msgspec

from casework.errors import ProductError, RuleBroken, Trouble
from counter_app.presenters.list_views import Pill
from counter_app.presenters.setting_words import SECTIONS, SETTING_WORDS, Pair, SettingWords
from counter_app.presenters.views import Note, Tone
from counter_app.presenters.wording import Words
from counter_app.settings import FILE_ONLY, Origin, Settings, Sources, Traced

TESTS = {
    "printers": ("test_page",),
    "server": ("ask_server",),
    "devices": ("read_card",),
}
"""The acts that try out what a section sets; the scanners' test is a field of its own."""

_TOLD_WHOLE = frozenset({"printers"})
"""Settings of several parts: which part does not fit is said as the settings say it."""


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting. `choices` are (value, words) where only these hold; `origin` says where the value is from."""

    name: str
    label: str
    doc: str
    value: str
    origin: Note
    choices: tuple[tuple[str, str], ...] = ()
    editable: bool = True
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class SettingsView:
    """The page. `results` are what the tests of the section said, by act."""

    section: str
    sections: tuple[Pill, ...]
    rows: tuple[SettingRow, ...]
    file: str
    remarks: tuple[Note, ...]
    tests: tuple[str, ...]
    results: Mapping[str, Note]


class SettingsPresenter:
    """The settings; `in_force` are those the desk was started with."""

    def __init__(self, sources: Sources, in_force: Settings, words: Words) -> None:
        self._sources = sources
        self._in_force = in_force
        self.words = words
        self.section = SECTIONS[0][0]
        self._notes: dict[str, ProductError | str] = {}
        self._typed: dict[str, str] = {}
        self._results: dict[str, Note] = {}
        self._trouble: Trouble | None = None

    def begin(self) -> None:
        """Begin a visit: what was refused or tried out last time is no longer said."""
        self._notes.clear()
        self._typed.clear()
        self._results.clear()

    def choose(self, section: str) -> None:
        """Show a section."""
        self.section = section

    def change(self, name: str, text: str) -> Settings | None:
        """Save a value; return the settings as they then stand, or None when it was refused and the row says why."""
        if text.strip() == self._shown(name):
            self._typed.pop(name, None)
            if isinstance(self._notes.get(name), ProductError):
                self._notes.pop(name)
            return None
        try:
            if self._are_anothers():
                raise RuleBroken("training.real_settings")
            traced = self._sources.change(name, text)
        except ProductError as refused:
            self._notes[name] = refused
            self._typed[name] = text
            return None
        self._typed.pop(name, None)
        self._in_force = self._with_what_holds_at_once(traced.settings)
        waits = getattr(traced.settings, name) != getattr(self._in_force, name)
        self._notes[name] = "settings.saved_restart" if waits else "settings.saved"
        return traced.settings

    def _with_what_holds_at_once(self, settings: Settings) -> Settings:
        names = [name for name, words in SETTING_WORDS.items() if words.at_once]
        return msgspec.structs.replace(self._in_force, **{name: getattr(settings, name) for name in names})

    def _are_anothers(self) -> bool:
        """Whether they are the real desk's, seen from training, where nobody has to sign in."""
        return self._in_force.practice and not self._traced().settings.practice

    def _shown(self, name: str) -> str:
        return _text(getattr(self._traced().settings, name))

    def told(self, act: str, note: Note) -> None:
        """Keep what a test said."""
        self._results[act] = note

    def settings(self) -> Settings:
        """Return the settings as saved, which a test tries out; those in force where the sources cannot be read."""
        return self._traced().settings

    def _traced(self) -> Traced:
        try:
            traced = self._sources.read()
        except Trouble as trouble:
            self._trouble = trouble
            return Traced(self._in_force, {}, {})
        self._trouble = None
        return traced

    def view(self) -> SettingsView:
        """Return the page as it stands."""
        traced = self._traced()
        rows = tuple(self._row(name, traced) for name, words in SETTING_WORDS.items() if words.section == self.section)
        tests = TESTS.get(self.section, ())
        return SettingsView(
            section=self.section,
            sections=tuple(Pill(key, self._pick(name)) for key, name in SECTIONS),
            rows=rows,
            file=str(self._sources.file),
            remarks=self._remarks(),
            tests=tests,
            results={act: note for act, note in self._results.items() if act in tests},
        )

    def _remarks(self) -> tuple[Note, ...]:
        if self._trouble is not None:
            return (Note(self.words.error(self._trouble), Tone.BAD),)
        if self._are_anothers():
            return (Note(self.words.error(RuleBroken("training.real_settings")), Tone.HOLD),)
        there = [path for path in self._sources.policies if path.exists()]
        return tuple(Note(self.words("settings.policy_file", path=str(path)), Tone.HOLD) for path in there)

    def _row(self, name: str, traced: Traced) -> SettingRow:
        words = SETTING_WORDS[name]
        origin = traced.origins.get(name, Origin.DEFAULT)
        row = SettingRow(
            name=name,
            label=self._pick(words.name),
            doc=self._pick(words.doc),
            value=_text(getattr(traced.settings, name)),
            origin=self._origin(name, origin, traced),
            choices=tuple((value, self._pick(said)) for value, said in words.choices),
            editable=origin not in {Origin.POLICY, Origin.ENVIRONMENT}
            and name not in FILE_ONLY
            and not self._are_anothers()
            and self._trouble is None,
            note=self._note(name),
        )
        return self._pending(row, words, traced) if name not in self._typed else replace(row, value=self._typed[name])

    def _note(self, name: str) -> Note | None:
        """Say in the language in force what became of a change."""
        said = self._notes.get(name)
        if isinstance(said, ProductError):
            # What was typed does not fit; what does fit stands in the explanation, in words a clerk knows.
            wrong = said.code == "local.settings_wrong" and name in self._typed and name not in _TOLD_WHOLE
            told = self.words("settings.refused", value=self._typed[name]) if wrong else self.words.error(said)
            return Note(told, Tone.BAD)
        return Note(self.words(said), Tone.OK) if said else None

    def say_in(self, words: Words) -> None:
        """Speak another language; what a test said in the first one is no longer said."""
        self.words = words
        self._results.clear()

    def _pending(self, row: SettingRow, words: SettingWords, traced: Traced) -> SettingRow:
        """Say of a value that was saved, here or with an editor, that it holds from the next start on."""
        saved, runs = getattr(traced.settings, row.name), getattr(self._in_force, row.name)
        if row.note is not None or words.at_once or saved == runs:
            return row
        return replace(row, note=Note(self.words("settings.waits", value=_text(runs) or "-"), Tone.WARN))

    def _origin(self, name: str, origin: Origin, traced: Traced) -> Note:
        if origin is Origin.POLICY:
            reason = traced.reasons.get(name, "")
            said = self.words("settings.locked_why", reason=reason) if reason else self.words("settings.locked")
            return Note(said, Tone.HOLD)
        if origin is Origin.ENVIRONMENT:
            return Note(self.words("settings.from_environment", variable=f"COUNTER_{name.upper()}"), Tone.SOURCE)
        if name in FILE_ONLY:
            return Note(self.words(f"settings.file_only_{origin.value}"), Tone.SOURCE)
        return Note(self.words(f"settings.from_{origin.value}"), Tone.SOURCE)

    def _pick(self, pair: Pair) -> str:
        return pair[self.words.lang == "en"]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)
