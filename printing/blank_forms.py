"""Blanks whose fields stand at places of their own (forms prescribed nationally): a data file for each.

A site keeps one TOML file a form in a folder. All measures are millimetres from the sheet's top left corner.
"""

import tomllib
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from casework.errors import Trouble
from printing.model import Media

Place = Annotated[float, msgspec.Meta(ge=0, le=300)]
Size = Annotated[float, msgspec.Meta(ge=6, le=40)]

OF_ITSELF = frozenset({"number", "issuer", "issued_on", "issued_year", "issued_month", "issued_day", "verify"})
"""What stands on a certificate beside its fields; `verify` is the code to verify it by, placed by its corner."""


class BlankField(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a value stands: `value` is the label of a certificate's field, or one of `OF_ITSELF`.

    `x_mm` is the left edge, or the middle of what is centred; `y_mm` the middle of the first line. What does not fit is
    made smaller down to `least_pt`, then set in as many `lines` as there are, then refused.
    """

    value: str
    x_mm: Place
    y_mm: Place
    width_mm: Annotated[float, msgspec.Meta(gt=0, le=300)]
    size_pt: Size = 14
    least_pt: Size = 9
    lines: Annotated[int, msgspec.Meta(ge=1, le=6)] = 1
    align: Literal["left", "centre"] = "left"
    strong: bool = False


class BlankForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A form: `certificate` is what the catalogue calls the certificate that is printed on it."""

    certificate: Annotated[str, msgspec.Meta(min_length=1)]
    media: Media
    field: Annotated[tuple[BlankField, ...], msgspec.Meta(min_length=1)]

    def __post_init__(self) -> None:
        """Refuse what no sheet is."""
        if self.media not in {Media.A4_PORTRAIT, Media.A4_LANDSCAPE}:
            raise ValueError("media is a4-portrait or a4-landscape")


class Blanks(msgspec.Struct, frozen=True, kw_only=True):
    """The folder of a site's forms ("" for none), and how far everything is moved on them, right and down in mm."""

    folder: str = ""
    right_mm: float = 0.0
    down_mm: float = 0.0


NO_BLANKS = Blanks()


def load_forms(folder: str) -> dict[str, BlankForm]:
    """Return the forms in a folder by the certificate's name; none without a folder.

    Raises:
        Trouble: `printing.blank_form_wrong`: the folder or a file in it cannot be read or understood, or two are of one
            certificate.
    """
    if not folder:
        return {}
    root = Path(folder).expanduser()
    if not root.is_dir():
        raise Trouble("printing.blank_form_wrong", file=str(root), why="-")
    found: dict[str, BlankForm] = {}
    for file in sorted(root.glob("*.toml")):
        form = _load(file)
        if form.certificate in found:
            raise Trouble("printing.blank_form_wrong", file=file.name, why=form.certificate)
        found[form.certificate] = form
    return found


def _load(file: Path) -> BlankForm:
    try:
        return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), BlankForm, strict=False)
    except (OSError, ValueError) as error:
        raise Trouble("printing.blank_form_wrong", file=file.name, why=str(error)) from error
