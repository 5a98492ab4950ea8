"""What a rule found: in which record, at which field. The store finds line and column later."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from kamctl.errors import Message, Severity
from kamctl.records.book import Book
from kamctl.records.kinds import BY_NAME

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the file `file`: at the field `path` of a YAML record or, `line` given, in the cell of a CSV row.

    `value` is the text to underline, where it stands somewhere below `path`; of several, number `nth` from 0.
    Only values of the key `key` are meant, if there is one. A `value` that is the last key of `path` is that key.
    """

    file: str
    path: Path = ()
    value: str | None = None
    line: int | None = None
    nth: int = 0
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault in the file `file`, at the field `path`. `value`, `line`, `nth` and `key` are those of a `Spot`.

    `also` are the other places of a fault that lies between several.
    """

    code: str
    file: str
    path: Path
    message: Message
    help: Message | None = None
    severity: Severity = "error"
    value: str | None = None
    line: int | None = None
    nth: int = 0
    also: tuple[Spot, ...] = ()
    key: str | None = None

    @property
    def spot(self) -> Spot:
        """Return where it is."""
        return Spot(self.file, self.path, self.value, self.line, self.nth, self.key)


Rule = Callable[[Book, date], Iterator[Finding]]


def file_of(kind: str, full_id: str) -> str:
    """Return the path of the file that holds a record."""
    return BY_NAME[kind].path_of(full_id).replace("{year}", full_id)


def file_and_line(source: str) -> tuple[str, int]:
    """Return the parts of the place of a ledger row, `orders/2026-11.csv:12`."""
    file, _, line = source.rpartition(":")
    return file, int(line)
