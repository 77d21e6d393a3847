import subprocess
import sys

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, pinyin

import resources.catalogue
from casework import search
from casework.catalogue import MatterState
from casework.catalogue_load import load
from casework.search import FoundBy

SHIPPED = load(resources.catalogue.files())
INDEX = search.index_matters(SHIPPED)
names = st.text(alphabet="民办幼儿园重庆曾单乐山银行长A1·（） ", max_size=20)


def codes(text):
    return [found.matter.code for found in INDEX.find(text)]


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("民办幼儿园", "mbyey"),
        ("重庆银行", "cqyh"),
        ("校长", "xz"),
        ("王雪慧", "wxh"),
        ("德阳A1公司（筹）", "dya1gsc"),
        ("Ｔｅｓｔ公司", "testgs"),
    ],
)
def test_the_usual_spelling_comes_first(text, spelled):
    assert search.initials(text)[0] == spelled


def test_a_surname_is_found_by_either_reading():
    assert {"ch", "zh"} <= {spelled[:1] + "h" for spelled in search.initials("曾慧")}
    assert {"cm", "zm"} <= set(search.initials("曾敏"))
    assert "sm" in search.initials("单敏")


def test_nothing_is_spelled_from_signs_without_a_reading():
    assert search.initials("") == ()
    assert search.initials("“（）”——") == ()


@given(names)
def test_spellings_are_few_different_and_equally_long(text):
    spelled = search.initials(text)
    assert len(spelled) <= search.MOST_READINGS
    assert len(set(spelled)) == len(spelled)
    assert len({len(one) for one in spelled}) <= 1


@given(names)
def test_a_name_is_indexed_under_each_of_its_words_and_spellings(text):
    tokens = search.name_tokens(text)
    assert set(search.words(text)) | set(search.initials(text)) <= set(tokens)
    assert len(set(tokens)) == len(tokens)
    assert all(tokens)


def test_the_tokens_of_a_name_are_characters_words_digits_and_initials():
    tokens = search.name_tokens("向阳花 Kita-2026")
    assert tokens[:5] == ("向", "阳", "花", "kita", "2026")
    assert {"xyhkita2026", "yhkita2026", "26"} <= set(tokens)


def test_initials_from_the_middle_of_a_long_name_begin_a_token():
    assert any(token.startswith("xyhyey") for token in search.name_tokens("德阳市旌阳区向阳花幼儿园"))


@pytest.mark.parametrize(
    "text", ["mbyey", "MBYEY", "幼儿园", "民办幼儿园", "edu-001", "EDU001", "kindergarten", "yeysl"]
)
def test_the_kindergarten_matter_is_first_however_it_is_asked_for(text):
    assert codes(text)[0] == "EDU-001"


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("EDU-001", FoundBy.CODE),
        ("edu", FoundBy.CODE),
        ("民办", FoundBy.NAME),
        ("幼儿园", FoundBy.NAME),
        ("mby", FoundBy.INITIALS),
        ("yey", FoundBy.INITIALS),
        ("private kinder", FoundBy.ENGLISH),
    ],
)
def test_a_finding_says_what_answered(text, by):
    first = INDEX.find(text)[0]
    assert (first.matter.code, first.by) == ("EDU-001", by)


def test_several_parts_of_a_name_may_stand_apart_in_any_order():
    assert codes("变更 民办学校") == ["EDU-004"]
    assert "AGR-003" in codes("clinic animal")
    assert codes("动物诊疗")[0] == codes("dwzl")[0] == "AGR-003"


def test_a_beginning_comes_before_a_middle():
    found = [entry.matter.name_zh for entry in INDEX.find("动物")]
    assert found == sorted(found, key=lambda name: not name.startswith("动物"))


@pytest.mark.parametrize("text", ["", "  ", "“”", "zzzzqq", "不存在的事项"])
def test_a_query_without_an_answer_finds_nothing(text):
    assert INDEX.find(text) == ()


def test_a_withdrawn_matter_is_not_offered():
    matters = tuple(msgspec.structs.replace(matter, state=MatterState.WITHDRAWN) for matter in SHIPPED.matters[:1])
    catalogue = msgspec.structs.replace(SHIPPED, matters=(*matters, *SHIPPED.matters[1:]))
    assert "EDU-001" not in [found.matter.code for found in search.find_matters(catalogue, "mbyey")]


@given(st.sampled_from(SHIPPED.matters), st.data())
def test_every_matter_is_found_by_any_part_of_its_name_and_of_its_initials(matter, data):
    spelled = search.initials(matter.name_zh)[0]
    first = data.draw(st.integers(0, len(spelled) - 1))
    last = data.draw(st.integers(first + 1, len(spelled)))
    assert matter.code in codes(spelled[first:last])
    characters = search.words(matter.name_zh)
    assert matter.code in codes("".join(characters[: max(1, len(characters) // 2)]))


@given(st.text(max_size=20))
def test_no_query_whatever_fails(text):
    assert len(INDEX.find(text)) <= len(SHIPPED.matters)


def test_names_are_spelled_without_the_large_tables_of_pypinyin():
    probe = "import sys, casework.search as s; sys.exit(s.initials('重庆') != ('cq',) or 'pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0


def test_a_text_that_is_no_name_costs_no_more_than_its_length():
    assert sum(map(len, search.name_tokens("长" * 10_000))) < 20_000
    assert sum(map(len, search.name_tokens("w" * 10_000))) < 20_000


@given(
    st.lists(
        st.sampled_from(["重庆", "银行", "行长", "曾", "单", "音乐", "快乐", "会计", "大会", "朝阳", "都", "一行"]),
        max_size=6,
    )
)
def test_a_name_is_read_as_the_words_in_it_are(parts):
    text = "".join(parts)
    whole = pinyin(text, style=Style.FIRST_LETTER, heteronym=True, errors="ignore") if text else []
    assert search.readings(text) == tuple(tuple(dict.fromkeys(options)) for options in whole)
