"""Order lines: one row per line of the order ledger.

A line is converted at the rate of its own day and rounded once, so that the sum of a selection never depends on
what else was selected. `wanted` picks lines before they are converted: a rate is asked for, and missed, only where
a line is used.
"""

from collections.abc import Callable

import pandas as pd

from kamctl.records.book import Book, resolve
from kamctl.records.ledger import Order
from kamctl.records.rates import Exchange

COLUMNS = (
    "date", "order", "account", "site", "product", "family", "options", "quantity", "amount", "currency",
    "amount_base", "channel", "opportunity", "source",
)  # fmt: skip


def every(_line: Order) -> bool:
    """Want all lines."""
    return True


def orders(book: Book, exchange: Exchange, wanted: Callable[[Order], bool] = every) -> pd.DataFrame:
    """Return the wanted order lines in the order of the ledger (columns: `COLUMNS`).

    `amount` is Decimal in `currency`, `amount_base` in the book's currency at the rate of the order's day, None
    without a rate; `quantity` units (float); `options` a sorted tuple; `family` that of the product, None if unknown;
    `opportunity` the full id of the deal that the line fulfils, None for an off-funnel line; `source` the line's place.
    """
    rows = [row(book, exchange, source, line) for source, line in book.orders if wanted(line)]
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    return table.assign(date=pd.to_datetime(table["date"]), quantity=table["quantity"].astype(float))


def deal_of(book: Book, line: Order) -> str | None:
    """Return the full id of the line's deal, None for an off-funnel line; one that is not known is the account's."""
    if line.opportunity is None or "/" in line.opportunity:
        return line.opportunity
    return resolve(book.opportunities, line.account, line.opportunity) or f"{line.account}/{line.opportunity}"


def row(book: Book, exchange: Exchange, source: str, line: Order) -> tuple[object, ...]:
    """Return one line in the order of `COLUMNS`."""
    product = book.products.get(line.product) if line.product else None
    return (
        line.date, line.order, line.account, line.site, line.product, product.family if product else None,
        tuple(sorted(line.options)), float(line.quantity), line.amount, line.currency,
        exchange.convert(line.amount, line.currency, line.date), line.channel,
        deal_of(book, line), source,
    )  # fmt: skip
