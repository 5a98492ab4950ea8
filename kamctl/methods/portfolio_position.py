"""What the portfolio is placed by, read off the facts of a day: see `kamctl.methods.portfolio`."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kamctl.methods.by_account import over
from kamctl.methods.facts import Facts, back
from kamctl.methods.levels import Leveled
from kamctl.methods.portfolio import Cuts, is_new, median_cut, quadrants, screened

MEASURES = ("purchasing_volume", "share_of_wallet", "open_potential", "revenue", "gross_profit")
"""The indicators that it is made of."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the settings say of places: `potential` (money a year; None: the median) and `share` from which they are
    high, months in which a customer is new, months without gain of share after which it is to be screened.
    """

    potential: float | None
    share: float
    new_months: int
    screen_months: int


def positions(facts: Facts, leveled: Leveled, unit: Mapping[str, str], limits: Limits) -> tuple[pd.DataFrame, Cuts]:
    """Return the place of each unit, and the cuts.

    `leveled` has `MEASURES` of accounts, or of customer groups; `unit` says which one an account is of.
    Columns: potential, share, open, revenue, revenue_before (the year before), profit, share_before (float, NaN
    unknown), new, screen (bool), quadrant (None without a place).
    """
    values, units = leveled.measured.values, leveled.units.index
    table = pd.DataFrame(
        {
            "potential": values["purchasing_volume"],
            "share": values["share_of_wallet"],
            "open": values["open_potential"],
            "revenue": values["revenue"],
            "revenue_before": of_units(sold_before(facts), unit).reindex(units),
            "profit": values["gross_profit"],
        },
        index=units,
    )
    cuts = median_cut(table["potential"], limits.share)
    if limits.potential is not None:
        cuts = Cuts(limits.potential, limits.share)
    since, then = since_of(facts, unit).reindex(units), back(facts.as_of, limits.screen_months)
    before = of_units(ours_before(facts, limits.screen_months), unit).reindex(units)
    table["share_before"] = over(before.to_numpy("float64"), table["potential"].to_numpy("float64"))
    table["new"] = is_new(since, back(facts.as_of, limits.new_months))
    table["quadrant"] = quadrants(table["potential"], table["share"], table["new"], cuts)
    table["screen"] = screened(table["quadrant"], table["share"], table["share_before"], since, then)
    return table, cuts


def of_units(amounts: pd.Series, unit: Mapping[str, str]) -> pd.Series:
    """Return the sum over the accounts of each unit, NaN where one of them is unknown."""
    by = amounts.groupby(amounts.index.map(dict(unit)))
    return by.sum().where(by.count() == by.size())


def since_of(facts: Facts, unit: Mapping[str, str]) -> pd.Series:
    """Return since when somebody of each unit is a customer, NaT if nobody wrote it."""
    since = facts.units["since"]
    return since.groupby(since.index.map(dict(unit))).min()


def sold_before(facts: Facts) -> pd.Series:
    """Return the sales of the year before the last 12 months; NaN where the ledger does not tell."""
    lines = facts.between(24, 12)
    return facts.series(facts.with_zero(lines.total, lines, 24)).where(facts.told(24))


def ours_before(facts: Facts, months: int) -> pd.Series:
    """Return the sales of the 12 months before the day `months` ago, from which the share of wallet then follows.

    As in today's share, only sales in families whose potential is known count, and those without a family.
    """
    lines = facts.between(12 + months, months)
    place, family = facts.potential_by.place, lines.families.get_indexer(pd.Index(facts.potentials["family"]))
    stated = np.zeros((lines.by.count + 1, len(lines.families) + 1), dtype=bool)  # the last row and column: none
    stated[place, family] = True
    stated[:, -1] = True
    sold = lines.by.where(counted := stated[lines.by.place, lines.family]).sums(lines.amount[counted])
    return facts.series(sold).where(facts.told(12 + months))
