"""How a scorecard is shown: rows for programs, a table for people, a summary in words."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kamctl.cli.names import names_of
from kamctl.cli.score_notes import missing_rates, notes
from kamctl.cli.score_plan import rules_of
from kamctl.errors import Message, msg
from kamctl.locale import language, plural
from kamctl.methods.indicators import GROUPS
from kamctl.methods.pareto import share_of
from kamctl.records.currency import MINOR_UNITS
from kamctl.render.sheet import Column, Names, Sheet, Table
from kamctl.render.values import named, percent
from kamctl.rounding import round_money

if TYPE_CHECKING:
    import pandas as pd

    from kamctl.methods.facts import Facts
    from kamctl.methods.scorecard import Scorecard
    from kamctl.records.book import Book

Row = dict[str, Any]
TIER_STYLES = ("good", "strong", "warn")
COLUMNS = (
    Column("rank", msg("#"), "count"),
    Column("shown_name", msg("Account")),
    Column("shown_tier", msg("Tier")),
    Column("score", msg("Score"), "points"),
    Column("contribution", msg("Contr"), "count"),
    Column("loyalty", msg("Loyal"), "count"),
    Column("growth", msg("Growth"), "count"),
    Column("risk", msg("Risk"), "count"),
    Column("strategic", msg("Strat"), "count"),
    Column("evidence", msg("Evidence"), "share", keep=4),
    Column("pareto", msg("ABC"), keep=2, styles={"A": "strong", "C": "dim"}),
    Column("revenue", msg("Revenue"), "money", keep=3),
)


def sheet(book: "Book", facts: "Facts", card: "Scorecard", chosen: "pd.DataFrame") -> Sheet:
    """Return what the command shows; `chosen` are the rows of the scorecard that were asked for."""
    names = names_of(book.settings)
    rows = [json_row(book, row) for row in records(chosen, facts)]
    shown = [table_row(row, names) for row in rows]
    return Sheet(
        rows=rows,
        tables=[Table(columns(book, names), shown)],
        summary=[summary(book, card, rows, names)],
        notes=notes(book, facts, card, chosen),
        fields={"accounts": len(card.table)},
        left_out=missing_rates(book, facts),
        names=names,
    )


def records(chosen: "pd.DataFrame", facts: "Facts") -> list[Row]:
    """Return the rows of the scorecard with what the accounts' records say of them, as plain values."""
    known = facts.units[["name", "parent", "name_zh", "owner", "segment"]]
    table = chosen.join(known).rename_axis("account").reset_index()
    found: list[Row] = table.astype(object).where(table.notna(), None).to_dict("records")  # type: ignore[assignment]  # keys are the columns
    return found


def json_row(book: "Book", row: Row) -> Row:
    """Return one account as programs get it, in the order of the contract."""
    places = MINOR_UNITS[book.settings.currency]
    revenue = None if row["revenue"] is None else round_money(Decimal(repr(float(row["revenue"]))), places)
    order = (
        "account", "name", "parent", "score", "tier", "provisional", "rank", "pareto", "evidence", *GROUPS,
        "name_zh", "owner", "segment",
    )  # fmt: skip
    return {name: row[name] for name in order} | {
        "rank": None if row["rank"] is None else int(row["rank"]),
        "provisional": bool(row["provisional"]),
        "revenue": revenue,
    }


def table_row(row: Row, names: Names) -> Row:
    """Return one account as people see it: the name in their language, a provisional tier with a question mark."""
    chinese = language() == "zh" and row["name_zh"]
    return row | {"shown_name": chinese or row["name"], "shown_tier": tier_text(row, names)}


def tier_text(row: Row, names: Names) -> str | None:
    """Return the name of the tier as it stands in the table."""
    if row["tier"] is None:
        return None
    tier = named("tier", row["tier"], names)
    return f"{tier} ?" if row["provisional"] else tier


def columns(book: "Book", names: Names) -> list[Column]:
    """Return the columns, the first three tiers that ask for something coloured."""
    asking = [rule.tier for rule in rules_of(book.settings.score).tiers if rule.least]
    texts = {
        text: style
        for tier, style in zip(asking, TIER_STYLES, strict=False)
        for text in (named("tier", tier, names), f"{named('tier', tier, names)} ?")
    }
    return [replace(column, styles=texts) if column.key == "shown_tier" else column for column in COLUMNS]


def summary(book: "Book", card: "Scorecard", rows: list[Row], names: Names) -> Message:
    """Return the result in one sentence: how many accounts of which tier, and what the A accounts bring."""
    counts = Counter(row["tier"] for row in rows if row["tier"] is not None)
    order = [rule.tier for rule in rules_of(book.settings.score).tiers if rule.tier in counts]
    tiers = [
        msg("{count} {tier}", count=counts[tier], tier=named("tier", tier, names)) for tier in dict.fromkeys(order)
    ]
    accounts = plural(len(rows), msg("1 account"), msg("{count} accounts", count=len(rows)))
    if len(rows) < len(card.table):
        accounts = msg("{count} of {all} accounts", count=len(rows), all=len(card.table))
    if not tiers:
        return accounts
    share = share_of(card.table["revenue"].fillna(0.0), card.table["pareto"] == "A")
    if len(rows) < len(card.table) or share != share:
        return msg("{accounts}: {tiers}", accounts=accounts, tiers=tiers)
    return msg(
        "{accounts}: {tiers}; A accounts bring {share} of revenue", accounts=accounts, tiers=tiers,
        share=percent(share),
    )  # fmt: skip
