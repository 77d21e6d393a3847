"""Ten ways in which a printed code gets worse before it is scanned, each the same every time.

Lengths are in millimetres of paper. A code arrives as the dots its printer made, twice enlarged: a scanner sees more
than dots.
"""

import random
from collections.abc import Callable, Mapping

from PIL import Image, ImageChops, ImageDraw, ImageFilter

ENLARGED = 2

Wear = Callable[[Image.Image, float, random.Random], Image.Image]
"""Makes a grey picture worse; the number is its pixels a millimetre."""

_BLUR_MM, _COPY_BLUR_MM = 0.12, 0.07
_NOISE = 0.9
"""Of the noise of two dice of 256 sides, whose mean strays by 52 levels."""
_DARK, _LIGHT = 70, 175
_TURN_DEG = 5.0
_CREASE_MM = 0.3
_CRACKED = 100
_SPECK_MM, _SPECKS_A_MM2 = 0.15, 0.35
_FADED = 165
_GAIN_MM = 0.06
_COPY_CUT = 150
_SMALLER = 0.36


def blurred(code: Image.Image, per_mm: float, _chance: random.Random) -> Image.Image:
    """Out of focus."""
    return code.filter(ImageFilter.GaussianBlur(_BLUR_MM * per_mm))


def noisy(code: Image.Image, _per_mm: float, chance: random.Random) -> Image.Image:
    """A sensor in the dark."""
    first, second = (Image.frombytes("L", code.size, chance.randbytes(_area(code))) for _ in range(2))
    noise = ImageChops.add(first, second, scale=2).point([round(128 + (value - 128) * _NOISE) for value in range(256)])
    return ImageChops.add(code, noise, scale=1.0, offset=-128)


def pale(code: Image.Image, _per_mm: float, _chance: random.Random) -> Image.Image:
    """Grey ink on grey paper."""
    return code.point([_DARK + value * (_LIGHT - _DARK) // 255 for value in range(256)])


def turned(code: Image.Image, _per_mm: float, _chance: random.Random) -> Image.Image:
    """Held askew."""
    return code.rotate(_TURN_DEG, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def creased(code: Image.Image, per_mm: float, _chance: random.Random) -> Image.Image:
    """Folded from corner to corner: along the fold the ink is cracked and half the contrast is left."""
    half = code.point([_CRACKED + value // 2 for value in range(256)])
    fold = Image.new("L", code.size, 0)
    line = max(1, round(_CREASE_MM * per_mm))
    ImageDraw.Draw(fold).line((0, 0, code.width, code.height), fill=255, width=line)
    return Image.composite(half, code, fold)


def speckled(code: Image.Image, per_mm: float, chance: random.Random) -> Image.Image:
    """Dust and holes in the ink."""
    worn = code.copy()
    draw = ImageDraw.Draw(worn)
    side = max(1, round(_SPECK_MM * per_mm))
    for _ in range(round(_SPECKS_A_MM2 * _area(code) / per_mm**2)):
        left, top = chance.randrange(code.width), chance.randrange(code.height)
        draw.ellipse((left, top, left + side, top + side), fill=chance.choice((0, 255)))
    return worn


def faded(code: Image.Image, _per_mm: float, _chance: random.Random) -> Image.Image:
    """Thermal paper that lay in the sun: paler from left to right."""
    veil = (
        Image.linear_gradient("L").rotate(90).resize(code.size).point([value * _FADED // 255 for value in range(256)])
    )
    return ImageChops.lighter(code, veil)


def gained(code: Image.Image, per_mm: float, _chance: random.Random) -> Image.Image:
    """Ink that ran: every dark place grows on all sides."""
    side = 2 * max(1, round(_GAIN_MM * per_mm)) + 1
    return code.filter(ImageFilter.MinFilter(side))


def copied(code: Image.Image, per_mm: float, chance: random.Random) -> Image.Image:
    """A copy of a copy: soft, cut to black and white, with specks."""
    for _ in range(2):
        soft = code.filter(ImageFilter.GaussianBlur(_COPY_BLUR_MM * per_mm))
        code = soft.point(lambda value: 0 if value < _COPY_CUT else 255)
    return speckled(code, per_mm, chance)


def smaller(code: Image.Image, _per_mm: float, _chance: random.Random) -> Image.Image:
    """A camera from too far away."""
    size = (round(code.width * _SMALLER), round(code.height * _SMALLER))
    return code.resize(size, Image.Resampling.BILINEAR)


WEAR: Mapping[str, Wear] = {
    "blur": blurred,
    "noise": noisy,
    "contrast": pale,
    "rotation": turned,
    "crease": creased,
    "speckle": speckled,
    "fade": faded,
    "dot gain": gained,
    "photocopy": copied,
    "downscale": smaller,
}


def _area(code: Image.Image) -> int:
    return code.width * code.height
