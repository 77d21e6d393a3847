import json

import pytest

import resources.catalogue
from casework.catalogue_load import DEPARTMENTS, HEAD, MATTERS, PACKAGES, load
from casework.data_rows import RowsBroken
from casework.sentences import say

GOOD = resources.catalogue.files()
DEEP = b"[" * 100_000 + b"]" * 100_000


def changed(file, change, row=1):
    """Return the shipped files with one row of one of them changed in place."""
    rows = json.loads(GOOD[file])
    change(rows[row - 1])
    return {**GOOD, file: json.dumps(rows).encode()}


def head(**fields):
    return {**GOOD, HEAD: json.dumps(json.loads(GOOD[HEAD]) | fields).encode()}


def put(file, row=1, **fields):
    return changed(file, lambda target: target.update(fields), row)


def refused(files):
    with pytest.raises(RowsBroken) as error:
        load(files)
    assert error.value.code == "catalogue.broken"
    return error.value


def faults(files):
    return [(row.file, row.row, row.code) for row in refused(files).rows]


def in_material(**fields):
    return changed(MATTERS, lambda matter: matter["materials"][0].update(fields))


def in_component(index, **fields):
    return changed(PACKAGES, lambda package: package["components"][index].update(fields))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (put(DEPARTMENTS, name_en=" "), (DEPARTMENTS, 1, "data.empty_name")),
        (put(DEPARTMENTS, code="edu"), (DEPARTMENTS, 1, "catalogue.code_form")),
        (put(DEPARTMENTS, row=2, code="EDU"), (DEPARTMENTS, 2, "catalogue.code_twice")),
        (put(DEPARTMENTS, more=1), (DEPARTMENTS, 1, "data.shape")),
        (put(MATTERS, row=3, department="XXX"), (MATTERS, 3, "catalogue.unknown_department")),
        (put(MATTERS, committed_days=61), (MATTERS, 1, "catalogue.committed_past_statutory")),
        (put(MATTERS, committed_days=0), (MATTERS, 1, "data.shape")),
        (put(MATTERS, committed_days="25"), (MATTERS, 1, "data.shape")),
        (put(MATTERS, package="PKG-NONE"), (MATTERS, 1, "catalogue.unknown_package")),
        (put(MATTERS, row=4, code="EDU-003"), (MATTERS, 4, "catalogue.code_twice")),
        (put(MATTERS, kind="licence"), (MATTERS, 1, "data.shape")),
        (put(MATTERS, state="gone"), (MATTERS, 1, "data.shape")),
        (put(MATTERS, name_zh=""), (MATTERS, 1, "data.empty_name")),
        (put(MATTERS, special_procedures=[{"name_zh": "公示", "name_en": ""}]), (MATTERS, 1, "data.empty_name")),
        (put(MATTERS, fee={"amount_minor": -1, "note_zh": "x", "note_en": "x"}), (MATTERS, 1, "data.shape")),
        (in_material(name_en=""), (MATTERS, 1, "data.empty_name")),
        (in_material(originals=0), (MATTERS, 1, "catalogue.nothing_asked")),
        (in_material(code="EDU-002-M01"), (MATTERS, 1, "catalogue.material_code")),
        (in_material(code="EDU-001-X1"), (MATTERS, 1, "catalogue.material_code")),
        (in_material(code="EDU-001-M02"), (MATTERS, 1, "catalogue.code_twice")),
        (in_material(originals=-1), (MATTERS, 1, "data.shape")),
        (put(PACKAGES, lead_department="XXX"), (PACKAGES, 1, "catalogue.unknown_department")),
        (put(PACKAGES, lead_department="FIN"), (PACKAGES, 1, "catalogue.lead_elsewhere")),
        (put(PACKAGES, lead_matter="EDU-999"), (PACKAGES, 1, "catalogue.unknown_matter")),
        (put(PACKAGES, name_en=""), (PACKAGES, 1, "data.empty_name")),
        (in_component(0, matter="EDU-999"), (PACKAGES, 1, "catalogue.unknown_matter")),
        (in_component(1, name_zh=""), (PACKAGES, 1, "data.empty_name")),
        (in_component(1, seq=1), (PACKAGES, 1, "catalogue.seq_twice")),
        (in_component(3, depends_on=[9]), (PACKAGES, 1, "catalogue.unknown_seq")),
        (in_component(0, depends_on=[3]), (PACKAGES, 1, "catalogue.circle")),
        (in_component(0, depends_on=[1]), (PACKAGES, 1, "catalogue.circle")),
        (
            {**GOOD, HEAD: b'{"version":" ","effective_from":"2026-07-01","source_note":""}'},
            (HEAD, 0, "data.empty_name"),
        ),
        (head(version="2026-07"), (HEAD, 0, "catalogue.version_form")),
        (head(source_note="a\u202eb"), (HEAD, 0, "data.unseen_signs")),
        (put(MATTERS, row=2, name_zh="民办\u200b学校"), (MATTERS, 2, "data.unseen_signs")),
        (put(DEPARTMENTS, row=2, name_en="a\nb"), (DEPARTMENTS, 2, "data.unseen_signs")),
        (put(MATTERS, source_note="长" * 2001), (MATTERS, 1, "data.text_too_long")),
        (put(DEPARTMENTS, code="A" * 41), (DEPARTMENTS, 1, "catalogue.code_form")),
        ({**GOOD, MATTERS: DEEP}, (MATTERS, 0, "data.too_deep")),
        ({**GOOD, HEAD: b'{"version":' + DEEP + b"}"}, (HEAD, 0, "data.shape")),
        ({**GOOD, HEAD: b'{"more":' + DEEP + b"}"}, (HEAD, 0, "data.shape")),
        ({**GOOD, HEAD: b'{"version":"\xff"}'}, (HEAD, 0, "data.shape")),
        ({**GOOD, DEPARTMENTS: b'[{"code":"\xff"}]'}, (DEPARTMENTS, 1, "data.shape")),
        ({**GOOD, HEAD: b"not json"}, (HEAD, 0, "data.shape")),
        ({**GOOD, MATTERS: b"{}"}, (MATTERS, 0, "data.shape")),
    ],
)
def test_a_broken_row_is_named_with_file_row_and_reason(files, expected):
    assert expected in faults(files)


@pytest.mark.parametrize("file", [HEAD, DEPARTMENTS, MATTERS])
def test_a_missing_file_is_named(file):
    assert (file, 0, "catalogue.file_missing") in faults({name: body for name, body in GOOD.items() if name != file})


def test_a_catalogue_without_packages_is_fine_when_no_matter_names_one():
    files = changed(MATTERS, lambda matter: matter.pop("package"))
    assert load({name: body for name, body in files.items() if name != PACKAGES}).packages == ()


def test_all_broken_rows_are_named_at_once_in_both_languages():
    rows = json.loads(GOOD[MATTERS])
    rows[0]["committed_days"] = 99
    rows[4]["department"] = "XXX"
    del rows[9]["name_zh"]
    error = refused({**GOOD, MATTERS: json.dumps(rows).encode()})
    assert [(row.row, row.code) for row in error.rows if row.file == MATTERS] == [
        (1, "catalogue.committed_past_statutory"),
        (5, "catalogue.unknown_department"),
        (10, "data.shape"),
    ]
    assert "matters.json 第 1 行：承诺 99 个工作日比法定 60 个还长" in say(error)
    assert "matters.json row 5: There is no department XXX" in say(error, "en")


def test_a_long_list_of_faults_is_counted_whole_and_shown_in_part():
    rows = [row | {"department": "XXX"} for row in json.loads(GOOD[MATTERS])]
    error = refused({**GOOD, MATTERS: json.dumps(rows).encode()})
    assert len(error.rows) == error.details["count"] == 48
    assert say(error, "en").count("matters.json row") == 5
