"""What a report shows, as plain data: rows, tables, summary, notes. Renderers turn it into text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from kamctl.errors import Message

if TYPE_CHECKING:
    from kamctl.render.terminal import Screen

Names = Mapping[tuple[str, str], tuple[str, str]]
"""Names that a book gives to slugs: (context, slug) -> (English, Chinese)."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `kind` says how a value is written:

    text · id (text that is never wrapped) · count (whole number) · number · money · change (money with its sign) ·
    share (0 to 1) · points (0 to 100) · day · word (a slug, translated in `context`) · words (a list of slugs) ·
    flag (yes or no).

    On a narrow terminal, columns with a higher `keep` are dropped first; 1 is never dropped. `styles` maps a
    value, as text (a figure: its sign, `+`, `-` or `0`), to what it means: good, bad, warn, strong or dim.
    """

    key: str
    label: Message
    kind: str = "text"
    context: str = ""
    keep: int = 1
    styles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A table to look at; `total` is shown as a last row, set apart."""

    columns: Sequence[Column]
    rows: Sequence[Mapping[str, object]]
    title: Message | None = None
    total: Mapping[str, object] | None = None


class Chart(Protocol):
    """Figures to look at."""

    def lines(self, screen: "Screen") -> Sequence[str]:
        """Return the lines of the drawing on a screen."""


@runtime_checkable
class Picture(Chart, Protocol):
    """A chart that can be a picture, too."""

    def svg(self) -> str:
        """Return the text of an SVG file."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The answer of a command.

    `rows` go to JSON and CSV, with their keys in the order of the contract; `tables` are what people see.
    `fields` are the method's own JSON fields. `left_out` lists `{"record": id, "reason": Message}`: what could
    not be counted; it makes the result incomplete. `names` overrides the display of slugs. `rows_name` is the
    JSON key of the rows. `charts` stand above the tables. `parts` names a list of objects within the rows, as
    `figures.without`: in CSV each of them has a row of its own.
    """

    rows: Sequence[Mapping[str, object]]
    tables: Sequence[Table] = ()
    summary: Sequence[Message] = ()
    notes: Sequence[Message] = ()
    fields: Mapping[str, object] = field(default_factory=dict)
    warnings: Sequence[Message] = ()
    left_out: Sequence[Mapping[str, object]] = ()
    names: Names = field(default_factory=dict)
    rows_name: str = "rows"
    charts: Sequence[Chart] = ()
    parts: str = ""


@dataclass(frozen=True, slots=True)
class UsedRate:
    """Rates of one currency that went into a report: one unit of `source` is `rate` units of `target`.

    `rate` is the latest used, published on `on`; `first` is the day of the oldest used. `stale` says that one
    of them was older than allowed on the day it was used for.
    """

    source: str
    target: str
    rate: str
    on: date
    first: date
    stale: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the figures come from: what stands above every report.

    `day_from` says who chose the day: `option` (--as-of), `revision` (--at), `book` (kamctl.yaml) or `today`.
    `at` is the id of the commit that was read, None for the files as they are. `book_zh` is the book's Chinese
    name, if it has one.
    """

    command: str
    book: str
    as_of: date
    day_from: str
    currency: str
    at: str | None = None
    rates: Sequence[UsedRate] = ()
    book_zh: str | None = None
