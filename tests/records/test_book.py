from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamctl.records.account import Account
from kamctl.records.book import (
    Book,
    Ledger,
    account_of,
    ancestors,
    below,
    customer_group,
    customer_groups,
    of_known_accounts,
    resolve,
)
from kamctl.records.contact import Contact
from kamctl.records.ledger import Order
from kamctl.records.settings import Settings


def accounts(**parents: str | None) -> dict[str, Account]:
    """Return accounts by name, each with its parent."""
    return {
        name: Account.model_validate({"name": name.title(), **({"parent": parent} if parent else {})})
        for name, parent in parents.items()
    }


TREE = accounts(group=None, asia="group", suzhou="asia", thai="asia", alone=None)
CIRCLE = accounts(a="b", b="c", c="a", into="a", self="self")


def test_ancestors_start_with_the_account_itself() -> None:
    assert ancestors(TREE, "suzhou") == ["suzhou", "asia", "group"]
    assert ancestors(TREE, "alone") == ["alone"]
    assert ancestors(TREE, "nobody") == []


def test_an_unknown_parent_ends_the_walk() -> None:
    assert ancestors(accounts(a="gone"), "a") == ["a"]


@pytest.mark.parametrize(
    ("name", "chain"),
    [("a", ["a", "b", "c"]), ("into", ["into", "a", "b", "c"]), ("self", ["self"])],
)
def test_a_circle_ends_the_walk(name: str, chain: list[str]) -> None:
    assert ancestors(CIRCLE, name) == chain


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from([None, *"abcdefghi"])))
def test_all_customer_groups_at_once_are_those_one_by_one(parents: dict[str, str | None]) -> None:
    tree = {name: Account(name=name, parent=parent) for name, parent in parents.items()}
    assert customer_groups(tree) == {name: customer_group(tree, name) for name in tree}


def test_the_customer_group_is_the_root() -> None:
    assert [customer_group(TREE, name) for name in ("thai", "group", "alone", "nobody")] == [
        "group", "group", "alone", "nobody",
    ]  # fmt: skip


def test_below() -> None:
    assert below(TREE, "asia") == ["asia", "suzhou", "thai"]
    assert below(TREE, "suzhou") == ["suzhou"]
    assert below(TREE, "nobody") == []
    assert below(CIRCLE, "a") == ["a", "b", "c", "into"]


IDS = {"nord/li": 1, "sued/li": 2, "sued/wang": 3}


@pytest.mark.parametrize(
    ("account", "reference", "expected"),
    [
        ("nord", "li", "nord/li"),  # the own one goes before all others
        ("sued", "li", "sued/li"),
        ("west", "li", None),  # two fit
        ("nord", "wang", "sued/wang"),  # the only one of that name
        ("nord", "sued/li", "sued/li"),
        ("nord", "west/li", None),
        ("nord", "chen", None),
        ("nord", "", None),
        ("nord", "i", None),  # the end of a name is no name
    ],
)
def test_what_a_reference_means(account: str, reference: str, expected: str | None) -> None:
    assert resolve(IDS, account, reference) == expected


def test_the_account_of_an_id() -> None:
    assert (account_of("nord/li"), account_of("nord")) == ("nord", "nord")


def order(account: str) -> Order:
    row: dict[str, Any] = {"date": "2026-11-02", "order": "o1", "account": account, "quantity": "1", "amount": "5"}
    return Order.model_validate({**row, "currency": "CNY"})


def test_a_ledger_yields_rows_with_their_places() -> None:
    ledger = Ledger((order("nord"),), ("orders/2026-11.csv:2",))
    assert list(ledger) == [("orders/2026-11.csv:2", order("nord"))]
    assert list(Ledger()) == []


def test_what_belongs_to_no_known_account_can_be_left_out() -> None:
    contact = Contact.model_validate({"name": "Li"})
    book = Book(
        settings=Settings(currency="CNY"),
        accounts=accounts(nord=None),
        contacts={"nord/li": contact, "gone/li": contact},
        orders=Ledger((order("nord"), order("gone")), ("orders/a.csv:2", "orders/a.csv:3")),
    )
    kept = of_known_accounts(book)
    assert list(kept.contacts) == ["nord/li"]
    assert kept.orders.sources == ("orders/a.csv:2",)
