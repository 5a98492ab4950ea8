from typing import Any

import pandas as pd
import pytest
from small_books import Row, a_book, facts_of, invoice

from kamctl.methods.facts import Facts
from kamctl.methods.indicators_potential import open_potential, purchasing_volume, share_of_wallet

OLD = invoice("2023-01-10", "elder", "1")


def facts(potential: dict[str, Any], *lines: Row, **kinds: Any) -> Facts:
    accounts = {"elder": {"name": "Elder"}, "norla": {"name": "Norla", "potential": potential}}
    return facts_of(a_book(accounts=accounts, invoices=[OLD, *lines, invoice("2026-11-01", "elder", "1")], **kinds))


def norla(compute: Any, potential: dict[str, Any], *lines: Row, **kinds: Any) -> Any:
    return compute(facts(potential, *lines, **kinds))["value"]["norla"]


def test_purchasing_volume_is_the_sum_over_families_on_the_day() -> None:
    potential = {
        "checkweigher": [{"on": "2025-05-02", "value": "900 CNY"}, {"on": "2026-05-02", "value": "1000 CNY"},
                         {"on": "2026-12-01", "value": "5000 CNY"}],
        "x-ray": "500 CNY",
    }  # fmt: skip
    found = purchasing_volume(facts(potential)).table.loc["norla"]
    assert (found["value"], found["as_of"]) == (1500, pd.Timestamp("2026-05-02"))
    assert pd.isna(purchasing_volume(facts(potential))["value"]["elder"])


def test_potentials_count_at_the_rate_of_the_reports_day() -> None:
    rates = [
        {"date": "2026-05-02", "from": "EUR", "to": "CNY", "rate": "8.00"},
        {"date": "2026-11-20", "from": "EUR", "to": "CNY", "rate": "7.80"},
    ]
    potential = {"x-ray": [{"on": "2026-05-02", "value": "100 EUR"}]}
    assert norla(purchasing_volume, potential, rates=rates) == 780


def test_a_family_without_rate_leaves_the_volume_unknown() -> None:
    potential = {"x-ray": "100 EUR", "checkweigher": "100 CNY"}
    assert pd.isna(norla(purchasing_volume, potential))
    assert pd.isna(norla(open_potential, potential))
    assert pd.isna(norla(share_of_wallet, potential))


def test_what_is_open_is_counted_family_by_family() -> None:
    potential = {"checkweigher": "1000 CNY", "x-ray": "500 CNY"}
    lines = [invoice("2026-06-01", "norla", "300"), invoice("2026-06-01", "norla", "700", product="xr-1")]
    # checkweigher 700 open; of x-ray we sell more than the stated potential: 0, not −200
    assert norla(open_potential, potential, *lines) == 700
    assert norla(share_of_wallet, potential, *lines) == pytest.approx(1000 / 1500)


def test_sales_of_other_families_are_no_part_of_the_wallet() -> None:
    lines = [invoice("2026-06-01", "norla", "300"), invoice("2026-06-01", "norla", "999", product="sp-1")]
    assert norla(open_potential, {"checkweigher": "1000 CNY"}, *lines) == 700
    assert norla(share_of_wallet, {"checkweigher": "1000 CNY"}, *lines) == 0.3


def test_sales_of_an_unknown_family_are_taken_off_the_sum() -> None:
    line = invoice("2026-06-01", "norla", "300", product=None)
    assert norla(open_potential, {"checkweigher": "1000 CNY"}, line) == 700
    assert norla(share_of_wallet, {"checkweigher": "1000 CNY"}, line) == 0.3
    assert norla(open_potential, {"checkweigher": "100 CNY"}, line) == 0


def test_a_known_no_sale_leaves_all_open() -> None:
    assert norla(open_potential, {"checkweigher": "1000 CNY"}) == 1000
    assert norla(share_of_wallet, {"checkweigher": "1000 CNY"}) == 0


def test_unknown_sales_leave_wallet_and_open_potential_unknown() -> None:
    accounts = {"norla": {"name": "Norla", "potential": {"checkweigher": "1000 CNY"}}}
    unknown = facts_of(a_book(accounts=accounts))
    assert purchasing_volume(unknown)["value"]["norla"] == 1000
    assert pd.isna(open_potential(unknown)["value"]["norla"])
    assert pd.isna(share_of_wallet(unknown)["value"]["norla"])


def test_there_is_no_share_of_nothing() -> None:
    assert pd.isna(norla(share_of_wallet, {"checkweigher": "0 CNY"}, invoice("2026-06-01", "norla", "300")))
    assert norla(open_potential, {"checkweigher": "0 CNY"}) == 0


def test_nobody_has_a_potential() -> None:
    for compute in (purchasing_volume, open_potential, share_of_wallet):
        assert compute(facts({}))["value"].isna().all()
        assert compute(facts_of(a_book())).table.empty
