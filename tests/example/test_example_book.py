"""The example book: what README and docs/example-book.md say of it is in it, and it agrees with itself."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kamctl.records.book import Book, account_of, ancestors, customer_group
from kamctl.records.ledger import Order
from kamctl.records.opportunity import State, state_on
from kamctl.records.rates import Exchange, Rates
from kamctl.rounding import round_money
from kamctl.store.read import read_book
from kamctl.store.source import WorkTree

AS_OF = date(2026, 11, 20)
YEAR_BEFORE = date(2025, 11, 20)
CONTINENTS = {
    "CN": "Asia", "TH": "Asia", "DE": "Europe", "PL": "Europe", "NO": "Europe", "NL": "Europe", "NA": "Africa",
    "ZA": "Africa", "US": "North America", "BR": "South America",
}  # fmt: skip


@pytest.fixture(scope="module")
def book() -> Book:
    found, problems = read_book(WorkTree(Path(__file__).parents[2] / "data"))
    assert problems == []
    return found


@pytest.fixture
def report(example: Path, kamctl: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that runs a report on the example book and returns its JSON."""

    def run(*args: str) -> Any:
        done = kamctl(*args, "--book", example, "--format", "json")
        assert done.code == 0, done.err
        return json.loads(done.out)

    return run


def states(book: Book) -> dict[str, State]:
    """Return the state of every deal on the day of the book."""
    found = {name: state_on(deal.history, AS_OF) for name, deal in book.opportunities.items()}
    return {name: state for name, state in found.items() if state}


def orders_of_year(book: Book, account: str) -> Iterator[Order]:
    return (row for row in book.orders.rows if row.account == account and row.date > YEAR_BEFORE)


def test_it_is_sound(example: Path, kamctl: Callable[..., Any]) -> None:
    assert kamctl("check", "--book", example).code == 0


def test_its_size(book: Book) -> None:
    accounts = [name for name, account in book.accounts.items() if account.kind == "account"]
    assert len(accounts) >= 24
    assert sum(account.kind == "group" for account in book.accounts.values()) >= 1
    groups = Counter(customer_group(book.accounts, name) for name in accounts)
    assert sum(count > 1 for count in groups.values()) == 8
    assert max(len(ancestors(book.accounts, name)) for name in accounts) == 3
    assert len(book.team) >= 14
    assert len(book.products) >= 14
    assert len(book.contacts) >= 100
    assert len(book.installs) >= 120
    assert len(book.competitors) == 4
    assert len(book.opportunities) >= 80
    assert len(book.quotes) >= 120
    assert sum(len(quote.lines) for quote in book.quotes.values()) >= 250
    assert len(book.orders.rows) >= 2_000
    assert len(book.invoices.rows) >= 2_000
    assert len(book.surveys) >= 20
    assert len(book.plans) >= 8


def test_where_and_in_what_money(book: Book) -> None:
    countries = {site.country for account in book.accounts.values() for site in account.sites}
    assert countries == set(CONTINENTS)
    assert {"CNY", "EUR", "NOK", "USD", "PLN", "ZAR"} <= {
        line.list.currency for quote in book.quotes.values() for line in quote.lines
    }
    assert {install.supplier for install in book.installs.values()} == {"own", *book.competitors}


def test_orders_span_three_years_and_invoices_follow(book: Book) -> None:
    days = [row.date for row in book.orders.rows]
    assert (min(days) < date(2023, 12, 10), max(days)) == (True, AS_OF)
    ordered = {(row.account, row.order): row.date for row in book.orders.rows}
    assert all(row.date >= ordered[row.account, row.order or ""] for row in book.invoices.rows)
    assert all(row.cost is not None and row.due is not None for row in book.invoices.rows)


def test_rates_are_never_old_and_never_jump(book: Book) -> None:
    rates = Rates(book.rates.rows)
    used = {(order.currency, order.date) for order in book.orders.rows}
    used |= {(invoice.currency, invoice.date) for invoice in book.invoices.rows}
    used |= {(line.list.currency, quote.date) for quote in book.quotes.values() for line in quote.lines}
    for currency, day in sorted(used):
        found = rates.find(currency, "CNY", day)
        assert found is not None
        assert day - found.on <= timedelta(10)
    for (_, target), values in rates.values.items():
        if target == "CNY":
            assert all(abs(new / old - 1) < Decimal("0.05") for old, new in pairwise(values))


def test_deals_of_every_fate(book: Book) -> None:
    now = states(book)
    fates = Counter(state.stage if state.ended else "open" for state in now.values())
    assert set(fates) == {"open", "won", "lost", "dropped", "cancelled"}
    assert sum(state.open and state.close is not None and state.close < AS_OF for state in now.values()) == 3
    assert any(state.slipped > 1 for state in now.values())


def test_histories_run_forward(book: Book) -> None:
    for name, deal in book.opportunities.items():
        days = [change.on for change in deal.history]
        assert days == sorted(set(days)), name
        assert all(change.close is None or change.close >= change.on for change in deal.history), name


def test_a_won_deal_has_its_orders(book: Book) -> None:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in book.orders.rows:
        if row.opportunity:
            sums[f"{row.account}/{row.opportunity}"] += row.amount
    for name, state in states(book).items():
        if state.won_amount is not None:
            assert sums.pop(name) == (0 if state.stage == "cancelled" else state.won_amount.amount), name
    assert sums == {}


def test_net_prices_agree_with_their_discounts(book: Book) -> None:
    for name, quote in book.quotes.items():
        for line in quote.lines:
            price = line.list.amount
            for discount in line.discounts:
                price -= (line.list.amount if discount.of == "list" else price) * discount.percent / 100
            assert line.net is None or line.net.amount == round_money(price, 2), name


def test_receivables_at_every_month_end(book: Book) -> None:
    by_month = defaultdict(list)
    for row in book.receivables.rows:
        by_month[row.date].append(row)
    assert len(by_month) == 34  # 2024-01 to 2026-10
    assert all((day + timedelta(1)).day == 1 for day in by_month)
    assert all(row.overdue is not None and 0 <= row.overdue <= row.balance for row in by_month[max(by_month)])


def test_one_group_pays_27_percent_more_in_norway(report: Callable[..., Any]) -> None:
    found = report("price-audit")
    rows = sorted(found["rows"], key=lambda row: -(row["gap"] or 0))
    worst, second = rows[:2]
    assert (worst["group"], worst["product"], worst["options"]) == ("havbris-group", "cmb-2", ["ip69k"])
    assert (worst["lowest_at"]["country"], worst["highest_at"]["country"]) == ("CN", "NO")
    assert round(worst["gap"], 2) == 0.27
    assert second["gap"] < 0.23
    assert sum(row["severity"] == "critical" for row in rows) <= 3
    assert sum((row["gap"] or 0) < 0.12 for row in rows) > 0.9 * len(rows)


def test_the_quarter_is_slightly_behind(report: Callable[..., Any]) -> None:
    found = report("funnel", "weekly")
    assert (found["week"], found["quarter"]) == ("2026-W47", "2026-Q4")
    assert 0.94 < Decimal(found["outlook"]) / Decimal(found["target"]) < 0.97
    assert [part["reason"] for part in found["bridge"]] == [
        "new", "advanced", "fell_back", "probability", "amount_up", "amount_down", "currency", "moved_in",
        "moved_out", "won", "lost", "dropped", "cancelled", "off_funnel", "off_funnel_expected",
    ]  # fmt: skip


def test_a_strategic_account_whose_rivals_machines_come_of_age(book: Book, report: Callable[..., Any]) -> None:
    scored = {row["account"]: row for row in report("score")["rows"]}
    assert scored["nordlicht"]["tier"] == "strategic"
    old = [
        install
        for name, install in book.installs.items()
        if account_of(name) == "nordlicht" and install.supplier == "kestrel"
    ]
    assert sum(install.units[-1].value for install in old) == 12
    assert all(install.installed and 2014 <= install.installed.year <= 2016 for install in old)
    assert all(install.condition[-1].value == 2 and install.satisfaction[-1].value <= 2 for install in old)
    assert state_on(book.opportunities["nordlicht/suzhou-line3"].history, AS_OF)
    assert not any(
        state.open and book.opportunities[name].site == "chengdu"
        for name, state in states(book).items()
        if account_of(name) == "nordlicht"
    )


def test_one_order_makes_an_account_look_big(book: Book) -> None:
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    for row in orders_of_year(book, "cedarmoor"):
        amounts[row.order] += row.amount
    assert max(amounts.values()) > sum(amounts.values()) / 2


def test_tiers_are_mixed(report: Callable[..., Any]) -> None:
    rows = report("score")["rows"]
    assert Counter(row["tier"] for row in rows) == {"strategic": 4, "key": 7, "potential": 2, "standard": 15}
    assert {row["account"] for row in rows if row["provisional"]} == {"lanthong", "yunzhu-zhangye"}


def test_one_large_order_lacks_its_deal(book: Book) -> None:
    """From the first quarter in which deals were kept."""
    exchange, limit = Exchange(Rates(book.rates.rows), "CNY"), book.settings.funnel.link_threshold
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in book.orders.rows:
        if not row.opportunity and row.date >= date(2025, 7, 1):
            sums[row.account, row.order] += exchange.convert(row.amount, row.currency, row.date) or 0
    assert limit is not None
    assert [order for order, amount in sums.items() if amount >= limit.amount] == [("yunzhu", "4500877310")]


def test_what_happens_in_quotes(book: Book) -> None:
    quotes = list(book.quotes.values())
    assert {quote.status for quote in quotes} == {"draft", "sent", "accepted", "rejected", "expired", "superseded"}
    assert any(quote.pooled for quote in quotes)
    assert any(quote.requested_extras for quote in quotes)
    assert any(quote.approved for quote in quotes)
    assert any(quote.supersedes for quote in quotes)
    assert any(line.resale for quote in quotes for line in quote.lines)
    assert any(quote.incoterm == "DDP" and line.includes.duty is None for quote in quotes for line in quote.lines)


def test_what_happens_to_people(book: Book) -> None:
    moved = {name: contact.moved_to for name, contact in book.contacts.items() if contact.moved_to}
    assert moved == {"nordlicht-poznan/dariusz-halik": "havbris-gdansk/dariusz-halik"}
    assert [entry.value for entry in book.accounts["nordlicht-bremen"].owner] == ["tobias-keller", "jonas-feldmann"]
    last = max(
        activity.on
        for name, listed in book.activities.items()
        if account_of(name) == "juchuan-frozen"
        for activity in listed.root
    )
    assert AS_OF - last > timedelta(book.settings.practice.silent_days)
