"""Referrals: one row per recommendation that a customer gave us."""

from datetime import date

import pandas as pd

from kamctl.frames.columns import framed
from kamctl.records.book import Book
from kamctl.records.kinds import BY_NAME

COLUMNS = ("account", "date", "to", "source")


def referrals(book: Book, day: date) -> pd.DataFrame:
    """Return the referrals up to `day`, by account and day. Columns: account, date, to, source."""
    rows = [
        (name, referral.on, referral.to, f"{BY_NAME['account'].path_of(name)}: referrals")
        for name in sorted(book.accounts)
        for referral in sorted(book.accounts[name].referrals, key=lambda one: one.on)
        if referral.on <= day
    ]
    return framed(rows, COLUMNS, ("date",))
