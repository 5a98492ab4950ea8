"""Moves: what became of scores, ranks and tiers since another day, and which indicators moved them?

Two scorecards are laid side by side, that of then and that of now. Points add up to the score in each, so their
differences add up to the difference of the scores, indicator by indicator, exactly as shown.

    then → now of an indicator = points now − points then                    unknown: no points

An indicator may give other points though its value is the same: another account's value changed (under `rank` and
`range`), or an unknown one became known and took its part of the weight. Accounts that one of the two scorecards does
not have are told as new or left. The other state is either the book of today on an earlier day, which tells what
happened since, or the book as it was committed, which tells what we know now and did not know then, too.

Source: ours.
"""

from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from kamctl.methods.score import row_of, shown_points
from kamctl.methods.scorecard import Scorecard

NONE = Decimal(0)
COLUMNS = (
    "score_then", "score", "change", "rank_then", "rank", "tier_then", "tier", "evidence_then", "evidence", "status",
)  # fmt: skip


def moves(then: Scorecard, now: Scorecard) -> pd.DataFrame:
    """Return one row per account of either, in order of today's rank, those that left last (columns: `COLUMNS`).

    `change` is the difference of the shown scores, NaN where one is unknown; `status` is new, left, or None.
    """
    told = ["score", "rank", "tier", "evidence"]
    before = then.table[told].add_suffix("_then")
    gone = before.index.difference(now.table.index, sort=False)
    index = now.table.index.append(gone)
    table = now.table[told].reindex(index).join(before)
    table["change"] = (table["score"] - table["score_then"]).round(1)
    status = ["left" if name in gone else None if name in before.index else "new" for name in index]
    table["status"] = pd.Series(status, index, dtype=object)
    return table[list(COLUMNS)]


class Move(NamedTuple):
    """What an indicator gave then and now; None where it was unknown, or the account was not there."""

    group: str
    indicator: str
    then: Decimal | None
    now: Decimal | None

    @property
    def change(self) -> Decimal:
        """Points more; what is unknown gives none."""
        return (self.now or NONE) - (self.then or NONE)


def moved_by(then: Scorecard, now: Scorecard, account: str) -> list[Move]:
    """Return the indicators that gave other points, the largest move first."""
    before, after = points(then, account), points(now, account)
    found = [Move(*key, before.get(key), after.get(key)) for key in dict.fromkeys([*after, *before])]
    return sorted((one for one in found if one.change), key=lambda one: -abs(one.change))


def points(card: Scorecard, account: str) -> dict[tuple[str, str], Decimal]:
    """Return the shown points of an account by group and indicator; what is unknown has none."""
    if account not in card.table.index:
        return {}
    row = row_of(card.scored.points, account)
    shown = shown_points(row, float(card.table["score"][account]))
    return {key: part for key, part in zip(row.index, shown, strict=True) if part is not None}
