"""Indicators that compare what an account buys of our kind of goods with what it buys of us."""

import numpy as np

from kamctl.methods.by_account import Days, Flags, Floats, over
from kamctl.methods.facts import Facts, Figures, figures


def purchasing_volume(facts: Facts) -> Figures:
    """What the account buys of our kind of goods in a year: the potentials of the day, over all families.

    Unknown as a whole if one family's amount has no exchange rate, or is past its shelf life: a sum that silently
    lacks a part is not a volume.
    """
    return figures(facts, potential(facts), oldest(facts), undated=undated(facts))


def open_potential(facts: Facts) -> Figures:
    """Potential less our sales of 12 months, family by family, never below 0.

    Sales without a known family, which may belong to any, are taken off the sum. Unknown where sales are unknown.
    """
    wallets = facts.wallets
    still = (wallets["amount"] - wallets["ours"]).to_numpy("float64").clip(min=0)
    left = (facts.potential_by.sums(still) - unnamed(facts)).clip(min=0).round(6)
    known = ~np.isnan(potential(facts)) & ~np.isnan(facts.sold)
    return figures(facts, np.where(known, left, np.nan), oldest(facts), undated=undated(facts))


def share_of_wallet(facts: Facts) -> Figures:
    """Our sales of 12 months ÷ potential, over the families whose potential is known (and sales without a family)."""
    ours = facts.potential_by.sums(facts.wallets["ours"].to_numpy("float64")) + unnamed(facts)
    whole = potential(facts)
    sold = np.where((facts.potential_by.counts() > 0) & ~np.isnan(facts.sold), ours, np.nan)
    return figures(facts, over(sold, whole), oldest(facts), sold, whole, undated(facts))


def potential(facts: Facts) -> Floats:
    """Return the sum over families by account; NaN if one of them has no rate."""
    return facts.potential_by.whole(facts.potentials["amount_base"].to_numpy("float64"))


def oldest(facts: Facts) -> Days:
    """Return the day on which the oldest of an account's potentials was learnt."""
    return facts.potential_by.first(facts.potentials["on"].to_numpy("datetime64[s]"))


def undated(facts: Facts) -> Flags:
    """Return whether one of an account's potentials has no day."""
    return facts.potential_by.any(facts.potentials["on"].isna().to_numpy())


def unnamed(facts: Facts) -> Floats:
    """Return our sales of 12 months whose family is unknown, by account."""
    lines = facts.year
    return lines.where(lines.family < 0).by.sums(lines.amount[lines.family < 0])
