"""Invoice lines: one row per line of the invoice ledger.

Amounts are converted line by line at the rate of the invoice's day and rounded once. `wanted` picks lines before
they are converted: a rate is asked for, and missed, only where a line is used. `columns` picks columns, since a
ledger is long and most questions need few of them.
"""

from collections.abc import Callable, Sequence

import pandas as pd

from kamctl.frames.columns import converted, converted_floats, days, objects
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
    exact: bool = True,
) -> pd.DataFrame:
    """Return `columns` of the wanted invoice lines in the order of the ledger.

    Columns: date, invoice, order, account, site, product, family (of the product), quantity (float, NaN unknown),
    amount and cost (Decimal in `currency`, without VAT; cost None if unknown), currency, amount_base and cost_base
    (in the book's currency; Decimal, None without a rate, or if not `exact` float and NaN), due (datetime64), source
    ("invoices/2026-11.csv:12").
    """
    picked = [(source, line) for source, line in book.invoices if wanted(line)]
    lines = [line for _, line in picked]
    families = {code: product.family for code, product in book.products.items()}
    convert = converted if exact else converted_floats
    found: dict[str, pd.Series] = {}
    for name in columns:
        if name == "source":
            found[name] = objects([source for source, _ in picked])
        elif name == "family":
            found[name] = objects([families.get(line.product) if line.product else None for line in lines])
        elif name in ("amount_base", "cost_base"):
            amounts = [line.cost if name == "cost_base" else line.amount for line in lines]
            found[name] = convert(exchange, amounts, [line.currency for line in lines], [line.date for line in lines])
        else:
            found[name] = written(lines, name)
    return pd.DataFrame(found)


def written(lines: Sequence[Invoice], name: str) -> pd.Series:
    """Return one field of the lines as a column."""
    values = [getattr(line, name) for line in lines]
    if name in ("date", "due"):
        return days(values)
    return objects(values).astype("float64") if name == "quantity" else objects(values)
