"""From what methods compute, floats with NaN, to what reports show: exact money, figures with few decimals, None."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kamctl.records.currency import MINOR_UNITS
from kamctl.rounding import round_money

if TYPE_CHECKING:
    import pandas as pd

ALL_TIME = 12 * 10_000
"""Months that reach back behind every ledger."""


def money_of(value: float, currency: str) -> Decimal | None:
    """Return a computed amount rounded once to the minor unit of the currency; None if it is NaN."""
    return None if value != value else round_money(Decimal(repr(float(value))), MINOR_UNITS[currency])


def figure_of(value: float, places: int = 6) -> float | None:
    """Return a computed figure with so many decimals, None if it is NaN."""
    return None if value != value else round(float(value), places)


def cells_of(table: "pd.DataFrame", unit: str) -> dict[str, Any]:
    """Return the row of a unit, by column."""
    return {str(column): value for column, value in table.loc[unit].items()}
