"""Slips on a thermal head: what comes out of the printer, and what is said of it, with every fault it can have."""

import pytest
import zxingcpp
from PIL import Image, ImageChops
from support.escpos_printer import EscposPrinter, Fault, Manner, SerialLine

from printing import samples
from printing.drivers.dots import pictures
from printing.drivers.driver import Readiness, Result, Voiding
from printing.drivers.escpos import Answers, fragments, padding, state_of
from printing.drivers.lines import line_address, opening
from printing.drivers.thermal import Head, ThermalDriver
from printing.model import Media
from printing.papers.receipt_slip import draw_receipt_slip
from printing.papers.void_mark import draw_void_mark
from printing.render.raster import DOTS_203, DOTS_300

WIDE, NARROW, FINE = Head(width_dots=576), Head(width_dots=384), Head(width_dots=864, feed_rows=142)
CODES = {samples.SLIP.numbers.progress_url, samples.SLIP.numbers.serial}


@pytest.fixture(scope="module")
def slip(fonts, wording):
    return draw_receipt_slip(samples.SLIP, fonts, wording, Media.ROLL_80, dots_per_mm=DOTS_203)


@pytest.fixture(scope="module")
def void_mark(fonts, wording):
    return draw_void_mark(fonts, wording, 576, DOTS_203).content


@pytest.fixture
def driver_to(void_mark):
    def make(printer, head=WIDE, **how):
        address = printer.address if "://" in printer.address else f"serial:{printer.address}?baud=115200"
        how = {"answer_s": 3.0, "patience_s": 6.0, **how}
        return ThermalDriver(opening(line_address(address), how["patience_s"]), head, lambda: void_mark, **how)

    return make


def codes_on(image):
    # A phone sees the slip with some white around it.
    seen = Image.new("L", (image.width + 64, image.height + 64), 255)
    seen.paste(image.convert("L"), (32, 32))
    formats = [zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode]
    return {found.text for found in zxingcpp.read_barcodes(seen, formats=formats)}


def inked(image):
    return image.crop(ImageChops.invert(image.convert("L")).getbbox())


def same_dots(image, page):
    return inked(image).tobytes() == inked(page).tobytes()


def test_the_white_beneath_a_picture_that_ends_in_ink_stays_white():
    picture = Image.new("1", (20, 30), 0)
    rows = b"".join(part[8:] for part in fragments(picture, 96))
    assert rows == b"\xff\xff\xf0" * 30 + b"\0\0\0" * 96


@pytest.mark.parametrize(
    ("media", "head", "density"),
    [(Media.ROLL_80, WIDE, DOTS_203), (Media.ROLL_58, NARROW, DOTS_203), (Media.ROLL_80, FINE, DOTS_300)],
)
def test_a_slip_comes_out_dot_for_dot_is_proved_and_both_codes_are_read(
    media, head, density, fonts, wording, driver_to
):
    slip = draw_receipt_slip(samples.SLIP, fonts, wording, media, dots_per_mm=density)
    with EscposPrinter(width_dots=head.width_dots) as printer:
        outcome = driver_to(printer, head).send(slip, "J1")
        (piece,) = printer.pieces
    assert outcome.result is Result.PRINTED, outcome
    assert outcome.proof.startswith("process-id=")
    assert (piece.cut, piece.text) == (True, "")
    assert same_dots(piece.image, next(pictures(slip.content)))
    assert codes_on(piece.image) == CODES


def test_what_is_cut_off_ends_behind_the_last_line_however_far_the_cutter_is(slip, driver_to):
    with EscposPrinter() as printer:
        driver = driver_to(printer)
        driver.send(slip, "J1")
        driver.send(slip, "J2")
        first, second = printer.pieces
    assert same_dots(first.image, second.image)


def test_a_printer_that_is_not_there_has_failed_and_holds_its_queue(slip, driver_to):
    with EscposPrinter() as printer:
        printer.strike(Fault.LINE_LOST)
        driver = driver_to(printer)
        outcome = driver.send(slip, "J1")
        assert driver.status().readiness is Readiness.UNKNOWN
    assert (outcome.result, outcome.code, outcome.holds.reasons) == (
        Result.FAILED,
        "printing.line_away",
        ("offline",),
    )


@pytest.mark.parametrize(("fault", "reason"), [(Fault.PAPER_OUT, "media-empty"), (Fault.COVER_OPEN, "cover-open")])
def test_a_printer_that_wants_something_is_sent_nothing(fault, reason, slip, driver_to):
    with EscposPrinter() as printer:
        printer.strike(fault)
        driver = driver_to(printer)
        outcome = driver.send(slip, "J1")
        assert (outcome.result, outcome.code) == (Result.FAILED, "printing.device_not_ready")
        assert reason in outcome.holds.reasons
        printer.mend()
        printer.wait_until_still()
        assert printer.pieces == ()
        assert printer.uncut.black == 0
        assert driver.status().readiness is Readiness.READY


@pytest.mark.parametrize(("fault", "reason"), [(Fault.PAPER_OUT, "media-empty"), (Fault.COVER_OPEN, "cover-open")])
def test_what_stops_in_mid_slip_is_uncertain_and_the_rest_is_not_sent_after_it(fault, reason, slip, driver_to):
    with EscposPrinter() as printer:
        printer.strike(fault, after_rows=400)
        outcome = driver_to(printer).send(slip, "J1")
        assert (outcome.result, outcome.code) == (Result.UNCERTAIN, "printing.stopped_midway")
        assert reason in outcome.holds.reasons
        assert not outcome.whole
        printer.mend()
        printer.wait_until_still()
        assert sum(piece.image.height for piece in printer.pieces) + printer.uncut.image.height < 450


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault.STALL, "printing.went_silent"),
        (Fault.LINE_LOST, "printing.line_broke"),
        (Fault.POWER_LOST, "printing.line_broke"),
    ],
)
def test_a_printer_that_stalls_or_dies_in_mid_slip_is_uncertain(fault, code, slip, driver_to):
    with EscposPrinter() as printer:
        printer.strike(fault, after_rows=400)
        outcome = driver_to(printer, answer_s=1, patience_s=1.5).send(slip, "J1")
    assert (outcome.result, outcome.code, outcome.whole) == (Result.UNCERTAIN, code, False)
    assert outcome.holds is not None


@pytest.mark.parametrize("manner", [Manner.MUTE, Manner.GARBAGE])
def test_no_answer_and_garbage_are_no_status_so_nothing_is_sent(manner, slip, driver_to):
    with EscposPrinter(manner=manner) as printer:
        driver = driver_to(printer, answer_s=0.3)
        outcome = driver.send(slip, "J1")
        assert driver.status().readiness is Readiness.UNKNOWN
        printer.wait_until_still()
        assert printer.uncut.image.height == 0
    assert (outcome.result, outcome.code) == (Result.FAILED, "printing.status_unknown")
    assert outcome.holds.readiness is Readiness.UNKNOWN


@pytest.mark.parametrize("manner", [Manner.NO_ECHO, Manner.OTHER_ID])
def test_without_its_own_process_id_a_slip_that_came_out_is_still_uncertain(manner, slip, driver_to):
    with EscposPrinter(manner=manner) as printer:
        outcome = driver_to(printer, patience_s=1.5).send(slip, "J1")
        assert len(printer.pieces) == 1
    assert (outcome.result, outcome.code) == (Result.UNCERTAIN, "printing.no_echo")


def test_a_printer_known_to_be_mute_is_sent_everything_and_proves_nothing(slip, driver_to):
    with EscposPrinter(manner=Manner.MUTE) as printer:
        driver = driver_to(printer, Head(width_dots=576, tells=False, proves=False))
        outcome = driver.send(slip, "J1")
        (piece,) = printer.wait_for_pieces(1)
        assert driver.status().readiness is Readiness.UNKNOWN
    assert (outcome.result, outcome.code, outcome.whole) == (Result.UNCERTAIN, "printing.no_proof", True)
    assert codes_on(piece.image) == CODES


def test_a_mute_printer_that_takes_nothing_more_is_uncertain(slip, driver_to, tmp_path):
    with EscposPrinter(SerialLine(tmp_path), manner=Manner.MUTE) as printer:
        printer.strike(Fault.COVER_OPEN)
        driver = driver_to(printer, Head(width_dots=576, tells=False, proves=False), patience_s=0.3)
        outcome = driver.send(slip, "J1")
    assert (outcome.result, outcome.code, outcome.whole) == (Result.UNCERTAIN, "printing.line_broke", False)


def test_the_proof_given_back_while_the_cover_stands_open_is_not_believed(slip, driver_to):
    with EscposPrinter(rows_per_s=3000) as printer:
        outcome = driver_to(printer, patience_s=10).send(slip, "J1")
        assert outcome.result is Result.PRINTED
        # The answer to the last question is what counts; a roll that ends with this very slip raises it too.
        rows = printer.pieces[0].image.height + 96
        printer.strike(Fault.COVER_OPEN, after_rows=rows)
        outcome = driver_to(printer, patience_s=10).send(slip, "J2")
    assert outcome.result is Result.UNCERTAIN, outcome
    assert "cover-open" in outcome.holds.reasons


def test_a_printer_that_says_done_and_lies_is_believed_where_it_can_keep_it_all(slip, driver_to):
    """The control: what a device says falsely of itself only a person sees, so a profile must not trust such a one."""
    with EscposPrinter(manner=Manner.LIAR, buffer_bytes=1 << 20) as printer:
        printer.strike(Fault.COVER_OPEN, after_rows=100)
        assert driver_to(printer).send(slip, "J1").result is Result.PRINTED
        assert printer.pieces == ()


def test_a_liar_that_takes_no_more_than_real_heads_do_is_found_out(slip, driver_to):
    with EscposPrinter(manner=Manner.LIAR) as printer:
        printer.strike(Fault.COVER_OPEN, after_rows=100)
        assert driver_to(printer, patience_s=1.5).send(slip, "J1").code == "printing.went_silent"


def test_a_slow_printer_is_waited_for(slip, driver_to):
    with EscposPrinter(rows_per_s=2500, buffer_bytes=2048) as printer:
        assert driver_to(printer, patience_s=10).send(slip, "J1").result is Result.PRINTED


@pytest.mark.parametrize("cut", [1, 40, 1000])
def test_half_a_slip_is_voided_and_the_next_one_is_whole(cut, slip, driver_to):
    with EscposPrinter() as printer:
        driver = driver_to(printer)
        assert isinstance(driver, Voiding)
        printer.strike(Fault.LINE_LOST, after_rows=410)
        assert driver.send(slip, "J1").result is Result.UNCERTAIN
        printer.mend()
        # However many bytes of the next fragment had come: the head waits for the rest of them.
        with_line = opening(line_address(printer.address))()
        with_line.write(b"\x1dv0\0\x48\0\x18\0" + b"\x55" * cut)
        with_line.close()
        printer.wait_until_still()
        assert printer.in_raster
        voided = driver.void()
        assert voided.result is Result.PRINTED, voided
        assert driver.send(slip, "J1").result is Result.PRINTED
        half, whole = printer.pieces
    assert codes_on(whole.image) == CODES
    assert same_dots(whole.image, next(pictures(slip.content)))
    assert samples.SLIP.numbers.serial not in codes_on(half.image)
    assert half.text == ""


def test_a_retry_without_voiding_is_swallowed(slip, driver_to):
    """The control of the test above: a naive driver spoils the next slip."""
    with EscposPrinter() as printer:
        line = opening(line_address(printer.address))()
        line.write(b"\x1dv0\0\x48\0\x18\0" + b"\x55" * 40)
        line.close()
        printer.wait_until_still()
        outcome = driver_to(printer, patience_s=1.5).send(slip, "J1")
        printer.wait_until_still()
        spoiled = [piece.image for piece in printer.pieces] + [printer.uncut.image]
    assert outcome.result is Result.UNCERTAIN or not same_dots(spoiled[0], next(pictures(slip.content)))


def test_voiding_with_the_cover_open_changes_nothing(driver_to):
    with EscposPrinter() as printer:
        printer.strike(Fault.COVER_OPEN)
        outcome = driver_to(printer).void()
    assert (outcome.result, outcome.holds.reasons) == (Result.FAILED, ("cover-open",))


@pytest.mark.parametrize("way", ["serial", "usb"])
def test_slips_go_down_a_serial_line_and_a_device_file_too(way, slip, void_mark, tmp_path):
    with EscposPrinter(SerialLine(tmp_path)) as printer:
        to = opening(line_address(f"{way}:{printer.address}"), 5)
        driver = ThermalDriver(to, WIDE, lambda: void_mark, answer_s=2, patience_s=5)
        outcome = driver.send(slip, "J1")
        (piece,) = printer.pieces
        assert driver.status().readiness is Readiness.READY
        printer.strike(Fault.PAPER_OUT)
        assert driver.status().reasons == ("media-empty",)
        printer.strike(Fault.LINE_LOST)
        printer.wait_until_still()
        assert driver.send(slip, "J2").code == "printing.line_away"
    assert outcome.result is Result.PRINTED, outcome
    assert codes_on(piece.image) == CODES


def test_another_heads_paper_is_refused_and_not_cut_to_fit(slip, samples, driver_to):
    with EscposPrinter(width_dots=384) as printer:
        driver = driver_to(printer, NARROW)
        assert driver.send(slip, "J1").code == "printing.wider_than_head"
        assert driver.send(samples["acceptance-2"], "J2").code == "printing.wrong_format"
        printer.wait_until_still()
        assert printer.uncut.image.height == 0


def test_answers_are_sorted_however_they_come_in():
    said = b"\x12\x377" + b"\x37\x22aB3d\x00\x16\xff\x37\x22zzzz\x00"
    whole = Answers()
    whole.take(said)
    split = Answers()
    for byte in said:
        split.take(bytes([byte]))
    assert (whole.statuses, whole.echoes) == (split.statuses, split.echoes)
    assert (whole.statuses, whole.echoes) == ([0x12, 0x16], [b"aB3d", b"zzzz"])


@pytest.mark.parametrize(
    ("said", "readiness", "reasons"),
    [
        ((0x12, 0x12, 0x12, 0x12), Readiness.READY, ()),
        ((0x12, 0x12, 0x12, 0x1E), Readiness.READY, ("media-low",)),
        ((0x1A, 0x16, 0x12, 0x12), Readiness.ATTENTION, ("cover-open",)),
        ((0x1A, 0x32, 0x12, 0x72), Readiness.ATTENTION, ("media-empty",)),
        ((0x1A, 0x52, 0x1A, 0x12), Readiness.ATTENTION, ("cutter",)),
        ((0x1A, 0x52, 0x32, 0x12), Readiness.ATTENTION, ("stopped",)),
        ((0x1A, 0x12, 0x12, 0x12), Readiness.ATTENTION, ("paused",)),
    ],
)
def test_four_bytes_say_how_a_head_is(said, readiness, reasons):
    state = state_of(*said)
    assert (state.readiness, state.reasons) == (readiness, reasons)


def test_padding_fills_any_fragment_of_the_head():
    assert len(padding(576)) >= 72 * 24
    assert set(padding(864)) == {0}
