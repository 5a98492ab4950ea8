"""Exposure 比价让利敞口: what would it cost if every plant of the group asked for the lowest price it can find?

    exposure = Σ over sites  expected units · (own latest pocket price − lowest), where positive

Over the sites of a customer group, for one product with one set of options, with the pocket prices that the price
audit compares. Expected units are those of the next 12 months:

    expected  the site's own figure for the product, else
    ordered   the units ordered in the 12 months up to the day of the report, less returns, else
    unknown   the site is listed and adds nothing

A site that has closed expects none. A site whose own price is the lowest stands to gain nothing, whatever it buys. A
site that expects units of the product and has no comparable quote of it is listed too: its own price is unknown. If no
site's part is known, or the known ones add up to 0 while others are unknown, the exposure is unknown, not 0.

Expected units are of a product, not of one configuration. A site that has quotes for two configurations counts with
all its units in both rows; in the total over rows such a site counts once, with its larger part.

Worked: 4 units expected in Norway, own latest price 193,920, lowest 160,000 → 4 · 33,920 = 135,680.

Source: ours.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from kamctl.methods.price_audit import KEYS
from kamctl.rounding import round_money

NOTHING = Decimal(0)
SITE = ["account", "site"]
USED = [*KEYS, *SITE, "country", "date", "quote", "line", "pocket_base"]
PARTS = (*KEYS, *SITE, "country", "price", "above_lowest", "units", "basis", "exposure", "unknown")
RESULT = (*KEYS, "exposure", "exposure_unknown_sites")


def site_exposure(lines: pd.DataFrame, audit: pd.DataFrame, volumes: pd.DataFrame, places: int) -> pd.DataFrame:
    """Return one row per group × product × options × site, in that order (columns: `PARTS`).

    Reads of `lines` group, product, options, account, site, country, date, quote, line, pocket_base (Decimal or None);
    of `audit` (from `price_audit`) lowest; of `volumes` group, account, site, country, product, units (Decimal), basis.
    Lines without a site belong to none. `price` is the site's latest pocket price, above_lowest = price − lowest,
    exposure Decimal, rounded to `places`, or None; `unknown` says what is not known where it matters: volume, price,
    or None. Comparisons whose lowest price is not above 0 have no parts.
    """
    known = lines.loc[lines["pocket_base"].notna() & lines["site"].notna(), USED]
    latest = known.sort_values(["date", "quote", "line"]).drop_duplicates([*KEYS, *SITE], keep="last")
    comparisons = [row for row in audit.to_dict("records") if row["lowest"] > 0]
    lowest = {key_of(row): row["lowest"] for row in comparisons}
    by_site = {buyer_of(row): row for row in volumes.to_dict("records")}
    rows = [
        priced_part(line, lowest[key_of(line)], by_site.get(buyer_of(line), {}), places)
        for line in latest.to_dict("records")
        if key_of(line) in lowest
    ]
    quoted = {buyer_of(line) for line in latest.to_dict("records")}
    rows += unpriced_parts(comparisons, [row for buyer, row in by_site.items() if buyer not in quoted])
    return pd.DataFrame(rows, columns=list(PARTS), dtype=object).sort_values([*KEYS, *SITE], ignore_index=True)


def key_of(row: Mapping[Any, Any]) -> tuple[Any, ...]:
    """Return which comparison a row belongs to."""
    return tuple(row[key] for key in KEYS)


def buyer_of(row: Mapping[Any, Any]) -> tuple[Any, ...]:
    """Return which site buys which product."""
    return tuple(row[name] for name in (*SITE, "product"))


def priced_part(line: Mapping[Any, Any], lowest: Decimal, volume: Mapping[Any, Any], places: int) -> dict[str, Any]:
    """Return the row of a site with a price of its own."""
    above = line["pocket_base"] - lowest
    units = NOTHING if above <= 0 else volume.get("units")
    exposure = None if units is None else round_money(units * above, places)
    return {
        **{name: line[name] for name in (*KEYS, *SITE, "country")},
        "price": line["pocket_base"],
        "above_lowest": above,
        "units": volume.get("units"),
        "basis": volume.get("basis"),
        "exposure": exposure,
        "unknown": "volume" if exposure is None else None,
    }


def unpriced_parts(
    comparisons: Sequence[Mapping[Any, Any]], volumes: Sequence[Mapping[Any, Any]]
) -> list[dict[str, Any]]:
    """Return the rows of sites that expect units of a product and have no price of it."""
    expecting: dict[tuple[str, str], list[Mapping[Any, Any]]] = {}
    for volume in volumes:
        if volume["units"] > 0:
            expecting.setdefault((volume["group"], volume["product"]), []).append(volume)
    shown = (*SITE, "country", "units", "basis")
    return [
        dict.fromkeys(PARTS)
        | {name: row[name] for name in KEYS}
        | {name: volume[name] for name in shown}
        | {"unknown": "price"}
        for row in comparisons
        for volume in expecting.get((row["group"], row["product"]), [])
    ]


def exposure(parts: pd.DataFrame, audit: pd.DataFrame) -> pd.DataFrame:
    """Return what each row of `audit` is exposed to, in its order (columns: `RESULT`).

    `parts` is the result of `site_exposure`. exposure is Decimal; None where there are no parts, or where sites are
    unknown and the others add up to 0. exposure_unknown_sites is a tuple of mappings account, site, unknown.
    """
    by_key: dict[tuple[Any, ...], list[Mapping[Any, Any]]] = {}
    for row in parts.to_dict("records"):
        by_key.setdefault(key_of(row), []).append(row)
    rows = [
        {name: row[name] for name in KEYS} | summed(by_key.get(key_of(row), [])) for row in audit.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=list(RESULT), dtype=object)


def summed(parts: Sequence[Mapping[Any, Any]]) -> dict[str, Any]:
    """Return the exposure of one comparison and its unknown sites."""
    unknown = tuple({name: part[name] for name in (*SITE, "unknown")} for part in parts if part["unknown"])
    return {"exposure": added([part["exposure"] for part in parts]), "exposure_unknown_sites": unknown}


def added(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """Return the sum of the known; None where there is none, or where it is 0 and others are unknown."""
    known = [amount for amount in amounts if amount is not None]
    total = sum(known, NOTHING)
    return total if known and (total > 0 or len(known) == len(amounts)) else None


def total_exposure(parts: pd.DataFrame) -> Decimal | None:
    """Return the exposure over all comparisons, each site and product once with its largest part; None if unknown."""
    largest: dict[tuple[Any, ...], Decimal | None] = {}
    for part in parts.to_dict("records"):
        before, amount = largest.get(buyer_of(part)), part["exposure"]
        largest[buyer_of(part)] = amount if before is None else max(before, amount or NOTHING)
    return added(list(largest.values()))
