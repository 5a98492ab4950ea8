from decimal import Decimal
from typing import Any

import pandas as pd

from kamctl.frames.orders import COLUMNS, orders
from kamctl.records.book import Book, Ledger
from kamctl.records.ledger import Order, Rate
from kamctl.records.product import Product
from kamctl.records.rates import Exchange, Rates
from kamctl.records.settings import Settings

LINE = {
    "date": "2026-11-02", "order": "SO-1", "account": "hafen", "quantity": "2", "amount": "1500.50", "currency": "EUR",
}  # fmt: skip
RATES = Rates([Rate.model_validate({"date": "2026-11-02", "from": "EUR", "to": "CNY", "rate": "7.8"})])


def frame(*lines: dict[str, Any], rates: Rates = RATES) -> tuple[pd.DataFrame, Exchange]:
    rows = tuple(Order.model_validate({**LINE, **line}) for line in lines)
    sources = tuple(f"orders/2026-11.csv:{number}" for number in range(2, len(rows) + 2))
    product = Product.model_validate({"name": "Checkweigher", "family": "weighing"})
    exchange = Exchange(rates, "CNY")
    book = Book(Settings(currency="CNY"), products={"cw-c35": product}, orders=Ledger(rows, sources))
    return orders(book, exchange), exchange


def test_a_line_is_converted_at_the_rate_of_its_day() -> None:
    row = frame({})[0].iloc[0]
    assert (row["amount"], row["currency"], row["amount_base"]) == (Decimal("1500.50"), "EUR", Decimal("11703.90"))
    assert (row["date"], row["quantity"], row["source"]) == (pd.Timestamp("2026-11-02"), 2.0, "orders/2026-11.csv:2")


def test_what_a_line_is_about() -> None:
    row = frame({"product": "cw-c35", "options": ["ip69k", "arm"], "site": "kiel", "opportunity": "line3"})[0].iloc[0]
    assert row[["product", "family", "options", "site"]].tolist() == ["cw-c35", "weighing", ("arm", "ip69k"), "kiel"]
    assert (row["opportunity"], row["channel"]) == ("hafen/line3", "direct")


def test_the_deal_of_a_line_may_be_given_by_its_full_id() -> None:
    table, _ = frame({"opportunity": "hafen/line3"}, {"opportunity": "line3"})
    assert table["opportunity"].tolist() == ["hafen/line3", "hafen/line3"]


def test_what_is_unknown_is_none() -> None:
    row = frame({"product": "xx"})[0].iloc[0]
    assert (row["family"], row["site"], row["opportunity"]) == (None, None, None)


def test_a_line_without_a_rate_stays_and_is_remembered() -> None:
    table, exchange = frame({"currency": "NOK"}, {})
    assert table["amount_base"].tolist() == [None, Decimal("11703.90")]
    assert [currency for currency, _ in exchange.missing] == ["NOK"]


def test_lines_that_are_not_wanted_ask_for_no_rate() -> None:
    rows = (Order.model_validate({**LINE, "currency": "NOK"}), Order.model_validate(LINE))
    exchange = Exchange(RATES, "CNY")
    book = Book(Settings(currency="CNY"), orders=Ledger(rows, ("orders/2026-11.csv:2", "orders/2026-11.csv:3")))
    table = orders(book, exchange, lambda line: line.currency == "EUR")
    assert (len(table), exchange.missing) == (1, {})


def test_an_empty_ledger() -> None:
    table, _ = frame()
    assert tuple(table.columns) == COLUMNS
    assert table.empty
    assert table["date"].dtype.kind == "M"
