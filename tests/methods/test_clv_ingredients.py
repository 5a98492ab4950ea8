from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from small_books import DAY, a_book, an_exchange, facts_of, invoice

from kamctl.frames.indicators import fact_frames
from kamctl.methods.clv_ingredients import (
    MEASURES,
    costed,
    decided,
    earned,
    known_of,
    past,
    past_profits,
    stayed,
)
from kamctl.methods.facts import Facts
from kamctl.methods.indicators import measure

ACCOUNTS = {
    "norla": {"name": "Norla", "potential": {"checkweigher": "1000 CNY", "x-ray": "200 CNY"}},
    "sudmar": {"name": "Sudmar"},
}
TODAY, LAST_YEAR = "2026-11-20", "2025-11-20"


def whole(invoices: list[Any], day: date = DAY, **kinds: Any) -> Facts:
    """Return the facts of a book whose ledger is read whole."""
    book = a_book(**{"accounts": ACCOUNTS, "invoices": invoices, **kinds})
    return Facts(day, stages={}, **fact_frames(book, an_exchange(book), day, 12 * 100))


def known(facts: Facts, account: str = "norla") -> dict[str, Any]:
    tier = pd.Series("key", index=facts.units.index)
    return dict(known_of(facts, measure(facts, {}, MEASURES), tier).loc[account])


START = invoice("2020-01-01", "sudmar", "1", cost="1")


def test_families_are_split_into_bought_and_white() -> None:
    found = known(whole([START, invoice(TODAY, "norla", "300", cost="180")]))
    assert (found["bought"], found["ours"], found["white"]) == (1000, 300, 200)
    assert (found["profit"], found["earned"], found["tier"]) == (120, 120, "key")
    assert found["margin"] == pytest.approx(0.4)


def test_sales_without_a_family_are_ours_in_the_families_bought() -> None:
    lines = [START, invoice(TODAY, "norla", "300", cost="180"), invoice(TODAY, "norla", "50", cost="5", product=None)]
    assert known(whole(lines))["ours"] == 350


def test_a_family_with_more_credits_than_sales_is_white() -> None:
    lines = [START, invoice("2026-11-19", "norla", "-10", product="xr-1"), invoice(TODAY, "norla", "300", cost="1")]
    assert known(whole(lines))["white"] == 200


def test_without_potential_or_sales_nobody_knows_what_is_open() -> None:
    facts = whole([START, invoice(TODAY, "sudmar", "300", cost="180")])
    assert np.isnan([known(facts, "sudmar")[name] for name in ("bought", "ours", "white")]).all()
    late = whole([invoice("2026-11-01", "sudmar", "1")])  # the ledger does not tell of norla's year
    assert np.isnan([known(late)[name] for name in ("bought", "ours", "white", "profit")]).all()


def test_all_profit_counts_and_is_unknown_where_too_little_of_the_cost_is_known() -> None:
    lines = [START, invoice("2021-11-20", "norla", "100", cost="40"), invoice(TODAY, "norla", "300", cost="180")]
    assert earned(whole(lines))["norla"] == 180
    assert np.isnan(earned(whole([*lines, invoice(TODAY, "norla", "200")]))["norla"])
    assert earned(whole([START, invoice(TODAY, "sudmar", "1", cost="1")]))["norla"] == 0
    assert earned(whole([invoice(TODAY, "norla", "1")])).isna().all()


def test_ages_are_years() -> None:
    found = costed(whole([invoice(LAST_YEAR, "norla", "100", cost="40")]))
    assert found["age"].tolist() == pytest.approx([365 / 365.25])
    assert found["profit"].tolist() == [60]


def test_the_past_goes_by_years_back_from_the_day() -> None:
    lines = [
        invoice("2023-11-20", "norla", "1", cost="0"), invoice("2023-11-21", "norla", "2", cost="0"),
        invoice("2025-11-20", "norla", "4", cost="0"), invoice("2025-11-21", "norla", "8", cost="0"),
        invoice(TODAY, "norla", "16", cost="0"), invoice("2001-01-01", "sudmar", "1", cost="0"),
    ]  # fmt: skip
    found = past_profits(whole(lines), "norla", 0.0)
    assert found["year"].tolist() == [-4, -3, -2, -1]
    assert found["profit"].tolist() == [1, 2, 4, 24]
    assert found["worth"].tolist() == [1, 2, 4, 24]
    assert found["last"].dt.strftime("%Y-%m-%d").tolist() == ["2023-11-20", "2024-11-20", LAST_YEAR, TODAY]
    assert found["first"].dt.strftime("%Y-%m-%d").tolist()[1:] == ["2023-11-21", "2024-11-21", "2025-11-21"]


def test_who_never_bought_has_no_past() -> None:
    assert past(whole([START]), "norla").empty
    assert past_profits(whole([START]), "norla", 0.1)["worth"].sum() == 0


def test_won_and_lost_deals_are_decided() -> None:
    stages = ("won", "lost", "lost", "dropped", "cancelled", "design")
    deals = {
        f"norla/{number}": {"name": "Deal", "history": [{"on": "2026-01-01", "stage": stage, "amount": "1 CNY"}]}
        for number, stage in enumerate(stages)
    }
    found = decided(facts_of(a_book(accounts=ACCOUNTS, opportunities=deals)).states)
    assert (found.won, found.decided) == (1, 3)
    assert found.rate == pytest.approx(1 / 3)
    assert np.isnan(decided(facts_of(a_book(accounts=ACCOUNTS)).states).rate)


def test_who_bought_again() -> None:
    lines = [
        invoice("2025-06-01", "norla", "1"), invoice("2025-06-01", "sudmar", "1"), invoice("2026-06-01", "norla", "1"),
        invoice("2026-06-01", "sudmar", "-1"),
    ]  # fmt: skip
    assert stayed(whole(lines)) == (1, 2)
    assert stayed(whole([])) == (0, 0)
