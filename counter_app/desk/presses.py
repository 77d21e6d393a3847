"""What papers are drawn for: the dots of the printers they go to, and printers without colour."""

import msgspec

from printing.blank_forms import NO_BLANKS, Blanks
from printing.model import Media


class Presses(msgspec.Struct, frozen=True, kw_only=True):
    """`dots` is how many a millimetre, by what lies in a printer of dots; other papers are pages.

    `sheets` is what lies in named printers of pages. On media of a printer without colour (`colourless`) no seal is
    drawn: its place is stamped by hand. `blanks` are forms whose fields stand at places of their own.
    """

    dots: dict[Media, float] = {}
    colourless: frozenset[Media] = frozenset()
    sheets: frozenset[Media] = frozenset()
    blanks: Blanks = NO_BLANKS

    def stamps(self, media: Media) -> bool:
        """Say whether the place of a seal on such a paper is stamped by hand."""
        return media in self.colourless

    @property
    def slip(self) -> Media:
        """What slips are drawn for: the narrow roll where no other is, A5 where there is it and no roll at all."""
        here = self.dots.keys() | self.sheets
        order = (Media.ROLL_80, Media.ROLL_58, Media.A5_PORTRAIT)
        return next((media for media in order if media in here), Media.ROLL_80)

    @property
    def waybill(self) -> Media:
        """The label that waybills are drawn for: the large one only where no other is."""
        small, large = Media.WAYBILL_76X130, Media.WAYBILL_100X180
        return large if large in self.dots and small not in self.dots else small


PAGES = Presses()


def written(presses: Presses) -> str:
    """Return the presses as one word of a command line."""
    return msgspec.json.encode(presses).decode()


def read(text: str) -> Presses:
    """Return the presses that a word of a command line says."""
    return msgspec.json.decode(text, type=Presses)
