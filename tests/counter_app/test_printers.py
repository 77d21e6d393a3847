"""Each paper goes to the printer its paper lies in, drawn for its dots; what is printed is proved end to end."""

from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops
from support.desks import NotedDriver, a_desk, accepted, settings_in
from support.escpos_printer import EscposPrinter, Fault
from support.label_printer import LabelPrinter

from casework.errors import Trouble
from counter_app.desk.drawing_process import DrawingProcess
from counter_app.desk.paper_orders import order_test_page
from counter_app.desk.presses import Presses, read, written
from counter_app.printers import presses_of, printers_of
from counter_app.settings import load_settings
from counter_app.store.printouts import JobState
from printing.drivers.driver import Result
from printing.drivers.setting import parse_printers
from printing.model import Format, Media, PaperKind

SLIP_CODES = [zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode]


def codes_on(image):
    seen = Image.new("L", (image.width + 64, image.height + 64), 255)
    seen.paste(image.convert("L"), (32, 32))
    return {found.text for found in zxingcpp.read_barcodes(seen, formats=SLIP_CODES)}


def red_dots(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        red, green, _ = document[0].render(scale=1).to_pil().convert("RGB").split()
    return ImageChops.subtract(red, green).point(lambda value: 255 if value > 60 else 0).histogram()[255]


def frame(paper):
    return Image.open(BytesIO(paper.content))


def test_a_slip_goes_to_the_slip_printer_and_the_notices_to_the_other(tmp_path):
    with EscposPrinter() as device:
        place = a_desk(tmp_path, printers=f"小票机 {device.address} slip-80")
        case = accepted(place)
        done = {(job.paper, job.copy): job for job in place.print_owed().value}
        (piece,) = device.pieces
        assert {job.state for job in done.values()} == {JobState.PRINTED}
        slip = done["receipt-slip", 1]
        assert (slip.frozen.format, slip.frozen.media) == (Format.RASTER, Media.ROLL_80)
        assert case.serial in codes_on(piece.image)
        assert {paper.kind for _, paper in place.printer.driver.sent} == {PaperKind.ACCEPTANCE_NOTICE}
        place.close()


def test_a_slip_cut_off_in_the_middle_is_asked_about_and_voided_before_the_next_one(tmp_path):
    with EscposPrinter() as device:
        place = a_desk(tmp_path, printers=f"小票机 {device.address} slip-80")
        accepted(place)
        device.strike(Fault.PAPER_OUT, after_rows=500)
        done = {job.paper: job.state for job in place.print_owed().value}
        assert done["receipt-slip"] is JobState.UNCERTAIN
        assert done["acceptance-notice"] is JobState.PRINTED
        device.mend()
        second = accepted(place)
        place.print_owed()
        pieces = device.wait_for_pieces(3)
        half, voided, whole = pieces
        assert (half.cut, voided.cut, whole.cut) == (False, True, True)
        assert second.serial in codes_on(whole.image)
        assert not codes_on(half.image) & codes_on(whole.image)
        place.close()


@pytest.mark.parametrize(
    ("profile", "width", "media"),
    [("slip-58", 384, Media.ROLL_58), ("slip-80-300", 864, Media.ROLL_80), ("slip-58-300", 576, Media.ROLL_58)],
)
def test_a_slip_is_drawn_for_the_roll_and_the_dots_of_its_printer(profile, width, media, tmp_path):
    with EscposPrinter(width_dots=width) as device:
        place = a_desk(tmp_path, printers=f"小票机 {device.address} {profile}")
        case = accepted(place)
        slip = next(job for job in place.print_owed().value if job.paper == "receipt-slip")
        device.wait_until_still()
        assert (slip.state, slip.frozen.media) == (JobState.PRINTED, media)
        came = device.pieces[0].image if device.pieces else device.uncut.image
        assert case.serial in codes_on(came)
        place.close()


def test_the_process_that_draws_knows_the_heads_too(tmp_path):
    presses = Presses(dots={Media.ROLL_80: 8.0}, colourless=frozenset({Media.A4_PORTRAIT}))
    assert read(written(presses)) == presses
    place = a_desk(tmp_path)
    (setting,) = parse_printers("小票机 tcp://10.0.0.9 slip-80")
    with DrawingProcess("zh", presses) as drawing:
        paper = drawing.draw(order_test_page(place.desk, "小票机", setting))
    assert (paper.format, paper.media, frame(paper).size[0]) == (Format.RASTER, Media.ROLL_80, 640)
    place.close()


@pytest.mark.parametrize(
    ("profile", "size"),
    [("slip-80", (640, None)), ("slip-58", (464, None)), ("slip-80-300", (945, None)), ("label-zpl", (480, 320))],
)
def test_each_kind_of_printer_has_a_test_page_whose_codes_are_read(profile, size, tmp_path):
    place = a_desk(tmp_path)
    (setting,) = parse_printers(f"试一试 tcp://10.0.0.9 {profile}")
    setting = replace(setting, media=setting.media - {Media.WAYBILL_76X130, Media.WAYBILL_100X180})
    paper = place.printer.studio().draw(order_test_page(place.desk, "试一试", setting))
    image = frame(paper)
    assert image.width == size[0]
    assert size[1] in {None, image.height}
    codes = codes_on(image)
    assert {len(code) for code in codes} == {12, len("TEST-W03-2609221000")}
    place.close()


def test_every_printer_that_is_set_gets_its_own_test_page(tmp_path):
    with EscposPrinter() as slips, LabelPrinter() as labels:
        line = f"小票机 {slips.address} slip-80; 标签机 {labels.address} label-zpl label-60x40; 屏幕 qt:HP office-raw"
        place = a_desk(tmp_path)
        ends = dict(place.print_test_strips(settings_in(tmp_path, printers=line)))
        assert {name: end.result for name, end in ends.items()} == {
            "小票机": Result.PRINTED,
            "标签机": Result.PRINTED,
            "屏幕": Result.FAILED,
        }
        assert ends["屏幕"].code == "print.no_screen"
        assert len(slips.pieces) == len(labels.labels) == 1
        place.close()


def test_a_printer_without_colour_leaves_the_seals_place_to_be_stamped(tmp_path):
    place = a_desk(tmp_path / "one")
    stamped = a_desk(tmp_path / "two", printers=f"办公 folder:{tmp_path / 'out'} office-mono")
    assert presses_of(stamped.settings).stamps(Media.A4_PORTRAIT)
    for desk in (place, stamped):
        accepted(desk)
        desk.print_owed()
    coloured = [paper.content for _, paper in place.printer.driver.sent if paper.kind is PaperKind.ACCEPTANCE_NOTICE]
    mono = [file.read_bytes() for file in (tmp_path / "out").glob("*.acceptance-notice.pdf")]
    assert [red_dots(pdf) > 0 for pdf in coloured] == [True, True]
    assert [red_dots(pdf) for pdf in mono] == [0, 0]
    for desk in (place, stamped):
        desk.close()


def test_a_printer_of_the_screens_system_waits_where_there_is_no_screen(tmp_path):
    line = "办公 qt:HP office-raw"
    shown = a_desk(tmp_path / "shown", printers=line, qt=lambda _name: NotedDriver())
    bare = a_desk(tmp_path / "bare", printers=line)
    for desk in (shown, bare):
        accepted(desk)
    notices = [[job for job in desk.print_owed().value if job.paper != "receipt-slip"] for desk in (shown, bare)]
    assert [{job.state for job in jobs} for jobs in notices] == [{JobState.PRINTED}, {JobState.FROZEN}]
    for desk in (shown, bare):
        desk.close()


def test_printers_that_cannot_be_are_refused_at_the_start_with_what_may_stand_there():
    with pytest.raises(Trouble) as caught:
        load_settings(environ={"COUNTER_PRINTERS": "小票机 tcp://10.0.0.9 slip80"})
    assert caught.value.code == "local.settings_wrong"
    assert "slip-80" in caught.value.details["wanted_en"]


def test_the_printers_are_those_of_the_settings(tmp_path):
    def no_mark(_wide, _dots):
        return b""

    assert printers_of(settings_in(tmp_path), no_mark) == ()
    line = "小票机 tcp://10.0.0.9 slip-80; 窄 tcp://10.0.0.8 slip-58"
    made = printers_of(settings_in(tmp_path, printers=line), no_mark)
    assert [one.name for one in made] == ["小票机", "窄"]
