"""Lifetime values as rows: one per account or customer group, in exact money, with total and rank."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kamctl.cli.amounts import figure_of, money_of
from kamctl.methods.clv import TERMS

if TYPE_CHECKING:
    from kamctl.cli.clv_plan import Valued

Row = dict[str, Any]


def rows_of(valued: "Valued") -> list[Row]:
    """Return the rows of all units, best first; those without any known term last."""
    members: dict[str, list[str]] = {}
    for account in valued.terms.index:
        members.setdefault(valued.units[account], []).append(account)
    rows = [row_of(valued, unit, accounts) for unit, accounts in sorted(members.items())]
    return ranked(rows)


def row_of(valued: "Valued", unit: str, accounts: list[str]) -> Row:
    """Return one unit in the order of the contract; a group's terms are the sums of those known of its accounts."""
    record = valued.book.accounts[unit]
    table = {term: [money_of(valued.terms[term][name], valued.currency) for name in accounts] for term in TERMS}
    terms = {term: summed(values) for term, values in table.items()}
    alone = accounts == [unit]
    tier = valued.known["tier"][unit] if alone else None
    units = valued.facts.units
    return {
        "account": unit,
        **terms,
        "total": summed(terms.values()),
        "covers": [term for term in TERMS if terms[term] is not None],
        "unknown": [term for term in TERMS if None in table[term]],
        "rank": None,
        "name": record.name,
        "name_zh": record.name_zh,
        "parent": record.parent,
        "accounts": len(accounts),
        "tier": tier,
        "owner": units["owner"][unit] if alone else None,
        "segment": record.segment,
        "profit": summed(money_of(valued.known["profit"][name], valued.currency) for name in accounts),
        "retention": figure_of(valued.assumptions.retention.get(tier, float("nan"))) if alone else None,
    }


def summed(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum of what is known, None where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def ranked(rows: list[Row]) -> list[Row]:
    """Return the rows by falling total with their ranks: 1, 2, 2, 4."""
    order = sorted(rows, key=lambda row: (row["total"] is None, -(row["total"] or 0)))
    for place, row in enumerate(order, start=1):
        same = place > 1 and order[place - 2]["total"] == row["total"]
        row["rank"] = None if row["total"] is None else order[place - 2]["rank"] if same else place
    return order
