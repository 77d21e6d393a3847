"""Lines to devices: which addresses there are, and PDFs on a raw line."""

import os
import socket
import threading

import pytest
from support.ports import refusing_port

from printing.drivers.driver import Readiness, Result
from printing.drivers.lines import LineAddress, line_address, opening
from printing.drivers.raw import RawPdfDriver
from printing.model import Format, Media, PaperKind, freeze


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("tcp://10.0.0.9", LineAddress("tcp", "10.0.0.9", 9100)),
        ("tcp://slips.hall.example:9101", LineAddress("tcp", "slips.hall.example", 9101)),
        ("serial:/dev/ttyUSB0", LineAddress("serial", "/dev/ttyUSB0")),
        ("serial:COM3?baud=115200&flow=rtscts", LineAddress("serial", "COM3", baud=115200, flow="rtscts")),
        ("usb:/dev/usb/lp0", LineAddress("usb", "/dev/usb/lp0")),
    ],
)
def test_an_address_names_a_line(text, meant):
    assert line_address(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tcp://",
        "tcp://host/path",
        "tcp://host:port",
        "serial:",
        "serial:/dev/x?baud=7",
        "usb:",
        "lpt1",
        "usb:/x?a=1",
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - what the text was is all there is to say
        line_address(text)


@pytest.fixture
def sink():
    """A port that keeps what it is sent, as an office printer's."""
    kept = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            line = listener.accept()[0]
            with line:
                while data := line.recv(65536):
                    kept.append(data)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"tcp://127.0.0.1:{listener.getsockname()[1]}", lambda: (thread.join(20), b"".join(kept))[1]
        thread.join(20)


def test_a_pdf_on_a_raw_line_arrives_byte_for_byte_and_proves_nothing(samples, sink):
    address, received = sink
    paper = samples["acceptance-long"]
    outcome = RawPdfDriver(opening(line_address(address))).send(paper, "J1")
    assert (outcome.result, outcome.code, outcome.whole) == (Result.UNCERTAIN, "printing.no_proof", True)
    assert received() == paper.content


def test_a_raw_line_that_takes_nothing_is_uncertain_and_one_that_is_away_has_failed(paper_of):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        driver = RawPdfDriver(opening(line_address(f"tcp://127.0.0.1:{listener.getsockname()[1]}"), 0.2))
        # More than two kernels keep for a reader who does not read.
        outcome = driver.send(paper_of(bytes(32 * 1024 * 1024)), "J1")
        assert (outcome.result, outcome.code, outcome.whole) == (Result.UNCERTAIN, "printing.line_broke", False)
        assert driver.status().readiness is Readiness.UNKNOWN
    with refusing_port() as port:
        driver = RawPdfDriver(opening(line_address(f"tcp://127.0.0.1:{port}"), 0.2))
        outcome = driver.send(paper_of(), "J2")
        assert (outcome.result, outcome.code, outcome.holds.reasons) == (
            Result.FAILED,
            "printing.line_away",
            ("offline",),
        )
        assert driver.status().reasons == ("offline",)


def test_dots_are_no_pdf():
    paper = freeze(
        kind=PaperKind.RECEIPT_SLIP, title="x", content=b"II", pages=1, media=Media.ROLL_80, format=Format.RASTER
    )
    outcome = RawPdfDriver(opening(line_address("tcp://127.0.0.1:9"))).send(paper, "J1")
    assert (outcome.result, outcome.code) == (Result.FAILED, "printing.wrong_format")


def test_a_device_file_is_written_whole_and_one_that_is_gone_says_so(tmp_path):
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    line = opening(line_address(f"usb:{pipe}"))()
    line.write(b"x" * 5000)
    assert os.read(reader, 9000) == b"x" * 5000
    assert line.read(0.0) == b""
    line.close()
    os.close(reader)
    with pytest.raises(FileNotFoundError):
        opening(line_address(f"usb:{tmp_path / 'nothing'}"))()
