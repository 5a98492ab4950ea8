"""What one unit of a product costs us, as the invoices of a year tell it."""

from datetime import date

import pandas as pd

from kamctl.periods import add_months
from kamctl.records.book import Book
from kamctl.records.rates import Exchange

COLUMNS = ("account", "product", "quantity", "cost")


def unit_costs(book: Book, exchange: Exchange, day: date, months: int = 12) -> pd.DataFrame:
    """Return the invoice lines of the last `months` up to `day` that tell cost and number of units of a product.

    Columns: account, product, quantity (float, above 0), cost (float in the book's currency, of the whole line). Lines
    without a rate are left out: their sales are missed, and listed, elsewhere.
    """
    since = add_months(day, -months)
    rows = [
        (line.account, line.product, float(line.quantity), float(cost))
        for line in book.invoices.rows
        if line.product and line.cost is not None and line.quantity and line.quantity > 0 and since < line.date <= day
        if (cost := exchange.convert(line.cost, line.currency, line.date)) is not None
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"quantity": "float64", "cost": "float64"})
