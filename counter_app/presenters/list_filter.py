"""What a clerk types into the filter line: each word asks for a name, number, matter, department, window or stage."""

import re

from casework.case_state import Stage as CaseStage
from casework.catalogue import Catalogue
from counter_app.presenters.list_views import Stage
from counter_app.presenters.wording import Words
from counter_app.store.lists import Part

WORD_OF = {
    CaseStage.RECEIVED: Stage.RECEIVED,
    CaseStage.SUPPLEMENT: Stage.SUPPLEMENT,
    CaseStage.ACCEPTED: Stage.ACCEPTED,
    CaseStage.DEEMED_ACCEPTED: Stage.ACCEPTED,
    CaseStage.IN_REVIEW: Stage.IN_REVIEW,
    CaseStage.SUSPENDED: Stage.SUSPENDED,
    CaseStage.DECIDED: Stage.DECIDED,
    CaseStage.RESULT_AT_WINDOW: Stage.AT_WINDOW,
    CaseStage.DELIVERED: Stage.DELIVERED,
}
"""How lists word a stage; what is not here is closed."""

_WINDOW = re.compile(r"w?0*([1-9]\d?)(?:号窗口?)?", re.IGNORECASE)
_MOST_PARTS = 8
_LONGEST = 80


def parts_of(text: str, catalogue: Catalogue, words: Words) -> tuple[Part, ...]:
    """Return what a text asks for, one part for each of its words."""
    return tuple(_part(token.casefold(), catalogue, words) for token in text[:_LONGEST].split()[:_MOST_PARTS])


def _part(token: str, catalogue: Catalogue, words: Words) -> Part:
    named = len(token) > 1
    window = _WINDOW.fullmatch(token)
    return Part(
        words=token,
        stages=tuple(stage.value for stage, word in WORD_OF.items() if words(f"stage.{word}").casefold() == token),
        departments=tuple(
            one.code for one in catalogue.departments if named and token in f"{one.name_zh} {one.name_en}".casefold()
        ),
        matters=tuple(
            one.code
            for one in catalogue.matters
            if named and token in f"{one.code} {one.name_zh} {one.name_en}".casefold()
        ),
        windows=(f"W{int(window[1]):02}",) if window and (token[0] == "w" or "窗" in token) else (),
    )
