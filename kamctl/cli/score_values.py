"""Raw values of indicators, as programs get them and as people see them."""

import re
from collections.abc import Mapping
from decimal import Decimal

from kamctl.cli.amounts import money_of
from kamctl.errors import Message, msg
from kamctl.methods.indicators import INDICATORS
from kamctl.render.values import money, percent

Value = Decimal | float | int | bool | None
WITH_UNIT: Mapping[str, Message] = {
    "years": msg("{value} years"),
    "days": msg("{value} days"),
}
PLACES = {"0-1": 2}


def unit_of(slug: str, currency: str) -> str:
    """Return the unit of an indicator; of money it is the currency."""
    unit = INDICATORS[slug].unit
    return currency if unit == "money" else unit


def value_of(value: float, slug: str, currency: str) -> Value:
    """Return a raw value as programs get it: money exact, yes or no as a truth, else a number; None if unknown."""
    unit = INDICATORS[slug].unit
    if value != value:
        return None
    if unit == "money":
        return money_of(value, currency)
    if unit == "yes_no":
        return value > 0
    return int(value) if unit == "count" else round(value, 6)


def text_of(value: Value, unit: str) -> Message | str | None:
    """Return a raw value with its unit."""
    if value is None:
        return None
    if isinstance(value, bool):
        return msg("yes") if value else msg("no")
    if isinstance(value, Decimal):
        return f"{money(value)} {unit}"
    if unit == "share":
        return percent(value)
    number = f"{value:.{shown_places(unit)}f}"
    short = number.rstrip("0").rstrip(".") if "." in number else number
    if unit in WITH_UNIT:
        return Message(WITH_UNIT[unit].template, {"value": short})
    return short if unit == "count" else f"{short} ({unit.replace('-', '–')})"


def shown_places(unit: str) -> int:
    """Return the decimals of a raw value as people see it; of a share as it is written, 0 to 1."""
    return 3 if unit == "share" else PLACES.get(unit, 1)


def short_source(source: str | None, account: str) -> str | None:
    """Return a source without what the reader knows: the account's folder, the ledger's name a second time."""
    if source is None:
        return None
    near = source.replace(f"accounts/{account}/", "")
    return re.sub(r" … (invoices|orders|receivables)/", " … ", near)
