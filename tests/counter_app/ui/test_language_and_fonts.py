import pytest

from casework.errors import Trouble
from casework.sentences import say
from counter_app.ui.language import Language, LanguageSwitch
from counter_app.ui.theme.fonts import FACES, register
from counter_app.ui.tongue import mark, translate


def test_english_is_put_on_and_taken_off(language):
    assert translate("Shell", "号窗口") == "号窗口"
    language.switch(Language.ENGLISH)
    assert translate("Shell", "号窗口") == "Window"
    assert language.language is Language.ENGLISH
    language.switch(Language.CHINESE)
    assert translate("Shell", "号窗口") == "号窗口"


def test_english_has_a_singular_and_a_plural(language):
    language.switch(Language.ENGLISH)
    counted = [translate("Deadlines", "逾期 %n 日", "", number) for number in (1, 2, 11)]
    assert counted == ["1 day late", "2 days late", "11 days late"]


def test_a_translation_that_cannot_be_read_is_a_trouble_of_the_machine(app, tmp_path):
    with pytest.raises(Trouble) as caught:
        LanguageSwitch(app, tmp_path / "absent.qm").switch(Language.ENGLISH)
    assert caught.value.code == "look.translation"
    assert "absent.qm" in say(caught.value, "en")


def test_a_missing_font_is_a_trouble_of_the_machine(tmp_path):
    with pytest.raises(Trouble) as caught:
        register(lambda name: tmp_path / name)
    assert caught.value.code == "look.font"
    assert FACES[0] in say(caught.value)


def test_a_marked_text_stays_as_it_is(language):
    language.switch(Language.ENGLISH)
    assert mark("Shell", "号窗口") == "号窗口"
