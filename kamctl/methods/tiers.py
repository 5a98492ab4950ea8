"""Tiers: how is an account to be treated, given its scores?

Rules are tried from the top; the first whose least scores are all reached gives the tier:

    strategic 战略客户   score ≥ 75 and strategic importance ≥ 60
    key 重点客户         score ≥ 60
    potential 潜力客户   growth ≥ 70
    standard 普通客户    else

Settings can name other tiers and limits. A score that is unknown reaches no limit. Scores count as they are shown,
rounded to one decimal, so that nobody sees a 75.0 that was not enough. Where the evidence is below the book's
minimum the tier is provisional: too little is known to hold anyone to it.

Accounts are ranked by score; equal ones share a rank and the next one follows after them all: 1, 2, 2, 4.

Source: 金字塔模型 and 客户价值计分卡; the limits are ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd


@dataclass(frozen=True, slots=True)
class TierRule:
    """A tier and the least scores it asks for, by column: `score` or a group."""

    tier: str
    least: Mapping[str, float] = field(default_factory=dict)


TIERS = (
    TierRule("strategic", {"score": 75.0, "strategic": 60.0}),
    TierRule("key", {"score": 60.0}),
    TierRule("potential", {"growth": 70.0}),
    TierRule("standard"),
)


def tiers(scores: pd.DataFrame, rules: Sequence[TierRule]) -> pd.Series:
    """Return the tier of each account, None where no rule holds. `scores` has `score` and the groups, as shown."""
    tier = np.full(len(scores), None, dtype=object)
    undecided = np.ones(len(scores), dtype=bool)
    for rule in rules:
        holds = undecided.copy()
        for column, least in rule.least.items():
            holds &= (scores[column] >= least).to_numpy()
        tier[holds] = rule.tier
        undecided &= ~holds
    return pd.Series(tier, index=scores.index, dtype=object)


def ranks(score: pd.Series) -> pd.Series:
    """Return 1, 2, 2, 4 by falling score; NaN where the score is unknown."""
    return score.rank(method="min", ascending=False)
