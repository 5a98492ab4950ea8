"""Off-funnel sales 漏斗外销售额: what was, and what will be, sold without a deal?

Small orders are kept out of the funnel on purpose: nobody should write a deal's history for a spare part. They count
all the same.

    O(d)  = Σ orders of Q up to day d that belong to no deal

    R(d)  = 0 once Q has ended; before that, by the settings:
            an amount for Q      max(0, amount − O(d))
            `estimate`           mean weekly off-funnel sales of the 52 weeks
                                 before Q · Sundays after d up to the end of Q
            `none` (default)     0

An order without a deal whose total reaches the settings' threshold is counted, but flagged `unlinked`: it is too big
not to have been a deal, and somebody should link it. Its total is that of its lines without a deal in the quarter.

Source: 大客户销售技巧与客户关系管理 (漏斗外销售额); estimate and flag are ours.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pandas as pd

from kamctl.methods.funnel import ZERO, total
from kamctl.periods import Period, sundays_left
from kamctl.rounding import round_money

WEEKS_OF_ESTIMATE = 52


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is expected for a quarter: an amount for all of it, or as in the 52 weeks before; both None: nothing."""

    amount: Decimal | None = None
    year: Decimal | None = None


def window(quarter: Period) -> Period:
    """Return the 52 weeks before the quarter, from which its off-funnel sales are estimated."""
    return Period(quarter.name, quarter.first - timedelta(7 * WEEKS_OF_ESTIMATE), quarter.first - timedelta(1))


def off_funnel(orders: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """Return the order lines of `first`..`last` that belong to no deal. Reads `date`, `opportunity`."""
    return orders[orders["opportunity"].isna() & orders["date"].between(pd.Timestamp(first), pd.Timestamp(last))]


def sold(orders: pd.DataFrame, first: date, last: date) -> Decimal:
    """Return the sum of the off-funnel lines of `first`..`last`; a line without a rate adds nothing."""
    return total(off_funnel(orders, first, last)["amount_base"])


def sold_before(orders: pd.DataFrame, quarter: Period) -> Decimal:
    """Return the off-funnel sales of the 52 weeks before the quarter."""
    before = window(quarter)
    return sold(orders, before.first, before.last)


def expected(expectation: Expectation, quarter: Period, day: date, so_far: Decimal, places: int) -> Decimal:
    """Return R at the end of `day`, where `so_far` is O."""
    if day >= quarter.last:
        return ZERO
    if expectation.amount is not None:
        return max(ZERO, expectation.amount - so_far)
    weeks = sundays_left(day + timedelta(1), quarter.last)
    # Divided last: a mean of 52 weeks cut off after some decimals would take half a cent below the half.
    return max(ZERO, round_money((expectation.year or ZERO) * weeks / WEEKS_OF_ESTIMATE, places))


def unlinked(orders: pd.DataFrame, quarter: Period, day: date, threshold: Decimal | None) -> pd.DataFrame:
    """Return the off-funnel orders of the quarter up to `day` whose total reaches `threshold`; none without one.

    One row per account and order number, since customers number their orders themselves; by day and number: `order`,
    `account`, `date` of its first line, `amount` (Decimal).
    """
    lines = off_funnel(orders, quarter.first, day).dropna(subset=["amount_base"]).sort_values("date", kind="stable")
    sums: dict[tuple[str, str], Decimal] = {}
    for account, number, amount in zip(lines["account"], lines["order"], lines["amount_base"], strict=True):
        sums[account, number] = sums.get((account, number), ZERO) + amount
    first = lines.drop_duplicates(["account", "order"])
    totals = [sums[key] for key in zip(first["account"], first["order"], strict=True)]
    table = first[["order", "account", "date"]].assign(amount=pd.Series(totals, index=first.index, dtype=object))
    large = table["amount"].map(lambda amount: threshold is not None and amount >= threshold).astype(bool)
    return table[large].sort_values(["date", "order", "account"]).reset_index(drop=True)
