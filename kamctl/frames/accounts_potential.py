"""Purchasing potential: one row per account and product family, as known on a day."""

from datetime import date

import pandas as pd

from kamctl.frames.columns import framed
from kamctl.records.book import Book
from kamctl.records.dated import entry_on
from kamctl.records.kinds import BY_NAME
from kamctl.records.rates import Exchange

COLUMNS = ("account", "family", "amount", "currency", "amount_base", "on", "basis", "source")


def potentials(book: Book, exchange: Exchange, day: date) -> pd.DataFrame:
    """Return what accounts buy of our kind of goods in a year, ours included, by account and family.

    Columns: `COLUMNS`. `amount` is Decimal in `currency`; `amount_base` in the book's currency at the rate of `day`
    (an open estimate, not an event), None without a rate. `on` is the day it was learnt, NaT if undated; `basis`
    stated, installed, estimated or None.
    """
    rows = []
    for name in sorted(book.accounts):
        path = BY_NAME["account"].path_of(name)
        for family, entries in sorted(book.accounts[name].potential.items()):
            entry = entry_on(entries, day)
            if entry is not None:
                money = entry.value
                base = exchange.money(money, day)
                source = f"{path}: potential.{family}"
                rows.append((name, family, money.amount, money.currency, base, entry.on, entry.basis, source))
    return framed(rows, COLUMNS, ("on",))
