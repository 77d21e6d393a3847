"""The printers of a window as they are set: `name address profile media`, one after the other between `;` or lines.

For example `小票机 tcp://10.0.0.9 slip-80 ; 标签机 usb:/dev/usb/lp1 label-zpl label-60x40`. Without media a printer
gets whatever its profile can take; several are named with commas.
"""

import difflib
import re
from dataclasses import dataclass

from printing.drivers.lines import is_network_address, line_address
from printing.drivers.profile import PrinterLanguage, PrinterProfile, profiles
from printing.model import Media

_BETWEEN = re.compile(r"[;；\n]")
_LEAST_PARTS, _MOST_PARTS = 3, 4
_LINES = ("tcp://", "serial:", "usb:")
_PAGES = ("ipp://", "ipps://", "cups:", "folder:", "qt:")


class PrintersWrongError(ValueError):
    """What is wrong with the text, and what may stand there: Chinese and English."""

    def __init__(self, shown: str, chinese: str, english: str) -> None:
        super().__init__(shown)
        self.shown, self.chinese, self.english = shown, chinese, english


@dataclass(frozen=True, slots=True)
class PrinterSetting:
    """One printer: what people call it, where it is, what it can do and what lies in it."""

    name: str
    address: str
    profile: PrinterProfile
    media: frozenset[Media]


def parse_printers(text: str) -> tuple[PrinterSetting, ...]:
    """Return the printers that a text names.

    Raises:
        PrintersWrongError: the text cannot be understood, with what is wanted instead.
    """
    found: list[PrinterSetting] = []
    for part in filter(None, (one.strip() for one in _BETWEEN.split(text))):
        printer = _printer(part)
        if printer.name in {one.name for one in found}:
            raise PrintersWrongError(part, "每台打印机一个不同的名称", "another name for each printer")
        taken = {one.name: printer.media & one.media for one in found if printer.media & one.media}
        for name, media in taken.items():
            both = "、".join(sorted(media))
            raise PrintersWrongError(
                part,
                f"每种纸只归一台打印机；{both} 已归 {name}，在后面写明这台装什么纸",
                f"one printer for each media; {both} lies in {name} already, so write at the end what lies in this one",
            )
        found.append(printer)
    return tuple(found)


def _printer(part: str) -> PrinterSetting:
    words = part.split()
    if not _LEAST_PARTS <= len(words) <= _MOST_PARTS or not "".join(words).isprintable():
        raise PrintersWrongError(part, "名称 地址 型号 [纸]，中间空格", "name address profile [media], with spaces")
    name, address, chosen = words[:_LEAST_PARTS]
    profile = profiles().get(chosen)
    if profile is None:
        likely = difflib.get_close_matches(chosen, profiles(), n=1) or sorted(profiles())
        raise PrintersWrongError(chosen, f"型号，如 {'、'.join(likely)}", f"a profile, such as {', '.join(likely)}")
    _check_address(address, profile)
    media = _media(words[_LEAST_PARTS], profile) if len(words) == _MOST_PARTS else profile.media
    return PrinterSetting(name, address, profile, media)


def _check_address(address: str, profile: PrinterProfile) -> None:
    ways = _LINES if profile.language is not PrinterLanguage.PDF else (*_PAGES, *_LINES[::2])
    well = address.startswith(ways)
    if well and address.startswith(_LINES):
        try:
            line_address(address)
        except ValueError:
            well = False
    elif well and address.startswith(("ipp", "cups://")):
        well = is_network_address(address)
    elif well:
        well = bool(address.partition(":")[2])
    if not well:
        raise PrintersWrongError(
            address, f"这种打印机的地址，以 {'、'.join(ways)} 开头", f"an address of such a printer: {', '.join(ways)}"
        )


def _media(text: str, profile: PrinterProfile) -> frozenset[Media]:
    named = text.split(",")
    if not set(named) <= profile.media:
        able = sorted(profile.media)
        raise PrintersWrongError(
            text, f"这种打印机的纸：{'、'.join(able)}", f"media of such a printer: {', '.join(able)}"
        )
    return frozenset(Media(one) for one in named)
