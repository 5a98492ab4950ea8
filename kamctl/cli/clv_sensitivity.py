"""How lifetime values are shown under other discount rates and retentions: which ranks hold, which don't."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from kamctl.cli.amounts import money_of
from kamctl.cli.clv_rows import rows_of
from kamctl.cli.clv_sheet import fields, of_choice, of_covering, of_ledger
from kamctl.cli.names import names_of
from kamctl.cli.uncounted import missing_rates
from kamctl.errors import Message, msg
from kamctl.methods.clv_sensitivity import Cell, grid
from kamctl.render.sheet import Column, Sheet, Table
from kamctl.render.values import percent

if TYPE_CHECKING:
    from kamctl.cli.clv_plan import Valued

Row = dict[str, Any]
COLUMNS = (
    Column("rank", msg("#"), "count"),
    Column("account", msg("Account"), "word", "account"),
    Column("best_rank", msg("Best"), "count"),
    Column("worst_rank", msg("Worst"), "count"),
    Column("lowest_total", msg("Lowest total"), "money", keep=2, styles={"-": "bad"}),
    Column("total", msg("Total"), "money", styles={"-": "bad"}),
    Column("highest_total", msg("Highest total"), "money", keep=2, styles={"-": "bad"}),
)


def sensitivity_sheet(valued: "Valued", wanted: Collection[str], top: int | None) -> Sheet:
    """Return what `--sensitivity` shows."""
    cells = grid(valued.known, valued.history, valued.assumptions, valued.units)
    every = rows_of(valued)
    rows = [row_of(one, cells, valued.currency) for one in every if one["account"] in wanted][:top]
    names = names_of(valued.book.settings, valued.book)
    return Sheet(
        rows=rows,
        tables=[grid_table(cells), Table(COLUMNS, rows, title=msg("Ranks over the grid"))],
        summary=[summary(rows, cells)],
        notes=[
            msg("Grid: for each pair of rates how many ranks change and, in brackets, the largest move."),
            *of_choice(rows, every),
            *of_covering([one for one in every if one["account"] in wanted][:top]),
            *of_ledger(valued),
        ],
        fields=fields(valued, len(every)) | {"grid": [cell_of(cell) for cell in cells]},
        left_out=missing_rates(valued.book, valued.facts),
        names=names,
    )


def row_of(one: Row, cells: Sequence[Cell], currency: str) -> Row:
    """Return rank and total of one unit as set, and between which limits they move."""
    unit = one["account"]
    ranks = [int(cell.rank[unit]) for cell in cells if cell.rank[unit] == cell.rank[unit]]
    totals = [float(cell.total[unit]) for cell in cells if cell.total[unit] == cell.total[unit]]
    return {
        "account": unit,
        "rank": one["rank"],
        "best_rank": min(ranks, default=None),
        "worst_rank": max(ranks, default=None),
        "total": one["total"],
        "lowest_total": money_of(min(totals), currency) if totals else None,
        "highest_total": money_of(max(totals), currency) if totals else None,
        "name": one["name"],
        "name_zh": one["name_zh"],
    }


def cell_of(cell: Cell) -> Row:
    """Return one cell for programs."""
    return {
        "discount_rate": cell.discount,
        "retention_change": cell.retention,
        "changed": cell.changed,
        "largest_move": cell.move,
        "ranks": {str(unit): int(rank) for unit, rank in cell.rank.dropna().items()},
    }


def grid_table(cells: Sequence[Cell]) -> Table:
    """Return the grid: a line for each retention, a column for each discount rate."""
    rates = list(dict.fromkeys(cell.discount for cell in cells))
    columns = [Column("retention", msg("Retention"), "id")]
    columns += [Column(str(rate), msg("d = {rate}", rate=percent(rate)), "id") for rate in rates]
    rows: dict[float, Row] = {}
    for cell in cells:
        points = msg("as set") if cell.retention == 0 else msg("{points} points", points=f"{cell.retention * 100:+g}")
        row = rows.setdefault(cell.retention, {"retention": points})
        row[str(cell.discount)] = f"{cell.changed} ({cell.move})" if cell.changed else "0"
    return Table(columns, list(rows.values()), title=msg("Changed ranks"))


def summary(rows: Sequence[Row], cells: Sequence[Cell]) -> Message:
    """Return the result in one sentence, of the ranks that are shown."""
    ranked = {row["account"]: row["rank"] for row in rows if row["rank"] is not None}
    steady = sum(row["best_rank"] == row["worst_rank"] for row in rows if row["rank"] is not None)
    moves = [(max((abs(cell.rank[unit] - rank) for unit, rank in ranked.items()), default=0), cell) for cell in cells]
    move, worst = max(moves, key=lambda one: one[0])
    if move == 0:
        return msg("All {count} ranks hold in each of the {cells} pairs of rates", count=len(ranked), cells=len(cells))
    return msg(
        "{steady} of {count} ranks hold in all {cells} pairs of rates; the largest move is {move}, at {discount} "
        "discount and retention {retention} points",
        steady=steady, count=len(ranked), cells=len(cells), move=int(move), discount=percent(worst.discount),
        retention=f"{worst.retention * 100:+g}",
    )  # fmt: skip
