"""A ledger by columns, compact: what statistics go through line by line.

A ledger is by far the longest part of a book. To fetch its cells anew from hundreds of thousands of lines, and to make
floats of its amounts, took as long as all that is computed from them; while a file is being read they are at hand.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kamctl.periods import parse_day

UNKNOWN = float("nan")
NONE = 0
TEXTS = ("account", "site", "product", "currency")
AMOUNTS = ("amount", "cost", "balance", "overdue")
NO_CODE, NO_AMOUNT = array("i", [NONE]), array("d", [UNKNOWN])


class Numbers(dict[str | None, int]):
    """Numbers of texts in the order in which they are first asked for; no text, None or "", has `NONE`."""

    def __init__(self) -> None:
        super().__init__({None: NONE, "": NONE})
        self.texts: list[str] = []

    def __missing__(self, text: str) -> int:
        self.texts.append(text)
        self[text] = number = len(self.texts)
        return number


class Ordinals(dict[str, int]):
    """Days as numbers, 1 for the first day of year 1, by their text; each is looked at once."""

    def __missing__(self, text: str) -> int:
        self[text] = number = parse_day(text).toordinal()
        return number


@dataclass(frozen=True, slots=True)
class Columns:
    """Fields of the rows of a ledger, row by row; those that the rows lack are unknown.

    `days` are ordinals, `amounts` floats (NaN unknown), `codes` the numbers of texts by `numbers` (`NONE` unknown).
    """

    days: "array[int]" = field(default_factory=lambda: array("q"))
    amounts: dict[str, "array[float]"] = field(default_factory=lambda: {name: array("d") for name in AMOUNTS})
    codes: dict[str, "array[int]"] = field(default_factory=lambda: {name: array("i") for name in TEXTS})
    numbers: dict[str, Numbers] = field(default_factory=lambda: {name: Numbers() for name in TEXTS})
    ordinals: Ordinals = field(default_factory=Ordinals)

    def read(self, header: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
        """Add lines of a file, whose cells are known to be good; an empty cell is an absent value."""
        cells = dict(zip(header, zip(*lines, strict=True), strict=True))
        self.days.extend(array("q", list(map(self.ordinals.__getitem__, cells["date"]))))
        for name, codes in self.codes.items():
            if name in cells:
                codes.extend(array("i", list(map(self.numbers[name].__getitem__, cells[name]))))
            else:
                codes.extend(NO_CODE * len(lines))
        for name, amounts in self.amounts.items():
            amounts.extend(array("d", floats(cells[name])) if name in cells else NO_AMOUNT * len(lines))

    def add(self, rows: Sequence[Any]) -> None:
        """Add rows of one model."""
        known = type(rows[0]).model_fields if rows else {}
        self.days.extend(row.date.toordinal() for row in rows)
        for name, codes in self.codes.items():
            texts = [getattr(row, name) for row in rows] if name in known else [None] * len(rows)
            codes.extend(map(self.numbers[name].__getitem__, texts))
        for name, amounts in self.amounts.items():
            values = [getattr(row, name) for row in rows] if name in known else [None] * len(rows)
            amounts.extend(UNKNOWN if value is None else float(value) for value in values)


def floats(cells: Sequence[str]) -> list[float]:
    """Return the amounts of cells, NaN where they are empty."""
    try:
        return list(map(float, cells))
    except ValueError:
        return [float(cell) if cell else UNKNOWN for cell in cells]


def columns_of(rows: Sequence[Any]) -> Columns:
    """Return the columns of rows."""
    found = Columns()
    found.add(rows)
    return found
