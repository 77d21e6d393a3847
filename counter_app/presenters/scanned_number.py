"""A credit code or identity number that was scanned and belongs to nobody known: which field of the form it fills."""

from casework.catalogue import Audience
from casework.scanned import compact
from counter_app.presenters.new_form import NewForm


def field_for(number: str, form: NewForm, audience: Audience) -> str:
    """Return the empty number field that a whole, right number belongs in, or nothing.

    A credit code is the applicant's. A person's number is the applicant's where a person may apply, else the agent's;
    it goes to the agent too if the applicant's is there already.
    """
    person = number[:-1].isdigit()
    places = []
    if audience is not (Audience.LEGAL_PERSON if person else Audience.NATURAL_PERSON):
        places.append("code")
    if person:
        places.append("agent_id")
    return next((key for key in places if not form.field(key).strip()), "")


def holds(number: str, form: NewForm) -> bool:
    """Say whether a number stands in the form already."""
    return number in {compact(form.field(key)) for key in ("code", "agent_id")}
