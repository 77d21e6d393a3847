"""What printers can do, as data, and the line of text that names a window's printers."""

import subprocess
import sys

import pytest
from support.label_printer import LabelPrinter

from printing.drivers.building import driver_for
from printing.drivers.cups import CupsDriver, queue_uri
from printing.drivers.folder import FolderDriver
from printing.drivers.ipp import IppDriver
from printing.drivers.labels import LabelDriver
from printing.drivers.profile import PrinterLanguage, Proof, profiles
from printing.drivers.raw import RawPdfDriver
from printing.drivers.setting import PrintersWrongError, parse_printers
from printing.drivers.thermal import ThermalDriver
from printing.model import Media
from printing.render.raster import DOTS_203, DOTS_300

SLIPS = "小票机 tcp://10.0.0.9 slip-80"


def test_every_profile_says_which_proof_it_gives_and_heads_know_their_dots():
    assert len(profiles()) >= 15
    for name, profile in profiles().items():
        assert all(profile.name), name
        assert profile.media, name
        if profile.language is PrinterLanguage.PDF:
            assert profile.dots_per_mm is None
        else:
            assert profile.dots_per_mm in {DOTS_203, DOTS_300}
            assert profile.width_dots % 8 == 0, name
        if profile.proof is Proof.PROCESS_ID:
            assert profile.status, name


@pytest.mark.parametrize(
    ("address", "profile", "kind"),
    [
        ("tcp://10.0.0.9", "slip-80", ThermalDriver),
        ("serial:/dev/ttyUSB0?baud=115200", "slip-58", ThermalDriver),
        ("usb:/dev/usb/lp0", "slip-80-mute", ThermalDriver),
        ("tcp://10.0.0.10", "label-zpl", LabelDriver),
        ("usb:/dev/usb/lp1", "label-tspl-300", LabelDriver),
        ("ipp://10.0.0.11/ipp/print", "office", IppDriver),
        ("ipps://10.0.0.11/ipp/print", "office-mono", IppDriver),
        ("tcp://10.0.0.11", "office-raw", RawPdfDriver),
        ("cups:notices", "office-raw", CupsDriver),
        ("cups://print.hall.example/notices", "office-raw", CupsDriver),
        ("folder:/var/papers", "folder", FolderDriver),
    ],
)
def test_an_address_and_a_profile_lead_to_a_printer(address, profile, kind):
    (printer,) = parse_printers(f"打印机 {address} {profile}")
    assert isinstance(driver_for(printer, lambda _wide, _dots: b""), kind)
    assert printer.media == profiles()[profile].media


def test_several_printers_stand_in_one_line_each_with_its_paper():
    labels = "标签机 usb:/dev/usb/lp1 label-zpl label-60x40"
    printers = parse_printers(f"{SLIPS} ; {labels}；\n面单机 tcp://h label-zpl waybill-76x130")
    assert [(one.name, sorted(one.media)) for one in printers] == [
        ("小票机", [Media.ROLL_80]),
        ("标签机", [Media.LABEL_60X40]),
        ("面单机", [Media.WAYBILL_76X130]),
    ]
    assert parse_printers(" ; \n") == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("小票机 tcp://10.0.0.9", "name address profile"),
        ("小票机 tcp://10.0.0.9 slip80", "slip-80"),
        ("小票机 10.0.0.9 slip-80", "tcp://"),
        ("小票机 ipp://10.0.0.9 slip-80", "tcp://"),
        ("小票机 tcp:// slip-80", "tcp://"),
        ("办公 serial:/dev/ttyS0 office-raw", "ipp://"),
        ("办公 ipp:// office", "ipp://"),
        ("办公 cups: office-raw", "cups:"),
        ("办公 ipp://[::1 office", "ipp://"),
        ("办公 ipp://h:63l office", "ipp://"),
        ("办公 ipp://h:99999/print office", "ipp://"),
        ("办公 cups://[x office-raw", "cups:"),
        ("小票机 tcp://h:0 slip-80", "tcp://"),
        ("小票机 tcp://a..b slip-80", "tcp://"),
        (f"小票机 tcp://{'h' * 64} slip-80", "tcp://"),
        ("小票机 tcp://h\0 slip-80", "name address profile"),
        ("小\x1b[2J tcp://h slip-80", "name address profile"),
        ("小票机 tcp://10.0.0.9 slip-80 roll-58", "roll-80"),
        (f"{SLIPS}; 小票机 tcp://10.0.0.10 slip-58", "another name"),
        (f"{SLIPS}; 第二台 tcp://10.0.0.10 slip-80", "one printer for each media"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_would(text, wanted):
    with pytest.raises(PrintersWrongError) as caught:
        parse_printers(text)
    assert wanted in caught.value.english
    assert caught.value.chinese
    assert caught.value.shown in text


def test_a_printer_of_the_screen_needs_a_screen():
    (printer,) = parse_printers("办公 qt:HP office-raw")
    made = driver_for(printer, lambda _wide, _dots: b"", FolderDriver)
    assert isinstance(made, FolderDriver)
    with pytest.raises(LookupError):
        driver_for(printer, lambda _wide, _dots: b"")


@pytest.mark.parametrize(
    ("address", "uri"),
    [
        ("cups:第一台", "ipp://localhost:631/printers/%E7%AC%AC%E4%B8%80%E5%8F%B0"),
        ("cups://10.0.0.1:8631/notices", "ipp://10.0.0.1:8631/printers/notices"),
    ],
)
def test_a_queue_has_an_address(address, uri):
    assert queue_uri(address) == uri


def test_reading_the_printers_loads_nothing_that_draws():
    code = (
        "import sys, printing.drivers.setting, printing.drivers.building\n"
        "sys.exit('PIL' in sys.modules or 'reportlab' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


def test_a_label_profile_keeps_what_it_says_of_its_proof(fonts, wording):
    from printing import samples  # noqa: PLC0415 - large
    from printing.papers.material_label import draw_material_labels  # noqa: PLC0415 - large

    labels = draw_material_labels([samples.LABEL], fonts, wording, dots_per_mm=DOTS_300)
    with LabelPrinter() as device:
        (printer,) = parse_printers(f"标签机 {device.address} label-zpl-300")
        outcome = driver_for(printer, lambda _wide, _dots: b"").send(labels, "J1")
        (label,) = device.labels
    assert outcome.proof.startswith("labels=1 of 1")
    assert label.size == (709, 472)
