"""The receipt printer of the tests does what heads do, so that what is tested against it means something."""

import socket
from contextlib import closing
from urllib.parse import urlsplit

import pytest
import serial
from PIL import Image
from support.escpos_head import CUTTER_ROWS, Head
from support.escpos_printer import EscposPrinter, Fault, Manner, SerialLine

WIDE = 72
FEED_AND_CUT = b"\x1dVB\x00"
ASK_PAPER = b"\x10\x04\x04"
ASK_CAUSE = b"\x10\x04\x02"
WELL = b"\x12"


def raster(rows, value=0xFF, wide=WIDE):
    return b"\x1dv0\0" + wide.to_bytes(2, "little") + rows.to_bytes(2, "little") + bytes([value]) * wide * rows


def echo(four):
    return b"\x1d(H\x06\x00\x30\x30" + four


def joined(printer):
    to = urlsplit(printer.address)
    return closing(socket.create_connection((to.hostname, to.port), timeout=10))


def taken(line, count):
    data = b""
    while len(data) < count and (more := line.recv(count - len(data))):
        data += more
    return data


def send(printer, data):
    with joined(printer) as line:
        line.sendall(data)
    printer.wait_until_still()


def test_a_picture_comes_out_dot_for_dot_on_a_piece_of_its_own():
    head = Head()
    head.receive(raster(24, 0xF0) + FEED_AND_CUT)
    head.work()
    (piece,) = head.pieces
    assert (piece.image.size, piece.cut, piece.text) == ((576, 24), True, "")
    assert piece.image.crop((0, 0, 8, 1)).tobytes() == b"\x0f"


def test_the_cutter_sits_behind_the_head():
    head = Head()
    head.receive(raster(200) + b"\x1dV\x00")
    head.work()
    assert head.pieces[0].image.height == 200 - CUTTER_ROWS
    assert head.uncut.height == CUTTER_ROWS


def test_an_unfinished_picture_swallows_the_next_job_and_nothing_else_brings_it_to_its_senses():
    with EscposPrinter() as printer:
        send(printer, raster(100)[: 8 + WIDE * 10])
        assert printer.in_raster
        send(printer, b"\x1b@" + raster(60) + FEED_AND_CUT + b"after")
        assert printer.in_raster
        # What stands at the left edge of the swallowed rows are the bytes of the commands themselves.
        assert printer.uncut.image.crop((0, 10, 16, 11)).tobytes() == bytes(255 - value for value in b"\x1b@")
        send(printer, b"\0" * WIDE * 100)
        assert not printer.in_raster


def test_characters_are_known_as_such():
    with EscposPrinter() as printer:
        send(printer, b"\x1b@\x1bt\x00" + "收件 42\n".encode("gb18030") + FEED_AND_CUT)
        (piece,) = printer.pieces
    assert piece.text == "收件 42\n"
    assert piece.black


def test_the_process_id_is_given_back_in_its_turn():
    with EscposPrinter(rows_per_s=4000) as printer, joined(printer) as line:
        line.sendall(raster(400) + echo(b"0042"))
        assert taken(line, 7) == b"\x37\x220042\0"
        assert printer.uncut.image.height == 400


def test_out_of_paper_it_stops_at_the_row_says_so_and_goes_on_with_a_new_roll():
    with EscposPrinter() as printer, joined(printer) as line:
        printer.strike(Fault.PAPER_OUT, after_rows=30)
        line.sendall(raster(50) + echo(b"0001"))
        printer.wait_until_still()
        assert printer.uncut.image.height == 30
        line.sendall(ASK_PAPER + ASK_CAUSE)
        assert taken(line, 2) == b"\x7e\x32"
        printer.mend()
        assert taken(line, 7) == b"\x37\x220001\0"
        (old,) = printer.wait_for_pieces(1)
        assert (old.image.height, old.cut, printer.uncut.image.height) == (30, False, 20)


def test_a_roll_runs_out_by_itself():
    with EscposPrinter(rows_left=40) as printer:
        send(printer, raster(50))
        assert printer.uncut.image.height == 40
        assert printer.in_raster


def test_an_open_cover_is_said_and_nothing_moves_till_it_is_shut():
    with EscposPrinter() as printer, joined(printer) as line:
        printer.strike(Fault.COVER_OPEN)
        line.sendall(ASK_CAUSE + b"\x10\x04\x01" + raster(10))
        assert taken(line, 2) == b"\x16\x1a"
        printer.wait_until_still()
        assert printer.uncut.image.height == 0
        printer.mend()
        printer.wait_until_still()
        assert printer.uncut.image.height == 10


def test_what_it_cannot_print_it_takes_in_only_as_far_as_its_buffer_goes():
    with EscposPrinter() as printer, joined(printer) as line:
        printer.strike(Fault.COVER_OPEN)
        line.settimeout(0.2)
        with pytest.raises(TimeoutError):
            line.sendall(bytes(16_000_000))


@pytest.mark.parametrize("manner", [Manner.MUTE, Manner.GARBAGE, Manner.OTHER_ID, Manner.NO_ECHO])
def test_a_manner_changes_what_is_said_and_not_what_comes_out(manner):
    with EscposPrinter(manner=manner) as printer, joined(printer) as line:
        line.sendall(ASK_PAPER + raster(5) + echo(b"0007"))
        line.shutdown(socket.SHUT_WR)
        printer.wait_until_still()
        said = taken(line, 64)
        assert b"0007" not in said
        assert (said[:1] == WELL) == (manner in {Manner.OTHER_ID, Manner.NO_ECHO})
        assert printer.uncut.image.height == 5


def test_a_liar_says_all_is_well_before_anything_came_out():
    with EscposPrinter(manner=Manner.LIAR) as printer, joined(printer) as line:
        printer.strike(Fault.COVER_OPEN)
        line.sendall(ASK_CAUSE + raster(5) + echo(b"0007"))
        assert taken(line, 8) == WELL + b"\x37\x220007\0"
        assert printer.uncut.image.height == 0


def test_a_stalled_printer_is_silent_and_the_line_stays_up():
    with EscposPrinter() as printer, joined(printer) as line:
        printer.strike(Fault.STALL, after_rows=3)
        line.sendall(raster(5) + ASK_PAPER)
        printer.wait_until_still()
        line.settimeout(0.1)
        line.sendall(ASK_PAPER)
        # The first question came in with the picture, before it stalled.
        with pytest.raises(TimeoutError):
            taken(line, 2)


@pytest.mark.parametrize(("fault", "keeps"), [(Fault.LINE_LOST, True), (Fault.POWER_LOST, False)])
def test_a_broken_line_leaves_the_picture_begun_and_a_dead_printer_forgets_it(fault, keeps):
    with EscposPrinter() as printer, joined(printer) as line:
        printer.strike(fault, after_rows=5)
        line.sendall(raster(100)[: 8 + WIDE * 5])
        with pytest.raises(ConnectionResetError):
            taken(line, 1)
        with pytest.raises(ConnectionRefusedError):
            joined(printer)
        printer.mend()
        with joined(printer):
            assert printer.in_raster is keeps


def test_half_a_slip_is_torn_off():
    with EscposPrinter() as printer:
        send(printer, raster(50))
        printer.tear_off()
        assert [(piece.image.height, piece.cut) for piece in printer.pieces] == [(50, False)]


def test_it_stands_on_a_serial_line_too(tmp_path):
    with EscposPrinter(SerialLine(tmp_path)) as printer, serial.Serial(printer.address, 115200, timeout=5) as line:
        line.write(ASK_PAPER + raster(200) + FEED_AND_CUT + echo(b"0009"))
        assert line.read(8) == WELL + b"\x37\x220009\0"
        assert isinstance(printer.pieces[0].image, Image.Image)
        assert printer.pieces[0].image.height == 200


def test_waiting_for_paper_that_never_comes_fails():
    with EscposPrinter() as printer, pytest.raises(AssertionError):
        printer.wait_for_pieces(1, timeout_s=0.05)
