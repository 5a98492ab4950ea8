"""Scorecard 客户价值计分卡: all accounts side by side, with score, tier, rank, class and the evidence behind them.

It puts together what `kamctl explain score`, `tiers` and `pareto` tell apart, in the form in which it is shown.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kamctl.methods.indicators import GROUPS, Measured
from kamctl.methods.pareto import pareto
from kamctl.methods.score import Plan, Scored, score, shown
from kamctl.methods.tiers import TIERS, TierRule, ranks, tiers


@dataclass(frozen=True, slots=True)
class Rules:
    """What is made of the scores: tiers, the evidence below which they are provisional, limits of the classes."""

    tiers: tuple[TierRule, ...] = TIERS
    evidence_minimum: float = 0.5
    pareto_a: float = 0.80
    pareto_b: float = 0.95


@dataclass(frozen=True, slots=True)
class Scorecard:
    """`table`: one row per account, best first. Columns: score and the groups (0–100, one decimal, NaN unknown),
    evidence (0–1), tier, provisional (bool), rank (NaN without score), pareto, revenue (money, NaN unknown).
    `scored` and `measured` are what it rests on.
    """

    table: pd.DataFrame
    scored: Scored
    measured: Measured


def scorecard(measured: Measured, plan: Plan, rules: Rules) -> Scorecard:
    """Return the scorecard. `measured` must have revenue, for the classes, and every indicator of the plan."""
    scored = score(measured.values, plan)
    scores = shown(scored.scores.drop(columns="evidence")).reindex(columns=["score", *GROUPS])
    evidence, rank, revenue = scored.scores["evidence"].round(6), ranks(scores["score"]), measured.values["revenue"]
    columns = {
        **{str(name): scores[name] for name in scores},
        "evidence": evidence,
        "tier": tiers(scores, rules.tiers),
        "provisional": evidence < rules.evidence_minimum,
        "rank": rank,
        "revenue": revenue,
        "pareto": pareto(revenue, rules.pareto_a, rules.pareto_b),
    }
    best_first = np.argsort(rank.to_numpy(), kind="stable")  # unknown ones last
    return Scorecard(pd.DataFrame(columns).iloc[best_first], scored, measured)
