"""Sites: one row per plant, office or warehouse of an account."""

import pandas as pd

from kamctl.frames.columns import days, objects
from kamctl.records.book import Book


def sites(book: Book) -> pd.DataFrame:
    """Return the sites in order of account and site. Columns: account, site, name, opened, closed (datetime64)."""
    found = [
        (account, site)
        for account in sorted(book.accounts)
        for site in sorted(book.accounts[account].sites, key=lambda site: site.id)
    ]
    return pd.DataFrame(
        {
            "account": objects([account for account, _ in found]),
            "site": objects([site.id for _, site in found]),
            "name": objects([site.name for _, site in found]),
            "opened": days([site.opened for _, site in found]),
            "closed": days([site.closed for _, site in found]),
        }
    )
