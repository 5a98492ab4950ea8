"""Sales lines, for statistics: what was invoiced, or ordered where a book has no invoices.

A ledger is by far the longest part of a book. So these frames take it column by column, as it was noted while it was
read (`records.columns`), and hold money as floats rounded to the currency's minor unit; who needs exact sums takes
`frames.orders`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamctl.frames.columns import codes_of, days, days_of_ordinals, in_order, objects
from kamctl.periods import add_months
from kamctl.records.book import Book, Ledger
from kamctl.records.columns import Columns
from kamctl.records.rates import Exchange

UNKNOWN = float("nan")
NEAR_HALF = 1e-3
"""So near a half of the smallest coin an amount is rounded as a decimal. A float is exact to 1e-7 of a coin up to 10
million, and to 1e-4 up to 10 thousand million."""
Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a ledger: their places in it, and their days (ordinals)."""

    ledger: Ledger[Any]
    columns: Columns
    places: Places
    on: Places

    def category(self, field: str) -> pd.Categorical:
        """Return a field that repeats, as categories in order; NaN unknown."""
        codes = codes_of(self.columns.codes[field])[self.places]
        return in_order(codes, self.columns.numbers[field].texts)

    def floats(self, field: str) -> Floats:
        """Return amounts as floats, NaN unknown."""
        return np.frombuffer(self.columns.amounts[field], dtype="float64")[self.places]

    def values(self, field: str) -> list[Any]:
        """Return a field as it is in the records."""
        return [getattr(self.ledger.rows[place], field) for place in self.places.tolist()]

    def sources(self) -> npt.NDArray[np.object_]:
        """Return the place of each line in its file."""
        every = np.empty(len(self.ledger.sources), dtype=object)
        every[:] = self.ledger.sources
        return every[self.places]


@dataclass(frozen=True, slots=True)
class Told:
    """The ledger that tells sales on a day: its name, its lines, and the day of each (ordinals)."""

    name: str
    day: date
    ledger: Ledger[Any]
    columns: Columns
    on: Places

    def within(self, months: int) -> Lines:
        """Return the lines of the last `months` up to the day."""
        since = add_months(self.day, -months).toordinal()
        return self.at(np.flatnonzero((self.on > since) & (self.on <= self.day.toordinal())))

    def before(self, months: int) -> Lines:
        """Return the lines that are older."""
        return self.at(np.flatnonzero(self.on <= add_months(self.day, -months).toordinal()))

    def at(self, places: Places) -> Lines:
        """Return the lines at some places."""
        return Lines(self.ledger, self.columns, places, self.on[places])


def told(book: Book, day: date) -> Told:
    """Return the invoices, or the orders where no invoice is dated up to `day`."""
    for name, lines in (("invoices", book.invoices), ("orders", book.orders)):
        columns = lines.by_columns()
        on = np.frombuffer(columns.days, dtype=np.int64)
        if name == "orders" or (on <= day.toordinal()).any():
            break
    return Told(name, day, lines, columns, on)


def basis(book: Book, day: date) -> str:
    """Return the ledger that tells sales: `invoices`, or `orders` where no invoice is dated up to `day`."""
    return told(book, day).name


def ledger(told: Told) -> pd.DataFrame:
    """Return one row on the ledger that tells sales: basis (its name), first and last day of its known lines."""
    known = told.on[told.on <= told.day.toordinal()]
    ends = [date.fromordinal(int(number)) for number in (known.min(), known.max())] if len(known) else [None, None]
    return pd.DataFrame({"basis": objects([told.name]), "first": days(ends[:1]), "last": days(ends[1:])})


def sales(book: Book, exchange: Exchange, day: date, months: int = 24) -> pd.DataFrame:
    """Return the sales lines of the last `months` up to `day`: see `sales_told`."""
    return sales_told(book, exchange, told(book, day), months)


def sales_told(book: Book, exchange: Exchange, told: Told, months: int = 24) -> pd.DataFrame:
    """Return the sales lines of the last `months` up to the day, in the order of the ledger.

    Columns: date, account, site and family (categories; NaN unknown), currency, amount_base and cost_base (float in the
    book's currency at the rate of the line's day; NaN without a rate, the cost also if unknown, as it is for orders),
    source ("invoices/2026-11.csv:12").
    """
    lines = told.within(months)
    rates = factors(exchange, lines)
    return pd.DataFrame(
        {
            "date": days_of_ordinals(lines.on),
            "account": lines.category("account"),
            "site": lines.category("site"),
            "family": family(book, lines),
            "currency": lines.category("currency"),
            "amount_base": converted(exchange, lines, "amount", rates),
            "cost_base": converted(exchange, lines, "cost", rates),
            "source": lines.sources(),
        }
    )


def family(book: Book, lines: Lines) -> pd.Categorical:
    """Return the family of the product of each line, NaN where it is unknown."""
    product = lines.category("product")
    families = [getattr(book.products.get(code), "family", None) for code in product.categories]
    names = list(dict.fromkeys(name for name in families if name is not None))
    number = {name: place for place, name in enumerate(names, start=1)}
    of_product = np.array([*(number.get(name, 0) for name in families), 0], dtype=np.int32)
    return in_order(of_product[product.codes], names)


def older_sales(exchange: Exchange, told: Told, months: int, accounts: Collection[str]) -> pd.DataFrame:
    """Return what some accounts bought before the last `months`: date, account, currency, amount_base (float)."""
    lines = told.before(months)
    account = lines.category("account")
    wanted = np.append(account.categories.isin(list(accounts)), False)
    lines = told.at(lines.places[wanted[account.codes]])
    return pd.DataFrame(
        {
            "date": days_of_ordinals(lines.on),
            "account": lines.category("account"),
            "currency": lines.category("currency"),
            "amount_base": converted(exchange, lines, "amount", factors(exchange, lines)),
        }
    )


@dataclass(frozen=True, slots=True)
class Factors:
    """Rates of lines into the book's currency: as floats, NaN where there is none, and exactly by their number."""

    factor: Floats
    number: Places
    exact: list[Decimal | None]


def factors(exchange: Exchange, lines: Lines) -> Factors:
    """Return the rate of each line on its day; each rate is looked up once."""
    currency, on = lines.category("currency"), lines.on
    number = np.zeros(len(on), dtype=np.int64)
    exact: list[Decimal | None] = []
    first = int(on.min()) if len(on) else 0
    for code, name in enumerate(currency.categories):
        of_currency = currency.codes == code
        days = on[of_currency] - first
        used = np.flatnonzero(np.bincount(days))
        found = exchange.rates_from(name, [date.fromordinal(day) for day in (used + first).tolist()])
        by_day = np.zeros(used[-1] + 1, dtype=np.int64)
        by_day[used] = np.repeat(np.arange(len(found)), np.diff([*found, len(used)])) + len(exact)
        number[of_currency] = by_day[days]
        exact += found.values()
    known = np.array([UNKNOWN if rate is None else float(rate) for rate in exact], dtype="float64")
    return Factors(known[number], number, exact)


def converted(exchange: Exchange, lines: Lines, field: str, rates: Factors) -> Floats:
    """Return amounts of lines times their rates, each rounded once, half up, as `Exchange.convert` does it.

    A float may fall on the wrong side of an exact half: near one the decimals decide.
    """
    coins = 10.0**exchange.places
    units = lines.floats(field) * rates.factor * coins
    whole = np.rint(units)
    near = np.flatnonzero(np.abs(np.abs(units - whole) - 0.5) < NEAR_HALF)
    amounts = map(attrgetter(field), [lines.ledger.rows[place] for place in lines.places[near].tolist()])
    exact = [rates.exact[number] for number in rates.number[near].tolist()]
    decided = [exchange.rounded(amount, rate) for amount, rate in zip(amounts, exact, strict=True) if rate is not None]
    whole[near] = np.array(decided, dtype="float64") * coins
    return np.rint(whole) / coins
