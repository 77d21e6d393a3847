"""The sentences that presenters put together, in Chinese and English.

What a widget always says is in the translations of the screens; what depends on a case is here, where no Qt is needed
to test it. Sentences of errors come from `casework.sentences`.
"""

from dataclasses import dataclass

from casework.catalogue import CertificateForm, Department, Material, Matter
from casework.errors import ProductError
from casework.sentences import Lang, say
from casework.situations import PossibleAnswer, Question
from counter_app.presenters.said import around, cases, form

_SENTENCES: dict[str, tuple[str, str]] = {**form.SENTENCES, **cases.SENTENCES, **around.SENTENCES}


@dataclass(frozen=True, slots=True)
class Words:
    """Says things in one language."""

    lang: Lang

    def __call__(self, key: str, **fields: str | int) -> str:
        """Return the sentence `key` with its fields filled."""
        return _SENTENCES[key][self.lang == "en"].format(**fields)

    def knows(self, key: str) -> bool:
        """Say whether there is a sentence of this key."""
        return key in _SENTENCES

    def act(self, kind: str) -> str:
        """Return the act behind a kind of event, such as 受理 for `case.accepted`."""
        return self(f"kind.{kind}") if self.knows(f"kind.{kind}") else kind

    def error(self, error: ProductError) -> str:
        """Return what an error says to a person."""
        return say(error, self.lang)

    def name(self, named: Matter | Material | Department | CertificateForm | Question | PossibleAnswer) -> str:
        """Return the name of something in the catalogue."""
        return named.name_en if self.lang == "en" else named.name_zh

    def split(self, sentence: str) -> tuple[str, str]:
        """Split a sentence into what is wrong and what to do about it, where it says both."""
        for mark in ("：", ". ") if self.lang == "en" else ("：",):
            head, found, tail = sentence.partition(mark)
            if found:
                return head, tail.rstrip("。")
        return sentence.rstrip("。"), ""


def every_sentence() -> dict[str, tuple[str, str]]:
    """Return the whole table, for the test that both languages are complete."""
    return dict(_SENTENCES)
