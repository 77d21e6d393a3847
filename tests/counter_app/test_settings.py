"""Settings are data: a file, the environment above it, and nothing that is not known."""

from pathlib import Path

import pytest

from casework.errors import Trouble
from counter_app.settings import Settings, load_settings


def written(folder, text):
    file = folder / "counter.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_everything_has_a_place_outside_the_data_for_key_and_witness():
    settings = load_settings(None, {})
    assert not settings.key_file.is_relative_to(settings.data_folder)
    assert not settings.witness_file.is_relative_to(settings.data_folder)
    assert (settings.server, settings.printer, settings.language) == ("", "folder", "zh")


def test_the_environment_wins_over_the_file(tmp_path):
    file = written(tmp_path, 'server = "https://a.example"\ntimeout_s = 5\n')
    assert load_settings(file, {}).server == "https://a.example"
    settings = load_settings(file, {"COUNTER_SERVER": "https://b.example", "COUNTER_PRACTICE": "true"})
    assert (settings.server, settings.timeout_s, settings.practice) == ("https://b.example", 5.0, True)


def test_the_file_can_be_named_by_the_environment(tmp_path):
    file = written(tmp_path, 'language = "en"\n')
    assert load_settings(None, {"COUNTER_SETTINGS": str(file)}).language == "en"


@pytest.mark.parametrize("environ", [{}, {"COUNTER_DATA_FOLDR": "/x"}])
def test_an_unknown_name_is_refused_with_the_one_that_was_meant(tmp_path, environ):
    file = written(tmp_path, "" if environ else 'data_foldr = "/x"\n')
    with pytest.raises(Trouble) as caught:
        load_settings(file, environ)
    assert (caught.value.code, caught.value.details["hint"]) == ("local.settings_unknown", "data_folder")


@pytest.mark.parametrize("text", ["timeout_s = 0", 'language = "fr"', "data_folder = 3", 'practice = "perhaps"'])
def test_a_wrong_value_is_refused(tmp_path, text):
    with pytest.raises(Trouble, match=r"local\.settings_wrong"):
        load_settings(written(tmp_path, text), {})


def test_a_file_that_is_named_must_be_readable(tmp_path):
    with pytest.raises(Trouble, match=r"local\.settings_unreadable"):
        load_settings(tmp_path / "nowhere.toml", {})
    with pytest.raises(Trouble, match=r"local\.settings_unreadable"):
        load_settings(written(tmp_path, "= 3"), {})


def test_every_setting_is_documented():
    source = Path(__import__("counter_app.settings", fromlist=["x"]).__file__).read_text(encoding="utf-8")
    body = source[source.index("class Settings") : source.index("def places")].splitlines()
    for name in Settings.__struct_fields__:
        line = next(number for number, text in enumerate(body) if text.startswith(f"    {name}:"))
        assert body[line + 1].lstrip().startswith('"""'), name


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("COUNTER_SERVER", "hall.example:8741", "local.settings_wrong"),
        ("COUNTER_SERVER", "ftp://hall.example", "local.settings_wrong"),
        ("COUNTER_CA_FILE", "/no/such/file.pem", "local.settings_unreadable"),
    ],
)
def test_an_address_that_can_never_answer_is_refused_at_the_start(name, value, code):
    with pytest.raises(Trouble) as caught:
        load_settings(environ={name: value})
    assert caught.value.code == code
