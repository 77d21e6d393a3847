import ast
import json
import re
from pathlib import Path

import pytest

import printing
import resources
from casework.errors import ProductError, Trouble
from casework.sentences import say, sentence
from casework.sentences.printing import SENTENCES
from printing.templates import TEMPLATES
from printing.wording import load_wording


def changed(data: bytes, key: str, **texts: str) -> bytes:
    file = json.loads(data)
    file["templates"][key].update(texts)
    return json.dumps(file).encode()


def test_every_text_is_there_in_both_languages(wording):
    assert set(TEMPLATES) == set(wording.templates)
    assert all(pair.zh and pair.en for pair in wording.templates.values())


def test_a_missing_text_is_named(wording_data):
    file = json.loads(wording_data)
    del file["templates"]["acceptance.opening"]
    with pytest.raises(Trouble) as caught:
        load_wording(json.dumps(file).encode())
    assert caught.value.code == "printing.wording_missing"
    assert caught.value.details == {"key": "acceptance.opening"}


@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_text_is_a_missing_one(wording_data, text):
    with pytest.raises(Trouble) as caught:
        load_wording(changed(wording_data, "acceptance.opening", zh=text))
    assert caught.value.code == "printing.wording_missing"


@pytest.mark.parametrize(
    "text",
    [
        "{subject} {day}提出的申请，现予受理。",
        "{subject} {day}提出的{matter}申请，现予受理，{amount}。",
        "{subject} {day}提出的{matter",
        "{subject.name} {day}提出的{matter}申请",
        "{subject!r} {day}提出的{matter}申请",
        "{subject:>10} {day}提出的{matter}申请",
        "{} {day}提出的{matter}申请{subject}",
    ],
)
def test_a_chinese_text_with_wrong_fields_is_named(wording_data, text):
    with pytest.raises(Trouble) as caught:
        load_wording(changed(wording_data, "acceptance.opening", zh=text))
    assert caught.value.code == "printing.wording_malformed"
    assert caught.value.details["key"] == "acceptance.opening"
    assert caught.value.details["fields"] == "subject, day, matter"


def test_english_may_leave_fields_out_but_not_invent_them(wording_data):
    load_wording(changed(wording_data, "acceptance.opening", en="Accepted."))
    with pytest.raises(Trouble) as caught:
        load_wording(changed(wording_data, "acceptance.opening", en="Accepted by {clerk}."))
    assert caught.value.code == "printing.wording_malformed"


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"about": "", "confirmed": 1, "templates": {}}'])
def test_a_file_that_is_no_wording_is_refused(data):
    with pytest.raises(Trouble) as caught:
        load_wording(data)
    assert caught.value.code == "printing.wording_unreadable"


def test_a_sentence_comes_in_pieces_by_its_fields(wording):
    parts = wording.parts("acceptance.opening", subject="你", day="今日", matter="许可")
    assert ("许可", "matter") in parts
    assert "".join(text for text, _ in parts) == wording.zh(
        "acceptance.opening", subject="你", day="今日", matter="许可"
    )


def test_only_the_bilingual_wording_asks_for_english(wording, both):
    assert not wording.bilingual
    assert both.bilingual


def test_every_code_of_this_package_has_its_sentence():
    used = set()
    for file in Path(printing.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                used.update(re.findall(r"^printing\.[a-z_0-9]+$", node.value))
    assert used == set(SENTENCES)


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_names_the_same_things_in_both_languages(code):
    chinese, english = (set(re.findall(r"{(\w+)}", text)) for text in SENTENCES[code])
    assert chinese == english
    assert "!" not in SENTENCES[code][1]


def test_an_error_can_be_said_to_a_person(wording_data):
    with pytest.raises(ProductError) as caught:
        load_wording(changed(wording_data, "mark.sample", zh=""))
    assert "mark.sample" in say(caught.value)
    assert "uncertain" not in sentence("printing.interrupted", "en")


def test_no_text_is_written_twice():
    def pairs(found):
        names = [name for name, _ in found]
        assert len(names) == len(set(names)), names
        return dict(found)

    json.loads(resources.read("wording/papers.json"), object_pairs_hook=pairs)
