"""What an ID card fills in on a new application: number, name, address, each with a note that a card gave it."""

from dataclasses import dataclass, replace

from casework.catalogue import Audience
from casework.clock import CHINA
from casework.errors import RuleBroken
from counter_app.desk.bench import Desk
from counter_app.devices.cards import Card
from counter_app.presenters.new_application import NewPresenter
from counter_app.presenters.new_form import is_body
from counter_app.presenters.views import FieldView, NewView, Note, Tone
from counter_app.presenters.wording import Words

AGENT_KEYS = frozenset({"agent_id", "agent", "agent_phone"})


@dataclass(frozen=True, slots=True)
class Filled:
    """A value that a card gave, and the time of day it did."""

    value: str
    time: str


class CardFill:
    """Fills a form from cards and remembers which values came from one, as long as they stand unchanged."""

    def __init__(self, desk: Desk, words: Words) -> None:
        self._desk = desk
        self.words = words
        self._filled: dict[str, Filled] = {}

    def fill(self, card: Card, form: NewPresenter, focus: str) -> Note:
        """Put a card's person into the form, as the agent where that is meant, and say what was done.

        `focus` is the field the focus is in. A body cannot lie on a reader, so where one applies it is its agent.
        What was typed before and is another's is named, for it can be typed again.
        """
        agent = focus in AGENT_KEYS or self._body_applies(form)
        number, name = ("agent_id", "agent") if agent else ("code", "name")
        before = form.form.field(name).strip()
        self._put(form, number, card.number)
        self._put(form, name, card.name)
        if not agent and card.address and not form.form.field("address").strip():
            self._put(form, "address", card.address)
        said = self.words("card.agent" if agent else "card.applicant", name=card.name)
        if before and before != card.name:
            said += self.words("card.instead", name=before)
        if card.expired(self._desk.today()) and card.valid_until:
            return Note(said + self.words("card.expired", day=card.valid_until.isoformat()), Tone.WARN)
        return Note(said, Tone.OK)

    def _put(self, form: NewPresenter, key: str, value: str) -> None:
        form.edit(key, value)
        self._filled[key] = Filled(value, f"{self._desk.clock.now().astimezone(CHINA):%H:%M}")

    def _body_applies(self, form: NewPresenter) -> bool:
        audience = Audience.BOTH
        if form.form.matter:
            try:
                audience = self._desk.catalogue.known_matter(form.form.matter).audience
            except RuleBroken:
                audience = Audience.BOTH
        code = form.form.field("code").strip()
        return is_body(code, audience) if code or audience is not Audience.BOTH else False

    def noted(self, view: NewView) -> NewView:
        """Return the page with the card named beside what came from one and is still as it was."""
        return replace(view, fields=tuple(self._noted(field) for field in view.fields))

    def _noted(self, field: FieldView) -> FieldView:
        filled = self._filled.get(field.key)
        wrong = field.note is not None and field.note.tone in {Tone.BAD, Tone.WARN}
        if filled is None or filled.value != field.value or wrong:
            return field
        return replace(field, note=Note(self.words("card.source", time=filled.time), Tone.SOURCE))
