"""Sales lines, for statistics: what was invoiced, or ordered where a book has no invoices.

A ledger is by far the longest part of a book. So these frames read each line once, column by column, and hold money
as floats rounded to the currency's minor unit; who needs exact sums takes `frames.orders`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import compress
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamctl.frames.columns import category, days, days_of_ordinals, objects, ordinals
from kamctl.periods import add_months
from kamctl.records.book import Book, Ledger
from kamctl.records.ledger import Invoice, Order
from kamctl.records.rates import Exchange

UNKNOWN = float("nan")
FIELDS = ("account", "product", "currency", "amount", "cost", "site")
BLOCK = 500
NEAR_HALF = 1e-3
"""So near a half of the smallest coin an amount is rounded as a decimal. A float is exact to 1e-7 of a coin up to 10
million, and to 1e-4 up to 10 thousand million."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a ledger, column by column: days (ordinals), other fields, places."""

    on: npt.NDArray[np.int64]
    cells: dict[str, list[Any]]
    sources: list[str]


@dataclass(frozen=True, slots=True)
class Told:
    """The ledger that tells sales on a day: its name, its lines, and the day of each (ordinals)."""

    name: str
    day: date
    ledger: Ledger[Any]
    on: npt.NDArray[np.int64]

    def within(self, months: int, fields: Sequence[str]) -> Lines:
        """Return the lines of the last `months` up to the day, with those of the fields that the ledger has."""
        since = add_months(self.day, -months).toordinal()
        wanted = (self.on > since) & (self.on <= self.day.toordinal())
        known = [field for field in fields if field in (Invoice if self.name == "invoices" else Order).model_fields]
        chosen = wanted.tolist()
        cells = columns(list(compress(self.ledger.rows, chosen)), known)
        return Lines(self.on[wanted], cells, list(compress(self.ledger.sources, chosen)))


def told(book: Book, day: date) -> Told:
    """Return the invoices, or the orders where no invoice is dated up to `day`."""
    name = basis(book, day)
    lines: Ledger[Any] = book.invoices if name == "invoices" else book.orders
    return Told(name, day, lines, ordinals([line.date for line in lines.rows]))


def basis(book: Book, day: date) -> str:
    """Return the ledger that tells sales: `invoices`, or `orders` where no invoice is dated up to `day`."""
    return "invoices" if any(line.date <= day for line in book.invoices.rows) else "orders"


def columns(rows: Sequence[Any], fields: Sequence[str]) -> dict[str, list[Any]]:
    """Return the values of each field, row by row.

    Block by block: a ledger is larger than the caches of a processor, and to fetch every row anew for each field took
    most of the time of this frame.
    """
    found: dict[str, list[Any]] = {field: [] for field in fields}
    takers = [(found[field].extend, attrgetter(field)) for field in fields]
    for start in range(0, len(rows), BLOCK):
        block = rows[start : start + BLOCK]
        for extend, field in takers:
            extend(map(field, block))
    return found


def ledger(told: Told) -> pd.DataFrame:
    """Return one row on the ledger that tells sales: basis (its name), first and last day of its known lines."""
    known = told.on[told.on <= told.day.toordinal()]
    ends = [date.fromordinal(int(number)) for number in (known.min(), known.max())] if len(known) else [None, None]
    return pd.DataFrame({"basis": objects([told.name]), "first": days(ends[:1]), "last": days(ends[1:])})


def sales(book: Book, exchange: Exchange, day: date, months: int = 24) -> pd.DataFrame:
    """Return the sales lines of the last `months` up to `day`: see `sales_told`."""
    return sales_told(book, exchange, told(book, day), months)


def sales_told(
    book: Book, exchange: Exchange, told: Told, months: int = 24, fields: Sequence[str] = FIELDS
) -> pd.DataFrame:
    """Return the sales lines of the last `months` up to the day, in the order of the ledger.

    Columns: date, account, site and family (categories; NaN unknown; site only if asked for), amount (Decimal in
    `currency`), currency, amount_base and cost_base (float in the book's currency at the rate of the line's day; NaN
    without a rate, the cost also if unknown, as it is for orders), source ("invoices/2026-11.csv:12").
    """
    lines = told.within(months, fields)
    cells, currency = lines.cells, category(lines.cells["currency"])
    families = {code: product.family for code, product in book.products.items()}
    rate = rates(exchange, currency, lines.on)
    table = {
        "date": days_of_ordinals(lines.on),
        "account": category(cells["account"]),
        "family": category(list(map(families.get, cells["product"]))),
        "amount": objects(cells["amount"]),
        "currency": currency,
        "amount_base": converted(exchange, cells["amount"], lines, rate),
        "cost_base": converted(exchange, cells["cost"], lines, rate) if "cost" in cells else UNKNOWN,
        "source": objects(lines.sources),
    }
    return pd.DataFrame(table | ({"site": category(cells["site"])} if "site" in cells else {}))


def older_sales(book: Book, exchange: Exchange, told: Told, months: int, accounts: Collection[str]) -> pd.DataFrame:
    """Return what some accounts bought before the last `months`: date, account, currency, amount_base (float)."""
    earlier = np.flatnonzero(told.on <= add_months(told.day, -months).toordinal()) if accounts else np.array([], int)
    rows = told.ledger.rows
    places = [place for place in earlier.tolist() if rows[place].account in accounts]
    cells = columns([rows[place] for place in places], ("account", "amount", "currency"))
    lines = Lines(told.on[places], cells, [])
    rate = rates(exchange, category(cells["currency"]), lines.on)
    return pd.DataFrame(
        {
            "date": days_of_ordinals(lines.on),
            "account": category(cells["account"]),
            "currency": category(cells["currency"]),
            "amount_base": converted(exchange, cells["amount"], lines, rate),
        }
    )


def rates(exchange: Exchange, currency: pd.Categorical, on: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return the rate of each line into the book's currency, NaN where there is none; each is looked up once.

    `on` are the days of the lines, as ordinals.
    """
    factor = np.ones(len(on))
    first = int(on.min()) if len(on) else 0
    for code, name in enumerate(currency.categories):
        lines = currency.codes == code
        days = on[lines] - first
        used = np.flatnonzero(np.bincount(days)).tolist()
        found = [exchange.rate(name, date.fromordinal(first + day)) for day in used]
        by_day = np.zeros(used[-1] + 1)
        by_day[used] = [UNKNOWN if rate is None else float(rate) for rate in found]
        factor[lines] = by_day[days]
    return factor


def converted(
    exchange: Exchange, amounts: Sequence[Decimal | None], lines: Lines, rate: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Return amounts of `lines` times their rates, each rounded once, half up, as `Exchange.convert` does it.

    A float may fall on the wrong side of an exact half: near one the decimals decide.
    """
    units = floats(amounts) * rate * 10.0**exchange.places
    whole = np.rint(units)
    near = np.flatnonzero(np.abs(np.abs(units - whole) - 0.5) < NEAR_HALF)
    for place in near.tolist():
        day = date.fromordinal(int(lines.on[place]))
        exact = exchange.convert(amounts[place] or Decimal(0), lines.cells["currency"][place], day)
        whole[place] = float(exact or 0) * 10.0**exchange.places
    return np.rint(whole) / 10.0**exchange.places


def floats(amounts: Sequence[Decimal | None]) -> npt.NDArray[np.float64]:
    """Return amounts as floats, NaN where unknown."""
    try:
        return np.fromiter(map(float, amounts), dtype="float64", count=len(amounts))  # type: ignore[arg-type]  # see below
    except TypeError:  # one is None; to look for it first would compare each Decimal with it, which is slow
        return np.array([UNKNOWN if amount is None else float(amount) for amount in amounts], dtype="float64")
