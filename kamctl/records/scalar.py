"""The scalar types of records: how a text in a file becomes a value, and what is refused.

The reader hands every YAML scalar over as text. A plain (unquoted) scalar that other YAML tools would read as
a number, date or boolean arrives as `Bare`: number and day fields take it, text fields refuse it, since
`NO`, `0044` or `1.10` would change their meaning in another tool.
"""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, NoReturn

from pydantic import AfterValidator, PlainSerializer, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from kamctl.periods import parse_day, parse_month, parse_quarter

ID_PATTERN = r"^[a-z0-9][a-z0-9-]{0,63}$"
NAME_PATTERN = r"^[a-z0-9][a-z0-9_-]{0,63}$"
REFERENCE_PATTERN = r"^[a-z0-9][a-z0-9-]{0,63}(/[a-z0-9][a-z0-9-]{0,63})?$"
CODE_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}", re.ASCII)
INTEGER = re.compile(r"-?(0|[1-9]\d{0,17})", re.ASCII)
DECIMAL = re.compile(r"-?(0|[1-9]\d{0,17})(\.\d{1,12})?", re.ASCII)

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


class Bare:
    """A plain scalar that other YAML tools would not read as text; `text` is as written."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bare) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Bare({self.text!r})"

    def __reduce__(self) -> tuple[type["Bare"], tuple[str]]:
        return Bare, (self.text,)


def as_text(value: Any) -> str | None:
    """Return the text of a scalar as written, or None if it is not a scalar."""
    if isinstance(value, Bare):
        return value.text
    return value if isinstance(value, str) else None


def refuse(kind: str, **details: str) -> NoReturn:
    """Raise the fault `kind` of the table in `store.faults`."""
    raise PydanticCustomError(kind, kind, dict(details))


def to_day(value: Any) -> date:
    if isinstance(value, date):
        return value
    text = as_text(value)
    try:
        return parse_day(text or "")
    except ValueError:
        refuse("day")


def to_month(value: Any) -> date:
    if isinstance(value, date):
        return value
    text = as_text(value)
    try:
        return parse_month(text or "")
    except ValueError:
        refuse("month")


def to_quarter(value: Any) -> str:
    text = as_text(value) or ""
    try:
        return parse_quarter(text).name
    except ValueError:
        refuse("quarter")


@lru_cache(8192)  # most numbers are small ones, and come again
def parse_number(text: str) -> Decimal:
    """Return the number written `-1250.50`. Raises ValueError for any other form."""
    if not DECIMAL.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def to_number(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    try:
        return parse_number(as_text(value) or "")
    except ValueError:
        refuse("number")


def to_integer(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = as_text(value)
    if text is None or not INTEGER.fullmatch(text):
        refuse("integer")
    return int(text)


def to_flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = as_text(value)
    if text not in ("true", "false"):
        refuse("flag")
    return text == "true"


def between(low: int, high: int) -> Any:
    """Return the validator of a number between `low` and `high`, both included."""

    def check(value: Any) -> Decimal:
        number = to_number(value)
        if not low <= number <= high:
            refuse("range", low=str(low), high=str(high))
        return number

    schema = {"type": "number", "minimum": low, "maximum": high}
    return PlainValidator(check), WithJsonSchema(schema), as_string


def whole(low: int, high: int) -> Any:
    """Return the validator of a whole number between `low` and `high`, both included."""

    def check(value: Any) -> int:
        number = to_integer(value)
        if not low <= number <= high:
            refuse("range", low=str(low), high=str(high))
        return number

    return PlainValidator(check), WithJsonSchema({"type": "integer", "minimum": low, "maximum": high})


def of_these_times(value: date) -> date:
    """Refuse a day on which no report is made: figures of other times would be those of a slip."""
    if not FIRST_DAY <= value <= LAST_DAY:
        refuse("range", low=str(FIRST_DAY), high=str(LAST_DAY))
    return value


def above_zero(value: Decimal) -> Decimal:
    """Return `value`, which must not be zero: something is divided by it."""
    if value <= 0:
        refuse("zero")
    return value


as_string = PlainSerializer(str, return_type=str)
iso = PlainSerializer(lambda day: day.isoformat(), return_type=str)

Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Name = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]
Reference = Annotated[str, StringConstraints(pattern=REFERENCE_PATTERN)]
Code = Annotated[str, StringConstraints(pattern=CODE_PATTERN)]
Day = Annotated[date, PlainValidator(to_day), WithJsonSchema({"type": "string", "format": "date"}), iso]
ReportDay = Annotated[Day, AfterValidator(of_these_times)]
Month = Annotated[
    date,
    PlainValidator(to_month),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}$"}),
    PlainSerializer(lambda day: f"{day:%Y-%m}", return_type=str),
]
Quarter = Annotated[str, PlainValidator(to_quarter), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-Q[1-4]$"})]
Number = Annotated[Decimal, PlainValidator(to_number), WithJsonSchema({"type": "number"}), as_string]
Integer = Annotated[int, PlainValidator(to_integer), WithJsonSchema({"type": "integer"})]
Flag = Annotated[bool, PlainValidator(to_flag), WithJsonSchema({"type": "boolean"})]
Rating = Annotated[Decimal, *between(1, 5)]
Share = Annotated[Decimal, *between(0, 1)]
Percent = Annotated[Decimal, *between(-100, 100)]
Positive = Annotated[Decimal, *between(0, 10**12)]
AboveZero = Annotated[Positive, AfterValidator(above_zero)]
Count = Annotated[int, *whole(0, 10**9)]
Level = Annotated[int, *whole(1, 4)]

UpToTen = Annotated[int, *whole(0, 10)]
MonthNumber = Annotated[int, *whole(1, 12)]
