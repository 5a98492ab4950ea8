"""Sales lines, for statistics: what was invoiced, or ordered where a book has no invoices.

A ledger is by far the longest part of a book. So these frames read each line once, column by column, and hold money
as floats rounded to the currency's minor unit; who needs exact sums takes `frames.orders`.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamctl.frames.columns import days_of_ordinals, objects, ordinals
from kamctl.periods import add_months
from kamctl.records.book import Book, Ledger
from kamctl.records.rates import Exchange

UNKNOWN = float("nan")
TEXTS = ("account", "site", "order", "invoice")
"""Fields that become a column as they are; orders have no invoice number."""


def basis(book: Book, day: date) -> str:
    """Return the ledger that tells sales: `invoices`, or `orders` where no invoice is dated up to `day`."""
    return "invoices" if any(line.date <= day for line in book.invoices.rows) else "orders"


def ledger(book: Book, day: date) -> pd.DataFrame:
    """Return one row on the ledger that tells sales: basis (its name), first and last day of its lines up to `day`."""
    name = basis(book, day)
    dates = ordinals([line.date for line in lines_of(book, name).rows])
    known = dates[dates <= day.toordinal()]
    first, last = (known.min(), known.max()) if len(known) else (None, None)
    ends = [None if number is None else date.fromordinal(int(number)) for number in (first, last)]
    return pd.DataFrame({"basis": objects([name]), "first": pd.to_datetime(ends[:1]), "last": pd.to_datetime(ends[1:])})


def sales(
    book: Book, exchange: Exchange, day: date, months: int = 24, texts: Iterable[str] = ("account", "site")
) -> pd.DataFrame:
    """Return the sales lines of the last `months` up to `day`, in the order of the ledger.

    Columns: date, family (None unknown), amount (Decimal in `currency`), currency, amount_base and cost_base (float in
    the book's currency at the rate of the line's day; NaN without a rate, the cost also if unknown, as it is for
    orders), source ("invoices/2026-11.csv:12"), and the `texts` that are asked for, of `TEXTS` (None unknown).
    """
    name = basis(book, day)
    lines = lines_of(book, name)
    dates = ordinals([line.date for line in lines.rows])
    wanted = np.flatnonzero((dates > add_months(day, -months).toordinal()) & (dates <= day.toordinal()))
    places = wanted.tolist()
    picked, on = [lines.rows[place] for place in places], dates[wanted]
    amount, currency, product = (list(map(attrgetter(field), picked)) for field in ("amount", "currency", "product"))
    cost = [line.cost for line in picked] if name == "invoices" else None
    families: dict[str | None, str | None] = {code: product.family for code, product in book.products.items()}
    rate = rates(exchange, currency, on)
    return pd.DataFrame(
        {
            "date": days_of_ordinals(on),
            "family": objects([families.get(code) for code in product]),
            "amount": objects(amount),
            "currency": objects(currency),
            "amount_base": (floats(amount) * rate).round(exchange.places),
            "cost_base": UNKNOWN if cost is None else (floats(cost) * rate).round(exchange.places),
            "source": objects([lines.sources[place] for place in places]),
            **{text: objects([getattr(line, text, None) for line in picked]) for text in texts},
        }
    )


def lines_of(book: Book, name: str) -> Ledger[Any]:
    """Return the ledger `invoices` or `orders`."""
    return book.invoices if name == "invoices" else book.orders


def rates(exchange: Exchange, currencies: Sequence[str], on: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return the rate of each line into the book's currency, NaN where there is none; each is looked up once.

    `on` are the days of the lines, as ordinals.
    """
    factor = np.ones(len(on))
    code, names = pd.factorize(objects(currencies))
    for number, currency in enumerate(names):
        lines = np.flatnonzero(code == number)
        days, place = np.unique(on[lines], return_inverse=True)
        found = [exchange.rate(currency, date.fromordinal(day)) for day in days.tolist()]
        factor[lines] = np.array([UNKNOWN if rate is None else float(rate) for rate in found])[place]
    return factor


def floats(amounts: Sequence[Decimal | None]) -> npt.NDArray[np.float64]:
    """Return amounts as floats, NaN where unknown."""
    try:
        return np.fromiter(map(float, amounts), dtype="float64", count=len(amounts))  # type: ignore[arg-type]  # None: below
    except TypeError:
        return np.array([UNKNOWN if amount is None else float(amount) for amount in amounts], dtype="float64")
