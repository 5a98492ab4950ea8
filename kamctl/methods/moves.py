"""Moves: what became of scores, ranks and tiers since another day, and which indicators moved them?

Two scorecards are laid side by side, that of then and that of now. Points add up to the score in each, so their
differences add up to the difference of the scores, indicator by indicator, exactly as shown.

    change = points now − points then                                  what is unknown gives none
           = (worth now − worth then) · mean of both weights           by value
           + (weight now − weight then) · mean of both worths          by weight

Worth is the normalised value, 0 to 100. An indicator may give other points though nothing happened to it: where another
one became known, that takes its part of the weight. So the two parts are told apart; what became known, or unknown, is
all by value. The cause of the part by value is

    value    its own raw value is another one
    others   it is the same, but others' values are not (under `rank` and `range`)
    learnt   it was unknown then                    lost   it is unknown now
    settings it was not scored then, or is not now: all by weight
    weight   its worth is the same, or as good as: less than a tenth of a point comes from it

Accounts that one of the two scorecards does not have are told as new or left; as new, too, who was no customer yet. The
other state is either the book of today on an earlier day, which tells what happened since, as far as the book has dated
it; or the book as it was committed, which tells what we know now and did not know then, too.

Source: ours.
"""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

import pandas as pd

from kamctl.methods.score import STEP, row_of, shown_points
from kamctl.methods.scorecard import Scorecard

NONE = Decimal(0)
COLUMNS = (
    "score_then", "score", "change", "rank_then", "rank", "tier_then", "tier", "provisional_then", "provisional",
    "evidence_then", "evidence", "status",
)  # fmt: skip


def moves(then: Scorecard, now: Scorecard) -> pd.DataFrame:
    """Return one row per account of either, in order of today's rank, those that left last (columns: `COLUMNS`).

    `change` is the difference of the shown scores, NaN where one is unknown; `status` is new, left, or None.
    """
    told = ["score", "rank", "tier", "provisional", "evidence"]
    before = then.table[told].add_suffix("_then")
    gone = before.index.difference(now.table.index, sort=False)
    index = now.table.index.append(gone)
    table = now.table[told].reindex(index).join(before)
    table["change"] = (table["score"] - table["score_then"]).round(1)
    status = ["left" if name in gone else None if name in before.index else "new" for name in index]
    table["status"] = pd.Series(status, index, dtype=object)
    return table[list(COLUMNS)]


class Move(NamedTuple):
    """What an indicator gave then and now, None where it was unknown or the account was not there.

    `by_value` is the part of the change that comes from its value, `cause` what brought it.
    """

    group: str
    indicator: str
    then: Decimal | None
    now: Decimal | None
    by_value: Decimal
    cause: str

    @property
    def change(self) -> Decimal:
        """Points more; what is unknown gives none."""
        return (self.now or NONE) - (self.then or NONE)

    @property
    def by_weight(self) -> Decimal:
        """The part of the change that comes from its weight."""
        return self.change - self.by_value


def moved_by(then: Scorecard, now: Scorecard, account: str) -> list[Move]:
    """Return the indicators that gave other points, or are worth another, the largest move by value first."""
    before, after = points(then, account), points(now, account)
    found = [
        move_of(then, now, account, key, before.get(key), after.get(key)) for key in dict.fromkeys([*after, *before])
    ]
    moved = (one for one in found if one.change or one.by_value)
    return sorted(moved, key=lambda one: (-abs(one.by_value), -abs(one.by_weight)))


def move_of(
    then: Scorecard, now: Scorecard, account: str, key: tuple[str, str], before: Decimal | None, after: Decimal | None
) -> Move:
    """Return the move of one indicator, its two parts exact to the shown decimal."""
    if before is None or after is None:
        if key not in (then if before is None else now).scored.normalised:
            return Move(*key, before, after, NONE, "settings")
        cause = "learnt" if before is None else "lost"
        return Move(*key, before, after, (after or NONE) - (before or NONE), cause)
    worth = [card.scored.normalised[key][account] for card in (then, now)]
    weight = [card.scored.weight[key][account] for card in (then, now)]
    part = float((worth[1] - worth[0]) * (weight[0] + weight[1]) / 2)
    by_value = Decimal(repr(part)).quantize(STEP, ROUND_HALF_EVEN) + NONE
    raw = [card.measured.values[key[1]][account] for card in (then, now)]
    cause = "weight" if not by_value else "others" if raw[0] == raw[1] else "value"
    return Move(*key, before, after, by_value, cause)


def points(card: Scorecard, account: str) -> dict[tuple[str, str], Decimal]:
    """Return the shown points of an account by group and indicator; what is unknown has none."""
    if account not in card.table.index:
        return {}
    row = row_of(card.scored.points, account)
    shown = shown_points(row, float(card.table["score"][account]))
    return {key: part for key, part in zip(row.index, shown, strict=True) if part is not None}
