"""What customer lifetime value is made of, read off the facts of a day: see `kamctl.methods.clv`."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kamctl.methods.facts import Facts, back, stamp
from kamctl.methods.indicators import Measured
from kamctl.methods.indicators_potential import unnamed
from kamctl.methods.indicators_record import DAYS_A_YEAR
from kamctl.methods.indicators_sales import COVERAGE

MEASURES = ("revenue", "gross_profit", "gross_margin", "purchasing_volume", "referrals")
"""The indicators that it is made of."""
REFERRAL_YEARS = 2


@dataclass(frozen=True, slots=True)
class Decided:
    """How many deals were decided up to a day, and how many of them we won."""

    won: int
    decided: int

    @property
    def rate(self) -> float:
        """Return won ÷ decided, NaN where nothing was decided."""
        return self.won / self.decided if self.decided else float("nan")


def decided(states: pd.DataFrame) -> Decided:
    """Count won and lost deals; dropped and cancelled ones were lost to nobody."""
    stage = states["stage"]
    return Decided(int((stage == "won").sum()), int(stage.isin(["won", "lost"]).sum()))


def known_of(facts: Facts, measured: Measured, tier: pd.Series) -> pd.DataFrame:
    """Return what `clv.lifetime` reads, one row per scored account; NaN where unknown.

    `facts` must reach back as far as the ledger; `measured` has `MEASURES`; `tier` is by account.
    """
    values = measured.values
    told = values["purchasing_volume"].notna() & ~np.isnan(facts.sold)
    cells = families(facts)
    by = cells.groupby(["account", "bought"])["amount"].sum().unstack().reindex(columns=[True, False])
    amounts = by.reindex(facts.units.index).fillna(0.0)
    ours = cells[cells["bought"]].groupby("account")["ours"].sum().reindex(facts.units.index).fillna(0.0)
    return pd.DataFrame(
        {
            "tier": tier.reindex(facts.units.index),
            "profit": values["gross_profit"],
            "margin": values["gross_margin"],
            "bought": amounts[True].where(told),
            "ours": (ours + unnamed(facts)).where(told),
            "white": amounts[False].where(told),
            "referrals": values["referrals"] / REFERRAL_YEARS,
            "earned": earned(facts),
        },
        index=facts.units.index,
    )


def families(facts: Facts) -> pd.DataFrame:
    """Return account, family, amount (potential), ours (sales of 12 months), bought (bool: we sold it something)."""
    cells = facts.wallets
    return cells.assign(bought=cells["ours"] > 0)


def costed(facts: Facts) -> pd.DataFrame:
    """Return the sales lines whose cost is known: account, date, age (years), amount, profit."""
    lines = facts.lines[facts.lines["cost"].notna() & facts.lines["amount"].notna()]
    age = (stamp(facts.as_of) - lines["date"]).dt.days / DAYS_A_YEAR
    return lines[["account", "date", "amount"]].assign(age=age, profit=lines["amount"] - lines["cost"])


def earned(facts: Facts) -> pd.Series:
    """Return the profit of all known sales by account; NaN where less than `COVERAGE` of them have a known cost.

    0 where nothing was sold, if the ledger tells of the last 12 months.
    """
    lines = facts.trade
    profit = np.where(lines.covered(lines.costed) >= COVERAGE, lines.profit, np.nan)
    return facts.series(facts.with_zero(profit, lines, 12) if lines.costed.any() else profit)


def past(facts: Facts, account: str) -> pd.DataFrame:
    """Return the past of an account by years back from the day, oldest first: year (−1 the last one), first, last.

    The years without a line at the beginning are left out.
    """
    lines = costed(facts)
    mine = lines[lines["account"] == account]
    if mine.empty:
        return pd.DataFrame({"year": [], "first": [], "last": []})
    years = 1
    while back(facts.as_of, 12 * years) >= mine["date"].min():
        years += 1
    return pd.DataFrame(
        {
            "year": range(-years, 0),
            "first": [back(facts.as_of, 12 * number) + pd.Timedelta(days=1) for number in range(years, 0, -1)],
            "last": [back(facts.as_of, 12 * number) for number in range(years - 1, -1, -1)],
        }
    )


def past_profits(facts: Facts, account: str, discount: float) -> pd.DataFrame:
    """Return `past` with profit, as booked, and worth, at today's worth."""
    years, lines = past(facts, account), costed(facts)
    mine = lines[lines["account"] == account]
    worth = (mine["profit"] * (1 + discount) ** mine["age"]).to_numpy()
    place = np.searchsorted(years["last"].to_numpy(), mine["date"].to_numpy(), side="left")
    return years.assign(
        profit=np.bincount(place, mine["profit"].to_numpy(), len(years)),
        worth=np.bincount(place, worth, len(years)),
    )


def stayed(facts: Facts) -> tuple[int, int]:
    """Return how many customers bought in the year before the last one, and how many of them still did in the last."""
    before, now = (facts.between(*window).total for window in ((24, 12), (12, 0)))
    return int(((before > 0) & (now > 0)).sum()), int((before > 0).sum())
