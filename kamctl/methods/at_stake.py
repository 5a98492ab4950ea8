"""Points at stake: how much can the score still change once what is unknown becomes known?

For each unknown indicator of an account, all else as it is:

    at stake = score with a normalised value of 100 − score with one of 0

between those two the score will lie. It is 100 times the part of the weight that the indicator gets once it is known.
All unknown indicators together decide on 100 · (1 − evidence) points.

What is worth asking first follows from it: the indicator with the most points at stake.

Source: ours.
"""

import numpy as np
import pandas as pd

from kamctl.methods.robustness import Drawn, scores_of
from kamctl.methods.score import Plan, Scored

COLUMNS = ("group", "indicator", "points", "score_low", "score_high")


def at_stake(scored: Scored, plan: Plan, account: str) -> pd.DataFrame:
    """Return one row per unknown indicator of an account, the most points first (columns: `COLUMNS`).

    Scores as they are shown; indicators without weight are left out.
    """
    worth = scored.normalised.loc[account].to_numpy("float64")
    weight = np.array([one.weight * plan.groups[one.group] for one in plan.indicators], dtype="float64")
    unknown = np.flatnonzero(np.isnan(worth) & (weight > 0))
    rows = np.tile(worth, (2 * len(unknown), 1))
    for number, place in enumerate(unknown):
        rows[2 * number : 2 * number + 2, place] = (0.0, 100.0)
    as_set = Drawn(
        np.array([list(plan.groups.values())], dtype="float64"),
        np.array([[one.weight for one in plan.indicators]], dtype="float64"),
    )
    low, high = scores_of(rows, plan, as_set)["score"][:, 0].reshape(-1, 2).T
    table = pd.DataFrame(
        {
            "group": [plan.indicators[place].group for place in unknown],
            "indicator": [plan.indicators[place].indicator for place in unknown],
            "points": (high - low).round(1),
            "score_low": low,
            "score_high": high,
        },
        columns=list(COLUMNS),
    )
    return table.sort_values("points", ascending=False, kind="stable", ignore_index=True)
