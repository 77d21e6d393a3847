"""The pictures of a raster paper, cut to what a head can print."""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageChops, ImageSequence

_WHITE = 1
_INVERTED = bytes(255 - value for value in range(256))


class TooWideError(ValueError):
    """Something stands outside what the head can reach: it is another head's paper."""


def pictures(content: bytes) -> Iterator[Image.Image]:
    """Return the pages of a raster paper, one bit a dot, white is 1."""
    with Image.open(BytesIO(content)) as paper:
        for frame in ImageSequence.Iterator(paper):
            yield frame.convert("1")


def within(picture: Image.Image, width_dots: int) -> Image.Image:
    """Return the middle of a page, `width_dots` wide: the edges of the paper that no head reaches are cut off.

    Raises:
        TooWideError: there are dots in what would be cut off.
    """
    left = (picture.width - width_dots) // 2
    cut = Image.new("1", (width_dots, picture.height), _WHITE)
    cut.paste(picture, (-left, 0))
    if ink_of(cut) != ink_of(picture):
        raise TooWideError(f"{picture.width} > {width_dots}")
    return cut


def ink_of(picture: Image.Image) -> int:
    """Return how many dots are black."""
    return picture.histogram()[0]


def rows_below_ink(picture: Image.Image) -> int:
    """Return how many white rows stand at the foot of a page."""
    box = ImageChops.invert(picture.convert("L")).getbbox()
    return picture.height - box[3] if box else picture.height


def burnt(picture: Image.Image) -> bytes:
    """Return the rows of a page as heads take them: eight dots a byte, the first one highest, black is 1."""
    # The spare bits of a row's last byte become white with the rest.
    wide = (picture.width + 7) // 8 * 8
    whole = Image.new("1", (wide, picture.height), _WHITE)
    whole.paste(picture, (0, 0))
    # Inverted as bytes: a white that was filled in is 1 and not 255, and Pillow would invert it to 254, white again.
    return whole.tobytes().translate(_INVERTED)
