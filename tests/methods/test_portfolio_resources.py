from decimal import Decimal as D

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamctl.methods.portfolio import QUADRANTS
from kamctl.methods.portfolio_resources import PLANNED, TEN, actual, added, divided, planned, spent

UNKNOWN = float("nan")
SPLIT = {"attack": D(5), "defend": D(4), "maintain": D(1)}
Account = tuple[str | None, float, float]


def plan_of(*accounts: Account, split: dict[str, D] = SPLIT) -> list[D | None]:
    """Return the planned parts of accounts: quadrant, open potential, profit."""
    table = pd.DataFrame(list(accounts), columns=["quadrant", "open", "profit"]).astype(
        {"open": "float64", "profit": "float64"}
    )
    return planned(table["quadrant"].astype(object), table["open"], table["profit"], split).tolist()


def test_attack_by_open_potential_and_the_others_by_profit_at_stake() -> None:
    # 5 of attack as 300 : 100; 4 of defend as 10 : 30; 1 of maintain to one alone
    assert plan_of(
        ("attack", 300, 1),
        ("attack", 100, 99),
        ("defend", 9, 10),
        ("defend", 9, 30),
        ("maintain", 9, 9),
        ("drop", 9, 9),
    ) == [D("3.75"), D("1.25"), D(1), D(3), D(1), 0]


def test_rounded_parts_still_add_up() -> None:
    assert plan_of(*[("attack", 1.0, 1.0)] * 3) == [D("1.67"), D("1.67"), D("1.66")]


def test_a_loss_has_no_profit_at_stake() -> None:
    assert plan_of(("defend", 1, -50), ("defend", 1, 10)) == [0, 4]


def test_unknown_has_no_part_and_takes_none_from_the_others() -> None:
    assert plan_of(("attack", UNKNOWN, 1), ("attack", 7, 1)) == [None, 5]


@pytest.mark.parametrize("worth", [UNKNOWN, 0.0, -3.0])
def test_where_nothing_tells_them_apart_they_share_alike(worth: float) -> None:
    assert plan_of(("defend", 1, worth), ("defend", 1, worth)) == [2, 2]


def test_without_a_place_there_is_no_plan() -> None:
    assert plan_of((None, 1, 1)) == [None]
    assert plan_of() == []


def test_what_was_done_is_ten_parts() -> None:
    found = actual(pd.Series([30.0, 10.0, UNKNOWN, 0.0]))
    assert found.tolist() == [D("7.5"), D("2.5"), 0, 0]


@pytest.mark.parametrize("amounts", [[], [UNKNOWN], [0.0, 0.0]])
def test_nothing_done_is_no_part_of_nothing(amounts: list[float]) -> None:
    assert actual(pd.Series(amounts, dtype="float64")).tolist() == [None] * len(amounts)


def test_hours_heads_and_budgets() -> None:
    activities = pd.DataFrame(
        [("norla", "lin", 3.0), ("norla", "lin", UNKNOWN), ("sudmar", "lin", 1.0), ("norla", "ada", UNKNOWN),
         ("tarn", "ada", UNKNOWN)],
        columns=["account", "person", "hours"],
    )  # fmt: skip
    budgets = pd.DataFrame([("norla", 100.0), ("vega", UNKNOWN)], columns=["account", "amount"])
    found = spent(activities, budgets)
    # lin: two of three activities at norla; ada: one of two at each
    assert found["people"].dropna().to_dict() == pytest.approx({"norla": 2 / 3 + 1 / 2, "sudmar": 1 / 3, "tarn": 1 / 2})
    assert found["time"].dropna().to_dict() == {"norla": 3, "sudmar": 1}
    assert found["money"].dropna().to_dict() == {"norla": 100}


def test_nothing_spent() -> None:
    activities = pd.DataFrame({"account": [], "person": [], "hours": []})
    assert spent(activities, pd.DataFrame({"account": [], "amount": []})).empty


worth = st.just(UNKNOWN) | st.floats(-1e6, 1e9)
hundredths = st.integers(0, 1000).map(lambda number: D(number) / 100)


@given(st.lists(st.tuples(st.sampled_from([*QUADRANTS, None]), worth, worth), max_size=10), hundredths, hundredths)
def test_planned_and_actual_parts_add_up_to_ten(accounts: list[Account], first: D, second: D) -> None:
    low, high = sorted((first, second))
    split = {"attack": low, "defend": high - low, "maintain": TEN - high}
    parts = plan_of(*accounts, split=split)
    for name in PLANNED:
        of_name = [part for (quadrant, _, _), part in zip(accounts, parts, strict=True) if quadrant == name]
        assert not of_name or added(of_name) == split[name]
    if {quadrant for quadrant, _, _ in accounts} >= set(PLANNED):
        assert added(parts) == TEN


@given(st.lists(worth, max_size=10))
def test_done_parts_add_up_to_ten(amounts: list[float]) -> None:
    parts = actual(pd.Series(amounts, dtype="float64")).tolist()
    assert added(parts) in (None, TEN)
    assert all(part is None or part >= 0 for part in parts)


@given(st.lists(st.just(UNKNOWN) | st.floats(0, 1e9), min_size=1, max_size=10), hundredths)
def test_a_division_loses_nothing(weights: list[float], whole: D) -> None:
    assert added(divided(pd.Series(weights), whole)) == whole
