"""The ingredients of one account's lifetime value: what each term is made of, from which record or setting."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from kamctl.cli.amounts import cells_of, figure_of, money_of
from kamctl.cli.names import names_of
from kamctl.errors import Message, msg, word
from kamctl.methods.clv import TERMS, gap, medians, streams, weights
from kamctl.methods.clv_ingredients import families
from kamctl.render.values import money, named, percent

if TYPE_CHECKING:
    import pandas as pd

    from kamctl.cli.clv_plan import Valued
    from kamctl.methods.indicators import Measured

Row = dict[str, Any]
LABELS = (
    word("ingredient", "booked_profit"),
    word("ingredient", "profit"),
    word("ingredient", "margin"),
    word("ingredient", "discount_rate"),
    word("ingredient", "retention"),
    word("ingredient", "years"),
    word("ingredient", "present_value_factor"),
    word("ingredient", "potential_bought_from_us"),
    word("ingredient", "our_sales_there"),
    word("ingredient", "share_of_wallet_there"),
    word("ingredient", "share_target"),
    word("ingredient", "missing_to_target"),
    word("ingredient", "growing_factor"),
    word("ingredient", "white_space"),
    word("ingredient", "win_rate"),
    word("ingredient", "expected_referrals"),
    word("ingredient", "median_baseline"),
)
UNKNOWN = float("nan")


def ingredients(valued: "Valued", account: str) -> list[Row]:
    """Return one row per ingredient of each term: term, ingredient, value, unit, as_of, source, note."""
    return [
        {"term": term, **row}
        for term, rows in zip(TERMS, (historic, baseline, incremental, cross, referral), strict=True)
        for row in rows(valued, account)
    ]


def historic(valued: "Valued", account: str) -> Iterator[Row]:
    """Yield what the past is made of."""
    lines = valued.facts.lines
    mine = lines.index[(lines["account"] == account) & lines["cost"].notna()]
    places = valued.facts.sales["source"].to_numpy()[mine]
    source = f"{places[0]} … {places[-1]} ({len(places)})" if len(places) > 1 else "".join(places[:1]) or None
    yield amount(valued, "booked_profit", valued.known["earned"][account], None, source)
    yield rate(valued)


def baseline(valued: "Valued", account: str) -> Iterator[Row]:
    """Yield what follows if nothing changes."""
    yield measured(valued, account, "profit", "gross_profit")
    yield retention(valued, account)
    yield rate(valued)
    yield row("years", valued.assumptions.years, "count", setting(valued, "years"))
    yield factor(valued, account)


def incremental(valued: "Valued", account: str) -> Iterator[Row]:
    """Yield what a larger share of the families already bought is made of."""
    known, values = cells_of(valued.known, account), valued.card.measured
    source = values.sources["purchasing_volume"][account]
    share = known["ours"] / known["bought"] if known["bought"] else UNKNOWN
    yield amount(
        valued, "potential_bought_from_us", known["bought"], day_of(values, "purchasing_volume", account), source
    )
    yield amount(valued, "our_sales_there", known["ours"], day_of(values, "revenue", account),
                 values.sources["revenue"][account])  # fmt: skip
    yield row("share_of_wallet_there", figure_of(share), "share", msg("our sales there ÷ potential"))
    yield target(valued, account)
    missing = float(gap(valued.known.loc[[account]], valued.assumptions)[0])
    yield amount(valued, "missing_to_target", missing, None, msg("share target · potential − our sales, at least 0"))
    yield measured(valued, account, "margin", "gross_margin")
    yield factor(valued, account, growing=True)


def cross(valued: "Valued", account: str) -> Iterator[Row]:
    """Yield the families of which it buys nothing from us, and the chance to win them."""
    cells, potentials = families(valued.facts), valued.facts.potentials
    mine = cells[(cells["account"] == account) & ~cells["bought"]]
    names = names_of(valued.book.settings)
    where = potentials[potentials["account"] == account].set_index("family")
    for family, value in zip(mine["family"], mine["amount"], strict=True):
        note = msg("{family}", family=named("family", family, names))
        found = amount(valued, "white_space", value, where["on"][family], where["source"][family])
        yield found | {"note": note}
    if mine.empty:
        yield amount(valued, "white_space", valued.known["white"][account], None, None)
    yield win_rate(valued)
    yield measured(valued, account, "margin", "gross_margin")
    yield factor(valued, account)


def referral(valued: "Valued", account: str) -> Iterator[Row]:
    """Yield how many new customers it brings, and what they are worth."""
    values, tier = valued.card.measured, valued.known["tier"]
    worth = streams(valued.known, valued.assumptions)["baseline"].sum(axis=1)
    median = medians(tier, worth)[list(valued.known.index).index(account)]
    of_tier = int((~np.isnan(worth) & (tier == tier[account]).to_numpy()).sum())
    yield row("expected_referrals", figure_of(valued.known["referrals"][account]), "number",
              values.sources["referrals"][account])  # fmt: skip
    yield win_rate(valued)
    yield amount(valued, "median_baseline", median, None, msg("{count} accounts of the tier", count=of_tier))


def row(ingredient: str, value: object, unit: str, source: object, as_of: object = None) -> Row:
    """Return one ingredient; what is unknown has no source."""
    known = value is not None
    return {
        "ingredient": ingredient,
        "value": value,
        "unit": unit,
        "as_of": as_of if known else None,
        "source": source if known else None,
        "note": None,
    }


def amount(valued: "Valued", ingredient: str, value: float, as_of: object, source: object) -> Row:
    """Return one amount."""
    return row(ingredient, money_of(value, valued.currency), valued.currency, source, as_of)


def measured(valued: "Valued", account: str, ingredient: str, slug: str) -> Row:
    """Return an ingredient that is an indicator of the score, too."""
    values = valued.card.measured
    value, source = values.values[slug][account], values.sources[slug][account]
    if slug == "gross_profit":
        return amount(valued, ingredient, value, day_of(values, slug, account), source)
    return row(ingredient, figure_of(value), "share", source, day_of(values, slug, account))


def day_of(values: "Measured", slug: str, account: str) -> "pd.Timestamp | None":
    """Return the day as of which an indicator is known."""
    day = values.as_of[slug][account]
    return None if day != day else day


def factor(valued: "Valued", account: str, growing: bool = False) -> Row:
    """Return what a yearly amount is multiplied with, or one that grows evenly to its full size in the last year."""
    weight = weights(valued.known.loc[[account]], valued.assumptions)[0]
    if not growing:
        return row("present_value_factor", figure_of(weight.sum()), "number", msg("sum of r^k ÷ (1 + d)^k"))
    years = np.arange(1, len(weight) + 1) / len(weight)
    return row("growing_factor", figure_of((weight * years).sum()), "number", msg("sum of k ÷ n · r^k ÷ (1 + d)^k"))


def rate(valued: "Valued") -> Row:
    """Return the discount rate."""
    return row("discount_rate", figure_of(valued.assumptions.discount), "share", setting(valued, "discount_rate"))


def retention(valued: "Valued", account: str) -> Row:
    """Return the share of customers of the account's tier that stay."""
    tier = valued.known["tier"][account]
    value = figure_of(valued.assumptions.retention.get(tier, UNKNOWN))
    return row("retention", value, "share", setting(valued, "retention", tier))


def target(valued: "Valued", account: str) -> Row:
    """Return the share of wallet aimed at for accounts of its tier."""
    tier = valued.known["tier"][account]
    value = figure_of(valued.assumptions.target.get(tier, UNKNOWN))
    return row("share_target", value, "share", setting(valued, "share_target", tier))


def win_rate(valued: "Valued") -> Row:
    """Return the win rate of the book."""
    deals = valued.deals
    source = msg("opportunities: {won} won of {decided} decided", won=deals.won, decided=deals.decided)
    return row("win_rate", figure_of(deals.rate), "share", source)


def setting(valued: "Valued", name: str, tier: str | None = None) -> Message | str:
    """Return where an assumption stands: in the settings, or nowhere but in the program."""
    given = valued.book.settings.clv
    path = f"clv.{name}.{tier}" if tier and isinstance(getattr(given, name), dict) else f"clv.{name}"
    return f"kamctl.yaml: {path}" if name in given.model_fields_set else msg("{name}: default", name=path)


def text_of(row: Row) -> str | None:
    """Return a value with its unit, as people see it."""
    value, unit = row["value"], row["unit"]
    if value is None:
        return None
    if unit == "share":
        return percent(value)
    if unit in ("count", "number"):
        return f"{value:g}"
    return f"{money(value)} {unit}"
