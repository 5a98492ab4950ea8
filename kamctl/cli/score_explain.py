"""How the score of one unit is explained: every indicator, from its record to its points; what is missing to more."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kamctl.cli.names import names_of
from kamctl.cli.score_level import Level
from kamctl.cli.score_missing import missing_rows, missing_table
from kamctl.cli.score_next import next_notes, next_summary, next_table, next_value
from kamctl.cli.score_notes import of_age, of_sales, of_tiers
from kamctl.cli.score_sheet import tier_text, unit_name, unit_rows
from kamctl.cli.score_type import type_notes, type_value, type_warnings
from kamctl.cli.score_values import short_source, text_of, unit_of, value_of
from kamctl.cli.uncounted import missing_rates
from kamctl.errors import Message, msg
from kamctl.locale import plural
from kamctl.methods.score import row_of, shown_points
from kamctl.methods.sources import Source
from kamctl.render.sheet import Column, Names, Sheet, Table
from kamctl.render.values import named, percent

if TYPE_CHECKING:
    from kamctl.cli.score_view import View
    from kamctl.methods.indicators import Measured

Row = dict[str, Any]
HEAD = ("account", "name", "score", "tier", "provisional", "rank", "pareto", "evidence")
CELLS = (
    "group", "indicator", "value", "unit", "as_of", "state", "source", "normalised", "weight", "share", "points",
    "records", "places",
)  # fmt: skip
COLUMNS = (
    Column("value", msg("Value"), "id"),
    Column("as_of", msg("As of"), "id", keep=3),
    Column("normalised", msg("0–100"), "points"),
    Column("share", msg("Weight"), "share"),
    Column("points", msg("Points"), "points"),
    Column("source", msg("Source"), keep=4),
)
FEW = 5
"""How many of the places behind a value are listed."""


def explanation(view: "View", unit: str) -> Sheet:
    """Return what `--explain` shows of one unit."""
    names = names_of(view.book.settings, view.book)
    (whole,) = unit_rows(view, [unit])
    rows = indicator_rows(view, unit)
    groups = [grouped(group, weight, whole, rows) for group, weight in view.plan.groups.items()]
    following, unknown = next_value(view, unit), missing_rows(view, unit)
    shown = view.card.table.loc[[unit]]
    return Sheet(
        rows=rows,
        tables=[
            table(view, groups, whole, names),
            *next_table(following, names),
            *missing_table(unknown, names),
        ],
        summary=[summary(view, whole, names), *next_summary(following, names)],
        notes=[
            *type_notes(view, unit),
            *next_notes(following),
            *of_unknown(rows),
            *of_tiers(view.book, shown),
            *of_sales(view.facts),
            *of_age(view.card, shown),
        ],
        fields=head(view, whole) | {
            "value_type": type_value(view, unit),
            "groups": groups,
            "next_tier": following,
            "at_stake": None if whole["evidence"] is None else round(100 * (1 - whole["evidence"]), 1),
            "missing": unknown,
        },
        warnings=type_warnings(view, unit),
        left_out=missing_rates(view.book, view.facts),
        names=names,
    )  # fmt: skip


def head(view: "View", whole: Row) -> Row:
    """Return the unit itself: what the scorecard says of it."""
    site = {"site": whole["site"]} if view.level is Level.SITE else {}
    return {name: whole[name] for name in HEAD} | site | {"level": view.level.value}


def indicator_rows(view: "View", unit: str) -> list[Row]:
    """Return one row per indicator, in the order of the plan; its points add up to the shown score."""
    scored, card = view.card.scored, view.card
    share, worth = scored.weight.loc[unit].to_numpy(), scored.normalised.loc[unit].to_numpy()
    points = shown_points(row_of(scored.points, unit), float(card.table["score"][unit]))
    rows = []
    for number, one in enumerate(view.plan.indicators):
        part = points[number]
        cells = raw(card.measured, unit, one.indicator, view.currency) | {
            "group": one.group,
            "normalised": rounded(worth[number], 1),
            "weight": one.weight,
            "share": rounded(share[number], 6),
            "points": None if part is None else float(part),
        }
        rows.append({name: cells[name] for name in CELLS})
    return rows


def raw(measured: "Measured", unit: str, slug: str, currency: str) -> Row:
    """Return what was measured of one indicator: value, unit, day, state, and the records it comes from."""
    state = state_of(measured, unit, slug)
    source = Source() if state == "unknown" else measured.sources[slug].source(unit)
    return {
        "indicator": slug,
        "value": value_of(float(measured.values[slug][unit]), slug, currency),
        "unit": unit_of(slug, currency),
        "as_of": None if state == "unknown" else measured.as_of[slug][unit],
        "state": state,
        "source": source.text or None,
        "records": len(source.places),
        "places": list(source.places[:FEW]),
    }


def state_of(measured: "Measured", unit: str, slug: str) -> str:
    """Return what is known of a value: `known`, `undated` (of unknown age), `stale` (too old to count), `unknown`."""
    if measured.stale[slug][unit]:
        return "stale"
    if measured.undated[slug][unit]:
        return "undated"
    value = measured.values[slug][unit]
    return "known" if value == value else "unknown"


def rounded(value: float, places: int) -> float | None:
    """Return a float with so many decimals, None if it is NaN."""
    return None if value != value else round(float(value), places)


def grouped(group: str, weight: float, whole: Row, rows: Sequence[Row]) -> Row:
    """Return one group: weight, score, points (the sum of its indicators' shown points), indicators."""
    mine = [{name: cell for name, cell in row.items() if name != "group"} for row in rows if row["group"] == group]
    known = [Decimal(str(row["points"])) for row in mine if row["points"] is not None]
    shares = [row["share"] for row in mine if row["share"] is not None]
    return {
        "group": group,
        "weight": weight,
        "score": whole[group],
        "share": round(sum(shares), 6) if shares else None,
        "points": float(sum(known)) if known else None,
        "indicators": mine,
    }


def table(view: "View", groups: Sequence[Row], whole: Row, names: Names) -> Table:
    """Return the table: a line for each group with its score, under it its indicators, the score at the end."""
    lines: list[Row] = []
    for group in groups:
        head = {"name": named("group", group["group"], names), "value": "", "as_of": "", "source": ""}
        lines.append(head | {"normalised": group["score"], "share": group["share"], "points": group["points"]})
        lines += [line(row, whole["account"], names) for row in group["indicators"]]
    strong = {named("group", group["group"], names): "strong" for group in groups}
    total = {"name": msg("score"), "normalised": whole["score"], "points": whole["score"]}
    return Table((Column("name", msg("Indicator"), styles=strong), *COLUMNS), lines, total=total)


def line(row: Row, account: str, names: Names) -> Row:
    """Return one indicator as people see it."""
    day = row["as_of"]
    dated = day == day and day is not None
    age = {"stale": msg("{day}, too old", day=day) if dated else msg("too old"), "undated": msg("undated")}
    return row | {
        "name": f"- {named('indicator', row['indicator'], names)}",
        "value": text_of(row["value"], row["unit"]),
        "as_of": age.get(row["state"], day if day == day else None),
        "source": short_source(row["source"], account),
    }


def of_unknown(rows: Sequence[Row]) -> list[Message]:
    """Return the remark that says what became of the weight of unknown indicators."""
    count = sum(row["normalised"] is None for row in rows)
    one = msg("One indicator is unknown: its weight went to the others.")
    more = msg("{count} indicators are unknown: their weight went to the others.", count=count)
    return [plural(count, one, more)] if count else []


def summary(view: "View", whole: Row, names: Names) -> Message:
    """Return the result in one sentence."""
    name = unit_name(whole)
    if whole["score"] is None:
        return msg("{name}: no score, since nothing that has weight is known", name=name)
    return msg(
        "{name}: {score} points, {tier}, rank {rank} of {accounts}, on {evidence} of the evidence",
        name=name,
        score=f"{whole['score']:.1f}",
        tier=tier_text(whole, names) or msg("no tier"),
        rank=whole["rank"],
        accounts=len(view.card.table),
        evidence=percent(whole["evidence"]),
    )
