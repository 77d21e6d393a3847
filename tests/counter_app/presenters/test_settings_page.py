"""The settings as a page, without a screen."""

import pytest
from support.desks import settings_in

from counter_app.devices.simulator import invented
from counter_app.presenters.idle import IdleWatch
from counter_app.presenters.setting_words import SECTIONS, SETTING_WORDS
from counter_app.presenters.settings_page import SettingsPresenter
from counter_app.presenters.trying_out import card_note, print_note, scan_note, server_note
from counter_app.presenters.views import Tone
from counter_app.presenters.wording import Words
from counter_app.settings import Settings, Sources
from counter_app.training import training_settings
from printing.drivers.driver import Outcome, Result


@pytest.fixture
def page(tmp_path):
    """A page over a file and a policy in `tmp_path`."""
    sources = Sources(tmp_path / "counter.toml", {}, (tmp_path / "policy.toml",))
    return SettingsPresenter(sources, sources.read().settings, Words("zh"))


def row(page, name):
    page.choose(SETTING_WORDS[name].section)
    return next(row for row in page.view().rows if row.name == name)


def test_every_setting_has_its_words_in_a_section_that_is_shown():
    assert set(SETTING_WORDS) == set(Settings.__struct_fields__)
    sections = {key for key, _ in SECTIONS}
    for words in SETTING_WORDS.values():
        assert words.section in sections
        for chinese, english in (words.name, words.doc, *(said for _, said in words.choices)):
            assert chinese
            assert english.isascii()


def test_what_holds_at_once_says_so_and_the_rest_says_that_it_waits(page):
    page.change("theme", "dark")
    assert row(page, "theme").note.text == "已保存，已起作用"
    page.change("printer", "ipp://10.0.0.9/ipp/print")
    assert "重新打开" in row(page, "printer").note.text
    page.begin()
    assert row(page, "printer").note.tone is Tone.WARN
    assert "folder" in row(page, "printer").note.text


def test_in_training_the_real_desks_settings_are_read_and_not_changed(tmp_path):
    sources = Sources(tmp_path / "counter.toml", {}, ())
    page = SettingsPresenter(sources, training_settings(sources.read().settings), Words("zh"))
    assert page.change("theme", "dark") is None
    assert not row(page, "theme").editable
    assert "真的窗口" in page.view().remarks[0].text
    assert not (tmp_path / "counter.toml").exists()


def test_a_desk_that_is_for_training_only_changes_its_own(tmp_path):
    (tmp_path / "counter.toml").write_text("practice = true\n")
    sources = Sources(tmp_path / "counter.toml", {}, ())
    page = SettingsPresenter(sources, training_settings(sources.read().settings), Words("zh"))
    assert page.change("theme", "dark").theme == "dark"


def test_a_refused_value_stays_as_typed_and_is_told_in_a_clerks_words(page):
    assert page.change("timeout_s", "0") is None
    shown = row(page, "timeout_s")
    assert (shown.value, shown.note.tone) == ("0", Tone.BAD)
    assert shown.note.text.startswith("没有保存：“0”")
    assert not any(word in shown.note.text for word in ("timeout_s", "Expected", "COUNTER_"))
    assert "300" in shown.doc
    page.change("timeout_s", "30")
    assert row(page, "timeout_s").note is None


def test_what_is_locked_shows_the_administrators_reason_and_takes_nothing(tmp_path):
    policy = tmp_path / "policy.toml"
    policy.write_text('[printer]\nvalue = "folder"\nreason = "全市统一"\n', encoding="utf-8")
    sources = Sources(tmp_path / "counter.toml", {}, (policy,))
    page = SettingsPresenter(sources, sources.read().settings, Words("zh"))
    shown = row(page, "printer")
    assert (shown.editable, shown.origin.text) == (False, "管理员锁定：全市统一")
    assert page.change("printer", "ipp://x") is None
    assert "锁定" in row(page, "printer").note.text
    assert str(policy) in page.view().remarks[0].text


def test_a_variable_is_named_and_cannot_be_changed(tmp_path):
    sources = Sources(tmp_path / "counter.toml", {"COUNTER_THEME": "dark"})
    page = SettingsPresenter(sources, sources.read().settings, Words("en"))
    shown = row(page, "theme")
    assert (shown.value, shown.editable) == ("dark", False)
    assert "COUNTER_THEME" in shown.origin.text


def test_a_file_that_somebody_broke_meanwhile_is_told_and_nothing_can_be_changed(tmp_path):
    file = tmp_path / "counter.toml"
    page = SettingsPresenter(Sources(file, {}), settings_in(tmp_path), Words("zh"))
    file.write_text('pirnter = "folder"\n')
    view = page.view()
    assert "是不是“printer”" in view.remarks[0].text
    assert not any(row.editable for row in view.rows)


def test_a_clock_that_is_right_or_off_is_told():
    words = Words("zh")
    assert (server_note(words, 900, 12).tone, server_note(words, 90_000, 12).tone) == (Tone.OK, Tone.WARN)
    assert "慢 90 秒" in server_note(words, 90_000, 12).text
    assert "快 90 秒" in server_note(words, -90_000, 12).text


@pytest.mark.parametrize(
    ("outcome", "tone"),
    [
        (Outcome(Result.PRINTED, proof="page.pdf"), Tone.OK),
        (Outcome(Result.UNCERTAIN, "printing.ipp_no_proof", "x"), Tone.WARN),
        (Outcome(Result.FAILED, "printing.folder_unwritable", "full"), Tone.BAD),
    ],
)
def test_the_test_page_says_what_became_of_it(outcome, tone):
    assert print_note(Words("zh"), "folder", outcome).tone is tone


def test_a_card_is_told_without_its_number():
    card = invented(3)
    said = card_note(Words("zh"), card).text
    assert card.name in said
    assert card.number[-4:] in said
    assert card.number not in said


def test_a_scanner_is_told_from_a_hand():
    words = Words("zh")
    assert scan_note(words, "510600-W03", 80).tone is Tone.OK
    assert scan_note(words, "510600-W03", 2600).tone is Tone.WARN


def test_a_desk_nobody_touches_runs_out_and_zero_never_does():
    now = [0.0]
    watch = IdleWatch(10, lambda: now[0])
    now[0] = 599
    assert not watch.run_out()
    watch.touched()
    now[0] = 1198
    assert not watch.run_out()
    now[0] = 1200
    assert watch.run_out()
    watch.set_minutes(0)
    assert not watch.run_out()
