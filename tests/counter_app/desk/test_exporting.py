"""A table leaves the desk masked, harmless and whole, or not at all."""

import csv
import errno
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.desks import a_desk, accepted

from casework.errors import Trouble
from counter_app.desk.export import TOLD_EVERY, Stopped, cell, masked, write

GO_ON = bool  # a row number above nought says yes


def read_back(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_the_file_opens_in_spreadsheets_and_says_what_was_given(tmp_path):
    path = write(tmp_path, "待办-全厅", ("编号", "事项"), [("W03-1", '他说"好",\n第二行')], GO_ON)
    assert path == tmp_path / "待办-全厅.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert read_back(path) == [["编号", "事项"], ["W03-1", '他说"好", 第二行']]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "\u202e=1", "\x00=1"])
def test_no_cell_is_a_formula(text):
    assert cell(text)[0] == "'"


@given(st.text(max_size=200))
def test_any_text_stays_one_harmless_cell(text):
    made = cell(text)
    assert not made[:1] or made[0] not in "=+-@＝＋－＠\t\r"
    assert "\n" not in made
    assert "\r" not in made


def test_any_text_at_all_can_be_written_and_read_back(tmp_path):
    strange = ["\ud800 half", "𠮷🙂", "x" * 100_000, "\u200fערב", "a;b,c\td"]
    path = write(tmp_path, "x", ("a",), [(text,) for text in strange], GO_ON)
    assert len(read_back(path)) == 6


def test_numbers_and_telephones_are_masked(tmp_path):
    place = a_desk(tmp_path)
    accepted(place)
    (row,) = place.store.lists.rows([1])
    hidden = masked(row)
    assert (hidden.id_number[:5], hidden.phone) == ("**** ", "139****2254")
    assert row.case.applicant.id_number.endswith(hidden.id_number[-4:])
    place.close()


def test_a_file_that_is_there_is_never_written_over(tmp_path):
    first = write(tmp_path, "x", ("a",), [("1",)], GO_ON)
    second = write(tmp_path, "x", ("a",), [("2",)], GO_ON)
    assert (first.name, second.name) == ("x.csv", "x (2).csv")
    assert read_back(first)[1] == ["1"]


@pytest.mark.parametrize("stem", ["../up", "a/b", "a\\b:c*?", ".."])
def test_a_name_stays_in_its_folder(tmp_path, stem):
    folder = tmp_path / "folder"
    folder.mkdir()
    assert write(folder, stem, ("a",), [], GO_ON).parent == folder


def test_an_export_that_is_stopped_leaves_nothing(tmp_path):
    rows = ((str(number),) for number in range(TOLD_EVERY * 3))
    with pytest.raises(Stopped):
        write(tmp_path, "x", ("a",), rows, lambda done: done < TOLD_EVERY * 2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "export.disk_full"),
        (errno.EROFS, "export.read_only"),
        (errno.EACCES, "export.read_only"),
        (errno.EIO, "export.failed"),
    ],
)
def test_a_disk_that_refuses_is_told_in_a_sentence_and_leaves_nothing(tmp_path, number, code):
    def rows():
        yield ("1",)
        raise OSError(number, os.strerror(number))

    with pytest.raises(Trouble) as told:
        write(tmp_path, "x", ("a",), rows(), GO_ON)
    assert told.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(Trouble, match=r"export\.no_folder"):
        write(tmp_path / "gone", "x", ("a",), [], GO_ON)


def test_progress_is_told_every_five_hundred_rows(tmp_path):
    heard = []
    write(tmp_path, "x", ("a",), ((str(number),) for number in range(1200)), lambda done: heard.append(done) or True)
    assert heard == [500, 1000]
