"""Labels in ZPL and TSPL on a printer that draws and counts them, with every fault it can have."""

import threading

import pytest
import zxingcpp
from support.label_printer import LabelPrinter
from support.ports import refusing_port
from support.spewing import spewing

from printing import samples
from printing.drivers.dots import pictures
from printing.drivers.driver import Readiness, Result
from printing.drivers.label_languages import Tspl, Zpl
from printing.drivers.labels import LabelDriver
from printing.drivers.lines import line_address, opening
from printing.papers.material_label import draw_material_labels
from printing.render.raster import DOTS_203

BOTH = pytest.mark.parametrize("language", [Zpl(), Tspl()])


@pytest.fixture(scope="module")
def labels(fonts, wording):
    return draw_material_labels([samples.LABEL] * 3, fonts, wording, dots_per_mm=DOTS_203)


def driver_to(printer, language, **how):
    how = {"counts": isinstance(language, Zpl), "answer_s": 3.0, "patience_s": 6, **how}
    return LabelDriver(opening(line_address(printer.address), 2), language, 480, DOTS_203, **how)


@BOTH
def test_labels_come_out_dot_for_dot_and_their_codes_are_read(language, labels):
    with LabelPrinter() as printer:
        outcome = driver_to(printer, language).send(labels, "J1")
        came = printer.labels
    assert [label.tobytes() for label in came] == [page.tobytes() for page in pictures(labels.content)]
    for label in came:
        (read,) = zxingcpp.read_barcodes(label.convert("L"), formats=[zxingcpp.BarcodeFormat.QRCode])
        assert read.text == samples.LABEL.number
    if isinstance(language, Zpl):
        assert (outcome.result, outcome.proof) == (Result.PRINTED, "labels=3 of 3 state=ready")
    else:
        assert (outcome.result, outcome.code, outcome.whole) == (Result.UNCERTAIN, "printing.no_proof", True)


@BOTH
@pytest.mark.parametrize(("fault", "reason"), [("paper", "media-empty"), ("head", "cover-open")])
def test_a_printer_that_wants_something_is_sent_nothing(language, fault, reason, labels):
    with LabelPrinter(fault) as printer:
        outcome = driver_to(printer, language).send(labels, "J1")
        assert driver_to(printer, language).status().readiness is Readiness.ATTENTION
    assert (outcome.code, outcome.holds.reasons, printer.labels) == ("printing.device_not_ready", (reason,), [])
    assert b"^XA" not in printer.taken
    assert b"BITMAP" not in printer.taken


@BOTH
def test_out_of_labels_in_the_middle_is_uncertain_and_holds_the_queue(language, labels):
    with LabelPrinter("paper", stops_at=2) as printer:
        outcome = driver_to(printer, language).send(labels, "J1")
    assert (outcome.result, outcome.code) == (Result.UNCERTAIN, "printing.stopped_midway")
    assert outcome.holds.reasons == ("media-empty",)
    assert len(printer.labels) == 2


@BOTH
def test_no_answer_is_no_status_so_nothing_is_sent(language, labels):
    with LabelPrinter("mute") as printer:
        driver = driver_to(printer, language, answer_s=0.3)
        outcome = driver.send(labels, "J1")
        assert driver.status().readiness is Readiness.UNKNOWN
    assert (outcome.result, outcome.code, printer.labels) == (Result.FAILED, "printing.status_unknown", [])


@BOTH
def test_a_printer_known_to_be_mute_is_sent_everything_and_proves_nothing(language, labels):
    with LabelPrinter("mute") as printer:
        outcome = driver_to(printer, language, tells=False, counts=False).send(labels, "J1")
    assert (outcome.result, outcome.code, len(printer.labels)) == (Result.UNCERTAIN, "printing.no_proof", 3)


@BOTH
def test_a_line_that_breaks_in_the_middle_is_uncertain(language, labels):
    with LabelPrinter(resets=True) as printer:
        outcome = driver_to(printer, language).send(labels, "J1")
    assert outcome.result is Result.UNCERTAIN
    assert outcome.code in {"printing.line_broke", "printing.went_silent"}


RUBBISH = (b"\x9c" * 4096, b'"' + b"9" * 5000 + b'"\r\n', b"\x02,,,\x03" * 800, b"\xff\xff")


@BOTH
@pytest.mark.parametrize("rubbish", RUBBISH, ids=["bytes", "digits", "commas", "two"])
@pytest.mark.parametrize("every_s", [0.0, 0.05], ids=["at once", "in drops"])
def test_answers_that_mean_nothing_and_never_end_are_an_unknown_state(language, rubbish, every_s, labels):
    with spewing(rubbish, every_s) as address:
        driver = LabelDriver(opening(line_address(address), 2), language, 480, DOTS_203, answer_s=0.5, patience_s=2)
        ends = []
        asking = threading.Thread(target=lambda: ends.extend((driver.status(), driver.send(labels, "J1"))), daemon=True)
        asking.start()
        asking.join(60)
    assert ends, "it listened for ever"
    state, outcome = ends
    assert state.readiness is Readiness.UNKNOWN
    assert (outcome.result, outcome.code) == (Result.FAILED, "printing.status_unknown")


def test_a_printer_without_a_counter_proves_nothing(labels):
    with LabelPrinter("no-counter") as printer:
        outcome = driver_to(printer, Zpl()).send(labels, "J1")
    assert (outcome.result, outcome.code) == (Result.UNCERTAIN, "printing.no_proof")


def test_a_counter_that_lies_is_believed(labels):
    """The control: nothing in software sees that no label came out, so a profile must not trust such a printer."""
    with LabelPrinter("lies") as printer:
        assert driver_to(printer, Zpl()).send(labels, "J1").result is Result.PRINTED
    assert printer.labels == []


def test_a_printer_that_is_not_there_has_failed(labels):
    with refusing_port() as port:
        driver = LabelDriver(opening(line_address(f"tcp://127.0.0.1:{port}"), 2), Zpl(), 480, DOTS_203)
        outcome = driver.send(labels, "J1")
        assert (outcome.result, outcome.code) == (Result.FAILED, "printing.line_away")
        assert driver.status().readiness is Readiness.UNKNOWN


def test_what_is_no_label_is_refused(labels, samples):
    with LabelPrinter() as printer:
        narrow = LabelDriver(opening(line_address(printer.address), 2), Zpl(), 240, DOTS_203)
        assert narrow.send(labels, "J1").code == "printing.wider_than_head"
        assert driver_to(printer, Zpl()).send(samples["acceptance-2"], "J2").code == "printing.wrong_format"
    assert printer.labels == []
