"""How the score of one account is explained: every indicator, from its record to its points."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kamctl.cli.names import names_of
from kamctl.cli.score_notes import missing_rates, of_age, of_sales, of_tiers
from kamctl.cli.score_sheet import json_row, records, tier_text
from kamctl.errors import Message, msg
from kamctl.locale import language, plural
from kamctl.methods.indicators import INDICATORS
from kamctl.methods.score import Plan, shown_points
from kamctl.records.currency import MINOR_UNITS
from kamctl.render.sheet import Column, Names, Sheet, Table
from kamctl.render.values import money, named, percent
from kamctl.rounding import round_money

if TYPE_CHECKING:
    from kamctl.methods.facts import Facts
    from kamctl.methods.indicators import Measured
    from kamctl.methods.scorecard import Scorecard
    from kamctl.records.book import Book

Row = dict[str, Any]
HEAD = ("account", "name", "score", "tier", "provisional", "rank", "pareto", "evidence")
CELLS = (
    "group", "indicator", "value", "unit", "as_of", "state", "source", "normalised", "weight", "share", "points",
)  # fmt: skip
COLUMNS = (
    Column("value", msg("Value"), "id"),
    Column("as_of", msg("As of"), "id", keep=3),
    Column("normalised", msg("0–100"), "points"),
    Column("share", msg("Weight"), "share"),
    Column("points", msg("Points"), "points"),
    Column("source", msg("Source"), keep=4),
)


def explanation(book: "Book", plan: Plan, facts: "Facts", card: "Scorecard", account: str) -> Sheet:
    """Return what `--explain` shows of one account."""
    names, chosen = names_of(book.settings), card.table.loc[[account]]
    whole = json_row(book, records(chosen, facts)[0])
    rows = indicator_rows(plan, card, account, book.settings.currency)
    groups = [grouped(group, weight, whole, rows) for group, weight in plan.groups.items()]
    return Sheet(
        rows=rows,
        tables=[table(groups, whole, names)],
        summary=[summary(whole, len(card.table), names)],
        notes=[*of_unknown(rows), *of_tiers(book, chosen), *of_sales(facts), *of_age(card, chosen)],
        fields={name: whole[name] for name in HEAD} | {"groups": groups},
        left_out=missing_rates(book, facts),
        names=names,
    )


def indicator_rows(plan: Plan, card: "Scorecard", account: str, currency: str) -> list[Row]:
    """Return one row per indicator, in the order of the plan; its points add up to the shown score."""
    row = list(card.scored.points.index).index(account)
    share, worth = card.scored.weight.iloc[row].to_numpy(), card.scored.normalised.iloc[row].to_numpy()
    points = shown_points(card.scored.points.iloc[row], float(card.table["score"][account]))
    rows = []
    for number, one in enumerate(plan.indicators):
        part = points[number]
        cells = raw(card.measured, account, one.indicator, currency) | {
            "group": one.group,
            "normalised": rounded(worth[number], 1),
            "weight": one.weight,
            "share": rounded(share[number], 6),
            "points": None if part is None else float(part),
        }
        rows.append({name: cells[name] for name in CELLS})
    return rows


def raw(measured: "Measured", account: str, slug: str, currency: str) -> Row:
    """Return what was measured of one indicator: value, unit, day, state, source."""
    unit, value = INDICATORS[slug].unit, float(measured.values[slug][account])
    state = state_of(measured, account, slug)
    return {
        "indicator": slug,
        "value": value_of(value, unit, currency),
        "unit": currency if unit == "money" else unit,
        "as_of": None if state == "unknown" else measured.as_of[slug][account],
        "state": state,
        "source": None if state == "unknown" else measured.sources[slug][account],
    }


def state_of(measured: "Measured", account: str, slug: str) -> str:
    """Return what is known of a value: `known`, `undated` (of unknown age), `stale` (too old to count), `unknown`."""
    if measured.stale[slug][account]:
        return "stale"
    if measured.undated[slug][account]:
        return "undated"
    value = measured.values[slug][account]
    return "known" if value == value else "unknown"


def value_of(value: float, unit: str, currency: str) -> Decimal | float | int | bool | None:
    """Return a raw value as programs get it: money exact, yes or no as a truth, else a number."""
    if value != value:
        return None
    if unit == "money":
        return round_money(Decimal(repr(value)), MINOR_UNITS[currency])
    if unit == "yes_no":
        return value > 0
    return int(value) if unit == "count" else round(value, 6)


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


def table(groups: Sequence[Row], whole: Row, names: Names) -> Table:
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
    age = {"stale": msg("{day}, too old", day=day), "undated": msg("undated")}
    return row | {
        "name": f"- {named('indicator', row['indicator'], names)}",
        "value": text_of(row["value"], row["unit"]),
        "as_of": age.get(row["state"], day if day == day else None),
        "source": short_source(row["source"], account),
    }


def short_source(source: str | None, account: str) -> str | None:
    """Return a source without what the reader knows: the account's folder, the ledger's name a second time."""
    return source and re.sub(r" … \w+/", " … ", source).replace(f"accounts/{account}/", "")


WITH_UNIT: Mapping[str, Message] = {
    "years": msg("{value} years"),
    "days": msg("{value} days"),
}
PLACES = {"0-1": 2}


def text_of(value: Decimal | float | bool | None, unit: str) -> Message | str | None:
    """Return a raw value with its unit."""
    if value is None:
        return None
    if isinstance(value, bool):
        return msg("yes") if value else msg("no")
    if isinstance(value, Decimal):
        return f"{money(value)} {unit}"
    if unit == "share":
        return percent(value)
    number = f"{value:.{PLACES.get(unit, 1)}f}"
    short = number.rstrip("0").rstrip(".") if "." in number else number
    if unit in WITH_UNIT:
        return Message(WITH_UNIT[unit].template, {"value": short})
    return short if unit == "count" else f"{short} ({unit.replace('-', '–')})"


def of_unknown(rows: Sequence[Row]) -> list[Message]:
    """Return the remark that says what became of the weight of unknown indicators."""
    count = sum(row["normalised"] is None for row in rows)
    one = msg("One indicator is unknown: its weight went to the others.")
    more = msg("{count} indicators are unknown: their weight went to the others.", count=count)
    return [plural(count, one, more)] if count else []


def summary(whole: Row, accounts: int, names: Names) -> Message:
    """Return the result in one sentence."""
    name = (whole["name_zh"] if language() == "zh" else None) or whole["name"]
    if whole["score"] is None:
        return msg("{name}: no score, since nothing that has weight is known", name=name)
    return msg(
        "{name}: {score} points, {tier}, rank {rank} of {accounts}, on {evidence} of the evidence",
        name=name,
        score=f"{whole['score']:.1f}",
        tier=tier_text(whole, names) or msg("no tier"),
        rank=whole["rank"],
        accounts=accounts,
        evidence=percent(whole["evidence"]),
    )
