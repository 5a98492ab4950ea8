"""How well tiers and ranks hold with somewhat other weights: rows for programs, a table for people."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kamctl.cli.amounts import figure_of
from kamctl.cli.names import names_of
from kamctl.cli.score_level import Level
from kamctl.cli.score_notes import notes
from kamctl.cli.score_sheet import UNIT, fields, table_row, tier_styles, unit_of, unit_rows
from kamctl.cli.uncounted import missing_rates
from kamctl.errors import Message, msg
from kamctl.locale import plural
from kamctl.methods.robustness import DRAWS, SEED, drawn, robustness
from kamctl.methods.score import row_of
from kamctl.render.sheet import Column, Names, Sheet, Table
from kamctl.render.values import named, percent

if TYPE_CHECKING:
    import pandas as pd

    from kamctl.cli.score_view import View

Row = dict[str, Any]
FIRM = 0.9
"""A tier that holds in fewer of the draws is pointed out."""


def robust_sheet(view: "View", units: Sequence[str], seed: int | None) -> Sheet:
    """Return what `--robustness` shows of the units that were asked for, best first."""
    seed = SEED if seed is None else seed
    draws = drawn(view.plan, DRAWS, seed)
    found = robustness(view.card.scored, view.plan, view.rules.tiers, view.card.table["tier"], draws)
    names = names_of(view.book.settings, view.book)
    rows = [row | held(found, unit_of(view, row)) for row in unit_rows(view, units)]
    styles = tier_styles(view, names)
    return Sheet(
        rows=rows,
        tables=[Table(columns(view, styles), [shown(table_row(view, row, names), names) for row in rows])],
        summary=[summary(rows)],
        notes=[
            msg("{draws} draws of the weights around those of the settings, seed {seed}.", draws=DRAWS, seed=seed),
            *notes(view, units),
        ],
        fields=fields(view) | {"draws": DRAWS, "seed": seed},
        left_out=missing_rates(view.book, view.facts),
        names=names,
    )


def held(found: "pd.DataFrame", unit: str) -> Row:
    """Return how often the tier of a unit holds, between which ranks it lies, and how often it has each tier."""
    row: Row = {str(name): value for name, value in row_of(found, unit).items()}
    ranks = {name: None if row[name] != row[name] else int(row[name]) for name in ("rank_low", "rank_high")}
    tiers = {name: figure_of(row[name]) for name in row if name not in ("holds", *ranks)}
    return {"holds": figure_of(row["holds"]), **ranks, "tiers": tiers}


def columns(view: "View", styles: dict[str, str]) -> list[Column]:
    """Return the columns."""
    holder = [Column("holder", msg("Account"), keep=2)] if view.level is Level.SITE else []
    return [
        Column("rank", msg("#"), "count"),
        replace(Column("shown_name", msg("Account")), label=UNIT[view.level]),
        *holder,
        Column("shown_tier", msg("Tier"), styles=styles),
        Column("score", msg("Score"), "points"),
        Column("holds", msg("Tier holds"), "share"),
        Column("ranks", msg("Rank, 9 of 10 draws"), "id"),
        Column("other", msg("Else"), keep=2),
    ]


def shown(row: Row, names: Names) -> Row:
    """Return a row as people see it: ranks as a range, and how often it has each other tier, most often first."""
    others = sorted((-share, tier) for tier, share in row["tiers"].items() if share and tier != row["tier"])
    low, high = row["rank_low"], row["rank_high"]
    ranks = None if low is None else f"{low}" if low == high else f"{low}–{high}"
    other = [msg("{tier} {share}", tier=named("tier", tier, names), share=percent(-share)) for share, tier in others]
    return row | {"ranks": ranks, "other": msg("{tiers}", tiers=other) if other else None}


def summary(rows: Sequence[Row]) -> Message:
    """Return in one sentence how many tiers are firm."""
    firm = sum(row["holds"] >= FIRM for row in rows)
    return plural(
        firm,
        msg("One of {all} tiers holds in at least nine of ten draws", all=len(rows)),
        msg("{count} of {all} tiers hold in at least nine of ten draws", count=firm, all=len(rows)),
    )
