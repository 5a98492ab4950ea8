"""Ratings of accounts: one row per account and rated fact, as known on a day."""

from datetime import date

import pandas as pd

from kamctl.frames.columns import framed
from kamctl.records.account import Account
from kamctl.records.book import Book
from kamctl.records.dated import entry_on
from kamctl.records.kinds import BY_NAME

RATINGS = ("influence", "position", "reference", "credit", "supply_risk", "purchase_value")
COLUMNS = ("account", "fact", "value", "on", "source")


def rated(book: Book, day: date) -> pd.DataFrame:
    """Return the rated facts that hold on `day`, by account (columns: `COLUMNS`).

    `fact` is one of `RATINGS` (value 1 to 5), or `competitor_key_account` (value 1 where a competitor treats the
    account as its key account, 0 where it is known that none does). `on` is the day it was learnt, NaT if undated;
    `source` names record and field. A fact that nobody recorded has no row.
    """
    rows = [
        (name, fact, value, on, f"{path}: {field}")
        for name in sorted(book.accounts)
        for path in [BY_NAME["account"].path_of(name)]
        for fact, value, on, field in facts_of(book.accounts[name], day)
    ]
    return framed(rows, COLUMNS, ("on",), ("value",))


def facts_of(account: Account, day: date) -> list[tuple[str, float, date | None, str]]:
    """Return fact, value, day learnt and field of each fact known of one account."""
    found = [(fact, entry_on(getattr(account.ratings, fact), day)) for fact in RATINGS]
    facts = [(fact, float(entry.value), entry.on, f"ratings.{fact}") for fact, entry in found if entry]
    wooed = entry_on(account.competitor_key_account, day)
    if wooed is not None:
        fact = "competitor_key_account"
        facts.append((fact, float(bool(wooed.value)), wooed.on, fact))
    return facts
