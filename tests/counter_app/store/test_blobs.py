"""Scans and frozen papers: encrypted, whole or absent, and never altered unseen."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.errors import Trouble
from casework.events import BlobRef
from counter_app.store.blobs import KEPT, WAITING, WANTED, BlobFiles
from counter_app.store.key import StoreKey


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return BlobFiles(tmp_path_factory.mktemp("blobs"), StoreKey(b"k" * 32))


@given(content=st.binary(max_size=2000))
def test_what_is_put_comes_back_by_its_hash(files, content):
    sha256 = files.put(content)
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert files.get(sha256) == content
    assert files.size(sha256) == len(content)


def test_the_same_bytes_are_kept_once(files):
    first = files.path(files.put(b"twice")).read_bytes()
    assert files.path(files.put(b"twice")).read_bytes() == first


def test_the_file_does_not_hold_the_content(files):
    assert b"secret" not in files.path(files.put(b"a secret scan")).read_bytes()


@given(place=st.floats(0, 1, exclude_max=True))
def test_a_flipped_bit_anywhere_is_noticed(files, place):
    sha256 = files.put(b"the very bytes")
    path = files.path(sha256)
    good = path.read_bytes()
    bad = bytearray(good)
    bad[int(place * len(bad))] ^= 1
    path.write_bytes(bad)
    try:
        with pytest.raises(Trouble, match=r"local\.blob_damaged"):
            files.get(sha256)
    finally:
        path.write_bytes(good)


@pytest.mark.parametrize("content", [b"", b"IWB1", b"something else altogether"])
def test_a_file_that_is_no_blob_is_noticed(files, content):
    sha256 = files.put(b"soon gone")
    files.path(sha256).write_bytes(content)
    with pytest.raises(Trouble, match=r"local\.blob_damaged"):
        files.get(sha256)
    files.path(sha256).unlink()


def test_a_blob_under_another_name_does_not_open(files):
    one, other = files.put(b"one"), files.put(b"other")
    files.path(one).write_bytes(files.path(other).read_bytes())
    with pytest.raises(Trouble, match=r"local\.blob_damaged"):
        files.get(one)
    files.path(one).unlink()


def test_another_key_opens_nothing(files):
    sha256 = files.put(b"for one key only")
    with pytest.raises(Trouble, match=r"local\.blob_damaged"):
        BlobFiles(files.folder, StoreKey(b"x" * 32)).get(sha256)


def test_what_is_not_here_is_told(files):
    assert not files.has("0" * 64)
    assert files.size("0" * 64) == 0
    with pytest.raises(Trouble, match=r"local\.blob_missing"):
        files.get("0" * 64)


def test_nothing_half_written_is_left_in_the_folder(files):
    files.put(b"whole")
    assert not list(files.folder.rglob("*.part"))


def test_a_blob_waits_until_it_is_on_both_ends(place):
    blobs = place.store.blobs
    sha256 = blobs.files.put(b"scan")
    with place.store.writing():
        blobs.record(sha256, 4, "image/png", WAITING)
        blobs.record(sha256, 4, "image/png", WAITING)
    assert (blobs.in_state(WAITING), blobs.count(WAITING)) == ((sha256,), 1)
    with place.store.writing():
        blobs.settle(sha256)
    assert (blobs.in_state(WAITING), blobs.count(KEPT)) == ((), 1)


def test_what_is_here_already_is_not_wanted(place):
    blobs = place.store.blobs
    here = blobs.files.put(b"here")
    refs = [
        BlobRef(sha256=here, size=4, mime="application/pdf", name="a"),
        BlobRef(sha256="9" * 64, size=4, mime="application/pdf", name="b"),
    ]
    with place.store.writing():
        blobs.want(refs)
    assert blobs.in_state(WANTED) == ("9" * 64,)


def test_a_damaged_scan_is_named(place):
    blobs = place.store.blobs
    sha256 = blobs.files.put(b"scan")
    with place.store.writing():
        blobs.record(sha256, 4, "image/png", WAITING)
    assert blobs.damaged() == ()
    blobs.files.path(sha256).unlink()
    assert blobs.damaged() == (sha256,)
