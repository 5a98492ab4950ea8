"""The next tier of a unit: what is missing to it, and which single value would lead to it."""

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, Any

from kamctl.cli.score_values import shown_places, text_of, unit_of, value_of
from kamctl.errors import Message, msg
from kamctl.methods.next_tier import Case, Change, next_tier
from kamctl.methods.spans import spans
from kamctl.records.currency import MINOR_UNITS
from kamctl.render.sheet import Column, Names, Table
from kamctl.render.values import as_decimal, money_places, named
from kamctl.rounding import step_of

if TYPE_CHECKING:
    from kamctl.cli.score_view import View

Row = dict[str, Any]
COLUMNS = (
    Column("name", msg("Indicator")),
    Column("now", msg("Now"), "id"),
    Column("needed", msg("Needed"), "id"),
    Column("size", msg("Change ÷ quartile range"), "number", keep=2),
    Column("leads_to", msg("Leads to"), "word", "tier", keep=3),
)

OF_SALES = frozenset(
    ("revenue", "gross_profit", "gross_margin", "revenue_trend", "share_of_wallet", "active_quarters",
     "open_potential", "family_concentration")
)  # fmt: skip
"""Indicators that each invoice moves."""


def next_value(view: "View", unit: str) -> Row | None:
    """Return the next tier as programs get it: its conditions that fail, the changes that lead to it, the smallest.

    None for a unit that has the highest tier.
    """
    places = MINOR_UNITS[view.currency]
    case = Case(view.card.measured.values, view.plan, view.card.scored, view.rules.tiers, spans(places), unit)
    found = next_tier(case, view.card.table["tier"][unit])
    if found is None:
        return None
    changes = [change_row(change, view.currency) for change in found.changes]
    return {
        "tier": found.tier,
        "conditions": [condition_row(one.tier, one.of, one.least, one.value) for one in found.missing],
        "smallest": changes[0] if changes else None,
        "changes": changes,
    }


def change_row(change: Change, currency: str) -> Row:
    """Return one change: from which raw value to which, how large, and what comes of it."""
    return {
        "indicator": change.indicator,
        "value": value_of(change.value, change.indicator, currency),
        "to": value_of(change.to, change.indicator, currency),
        "unit": unit_of(change.indicator, currency),
        "size": None if change.size != change.size else round(change.size, 6),
        "tier": change.tier,
        "score": round(change.score, 6),
    }


def condition_row(tier: str, of: str, least: float, value: float) -> Row:
    """Return one condition that fails: score or group, the least it must be, what it is, what is missing."""
    known = value == value
    return {
        "tier": tier,
        "of": of,
        "least": least,
        "value": value if known else None,
        "missing": round(least - value, 1) if known else None,
    }


def next_summary(following: Row | None, names: Names) -> list[Message]:
    """Return what is missing to the next tier, and which single value would lead to it."""
    if following is None:
        return [msg("There is no tier above.")]
    tier, change = named("tier", following["tier"], names), following["smallest"]
    conditions = [condition_text(one, names) for one in following["conditions"] if one["tier"] == following["tier"]]
    if change is None:
        return [msg("Missing to {tier}: {conditions}; no single value leads there", tier=tier, conditions=conditions)]
    return [
        msg("Missing to {tier}: {conditions}", tier=tier, conditions=conditions),
        msg(
            "Smallest single change, to {tier}: {indicator} {needed} instead of {now}",
            tier=named("tier", change["tier"], names),
            indicator=named("indicator", change["indicator"], names),
            needed=enough(change),
            now=text_of(change["value"], change["unit"]),
        ),
    ]


def condition_text(condition: Mapping[str, Any], names: Names) -> Message:
    """Return one condition that fails, in words."""
    of = msg("score") if condition["of"] == "score" else named("group", condition["of"], names)
    if condition["value"] is None:
        return msg("{of} unknown, {least} needed", of=of, least=f"{condition['least']:g}")
    return msg("{of} {value} of {least}", of=of, value=f"{condition['value']:.1f}", least=f"{condition['least']:g}")


def enough(change: Row) -> Message | str | None:
    """Return the value that a change leads to, rounded away from the one that is: to the nearest it may not suffice."""
    to, now, unit = change["to"], change["value"], change["unit"]
    if isinstance(to, bool):
        return text_of(to, unit)
    exact = as_decimal(to)
    places = money_places([exact]) if isinstance(to, Decimal) else shown_places(unit)
    outward = exact.quantize(step_of(places), ROUND_CEILING if exact > as_decimal(now) else ROUND_FLOOR)
    return text_of(outward if isinstance(to, Decimal) else float(outward), unit)


def next_table(following: Row | None, names: Names) -> list[Table]:
    """Return the table of the changes, none where there is nothing to tell."""
    if following is None or not following["changes"]:
        return []
    rows = [
        change
        | {
            "name": named("indicator", change["indicator"], names),
            "now": text_of(change["value"], change["unit"]),
            "needed": enough(change),
            "leads_to": change["tier"],
        }
        for change in following["changes"]
    ]
    tier = named("tier", following["tier"], names)
    return [Table(COLUMNS, rows, title=msg("What alone would lead to {tier}, or above, all else as it is", tier=tier))]


def next_notes(following: Row | None) -> list[Message]:
    """Return that values of sales do not change alone, where a change of one is told."""
    if following is None or not any(one["indicator"] in OF_SALES for one in following["changes"]):
        return []
    return [
        msg(
            "Each change is worked out as if no other value moved; a sale moves revenue, profit, margin, trend and "
            "share together."
        )
    ]
