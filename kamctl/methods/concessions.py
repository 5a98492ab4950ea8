"""Concession creep: do we give an account more and more away, and what is left of the margin?

    discount  = 1 − Σ net · units ÷ Σ list · units      over the quote lines of 12 months, and of the 12 before
    creep     discount up by more than 3 points (0.03), and sales of 12 months not above those of the 12 before

More discount for more volume is a bargain; more discount for nothing is a habit. So the sales of the account decide
whether it counts as creep; where they are unknown nothing is said.

    left      = Σ (net − terms) · units                 what remains after discounts and all that goes with the price
    margin    = (left − cost) ÷ left                    利润的空间

Terms are those of the pocket price (`kamctl explain pocket-price`): freight, duty, installation, training, warranty,
waiting for the money. Cost is that of the last 12 months' invoices for the product: of the account's own, else of all;
`covered` says for which share of what remains it is known. Options are not told apart there.

Counted are quotes that were sent, accepted or rejected; lines without list or net price, or without a rate, are left
out. A distributor is seen with our eyes here: what it pays us is net.

Source: 客户优惠政策, 利润的空间; the limit of 3 points is ours.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from kamctl.methods.facts import Facts, back
from kamctl.methods.pocket_price import TERMS
from kamctl.methods.price_audit import COUNTED

CREEP = 0.03
MONEY = ("list", "net", "left")
COLUMNS = ("discount_before", "discount", "change", "sales_before", "sales", "left", "margin_left", "covered", "lines")


def concessions(facts: Facts, quotes: pd.DataFrame, costs: pd.DataFrame) -> pd.DataFrame:
    """Return one row per account with counted quote lines in both years (columns: `COLUMNS`); NaN unknown.

    `quotes` is that of `pocket_price.pocket_price`; `costs` has account, product, quantity, cost (of whole lines).
    Discounts, change and covered are shares; sales and left are money.
    """
    lines = amounts(quotes[quotes["status"].isin(COUNTED)])
    now, before = (within(lines, facts, *window) for window in ((12, 0), (24, 12)))
    table = pd.DataFrame({"discount_before": discount(before), "discount": discount(now)})
    table = table[table.notna().all(axis=1)]
    table["change"] = (table["discount"] - table["discount_before"]).round(9)
    old, told = facts.between(24, 12), facts.told(24)
    sales = {"sales_before": facts.with_zero(old.total, old, 24), "sales": facts.sold}
    for name, sold in sales.items():
        table[name] = facts.series(sold).where(told).reindex(table.index)
    known = now.assign(cost=unit_cost(now, costs) * now["units"])
    with_cost = known[known["cost"].notna()]
    left, paid = summed(known, "left"), summed(with_cost, "left")
    table["left"] = left
    table["margin_left"] = ((paid - summed(with_cost, "cost")) / paid).where(paid > 0)
    table["covered"] = (paid / left).where(left > 0)
    table["lines"] = now.groupby("account").size()
    return table[list(COLUMNS)].rename_axis("account")


def creeping(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `concessions` in which discounts crept up, the most first."""
    found = table[(table["change"] > CREEP) & (table["sales"] <= table["sales_before"])]
    return found.sort_values("change", ascending=False, kind="stable")


def amounts(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return account, product, date, units, and list, net and left (float, the book's currency) of usable lines."""
    rows = [row for row in map(amounts_of, quotes.to_dict("records")) if row]
    return pd.DataFrame(rows, columns=["account", "product", "date", "units", *MONEY])


def amounts_of(line: Mapping[Any, Any]) -> dict[str, Any] | None:
    """Return one line, None if list, net or rate are not known."""
    net, rate = line["net_price"], line["rate"]
    if net is None or rate is None or line["missing_rate"] or line["list"] is None or line["list"] <= 0:
        return None
    terms = sum((line[f"cost_{term}"] for term in TERMS), Decimal(0))
    factor = rate * line["quantity"]
    money = {"list": line["list"], "net": net, "left": net - terms}
    row = {name: line[name] for name in ("account", "product", "date")} | {"units": float(line["quantity"])}
    return row | {name: float(amount * factor) for name, amount in money.items()}


def within(lines: pd.DataFrame, facts: Facts, older: int, newer: int) -> pd.DataFrame:
    """Return the lines between two days, so many months before the report's."""
    first, last = back(facts.as_of, older), back(facts.as_of, newer)
    return lines[(lines["date"] > first) & (lines["date"] <= last)]


def summed(lines: pd.DataFrame, column: str) -> pd.Series:
    """Return the sum of a column by account."""
    return lines.groupby("account")[column].sum()


def discount(lines: pd.DataFrame) -> pd.Series:
    """Return the average discount by account."""
    listed = summed(lines, "list")
    return 1 - summed(lines, "net") / listed.where(listed > 0)


def unit_cost(lines: pd.DataFrame, costs: pd.DataFrame) -> pd.Series:
    """Return what one unit costs us for each line: by account and product, else by product; NaN unknown."""
    own = costs.groupby(["account", "product"])[["cost", "quantity"]].sum()
    every = costs.groupby("product")[["cost", "quantity"]].sum()
    own_cost, cost = own["cost"] / own["quantity"], every["cost"] / every["quantity"]
    keys = pd.MultiIndex.from_frame(lines[["account", "product"]])
    found = pd.Series(own_cost.reindex(keys).to_numpy(), lines.index, dtype="float64")
    return found.fillna(pd.Series(cost.reindex(lines["product"]).to_numpy(), lines.index, dtype="float64"))
