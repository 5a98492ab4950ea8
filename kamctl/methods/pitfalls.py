"""Pitfalls 误区: where does a list of key accounts deceive, and whom does it concern?

    single-indicator    单一指标   without one indicator, all else as it is, the account would have another tier: the
                                   indicator holds it up (without it, a lower one), or down (a higher one)
    neglected-small     抓大放小   an account whose tier asks for no total score, with growth ≥ 80, that nobody has seen
                                   for longer than the settings' `practice.silent_days`
    concentration       抓大放小   how much hangs on a few: HHI, share of the largest and of the largest fifth
    big-ticket          大额产品≠大客户   one order is more than half of the revenue of 12 months
    volume-not-profit   大客户获量,中小客户获利   the largest fifth by revenue brings less than 0.8 times the share of
                                   profit that it brings of revenue
    concession-creep    优惠政策过多   the average discount rose by more than 3 points, and sales did not
                                   (`kamctl explain concessions`)

A tier that asks for no total score (by default potential and standard) is where the small ones are; those above are
looked after anyhow. Concentration has figures always, the others name accounts where they hold. Where profit or
revenue are not positive in sum, shares of them mean nothing: then amounts are told, no ratio, and it is a pitfall if
the margin of the largest fifth is below that of all others. Accounts whose profit
is unknown take no part in that comparison. An order is what was invoiced under its number; of a line without one, what
stands on its invoice.

What is unknown proves nothing: an account is silent only if the book keeps activities, and has a big ticket only if its
revenue is known.

Source: 区分大客户的五个误区; the limits are ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kamctl.methods.concentration import largest
from kamctl.methods.facts import stamp
from kamctl.methods.robustness import Drawn, scores_of, tier_numbers
from kamctl.methods.score import Plan, Scored
from kamctl.methods.tiers import TierRule

GROWTH, TICKET, PROFIT_PART = 80.0, 0.5, 0.8


def single_indicator(scored: Scored, plan: Plan, tiers: Sequence[TierRule]) -> pd.DataFrame:
    """Return one row per account and indicator without which it would have another tier, in order of accounts.

    Columns: account, indicator, tier and without (None for none), score (then, as shown; NaN unknown), holds (up where
    the tier without it would be a lower one, down where it would be a higher one).
    """
    slugs = list(dict.fromkeys(one.indicator for one in plan.indicators))
    weights = np.array([one.weight for one in plan.indicators], dtype="float64")
    kept = np.array([[one.indicator != slug for one in plan.indicators] for slug in slugs] + [[True] * len(weights)])
    groups = np.tile(np.array(list(plan.groups.values()), dtype="float64"), (len(kept), 1))
    columns = scores_of(scored.normalised.to_numpy("float64"), plan, Drawn(groups, kept * weights))
    which = tier_numbers(columns, tiers)
    names = [*(rule.tier for rule in tiers), None]
    rows = [
        (scored.scores.index[row], slugs[number], names[which[row, -1]], names[which[row, number]],
         columns["score"][row, number], "up" if which[row, number] > which[row, -1] else "down")
        for row, number in np.argwhere(which[:, :-1] != which[:, -1:])
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["account", "indicator", "tier", "without", "score", "holds"])


def neglected_small(
    card: pd.DataFrame, tiers: Sequence[TierRule], seen: pd.Series, as_of: pd.Timestamp, silent_days: int
) -> pd.DataFrame:
    """Return the accounts that are small, could grow, and were not seen: growth, last (NaT never), days (NaN never).

    `card` has tier and growth by account; `seen` is the day of the last activity by account. Empty if the book keeps
    no activities.
    """
    small = {rule.tier for rule in tiers if "score" not in rule.least} | {None}
    last = seen.reindex(card.index) if len(seen) else pd.Series(as_of, index=card.index)
    days = (stamp(as_of) - last).dt.days
    found = card["tier"].isin(list(small)) & (card["growth"] >= GROWTH) & ~(days <= silent_days)
    return pd.DataFrame({"growth": card["growth"], "last": last, "days": days})[found]


def big_ticket(orders: pd.DataFrame, revenue: pd.Series) -> pd.DataFrame:
    """Return the orders that are more than half of their account's revenue, the largest share first.

    `orders` has account, order, date, amount (float), lines, source; `revenue` is by account. Adds revenue and share.
    """
    whole = orders["account"].map(revenue)
    share = orders["amount"] / whole.where(whole > 0)
    found = orders.assign(revenue=whole, share=share)[share > TICKET]
    return found.sort_values("share", ascending=False, kind="stable").reset_index(drop=True)


@dataclass(frozen=True, slots=True)
class Volume:
    """The largest fifth by revenue, and what all bring; `ratio` NaN where the sums allow none.

    `accounts` are the largest, `poor` those of them that bring less than 0.8 times as much profit as revenue.
    """

    accounts: tuple[str, ...]
    poor: tuple[str, ...]
    count: int
    revenue: float
    revenue_top: float
    profit: float
    profit_top: float

    @property
    def ratio(self) -> float:
        """Share of profit ÷ share of revenue."""
        if min(self.revenue, self.profit, self.revenue_top) <= 0:
            return float("nan")
        return (self.profit_top / self.profit) / (self.revenue_top / self.revenue)

    @property
    def holds(self) -> bool:
        """Whether it is a pitfall; without a ratio it is one if the largest have a lower margin than the others."""
        if self.ratio == self.ratio:
            return self.ratio < PROFIT_PART
        others = self.revenue - self.revenue_top
        if min(self.revenue_top, others) <= 0:
            return False
        margins = self.profit_top / self.revenue_top, (self.profit - self.profit_top) / others
        return round(margins[0], 9) < round(margins[1], 9)


def volume_not_profit(revenue: pd.Series, profit: pd.Series) -> Volume:
    """Return how the largest fifth compares; `revenue` and `profit` are by account, NaN unknown."""
    known = pd.DataFrame({"revenue": revenue, "profit": profit}).dropna()
    top = known.loc[largest(known["revenue"])]
    whole, above = known.sum(), top.sum()
    margin = whole["profit"] / whole["revenue"] if whole["revenue"] > 0 else float("nan")
    poor = top.index[top["profit"] < PROFIT_PART * margin * top["revenue"]] if margin > 0 else top.index[:0]
    return Volume(
        tuple(top.index), tuple(poor), len(known),
        float(whole["revenue"]), float(above["revenue"]), float(whole["profit"]), float(above["profit"]),
    )  # fmt: skip
