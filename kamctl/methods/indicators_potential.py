"""Indicators that compare what an account buys of our kind of goods with what it buys of us."""

import pandas as pd

from kamctl.methods.facts import Facts, figures, ratio, total


def purchasing_volume(facts: Facts) -> pd.DataFrame:
    """What the account buys of our kind of goods in a year: the potentials of the day, over all families.

    Unknown as a whole if one family's amount has no exchange rate, or is past its shelf life: a sum that silently
    lacks a part is not a volume.
    """
    return figures(facts, potential(facts), oldest(facts), undated=undated(facts))


def open_potential(facts: Facts) -> pd.DataFrame:
    """Potential less our sales of 12 months, family by family, never below 0.

    Sales without a known family, which may belong to any, are taken off the sum. Unknown where sales are unknown.
    """
    stated = with_ours(facts)
    still = stated.assign(open=(stated["amount"] - stated["ours"]).clip(lower=0))
    left = still.groupby("account")["open"].sum().reindex(facts.units.index) - unnamed(facts)
    known = potential(facts).notna() & facts.sold.notna()
    return figures(facts, left.clip(lower=0).round(6).where(known), oldest(facts), undated=undated(facts))


def share_of_wallet(facts: Facts) -> pd.DataFrame:
    """Our sales of 12 months ÷ potential, over the families whose potential is known (and sales without a family)."""
    ours = with_ours(facts).groupby("account")["ours"].sum().reindex(facts.units.index) + unnamed(facts)
    whole, sold = potential(facts), ours.where(facts.sold.notna())
    return figures(facts, ratio(sold, whole), oldest(facts), sold, whole, undated(facts))


def potential(facts: Facts) -> pd.Series:
    """Return the sum over families by account; NaN if one of them has no rate."""
    amounts = facts.potentials.assign(amount=facts.potentials["amount_base"].astype("float64"))
    by = amounts.groupby("account")["amount"]
    return by.sum().where(by.count() == by.size()).reindex(facts.units.index)


def oldest(facts: Facts) -> pd.Series:
    """Return the day on which the oldest of an account's potentials was learnt."""
    return facts.potentials.groupby("account")["on"].min()


def undated(facts: Facts) -> pd.Series:
    """Return whether one of an account's potentials has no day."""
    return facts.potentials["on"].isna().groupby(facts.potentials["account"]).any()


def with_ours(facts: Facts) -> pd.DataFrame:
    """Return the potentials (account, family, amount) with `ours`, our sales of 12 months in that family."""
    return facts.wallets


def unnamed(facts: Facts) -> pd.Series:
    """Return our sales of 12 months whose family is unknown, by account."""
    rows = facts.year[facts.year["family"].isna()]
    return total(rows).reindex(facts.units.index).fillna(0.0)
