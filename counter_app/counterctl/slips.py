"""Signed slips: verify one in somebody's hand, and write a lost case again from it."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from casework import signed_slip
from casework.errors import RuleBroken
from counter_app.counterctl.console import STDIN, Console
from counter_app.counterctl.views import CaseLine
from counter_app.desk.read_slip import Verified, rebuild, said, verify_slip

Slip = Annotated[str, typer.Argument(help="The code's text, a picture of it, or - for standard input.")]


class SlipSheet(msgspec.Struct, frozen=True, kw_only=True):
    """What a genuine slip says; `case_id` is empty where its case is not here."""

    window: str
    key: str
    key_ended: bool
    at: datetime
    says: str
    number: str
    serial: str
    matter: str
    name: str
    last_four: str
    originals: int
    copies: int
    days: int
    due: date | None
    case_id: str

    @classmethod
    def of(cls, verified: Verified) -> "SlipSheet":
        """Return a slip as JSON shows it."""
        facts, key, case = verified.slip.facts, verified.slip.key, verified.case
        return cls(
            window=key.window,
            key=key.key,
            key_ended=key.until_ms is not None,
            at=facts.at,
            says=facts.says.name.lower(),
            number=facts.number,
            serial=facts.serial,
            matter=facts.matter,
            name=facts.name,
            last_four=facts.last_four,
            originals=facts.originals,
            copies=facts.copies,
            days=facts.days,
            due=facts.due,
            case_id=case.case.id if case else "",
        )


def add(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("verify-slip")(verify)
    app.command("rebuild-from-slip")(rebuild_case)


def verify(context: typer.Context, slip: Slip) -> None:
    """Say whether a slip is genuine and what it says; altered, of an unknown key or of an ended one ends with 3."""
    console: Console = context.obj
    with console.desk() as workplace:
        verified = verify_slip(workplace.desk, _scanned(slip))
        lines = said(workplace.desk, verified, console.language(workplace))
        console.tell_lines(SlipSheet.of(verified), list(lines))


def rebuild_case(context: typer.Context, slip: Slip) -> None:
    """Write the case of a genuine slip again, as received and to be completed; a case that is here is left alone."""
    console: Console = context.obj
    with console.desk() as workplace:
        rebuilt = rebuild(workplace.desk, _scanned(slip)).value
        line = CaseLine.of(rebuilt, workplace.desk.calendar)
        console.tell(workplace, {"case": line}, "slip.rebuilt", number=rebuilt.case.number)


def _scanned(given: str) -> str:
    """Return the text of a slip's code, also out of a picture of it."""
    if given == STDIN:
        return sys.stdin.read()
    if signed_slip.text_in(given):
        return given
    file = Path(given)
    try:
        if not file.is_file():
            return given
    except (OSError, ValueError):
        # Too long to be a file's name.
        return given
    return _in_picture(file)


def _in_picture(file: Path) -> str:
    # Only this command needs them; the others start without.
    import zxingcpp  # noqa: PLC0415
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    try:
        with Image.open(file) as picture:
            codes = zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.barcode_formats_from_str("QRCode"))
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise RuleBroken("slip.unreadable", why=type(error).__name__) from error
    found = next((code.text for code in codes if signed_slip.text_in(code.text)), "")
    if not found:
        raise RuleBroken("slip.no_code_in_image")
    return found
