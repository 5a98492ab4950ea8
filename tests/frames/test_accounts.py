from datetime import date

import pandas as pd
from small_books import DAY, a_book, an_exchange

from kamctl.frames.accounts import accounts
from kamctl.frames.accounts_potential import potentials
from kamctl.frames.accounts_rated import rated
from kamctl.frames.accounts_referrals import referrals
from kamctl.records.book import Book


def book() -> Book:
    return a_book(
        accounts={
            "norla": {"name": "Norla", "name_zh": "诺拉", "kind": "group"},
            "norla-no": {
                "name": "Norla Norge", "parent": "norla", "segment": "food", "since": "2019-04-01",
                "owner": [{"on": "2020-01-01", "value": "lin"}, {"on": "2026-12-01", "value": "ada"}],
                "terms": {"payment_days": 45},
                "potential": {"x-ray": [{"on": "2026-05-02", "value": "100 EUR", "basis": "stated"}],
                              "checkweigher": [{"on": "2026-12-02", "value": "100 CNY"}], "spares": "7 CNY"},
                "ratings": {"credit": 2}, "competitor_key_account": [{"on": "2026-05-02", "value": ["kestrel"]}],
                "referrals": [{"on": "2027-01-01", "to": "Late"}, {"on": "2026-01-01", "to": "Second"},
                              {"on": "2025-01-01", "to": "First"}],
            },
        },
        rates=[{"date": "2026-11-19", "from": "EUR", "to": "CNY", "rate": "7.805"}],
    )  # fmt: skip


def test_accounts_as_known_on_the_day() -> None:
    group, plant = accounts(book(), DAY).to_dict("records")
    assert (group["account"], group["name_zh"], group["kind"], group["parent"]) == ("norla", "诺拉", "group", None)
    assert group["owner"] is None
    assert pd.isna(group["since"])
    assert pd.isna(group["payment_days"])
    assert plant["group"] == plant["parent"] == "norla"
    assert (plant["owner"], plant["segment"], plant["payment_days"]) == ("lin", "food", 45)
    assert plant["since"] == pd.Timestamp("2019-04-01")
    assert plant["source"] == "accounts/norla-no/account.yaml"


def test_the_owner_changes_with_the_day() -> None:
    assert accounts(book(), date(2026, 12, 1))["owner"].tolist() == [None, "ada"]
    assert accounts(book(), date(2019, 12, 31))["owner"].tolist() == [None, None]


def test_a_circle_of_parents_has_a_group_all_the_same() -> None:
    circle = a_book(accounts={"a": {"name": "A", "parent": "b"}, "b": {"name": "B", "parent": "a"}})
    assert accounts(circle, DAY)["group"].tolist() == ["b", "a"]


def test_potentials_of_the_day_at_its_rate() -> None:
    found = potentials(book(), an_exchange(book()), DAY).set_index("family")
    assert list(found.index) == ["spares", "x-ray"]  # checkweigher was learnt later
    assert found["amount_base"].astype(str).to_dict() == {"spares": "7.00", "x-ray": "780.50"}
    assert found["basis"].to_dict() == {"spares": None, "x-ray": "stated"}
    assert found["on"].notna().to_dict() == {"spares": False, "x-ray": True}
    assert found["source"]["x-ray"] == "accounts/norla-no/account.yaml: potential.x-ray"


def test_rated_facts() -> None:
    found = rated(book(), DAY).set_index("fact")
    assert found["value"].to_dict() == {"credit": 2, "competitor_key_account": 1}
    assert found["on"].notna().to_dict() == {"credit": False, "competitor_key_account": True}
    assert found["source"]["credit"] == "accounts/norla-no/account.yaml: ratings.credit"


def test_referrals_up_to_the_day_in_order() -> None:
    assert referrals(book(), DAY)["to"].tolist() == ["First", "Second"]


def test_an_empty_book_has_empty_frames_with_all_columns() -> None:
    empty = a_book()
    assert accounts(empty, DAY).columns[0] == "account"
    assert potentials(empty, an_exchange(empty), DAY).columns[-1] == "source"
    assert rated(empty, DAY).empty
    assert referrals(empty, DAY)["date"].dtype.kind == "M"
