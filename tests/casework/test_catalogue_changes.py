import msgspec
from support.catalogues import SHIPPED, version, with_matter, withdrawn

from casework.catalogue_changes import What, changes


def lines(new, old=SHIPPED):
    return [(one.code, one.what, one.before, one.after) for one in changes(old, new)]


def test_the_same_catalogue_changes_nothing():
    assert changes(SHIPPED, version("2026.10.1")) == ()


def test_what_happens_to_a_matter_is_told_apart():
    new = version(
        "2026.10.1",
        EDU_001={"committed_days": 20},
        EDU_002={"department": "FIN"},
        EDU_003=withdrawn(),
        EDU_004=None,
        EDU_005={"name_en": "Another name"},
        EDU_006={"materials": SHIPPED.known_matter("EDU-006").materials[:1]},
    )
    new = with_matter(new, "EDU-100")
    assert lines(new) == [
        ("EDU-001", What.LIMITS, "25/60", "20/60"),
        ("EDU-002", What.DEPARTMENT, "EDU", "FIN"),
        ("EDU-003", What.WITHDRAWN, "", ""),
        ("EDU-005", What.WORDS, "", ""),
        ("EDU-006", What.MATERIALS, f"{len(SHIPPED.known_matter('EDU-006').materials)}", "1"),
        ("EDU-100", What.ADDED, "", ""),
        ("EDU-004", What.REMOVED, "", ""),
    ]
    assert lines(SHIPPED, new)[2][:2] == ("EDU-003", What.REOPENED)


def test_departments_and_packages_come_and_go_too():
    fewer = msgspec.structs.replace(SHIPPED, departments=SHIPPED.departments[1:], packages=())
    assert lines(fewer) == [
        ("EDU", What.REMOVED, "", ""),
        (SHIPPED.packages[0].code, What.REMOVED, "", ""),
    ]
    assert lines(SHIPPED, fewer) == [
        ("EDU", What.ADDED, "", ""),
        (SHIPPED.packages[0].code, What.ADDED, "", ""),
    ]
    renamed = msgspec.structs.replace(SHIPPED.departments[0], name_en="Another")
    other = msgspec.structs.replace(SHIPPED, departments=(renamed, *SHIPPED.departments[1:]))
    assert lines(other) == [("EDU", What.WORDS, "", "")]


def test_a_change_is_one_line_for_people():
    (change,) = changes(SHIPPED, version("2026.10.1", EDU_001={"committed_days": 20}))
    assert change.say() == f"EDU-001 limits: 25/60 → 20/60  {SHIPPED.known_matter('EDU-001').name_zh}"
