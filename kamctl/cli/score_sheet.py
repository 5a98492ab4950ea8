"""How a scorecard is shown: rows for programs, a table for people, a summary in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from kamctl.cli.amounts import money_of
from kamctl.cli.names import names_of
from kamctl.cli.score_level import Level
from kamctl.cli.score_notes import notes
from kamctl.cli.uncounted import missing_rates
from kamctl.errors import Message, msg, word
from kamctl.locale import language, plural
from kamctl.methods.indicators import GROUPS
from kamctl.methods.levels import NOWHERE
from kamctl.methods.pareto import share_of
from kamctl.render.bars import Bar, Bars
from kamctl.render.sheet import Column, Names, Sheet, Table
from kamctl.render.values import named, percent

if TYPE_CHECKING:
    import numpy.typing as npt

    from kamctl.cli.score_view import View

Row = dict[str, Any]
TIER_STYLES = ("good", "strong", "warn")
UNIT: Mapping[Level, Message] = {
    Level.ACCOUNT: msg("Account"), Level.GROUP: msg("Customer group"), Level.SITE: msg("Site"),
}  # fmt: skip
COUNTS: Mapping[Level, tuple[Message, Message, Message]] = {
    Level.ACCOUNT: (msg("1 account"), msg("{count} accounts"), msg("{count} of {all} accounts")),
    Level.GROUP: (msg("1 customer group"), msg("{count} customer groups"), msg("{count} of {all} customer groups")),
    Level.SITE: (msg("1 site"), msg("{count} sites"), msg("{count} of {all} sites")),
}
"""How units are counted: one, several, some of all."""
OF_UNIT = ("name", "parent", "name_zh", "owner", "segment", "site", "accounts")
COLUMNS = (
    Column("rank", msg("#"), "count"),
    Column("shown_name", msg("Account")),
    Column("shown_tier", msg("Tier")),
    Column("score", msg("Score"), "points"),
    Column("contribution", msg("Contr"), "points"),
    Column("loyalty", msg("Loyal"), "points"),
    Column("growth", msg("Growth"), "points"),
    Column("risk", msg("Risk"), "points"),
    Column("strategic", msg("Strat"), "points"),
    Column("evidence", msg("Evidence"), "share", keep=4),
    Column("pareto", msg("ABC"), keep=2, styles={"A": "strong", "C": "dim"}),
    Column("revenue", msg("Revenue"), "money", keep=3),
)


def sheet(view: "View", units: Sequence[str], chart: bool) -> Sheet:
    """Return what the command shows of the units that were asked for, best first; `chart` draws bars, no table."""
    names = names_of(view.book.settings, view.book)
    rows = unit_rows(view, units)
    return Sheet(
        rows=rows,
        tables=[] if chart else [Table(columns(view, names), [table_row(view, row, names) for row in rows])],
        charts=[bars(view, rows, names)] if chart else [],
        summary=[summary(view, rows, names)],
        notes=[*of_risk(view), *notes(view, units)],
        fields=fields(view),
        left_out=missing_rates(view.book, view.facts),
        names=names,
    )


def of_risk(view: "View") -> list[Message]:
    """Return which way risk is meant, where it is scored."""
    return [msg("Risk: a high score is a low risk.")] if "risk" in view.plan.groups else []


def fields(view: "View") -> Row:
    """Return what stands beside the rows of every view: the level, how many units it has, and what is of no site."""
    found: Row = {"level": view.level.value, "accounts": len(view.card.table)}
    if view.level is Level.SITE:
        apart = view.leveled.apart
        found["apart"] = [
            {"account": account} | {name: money_of(apart[name][account], view.currency) for name in NOWHERE}
            for account in apart.index
        ]
    return found


def unit_rows(view: "View", units: Sequence[str]) -> list[Row]:
    """Return the row of each unit as programs get it, in the order of the contract."""
    cells = {"unit": list(units)}
    for table, names in ((view.card.table, list(view.card.table)), (view.units, OF_UNIT)):
        places = table.index.get_indexer(pd.Index(units, dtype=object))
        cells |= {str(name): plain(table[name].to_numpy()[places]) for name in names if name in table}
    rows = [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]
    types = view.values["type"].to_dict()
    return [json_row(view, row, types.get(row["unit"])) for row in rows]


def plain(values: "npt.NDArray[Any]") -> list[Any]:
    """Return values as they are, None where they are unknown."""
    return [None if value != value else value for value in values.tolist()]


def json_row(view: "View", row: Row, value_type: str | None) -> Row:
    """Return one unit as programs get it."""
    order = (
        "name", "parent", "score", "tier", "provisional", "rank", "pareto", "evidence", *GROUPS, "name_zh", "owner",
        "segment",
    )  # fmt: skip
    found = {"account": row["parent"] if view.level is Level.SITE else row["unit"]} | {
        name: row[name] for name in order
    }
    found |= {
        "rank": None if row["rank"] is None else int(row["rank"]),
        "provisional": bool(row["provisional"]),
        "revenue": None if row["revenue"] is None else money_of(row["revenue"], view.currency),
    }
    if view.level is Level.SITE:
        return found | {"site": row["site"]}
    return (
        found | {"value_type": value_type} | ({"accounts": int(row["accounts"])} if view.level is Level.GROUP else {})
    )


def unit_name(row: Row) -> str:
    """Return the name of a unit in the spoken language."""
    return str((row["name_zh"] if language() == "zh" else None) or row["name"])


def table_row(view: "View", row: Row, names: Names) -> Row:
    """Return one unit as people see it: the name in their language, a provisional tier with a question mark."""
    holder = named("account", row["account"], names) if view.level is Level.SITE else None
    return row | {"shown_name": unit_name(row), "shown_tier": tier_text(row, names), "holder": holder}


def tier_text(row: Row, names: Names) -> str | None:
    """Return the name of the tier as it stands in the table."""
    if row["tier"] is None:
        return None
    tier = named("tier", row["tier"], names)
    return f"{tier} ?" if row["provisional"] else tier


def tier_styles(view: "View", names: Names) -> dict[str, str]:
    """Return the style of each tier's text: the first three tiers that ask for something are coloured."""
    asking = [rule.tier for rule in view.rules.tiers if rule.least]
    return {
        text: style
        for tier, style in zip(asking, TIER_STYLES, strict=False)
        for text in (named("tier", tier, names), f"{named('tier', tier, names)} ?")
    }


def columns(view: "View", names: Names) -> list[Column]:
    """Return the columns; the account of a site stands beside it."""
    found = []
    for column in COLUMNS:
        if column.key == "shown_tier":
            column = replace(column, styles=tier_styles(view, names))
        if column.key == "shown_name":
            column = replace(column, label=UNIT[view.level])
            found += [column, Column("holder", msg("Account"), keep=2)] if view.level is Level.SITE else [column]
        else:
            found.append(column)
    return found


def bars(view: "View", rows: Sequence[Row], names: Names) -> Bars:
    """Return the bars: the points of each group, which add up to the score."""
    by_group = view.card.scored.points.T.groupby(level="group", sort=False).sum().T
    points = by_group.loc[[unit_of(view, row) for row in rows]].reindex(columns=list(view.plan.groups)).fillna(0.0)
    digits = len(str(len(view.card.table)))
    drawn = [
        Bar(
            f"{row['rank'] or '–':>{digits}} {unit_name(row)}", tuple(map(float, parts)),
            None if row["score"] is None else f"{row['score']:.1f}", tier_text(row, names) or "",
        )
        for row, parts in zip(rows, points.to_numpy(), strict=True)
    ]  # fmt: skip
    return Bars(drawn, [word("group", group) for group in view.plan.groups])


def unit_of(view: "View", row: Row) -> str:
    """Return the id of the unit that a row is about."""
    return f"{row['account']}/{row['site']}" if view.level is Level.SITE else str(row["account"])


def counted(view: "View", count: int) -> Message:
    """Return how many units there are, or how many of all."""
    one, more, some = COUNTS[view.level]
    every = len(view.card.table)
    if count < every:
        return Message(some.template, {"count": count, "all": every})
    return plural(count, one, Message(more.template, {"count": count}))


def summary(view: "View", rows: Sequence[Row], names: Names) -> Message:
    """Return the result in one sentence: how many units of which tier, and what the A ones bring."""
    counts = Counter(row["tier"] for row in rows if row["tier"] is not None)
    order = [rule.tier for rule in view.rules.tiers if rule.tier in counts]
    tiers = [
        msg("{count} {tier}", count=counts[tier], tier=named("tier", tier, names)) for tier in dict.fromkeys(order)
    ]
    accounts, table = counted(view, len(rows)), view.card.table
    if not tiers:
        return accounts
    share = share_of(table["revenue"].fillna(0.0), table["pareto"] == "A")
    if len(rows) < len(table) or share != share:
        return msg("{accounts}: {tiers}", accounts=accounts, tiers=tiers)
    if view.level is not Level.ACCOUNT:
        return msg("{accounts}: {tiers}; class A brings {share} of revenue", accounts=accounts, tiers=tiers,
                   share=percent(share))  # fmt: skip
    return msg(
        "{accounts}: {tiers}; A accounts bring {share} of revenue", accounts=accounts, tiers=tiers,
        share=percent(share),
    )  # fmt: skip
