from datetime import date
from decimal import Decimal
from typing import Any

from kamctl.frames.targets import COLUMNS, children, people_of, seasonality, targets
from kamctl.records.account import Account
from kamctl.records.book import Book
from kamctl.records.ledger import Rate
from kamctl.records.person import Person
from kamctl.records.rates import Exchange, Rates
from kamctl.records.settings import Settings
from kamctl.records.target import Targets

RATES = Rates([Rate.model_validate({"date": "2026-11-02", "from": "EUR", "to": "CNY", "rate": "7.8"})])
DAY = date(2026, 11, 20)


def rows(wanted: Any = None, **fields: Any) -> tuple[list[list[Any]], Exchange]:
    exchange = Exchange(RATES, "CNY")
    book = Book(Settings(currency="CNY"), targets={"2026": Targets.model_validate(fields)})
    table = targets(book, exchange, "2026", DAY, *([wanted] if wanted else []))
    return table[["owner", "account", "quarter", "amount_base"]].to_dict("split")["data"], exchange


def test_targets_of_the_book_of_owners_and_of_accounts() -> None:
    found, _ = rows(total="1000 CNY", owners={"lin": "600 CNY"}, accounts={"hafen": "10 EUR"})
    assert found == [[None, None, None, 1000], ["lin", None, None, 600], [None, "hafen", None, 78]]


def test_quarters_fixed_by_hand() -> None:
    found, _ = rows(
        overrides=[
            {"quarter": "2026-Q4", "target": "300 CNY"},
            {"quarter": "2026-Q4", "target": "30 CNY", "owner": "lin", "account": "hafen"},
        ]
    )
    assert found == [[None, None, "2026-Q4", 300], ["lin", "hafen", "2026-Q4", 30]]
    assert rows(overrides={"2026-Q1": "50 CNY"})[0] == [[None, None, "2026-Q1", 50]]


def test_only_wanted_targets_ask_for_a_rate() -> None:
    found, exchange = rows(lambda owner, _account: owner == "lin", owners={"lin": "6 CNY", "ada": "5 NOK"})
    assert found == [["lin", None, None, 6]]
    assert exchange.missing == {}


def test_a_target_without_a_rate_is_unknown() -> None:
    found, exchange = rows(total="5 NOK")
    assert found == [[None, None, None, None]]
    assert list(exchange.missing) == [("NOK", DAY)]


def test_a_year_without_a_file() -> None:
    book = Book(Settings(currency="CNY"))
    table = targets(book, Exchange(RATES, "CNY"), "2026", DAY)
    assert tuple(table.columns) == COLUMNS
    assert table.empty
    assert seasonality(book, "2026") == ()


def test_seasonality() -> None:
    known = Targets.model_validate({"seasonality": ["1", "2", "3", "4"]})
    assert seasonality(Book(Settings(currency="CNY"), targets={"2026": known}), "2026") == tuple(map(Decimal, "1234"))


def test_the_tree_of_accounts() -> None:
    parents = {"b": "group", "a": "group", "group": None, "c": "b", "lost": "nowhere"}
    accounts = {name: Account.model_validate({"name": name, "parent": parent}) for name, parent in parents.items()}
    assert children(accounts) == {"group": ["a", "b"], "b": ["c"], "nowhere": ["lost"]}


def test_people_of_a_region() -> None:
    team = {
        name: Person(name=name, region=region) for name, region in (("lin", "asia"), ("ada", "asia"), ("max", None))
    }
    assert people_of(team, "asia") == ["ada", "lin"]
