"""Bodies made small for the wire, and large again with a bound on how large: one text for both ends.

A packed body is one zstd frame or one gzip member and nothing behind it. Whatever it claims or hides, undoing it takes
no more memory than twice the bound and zstd's window (8 MiB, as RFC 9659 has it).
"""

import gzip
import zlib
from collections.abc import Callable, Mapping

import zstandard

LEAST_BYTES = 1024
"""Smaller bodies are sent as they are: packing them costs more than it saves."""

MOST_BYTES = 64 * 1024 * 1024
"""What an answer may come to when it is unpacked."""

ACCEPTED = "zstd, gzip"
"""What a client that unpacks with this module puts into `Accept-Encoding`."""

_ZSTD_LEVEL = 3
_GZIP_LEVEL = 1
_WINDOW_BYTES = 8 * 1024 * 1024
_GZIP_WRAPPER = 16 + zlib.MAX_WBITS


class TooLarge(Exception):  # noqa: N818 - what arrived is at fault, not the program
    """The body is larger than the bound once it is unpacked."""


class NotPacked(Exception):  # noqa: N818 - the same
    """The body is not what its coding says: cut, altered, followed by something, or of a coding nobody knows."""


def chosen(accepted: str) -> str:
    """Return the coding for an answer by the request's `Accept-Encoding`: zstd before gzip, empty for none."""
    offered = set()
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        if weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}:
            offered.add(name.strip())
    return next((name for name in ("zstd", "gzip") if name in offered), "")


def pack(body: bytes, coding: str) -> bytes:
    """Return the body in a coding that `chosen` gave."""
    if coding == "zstd":
        return zstandard.compress(body, _ZSTD_LEVEL)
    if coding == "gzip":
        return gzip.compress(body, _GZIP_LEVEL, mtime=0)
    return body


def unpack(body: bytes, coding: str, most_bytes: int) -> bytes:
    """Return the body without its coding (zstd, gzip, or none: empty or `identity`).

    Raises:
        TooLarge: it has more than `most_bytes`; no more than that was unpacked.
        NotPacked: see there.
    """
    if coding in {"", "identity"}:
        if len(body) > most_bytes:
            raise TooLarge
        return body
    undo = _UNDO.get(coding)
    if undo is None:
        raise NotPacked(coding)
    try:
        return undo(body, most_bytes)
    except (zlib.error, zstandard.ZstdError) as error:
        raise NotPacked(coding) from error


def _gunzip(body: bytes, most_bytes: int) -> bytes:
    inflater = zlib.decompressobj(_GZIP_WRAPPER)
    plain = inflater.decompress(body, most_bytes + 1)
    if len(plain) > most_bytes:
        raise TooLarge
    if not inflater.eof or inflater.unused_data:
        raise NotPacked("gzip")
    return plain


def _unzstd(body: bytes, most_bytes: int) -> bytes:
    claimed = zstandard.get_frame_parameters(body).content_size
    if claimed == 0:
        # For an empty frame the library does not look at what follows it.
        raise NotPacked("zstd")
    inflater = zstandard.ZstdDecompressor(max_window_size=_WINDOW_BYTES)
    if claimed == zstandard.CONTENTSIZE_UNKNOWN:
        return _unsized(inflater, body, most_bytes)
    if claimed > most_bytes:
        raise TooLarge
    return inflater.decompress(body, allow_extra_data=False)


def _unsized(inflater: zstandard.ZstdDecompressor, body: bytes, most_bytes: int) -> bytes:
    # Twice, because the one way is bounded and the other knows whether the frame was whole.
    if len(inflater.stream_reader(body).read(most_bytes + 1)) > most_bytes:
        raise TooLarge
    whole = inflater.decompressobj()
    plain = whole.decompress(body)
    if not whole.eof or whole.unused_data:
        raise NotPacked("zstd")
    return plain


_UNDO: Mapping[str, Callable[[bytes, int], bytes]] = {"gzip": _gunzip, "zstd": _unzstd}
