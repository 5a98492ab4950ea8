"""Receivables: one row per account, month end and currency."""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
import pandas as pd

from kamctl.frames.columns import codes_of, days, objects
from kamctl.records.book import Book
from kamctl.records.ledger import Receivable
from kamctl.records.rates import Exchange


def every(_line: Receivable) -> bool:
    """Want all lines."""
    return True


def receivables(book: Book, exchange: Exchange, wanted: Callable[[Receivable], bool] = every) -> pd.DataFrame:
    """Return the wanted balances in the order of the ledger.

    Columns: date, account, balance and overdue (Decimal in `currency`; overdue None if unknown), currency,
    balance_base and overdue_base (Decimal in the book's currency at the rate of the balance's day; None without a
    rate), source ("receivables/2026.csv:12").
    """
    return frame(book, exchange, [place for place, line in enumerate(book.receivables.rows) if wanted(line)])


def frame(book: Book, exchange: Exchange, places: Sequence[int]) -> pd.DataFrame:
    """Return the lines at these places of the ledger (columns: see `receivables`)."""
    lines, convert = [book.receivables.rows[place] for place in places], exchange.convert
    return pd.DataFrame(
        {
            "date": days([line.date for line in lines]),
            "account": objects([line.account for line in lines]),
            "balance": objects([line.balance for line in lines]),
            "overdue": objects([line.overdue for line in lines]),
            "currency": objects([line.currency for line in lines]),
            "balance_base": objects([convert(line.balance, line.currency, line.date) for line in lines]),
            "overdue_base": objects(
                [None if line.overdue is None else convert(line.overdue, line.currency, line.date) for line in lines]
            ),
            "source": objects([book.receivables.sources[place] for place in places]),
        }
    )


def vat(book: Book, currencies: Sequence[str]) -> list[float]:
    """Return the VAT that balances include, as a share of the amount without it, currency by currency."""
    given = book.settings.dso.vat
    if not isinstance(given, dict):
        return [float(given)] * len(currencies)
    known = {currency: float(share) for currency, share in given.items()}
    return [known.get(currency, 0.0) for currency in currencies]


def last_balances(book: Book, exchange: Exchange, day: date) -> pd.DataFrame:
    """Return each account's lines of its last day up to `day`: one, or one for each currency."""
    columns = book.receivables.by_columns()
    account, on = codes_of(columns.codes["account"]), np.frombuffer(columns.days, dtype=np.int64)
    known = on <= day.toordinal()
    last = np.zeros(len(columns.numbers["account"].texts) + 1, dtype=np.int64)
    np.maximum.at(last, account[known], on[known])
    return frame(book, exchange, np.flatnonzero(known & (on == last[account])).tolist())
