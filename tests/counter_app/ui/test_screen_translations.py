import pytest

from resources.translations.compile import SCREEN, SOURCE, compiled, faults, messages, refresh
from resources.translations.strings import in_source

SCREENFUL = 'translate("Page", "新受理")\nmark("Acts", "受理")\ntranslate("Page", "%n 件", "", count)\n'


@pytest.fixture
def screen(tmp_path):
    folder = tmp_path / "screen"
    folder.mkdir()
    (folder / "page.py").write_text(SCREENFUL, "utf-8")
    return folder


def finished(path):
    text = path.read_text("utf-8").replace(' type="unfinished"', "")
    text = text.replace("<numerusform />", "<numerusform>%n</numerusform>").replace(
        "<translation />", "<translation>x</translation>"
    )
    path.write_text(text, "utf-8")


def test_the_english_of_the_screen_is_complete_and_fresh():
    assert faults() == []


def test_strings_are_found_as_python_reads_them():
    assert in_source(SCREENFUL) == {("Page", "新受理"): False, ("Acts", "受理"): False, ("Page", "%n 件"): True}


def test_a_computed_text_is_not_a_string_of_the_screen():
    assert in_source("translate(context, text)\nother('A', 'b')\n") == {}


def test_a_new_string_comes_in_unfinished(screen, tmp_path):
    target = tmp_path / "desk.ts"
    refresh(target, screen)
    assert len(faults(target, screen)) == 3
    finished(target)
    assert faults(target, screen) == []


def test_a_string_without_english_is_a_fault(screen, tmp_path):
    target = tmp_path / "desk.ts"
    refresh(target, screen)
    finished(target)
    (screen / "more.py").write_text('translate("Page", "草稿")', "utf-8")
    assert faults(target, screen) == ["Page: missing: 草稿"]


def test_english_that_nothing_shows_any_more_is_a_fault(screen, tmp_path):
    target = tmp_path / "desk.ts"
    refresh(target, screen)
    finished(target)
    (screen / "page.py").write_text('translate("Page", "新受理")\nmark("Acts", "受理")', "utf-8")
    assert faults(target, screen) == ["Page: no longer in the sources: %n 件"]


def test_curly_quotes_are_a_fault(screen, tmp_path):
    target = tmp_path / "desk.ts"
    refresh(target, screen)
    finished(target)
    target.write_text(target.read_text("utf-8").replace(">x<", ">“x”<"), "utf-8")
    assert all("punctuation" in line for line in faults(target, screen))
    assert faults(target, screen)


def test_finished_english_survives_a_refresh(screen, tmp_path):
    target = tmp_path / "desk.ts"
    refresh(target, screen)
    finished(target)
    before = messages(target)
    refresh(target, screen)
    assert messages(target) == before


def test_the_translation_is_compiled_once_and_again_when_its_source_changes(screen, tmp_path):
    target = tmp_path / "desk.ts"
    refresh(target, screen)
    finished(target)
    first = compiled(target)
    stamp = first.stat().st_mtime_ns
    assert compiled(target).stat().st_mtime_ns == stamp
    assert first.read_bytes()


def test_source_and_screen_are_where_the_product_keeps_them():
    assert SOURCE.exists()
    assert (SCREEN / "shell.py").exists()
