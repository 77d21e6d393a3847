"""Card readers: what lies there is read, what cannot be read is a sentence, and nothing waits for ever."""

import os
import threading

import msgspec
import pytest
from support.ports import refusing_port

from casework.errors import Trouble
from casework.identity import check_resident_id
from counter_app.devices.card_readers import FolderReader, SocketReader, reader_of
from counter_app.devices.cards import Card, card_of
from counter_app.devices.simulator import CardServer, invented


@pytest.fixture
def simulator():
    with CardServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def at(server):
    return reader_of(f"socket:127.0.0.1:{server.server_address[1]}")


def test_the_invented_people_have_valid_numbers():
    people = [invented(serial) for serial in range(200)]
    assert all(check_resident_id(person.number).warnings == () for person in people)
    assert len({person.number for person in people}) > 100


def test_the_newest_card_in_the_folder_is_the_one_on_the_reader(tmp_path):
    for age, serial in ((20, 1), (10, 2)):
        file = tmp_path / f"{serial}.json"
        file.write_bytes(msgspec.json.encode(invented(serial)))
        os.utime(file, (1_000_000 - age, 1_000_000 - age))
    assert FolderReader(tmp_path).read() == invented(2)


def test_the_program_on_the_socket_gives_its_card(simulator):
    simulator.lies = msgspec.json.encode(invented(4))
    assert at(simulator).read() == invented(4)


def test_an_empty_reader_says_so(simulator, tmp_path):
    for reader in (at(simulator), FolderReader(tmp_path)):
        with pytest.raises(Trouble) as caught:
            reader.read()
        assert caught.value.code == "card.none"


def test_a_reader_that_is_away_says_so(tmp_path):
    with refusing_port() as port:
        for reader in (SocketReader("127.0.0.1", port), FolderReader(tmp_path / "nowhere")):
            with pytest.raises(Trouble) as caught:
                reader.read()
            assert caught.value.code == "card.reader_away"


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"[]",
        b'{"name": "A"}',
        b"\xff",
        msgspec.json.encode(Card(name="王晓慧", number="510603198811020421")),
        msgspec.json.encode(Card(name=" ", number=invented(1).number)),
        b'"' + b"x" * 70_000 + b'"',
    ],
)
def test_what_is_no_card_is_unreadable(data):
    with pytest.raises(Trouble) as caught:
        card_of(data)
    assert caught.value.code == "card.unreadable"


@pytest.mark.parametrize("setting", ["folder:", "socket:", "socket:host", "socket:host:0", "socket:host:x", "usb:1"])
def test_a_setting_that_names_no_reader_is_told(setting):
    with pytest.raises(Trouble, match=r"card\.setting"):
        reader_of(setting)


def test_no_reader_is_no_trouble():
    assert reader_of("") is None
