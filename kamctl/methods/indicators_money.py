"""Indicators from open deals and receivables: weighted pipeline, days beyond terms, overdue share."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd

from kamctl.methods.by_account import Days, Floats, over
from kamctl.methods.facts import Facts, Figures, figures, stamp
from kamctl.methods.receivable_days import receivable_days
from kamctl.rounding import round_money


def pipeline(facts: Facts) -> Figures:
    """Σ amount · probability of the open deals, whenever they close. The override, else the stage's probability.

    Deals without an amount are left out, but not if the account has no other: then it is unknown. 0 for an account
    without open deals if the book keeps opportunities at all. Each deal is rounded, so that parts add up.
    """
    deals = facts.states[facts.states["ended"].isna()]
    cells = zip(deals["amount_base"], deals["probability"], deals["stage"], strict=True)
    worth = [weighted(amount, chance, facts.stages.get(stage), facts.places) for amount, chance, stage in cells]
    by = facts.by(deals["account"])
    value = by.total(np.array(worth, dtype="float64"))
    if len(facts.states):
        value = np.where((by.counts() == 0) & facts.complete, 0.0, value)
    return figures(facts, value, stamp(facts.as_of))


def weighted(amount: Decimal | None, override: Decimal | None, by_stage: float | None, places: int) -> float | None:
    """Return amount · probability, rounded once, half up, as the funnel does it; None where either is unknown."""
    if amount is None or (override is None and by_stage is None):
        return None
    chance = Decimal(repr(by_stage)) if override is None else override
    return float(round_money(amount * chance, places))


def days_beyond_terms(facts: Facts) -> Figures:
    """Receivable days by count-back (see `kamctl explain receivable-days`) less the agreed days to pay.

    A balance beyond all known sales counts with the days up to the first sale, the least it can be. Unknown
    without terms, without a balance, without known sales, and in a book without invoices.
    """
    owed = balances(facts)
    known = ~np.isnat(owed.day)
    days = np.full(len(known), np.nan)
    if facts.basis != "invoices" or not known.any():
        return figures(facts, days)
    names = facts.units.index[known]
    table = pd.DataFrame({"account": names, "date": owed.day[known], "balance": owed.balance[known]})
    days[known] = receivable_days(table, facts.billed)["dso"].to_numpy("float64")
    return figures(facts, days - facts.units["payment_days"].to_numpy("float64"), owed.day)


def overdue_share(facts: Facts) -> Figures:
    """Overdue part ÷ balance at the last month end; 0 where nothing is owed."""
    owed = balances(facts)
    nothing = owed.balance <= 0
    part, whole = np.where(nothing, 0.0, owed.overdue), np.where(nothing, 0.0, owed.balance)
    return figures(facts, np.where(nothing, 0.0, over(part, whole)), owed.day, part, whole)


@dataclass(frozen=True, slots=True)
class Balances:
    """The last balance by account: its day (NaT: none), balance and overdue (NaN if one part is unknown)."""

    day: Days
    balance: Floats
    overdue: Floats


def balances(facts: Facts) -> Balances:
    """Return the last balances."""
    rows, by = facts.receivables, facts.by(facts.receivables["account"])
    amounts = (by.whole(rows[name].to_numpy("float64")) for name in ("balance_base", "overdue_base"))
    return Balances(by.last(rows["date"].to_numpy("datetime64[s]")), *amounts)
