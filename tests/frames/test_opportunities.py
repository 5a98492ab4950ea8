from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from kamctl.frames.opportunities import COLUMNS, every, revalued, states, touching
from kamctl.periods import parse_quarter
from kamctl.records.account import Account
from kamctl.records.book import Book
from kamctl.records.ledger import Rate
from kamctl.records.opportunity import Opportunity, State
from kamctl.records.rates import Exchange, Rates
from kamctl.records.settings import Settings

DAYS = (("2026-09-01", "8.0"), ("2026-10-01", "7.9"), ("2026-11-02", "7.8"))
RATES = Rates([Rate.model_validate({"date": day, "from": "EUR", "to": "CNY", "rate": rate}) for day, rate in DAYS])
SETTINGS = Settings.model_validate(
    {"currency": "CNY", "regions": {"nordics": {"name": "Nordics", "countries": ["NO"]}}}
)
SITES = [{"id": "oslo", "name": "Oslo", "country": "NO"}, {"id": "kiel", "name": "Kiel", "country": "DE"}]
OPEN = {"on": "2026-09-07", "stage": "design", "amount": "1000 EUR", "close": "2026-12-10"}
D = Decimal


def book(*history: dict[str, Any], deal: dict[str, Any] | None = None, **account: Any) -> Book:
    """Return a book of one account, hafen, with one deal, hafen/line3."""
    opportunity = Opportunity.model_validate({"name": "Line 3", "history": history, **(deal or {})})
    hafen = Account.model_validate({"name": "Hafen", "sites": SITES, **account})
    return Book(SETTINGS, accounts={"hafen": hafen}, opportunities={"hafen/line3": opportunity})


def on(day: str, known: Book, priced: Callable[[State], bool] = every) -> tuple[pd.DataFrame, Exchange]:
    exchange = Exchange(RATES, "CNY")
    return states(known, exchange, date.fromisoformat(day), priced), exchange


def one(day: str, known: Book) -> dict[str, Any]:
    """Return the only row on a day."""
    (row,) = on(day, known)[0].to_dict("records")
    return {str(key): value for key, value in row.items()}


def test_before_its_first_entry_a_deal_is_not_there() -> None:
    table, _ = on("2026-09-06", book(OPEN))
    assert table.empty
    assert tuple(table.columns) == COLUMNS


def test_an_open_deal_is_converted_at_the_rate_of_the_day() -> None:
    row = one("2026-10-15", book(OPEN))
    assert (row["amount"], row["currency"], row["rate"], row["amount_base"]) == (1000, "EUR", D("7.9"), 7900)
    assert (row["stage"], row["close"], row["ended"]) == ("design", pd.Timestamp("2026-12-10"), pd.NaT)
    assert (row["first_seen"], row["since"]) == (pd.Timestamp("2026-09-07"), pd.Timestamp("2026-09-07"))


def test_a_win_keeps_the_rate_of_its_day() -> None:
    won = {"on": "2026-10-20", "stage": "won", "amount": "900 EUR"}
    row = one("2026-11-20", book(OPEN, won))
    assert (row["amount"], row["amount_base"], row["won_on"]) == (900, 7110, pd.Timestamp("2026-10-20"))


def test_a_cancelled_win_keeps_the_amount_of_the_win() -> None:
    won = {"on": "2026-10-20", "stage": "won", "amount": "900 EUR"}
    gone = {"on": "2026-11-04", "stage": "cancelled", "amount": "1 EUR"}
    row = one("2026-11-20", book(OPEN, won, gone))
    assert (row["amount"], row["amount_base"], row["ended"]) == (900, 7110, pd.Timestamp("2026-11-04"))


def test_a_lost_deal_is_converted_at_the_rate_of_its_end() -> None:
    row = one("2026-11-20", book(OPEN, {"on": "2026-10-20", "stage": "lost"}))
    assert (row["amount_base"], row["won_on"]) == (7900, pd.NaT)


def test_the_owner_is_the_deals_else_the_accounts_on_the_day() -> None:
    owners = [{"on": "2026-01-01", "value": "ada"}, {"on": "2026-10-01", "value": "lin"}]
    known = book(OPEN, {"on": "2026-11-02", "owner": "max"}, owner=owners)
    assert [one(day, known)["owner"] for day in ("2026-09-10", "2026-10-10", "2026-11-10")] == ["ada", "lin", "max"]


@pytest.mark.parametrize(
    ("site", "sites", "place"),
    [
        ("oslo", SITES, ("NO", "nordics")),
        ("kiel", SITES, ("DE", None)),
        ("bergen", SITES, (None, None)),
        (None, SITES, (None, None)),
        (None, SITES[:1], ("NO", "nordics")),
        (None, [], (None, None)),
    ],
)
def test_country_and_region(
    site: str | None, sites: list[dict[str, str]], place: tuple[str | None, str | None]
) -> None:
    row = one("2026-10-10", book(OPEN, deal={"site": site} if site else {}, sites=sites))
    assert (row["country"], row["region"]) == place


def test_own_probability_and_slips() -> None:
    known = book(
        OPEN,
        {"on": "2026-10-01", "probability": "0.8", "close": "2027-01-10"},
        {"on": "2026-10-20", "close": "2027-02-10"},
        {"on": "2026-11-01", "probability": None, "close": "2027-02-01"},
    )
    assert [one(day, known)["probability"] for day in ("2026-09-10", "2026-10-10", "2026-11-10")] == [
        None,
        D("0.8"),
        None,
    ]
    assert one("2026-11-10", known)["slipped"] == 2


def test_a_deal_of_which_little_is_known() -> None:
    row = one("2026-10-10", book({"on": "2026-10-01", "note": "heard of it"}))
    assert [row[name] for name in ("stage", "amount", "currency", "rate", "amount_base", "owner")] == [None] * 6
    assert row["close"] is row["since"] is pd.NaT


def test_a_deal_whose_account_is_missing_stays() -> None:
    known = book(OPEN)
    orphan = Book(SETTINGS, opportunities=known.opportunities)
    row = one("2026-10-10", orphan)
    assert (row["account"], row["owner"], row["country"]) == ("hafen", None, None)


def test_a_missing_rate_is_remembered_and_leaves_none() -> None:
    table, exchange = on("2026-09-10", book({**OPEN, "amount": "10 NOK"}))
    assert table["amount_base"].tolist() == [None]
    assert list(exchange.missing) == [("NOK", date(2026, 9, 10))]


@pytest.mark.parametrize(
    ("entry", "wanted"),
    [
        ({"close": "2026-12-31"}, True),
        ({"close": "2027-01-01"}, False),
        ({"stage": "won", "close": "2027-01-01"}, True),
        ({"stage": "lost"}, False),
        ({"stage": "cancelled"}, False),
    ],
)
def test_only_what_touches_the_quarter_asks_for_a_rate(entry: dict[str, str], wanted: bool) -> None:
    known = book(OPEN, {"on": "2026-10-20", **entry})
    table, exchange = on("2026-11-20", known, touching(parse_quarter("2026-Q4")))
    assert table["amount_base"].notna().tolist() == [wanted]
    assert bool(exchange.used) == wanted


def test_a_win_cancelled_in_a_later_quarter_touches_both() -> None:
    won, gone = {"on": "2026-09-20", "stage": "won"}, {"on": "2026-10-20", "stage": "cancelled"}
    for quarter in ("2026-Q3", "2026-Q4"):
        table, _ = on("2026-11-20", book(OPEN, won, gone), touching(parse_quarter(quarter)))
        assert table["amount_base"].tolist() == [8000]
    assert on("2026-11-20", book(OPEN, won, gone), touching(parse_quarter("2027-Q1")))[1].used == {}


def test_later_entries_do_not_change_what_was_known() -> None:
    earlier = on("2026-10-15", book(OPEN))[0]
    later = on("2026-10-15", book(OPEN, {"on": "2026-10-16", "stage": "won", "amount": "1 EUR", "owner": "max"}))[0]
    pd.testing.assert_frame_equal(earlier, later)


def test_what_open_deals_are_worth_at_the_rates_of_another_day() -> None:
    table, exchange = on("2026-11-20", book(OPEN))
    assert revalued(exchange, table, date(2026, 10, 15)) == {"hafen/line3": 7900}
    assert revalued(exchange, table, date(2026, 8, 1)) == {}
    assert exchange.missing == {}
