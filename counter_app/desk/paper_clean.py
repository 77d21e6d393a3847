"""A scanned page made fit to be kept: upright, straight, cropped to the paper, no larger than reading needs.

Functions of pictures, for the process that looks into files (`paper_join`). Every pixel is drawn anew, so whatever else
a file held, places, thumbnails, remarks or another file behind the picture, stays behind. A page is turned only where
the file says how it was held or a bar code on it stands on its head, never by a guess; and cropped only where what lies
around the paper is dark.
"""

import io
import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace

import zxingcpp
from PIL import ExifTags, Image, ImageChops, ImageSequence

from casework.errors import RuleBroken
from counter_app.desk.paper_picture import MOST_PIXELS

DPI = 200
"""What grey and coloured pages are kept with at most; a character of 9 points is then 25 dots high."""
LINE_DPI = 300
"""The same for pages of pure black and white, which cost little."""
LONGEST_PX = 3400
"""A3 at 200 dots an inch."""
QUALITY = 80

# What one page may take while it is decoded: A4 in colour at 600 dpi is 133 MiB.
_MOST_BYTES = 144 * 1024 * 1024
# A progressive JPEG is held as a whole before the first line of it is made: six bytes a pixel.
_MOST_PROGRESSIVE = 20_000_000
_LEAST_DPI = 90
_A4_INCHES = 297 / 25.4
_PROBE_PX = 640
_BLANK_PX = 1100
_EDGE = 0.04
_INK_CONTRAST = 60
_LEAST_INK_PX = 25
_COLOUR_GAP = 32
_LEAST_COLOURED_PX = 20
_WIDEST_SKEW_DEG = 8.0
_LEAST_SKEW_DEG = 0.25
_CLEARLY = 1.08
_DARK = 110
_QUARTER = 90
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What EXIF's figure for how a camera was held asks for."""
CODES = zxingcpp.BarcodeFormats((zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode))
"""The codes that are looked for; with more of them, pictures and tables are read that are none."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: mode `1`, `L` or `RGB`, dots an inch, and whether there is nothing on it."""

    image: Image.Image
    dpi: float
    blank: bool = False

    def jpeg(self) -> bytes:
        """Return the page as a JPEG that holds nothing but the picture."""
        out = io.BytesIO()
        self.image.save(out, "JPEG", quality=QUALITY, dpi=(round(self.dpi), round(self.dpi)))
        return out.getvalue()

    def pdf(self) -> bytes:
        """Return the page as a PDF of one page at its own size on paper."""
        out = io.BytesIO()
        how = {} if self.image.mode == "1" else {"quality": QUALITY}
        self.image.save(out, "PDF", resolution=self.dpi, **how)
        return out.getvalue()


def pages_of(content: bytes) -> Iterator[Page]:
    """Return the pages of an image file, cleaned, one after the other.

    Raises:
        RuleBroken: `paper.too_large`, before a pixel was read.
    """
    # What is too large is refused below, with a sentence of ours.
    Image.MAX_IMAGE_PIXELS = None
    image = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "TIFF"))
    if image.format != "TIFF":
        # A photograph may carry further pictures that are no pages: depth, brightness, a moment before.
        _refuse_flood(image)
        yield cleaned(image, _drafted(image))
        return
    for frame in ImageSequence.Iterator(image):
        _refuse_flood(frame)
        yield cleaned(frame, _dpi_of(frame))


def cleaned(image: Image.Image, dpi: float) -> Page:
    """Return a picture of a page cleaned; `dpi` of 0 means that nobody knows, and the long side is A4's."""
    page = _sized(image, dpi)
    made = _straight(_without_idle_colour(page.image))
    made = _upright(_cropped(made))
    return replace(page, image=made, blank=is_blank(made))


# --- size ----------------------------------------------------------------------------------------------------------


def _refuse_flood(frame: Image.Image) -> None:
    pixels = frame.width * frame.height
    # Pillow gives a coloured pixel four bytes; one of a palette must be coloured before it can be mixed.
    dearest = pixels * {"1": 1, "L": 1, "P": 5, "PA": 8}.get(frame.mode, 4)
    progressive = bool(frame.info.get("progressive")) and pixels > _MOST_PROGRESSIVE
    if pixels > MOST_PIXELS or dearest > _MOST_BYTES or progressive:
        raise RuleBroken("paper.too_large")


def _dpi_of(frame: Image.Image) -> float:
    try:
        said = float(frame.info.get("dpi", (0, 0))[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return 0
    # Telephones say 72 whatever they took.
    return said if math.isfinite(said) and said >= _LEAST_DPI else 0


def _drafted(image: Image.Image) -> float:
    """Let a JPEG be decoded no larger than it will be kept, and return its dots an inch then."""
    dpi, width = _dpi_of(image), image.width
    scale = _scale(image, dpi)
    image.draft(None, (math.ceil(image.width * scale), math.ceil(image.height * scale)))
    return dpi * image.width / width


def _known(image: Image.Image, dpi: float) -> float:
    return dpi or max(max(image.size) / _A4_INCHES, 1)


def _scale(image: Image.Image, dpi: float) -> float:
    most = LINE_DPI if image.mode == "1" else DPI
    return min(1.0, most / _known(image, dpi), LONGEST_PX / max(image.size))


def _sized(image: Image.Image, dpi: float) -> Page:
    """Return the pixels alone, upright as the file says, on white where they were clear, and no more than needed."""
    scale = _scale(image, dpi)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    turn = _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    lines = image.mode == "1"
    made = image
    if made.mode.startswith("I;16"):
        made = made.point(lambda value: value / 256).convert("L")
    elif lines and scale < 1:
        made = made.convert("L")
    elif made.mode in {"P", "PA"}:
        made = made.convert("RGBA" if "transparency" in made.info else "RGB")
    made = made.resize(size, Image.Resampling.BOX, reducing_gap=2.0) if scale < 1 else made.copy()
    if made.mode in {"RGBA", "LA"}:
        ground = Image.new("RGB", made.size, "white")
        ground.paste(made.convert("RGB"), mask=made.getchannel("A"))
        made = ground
    elif made.mode not in {"1", "L", "RGB"}:
        made = made.convert("RGB")
    made = made.point(_black_or_white, "1") if lines and made.mode == "L" else made
    made = made.transpose(turn) if turn is not None else made
    made.info = {}
    return Page(made, _known(image, dpi) * scale)


def _black_or_white(value: int) -> int:
    return 255 if value > 127 else 0  # noqa: PLR2004 - the middle of a byte


def _without_idle_colour(image: Image.Image) -> Image.Image:
    """Return a page on which nothing is coloured in grey: a third of the bytes, and the seal stays red where one is."""
    if image.mode != "RGB":
        return image
    red, green, blue = _probe(image, _PROBE_PX).split()
    apart = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))
    coloured = sum(apart.histogram()[_COLOUR_GAP:])
    return image if coloured >= _LEAST_COLOURED_PX else image.convert("L")


# --- straight, cropped, upright ------------------------------------------------------------------------------------


def _probe(image: Image.Image, longest_px: int) -> Image.Image:
    """Return a small picture of the page for looking at it as a whole."""
    scale = min(1.0, longest_px / max(image.size))
    grey = image.convert("L") if image.mode == "1" else image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return grey.resize(size, Image.Resampling.BOX, reducing_gap=2.0)


def _straight(image: Image.Image) -> Image.Image:
    angle = skew(image)
    if abs(angle) < _LEAST_SKEW_DEG:
        return image
    lines = image.mode == "1"
    ground = _border(_probe(image, _PROBE_PX))
    turned = (image.convert("L") if lines else image).rotate(
        angle, Image.Resampling.BICUBIC, expand=True, fillcolor=ground
    )
    return turned.point(_black_or_white, "1") if lines else turned


def skew(image: Image.Image) -> float:
    """Return by how many degrees, counter-clockwise, a page must be turned for its lines to lie level; at most 8."""
    probe = _probe(image, _PROBE_PX).convert("L")
    edges = ImageChops.difference(probe, ImageChops.offset(probe, 0, 1)).crop((1, 1, *probe.size)).convert("F")
    if min(edges.size) < _QUARTER:
        return 0.0
    steps = [step / 2 for step in range(round(-2 * _WIDEST_SKEW_DEG), round(2 * _WIDEST_SKEW_DEG) + 1)]
    coarse = max(steps, key=lambda angle: _sharpness(edges, angle))
    best = max((coarse + step / 10 for step in range(-4, 5)), key=lambda angle: _sharpness(edges, angle))
    return best if _sharpness(edges, best) > _CLEARLY * _sharpness(edges, 0.0) else 0.0


def _sharpness(edges: Image.Image, angle: float) -> float:
    """Return how much of what changes from line to line does so in few lines: most where text lies level."""
    rows = edges.rotate(angle).resize((1, edges.height), Image.Resampling.BOX).tobytes()
    return math.fsum(row * row for (row,) in struct.iter_unpack("f", rows))


def _border(probe: Image.Image) -> int | tuple[int, ...]:
    """Return the colour that most of the outermost pixels have: the lid, the desk, or the paper itself."""
    ring = [probe.crop(box) for box in _sides(probe)]
    levels = []
    for band in range(len(probe.getbands())):
        counts = [sum(one) for one in zip(*(part.getchannel(band).histogram() for part in ring), strict=True)]
        levels.append(_middle(counts))
    return levels[0] if len(levels) == 1 else tuple(levels)


def _sides(probe: Image.Image) -> tuple[tuple[int, int, int, int], ...]:
    width, height = probe.size
    thick = max(1, min(width, height) // 100)
    return (
        (0, 0, width, thick),
        (0, height - thick, width, height),
        (0, 0, thick, height),
        (width - thick, 0, width, height),
    )


def _middle(counts: list[int]) -> int:
    half, seen = sum(counts) / 2, 0
    for level, count in enumerate(counts):
        seen += count
        if seen >= half:
            return level
    return len(counts) - 1


def _cropped(image: Image.Image) -> Image.Image:
    """Cut away a dark lid or desk around the paper; where all around is light nothing tells where the paper ends."""
    probe = _probe(image, _PROBE_PX).convert("L")
    around = _border(probe)
    if not isinstance(around, int) or around > _DARK:
        return image
    light = probe.point(lambda value: 255 if value > (around + 255) / 2 else 0)
    across = _light_span(light.resize((light.width, 1), Image.Resampling.BOX))
    down = _light_span(light.resize((1, light.height), Image.Resampling.BOX))
    if across is None or down is None:
        return image
    sx, sy = image.width / probe.width, image.height / probe.height
    box = (round(across[0] * sx), round(down[0] * sy), round(across[1] * sx), round(down[1] * sy))
    return image.crop(box)


def _light_span(line: Image.Image) -> tuple[int, int] | None:
    """Return from where to where a line is light; None where that is no paper but a few bright spots."""
    levels = list(line.tobytes())
    most = max(levels)
    light = [place for place, level in enumerate(levels) if level * 4 > most]
    wide = light[-1] + 1 - light[0] if light else 0
    return (light[0], light[-1] + 1) if most > _DARK // 2 and wide * 4 > len(levels) else None


def _upright(image: Image.Image) -> Image.Image:
    """Turn the page so that the bar codes on it, if there are any, stand as they were printed."""
    found = zxingcpp.read_barcodes(image.convert("L"), CODES, try_invert=False)
    turns = {round(code.orientation / _QUARTER) % 4 for code in found}
    if len(turns) != 1:
        return image
    turn = turns.pop()
    return image if turn == 0 else image.rotate(turn * _QUARTER, expand=True)


# --- blank ---------------------------------------------------------------------------------------------------------


def is_blank(image: Image.Image) -> bool:
    """Say whether a page has less ink on it than one small character; its outermost edge does not count."""
    probe = _probe(image, _BLANK_PX).convert("L")
    inset_x, inset_y = round(probe.width * _EDGE), round(probe.height * _EDGE)
    counts = probe.crop((inset_x, inset_y, probe.width - inset_x, probe.height - inset_y)).histogram()
    paper = _middle(counts)
    dark, light = sum(counts[: max(0, paper - _INK_CONTRAST)]), sum(counts[paper + _INK_CONTRAST :])
    return dark + light < _LEAST_INK_PX
