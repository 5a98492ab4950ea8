"""Account score: how much does an account matter to us, on 0 to 100, and on how much evidence?

Five groups are judged apart and then added by weight: contribution 贡献度, loyalty 忠诚度, growth 增长潜力,
risk 风险 (a high score is a low risk), strategic importance 战略重要性. Each has several indicators
(`kamctl explain indicators`), each brought to 0–100 (`kamctl explain normalise`).

    points of an indicator = W ÷ ΣW · w ÷ Σw · normalised value
    score                  = Σ points                                       0–100
    evidence 数据完备度    = weight of what is known ÷ weight of all        0–1

W is the weight of the group, w that of the indicator in its group. ΣW runs over the groups, and Σw over the
indicators, of which something is known about the account: an unknown value is not a zero, its weight goes to the
others, and evidence says how much that was. A group of which nothing is known has no score.

Example: two groups of weight 0.6 and 0.4, two indicators of equal weight in each. Revenue 80, profit unknown,
potential 60, trend 40: points 0.6 · 80 + 0.4 · ½ · 60 + 0.4 · ½ · 40 = 48 + 12 + 8, score 68 on evidence 0.70.
With the second group unknown altogether: score 80, evidence 0.30.

A weighted sum of several measures, instead of revenue alone, is what keeps one big order, or one big name, from
passing for a key account. Tiers and ranks follow from the score (`kamctl explain tiers`), the class A, B or C from
revenue (`kamctl explain pareto`). Values are normalised over all accounts of the book. Accounts under one parent are
scored each by itself, folders of kind `group` not at all; whole customer groups and single sites are scored apart
(`kamctl explain levels`).

What leads to a better tier: `kamctl explain next-tier`; what depends on the unknown: `at-stake`; whether tiers hold
with other weights: `robustness`; where the list deceives: `pitfalls`; what moved it since another day: `moves`.

Points are shown with one decimal, rounded so that they add up to the shown score (largest remainder).

Source: 客户价值评估, 客户价值计分卡; weights are settings, their defaults ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamctl.methods.normalise import Rule, normalised
from kamctl.rounding import largest_remainder

Floats = npt.NDArray[np.float64]
STEP = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Weighted:
    """An indicator in a group: its weight there, and how it is normalised."""

    group: str
    indicator: str
    weight: float
    rule: Rule


@dataclass(frozen=True, slots=True)
class Plan:
    """What is scored: the weights of the groups in order, and the indicators of each."""

    groups: Mapping[str, float]
    indicators: tuple[Weighted, ...]

    def columns(self) -> pd.MultiIndex:
        """Return the columns of frames by indicator: (group, indicator)."""
        return pd.MultiIndex.from_tuples(
            [(one.group, one.indicator) for one in self.indicators], names=["group", "indicator"]
        )

    def members(self) -> Floats:
        """Return the matrix of indicators × groups: the indicator's weight in its own group, else 0."""
        places = {name: number for number, name in enumerate(self.groups)}
        matrix = np.zeros((len(self.indicators), len(places)))
        for row, one in enumerate(self.indicators):
            matrix[row, places[one.group]] = one.weight
        return matrix

    def nominal(self) -> Floats:
        """Return each indicator's share of all weight, if everything were known; they add up to 1."""
        matrix, weights = self.members(), np.array(list(self.groups.values()), dtype="float64")
        usable = weights * (matrix.sum(axis=0) > 0)
        return shares(matrix @ (usable * inverse(matrix.sum(axis=0))))


@dataclass(frozen=True, slots=True)
class Scored:
    """The result, by account. `scores`: score, evidence, one column per group (0–100, NaN unknown), not rounded.

    By (group, indicator): `normalised` (0–100), `weight` (the share it got, unknown ones' weight redistributed; these
    add up to 1) and `points` (their product; these add up to the score); NaN where the indicator is unknown.
    """

    scores: pd.DataFrame
    normalised: pd.DataFrame
    weight: pd.DataFrame
    points: pd.DataFrame


def score(values: pd.DataFrame, plan: Plan) -> Scored:
    """Return the scores of all accounts. `values`: one row per account, one column of raw values per indicator."""
    columns, index = plan.columns(), values.index
    raw = [normalised(values[one.indicator], one.rule) for one in plan.indicators]
    worth = np.column_stack(raw) if raw else np.zeros((len(index), 0))
    members, weights = plan.members(), np.array(list(plan.groups.values()), dtype="float64")
    known = ~np.isnan(worth)
    in_group = known @ members  # accounts × groups: weight of the known indicators
    among_groups = shares((in_group > 0) * weights)
    group_part = (among_groups * inverse(in_group)) @ (members > 0).T
    weight = known * group_part * members.sum(axis=1)
    filled = np.where(known, worth, 0.0)
    by_group = (filled @ members) * np.where(in_group > 0, inverse(in_group), np.nan)
    whole = np.where(among_groups.sum(axis=1) > 0, (weight * filled).sum(axis=1), np.nan)
    scores = pd.DataFrame(by_group, index=index, columns=list(plan.groups))
    scores.insert(0, "score", whole)
    scores.insert(1, "evidence", known @ plan.nominal())
    hide = np.where(known, 1.0, np.nan)
    return Scored(
        scores,
        *(pd.DataFrame(table * hide, index=index, columns=columns) for table in (worth, weight, weight * filled)),
    )


def row_of(table: pd.DataFrame, unit: str) -> pd.Series:
    """Return the row of a unit, which has but one."""
    return cast("pd.Series", table.loc[unit])


def shares(weights: Floats) -> Floats:
    """Return the weights divided by their sum along the last axis; zeros where that sum is 0."""
    part: Floats = weights * inverse(weights.sum(axis=-1, keepdims=True))
    return part


def inverse(values: Floats) -> Floats:
    """Return 1 ÷ value, 0 where the value is 0."""
    return np.divide(1.0, values, out=np.zeros_like(values), where=values > 0)


def shown(scores: pd.DataFrame) -> pd.DataFrame:
    """Return scores as they are shown: one decimal, half up. What floats add of noise is rounded off first."""
    rounded: pd.DataFrame = ((scores * 10).round(8) + 0.5) // 1 / 10
    return rounded


def shown_points(points: pd.Series, whole: float) -> list[Decimal | None]:
    """Return one account's points with one decimal, adding up to `whole`, the shown score; None where unknown.

    First the groups are rounded, then the indicators within each: so a group shows what its score and weight give.
    """
    exact = [None if np.isnan(part) else Decimal(repr(round(float(part), 9))) for part in points]
    by_group: dict[object, list[Decimal]] = {}
    for key, part in zip(points.index, exact, strict=True):
        if part is not None:
            by_group.setdefault(key[0] if isinstance(key, tuple) else "", []).append(part)
    if np.isnan(whole) or not by_group:
        return [None] * len(exact)
    sums = largest_remainder([sum(parts, Decimal(0)) for parts in by_group.values()], Decimal(repr(float(whole))), STEP)
    rounded = {
        group: iter(largest_remainder(parts, total, STEP))
        for (group, parts), total in zip(by_group.items(), sums, strict=True)
    }
    return [
        None if part is None else next(rounded[key[0] if isinstance(key, tuple) else ""])
        for key, part in zip(points.index, exact, strict=True)
    ]
