"""Accounts: one row per account folder, groups included, as known on a day."""

from datetime import date

import pandas as pd

from kamctl.frames.columns import days, objects
from kamctl.records.book import Book, customer_groups
from kamctl.records.dated import value_on
from kamctl.records.kinds import BY_NAME


def accounts(book: Book, day: date) -> pd.DataFrame:
    """Return the accounts in order of id.

    Columns: account, name, name_zh, kind ("account" or "group"), parent, group (root of the tree: the customer
    group), segment, owner (on `day`), since (datetime64), payment_days (float, NaN unknown), source (path of the
    record). Text that nobody gave is None.
    """
    names = sorted(book.accounts)
    records = [book.accounts[name] for name in names]
    path_of = BY_NAME["account"].path_of
    owners = [value_on(record.owner, day) for record in records]
    groups = customer_groups(book.accounts)
    terms = [record.terms.payment_days for record in records]
    return pd.DataFrame(
        {
            "account": objects(names),
            "name": objects([record.name for record in records]),
            "name_zh": objects([record.name_zh for record in records]),
            "kind": objects([record.kind for record in records]),
            "parent": objects([record.parent for record in records]),
            "group": objects([groups[name] for name in names]),
            "segment": objects([record.segment for record in records]),
            "owner": objects(owners),
            "since": days([record.since for record in records]),
            "payment_days": objects(terms).astype("float64"),
            "source": objects([path_of(name) for name in names]),
        }
    )
