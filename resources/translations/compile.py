"""Compiles the translation with Qt's own tools, and finds what is missing or stale in it.

`compiled()` gives the `.qm`, made when absent or older than its source; set-up and start both call it. The tools come
with PySide6 and are found without importing it; an installed desk ships the `.qm` without its source and needs neither.
"""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

from resources import ROOT
from resources.translations.strings import Key, in_folder

SOURCE = ROOT / "translations" / "desk_en.ts"
SCREEN = ROOT.parent / "counter_app" / "ui"


def _tool(name: str) -> str:
    """Return where Qt's tool lies; the data must not depend on Qt, so its package is located, not imported."""
    found = find_spec("PySide6")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("PySide6, which brings Qt's translation tools, is not installed", name="PySide6")
    suffix = ".exe" if sys.platform == "win32" else ""
    return str(Path(found.origin).with_name(f"{name}{suffix}"))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 - Qt's own tools, our own files


def compiled(source: Path = SOURCE) -> Path:
    """Return the compiled translation, compiling it first when it is absent or older than `source`."""
    target = source.with_suffix(".qm")
    if target.exists() and not (source.exists() and source.stat().st_mtime > target.stat().st_mtime):
        return target
    half_done = target.with_suffix(f".{os.getpid()}.part")
    _run(_tool("lrelease"), "-silent", str(source), "-qm", str(half_done))
    half_done.replace(target)
    return target


def refresh(target: Path = SOURCE, screen: Path = SCREEN) -> None:
    """Bring `target` up to date with the sources under `screen`: new strings come in unfinished, dead ones go."""
    have = messages(target) if target.exists() else {}
    wanted = in_folder(screen)
    root = ET.Element("TS", version="2.1", language="en", sourcelanguage="zh_CN")
    for context in sorted({name for name, _ in wanted}):
        element = ET.SubElement(root, "context")
        ET.SubElement(element, "name").text = context
        for (name, text), counted in sorted(wanted.items()):
            if name == context:
                _write(element, text, have.get((name, text), ()), counted=counted)
    ET.indent(root, "    ")
    body = ET.tostring(root, encoding="unicode")
    target.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', "utf-8")


def _write(context: ET.Element, text: str, forms: tuple[str, ...], *, counted: bool) -> None:
    message = ET.SubElement(context, "message", {"numerus": "yes"} if counted else {})
    ET.SubElement(message, "source").text = text
    fits = len(forms) == (2 if counted else 1)
    translation = ET.SubElement(message, "translation", {} if fits else {"type": "unfinished"})
    if counted:
        for form in forms if fits else ("", ""):
            ET.SubElement(translation, "numerusform").text = form
    elif fits:
        translation.text = forms[0]


def messages(source: Path) -> dict[Key, tuple[str, ...]]:
    """Return the translations by (context, Chinese); an unfinished one is an empty tuple, plurals have two."""
    found: dict[Key, tuple[str, ...]] = {}
    for context in ET.parse(source).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name", "")
        for message in context.iter("message"):
            found[name, message.findtext("source", "")] = _translation(message)
    return found


def _translation(message: ET.Element) -> tuple[str, ...]:
    translation = message.find("translation")
    if translation is None or translation.get("type") == "unfinished":
        return ()
    forms = [form.text or "" for form in translation.iter("numerusform")]
    return tuple(forms) if forms else (translation.text or "",)


def faults(source: Path = SOURCE, screen: Path = SCREEN) -> list[str]:
    """Return a line for every string that is missing, stale, unfinished, or with punctuation beyond ASCII."""
    wanted = set(in_folder(screen))
    have = messages(source)
    lines = [f"{name}: missing: {text}" for name, text in sorted(wanted - set(have))]
    lines += [f"{name}: no longer in the sources: {text}" for name, text in sorted(set(have) - wanted)]
    for (name, text), forms in sorted(have.items()):
        if not forms or not all(forms):
            lines.append(f"{name}: unfinished: {text}")
        elif not all(letter.isascii() or letter.isalpha() for form in forms for letter in form):
            lines.append(f"{name}: punctuation beyond ASCII: {' / '.join(forms)}")
    return lines


if __name__ == "__main__":
    if "--refresh" in sys.argv:
        refresh()
    sys.stderr.write(f"compiled {compiled().name}\n")
