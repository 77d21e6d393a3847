"""The server and the printer are tried out as the settings page does it."""

import secrets
from io import BytesIO

import msgspec
import pypdfium2
import pytest
import zxingcpp
from support.desks import CHEAP_HASHER, a_desk, settings_in
from support.ports import refusing_port
from support.serving import serving

from casework.clock import SystemClock
from casework.errors import Trouble
from counter_app.desk.paper_orders import order_test_page
from counter_app.main import open_desk
from counter_app.store.print_ledger import What
from printing.drivers.driver import Result


@pytest.fixture
def server(tmp_path):
    with serving(tmp_path / "server", SystemClock()) as running:
        yield running


def test_a_server_that_knows_the_desk_answers_with_its_clock_and_nothing_is_sent(tmp_path, server):
    place = open_desk(settings_in(tmp_path / "desk", server=server.address), hasher=CHEAP_HASHER)
    place.enrol(server.doors.devices.make_code("W01", 1, secrets.token_bytes(10)))
    before = place.store.journal.stream()
    answer = place.ask_server(place.settings)
    assert abs(answer.offset_ms) < 60_000
    assert 0 <= answer.took_ms < 60_000
    assert place.store.journal.stream() == before
    place.close()


def test_a_server_that_does_not_know_the_desk_says_so(tmp_path, server):
    place = a_desk(tmp_path / "desk", server=server.address)
    with place.store.writing():
        place.store.meta.put("device_key", "11" * 32)
    with pytest.raises(Trouble) as caught:
        place.ask_server(place.settings)
    assert caught.value.code == "sync.not_let_in"
    place.close()


def test_the_server_that_was_typed_is_asked_and_not_the_one_in_force(tmp_path, server):
    place = open_desk(settings_in(tmp_path / "desk", server=server.address), hasher=CHEAP_HASHER)
    place.enrol(server.doors.devices.make_code("W01", 1, secrets.token_bytes(10)))
    with refusing_port() as port, pytest.raises(Trouble, match=r"sync\.unreachable"):
        place.ask_server(msgspec.structs.replace(place.settings, server=f"http://127.0.0.1:{port}"))
    place.close()


def test_both_codes_of_the_test_page_read_as_what_stands_below(tmp_path):
    place = a_desk(tmp_path)
    page = place.printer.studio().draw(order_test_page(place.desk, "ipp://10.0.0.9/ipp/print"))
    picture = pypdfium2.PdfDocument(BytesIO(page.content))[0].render(scale=4).to_pil()
    read = {found.text for found in zxingcpp.read_barcodes(picture)}
    assert read == {"TEST-W03-2609221000"}
    assert len(zxingcpp.read_barcodes(picture)) == 2
    place.close()


def test_a_test_page_goes_to_the_folder_that_was_typed(tmp_path):
    place = a_desk(tmp_path)
    elsewhere = msgspec.structs.replace(place.settings, print_folder=tmp_path / "elsewhere")
    assert place.print_test_page(elsewhere).result is Result.PRINTED
    assert len(list((tmp_path / "elsewhere").glob("*.test-page.pdf"))) == 1
    place.close()


def with_an_archive(folder, address):
    return a_desk(folder, printers=f"档案 folder:{address} folder a5-portrait")


def test_the_test_page_of_a_printer_in_force_goes_through_its_queue_and_is_in_the_ledger(tmp_path):
    place = with_an_archive(tmp_path, tmp_path / "archive")
    ((name, outcome),) = place.print_test_strips(place.settings)
    assert (name, outcome.result) == ("档案", Result.PRINTED)
    lines = [line for line in place.store.printouts.ledger.lines() if line.queue == "档案"]
    assert [(line.what, line.paper) for line in lines] == [(What.BEGUN, "test-page"), (What.ENDED, "test-page")]
    place.close()


def test_a_printer_that_is_only_tried_out_leaves_nothing_in_the_ledger(tmp_path):
    place = with_an_archive(tmp_path, tmp_path / "archive")
    typed = msgspec.structs.replace(place.settings, printers=f"档案 folder:{tmp_path / 'other'} folder a5-portrait")
    ((_, outcome),) = place.print_test_strips(typed)
    assert outcome.result is Result.PRINTED
    assert list((tmp_path / "other").iterdir())
    assert list(place.store.printouts.ledger.lines()) == []
    place.close()
