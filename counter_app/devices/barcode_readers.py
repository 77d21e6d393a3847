"""Which bar code reader the setting `barcode_reader` names: one on a serial line, one taken at the kernel, a camera."""

import re
from urllib.parse import parse_qsl

from casework.errors import Trouble
from counter_app.devices.evdev_reader import EvdevReader
from counter_app.devices.readings import BarcodeReader
from counter_app.devices.serial_reader import SerialReader

CAMERA = "camera:"
_BAUDS = range(300, 921_601)
_QUERY = re.compile(r"(?P<path>[^?]+)(?:\?(?P<query>.*))?")


def reader_of(setting: str) -> BarcodeReader | None:
    """Return the reader that a setting names; None for an empty one and for a camera, which the screen reads itself.

    Raises:
        Trouble: `barcode.setting` where it names none.
    """
    if not setting or setting.startswith(CAMERA):
        return None
    kind, _, where = setting.partition(":")
    parts = _QUERY.fullmatch(where)
    if parts is None:
        raise Trouble("barcode.setting", setting=setting)
    path, options = parts["path"], dict(parse_qsl(parts["query"] or ""))
    baud = options.pop("baud", "9600") if kind == "serial" else "9600"
    if kind not in {"serial", "evdev"} or options or not baud.isdecimal() or int(baud) not in _BAUDS:
        raise Trouble("barcode.setting", setting=setting)
    return SerialReader(path, int(baud)) if kind == "serial" else EvdevReader(path)
