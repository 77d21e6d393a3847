"""Codes in pictures: Code 128 and QR, read by zxing-cpp; with more kinds, tables and seals are read that are no codes.

Nothing here opens a file: frames of a camera are pixels already, and files are opened by a process of their own
(`code_files`).
"""

from typing import Any


def read_grey(width: int, height: int, grey: bytes) -> tuple[str, ...]:
    """Return the texts of the codes in a grey picture, one byte a pixel without padding, from top to bottom."""
    import zxingcpp  # noqa: PLC0415 - late: most desks never see a picture of a code

    kinds = (zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode)
    # A memoryview cannot be of no size.
    if not width or not height:
        return ()
    picture: Any = memoryview(grey).cast("B", (height, width))
    found = zxingcpp.read_barcodes(picture, zxingcpp.BarcodeFormats(kinds))
    placed = sorted(found, key=lambda code: (code.position.top_left.y, code.position.top_left.x))
    return tuple(dict.fromkeys(code.text for code in placed if code.text))
