"""Sales lines, for statistics: what was invoiced, or ordered where a book has no invoices.

A ledger is by far the longest part of a book. So these frames read each line once, and hold money as floats rounded
to the currency's minor unit; who needs exact sums takes `frames.orders`.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamctl.frames.columns import days, objects
from kamctl.periods import add_months
from kamctl.records.book import Book, Ledger
from kamctl.records.rates import Exchange

FIELDS = ("date", "account", "product", "amount", "currency")
UNKNOWN = float("nan")


def basis(book: Book, day: date) -> str:
    """Return the ledger that tells sales: `invoices`, or `orders` where no invoice is dated up to `day`."""
    return "invoices" if any(line.date <= day for line in book.invoices.rows) else "orders"


def ledger(book: Book, day: date) -> pd.DataFrame:
    """Return one row on the ledger that tells sales: basis (its name), first and last day of its lines up to `day`."""
    name = basis(book, day)
    dates = [line.date for line in lines_of(book, name).rows if line.date <= day]
    return pd.DataFrame(
        {
            "basis": objects([name]),
            "first": days([min(dates, default=None)]),
            "last": days([max(dates, default=None)]),
        }
    )


def sales(book: Book, exchange: Exchange, day: date, months: int = 24) -> pd.DataFrame:
    """Return the sales lines of the last `months` up to `day`, in the order of the ledger.

    Columns: date, account, family (None unknown), amount (Decimal in `currency`), currency, amount_base and cost_base
    (float in the book's currency at the rate of the line's day; NaN without a rate, the cost also if unknown, as it
    is for orders), source ("invoices/2026-11.csv:12").
    """
    name, since = basis(book, day), add_months(day, -months)
    costed = name == "invoices"
    fields: Callable[[Any], tuple[Any, ...]] = attrgetter(*FIELDS, "cost") if costed else attrgetter(*FIELDS)
    picked = [(source, *fields(line)) for source, line in lines_of(book, name) if since < line.date <= day]
    source, on, account, product, amount, currency, *cost = zip(*picked, strict=True) if picked else [()] * 7
    families = {code: product.family for code, product in book.products.items()}
    rate = rates(exchange, currency, on)
    return pd.DataFrame(
        {
            "date": days(on),
            "account": objects(account),
            "family": objects([families.get(code) if code else None for code in product]),
            "amount": objects(amount),
            "currency": objects(currency),
            "amount_base": (floats(amount) * rate).round(exchange.places),
            "cost_base": (floats(cost[0]) * rate).round(exchange.places) if cost else UNKNOWN,
            "source": objects(source),
        }
    )


def lines_of(book: Book, name: str) -> Ledger[Any]:
    """Return the ledger `invoices` or `orders`."""
    return book.invoices if name == "invoices" else book.orders


def rates(exchange: Exchange, currencies: Sequence[str], on: Sequence[date]) -> npt.NDArray[np.float64]:
    """Return the rate of each line into the book's currency, NaN where there is none; each is looked up once."""
    known = {pair: exchange.rate(*pair) for pair in set(zip(currencies, on, strict=True))}
    factors = {pair: UNKNOWN if rate is None else float(rate) for pair, rate in known.items()}
    return np.array([factors[pair] for pair in zip(currencies, on, strict=True)], dtype="float64")


def floats(amounts: Sequence[Decimal | None]) -> npt.NDArray[np.float64]:
    """Return amounts as floats, NaN where unknown."""
    return np.array([UNKNOWN if amount is None else float(amount) for amount in amounts], dtype="float64")
