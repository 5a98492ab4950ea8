from typing import Any

import numpy as np
import pandas as pd
import pytest
from small_books import a_book, facts_of, invoice

from kamctl.methods.facts import Facts
from kamctl.methods.levels import at_level
from kamctl.methods.portfolio_position import MEASURES, Limits, ours_before, positions, since_of, sold_before

ACCOUNTS: dict[str, Any] = {
    "group": {"name": "Group", "kind": "group"},
    "norla": {"name": "Norla", "parent": "group", "since": "2015-03-01", "potential": {"checkweigher": "1000 CNY"}},
    "sudmar": {"name": "Sudmar", "parent": "group", "since": "2020-01-01", "potential": {"checkweigher": "500 CNY"}},
    "tarn": {"name": "Tarn"},
}
LIMITS = Limits(None, 0.5, 24, 12)


def facts(*invoices: Any) -> Facts:
    start = invoice("2020-01-01", "tarn", "1")
    return facts_of(a_book(accounts=ACCOUNTS, invoices=[start, *invoices, invoice("2026-11-19", "tarn", "5")]))


def placed(found: Facts, level: Any = "account", limits: Limits = LIMITS) -> pd.DataFrame:
    roots = {"norla": "group", "sudmar": "group", "group": "group", "tarn": "tarn"}
    unit = {name: name for name in ACCOUNTS} if level == "account" else roots
    return positions(found, at_level(found, level, {}, MEASURES), unit, limits)[0]


def test_the_share_before_counts_the_same_families_at_todays_potential() -> None:
    found = placed(
        facts(
            invoice("2025-06-01", "norla", "100"), invoice("2025-06-01", "norla", "70", product=None),
            invoice("2025-06-01", "norla", "999", product="xr-1"), invoice("2026-06-01", "norla", "300"),
            invoice("2024-06-01", "norla", "999"),
        )
    ).loc["norla"]  # fmt: skip
    assert (found["share"], found["share_before"], found["potential"]) == (0.3, 0.17, 1000)
    assert (found["revenue"], found["revenue_before"]) == (300, 1169)
    assert not found["screen"]


def test_without_sales_then_the_share_was_0_if_the_ledger_tells() -> None:
    told = facts(invoice("2026-06-01", "norla", "300"))
    assert placed(told).loc["norla", "share_before"] == 0
    assert ours_before(told, 12)["norla"] == 0
    late = facts_of(a_book(accounts=ACCOUNTS, invoices=[invoice("2026-06-01", "norla", "300")]))
    assert np.isnan(ours_before(late, 12)["norla"])
    assert np.isnan(sold_before(late)["norla"])


def test_groups_add_up_their_accounts() -> None:
    found = placed(
        facts(
            invoice("2025-06-01", "norla", "150"), invoice("2026-06-01", "norla", "300"),
            invoice("2026-06-01", "sudmar", "450"),
        ),
        "group",
    ).loc["group"]  # fmt: skip
    assert (found["potential"], found["share"], found["share_before"]) == (1500, 0.5, 0.1)
    assert (found["revenue"], found["revenue_before"], found["quadrant"]) == (750, 150, "defend")


def test_a_group_is_a_customer_since_its_first_account() -> None:
    assert since_of(facts(), {"norla": "g", "sudmar": "g", "tarn": "t"}).dt.year.to_dict()["g"] == 2015


@pytest.mark.parametrize(("months", "new"), [(80, False), (84, True)])
def test_new_is_a_matter_of_months(months: int, new: bool) -> None:
    assert placed(facts(), limits=Limits(None, 0.5, months, 12)).loc["sudmar", "new"] == new


def test_a_set_cut_takes_the_place_of_the_median() -> None:
    found = placed(facts(), limits=Limits(600.0, 0.5, 0, 12))["quadrant"]
    assert found.to_dict() == {"norla": "attack", "sudmar": "drop", "tarn": None}
