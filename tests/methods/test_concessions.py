from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest
from small_books import DAY, a_book, an_exchange, facts_of, invoice

from kamctl.frames.quotes import priced, quote_lines
from kamctl.frames.unit_costs import unit_costs
from kamctl.methods.concessions import concessions, creeping
from kamctl.methods.pocket_price import Assumptions, pocket_price
from kamctl.records.quote import Quote

NOW, BEFORE = "2026-05-05", "2025-05-05"


def quote(day: str, net: int, **more: Any) -> Quote:
    line = {"product": "cw-1", "quantity": 2, "list": "100 CNY", "net": f"{net} CNY", **more.pop("line", {})}
    return Quote.model_validate({"date": day, "incoterm": "EXW", "payment_days": 0, "lines": [line], **more})


def table(quotes: dict[str, Quote], *lines: Mapping[str, Any]) -> pd.DataFrame:
    known = [invoice("2023-01-10", "norla", "1"), invoice("2026-11-01", "sudmar", "1"), *lines]
    accounts = {name: {"name": name} for name in ("norla", "sudmar")}
    book = a_book(accounts=accounts, invoices=known)
    book = type(book)(**{name: getattr(book, name) for name in ("settings", "products", "accounts", "invoices")},
                      quotes=quotes)  # fmt: skip
    exchange = an_exchange(book)
    found = pocket_price(priced(book, exchange, quote_lines(book, DAY)), Assumptions(), 2)
    return concessions(facts_of(book), found, unit_costs(book, exchange, DAY))


SOLD = [invoice("2025-05-05", "norla", "500"), invoice("2026-05-05", "norla", "500", quantity=4, cost="240")]
CREPT = {"norla/old": quote(BEFORE, 90), "norla/new": quote(NOW, 85)}


def test_discount_of_two_years_and_the_margin_that_is_left() -> None:
    row = table(CREPT, *SOLD).loc["norla"]
    assert (row["discount_before"], row["discount"], row["change"]) == pytest.approx((0.10, 0.15, 0.05))
    assert (row["sales_before"], row["sales"], row["lines"]) == (500, 500, 1)
    # left 2 · 85 = 170; one unit costs 240 ÷ 4 = 60
    assert (row["left"], row["margin_left"], row["covered"]) == pytest.approx((170, 50 / 170, 1))
    assert list(creeping(table(CREPT, *SOLD)).index) == ["norla"]


def test_terms_come_off_what_is_left() -> None:
    given = {"includes": {"freight": "5 CNY", "installation": "10 CNY"}}
    quotes = {**CREPT, "norla/new": quote(NOW, 85, incoterm="DAP", line=given)}
    row = table(quotes, *SOLD).loc["norla"]
    assert (row["left"], row["margin_left"]) == pytest.approx((140, 20 / 140))


@pytest.mark.parametrize(
    ("quotes", "sold"),
    [
        ({**CREPT, "norla/new": quote(NOW, 87)}, SOLD),  # 3 points are not more than 3
        (CREPT, [*SOLD, invoice("2026-05-06", "norla", "1")]),  # with volume
        (CREPT, SOLD[:0]),  # sales of 0 in both years
        ({"norla/new": quote(NOW, 85)}, SOLD),  # nothing to compare with
    ],
)
def test_what_is_no_creep(quotes: dict[str, Quote], sold: list[dict[str, Any]]) -> None:
    found = creeping(table(quotes, *sold))
    assert found.empty or found["sales"].eq(0).all()


def test_drafts_and_lines_without_a_rate_do_not_count() -> None:
    more = {"norla/draft": quote(NOW, 1, status="draft"),
            "norla/usd": quote(NOW, 1, line={"list": "100 USD", "net": "1 USD"})}  # fmt: skip
    assert table({**CREPT, **more}, *SOLD).loc["norla", "discount"] == pytest.approx(0.15)


def test_the_cost_of_others_stands_in_and_an_unknown_one_is_told() -> None:
    others = [SOLD[0], invoice("2026-05-05", "norla", "500"),
              invoice("2026-05-05", "sudmar", "100", quantity=1, cost="70")]  # fmt: skip
    assert table(CREPT, *others).loc["norla", "margin_left"] == pytest.approx((170 - 140) / 170)
    nothing = table(CREPT, SOLD[0], invoice("2026-05-05", "norla", "500")).loc["norla"]
    assert pd.isna(nothing["margin_left"])
    assert pd.isna(nothing["covered"]) or nothing["covered"] == 0


def test_no_quotes() -> None:
    assert table({}).empty
