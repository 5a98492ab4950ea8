"""Small frames of deals and orders, as the funnel's methods read them."""

from collections.abc import Mapping
from decimal import Decimal

import pandas as pd

from kamctl.methods.funnel import Rules

D = Decimal
RULES = Rules(
    {"nurture": D("0.10"), "design": D("0.25"), "compare": D("0.50"), "commit": D("0.75")},
    {"nurture": 120, "design": 90, "compare": 60, "commit": None},
    2,
)
DAYS = ("close", "first_seen", "since", "ended", "won_on")
USUAL = {
    "account": "a", "owner": None, "stage": "design", "amount": D(100), "currency": "CNY", "close": "2026-12-01",
    "probability": None, "first_seen": "2026-08-03", "since": "2026-08-03", "ended": None, "won_on": None,
    "slipped": 0,
}  # fmt: skip


def deals(*rows: Mapping[str, object]) -> pd.DataFrame:
    """Return a frame of deals: open, of 100.00, in stage design, closing 2026-12-01, unless a row says otherwise.

    They are named a/d0, a/d1, … where a row gives no `opportunity`; `amount_base` is `amount` unless given.
    """
    full: list[dict[str, object]] = [{**USUAL, "opportunity": f"a/d{number}", **row} for number, row in enumerate(rows)]
    columns = [*USUAL, "opportunity", "amount_base"]
    table = pd.DataFrame([{"amount_base": row["amount"], **row} for row in full], columns=columns, dtype=object)
    return table.assign(**{day: pd.to_datetime(table[day]) for day in DAYS})


def orders(*rows: tuple[str, int] | tuple[str, int, str]) -> pd.DataFrame:
    """Return off-funnel order lines of account a from (day, amount) or (day, amount, order number)."""
    full = [(day, D(amount), *(number or [f"o{index}"])) for index, (day, amount, *number) in enumerate(rows)]
    table = pd.DataFrame(full, columns=["date", "amount_base", "order"], dtype=object)
    return table.assign(date=pd.to_datetime(table["date"]), account="a", opportunity=None)
