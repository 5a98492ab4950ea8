"""What is not known of a unit, and how many points are at stake."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kamctl.errors import msg, word
from kamctl.methods.at_stake import at_stake
from kamctl.render.sheet import Column, Names, Table
from kamctl.render.values import named

if TYPE_CHECKING:
    from kamctl.cli.score_view import View

Row = dict[str, Any]
STATES = (word("state", "stale"), word("state", "unknown"))
COLUMNS = (
    Column("name", msg("Unknown")),
    Column("state", msg("Why"), "word", "state", keep=3),
    Column("points", msg("Points at stake"), "points"),
    Column("score_low", msg("Score from"), "points", keep=2),
    Column("score_high", msg("to"), "points", keep=2),
)


def missing_rows(view: "View", unit: str) -> list[Row]:
    """Return one row per unknown indicator that has weight, the most points first."""
    found = at_stake(view.card.scored, view.plan, unit)
    stale = view.card.measured.stale.loc[unit]
    return [
        {
            "indicator": row["indicator"],
            "group": row["group"],
            "state": "stale" if stale[row["indicator"]] else "unknown",
            "points": float(row["points"]),
            "score_low": float(row["score_low"]),
            "score_high": float(row["score_high"]),
        }
        for row in found.to_dict("records")
    ]


def missing_table(rows: Sequence[Row], names: Names) -> list[Table]:
    """Return the table of what is unknown, none if all is known."""
    if not rows:
        return []
    shown = [row | {"name": named("indicator", row["indicator"], names)} for row in rows]
    return [Table(COLUMNS, shown, title=msg("What is not known, and what depends on it"))]
