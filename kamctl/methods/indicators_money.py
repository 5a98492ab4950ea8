"""Indicators from open deals and receivables: weighted pipeline, days beyond terms, overdue share."""

import pandas as pd

from kamctl.methods.facts import Facts, figures, ratio, stamp
from kamctl.methods.receivable_days import receivable_days


def pipeline(facts: Facts) -> pd.DataFrame:
    """Σ amount · probability of the open deals, whenever they close. The override, else the stage's probability.

    Deals without an amount are left out, but not if the account has no other: then it is unknown. 0 for an account
    without open deals if the book keeps opportunities at all. Each deal is rounded, so that parts add up.
    """
    deals = facts.states[facts.states["ended"].isna()]
    set_by_stage = deals["stage"].map(dict(facts.stages)).astype("float64")
    chance = deals["probability"].astype("float64").fillna(set_by_stage)
    worth = (deals["amount_base"].astype("float64") * chance).round(facts.places)
    weighted = deals.assign(weighted=worth).groupby("account")["weighted"]
    index = facts.units.index
    value = weighted.sum(min_count=1).reindex(index).round(6)
    if len(facts.states):
        value = value.mask(~index.isin(deals["account"]) & facts.complete.to_numpy(), 0.0)
    return figures(facts, value, stamp(facts.as_of))


def days_beyond_terms(facts: Facts) -> pd.DataFrame:
    """Receivable days by count-back (see `kamctl explain receivable-days`) less the agreed days to pay.

    A balance beyond all known sales counts with the days up to the first sale, the least it can be. Unknown
    without terms, without a balance, without known sales, and in a book without invoices.
    """
    owed = balances(facts)
    if facts.basis != "invoices" or owed.empty:
        return figures(facts, pd.Series(dtype="float64"))
    owed["balance"] = owed["balance"] / owed["vat"]
    days = receivable_days(owed.reset_index(), facts.lines)["dso"].reindex(facts.units.index)
    return figures(facts, days - facts.units["payment_days"], owed["date"])


def overdue_share(facts: Facts) -> pd.DataFrame:
    """Overdue part ÷ balance at the last month end; 0 where nothing is owed."""
    owed = balances(facts)
    nothing = owed["balance"] <= 0
    part, whole = owed["overdue"].mask(nothing, 0.0), owed["balance"].mask(nothing, 0.0)
    return figures(facts, ratio(part, whole).mask(nothing, 0.0), owed["date"], part, whole)


def balances(facts: Facts) -> pd.DataFrame:
    """Return the last balance by account: date, balance, overdue (NaN if one part is unknown), and vat.

    `vat` is what a balance is divided by to be without VAT, as invoices are: 1.13, or 1 where balances have none.
    """
    rows = facts.receivables.assign(
        balance=facts.receivables["balance_base"].astype("float64"),
        overdue=facts.receivables["overdue_base"].astype("float64"),
    )
    by = rows.groupby("account")
    whole = pd.DataFrame({"date": by["date"].max(), "vat": 1 + by["vat"].mean()})
    for column in ("balance", "overdue"):
        whole[column] = by[column].sum().where(by[column].count() == by.size())
    return whole
