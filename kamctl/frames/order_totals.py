"""Orders as wholes, for statistics: what the lines of one order add up to, as far as it was invoiced.

Read off the ledger that tells sales, so that an order is compared with sales of its own kind.
"""

from datetime import date

import numpy as np
import pandas as pd

from kamctl.frames.columns import category, days_of_ordinals, objects
from kamctl.frames.sales import Told, floats, rates, told
from kamctl.periods import add_months
from kamctl.records.book import Book
from kamctl.records.rates import Exchange


def order_totals(book: Book, exchange: Exchange, day: date, months: int = 12) -> pd.DataFrame:
    """Return one row per account and order with lines in the last `months` up to `day`, by account and order.

    Columns: account, order (number of the order; of the invoice where a line names no order), date (of the last line),
    amount (float in the book's currency at the rate of each line's day; NaN where one has no rate), lines (how many),
    source (place of the first line).
    """
    ledger = told(book, day)
    wanted = np.flatnonzero((ledger.on > add_months(day, -months).toordinal()) & (ledger.on <= day.toordinal()))
    table = lines(ledger, wanted.tolist(), exchange)
    by = table.groupby(["account", "order"], sort=True)
    found = by.agg(date=("date", "max"), lines=("date", "size"), source=("source", "first"))
    return found.assign(amount=by["amount"].sum(skipna=False).round(6)).reset_index()


def lines(ledger: Told, wanted: list[int], exchange: Exchange) -> pd.DataFrame:
    """Return the wanted lines: account, order, date, amount, source."""
    picked = [ledger.lines.rows[place] for place in wanted]
    currency = category([line.currency for line in picked])
    amounts = (floats([line.amount for line in picked]) * rates(exchange, currency, ledger.on[wanted])).round(
        exchange.places
    )
    return pd.DataFrame(
        {
            "account": objects([line.account for line in picked]),
            "order": objects([line.order or getattr(line, "invoice", None) for line in picked]),
            "date": days_of_ordinals(ledger.on[wanted]),
            "amount": amounts,
            "source": objects([ledger.lines.sources[place] for place in wanted]),
        }
    )
