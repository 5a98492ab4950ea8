"""Price audit 价格差异: does one customer group see different prices for the same thing?

Buyers of a group compare: between countries, our subsidiaries, our salespeople, plants, channels. What they find they
use. So every quote is brought to its pocket price (`kamctl explain pocket-price`) and set beside the others that the
same customer group 集团客户 has for the same thing:

    like for like  same customer group (root of the tree of parents), product, set of options
    counted        quotes sent, accepted or rejected; not drafts, expired or replaced ones
    window         the 12 months up to the day of the report, or as settings or --window say
    money          the book's currency, at the rate of each quote's own day, rounded once

For each group × product × options, over its n quote lines:

    lowest, median, highest  pocket price per unit
    gap      = highest ÷ lowest − 1         null for one line, or a lowest price not above 0
    spread   = deviation (n − 1) ÷ mean     coefficient of variation; null for one line
    severity = notice, warn or critical     the highest limit of the settings that the gap reaches

Where the extremes were quoted stands beside them: quote, site, country, seller, owner, day. Of several lines with the
same extreme price it is the latest; of the same day, the first by quote and line. What it would cost when they
compare: `kamctl explain exposure`.

A line without an exchange rate on its day is counted and listed, and not compared. A line whose terms are partly
unknown is compared and marked: its true pocket price is lower.

Worked: Norway 193,920, China 160,000 → gap 193,920 ÷ 160,000 − 1 = 0.212, critical at 20 %.

Source: the question is that of a study of an equipment maker's sales to global groups (大客户价格存在差异: 国内外,
各国分公司, 不同工厂, 不同销售报价方式); the measure is ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

import pandas as pd

from kamctl.methods.pocket_price import column
from kamctl.rounding import round_money

COUNTED = ("sent", "accepted", "rejected")
KEYS = ["group", "product", "options"]
PLACE = ("quote", "line", "account", "site", "country", "seller", "owner", "date")
RESULT = (*KEYS, "quotes", "lowest", "median", "highest", "gap", "spread", "severity", "lowest_at", "highest_at")


@dataclass(frozen=True, slots=True)
class Limits:
    """Gaps (shares) from which a comparison is marked."""

    notice: Decimal = Decimal("0.05")
    warn: Decimal = Decimal("0.12")
    critical: Decimal = Decimal("0.20")

    def severity(self, gap: Decimal | None) -> str | None:
        """Return the slug of the highest limit that `gap` reaches, or None."""
        steps = (("critical", self.critical), ("warn", self.warn), ("notice", self.notice))
        return None if gap is None else next((name for name, limit in steps if gap >= limit), None)


def set_aside(lines: pd.DataFrame, first: date, last: date) -> "pd.Series[Any]":
    """Return why a quote line is not compared: its status, `later` or `earlier` than the window, or None.

    Reads status and date. The window's days `first` and `last` both belong to it.
    """
    days = zip(lines["status"], lines["date"].dt.date, strict=True)
    return column((reason(status, day, first, last) for status, day in days), lines)


def reason(status: str, day: date, first: date, last: date) -> str | None:
    """Return why one line is not compared, or None."""
    if day > last:
        return "later"
    if day < first:
        return "earlier"
    return None if status in COUNTED else status


def price_audit(lines: pd.DataFrame, limits: Limits, places: int) -> pd.DataFrame:
    """Return one row per group × product × options, in that order (columns: `RESULT`).

    Reads group, product, options, pocket_base (Decimal in the book's currency, or None: not compared), and the
    columns of `PLACE`. lowest, median, highest are money rounded to `places`; gap and spread are shares (Decimal or
    None); lowest_at and highest_at are mappings with the keys of `PLACE`.
    """
    known = lines.loc[lines["pocket_base"].notna(), [*KEYS, "pocket_base", *PLACE]]
    groups = known.groupby(KEYS, sort=True, dropna=False)
    rows = [dict(zip(KEYS, key, strict=True)) | compared(group, limits, places) for key, group in groups]
    return pd.DataFrame(rows, columns=list(RESULT), dtype=object)


def compared(lines: pd.DataFrame, limits: Limits, places: int) -> dict[str, Any]:
    """Return the figures of one comparison."""
    records = lines.to_dict("records")
    prices = [line["pocket_base"] for line in records]
    lowest, highest = min(prices), max(prices)
    gap = gap_of(prices)
    return {
        "quotes": len(prices),
        "lowest": lowest,
        "median": round_money(median(prices), places),
        "highest": highest,
        "gap": gap,
        "spread": spread_of(prices),
        "severity": limits.severity(gap),
        "lowest_at": place_of(records, lowest),
        "highest_at": place_of(records, highest),
    }


def gap_of(prices: Sequence[Decimal]) -> Decimal | None:
    """Return highest ÷ lowest − 1; None for fewer than two prices, or where the lowest is not above 0."""
    if len(prices) < 2 or min(prices) <= 0:
        return None
    return max(prices) / min(prices) - 1


def spread_of(prices: Sequence[Decimal]) -> Decimal | None:
    """Return the coefficient of variation (n − 1); None for fewer than two prices, or a mean not above 0."""
    ordered = sorted(prices)  # so that the last digit does not depend on the order of the lines
    mean = sum(ordered, Decimal(0)) / len(ordered)
    if len(ordered) < 2 or mean <= 0:
        return None
    squares = sum(((price - mean) ** 2 for price in ordered), Decimal(0))
    return (squares / (len(ordered) - 1)).sqrt() / mean


def place_of(records: Sequence[Mapping[Any, Any]], price: Decimal) -> dict[str, Any]:
    """Return where `price` was quoted: the latest such line; of one day, the first by quote and line."""
    equal = [line for line in records if line["pocket_base"] == price]
    equal.sort(key=lambda line: (line["quote"], line["line"]))
    latest = max(equal, key=lambda line: line["date"])
    return {name: latest[name] for name in PLACE}
