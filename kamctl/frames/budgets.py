"""Budgets of account plans: one row per plan that has one."""

from datetime import date

import pandas as pd

from kamctl.frames.columns import objects
from kamctl.records.book import Book, account_of
from kamctl.records.kinds import BY_NAME
from kamctl.records.rates import Exchange

COLUMNS = ("account", "amount", "currency", "amount_base", "source")


def budgets(book: Book, exchange: Exchange, day: date) -> pd.DataFrame:
    """Return the money set aside for accounts this year, by account (columns: `COLUMNS`).

    `amount` is Decimal in `currency`, `amount_base` in the book's currency at the rate of `day`, None without a rate.
    """
    rows = [
        (
            account_of(name), plan.budget.amount, plan.budget.currency, exchange.money(plan.budget, day),
            f"{BY_NAME['plan'].path_of(name)}: budget",
        )
        for name, plan in sorted(book.plans.items())
        if plan.budget is not None
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    return table.assign(amount_base=objects(list(table["amount_base"])))
