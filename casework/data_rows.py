"""Reading versioned data files: every broken row is named, and nothing is taken from a file that has one.

An administrator who imports a file sees the whole list at once: file, row and reason, in Chinese or English.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from casework.errors import Details, RuleBroken
from casework.sentences import Lang, sentence

Row = TypeVar("Row")

_SHOWN = 5
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError)


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """Why one row cannot be taken. `row` counts from 1; 0 means the file as a whole."""

    file: str
    row: int
    code: str
    details: Details

    def say(self, lang: Lang = "zh") -> str:
        """Return file, row and reason in one line."""
        reason = sentence(self.code, lang, **self.details)
        if not self.row:
            return f"{self.file}: {reason}"
        return f"{self.file} 第 {self.row} 行：{reason}" if lang == "zh" else f"{self.file} row {self.row}: {reason}"


class RowsBroken(RuleBroken):
    """A data file was refused; `rows` names every broken row, `details` holds their count and the first few."""

    def __init__(self, code: str, rows: Sequence[BrokenRow]) -> None:
        self.rows = tuple(sorted(rows, key=lambda row: (row.file, row.row)))
        super().__init__(
            code,
            count=len(self.rows),
            rows_zh="；".join(row.say("zh").rstrip("。") for row in self.rows[:_SHOWN]),
            rows_en="; ".join(row.say("en").rstrip(".") for row in self.rows[:_SHOWN]),
        )


def broken(file: str, row: int, code: str, **details: str | int) -> BrokenRow:
    """Return why `row` of `file` cannot be taken."""
    return BrokenRow(file=file, row=row, code=code, details=details)


def read_head(file: str, content: bytes, shape: type[Row]) -> tuple[Row | None, list[BrokenRow]]:
    """Return the one object a file holds, or why it is not what `shape` asks."""
    try:
        return msgspec.json.decode(content, type=shape), []
    except _UNREADABLE as error:
        return None, [broken(file, 0, "data.shape", reason=str(error))]
    except RecursionError:
        return None, [broken(file, 0, "data.too_deep")]


def read_rows(file: str, content: bytes, shape: type[Row]) -> tuple[list[tuple[int, Row]], list[BrokenRow]]:
    """Return the good rows of a file that holds a list, each with its number, and why the others are not."""
    raws, faults = read_head(file, content, list[msgspec.Raw])
    good: list[tuple[int, Row]] = []
    for number, raw in enumerate(raws or [], start=1):
        try:
            good.append((number, msgspec.json.decode(raw, type=shape)))
        except _UNREADABLE as error:
            faults.append(broken(file, number, "data.shape", reason=str(error)))
        except RecursionError:
            faults.append(broken(file, number, "data.too_deep"))
    return good, faults
