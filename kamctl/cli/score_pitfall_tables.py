"""The tables of `kamctl score --pitfalls`: one for each pitfall that was found, and the pyramid."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kamctl.errors import Message, msg, word
from kamctl.locale import language, plural
from kamctl.render.sheet import Column, Names, Table
from kamctl.render.values import money

if TYPE_CHECKING:
    from kamctl.cli.score_view import View

Row = dict[str, Any]
WORDS = (
    word("grade", "low"), word("grade", "moderate"), word("grade", "high"),
    word("pitfall", "single-indicator"), word("pitfall", "neglected-small"), word("pitfall", "concentration"),
    word("pitfall", "big-ticket"), word("pitfall", "volume-not-profit"), word("pitfall", "concession-creep"),
    word("holds", "up"), word("holds", "down"),
)  # fmt: skip
NAME = Column("shown_name", msg("Account"))
TITLES: Mapping[str, Message] = {
    "single-indicator": msg("Single indicator: without it, the account would have another tier"),
    "neglected-small": msg("Small, could grow, and not seen for long"),
    "concentration": msg("Concentration of revenue"),
    "big-ticket": msg("Big ticket: one order is more than half of the year's revenue"),
    "volume-not-profit": msg("Volume, not profit: what the largest fifth by revenue brings"),
    "concession-creep": msg("Concession creep: more discount, and no more sales"),
    "pyramid": msg("Pyramid: accounts by revenue"),
}
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "single-indicator": (
        NAME, Column("tier", msg("Tier"), "word", "tier"), Column("indicator", msg("Indicator"), "word", "indicator"),
        Column("holds", msg("Holds it"), "word", "holds", styles={"up": "good", "down": "warn"}),
        Column("then", msg("Without it"), "word", "tier"), Column("score", msg("Score then"), "points", keep=2),
    ),
    "neglected-small": (
        NAME, Column("growth", msg("Growth"), "points"), Column("last_activity", msg("Last seen"), "day"),
        Column("days", msg("Days"), "count"),
    ),
    "concentration": (
        Column("hhi", msg("HHI"), "index"), Column("grade", msg("Grade"), "word", "grade"),
        Column("gini", msg("Gini"), "index"), Column("largest", msg("Largest"), "share"),
        Column("largest_account", msg("Which"), "word", "account", keep=2),
        Column("top", msg("Largest fifth"), "share"), Column("top_count", msg("Accounts in it"), "count", keep=3),
    ),
    "big-ticket": (
        NAME, Column("order", msg("Order")), Column("date", msg("Day"), "day", keep=3),
        Column("amount", msg("Amount"), "money"), Column("revenue", msg("Revenue"), "money", keep=2),
        Column("share", msg("Share"), "share"),
    ),
    "volume-not-profit": (
        Column("who", msg("Who")), Column("count", msg("Accounts"), "count"),
        Column("revenue", msg("Revenue"), "money"), Column("profit", msg("Profit"), "money"),
        Column("revenue_share", msg("of revenue"), "share", keep=2),
        Column("profit_share", msg("of profit"), "share", keep=2), Column("margin", msg("Margin"), "share"),
    ),
    "concession-creep": (
        NAME, Column("discount_before", msg("Discount before"), "share"), Column("discount", msg("now"), "share"),
        Column("sales_before", msg("Sales before"), "money", keep=2), Column("sales", msg("now"), "money", keep=2),
        Column("margin_left", msg("Margin left"), "share"), Column("covered", msg("Cost known"), "share", keep=3),
    ),
    "pyramid": (
        Column("band", msg("Revenue")), Column("count", msg("Accounts"), "count"),
        Column("revenue", msg("Sum"), "money"), Column("share", msg("Share"), "share"),
        Column("profit", msg("Profit"), "money"), Column("margin", msg("Margin"), "share", keep=2),
    ),
}  # fmt: skip


def pitfall_tables(view: "View", rows: Sequence[Row], bands: Sequence[Row], names: Names) -> list[Table]:
    """Return the tables; pitfalls that concern nobody have none."""
    tables = []
    for pitfall, columns in COLUMNS.items():
        mine = [row for row in rows if row["pitfall"] == pitfall]
        shown = pyramid_lines(bands) if pitfall == "pyramid" else list(lines(view, pitfall, mine, names))
        if shown:
            tables.append(Table(columns, shown, title=TITLES[pitfall]))
    return tables


def lines(view: "View", pitfall: str, rows: Sequence[Row], names: Names) -> Iterator[Row]:
    """Yield the lines of one pitfall's table."""
    for row in rows:
        whole = {**row, **row["figures"], "shown_name": row["account"] and account_name(view, row["account"])}
        if pitfall == "single-indicator":
            yield from single_lines(whole)
        elif pitfall == "volume-not-profit":
            yield from volume_lines(whole)
        else:
            yield whole


def account_name(view: "View", unit: str) -> str:
    """Return the name of a unit in the spoken language."""
    known = view.units.loc[unit]
    return str((known["name_zh"] if language() == "zh" else None) or known["name"])


def single_lines(row: Row) -> Iterator[Row]:
    """Yield one line per indicator, those that hold the account up first; the account stands in the first."""
    for number, one in enumerate(sorted(row["without"], key=lambda one: one["holds"] != "up")):
        head = {"shown_name": row["shown_name"], "tier": row["tier"]} if number == 0 else {"shown_name": "", "tier": ""}
        yield head | {"indicator": one["indicator"], "holds": one["holds"], "then": one["tier"], "score": one["score"]}


def volume_lines(row: Row) -> Iterator[Row]:
    """Yield the largest fifth and the others; shares only where the sums allow them."""
    if not row["count"]:
        return
    sums, shares = (row["revenue"], row["profit"]), row["ratio"] is not None
    top = (row["revenue_top"], row["profit_top"])
    parts = ((msg("largest fifth"), row["top_count"], top),
             (msg("all others"), row["count"] - row["top_count"], tuple(a - b for a, b in zip(sums, top, strict=True))),
             )  # fmt: skip
    for who, count, (revenue, profit) in parts:
        yield {
            "who": who,
            "count": count,
            "revenue": revenue,
            "profit": profit,
            "revenue_share": float(revenue / sums[0]) if shares else None,
            "profit_share": float(profit / sums[1]) if shares else None,
            "margin": float(profit / revenue) if revenue > 0 else None,
        }


def pyramid_lines(bands: Sequence[Row]) -> list[Row]:
    """Return the lines of the pyramid."""
    return [band | {"band": band_name(band)} for band in bands]


def band_name(band: Row) -> Message:
    """Return what a band is of."""
    if band["kind"] == "unknown":
        return msg("unknown")
    if band["kind"] == "none":
        return msg("none")
    if band["high"] is None:
        return msg("{low} and more", low=money(band["low"]))
    return msg("{low} to {high}", low=money(band["low"]), high=money(band["high"]))


def summary(rows: Sequence[Row], chosen: bool) -> Message:
    """Return in one sentence how many accounts each pitfall concerns; `chosen`: not all were asked for."""
    counts = Counter(row["pitfall"] for row in rows if row["account"] is not None)
    counts += Counter(row["pitfall"] for row in rows if row["figures"].get("holds"))
    found = [
        msg("{pitfall} {count}", pitfall=word("pitfall", pitfall), count=counts[pitfall])
        for pitfall in COLUMNS
        if counts[pitfall]
    ]
    if not found:
        return msg("No pitfall concerns any of these.") if chosen else msg("No pitfall concerns anybody.")
    return plural(len(found), msg("One pitfall: {found}", found=found), msg("Pitfalls: {found}", found=found))
