"""Indicators from open deals and receivables: weighted pipeline, days beyond terms, overdue share."""

import pandas as pd

from kamctl.methods.facts import Facts, figures, ratio, stamp, up_to
from kamctl.methods.receivable_days import receivable_days


def pipeline(facts: Facts) -> pd.DataFrame:
    """Σ amount · probability of the open deals, whenever they close. The override, else the stage's probability.

    Deals without an amount are left out, but not if the account has no other: then it is unknown. 0 for an account
    without open deals if the book keeps opportunities at all.
    """
    deals = facts.states[facts.states["ended"].isna()]
    set_by_stage = deals["stage"].map(dict(facts.stages)).astype("float64")
    chance = deals["probability"].astype("float64").fillna(set_by_stage)
    weighted = deals.assign(weighted=deals["amount_base"].astype("float64") * chance).groupby("account")["weighted"]
    index, count = facts.units.index, weighted.size().reindex(facts.units.index)
    value = weighted.sum(min_count=1).reindex(index)
    if len(facts.states):
        value = value.mask(count.isna(), 0.0)
    folder = up_to(facts.units["source"], "/") + "/opportunities"
    return figures(facts, value, stamp(facts.as_of), folder + " (" + count.fillna(0).astype(int).astype(str) + ")")


def days_beyond_terms(facts: Facts) -> pd.DataFrame:
    """Receivable days by count-back (see `kamctl explain receivable-days`) less the agreed days to pay.

    A balance beyond all known sales counts with the days up to the first sale, the least it can be. Unknown
    without terms, without a balance, without known sales, and in a book without invoices.
    """
    owed = balances(facts)
    if facts.basis != "invoices" or owed.empty:
        return figures(facts, pd.Series(dtype="float64"))
    days = receivable_days(owed.reset_index(), facts.lines)["dso"].reindex(facts.units.index)
    return figures(facts, days - facts.units["payment_days"], owed["date"], owed["source"] + "; invoices")


def overdue_share(facts: Facts) -> pd.DataFrame:
    """Overdue part ÷ balance at the last month end; 0 where nothing is owed."""
    owed = balances(facts)
    share = ratio(owed["overdue"], owed["balance"]).mask(owed["balance"] <= 0, 0.0)
    return figures(facts, share, owed["date"], owed["source"])


def balances(facts: Facts) -> pd.DataFrame:
    """Return the last balance by account: date, balance, overdue (NaN if one part is unknown), source."""
    rows = facts.receivables.assign(
        balance=facts.receivables["balance_base"].astype("float64"),
        overdue=facts.receivables["overdue_base"].astype("float64"),
    )
    by = rows.groupby("account")
    whole = pd.DataFrame({"date": by["date"].max(), "source": by["source"].first()})
    for column in ("balance", "overdue"):
        whole[column] = by[column].sum().where(by[column].count() == by.size())
    return whole
