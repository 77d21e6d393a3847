"""Bodies on the wire: what is packed comes back whole, and nothing that is packed can grow past its bound."""

import gzip
import random
import subprocess
import sys
import textwrap
import zlib

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from casework.packing import NotPacked, TooLarge, chosen, pack, unpack

CODINGS = ("zstd", "gzip")
BODY = b'{"events": [' + b'{"type": "case.opened"},' * 200 + b"{}]}"


def without_size(body: bytes, **parameters) -> bytes:
    """A zstd frame that does not say how large its content is."""
    made = zstandard.ZstdCompressionParameters(write_content_size=False, **parameters)
    stream = zstandard.ZstdCompressor(compression_params=made).compressobj()
    return stream.compress(body) + stream.flush()


@given(st.binary(min_size=1, max_size=5000), st.sampled_from([*CODINGS, "", "identity"]))
def test_what_is_packed_comes_back_whole(body, coding):
    assert unpack(pack(body, coding), coding, len(body)) == body


def test_a_frame_that_does_not_say_its_size_comes_back_whole():
    assert unpack(without_size(BODY), "zstd", len(BODY)) == BODY


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("zstd, gzip", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("GZIP", "gzip"),
        ("gzip;q=0.5, zstd;q=0", "gzip"),
        ("zstd; q=0.000, gzip; q=0", ""),
        ("br, deflate", ""),
        ("identity", ""),
        ("*", ""),
        ("", ""),
        (",;,", ""),
    ],
)
def test_zstd_is_chosen_before_gzip_and_neither_against_the_client_s_will(accepted, coding):
    assert chosen(accepted) == coding


@pytest.mark.parametrize("coding", [*CODINGS, ""])
def test_one_byte_more_than_the_bound_is_too_large(coding):
    assert len(unpack(pack(BODY, coding), coding, len(BODY))) == len(BODY)
    with pytest.raises(TooLarge):
        unpack(pack(BODY, coding), coding, len(BODY) - 1)


def test_a_frame_that_hides_its_size_is_bounded_too():
    with pytest.raises(TooLarge):
        unpack(without_size(BODY), "zstd", len(BODY) - 1)


def test_a_frame_that_lies_about_its_size_is_not_taken():
    frame = bytearray(zstandard.compress(bytes(1000)))
    assert int.from_bytes(frame[5:7], "little") == 1000 - 256
    frame[5:7] = (10).to_bytes(2, "little")
    with pytest.raises(NotPacked):
        unpack(bytes(frame), "zstd", 100_000)


def several(coding: str) -> bytes:
    return pack(BODY, coding) * 2


def cut(coding: str) -> bytes:
    return pack(BODY, coding)[:-1]


def followed(coding: str) -> bytes:
    return pack(BODY, coding) + b"x"


def plain(_coding: str) -> bytes:
    return BODY


def empty(_coding: str) -> bytes:
    return b""


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("spoiled", [several, cut, followed, plain, empty])
def test_what_is_not_one_whole_piece_is_not_taken(coding, spoiled):
    with pytest.raises(NotPacked):
        unpack(spoiled(coding), coding, 1_000_000)


@pytest.mark.parametrize(
    "body",
    [
        without_size(BODY)[:-3],
        without_size(BODY) + b"x",
        without_size(b"ab" * 100, window_log=27),
        zstandard.compress(b"") + b"x",
        (0x184D2A50).to_bytes(4, "little") + (4).to_bytes(4, "little") + b"abcd",
    ],
    ids=["cut", "followed", "huge window", "empty and followed", "skippable"],
)
def test_odd_frames_are_not_taken(body):
    with pytest.raises(NotPacked):
        unpack(body, "zstd", 1_000_000)


@pytest.mark.parametrize("coding", ["br", "deflate", "gzip, zstd", "ZSTD ", "x-gzip"])
def test_a_coding_nobody_knows_is_not_taken(coding):
    with pytest.raises(NotPacked):
        unpack(BODY, coding, 1_000_000)


@pytest.mark.parametrize("coding", CODINGS)
def test_whatever_is_altered_is_unpacked_within_the_bound_or_not_at_all(coding):
    rng = random.Random(7)  # noqa: S311 - an experiment that can be repeated
    packed = pack(BODY, coding)
    for _ in range(500):
        altered = bytearray(packed)
        for _ in range(rng.randint(1, 3)):
            altered[rng.randrange(len(altered))] = rng.randrange(256)
        try:
            assert len(unpack(bytes(altered), coding, 10_000)) <= 10_000
        except (NotPacked, TooLarge):
            continue


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in KiB on Linux only")
@pytest.mark.parametrize("coding", ["zstd", "zstd without size", "gzip"])
def test_a_bomb_takes_no_more_memory_than_its_bound(coding, tmp_path):
    """Two GiB in a few KiB to MiB, unpacked by a process of its own: it grows by the bound and the window at most."""
    file = tmp_path / "bomb"
    file.write_bytes(bomb(coding))
    script = f"""
        import resource
        from casework.packing import TooLarge, unpack
        body = open({str(file)!r}, "rb").read()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        try:
            unpack(body, {coding.split()[0]!r}, 16 * 1024 * 1024)
        except TooLarge:
            print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
    """
    told = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True)
    assert int(told.stdout) <= 2 * 16 + 8 + 8


def bomb(coding: str) -> bytes:
    """About two GiB of zeros, packed piece by piece."""
    piece, count = bytes(16 * 1024 * 1024), 128
    if coding == "gzip":
        stream = zlib.compressobj(9, zlib.DEFLATED, 31)
    else:
        size = -1 if coding == "zstd without size" else len(piece) * count
        stream = zstandard.ZstdCompressor().compressobj(size=size)
    return b"".join([*(stream.compress(piece) for _ in range(count)), stream.flush()])


def test_the_same_body_is_packed_into_the_same_bytes():
    assert pack(BODY, "gzip") == pack(BODY, "gzip")
    assert gzip.decompress(pack(BODY, "gzip")) == BODY
