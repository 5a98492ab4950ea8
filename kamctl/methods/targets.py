"""Targets: what are we asked to sell in a quarter?

A target is set for a fiscal year: for the book, for an owner, for an account. Seasonality spreads it over the
quarters: weights of the 12 months or of the 4 quarters of the fiscal year, brought to a sum of 1; without weights the
quarters are equal.

    T(q) = T(year) · weight(q) ÷ Σ weights

A quarter that somebody fixed by hand keeps its figure; the others share what is left of the year in proportion to
their weights (equally, if those are all zero; nothing, if the fixed ones already exceed the year). Quarters are
rounded to the currency's smallest unit by largest remainder, ties to the earlier quarter, so that they add up to the
year exactly.

An account without a target has the sum of its children's, down the tree. A region has the sum of the targets of our
people of that region. In such a sum a part without a target is left out and named. A target that nobody set is
unknown, not 0, and so is everything that needs it. A target in another currency is converted at the report's day.

Why by hand at all: the person who knows that a plant closes in August must be able to say so without losing the year.

Source: ours, after 区别化设定销售指标 (differentiated sales targets).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from kamctl.rounding import EXACT, largest_remainder, round_money

ZERO = Decimal(0)
GUARD = 12
"""Decimals kept of a share of the year beyond the smallest unit, so that equal remainders are seen as equal."""


@dataclass(frozen=True, slots=True)
class Target:
    """A target of a quarter, None if unknown. `parts` and `missing` name what a sum is made of, and what it lacks."""

    amount: Decimal | None
    parts: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def quarter_weights(seasonality: Sequence[Decimal]) -> list[Decimal]:
    """Return the weights of the four quarters from those of 12 months, of 4 quarters, or none.

    Raises ValueError for any other number of weights, and where all are zero.
    """
    weights = list(seasonality) or [Decimal(1)] * 4
    if len(weights) == 12:
        weights = [sum(weights[month : month + 3], ZERO) for month in range(0, 12, 3)]
    if len(weights) != 4 or sum(weights) <= 0:
        raise ValueError(len(seasonality))
    return weights


def quarters(year: Decimal, weights: Sequence[Decimal], fixed: Mapping[int, Decimal], places: int) -> list[Decimal]:
    """Return the targets of the four quarters, money with `places` decimals, as `year` is.

    `fixed` holds the quarters (0–3) set by hand. The four add up to `year` exactly, unless all are fixed or the
    fixed ones exceed it.
    """
    free = [index for index in range(4) if index not in fixed]
    left = max(ZERO, year - sum(fixed.values(), ZERO))
    shares = [weights[index] for index in free]
    if sum(shares) <= 0:
        shares = [Decimal(1)] * len(free)
    parts = [round_money(EXACT.divide(left * share, sum(shares)), places + GUARD) for share in shares]
    rounded = largest_remainder(parts, left, Decimal(1).scaleb(-places)) if free else []
    return [{**fixed, **dict(zip(free, rounded, strict=True))}[index] for index in range(4)]


def target_of(targets: pd.DataFrame, quarter: str, weights: Sequence[Decimal], places: int) -> Decimal | None:
    """Return the target of `quarter` (2026-Q4) from the targets of one owner, account or book; None if unknown.

    Reads `quarter` (None: the year's) and `amount_base` of the targets of one fiscal year.
    """
    set_for = dict(zip(targets["quarter"], targets["amount_base"], strict=True))
    year = set_for.pop(None, None)
    fixed = {int(name[-1]) - 1: amount for name, amount in set_for.items() if name[:4] == quarter[:4]}
    index = int(quarter[-1]) - 1
    if index in fixed or year is None or None in fixed.values():
        return fixed.get(index)
    return quarters(year, weights, fixed, places)[index]


def by_holder(
    targets: pd.DataFrame, holder: str, quarter: str, weights: Sequence[Decimal], places: int
) -> dict[str | None, Decimal | None]:
    """Return the target of `quarter` by owner or account; `holder` is the column that names them, None the book.

    Only those for whom one is set have an entry; it is None where the target is set but has no rate.
    """
    named = targets.assign(holder=[name or "" for name in targets[holder]])
    told = set(named.loc[named["quarter"].isna() | (named["quarter"] == quarter), "holder"])
    return {
        str(name) or None: target_of(group, quarter, weights, places)
        for name, group in named.groupby("holder")
        if name in told
    }


def total_of(named: Mapping[str, Decimal | None]) -> Target:
    """Return the sum of the known targets; unknown if there is none."""
    known = {name: amount for name, amount in named.items() if amount is not None}
    missing = tuple(name for name in named if name not in known)
    return Target(sum(known.values(), ZERO) if known else None, tuple(known), missing)


def rolled_up(own: Mapping[str | None, Decimal | None], children: Mapping[str, Sequence[str]], account: str) -> Target:
    """Return the target of an account: its own, else the sum of those under it.

    `own` holds the targets of accounts for which one is set; None stays unknown, whatever the children have. A circle
    in the tree is followed once.
    """
    found: dict[str, Decimal | None] = {}
    seen: set[str] = set()
    waiting = [account]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        under = children.get(name, ())
        if name not in own and under:
            waiting += reversed(under)
        else:
            found[name] = own.get(name)
    return Target(found[account]) if account in found else total_of(found)
