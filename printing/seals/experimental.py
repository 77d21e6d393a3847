"""EXPERIMENTAL: the place where a site plugs in seals by SM2 and SM3 (GB/T 38540, mostly OFD). Nothing here is one.

National electronic seals need certified devices and their makers' own software. A plug-in is an installed package with
an entry point of the group below; it is handed the finished paper and returns its seal as bytes beside the paper, which
stays as it is. The desk says of no paper that it bears a certified electronic seal, whatever a plug-in returns.
"""

from importlib.metadata import entry_points
from typing import Protocol

from casework.errors import Trouble

GROUP = "integrated_window.experimental_seals"
NOTICE = ("试验性接口，不是经认证的电子印章", "experimental; not a certified electronic seal")


class DetachedSealer(Protocol):
    """What a plug-in is; `algorithm` names what it does, as in SM2/SM3."""

    algorithm: str

    def seal(self, document: bytes) -> bytes:
        """Return the seal over a document, to be kept beside it."""
        ...


def load_sealer(name: str) -> DetachedSealer:
    """Return the plug-in of this name.

    Raises:
        Trouble: `seal.key_away`, none is installed under it.
    """
    for point in entry_points(group=GROUP, name=name):
        made: DetachedSealer = point.load()()
        return made
    raise Trouble("seal.key_away", why=f"{GROUP}: {name}")
