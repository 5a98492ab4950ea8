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


ABOVE_NET = frozenset(("list", "discount", "net", "resale"))
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


def flat_row(row: Line, line: Line) -> dict[str, Any]:
    """Return a line as a spreadsheet gets it: what was compared, the facts, each step in a column of its own."""
    told = line_row(line)
    steps: dict[str, Decimal] = {}
    for step in told.pop("steps"):
        steps[step["step"]] = steps.get(step["step"], Decimal(0)) + step["amount"]
    return {
        **{name: row[name] for name in ("group", "product", "options")},
        **told,
        "steps": {step: steps.get(step) for step in STEPS},
    }


def shown(amount: Decimal | None, places: int) -> Decimal | None:
    """Return an amount with the decimals of its currency, or with those of the waterfall where it needs more."""
    if amount is None:
        return None
    exact, short = round_money(amount, SHOWN_PLACES), round_money(amount, places)
    return short if short == exact else exact


def lines_table(title: Message, lines: Sequence[Line]) -> Table:
    """Return the table of the lines behind one row, cheapest first."""
    rows = [table_row(line) for line in lines]
    columns = (
        Column("place", msg("Quote"), "id"),
        Column("country", msg("Country"), "word", "country", keep=4),
        Column("date", msg("Date"), "day", keep=6),
        Column("seller", msg("Seller"), "word", "seller", keep=8),
        Column("owner", msg("Owner"), "id", keep=9),
        Column("quantity", msg("Units"), "count", keep=5),
        Column("currency", msg("Currency"), "id", keep=2),
        Column("list", msg("List"), "money", keep=3),
        Column("price", msg("Net"), "money", keep=2),
        Column("pocket", msg("Pocket"), "money", keep=2),
        Column("pocket_base", msg("Compared"), "money"),
        Column("remarks", msg("Remarks"), keep=7),
    )
    return Table(columns, rows, title)


def waterfall_table(lines: Sequence[Line]) -> Table:
    """Return how the cheapest and the dearest of `lines` come from list to pocket, per unit in their currencies."""
    ends = {"lowest": lines[0], "highest": lines[-1]}
    steps = {name: step_amounts(line) for name, line in ends.items()}
    # What is taken off before the net price stands above it, the rest between it and the pocket price.
    above = [step for step in STEPS if step in ABOVE_NET and any(amounts.get(step) for amounts in steps.values())]
    below = [step for step in STEPS if step not in ABOVE_NET and any(amounts.get(step) for amounts in steps.values())]
    rows: list[dict[str, Any]] = [
        *(step_row(STEPS[step], steps, step) for step in above),
        {"step": msg("= Net"), **{name: rounded(line["price"], line) for name, line in ends.items()}},
        *(step_row(STEPS[step], steps, step) for step in below),
        {"step": msg("= Pocket"), **{name: rounded(line["pocket"], line) for name, line in ends.items()}},
    ]
    columns = (
        Column("step", msg("Per unit"), "id"),
        Column("lowest", msg("Lowest, {currency}", currency=lines[0]["currency"]), "money"),
        Column("highest", msg("Highest, {currency}", currency=lines[-1]["currency"]), "money"),
    )
    quotes = {name: place(line) for name, line in ends.items()}
    return Table(columns, rows, msg("From list to pocket: {lowest} and {highest}", **quotes))


def step_amounts(line: Line) -> dict[str, Decimal]:
    """Return what each step of a line adds, several discounts added up, in the smallest unit of its currency."""
    amounts: dict[str, Decimal] = {}
    for step in waterfall(line):
        amounts[step["step"]] = amounts.get(step["step"], Decimal(0)) + step["amount"]
    return {step: round_money(amount, line["places"]) for step, amount in amounts.items()}


def step_row(label: Message, steps: Mapping[str, Mapping[str, Decimal]], step: str) -> dict[str, Any]:
    """Return the row of one step; a line without it has nothing there, which is known."""
    return {"step": label, **{name: amounts.get(step, Decimal(0)) for name, amounts in steps.items()}}


def rounded(amount: Decimal | None, line: Line) -> Decimal | None:
    """Return an amount in the smallest unit of the line's currency."""
    return None if amount is None else round_money(amount, line["places"])


def table_row(line: Line) -> dict[str, Any]:
    """Return a line as people see it."""
    row = {name: line[name] for name in ("country", "date", "seller", "owner", "quantity", "currency", "pocket_base")}
    row |= {name: rounded(line[name], line) for name in ("price", "pocket")}
    row["list"] = next((rounded(step["price"], line) for step in waterfall(line) if step["step"] == "list"), None)
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
