"""Portfolio of attack and defence 攻守模型: where do we win, where do we hold, and whom do we leave?

Accounts are placed by purchasing potential 采购潜力 (what they buy of our kind of goods in a year, ours included) and
share of wallet 客户份额 (our sales of 12 months ÷ potential, both in the product families whose potential is known):

    potential \\ share   low                         high
    high                 attack 进攻 (hunter 猎手)   defend 防御 (farmer 农夫)
    low                  drop 放弃                   maintain 维持

The cuts are settings (`portfolio`): the median of the known potentials and a share of 0.5 unless they say otherwise;
a value equal to the cut is high. New customers, of fewer months than `new_months`, are attack wherever they lie, even
if their potential is not known yet. All other accounts of unknown potential or share have no place; they are listed.

What each quadrant is judged by:

    attack     revenue and its trend, the potential still open
    defend     profit, collections 回款 (receivable days, overdue share), loyalty 忠诚度, satisfaction 满意度
    maintain   profit, and the hours it takes
    drop       the hours it takes: they are missing elsewhere

`screen` 筛选 marks an attack account whose share of wallet did not grow in the last `screen_months`: our sales of the
12 months before that day ÷ potential, at the potential known today, so that a new estimate is no gain and no loss.
Whoever was no customer yet at that time is not marked.

Share of wallet is told beyond 100 % where we sell more than the stated potential; the chart shows it at its edge. It
leaves out what an account buys of us in families without a stated potential: where that is more than a fifth of the
revenue, a note names the account, for its share is too low, as its potential is.

Source: 客户细分的攻守模型. Its figure and its text differ on high potential and low share (attack; maintain
or screen); the figure is followed, and screening marked.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kamctl.errors import word

LABELS = (
    word("quadrant", "attack"),
    word("quadrant", "defend"),
    word("quadrant", "maintain"),
    word("quadrant", "drop"),
)
QUADRANTS = tuple(label.template for label in LABELS)
ATTACK, DEFEND, MAINTAIN, DROP = QUADRANTS


@dataclass(frozen=True, slots=True)
class Cuts:
    """From where on a potential (money a year; NaN: none is known) and a share are high."""

    potential: float
    share: float


def median_cut(potential: pd.Series, share: float) -> Cuts:
    """Return the cuts with the median of the known potentials."""
    return Cuts(float(potential.median()), share)


def quadrants(potential: pd.Series, share: pd.Series, new: pd.Series, cuts: Cuts) -> pd.Series:
    """Return the quadrant of each account, None where it has no place.

    `potential` (money a year), `share` (0–1 and beyond): float, NaN unknown. `new`: bool.
    """
    much, most = potential >= cuts.potential, share >= cuts.share
    known = potential.notna() & share.notna() & (cuts.potential == cuts.potential)
    place = np.select(
        [new, ~known, much & ~most, much & most, ~much & most], [ATTACK, "", ATTACK, DEFEND, MAINTAIN], DROP
    )
    return pd.Series(place, index=potential.index, dtype=object).where(new | known, None)


def is_new(since: pd.Series, first_day: pd.Timestamp) -> pd.Series:
    """Return which accounts became customers (datetime64, NaT unknown) after `first_day`; unknown: not new."""
    return since > first_day


def screened(
    quadrant: pd.Series, share: pd.Series, before: pd.Series, since: pd.Series, day: pd.Timestamp
) -> pd.Series:
    """Return which attack accounts gained no share since `day`: unknown shares, and later customers, are not marked."""
    customer = ~(since > day)
    gained = (share - before).round(9) > 0
    return (quadrant == ATTACK) & customer & share.notna() & before.notna() & ~gained
