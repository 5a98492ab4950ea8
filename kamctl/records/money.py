"""Money: an exact amount and its currency, written as one scalar, `1080000 CNY`."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from kamctl.records.currency import MINOR_UNITS
from kamctl.records.scalar import as_text, refuse

MONEY = re.compile(r"(-?)(\d{1,18}|\d{1,3}(?:[,_]\d{3})+)(\.\d{1,4})? ([A-Z]{3})", re.ASCII)
PATTERN = r"^-?[0-9][0-9,_]*(\.[0-9]{1,4})? [A-Z]{3}$"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount with at most four decimals and its ISO 4217 currency. Arithmetic needs one currency: see rates."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"


def parse_money(text: str) -> Money:
    """Return the money named `1080000 CNY`, `1_080_000 CNY` or `1,080,000 CNY`. Raises ValueError."""
    found = MONEY.fullmatch(text)
    if not found or found[4] not in MINOR_UNITS:
        raise ValueError(text)
    digits = found[2].replace(",", "").replace("_", "")
    if len(digits) > 18:
        raise ValueError(text)
    return Money(Decimal(found[1] + digits + (found[3] or "")), found[4])


def to_money(value: Any) -> Money:
    if isinstance(value, Money):
        return value
    text = as_text(value) or ""
    try:
        return parse_money(text)
    except ValueError:
        if MONEY.fullmatch(text):
            refuse("currency", given=text.rpartition(" ")[2])
        refuse("money")


MoneyField = Annotated[
    Money,
    PlainValidator(to_money),
    WithJsonSchema({"type": "string", "pattern": PATTERN}),
    PlainSerializer(str, return_type=str),
]
