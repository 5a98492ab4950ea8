"""How a list of values becomes a column: the same for every frame."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd

from kamctl.records.rates import Exchange

EPOCH = date(1970, 1, 1).toordinal()
NOT_A_DAY = np.iinfo(np.int64).min


def objects(values: Sequence[object]) -> pd.Series:
    """Return a column of objects as they are: text, Decimal, None for unknown."""
    return pd.Series(values, dtype=object)


def days(values: Sequence[date | None]) -> pd.Series:
    """Return a column of days, datetime64 in seconds; None becomes NaT."""
    counted = (NOT_A_DAY if value is None else value.toordinal() - EPOCH for value in values)
    whole = np.fromiter(counted, dtype=np.int64, count=len(values))  # far faster than numpy's reading of date objects
    return pd.Series(whole.view("datetime64[D]").astype("datetime64[s]"))


def converted(
    exchange: Exchange, amounts: Sequence[Decimal | None], currencies: Sequence[str], on: Sequence[date]
) -> pd.Series:
    """Return amounts in the book's currency, exact: each at the rate of its day, rounded once; None without a rate."""
    convert = exchange.convert
    return objects(
        [
            None if amount is None else convert(amount, currency, day)
            for amount, currency, day in zip(amounts, currencies, on, strict=True)
        ]
    )


def converted_floats(
    exchange: Exchange, amounts: Sequence[Decimal | None], currencies: Sequence[str], on: Sequence[date]
) -> pd.Series:
    """Return the same as floats, rounded to the same places, NaN without a rate: five times faster, for statistics."""
    pairs = list(zip(currencies, on, strict=True))
    rates = {pair: exchange.rate(*pair) for pair in dict.fromkeys(pairs)}
    factors = {pair: float("nan") if rate is None else float(rate) for pair, rate in rates.items()}
    raw = np.array([float("nan") if amount is None else float(amount) for amount in amounts], dtype="float64")
    factor = np.fromiter((factors[pair] for pair in pairs), dtype="float64", count=len(pairs))
    return pd.Series((raw * factor).round(exchange.places))
