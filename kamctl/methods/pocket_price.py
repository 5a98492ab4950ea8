"""Pocket price 口袋价格(实际到手价): what does a customer really pay for one unit?

Two quotes are comparable only when everything that goes with the price is taken out of it. The waterfall leads from
the list price to the pocket price, per unit and in the quote's own currency:

    list
    − discounts        one after the other; one marked `of: list` is taken of the list price
    = net              a net price in the quote wins
    + resale margin    of a distributor: from net to the resale price, where it is known
    − terms            freight, duty, insurance, installation, training as the quote gives them
                       warranty = net · share per month · months beyond the standard
                       payment  = net · yearly rate of money · days ÷ 360
    ÷ quantity factor  of the last quantity break that the quantity reaches
    = pocket           then in the book's currency at the rate of the quote's day, rounded once

Where net and discounts disagree by more than the currency's smallest unit, the line is marked `net-differs`. A sale
through a distributor is seen with the customer's eyes: what it pays the distributor takes the place of net, with the
same terms; where that is not known, net stays and the line is marked `resale-unknown`. The quantity factor makes it
the price for the comparison quantity; a product without quantity breaks has the factor 1 (`no-breaks`).

The Incoterm says which costs of transport are ours (Incoterms 2020):

    EXW, FCA, FAS, FOB  none                 CFR, CPT  freight
    CIF, CIP            freight, insurance   DAP, DPU  freight
    DDP                 freight, duty

A cost that is ours and that the quote does not name is estimated as a share of net, if the settings have such a
share (the line names the term as estimated); if not, nothing is taken off and the line names the term as missing: its
true pocket price is lower. The same holds for the days to pay, which are taken from the account's agreed terms where
the quote has none (`agreed-days`), and for an Incoterm that nobody gave.

Worked: net 26,000 EUR for one unit, DDP, freight 500, installation 1,000, 60 days at 6 % a year (260) → pocket
24,240 EUR, at 8.00 CNY 193,920 CNY. Net 152,000 CNY for five units, EXW, factor 0.95 → pocket 160,000 CNY.

Source: the waterfall is that of Marn and Rosiello, "Managing price, gaining profit" (Harvard Business Review, 1992);
year of 360 days as in commercial practice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pandas as pd

from kamctl.rounding import round_money

NOTHING = Decimal(0)
WHOLE = Decimal(1)
GIVEN = ("freight", "duty", "insurance", "installation", "training")
TERMS = (*GIVEN, "warranty", "payment")
OBLIGED: Mapping[str, tuple[str, ...]] = {
    "EXW": (), "FCA": (), "FAS": (), "FOB": (),
    "CFR": ("freight",), "CPT": ("freight",),
    "CIF": ("freight", "insurance"), "CIP": ("freight", "insurance"),
    "DAP": ("freight",), "DPU": ("freight",),
    "DDP": ("freight", "duty"),
}  # fmt: skip
MARKED = [
    "channel", "resale", "payment_days", "agreed_days", "breaks", "factor", "net", "discounted", "discounts", "places",
]  # fmt: skip
SHOWN_PLACES = 4
"""Decimals of the steps of a waterfall: as many as money in a book may have."""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What the settings assume; None is not set, which is unknown and not 0.

    `money_rate` is a share a year, `month_share` the cost of one further month of warranty as a share of net,
    `estimates` the share of net of each term, by Incoterm.
    """

    money_rate: Decimal | None = None
    standard_months: int = 12
    month_share: Decimal | None = None
    estimates: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cost:
    """Cost of a term per unit: 0 where it does not occur, or where `missing` names what is not known of it."""

    amount: Decimal = NOTHING
    estimated: bool = False
    missing: str = ""


NO_COST = Cost()


def pocket_price(lines: pd.DataFrame, assumed: Assumptions, places: int) -> pd.DataFrame:
    """Return `lines`, one row per quote line, with the columns of the waterfall.

    Reads currency, places, rate, missing_rate, list, discounts, net, resale, the terms of `GIVEN`, breaks, channel,
    incoterm, payment_days, agreed_days, warranty_months, quantity. Money is Decimal or None, per unit.

    Adds, unrounded and in the line's currency: discounted (list less discounts), net_price, price (the customer's
    net: resale, or net_price), cost_<term> for each of `TERMS`, factor, pocket; rounded to `places` and in the book's
    currency: net_base (of price), pocket_base, None without a rate; and the tuples estimated (terms), missing, and
    marks (slugs). `missing` names terms, incoterm, payment-days (not given) or money-rate (not set). A factor of 0
    gives no pocket price.
    """
    table = with_net(lines)
    costs = term_costs(table, assumed)
    for term in TERMS:
        table[f"cost_{term}"] = column((cost.amount for cost in costs[term]), table)
    by_line = list(zip(*costs.values(), strict=True))
    table["estimated"] = column(map(estimated, by_line), table)
    table["missing"] = column(map(missing, by_line, table["incoterm"]), table)
    table["factor"] = column(map(quantity_factor, table["quantity"], table["breaks"]), table)
    table["marks"] = column(map(marks, table[MARKED].to_dict("records")), table)
    return with_pocket(table, places)


def column(values: Iterable[object], table: pd.DataFrame) -> "pd.Series[Any]":
    """Return `values` as a column of objects, so that None stays None and a tuple stays one value."""
    return pd.Series(list(values), index=table.index, dtype=object)


def with_net(lines: pd.DataFrame) -> pd.DataFrame:
    """Add discounted, net_price and price."""
    table = lines.copy()
    table["discounted"] = column(map(discounted, table["list"], table["discounts"]), table)
    table["net_price"] = table["net"].where(table["net"].notna(), table["discounted"])
    table["price"] = table["resale"].where(seen_by_customer(table), table["net_price"])
    return table


def seen_by_customer(table: pd.DataFrame) -> "pd.Series[bool]":
    """Return which lines are compared at the distributor's resale price."""
    return (table["channel"] == "distributor") & table["resale"].notna()


def discounted(price: Decimal | None, discounts: Sequence[tuple[str, str | None, Decimal, str]]) -> Decimal | None:
    """Return the list price less its discounts (kind, name, percent, of); None without a list price."""
    return None if price is None else ladder(price, discounts)[-1]


def ladder(price: Decimal, discounts: Sequence[tuple[str, str | None, Decimal, str]]) -> list[Decimal]:
    """Return the list price, and the price after each discount."""
    prices = [price]
    for _, _, percent, of in discounts:
        prices.append(prices[-1] - (price if of == "list" else prices[-1]) * percent / 100)
    return prices


def term_costs(table: pd.DataFrame, assumed: Assumptions) -> dict[str, list[Cost]]:
    """Return the cost of each term, line by line."""
    prices = table["price"]
    costs = {
        term: [
            transport(term, amount, price, incoterm, assumed.estimates)
            for amount, price, incoterm in zip(table[term], prices, table["incoterm"], strict=True)
        ]
        for term in GIVEN
    }
    days = zip(prices, table["payment_days"], table["agreed_days"], strict=True)
    months = zip(prices, table["warranty_months"], strict=True)
    return costs | {
        "warranty": [warranty(price, count, assumed) for price, count in months],
        "payment": [payment(price, quoted, agreed, assumed.money_rate) for price, quoted, agreed in days],
    }


def transport(
    term: str,
    amount: Decimal | None,
    price: Decimal | None,
    incoterm: str | None,
    estimates: Mapping[str, Mapping[str, Decimal]],
) -> Cost:
    """Return the cost of a term that the quote may name: as given, else estimated or missing if it is ours."""
    if amount is not None:
        return Cost(amount)
    if incoterm is None or term not in OBLIGED[incoterm]:
        return NO_COST
    share = estimates.get(incoterm, {}).get(term)
    return Cost(missing=term) if share is None or price is None else Cost(price * share, estimated=True)


def warranty(price: Decimal | None, months: int | None, assumed: Assumptions) -> Cost:
    """Return the cost of the months beyond the standard. A quote that names no warranty gives the standard one."""
    further = (months or 0) - assumed.standard_months
    if further <= 0:
        return NO_COST
    if assumed.month_share is None or price is None:
        return Cost(missing="warranty")
    return Cost(price * assumed.month_share * further)


def payment(price: Decimal | None, quoted: int | None, agreed: int | None, rate: Decimal | None) -> Cost:
    """Return the cost of waiting for the money: price · rate · days ÷ 360."""
    days = quoted if quoted is not None else agreed
    if days == 0 or rate == 0:
        return NO_COST
    if days is None:
        return Cost(missing="payment-days")
    return Cost(missing="money-rate") if rate is None or price is None else Cost(price * rate * days / 360)


def estimated(costs: Sequence[Cost]) -> tuple[str, ...]:
    """Return the terms whose cost is estimated; `costs` are in the order of `TERMS`."""
    return tuple(term for term, cost in zip(TERMS, costs, strict=True) if cost.estimated)


def missing(costs: Sequence[Cost], incoterm: str | None) -> tuple[str, ...]:
    """Return what is not known and therefore not taken off."""
    return tuple(cost.missing for cost in costs if cost.missing) + (() if incoterm else ("incoterm",))


def quantity_factor(quantity: int, breaks: Sequence[tuple[int, Decimal]] | None) -> Decimal:
    """Return the factor of the last break that `quantity` reaches; 1 below the first, and without breaks."""
    reached = [factor for units, factor in breaks or () if units <= quantity]
    return reached[-1] if reached else WHOLE


def marks(line: Mapping[Any, Any]) -> tuple[str, ...]:
    """Return what a reader of the line must know, as slugs."""
    distributor = line["channel"] == "distributor"
    found = {
        "net-differs": net_differs(line),
        "resale": distributor and line["resale"] is not None,
        "resale-unknown": distributor and line["resale"] is None,
        "agreed-days": line["payment_days"] is None and line["agreed_days"] is not None,
        "no-breaks": line["breaks"] is None,
        "no-factor": line["factor"] == 0,
    }
    return tuple(slug for slug, holds in found.items() if holds)


def net_differs(line: Mapping[Any, Any]) -> bool:
    """Return whether the net price given disagrees with the discounts given, beyond the smallest unit."""
    if line["net"] is None or line["discounted"] is None or not line["discounts"]:
        return False
    return bool(abs(line["net"] - line["discounted"]) > Decimal(1).scaleb(-line["places"]))


def with_pocket(table: pd.DataFrame, places: int) -> pd.DataFrame:
    """Add pocket, net_base and pocket_base."""
    costs = [table[f"cost_{term}"] for term in TERMS]
    taken = column((sum(parts, NOTHING) for parts in zip(*costs, strict=True)), table)
    table["pocket"] = column(map(per_unit, table["price"], taken, table["factor"]), table)
    for name, source in (("net_base", "price"), ("pocket_base", "pocket")):
        values = zip(table[source], table["rate"], table["missing_rate"], strict=True)
        table[name] = column((in_base(*value, places) for value in values), table)
    return table


def per_unit(price: Decimal | None, taken: Decimal, factor: Decimal) -> Decimal | None:
    """Return the pocket price; None without a price, or with a factor of 0."""
    return None if price is None or factor == 0 else (price - taken) / factor


def in_base(amount: Decimal | None, rate: Decimal | None, missing: str | None, places: int) -> Decimal | None:
    """Return `amount` in the book's currency, rounded once; None without an amount or a rate."""
    return None if amount is None or rate is None or missing else round_money(amount * rate, places)


def waterfall(line: Mapping[Any, Any]) -> list[dict[str, Any]]:
    """Return the steps of one line of `pocket_price`: step, name (of a discount), amount, and the price after it.

    Amounts are signed and in the line's currency. Prices are rounded to four decimals and amounts are the
    differences between them, so that the steps add up to the pocket price exactly. Without a list price or a pocket
    price there are no steps.
    """
    if line["list"] is None or line["pocket"] is None:
        return []
    steps, before = [], NOTHING
    for step, name, price in levels(line):
        after = round_money(price, SHOWN_PLACES)
        steps.append({"step": step, "name": name, "amount": after - before, "price": after})
        before = after
    return steps


def levels(line: Mapping[Any, Any]) -> list[tuple[str, str | None, Decimal]]:
    """Return the price after each step that changes it; list and discounts always stand."""
    prices = ladder(line["list"], line["discounts"])
    found: list[tuple[str, str | None, Decimal]] = [("list", None, prices[0])]
    cuts = zip(line["discounts"], prices[1:], strict=True)
    found += [("discount", name or kind, price) for (kind, name, _, _), price in cuts]
    rest = [("net", line["net_price"]), ("resale", line["price"])]
    price = line["price"]
    for term in TERMS:
        price -= line[f"cost_{term}"]
        rest.append((term, price))
    rest.append(("quantity", line["pocket"]))
    for step, price in rest:
        if price != found[-1][2]:
            found.append((step, None, price))
    return found
