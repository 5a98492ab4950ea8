"""Expected units: how many units of a product a site is going to buy in the next 12 months, as far as is known.

The orders are read from the ledger and not from the frame of orders, which converts every amount: how many units were
ordered does not depend on an exchange rate.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from kamctl.frames.quotes import frame, site_of
from kamctl.periods import add_months
from kamctl.records.account import Site
from kamctl.records.book import Book, account_of, customer_group

NOTHING = Decimal(0)
COLUMNS = ("group", "account", "site", "country", "product", "units", "basis")


def expected_units(book: Book, day: date) -> pd.DataFrame:
    """Return one row per site and product with known volume, in order of account, site and product.

    `units` (Decimal, not below 0) and `basis`: `expected` (the site's own figure), else `ordered` (in the 12 months up
    to `day`, returns taken off). A site closed by `day` expects 0 of all that was quoted to the account (`closed`).
    Orders that name no site count for the account's only site, if it has but one. A site and product without a row are
    unknown.
    """
    ordered, quoted = ordered_units(book, day), quoted_products(book)
    rows = [
        row | {"group": customer_group(book.accounts, account), "account": account}
        for account in sorted(book.accounts)
        for site in sorted(book.accounts[account].sites, key=lambda site: site.id)
        for row in volumes(site, ordered.get((account, site.id), {}), quoted.get(account, set()), day)
    ]
    return frame(rows, COLUMNS)


def volumes(site: Site, ordered: dict[str, Decimal], quoted: set[str], day: date) -> list[dict[str, Any]]:
    """Return the rows of one site; `quoted` are the products quoted to its account."""
    known = {product: (max(units, NOTHING), "ordered") for product, units in ordered.items()}
    known |= {product: (Decimal(units), "expected") for product, units in site.expected.items()}
    if site.closed is not None and site.closed <= day:
        known = dict.fromkeys({*known, *quoted}, (NOTHING, "closed"))
    return [
        {"site": site.id, "country": site.country, "product": product, "units": units, "basis": basis}
        for product, (units, basis) in sorted(known.items())
    ]


def quoted_products(book: Book) -> dict[str, set[str]]:
    """Return the products quoted to each account."""
    found: dict[str, set[str]] = {}
    for name, quote in book.quotes.items():
        found.setdefault(account_of(name), set()).update(line.product for line in quote.lines)
    return found


def ordered_units(book: Book, day: date) -> dict[tuple[str, str], dict[str, Decimal]]:
    """Return the units ordered in the 12 months up to `day`, by account and site, and by product."""
    units: dict[tuple[str, str], dict[str, Decimal]] = {}
    before = add_months(day, -12)
    for order in book.orders.rows:
        site = site_of(book.accounts.get(order.account), order.site)
        if site is not None and order.product is not None and before < order.date <= day:
            products = units.setdefault((order.account, site.id), {})
            products[order.product] = products.get(order.product, NOTHING) + order.quantity
    return units
