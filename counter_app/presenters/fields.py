"""The fields of the form: which fault of the desk belongs to which, and what is said beside one that is right."""

from casework import identity
from casework.errors import ProductError, RuleBroken
from counter_app.presenters.views import Note, Tone
from counter_app.presenters.wording import Words

FIELD_OF = {
    "applicant.kind": "code",
    "applicant.id_number": "code",
    "applicant.name": "name",
    "applicant.representative": "legal_rep",
    "applicant.phone": "phone",
    "agent.id_number": "agent_id",
    "agent.name": "agent",
    "agent.phone": "agent_phone",
    "delivery.recipient": "recipient",
    "delivery.phone": "recipient_phone",
    "delivery.address": "address",
}
"""The page's field for each field of the desk's form."""


def field_note(key: str, value: str, words: Words) -> Note | None:
    """Return what is said beside a number that passed its check."""
    if key not in {"code", "agent_id"}:
        return None
    for check in (identity.check_uscc, identity.check_resident_id):
        try:
            checked = check(value)
        except RuleBroken:
            continue
        if checked.warnings:
            head, _advice = words.split(words.error(RuleBroken(checked.warnings[0])))
            return Note(head, Tone.WARN)
        return Note(words("new.check_digit_right"), Tone.OK)
    return None


def target_of(field: str, error: ProductError) -> str:
    """Return where the focus goes for a fault: the key of a field or question, `matter`, or `code/column`."""
    if field.startswith("situation."):
        return field
    if field.startswith("materials."):
        code = field.removeprefix("materials.")
        pieces = str(error.details.get("pieces_zh", ""))
        return f"{code}/{'copies' if '原件' not in pieces and '复印件' in pieces else 'originals'}"
    return FIELD_OF.get(field, "matter")
