"""Invoice lines: one row per line of the invoice ledger.

Amounts are converted line by line at the rate of the invoice's day and rounded once. `wanted` picks lines before
they are converted: a rate is asked for, and missed, only where a line is used. `columns` picks columns, since a
ledger is long and most questions need few of them.
"""

from collections.abc import Callable, Sequence

import pandas as pd

from kamctl.frames.columns import days, objects
from kamctl.records.book import Book
from kamctl.records.ledger import Invoice
from kamctl.records.rates import Exchange

COLUMNS = (
    "date", "invoice", "order", "account", "site", "product", "family", "quantity", "amount", "cost", "currency",
    "amount_base", "cost_base", "due", "source",
)  # fmt: skip
AS_WRITTEN = ("invoice", "order", "account", "site", "product", "amount", "cost", "currency")


def every(_line: Invoice) -> bool:
    """Want all lines."""
    return True


def invoices(
    book: Book,
    exchange: Exchange,
    wanted: Callable[[Invoice], bool] = every,
    columns: Sequence[str] = COLUMNS,
) -> pd.DataFrame:
    """Return `columns` of the wanted invoice lines in the order of the ledger.

    Columns: date, invoice, order, account, site, product, family (of the product), quantity (float, NaN unknown),
    amount and cost (Decimal in `currency`, without VAT; cost None if unknown), currency, amount_base and cost_base
    (Decimal in the book's currency; None without a rate), due (datetime64), source ("invoices/2026-11.csv:12").
    """
    picked = [(source, line) for source, line in book.invoices if wanted(line)]
    lines = [line for _, line in picked]
    return pd.DataFrame(
        {
            name: objects([source for source, _ in picked]) if name == "source" else column(book, exchange, lines, name)
            for name in columns
        }
    )


def column(book: Book, exchange: Exchange, lines: list[Invoice], name: str) -> pd.Series:
    """Return one column of the lines."""
    if name in AS_WRITTEN:
        return objects([getattr(line, name) for line in lines])
    if name in ("date", "due"):
        return days([getattr(line, name) for line in lines])
    if name == "quantity":
        return objects([line.quantity for line in lines]).astype("float64")
    if name == "family":
        families = {code: product.family for code, product in book.products.items()}
        return objects([families.get(line.product) if line.product else None for line in lines])
    convert = exchange.convert
    if name == "amount_base":
        return objects([convert(line.amount, line.currency, line.date) for line in lines])
    return objects([None if line.cost is None else convert(line.cost, line.currency, line.date) for line in lines])
