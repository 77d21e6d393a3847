"""The words a case is found by: names with their initials, the number from the window on, telephones."""

from casework.case_state import Case
from casework.search import name_tokens, words


def case_words(case: Case) -> str:
    """Return the words of a case for the index, each part's words in order so that a part is found as a phrase."""
    names = [case.applicant.name, case.applicant.representative, case.agent.name if case.agent else ""]
    numbers = [case.number, case.applicant.phone, case.agent.phone if case.agent else ""]
    parts = [*(_name_words(name) for name in names if name), *(words(number) for number in numbers if number)]
    return " ".join(" ".join(part) for part in parts)


def _name_words(name: str) -> tuple[str, ...]:
    """Return every word of a name, also one that comes twice, and behind them its initials."""
    spelled = words(name)
    # The tokens begin with the same words, each once.
    return *spelled, *name_tokens(name)[len(frozenset(spelled)) :]
