"""Readers on a serial line (a pseudo-terminal), at the kernel (a recorded stream), and codes before a camera."""

import os
import pty
import tty

import pytest
import segno
from PIL import Image

from casework.errors import Trouble
from counter_app.desk.picture_codes import read_grey
from counter_app.devices.barcode_readers import reader_of
from counter_app.devices.evdev_reader import EV_KEY, EVENT, PRESSED, SIGNS, EvdevReader, Keys
from counter_app.devices.readings import (
    CALM_S,
    MOST_A_SECOND,
    MOST_AT_ONCE,
    MOST_SIGNS,
    QUIET_S,
    Pace,
    Reading,
    Signs,
)
from counter_app.devices.serial_reader import SerialReader
from counter_app.devices.sight import SEEN_AGAIN_S, Sight

NUMBER = "510600-W03-260706-0017-K5"


class Line:
    """A serial line: what is sent into one end comes to the reader at the other."""

    def __init__(self):
        self.end, self._other = pty.openpty()
        tty.setraw(self._other)
        self.name = os.ttyname(self._other)

    def send(self, data):
        os.write(self.end, data)

    def pull_out(self):
        os.close(self.end)
        os.close(self._other)


@pytest.fixture
def line():
    made = Line()
    yield made
    for descriptor in (made.end, made._other):
        try:
            os.close(descriptor)
        except OSError:
            continue


def texts(readings):
    return [reading.text for reading in readings]


def test_a_code_on_a_serial_line_is_a_reading(line):
    reader = SerialReader(line.name)
    reader.open()
    line.send(NUMBER.encode() + b"\r\n")
    assert texts(reader.read(2.0)) == [NUMBER]
    assert reader.read(0.0) == ()
    reader.close()
    reader.close()


def test_two_codes_at_once_and_one_in_pieces_are_three(line):
    reader = SerialReader(line.name)
    reader.open()
    line.send(b"003000000017\r003000000025\rEA12")
    came = list(reader.read(2.0))
    line.send(b"3456785CN\r")
    came += reader.read(2.0)
    assert texts(came)[-1] == "EA123456785CN"
    assert texts(came)[:2] == ["003000000017", "003000000025"]
    reader.close()


def test_a_reader_that_sends_nothing_behind_a_code_is_understood(line):
    reader = SerialReader(line.name)
    reader.open()
    line.send(b"003000000017")
    came = [*reader.read(2.0), *reader.read(2.0)]
    assert texts(came) == ["003000000017"]
    reader.close()


def test_a_reader_that_is_pulled_out_says_so_and_can_be_opened_again_when_it_is_back(line):
    reader = SerialReader(line.name)
    reader.open()
    line.pull_out()
    with pytest.raises(Trouble, match=r"barcode\.reader_away"):
        reader.read(1.0)
    reader.close()
    with pytest.raises(Trouble, match=r"barcode\.reader_away"):
        reader.open()
    back = Line()
    again = SerialReader(back.name)
    again.open()
    back.send(b"003000000017\r")
    assert texts(again.read(2.0)) == ["003000000017"]
    again.close()
    back.pull_out()


def test_what_is_no_text_and_what_never_ends_is_let_go():
    signs = Signs()
    assert texts(signs.take(b"\x02\x1d" + "德阳".encode("gb18030") + b"\r", 0.0)) == ["德阳"]
    assert signs.take(b"x" * (MOST_SIGNS + 10) + b"\r", 1.0) == []
    assert texts(signs.take(b"next\r", 1.0)) == ["next"]


def test_a_reading_knows_how_long_it_took():
    signs = Signs()
    signs.take(b"00300", 10.0)
    assert signs.take(b"0000017\r", 10.0 + QUIET_S / 2) == [Reading("003000000017", 40)]


def test_no_more_codes_come_through_than_hands_can_scan_and_what_was_kept_comes_at_once():
    now = [100.0]
    pace = Pace(lambda: now[0])
    many = [Reading(f"{number:06}") for number in range(1000)]
    assert pace.let(many[:MOST_AT_ONCE]) == many[:MOST_AT_ONCE]
    assert not pace.floods
    assert pace.let(many[:1]) == []
    assert pace.floods
    now[0] += 1.0
    assert len(pace.let(many)) == MOST_A_SECOND
    now[0] += CALM_S
    assert not pace.floods
    assert pace.let(many[:1]) == many[:1]
    now[0] += 3600
    assert len(pace.let(many)) == MOST_AT_ONCE


# --- at the kernel ---


def typed(text, at_s=100.0, gap_s=0.004):
    """The kernel's events for a reader that types a text and Enter, as they would be recorded."""
    events = b""
    codes = {plain: (code, False) for code, (plain, _) in reversed(SIGNS.items())}
    codes |= {shifted: (code, True) for code, (plain, shifted) in SIGNS.items() if shifted not in codes}
    codes[13] = (28, False)
    for sign in (text + "\r").encode():
        code, shift = codes[sign]
        at_s += gap_s
        keys = [(42, 1), (code, 1), (code, 0), (42, 0)] if shift else [(code, 1), (code, 0)]
        for key, value in keys:
            events += EVENT.pack(int(at_s), round(at_s % 1 * 1e6), EV_KEY, key, value)
            events += EVENT.pack(int(at_s), round(at_s % 1 * 1e6), 0, 0, 0)
    return events


@pytest.fixture
def device(tmp_path):
    path = tmp_path / "event7"
    os.mkfifo(path)
    return path


@pytest.mark.parametrize("text", [NUMBER, "HTTPS://HALL.EXAMPLE/P/ABCDEF234567", "a;b'c,d.e/f=g[h]~!@#$%^&*()_+{}|"])
def test_keys_of_the_kernel_become_the_text(text, device):
    reader = EvdevReader(str(device), take_over=lambda _: None)
    reader.open()
    with device.open("wb", buffering=0) as keyboard:
        keyboard.write(typed(text))
        (reading,) = reader.read(1.0)
    assert reading.text == text
    assert reading.took_ms == pytest.approx((len(text) - 1) * 4, abs=2)
    with pytest.raises(Trouble, match=r"barcode\.reader_away"):
        reader.read(1.0)
    reader.close()


def test_an_event_that_comes_in_two_pieces_is_one_and_a_key_held_down_is_one_sign():
    keys, events = Keys(), typed("A1")
    assert b"".join(sign for piece in (events[:31], events[31:]) for _, sign in keys.take(piece)) == b"A1\r"
    held = EVENT.pack(1, 0, EV_KEY, 30, PRESSED) + EVENT.pack(1, 0, EV_KEY, 30, 2) * 5
    assert [sign for _, sign in keys.take(held)] == [b"a"]


def test_a_device_that_cannot_be_grabbed_is_away_and_left_to_the_others(device):
    reader = EvdevReader(str(device))
    with pytest.raises(Trouble, match=r"barcode\.reader_away"):
        reader.open()
    assert reader._descriptor == -1


# --- which one ---


def test_a_setting_names_a_reader():
    serial = reader_of("serial:/dev/ttyUSB0?baud=115200")
    assert (serial.name, serial.baud) == ("/dev/ttyUSB0", 115_200)
    assert reader_of("serial:COM3").name == "COM3"
    assert reader_of("evdev:/dev/input/by-id/usb-x").name == "/dev/input/by-id/usb-x"
    assert reader_of("") is None
    assert reader_of("camera:") is None


@pytest.mark.parametrize("setting", ["usb:1", "serial:", "serial:/dev/x?baud=9", "serial:/dev/x?bits=7", "evdev:?x=1"])
def test_a_setting_that_names_none_is_refused(setting):
    with pytest.raises(Trouble, match=r"barcode\.setting"):
        reader_of(setting)


# --- before a camera ---


def frame(*texts, size=(1280, 720)):
    picture = Image.new("L", size, 200)
    for place, text in enumerate(texts):
        code = segno.make(text, error="m", micro=False)
        side = code.symbol_size(scale=5, border=4)
        drawn = Image.new("L", side, 255)
        for y, row in enumerate(code.matrix):
            for x, dark in enumerate(row):
                if dark:
                    drawn.paste(0, (20 + x * 5, 20 + y * 5, 25 + x * 5, 25 + y * 5))
        picture.paste(drawn, (60 + place * 500, 60 + place * 100))
    return picture


def test_codes_in_a_frame_are_read_from_top_to_bottom():
    seen = frame(NUMBER, "003000000017").rotate(7, fillcolor=200)
    assert read_grey(*seen.size, seen.tobytes()) == (NUMBER, "003000000017")
    assert read_grey(640, 480, bytes(640 * 480)) == ()
    assert read_grey(0, 0, b"") == ()


def test_a_code_that_stays_before_the_camera_is_told_once():
    sight = Sight()
    assert texts(sight.take((NUMBER,), 10.0)) == [NUMBER]
    assert sight.take((NUMBER,), 10.0 + SEEN_AGAIN_S * 0.9) == ()
    assert sight.take((NUMBER,), 10.0 + SEEN_AGAIN_S * 1.8) == ()
    assert texts(sight.take((NUMBER,), 10.0 + SEEN_AGAIN_S * 4)) == [NUMBER]
