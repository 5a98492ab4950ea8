from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from kamctl.frames.quotes import FACTS, PRICES, priced, quote_lines
from kamctl.records.account import Account
from kamctl.records.book import Book
from kamctl.records.ledger import Rate
from kamctl.records.product import Product
from kamctl.records.quote import Quote
from kamctl.records.rates import Exchange, Rates
from kamctl.records.settings import Settings

D = Decimal
DAY = date(2026, 11, 20)
SETTINGS = Settings.model_validate(
    {"currency": "CNY", "regions": {"nordics": {"name": "Nordics", "countries": ["NO", "SE"]}}}
)
BERGEN = {"id": "bergen", "name": "Bergen plant", "country": "NO"}
ACCOUNTS: dict[str, dict[str, Any]] = {
    "fjordmeal": {"name": "Fjordmeal", "kind": "group"},
    "fjordmeal-no": {
        "name": "Fjordmeal Norge",
        "parent": "fjordmeal",
        "sites": [BERGEN],
        "terms": {"payment_days": 45},
    },
}
LINE: dict[str, Any] = {"product": "cw-c35", "quantity": 1, "list": "32500 EUR"}


def quote(*lines: dict[str, Any], **facts: Any) -> Quote:
    return Quote.model_validate({"date": "2026-03-02", "lines": [LINE | line for line in lines or ({},)]} | facts)


def book(**quotes: Quote) -> Book:
    """A book with quotes q1, q2, … of fjordmeal-no."""
    return Book(
        SETTINGS,
        accounts={name: Account.model_validate(fields) for name, fields in ACCOUNTS.items()},
        quotes={f"fjordmeal-no/{name}": quote for name, quote in quotes.items()},
        products={
            "cw-c35": Product.model_validate(
                {"name": "Checkweigher", "breaks": [{"units": 5, "factor": "0.95"}, {"units": 1, "factor": 1}]}
            )
        },
    )


def exchange(*rows: tuple[str, str, str, str]) -> Exchange:
    rates = [Rate.model_validate(dict(zip(("date", "from", "to", "rate"), row, strict=True))) for row in rows]
    return Exchange(Rates(rates), "CNY")


EUR_USD = exchange(("2026-03-01", "EUR", "CNY", "8.00"), ("2026-03-01", "USD", "CNY", "7.00"))


def prices(quoted: Quote, rates: Exchange = EUR_USD) -> dict[Any, Any]:
    """The one line of a quote, priced."""
    whole = book(q1=quoted)
    return priced(whole, rates, quote_lines(whole, DAY)).to_dict("records")[0]


def test_the_facts_of_a_line() -> None:
    line = {"options": ["printer", "ip69k", "printer"], "includes": {"warranty_months": 24}, "application": "weighing"}
    facts = {
        "site": "bergen", "seller": "nordic", "owner": "ane", "channel": "distributor", "method": "frame",
        "frame": "f1", "pooled": "true", "approved": {"by": "mia"}, "incoterm": "DDP", "payment_days": "60",
        "status": "accepted",
    }  # fmt: skip
    whole = book(q1=quote(line, {"product": "md-10"}, **facts))
    first, second = quote_lines(whole, DAY).to_dict("records")
    assert first == {
        "quote": "fjordmeal-no/q1", "line": 1, "account": "fjordmeal-no", "group": "fjordmeal", "site": "bergen",
        "country": "NO", "region": "nordics", "seller": "nordic", "owner": "ane", "date": pd.Timestamp("2026-03-02"),
        "status": "accepted", "channel": "distributor", "method": "frame", "frame": "f1", "pooled": True,
        "approved_by": "mia", "incoterm": "DDP", "payment_days": 60, "agreed_days": 45, "product": "cw-c35",
        "options": ("ip69k", "printer"), "quantity": 1, "warranty_months": 24, "application": "weighing",
    }  # fmt: skip
    assert (second["line"], second["product"], second["options"], second["warranty_months"]) == (2, "md-10", (), None)


def test_an_account_with_one_site_has_no_other() -> None:
    (line,) = quote_lines(book(q1=quote()), DAY).to_dict("records")
    assert (line["site"], line["country"], line["payment_days"], line["seller"]) == ("bergen", "NO", None, None)


def test_a_site_that_the_account_does_not_have() -> None:
    (line,) = quote_lines(book(q1=quote(site="oslo")), DAY).to_dict("records")
    assert (line["site"], line["country"], line["region"]) == ("oslo", None, None)


def test_a_quote_of_an_unknown_account_is_its_own_group() -> None:
    whole = Book(SETTINGS, quotes={"nobody/q1": quote()})
    (line,) = quote_lines(whole, DAY).to_dict("records")
    assert (line["group"], line["site"], line["agreed_days"]) == ("nobody", None, None)


def statuses(**quotes: Quote) -> list[str]:
    return list(quote_lines(book(**quotes), DAY)["status"])


def test_a_replaced_quote_is_superseded_whatever_it_says() -> None:
    assert statuses(q1=quote(status="accepted"), q2=quote(supersedes="q1")) == ["superseded", "sent"]
    assert statuses(q1=quote(), q2=quote(supersedes="q1", status="rejected")) == ["superseded", "rejected"]
    assert statuses(q1=quote(status="superseded"), q2=quote()) == ["superseded", "sent"]


def test_a_replaced_quote_may_be_named_by_its_full_id_or_lie_in_another_account() -> None:
    assert statuses(q1=quote(), q2=quote(supersedes="fjordmeal-no/q1")) == ["superseded", "sent"]
    known = book(q1=quote())
    other = replace(known, quotes={**known.quotes, "fjordmeal/q9": quote(supersedes="q1")})
    assert quote_lines(other, DAY)["status"].tolist() == ["superseded", "sent"]


def test_each_quote_of_a_chain_but_the_last_is_superseded() -> None:
    chain = {"q1": quote(), "q2": quote(supersedes="q1"), "q3": quote(supersedes="q2"), "q4": quote(supersedes="gone")}
    assert statuses(**chain) == ["superseded", "superseded", "sent", "sent"]


def test_a_draft_or_a_later_quote_replaces_nothing_yet() -> None:
    assert statuses(q1=quote(), q2=quote(supersedes="q1", status="draft")) == ["sent", "draft"]
    assert statuses(q1=quote(), q2=quote(supersedes="q1", date="2026-11-21")) == ["sent", "sent"]
    assert statuses(q1=quote(), q2=quote(supersedes="q1", date="2026-11-20")) == ["superseded", "sent"]


def test_the_money_of_a_line() -> None:
    cuts = [{"kind": "frame", "name": "yearly", "percent": "5"}, {"percent": "2.5", "of": "list"}]
    line = prices(
        quote({"net": "30000 EUR", "discounts": cuts, "resale": "33000 EUR", "includes": {"freight": "500 EUR"}})
    )
    assert (line["currency"], line["places"], line["rate"], line["missing_rate"]) == ("EUR", 2, D("8.00"), None)
    assert (line["list"], line["net"], line["resale"], line["freight"]) == (D(32500), D(30000), D(33000), D(500))
    assert (line["duty"], line["training"]) == (None, None)
    assert line["discounts"] == (("frame", "yearly", D(5), "previous"), ("other", None, D("2.5"), "list"))
    assert line["breaks"] == ((1, D(1)), (5, D("0.95")))


def test_no_breaks_in_the_catalogue() -> None:
    assert prices(quote({"product": "md-10"}))["breaks"] is None


def test_terms_in_another_currency_come_in_that_of_the_net_price() -> None:
    # 800 USD · 7 ÷ 8 = 700 EUR; 4,000 CNY ÷ 8 = 500 EUR
    line = prices(quote({"net": "26000 EUR", "includes": {"freight": "800 USD", "training": "4000 CNY"}}))
    assert (line["currency"], line["freight"], line["training"]) == ("EUR", D(700), D(500))
    # a list price in another currency: 208,000 CNY ÷ 8 = 26,000 EUR
    line = prices(quote({"list": "208000 CNY", "net": "26000 EUR"}))
    assert (line["currency"], line["list"], line["net"]) == ("EUR", D(26000), D(26000))


@pytest.mark.parametrize(
    "line",
    [{"list": "1000 NAD"}, {"net": "1000 NAD"}, {"includes": {"freight": "10 NAD"}}, {"list": "1 NAD", "net": "1 EUR"}],
)
def test_the_currency_without_a_rate_is_named(line: dict[str, Any]) -> None:
    rates = exchange(("2026-03-01", "EUR", "CNY", "8.00"))
    assert prices(quote(line), rates)["missing_rate"] == "NAD"
    assert list(rates.missing) == [("NAD", date(2026, 3, 2))]


def test_the_rate_is_that_of_the_quotes_day() -> None:
    rates = exchange(("2026-03-02", "EUR", "CNY", "8.00"), ("2026-11-01", "EUR", "CNY", "7.80"))
    assert prices(quote(), rates)["rate"] == D("8.00")
    assert prices(quote(date="2026-11-05"), rates)["rate"] == D("7.80")
    assert prices(quote(date="2026-03-01"), rates)["missing_rate"] == "EUR"


def test_only_the_lines_handed_over_ask_for_rates() -> None:
    rates = exchange(("2026-03-01", "EUR", "CNY", "8.00"))
    whole = book(q1=quote(), q2=quote({"list": "5 NAD"}, status="draft"))
    lines = quote_lines(whole, DAY)
    result = priced(whole, rates, lines[lines["status"] != "draft"])
    assert (list(result["quote"]), rates.missing) == (["fjordmeal-no/q1"], {})


def test_an_empty_book() -> None:
    lines = quote_lines(Book(SETTINGS), DAY)
    assert (len(lines), list(lines.columns)) == (0, list(FACTS))
    assert list(lines["date"].dt.date) == []
    assert list(priced(Book(SETTINGS), EUR_USD, lines).columns) == [*FACTS, *PRICES]
