"""The quote lines behind a row of the price audit: the waterfall of each, from list to pocket."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from kamctl.errors import Message, msg, word
from kamctl.methods.pocket_price import SHOWN_PLACES, waterfall
from kamctl.render.sheet import Column, Table
from kamctl.rounding import round_money

Line = Mapping[Any, Any]
FACTS = (
    "quote", "line", "account", "site", "country", "seller", "owner", "date", "status", "channel", "method", "pooled",
    "approved_by", "incoterm", "payment_days", "quantity", "currency", "rate",
)  # fmt: skip
STEPS = {
    "list": msg("List"),
    "discount": msg("Discounts"),
    "net": msg("Net as given"),
    "resale": msg("Resale margin"),
    "freight": msg("Freight"),
    "duty": msg("Import duty"),
    "insurance": msg("Insurance"),
    "installation": msg("Installation"),
    "training": msg("Training"),
    "warranty": msg("Warranty"),
    "payment": msg("Payment"),
    "quantity": msg("Quantity"),
}


UNKNOWN = {
    "incoterm": msg("Incoterm"),
    "payment-days": msg("days to pay"),
    "money-rate": msg("yearly rate of money in the settings"),
}
MARKS = {
    "net-differs": msg("net disagrees with discounts"),
    "resale": msg("resale price"),
    "resale-unknown": msg("resale price unknown"),
    "agreed-days": msg("days to pay of the account"),
    "no-breaks": msg("no quantity breaks"),
}


def line_row(line: Line) -> dict[str, Any]:
    """Return a line as programs get it: facts, prices per unit in its own currency, the waterfall, what is marked."""
    places = line["places"]
    return {
        **{name: line[name] for name in FACTS},
        "net": shown(line["net_price"], places),
        "price": shown(line["price"], places),
        "factor": float(line["factor"]),
        "pocket": shown(line["pocket"], places),
        "pocket_base": line["pocket_base"],
        **{name: list(line[name]) for name in ("estimated", "missing", "marks")},
        "steps": [step | {name: shown(step[name], places) for name in ("amount", "price")} for step in waterfall(line)],
    }


def shown(amount: Decimal | None, places: int) -> Decimal | None:
    """Return an amount with the decimals of its currency, or with those of the waterfall where it needs more."""
    if amount is None:
        return None
    exact, short = round_money(amount, SHOWN_PLACES), round_money(amount, places)
    return short if short == exact else exact


def lines_table(title: Message, lines: Sequence[Line]) -> Table:
    """Return the table of the lines behind one row, each step that occurs in a column of its own."""
    rows = [table_row(line) for line in lines]
    steps = [step for step in STEPS if any(step_key(step) in row for row in rows)]
    columns = (
        Column("place", msg("Quote"), "id"),
        Column("country", msg("Country"), "word", "country", keep=4),
        Column("date", msg("Date"), "day", keep=6),
        Column("seller", msg("Seller"), "word", "seller", keep=8),
        Column("owner", msg("Owner"), "id", keep=9),
        Column("quantity", msg("Units"), "count", keep=5),
        Column("currency", msg("Currency"), "id", keep=2),
        *(Column(step_key(step), STEPS[step], "money", keep=3 if step == "list" else 10) for step in steps),
        Column("price", msg("Net"), "money", keep=2),
        Column("pocket", msg("Pocket"), "money", keep=2),
        Column("pocket_base", msg("Compared"), "money"),
        Column("remarks", msg("Remarks"), keep=7),
    )
    return Table(columns, rows, title)


def step_key(step: str) -> str:
    """Return the key of a step's column; a step and a fact may have one name."""
    return f"step_{step}"


def table_row(line: Line) -> dict[str, Any]:
    """Return a line as people see it; discounts are added up."""
    row = {name: line[name] for name in ("country", "date", "seller", "owner", "quantity", "currency", "pocket_base")}
    row |= {name: shown(line[name], line["places"]) for name in ("price", "pocket")}
    for step in waterfall(line):
        key = step_key(step["step"])
        row[key] = row.get(key, 0) + step["amount"]
    return row | {"place": place(line), "remarks": remarks(line)}


def place(line: Line) -> str:
    """Return the name of a line: that of its quote and its number there."""
    return f"{line['quote']}:{line['line']}"


def remarks(line: Line) -> list[Message]:
    """Return what a reader of the line must know."""
    return [
        *(msg("{term} estimated", term=term_name(term)) for term in line["estimated"]),
        *(msg("{term} unknown", term=term_name(term)) for term in line["missing"]),
        *(MARKS[mark] for mark in line["marks"]),
    ]


def term_name(slug: str) -> Message:
    """Return the name of a term, or of what else may be missing."""
    return UNKNOWN.get(slug) or word("term", slug)
