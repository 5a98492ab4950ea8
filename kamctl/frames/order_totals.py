"""Orders as wholes, for statistics: what the lines of one order add up to, as far as it was invoiced.

Read off the ledger that tells sales, so that an order is compared with sales of its own kind.
"""

from datetime import date

import pandas as pd

from kamctl.frames.columns import days_of_ordinals, objects
from kamctl.frames.sales import Told, converted, factors, told
from kamctl.records.book import Book
from kamctl.records.rates import Exchange


def order_totals(book: Book, exchange: Exchange, day: date, months: int = 12) -> pd.DataFrame:
    """Return one row per account and order with lines in the last `months` up to `day`, by account and order.

    Columns: account, order (number of the order; of the invoice where a line names no order), date (of the last line),
    amount (float in the book's currency at the rate of each line's day; NaN where one has no rate), lines (how many),
    source (place of the first line).
    """
    table = lines(told(book, day), months, exchange)
    by = table.groupby(["account", "order"], sort=True)
    found = by.agg(date=("date", "max"), lines=("date", "size"), source=("source", "first"))
    return found.assign(amount=by["amount"].sum(skipna=False).round(6)).reset_index()


def lines(told: Told, months: int, exchange: Exchange) -> pd.DataFrame:
    """Return the lines: account, order, date, amount, source."""
    found = told.within(months)
    numbers = found.values("order")
    if told.name == "invoices":
        numbers = [order or invoice for order, invoice in zip(numbers, found.values("invoice"), strict=True)]
    return pd.DataFrame(
        {
            "account": found.category("account").astype(object),
            "order": objects(numbers),
            "date": days_of_ordinals(found.on),
            "amount": converted(exchange, found, "amount", factors(exchange, found)),
            "source": found.sources(),
        }
    )
