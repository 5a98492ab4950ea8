"""Resources 资源分配: do time, people and money go where the portfolio says?

The settings plan, from day to day, how ten parts of our time, people and money go to attack, defend and maintain;
drop gets none (`portfolio.resources`). Within a quadrant an account's part follows what is to be won or lost there:

    attack               open potential = potential − ours
    defend, maintain     profit at stake = gross profit of 12 months, not below 0

An account of which that is unknown, while it is known of others in its quadrant, has no planned part. Where it is known
of none, or 0 for all, they share alike. A quadrant without accounts keeps its parts: somebody must decide.

    time     hours of the activities in the last `portfolio.activity_days`
    people   each of our people counts one, divided among the accounts by number of activities
    money    budgets of the account plans

Beside the plan stands what was done, in ten parts as well, over all accounts; the difference is the point. What goes
to accounts without a place, or to folders of groups, stands apart. Activities without hours count for people, not for
time. Parts are shown with two decimals and add up to ten.

Source: 大客户销售的资源分配; the division within a quadrant is ours.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pandas as pd

from kamctl.errors import word
from kamctl.methods.portfolio import ATTACK, DEFEND, MAINTAIN
from kamctl.rounding import largest_remainder

LABELS = (word("resource", "time"), word("resource", "people"), word("resource", "money"))
RESOURCES = tuple(label.template for label in LABELS)
PLANNED = (ATTACK, DEFEND, MAINTAIN)
TEN, STEP = Decimal(10), Decimal("0.01")
Parts = Mapping[str, Decimal]


def planned(quadrant: pd.Series, open_potential: pd.Series, profit: pd.Series, split: Parts) -> pd.Series:
    """Return each account's planned parts (Decimal; 0 in drop, None where they can't be told or it has no place).

    `split` has the parts of `PLANNED`. All series are by account; amounts are floats, NaN unknown.
    """
    result = pd.Series([None] * len(quadrant), index=quadrant.index, dtype=object)
    result[quadrant.notna() & ~quadrant.isin(PLANNED)] = Decimal(0)
    for name in PLANNED:
        members = quadrant.index[quadrant == name]
        weight = (open_potential if name == ATTACK else profit).reindex(members).clip(lower=0)
        for account, part in zip(members, divided(weight, split[name]), strict=True):
            result[account] = part
    return result


def divided(weight: pd.Series, whole: Decimal) -> list[Decimal | None]:
    """Divide `whole` (a multiple of `STEP`) by weight; None where the weight is unknown, alike where none tells."""
    if not weight.sum() > 0:
        weight = pd.Series(1.0, index=weight.index)
    known = weight.dropna()
    exact = [Decimal(repr(float(part))) * whole / Decimal(repr(float(known.sum()))) for part in known]
    parts = dict(zip(known.index, largest_remainder(exact, whole, STEP), strict=True))
    return [parts.get(account) for account in weight.index]


def actual(amount: pd.Series) -> pd.Series:
    """Return the parts of ten (Decimal) that each amount (float, NaN: none) is of the whole; None without a whole."""
    spent = amount.fillna(0.0).clip(lower=0)
    if not spent.sum() > 0:
        return pd.Series([None] * len(amount), index=amount.index, dtype=object)
    return pd.Series(divided(spent, TEN), index=amount.index, dtype=object)


def spent(activities: pd.DataFrame, budgets: pd.DataFrame) -> pd.DataFrame:
    """Return what was spent by account: time (hours, NaN if none is known), people (heads), money (budget).

    `activities`: account, person, hours (float, NaN unknown), one row each. `budgets`: account, amount (float).
    """
    heads = activities.assign(head=1 / activities.groupby("person")["person"].transform("size"))
    return pd.DataFrame(
        {
            "time": activities.groupby("account")["hours"].sum(min_count=1),
            "people": heads.groupby("account")["head"].sum(),
            "money": budgets.groupby("account")["amount"].sum(min_count=1),
        }
    ).astype("float64")


def added(parts: Sequence[Decimal | None]) -> Decimal | None:
    """Return the sum of the known parts, None where none is."""
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if known else None
