"""The words a case is found by: pieces of names, initials and numbers, matter, secret, sheets, telephones and IDs.

What a slip said before the server gave another number is a word as well.
"""

from collections.abc import Callable

from casework.case_state import Case
from casework.grams import aside, digit_grams, matter_gram, name_grams, number_grams, secret_gram, whole_number


def case_words(case: Case, grams_of: Callable[[str], tuple[str, ...]] = name_grams) -> str:
    """Return the words of a case for the index, each once; `grams_of` may remember names that come often."""
    agent = case.agent
    others = (case.applicant.representative, agent.name if agent else "")
    digits = (case.applicant.phone, *((agent.phone, agent.id_number) if agent else ()))
    found = [
        matter_gram(case.matter),
        secret_gram(case.secret),
        *number_grams(case.number),
        *grams_of(case.applicant.name),
    ]
    for name in others:
        found += aside(grams_of(name))
    if case.earlier_number:
        found += (whole_number(case.earlier_number), *number_grams(case.earlier_number))
    if case.earlier_serial:
        found.append(whole_number(case.earlier_serial))
    found += (whole_number(custody.sheet) for custody in case.custody)
    for number in digits:
        found += digit_grams(number)
    return " ".join(dict.fromkeys(found))
