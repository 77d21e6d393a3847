"""Promises the project makes about itself."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from casework.errors import RuleBroken
from casework.sentences import sentence, table

ROOT = Path(__file__).parent.parent
PACKAGES = ("casework", "printing", "counter_app", "sync_server")
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def modules():
    return [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]


def codes_raised():
    """Every code that is written out where an error is made."""
    found = {}
    for file in modules():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and _name(node.func) in {"RuleBroken", "Trouble", "UnknownKind"}
                and node.args
            ):
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found[first.value] = f"{file.relative_to(ROOT)}:{node.lineno}"
    return found


def _name(function):
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def test_every_package_is_locked_by_hash_and_no_host_is_named():
    assert "://" not in LOCK
    pinned = re.findall(r"^[a-z0-9].*?==", LOCK, re.MULTILINE)
    assert len(pinned) > 50
    assert LOCK.count("--hash=sha256:") >= len(pinned)


def test_every_error_that_is_raised_has_its_sentence():
    sentences = table()
    missing = {code: where for code, where in codes_raised().items() if code not in sentences}
    assert missing == {}


def test_every_sentence_is_there_in_both_languages_without_blame():
    for code, (chinese, english) in table().items():
        assert chinese.strip(), code
        assert english.strip(), code
        assert "!" not in english, code
        assert "！" not in chinese, code


def test_a_sentence_has_the_same_fields_in_both_languages_or_their_translation():
    fields = re.compile(r"\{(\w+?)(?:_zh|_en)?\}")
    for code, (chinese, english) in table().items():
        assert set(fields.findall(english)) <= set(fields.findall(chinese)), code


def test_a_code_without_a_sentence_is_still_told_apart():
    assert "no.such_code" in sentence("no.such_code")
    assert "no.such_code" in sentence("no.such_code", "en")
    assert RuleBroken("no.such_code").code == "no.such_code"


def test_no_module_is_longer_than_five_hundred_lines():
    long = {file.name: count for file in modules() if (count := len(file.read_text().splitlines())) > 500}
    assert long == {}


def test_the_set_up_script_is_plain_sh():
    checked = subprocess.run(["sh", "-n", str(ROOT / "dev")], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize("command", ["setup", "demo", "test", "check", "bench", "package"])
def test_the_set_up_script_knows_its_commands(command):
    assert re.search(rf"^    {command}\)", (ROOT / "dev").read_text(), re.MULTILINE)


def test_every_font_comes_with_its_licence():
    fonts = ROOT / "resources" / "fonts"
    families = {file.name.partition("-")[0] for file in fonts.glob("*.woff2")}
    assert families
    for family in families:
        assert "SIL Open Font License" in (fonts / f"OFL-{family}.txt").read_text(encoding="utf-8")
