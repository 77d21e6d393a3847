"""F4 at a real window: the card fills the form, says so, and what cannot be read never blocks."""

import msgspec
import pytest
from PySide6.QtWidgets import QApplication
from support.desks import a_desk, body
from support.shown import at_work

from counter_app.devices.simulator import invented
from counter_app.presenters.views import Tone
from counter_app.settings import Sources
from counter_app.ui.kit.field import Edit


@pytest.fixture
def desk(tmp_path, qtbot):
    """A window at work whose reader is the folder `cards`."""
    (tmp_path / "cards").mkdir()
    (tmp_path / "counter.toml").write_text(f'card_reader = "folder:{tmp_path / "cards"}"\n')
    place = a_desk(tmp_path / "desk", origin=Sources(tmp_path / "counter.toml", {}))
    with at_work(place, qtbot) as window:
        yield window


def lay(tmp_path, data):
    (tmp_path / "cards" / "card.json").write_bytes(data)


def press_f4(window, qtbot):
    window.shell._actions["read_card"].trigger()
    qtbot.waitUntil(lambda: not window.around.settings_acts.lane.busy)


def field(window, key):
    return next(field for field in window.new_page._view.fields if field.key == key)


def test_a_card_fills_the_applicant_with_a_note_where_it_came_from(desk, qtbot, tmp_path):
    card = invented(3)
    lay(tmp_path, msgspec.json.encode(card))
    press_f4(desk, qtbot)
    form = desk.new.form
    assert (form.field("code"), form.field("name"), form.field("address")) == (card.number, card.name, card.address)
    assert field(desk, "name").note.tone is Tone.SOURCE
    assert "10:00" in field(desk, "name").note.text
    assert card.name in desk.shell.hint_line._message.text()
    desk.new.edit("name", f"{card.name}某")
    desk._draw()
    assert field(desk, "name").note is None


def test_where_a_body_applies_the_card_is_its_agents(desk, qtbot, tmp_path):
    lay(tmp_path, msgspec.json.encode(invented(4)))
    desk.new.edit("code", body().id_number)
    desk.new.edit("name", "德阳向阳花幼儿园有限公司")
    press_f4(desk, qtbot)
    assert desk.new.form.field("name") == "德阳向阳花幼儿园有限公司"
    assert desk.new.form.field("agent") == invented(4).name
    assert desk.new.form.field("agent_id") == invented(4).number


def test_the_focus_says_that_the_agent_is_meant_and_stays(desk, qtbot, tmp_path):
    lay(tmp_path, msgspec.json.encode(invented(5)))
    edit = desk.new_page.findChild(Edit, "agent")
    edit.setFocus()
    press_f4(desk, qtbot)
    assert desk.new.form.field("agent") == invented(5).name
    assert desk.new.form.field("name") == ""
    assert QApplication.focusWidget() is edit


def test_another_persons_name_that_was_typed_is_named(desk, qtbot, tmp_path):
    lay(tmp_path, msgspec.json.encode(invented(6)))
    desk.new.edit("name", "何芳")
    press_f4(desk, qtbot)
    assert "何芳" in desk.shell.hint_line._message.text()


@pytest.mark.parametrize(("data", "said"), [(b"{", "读不出来"), (None, "没有证")])
def test_a_card_that_cannot_be_read_gives_a_sentence_and_changes_nothing(desk, qtbot, tmp_path, data, said):
    if data is not None:
        lay(tmp_path, data)
    desk.new.edit("name", "何芳")
    press_f4(desk, qtbot)
    assert said in desk.shell.hint_line._message.text()
    assert desk.new.form.fields == {"name": "何芳"}


def test_a_card_that_has_expired_is_filled_in_and_told(desk, qtbot, tmp_path):
    old = msgspec.structs.replace(invented(7), valid_until=desk.workplace.desk.today().replace(year=2020))
    lay(tmp_path, msgspec.json.encode(old))
    press_f4(desk, qtbot)
    assert desk.new.form.field("name") == old.name
    assert "到期" in desk.shell.hint_line._message.text()


def test_a_reader_that_is_away_shows_in_the_top_bar(desk, qtbot, tmp_path):
    (tmp_path / "cards").rmdir()
    press_f4(desk, qtbot)
    assert desk.frame.card_reader.well is False
    assert "读卡器" in desk.shell.top_bar._devices.accessibleName()


def test_on_another_page_a_card_fills_nothing(desk, qtbot, tmp_path):
    lay(tmp_path, msgspec.json.encode(invented(8)))
    desk.shell._actions["work_list"].trigger()
    press_f4(desk, qtbot)
    assert desk.new.form.fields == {}
    assert "F2" in desk.shell.hint_line._message.text()
