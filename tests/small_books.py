"""Small books in memory, written as plain dictionaries, for tests of what is computed from records."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kamctl.frames.indicators import fact_frames
from kamctl.methods.facts import Facts
from kamctl.records.account import Account
from kamctl.records.book import Book, Ledger
from kamctl.records.install import Install
from kamctl.records.ledger import Invoice, Order, Rate, Receivable
from kamctl.records.opportunity import Opportunity
from kamctl.records.product import Product
from kamctl.records.rates import Exchange, Rates
from kamctl.records.settings import Settings
from kamctl.records.survey import Survey

DAY = date(2026, 11, 20)
PRODUCTS = {"cw-1": "checkweigher", "xr-1": "x-ray", "sp-1": "spares"}
Row = Mapping[str, Any]
MODELS: dict[str, Any] = {
    "accounts": Account, "installs": Install, "opportunities": Opportunity, "surveys": Survey, "products": Product,
}  # fmt: skip
LEDGERS: dict[str, Any] = {"orders": Order, "invoices": Invoice, "receivables": Receivable, "rates": Rate}


def a_book(**kinds: Any) -> Book:
    """Return a book of records by kind: `{id: fields}` for records, a list of rows for ledgers."""
    kinds = {"products": {code: {"name": code, "family": family} for code, family in PRODUCTS.items()}, **kinds}
    settings = Settings.model_validate({"currency": "CNY", **kinds.pop("settings", {})})
    values: dict[str, Any] = {}
    for kind, given in kinds.items():
        if kind in LEDGERS:
            values[kind] = ledger(kind, given)
        else:
            values[kind] = {name: MODELS[kind].model_validate(fields) for name, fields in given.items()}
    return Book(settings, **values)


def ledger(kind: str, rows: Iterable[Row]) -> Ledger[Any]:
    """Return a ledger whose rows stand in one file, the first in line 2."""
    lines = tuple(LEDGERS[kind].model_validate(row) for row in rows)
    return Ledger(lines, tuple(f"{kind}/2026.csv:{number}" for number in range(2, len(lines) + 2)))


def an_exchange(book: Book) -> Exchange:
    """Return the exchange into the book's currency."""
    return Exchange(Rates(row for _, row in book.rates), book.settings.currency)


def facts_of(book: Book, day: date = DAY) -> Facts:
    """Return the facts of the book on a day."""
    stages = {stage.id: float(stage.probability) for stage in book.settings.stages}
    return Facts(day, stages=stages, **fact_frames(book, an_exchange(book), day))


def invoice(day: str, account: str, amount: str, **more: Any) -> Row:
    """Return a line of the invoice ledger, in CNY and for a checkweigher unless told otherwise."""
    return {
        "date": day, "invoice": f"r-{day}", "account": account, "amount": amount, "currency": "CNY", "product": "cw-1",
        **more,
    }  # fmt: skip
