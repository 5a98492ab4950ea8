"""What a rule found: in which record, at which field. The store finds line and column later."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from kamctl.errors import Message, Severity
from kamctl.records.book import Book

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault in the file `file`, at the field `path`, of a YAML record or (line given) a CSV row.

    `value` is the text to underline, where it stands somewhere below `path`.
    """

    code: str
    file: str
    path: Path
    message: Message
    help: Message | None = None
    severity: Severity = "error"
    value: str | None = None
    line: int | None = None


Rule = Callable[[Book, date], Iterator[Finding]]
