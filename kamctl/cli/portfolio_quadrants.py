"""The quadrants of a portfolio: their figures, what each is judged by, what they get and what they should."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from kamctl.cli.amounts import cells_of, figure_of, money_of
from kamctl.errors import word
from kamctl.methods.dso import ALL, pooled
from kamctl.methods.portfolio import ATTACK, DEFEND, DROP, MAINTAIN, QUADRANTS
from kamctl.methods.portfolio_resources import RESOURCES, added

if TYPE_CHECKING:
    from kamctl.cli.portfolio_plan import Portfolio

Row = dict[str, Any]
LABELS = (
    word("kpi", "revenue"), word("kpi", "revenue_trend"), word("kpi", "open_potential"), word("kpi", "profit"),
    word("kpi", "receivable_days"), word("kpi", "overdue_share"), word("kpi", "loyalty"), word("kpi", "satisfaction"),
    word("kpi", "hours"), word("quadrant", "no_place"),
)  # fmt: skip
KPIS = {
    ATTACK: ("revenue", "revenue_trend", "open_potential"),
    DEFEND: ("profit", "receivable_days", "overdue_share", "loyalty", "satisfaction"),
    MAINTAIN: ("profit", "hours"),
    DROP: ("hours",),
}
UNKNOWN = float("nan")


def quadrant_rows(portfolio: "Portfolio", shown: list[str]) -> list[Row]:
    """Return one row per quadrant, and one for accounts without a place if there are any; of the `shown` accounts."""
    table = portfolio.table.loc[shown]
    whole = table["revenue"].clip(lower=0).sum()
    rows = [quadrant_row(portfolio, name, table[table["quadrant"] == name], whole) for name in QUADRANTS]
    rest = table[table["quadrant"].isna()]
    return rows if rest.empty else [*rows, quadrant_row(portfolio, None, rest, whole)]


def quadrant_row(portfolio: "Portfolio", name: str | None, table: pd.DataFrame, whole: float) -> Row:
    """Return figures and KPIs of one quadrant. Sums are those of what is known."""
    currency = portfolio.currency
    both = table[table["potential"].notna() & table["share"].notna()]
    potential, revenue = (table[column].sum(min_count=1) for column in ("potential", "revenue"))
    ours = (both["potential"] * both["share"]).sum()
    return {
        "quadrant": name,
        "accounts": len(table),
        "potential": money_of(potential, currency),
        "share": figure_of(ours / both["potential"].sum()) if both["potential"].sum() > 0 else None,
        "revenue": money_of(revenue, currency),
        "revenue_share": figure_of(max(0.0, table["revenue"].clip(lower=0).sum()) / whole) if whole > 0 else None,
        "profit": money_of(table["profit"].sum(min_count=1), currency),
        "screened": int(table["screen"].sum()),
        "kpis": [kpi_row(portfolio, table, kpi) for kpi in KPIS.get(name or "", ())],
    }


def kpi_row(portfolio: "Portfolio", table: pd.DataFrame, kpi: str) -> Row:
    """Return one KPI of some accounts: value, unit, and of how many of them it is known."""
    value, unit, known = HOW[kpi](portfolio, table, kpi)
    return {"kpi": kpi, "value": value, "unit": unit, "known_of": known}


Found = tuple[Decimal | float | None, str, int]
COLUMN = {"open_potential": "open"}


def summed(portfolio: "Portfolio", table: pd.DataFrame, kpi: str) -> Found:
    """Return the sum of an amount."""
    column = table[COLUMN.get(kpi, kpi)]
    return money_of(column.sum(min_count=1), portfolio.currency), portfolio.currency, int(column.notna().sum())


def trend(portfolio: "Portfolio", table: pd.DataFrame, kpi: str) -> Found:
    """Return by how much revenue grew, of the accounts whose revenue of both years is known."""
    both = table[table["revenue"].notna() & table["revenue_before"].notna()]
    before = both["revenue_before"].sum()
    return figure_of(both["revenue"].sum() / before - 1 if before > 0 else UNKNOWN), "share", len(both)


def collections(portfolio: "Portfolio", table: pd.DataFrame, kpi: str) -> Found:
    """Return receivable days, or the overdue share, of the accounts taken together, at the last month end."""
    some = portfolio.balances[portfolio.balances["account"].isin(table.index)]
    last = some[some["date"] == some["date"].max()]
    found = pooled(last, portfolio.sold)
    known = int(last["balance"].notna().sum())
    if kpi == "receivable_days":
        return figure_of(UNKNOWN if found.empty else found["dso"][ALL], 1), "days", known
    balance, overdue = (UNKNOWN if found.empty else float(found[name][ALL]) for name in ("balance", "overdue"))
    share = 0.0 if balance <= 0 else overdue / balance
    return figure_of(UNKNOWN if overdue != overdue else share), "share", known


def mean(portfolio: "Portfolio", table: pd.DataFrame, kpi: str) -> Found:
    """Return the mean of a score, each account alike."""
    return figure_of(table[kpi].mean(), 1), "0-100", int(table[kpi].notna().sum())


def hours(portfolio: "Portfolio", table: pd.DataFrame, kpi: str) -> Found:
    """Return the hours of the activities that count."""
    spent = portfolio.resources["time"].reindex(table.index)
    return figure_of(spent.sum(min_count=1), 1), "hours", int(spent.notna().sum())


HOW: Mapping[str, Callable[["Portfolio", pd.DataFrame, str], Found]] = {
    "revenue": summed,
    "open_potential": summed,
    "profit": summed,
    "revenue_trend": trend,
    "receivable_days": collections,
    "overdue_share": collections,
    "loyalty": mean,
    "satisfaction": mean,
    "hours": hours,
}


def resource_rows(portfolio: "Portfolio", shown: list[str], whole: bool) -> list[Row]:
    """Return planned, done and difference of each resource by quadrant, in parts of ten.

    What goes to accounts without a place stands under None; with what goes elsewhere if `whole`, that is, if all
    accounts are shown. Then planned parts are those of the plan, whether or not a quadrant has accounts.
    """
    table = portfolio.table.loc[shown]
    rows = []
    for name in (*QUADRANTS, None):
        of_name = table.index[table["quadrant"].isna() if name is None else table["quadrant"] == name]
        members = [*of_name, *([""] if whole and name is None else [])]
        row: Row = {"quadrant": name}
        for resource in RESOURCES:
            row |= parts_of(portfolio, resource, name, members, whole)
        rows.append(row)
    last = rows[-1]
    idle = all(not last[f"{resource}_actual"] for resource in RESOURCES)
    return rows[:-1] if idle else rows


def parts_of(portfolio: "Portfolio", resource: str, name: str | None, members: list[str], whole: bool) -> Row:
    """Return planned, done and difference of one resource in one quadrant."""
    table, split = portfolio.resources.loc[members], portfolio.splits[resource]
    plan = split.get(name or "", Decimal(0)) if split and whole else added(list(table[f"{resource}_planned"]))
    done = added(list(table[f"{resource}_actual"]))
    if split is not None:
        plan = plan or Decimal(0)
    if portfolio.resources[f"{resource}_actual"].notna().any():
        done = done or Decimal(0)
    return {
        f"{resource}_planned": number(plan),
        f"{resource}_actual": number(done),
        f"{resource}_difference": None if plan is None or done is None else number(done - plan),
    }


def number(part: Decimal | None) -> float | None:
    """Return a part of ten as a number."""
    return None if part is None else float(part)


def of_account(portfolio: "Portfolio", account: str) -> Iterator[tuple[str, float | None]]:
    """Yield the resources of one account: amounts, and parts of ten as planned and as done."""
    row = cells_of(portfolio.resources, account)
    for resource in RESOURCES:
        yield f"{resource}_planned", number(row[f"{resource}_planned"])
        yield f"{resource}_actual", number(row[f"{resource}_actual"])
