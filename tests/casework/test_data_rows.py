import msgspec
import pytest

from casework.data_rows import RowsBroken, broken, read_head, read_rows
from casework.sentences import say


class Thing(msgspec.Struct, forbid_unknown_fields=True):
    name: str


def test_good_rows_keep_their_number_beside_broken_ones():
    good, faults = read_rows("f", b'[{"name":"a"},{"name":1},{"name":"c"},{"more":1}]', Thing)
    assert good == [(1, Thing("a")), (3, Thing("c"))]
    assert [(fault.row, fault.code) for fault in faults] == [(2, "data.shape"), (4, "data.shape")]
    assert "name" in faults[0].say("en")


@pytest.mark.parametrize("content", [b"", b"{}", b"[1", b"\xff"])
def test_a_file_that_is_no_list_is_broken_as_a_whole(content):
    good, faults = read_rows("f", content, Thing)
    assert good == []
    assert [(fault.file, fault.row) for fault in faults] == [("f", 0)]
    assert faults[0].say("en").startswith("f: ")


def test_one_object_is_read_or_refused():
    assert read_head("f", b'{"name":"a"}', Thing) == (Thing("a"), [])
    found, faults = read_head("f", b"{}", Thing)
    assert (found, len(faults)) == (None, 1)


def test_the_error_holds_all_rows_in_order_and_says_the_first_few():
    rows = [broken("b", 2, "data.empty_name"), broken("b", 1, "data.empty_name"), broken("a", 9, "data.empty_name")]
    error = RowsBroken("catalogue.broken", rows)
    assert [(row.file, row.row) for row in error.rows] == [("a", 9), ("b", 1), ("b", 2)]
    assert say(error).count("第") == 3
    assert say(error, "en").index("a row 9") < say(error, "en").index("b row 1")
