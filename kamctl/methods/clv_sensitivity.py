"""How the ranking by lifetime value depends on discount rate and retention: see `kamctl.methods.clv`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from kamctl.methods.clv import Assumptions, lifetime, totals
from kamctl.methods.tiers import ranks

DISCOUNT_STEPS = (-0.04, -0.02, 0.0, 0.02, 0.04)
RETENTION_STEPS = (-0.10, -0.05, 0.0, 0.05, 0.10)


@dataclass(frozen=True, slots=True)
class Cell:
    """One pair of rates: the discount rate, by how much retention differs, and what follows for all units.

    `total` (money) and `rank` (1, 2, 2, 4; NaN unknown) are by unit; `changed` counts the units whose rank is another
    than with the rates that are set, `move` is the largest difference among them.
    """

    discount: float
    retention: float
    total: pd.Series
    rank: pd.Series
    changed: int
    move: int


def grid(known: pd.DataFrame, history: pd.DataFrame, assumptions: Assumptions, units: Mapping[str, str]) -> list[Cell]:
    """Return a cell for each discount rate and retention, discount rates rising within each retention.

    A discount rate below 0 counts as 0, once. `units` maps accounts to what is ranked.
    """
    unit = pd.Series(units).reindex(known.index)

    def total(discount: float, retention: float) -> pd.Series:
        terms = lifetime(known, history, assumptions.shifted(discount, retention))
        return totals(terms).groupby(unit).sum(min_count=1)

    set_rank = ranks(total(0.0, 0.0).round(2))
    return [
        cell(assumptions.discount + step, retention, total(step, retention), set_rank)
        for retention in RETENTION_STEPS
        for step in steps(assumptions.discount)
    ]


def steps(discount: float) -> Sequence[float]:
    """Return by how much the discount rate is changed, so that it is never below 0 and no rate comes twice."""
    rates = {round(max(0.0, discount + step), 6): step for step in reversed(DISCOUNT_STEPS)}
    return [rate - discount for rate in sorted(rates)]


def cell(discount: float, retention: float, total: pd.Series, set_rank: pd.Series) -> Cell:
    """Return one cell."""
    rank = ranks(total.round(2))
    moves = (rank - set_rank).abs().fillna(0)
    return Cell(
        round(discount, 6), retention, total, rank, int((moves > 0).sum()), int(moves.max() if len(moves) else 0)
    )
