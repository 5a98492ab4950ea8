"""Indicators from open deals and receivables: weighted pipeline, days beyond terms, overdue share."""

from decimal import Decimal

import pandas as pd

from kamctl.methods.facts import Facts, figures, ratio, stamp
from kamctl.methods.receivable_days import receivable_days
from kamctl.rounding import round_money


def pipeline(facts: Facts) -> pd.DataFrame:
    """Σ amount · probability of the open deals, whenever they close. The override, else the stage's probability.

    Deals without an amount are left out, but not if the account has no other: then it is unknown. 0 for an account
    without open deals if the book keeps opportunities at all. Each deal is rounded, so that parts add up.
    """
    deals = facts.states[facts.states["ended"].isna()]
    cells = zip(deals["amount_base"], deals["probability"], deals["stage"], strict=True)
    worth = [weighted(amount, chance, facts.stages.get(stage), facts.places) for amount, chance, stage in cells]
    value = pd.Series(worth, dtype="float64", index=deals.index).groupby(deals["account"]).sum(min_count=1)
    index = facts.units.index
    value = value.reindex(index).round(6)
    if len(facts.states):
        value = value.mask(~index.isin(deals["account"]) & facts.complete.to_numpy(), 0.0)
    return figures(facts, value, stamp(facts.as_of))


def weighted(amount: Decimal | None, override: Decimal | None, by_stage: float | None, places: int) -> float | None:
    """Return amount · probability, rounded once, half up, as the funnel does it; None where either is unknown."""
    if amount is None or (override is None and by_stage is None):
        return None
    chance = Decimal(repr(by_stage)) if override is None else override
    return float(round_money(amount * chance, places))


def days_beyond_terms(facts: Facts) -> pd.DataFrame:
    """Receivable days by count-back (see `kamctl explain receivable-days`) less the agreed days to pay.

    A balance beyond all known sales counts with the days up to the first sale, the least it can be. Unknown
    without terms, without a balance, without known sales, and in a book without invoices.
    """
    owed = balances(facts)
    if facts.basis != "invoices" or owed.empty:
        return figures(facts, pd.Series(dtype="float64"))
    days = receivable_days(owed.reset_index(), facts.billed)["dso"].reindex(facts.units.index)
    return figures(facts, days - facts.units["payment_days"], owed["date"])


def overdue_share(facts: Facts) -> pd.DataFrame:
    """Overdue part ÷ balance at the last month end; 0 where nothing is owed."""
    owed = balances(facts)
    nothing = owed["balance"] <= 0
    part, whole = owed["overdue"].mask(nothing, 0.0), owed["balance"].mask(nothing, 0.0)
    return figures(facts, ratio(part, whole).mask(nothing, 0.0), owed["date"], part, whole)


def balances(facts: Facts) -> pd.DataFrame:
    """Return the last balance by account: date, balance, overdue (NaN if one part is unknown)."""
    rows = facts.receivables.assign(
        balance=facts.receivables["balance_base"].astype("float64"),
        overdue=facts.receivables["overdue_base"].astype("float64"),
    )
    by = rows.groupby("account")
    whole = pd.DataFrame({"date": by["date"].max()})
    for column in ("balance", "overdue"):
        whole[column] = by[column].sum().where(by[column].count() == by.size())
    return whole
