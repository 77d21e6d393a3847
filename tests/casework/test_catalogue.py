import msgspec
import pytest

import resources.catalogue
from casework.catalogue import Audience, MatterKind, MatterState
from casework.catalogue_load import load
from casework.errors import RuleBroken
from casework.sentences import say

SHIPPED = load(resources.catalogue.files())


def withdrawn(code):
    matters = [
        msgspec.structs.replace(matter, state=MatterState.WITHDRAWN) if matter.code == code else matter
        for matter in SHIPPED.matters
    ]
    return msgspec.structs.replace(SHIPPED, matters=tuple(matters))


def test_the_shipped_catalogue_has_the_matters_of_nine_departments():
    assert (len(SHIPPED.departments), len(SHIPPED.matters), len(SHIPPED.packages)) == (9, 47, 1)
    assert sum(len(matter.materials) for matter in SHIPPED.matters) == 202
    assert (SHIPPED.version, f"{SHIPPED.effective_from}") == ("2026.07.1", "2026-07-01")
    assert {matter.department for matter in SHIPPED.matters} == {department.code for department in SHIPPED.departments}


def test_the_kindergarten_matter_is_read_with_all_it_holds():
    matter = SHIPPED.matter("EDU-001")
    assert (matter.kind, matter.audience) == (MatterKind.LICENCE, Audience.LEGAL_PERSON)
    assert (matter.committed_days, matter.statutory_days) == (25, 60)
    assert [procedure.name_en for procedure in matter.special_procedures] == ["On-site inspection", "Expert review"]
    assert (matter.materials[0].originals, matter.materials[4].deferrable) == (2, True)
    assert matter.material("EDU-001-M05").place == "M05"
    assert matter.certificate.name_zh == "民办学校办学许可证"
    assert SHIPPED.package(matter.package).components[2].depends_on == (2,)
    assert SHIPPED.department(matter.department).name_en == "Deyang Education Bureau"


def test_rows_that_are_not_official_say_so():
    notes = [matter.source_note for matter in SHIPPED.matters if matter.illustrative]
    assert len(notes) > 20
    assert all("seed" not in matter.source_note for matter in SHIPPED.matters)
    assert not SHIPPED.matter("SPT-003").illustrative


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda: SHIPPED.matter("EDU-999"), "catalogue.unknown_matter"),
        (lambda: SHIPPED.known_matter(""), "catalogue.unknown_matter"),
        (lambda: SHIPPED.department("XXX"), "catalogue.unknown_department"),
        (lambda: SHIPPED.package("PKG"), "catalogue.unknown_package"),
        (lambda: SHIPPED.matter("EDU-001").material("EDU-002-M01"), "catalogue.unknown_material"),
    ],
)
def test_what_is_not_in_the_catalogue_is_refused(ask, code):
    with pytest.raises(RuleBroken) as refused:
        ask()
    assert refused.value.code == code
    assert say(refused.value) != say(refused.value, "en")


def test_a_withdrawn_matter_takes_no_new_case_but_is_still_known():
    catalogue = withdrawn("EDU-002")
    with pytest.raises(RuleBroken) as refused:
        catalogue.matter("EDU-002")
    assert refused.value.code == "catalogue.withdrawn_matter"
    assert "已经停办" in say(refused.value)
    assert catalogue.known_matter("EDU-002").name_en
    assert len(catalogue.open_matters()) == 46
    assert len(SHIPPED.open_matters()) == 47


def test_the_digest_follows_the_content():
    assert load(resources.catalogue.files()).digest() == SHIPPED.digest()
    assert withdrawn("EDU-002").digest() != SHIPPED.digest()
    assert len(SHIPPED.digest()) == 64
