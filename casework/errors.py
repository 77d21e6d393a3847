"""What can go wrong, sorted by who must act.

    ProductError
    ├── RuleBroken   a rule of the office forbids it; the person at the desk reads the sentence and decides
    └── Trouble      disk, printer, network, configuration; the work is kept and can be retried

Anything else that is raised is a bug and ends in a crash report. Errors carry a `code` and named `details`;
the sentences that people read are in `casework.sentences`, in Chinese and English.
"""

from collections.abc import Mapping

Details = Mapping[str, str | int]


class ProductError(Exception):
    """A failure we foresaw: `code` names it for good, `details` fill the sentence."""

    def __init__(self, code: str, **details: str | int) -> None:
        self.code = code
        self.details: Details = details
        super().__init__(code, *(f"{name}={value}" for name, value in details.items()))


class RuleBroken(ProductError):  # noqa: N818 - a rule that was broken is not an error of the program
    """A rule of the office forbids the act; nothing was written."""


class Trouble(ProductError):  # noqa: N818 - it is the machine's trouble, not an error of the program
    """The machine or the network failed; what was done is kept."""
