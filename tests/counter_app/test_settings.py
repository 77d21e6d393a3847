"""Settings are data: a file, the environment above it, and nothing that is not known."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.errors import RuleBroken, Trouble
from casework.sentences import say
from counter_app.settings import Origin, Settings, Sources, load_settings
from counter_app.settings_file import with_value


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


# --- where values come from, and what may be changed ---


def standing(folder, text="", environ=None, policy=None):
    """Sources in a folder: the user's file, the environment, one policy."""
    file = written(folder, text)
    locks = folder / "policy.toml"
    if policy is not None:
        locks.write_text(policy, encoding="utf-8")
    return Sources(file, environ or {}, (locks,))


def test_each_value_says_where_it_comes_from_and_the_policy_stands_above_all(tmp_path):
    traced = standing(
        tmp_path,
        'server = "https://file.example"\nlanguage = "en"\nprinter = "folder"\n',
        {"COUNTER_SERVER": "https://variable.example", "COUNTER_PRINTER": "ipp://variable.example"},
        '[printer]\nvalue = "ipp://policy.example/print"\nreason = "全市统一"\n',
    ).read()
    assert traced.settings.printer == "ipp://policy.example/print"
    assert traced.settings.server == "https://variable.example"
    assert [traced.origins[name] for name in ("printer", "server", "language", "theme")] == [
        Origin.POLICY,
        Origin.ENVIRONMENT,
        Origin.FILE,
        Origin.DEFAULT,
    ]
    assert traced.reasons == {"printer": "全市统一"}


def test_what_the_policy_locks_cannot_be_changed_and_the_file_stays(tmp_path):
    at = standing(tmp_path, "# ours\n", policy='server = "https://policy.example"\n')
    with pytest.raises(RuleBroken, match=r"settings\.locked"):
        at.change("server", "https://mine.example")
    assert at.file.read_text(encoding="utf-8") == "# ours\n"


def test_the_systems_policy_decides_over_the_one_a_variable_names(tmp_path):
    system, named = tmp_path / "system.toml", tmp_path / "named.toml"
    system.write_text("keep_days = 30\n")
    named.write_text("keep_days = 60\nreserve_mib = 8\n")
    settings = Sources(tmp_path / "counter.toml", {}, (system, named)).read().settings
    assert (settings.keep_days, settings.reserve_mib) == (30, 8)


def test_the_environment_names_a_policy_and_may_not_unlock_it(tmp_path):
    policy = tmp_path / "p.toml"
    policy.write_text('theme = "dark"\n')
    file = written(tmp_path, "")
    settings = load_settings(file, {"COUNTER_POLICY": str(policy), "COUNTER_THEME": "light"})
    assert settings.theme == "dark"


@pytest.mark.parametrize(
    ("policy", "code"),
    [
        ('pirnter = "folder"', "local.settings_unknown"),
        ("= 1", "local.settings_unreadable"),
        ('[printer]\nvalu = "folder"', "local.settings_unreadable"),
        ('theme = "pink"', "local.settings_wrong"),
    ],
)
def test_a_policy_that_cannot_be_understood_is_never_passed_over(tmp_path, policy, code):
    with pytest.raises(Trouble) as caught:
        standing(tmp_path, policy=policy).read()
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("environ", "name", "code"),
    [
        ({"COUNTER_SERVER": "https://x.example"}, "server", "settings.in_environment"),
        ({}, "data_folder", "settings.file_only"),
        ({}, "practice", "settings.file_only"),
    ],
)
def test_what_would_have_no_effect_or_open_other_data_is_not_changed(tmp_path, environ, name, code):
    at = standing(tmp_path, "", environ)
    with pytest.raises(RuleBroken) as caught:
        at.change(name, "/elsewhere")
    assert caught.value.code == code
    assert at.file.read_text() == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("server", "hall.example"),
        ("timeout_s", "0"),
        ("timeout_s", "soon"),
        ("theme", "pink"),
        ("printer", "lpr://x"),
        ("printer", "ipp://"),
        ("printer", "ipp://[::1"),
        ("printer", "ipp://h:63l"),
        ("virus_scanner", "127.0.0.1:3310"),
        ("virus_scanner_away", "perhaps"),
        ("card_reader", "usb"),
        ("queue_server", "queue"),
        ("scale_percent", "90"),
        ("idle_lock_minutes", "-1"),
    ],
)
def test_a_wrong_value_is_refused_before_the_file_is_touched(tmp_path, name, text):
    at = standing(tmp_path, 'language = "en"\n')
    with pytest.raises(Trouble) as caught:
        at.change(name, text)
    assert (caught.value.code, caught.value.details["why"].startswith(name) or "$." in caught.value.details["why"]) == (
        "local.settings_wrong",
        True,
    )
    assert at.file.read_text() == 'language = "en"\n'


def test_a_saved_value_keeps_every_comment_and_the_order(tmp_path):
    text = '# the hall\nserver = "https://a.example"  # since May\n\n# quiet\ntimeout_s = 5\n'
    at = standing(tmp_path, text)
    traced = at.change("server", "https://b.example/#x")
    assert traced.settings.server == "https://b.example/#x"
    at.change("keep_days", "90")
    assert at.file.read_text(encoding="utf-8") == (
        '# the hall\nserver = "https://b.example/#x"  # since May\n\n# quiet\ntimeout_s = 5\nkeep_days = 90\n'
    )
    at.change("server", "")
    assert at.file.read_text(encoding="utf-8") == "# the hall\n# since May\n\n# quiet\ntimeout_s = 5\nkeep_days = 90\n"
    assert at.read().origins["server"] is Origin.DEFAULT


def test_the_file_is_made_where_there_was_none_readable_by_its_owner_only(tmp_path):
    at = Sources(tmp_path / "new" / "counter.toml", {})
    at.change("theme", "dark")
    assert at.read().settings.theme == "dark"
    assert at.file.stat().st_mode & 0o077 == 0
    assert [file.name for file in at.file.parent.iterdir()] == ["counter.toml"]


def test_a_disk_that_refuses_is_told_and_the_old_file_stays(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(Trouble, match=r"settings\.not_saved"):
        Sources(blocked / "counter.toml", {}).change("theme", "dark")


names = st.sampled_from(["server", "printer", "keep_days", "theme"])
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)


@given(st.dictionaries(names, words, max_size=4), names, st.one_of(words, st.integers(0, 9), st.booleans(), st.none()))
def test_one_value_is_changed_and_every_other_stays(values, name, value):
    text = "".join(with_value("", each, values[each]) for each in values)
    after = tomllib.loads(with_value(text, name, value))
    wanted = {key: said for key, said in values.items() if key != name} | ({} if value is None else {name: value})
    assert after == wanted


def test_a_value_of_several_lines_is_replaced_and_the_comments_stay():
    text = '# one\nserver = """\nhttps://a"""\n# two\ntheme = "dark"\n'
    after = with_value(text, "server", "https://b")
    assert tomllib.loads(after) == {"server": "https://b", "theme": "dark"}
    assert "# one" in after
    assert "# two" in after


def test_the_example_of_a_policy_is_one(tmp_path):
    example = Path(__file__).parents[2] / "docs" / "policy.example.toml"
    traced = Sources(tmp_path / "counter.toml", {}, (example,)).read()
    assert traced.origins["server"] is Origin.POLICY
    assert traced.reasons["server"]


@pytest.mark.parametrize(
    ("name", "value", "zh", "en"),
    [
        ("scan_gap_ms", "soon", "不小于 5、不超过 200 的整数", "a whole number not below 5, up to 200"),
        ("keep_days", "-1", "不小于 0 的整数", "a whole number not below 0"),
        ("timeout_s", "0", "大于 0、不超过 300 的数", "a number above 0, up to 300"),
        ("theme", "pink", "“contrast”或“dark”或“light”", '"contrast" or "dark" or "light"'),
        ("sounds", "loud", "true 或 false", "true or false"),
        ("server", "hall", "以 https:// 开头的地址", "something that begins with https://"),
    ],
)
@pytest.mark.parametrize("way", ["change", "environment", "file"])
def test_what_is_wrong_with_a_value_is_said_in_the_readers_language_only(tmp_path, name, value, zh, en, way):
    text = f'{name} = "{value}"' if way == "file" else ""
    environ = {f"COUNTER_{name.upper()}": value} if way == "environment" else {}
    at = Sources(written(tmp_path, text), environ)
    with pytest.raises(Trouble) as caught:
        at.change(name, value) if way == "change" else at.read()
    assert f"（{name} = {value}），要的是{zh}：" in say(caught.value)
    assert f"({name} = {value}), it takes {en}." in say(caught.value, "en")
    assert "Expected" not in say(caught.value)


def test_a_value_without_end_is_shown_by_its_beginning(tmp_path):
    with pytest.raises(Trouble) as caught:
        load_settings(written(tmp_path, ""), {"COUNTER_THEME": "x" * 500})
    assert len(say(caught.value)) < 200
