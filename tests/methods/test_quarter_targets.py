from decimal import Decimal

import pandas as pd
import pytest
from deals import D
from hypothesis import given
from hypothesis import strategies as st

from kamctl.methods.targets import Target, by_holder, quarter_weights, quarters, rolled_up, target_of, total_of

EQUAL = [D(1)] * 4


def targets(*rows: tuple[str | None, str | None, str | None, int | None]) -> pd.DataFrame:
    full = [(*names, None if amount is None else D(amount)) for *names, amount in rows]
    return pd.DataFrame(full, columns=["owner", "account", "quarter", "amount_base"], dtype=object)


def test_without_seasonality_quarters_are_equal() -> None:
    assert quarters(D(5200), quarter_weights([]), {}, 2) == [1300] * 4


def test_quarters_by_weight() -> None:
    assert quarters(D(1000), quarter_weights([D(1), D(2), D(3), D(4)]), {}, 2) == [100, 200, 300, 400]


def test_months_are_added_up_to_quarters() -> None:
    # 1+1+1, 2+2+2, 3+3+3, 4+4+4 of 30
    months = [D(weight) for weight in (1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4)]
    assert quarters(D(300), quarter_weights(months), {}, 0) == [30, 60, 90, 120]


@pytest.mark.parametrize("weights", [[1, 2], [1] * 13, [0, 0, 0, 0], [0] * 12])
def test_other_weights_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match=str(len(weights))):
        quarter_weights([D(weight) for weight in weights])


def test_quarters_are_rounded_so_that_they_add_up() -> None:
    # 100 · 1/3 = 33.33…, three times: the missing cent goes to the first
    assert quarters(D(100), [D(1), D(1), D(1), D(0)], {}, 2) == [D("33.34"), D("33.33"), D("33.33"), 0]


def test_a_tie_goes_to_the_earlier_quarter_also_between_unequal_weights() -> None:
    # 48 · 4/9 = 21.333…, 48 · 1/9 = 5.333…: all remainders are a third
    assert quarters(D(48), [D(4), D(4), D(1), D(0)], {}, 3) == [D("21.334"), D("21.333"), D("5.333"), 0]
    assert quarters(D(48), [D(1), D(4), D(4), D(0)], {}, 3) == [D("5.334"), D("21.333"), D("21.333"), 0]


def test_a_fixed_quarter_keeps_its_figure_and_the_rest_is_rescaled() -> None:
    # 1000 − 400 = 600 over weights 1, 2, 3
    assert quarters(D(1000), [D(1), D(2), D(3), D(4)], {3: D(400)}, 2) == [100, 200, 300, 400]
    assert quarters(D(1000), [D(1), D(2), D(3), D(4)], {0: D(190)}, 2) == [190, 180, 270, 360]


def test_what_the_fixed_leave_is_shared_equally_where_the_weights_are_zero() -> None:
    assert quarters(D(100), [D(1), D(0), D(0), D(0)], {0: D(40)}, 0) == [40, 20, 20, 20]


def test_fixed_quarters_beyond_the_year_leave_nothing() -> None:
    assert quarters(D(100), EQUAL, {0: D(80), 1: D(40)}, 0) == [80, 40, 0, 0]
    assert quarters(D(100), EQUAL, {0: D(1), 1: D(1), 2: D(1), 3: D(1)}, 0) == [1, 1, 1, 1]


@given(
    cents=st.integers(0, 10**12),
    weights=st.lists(st.integers(0, 50), min_size=4, max_size=4).filter(any),
    fixed=st.dictionaries(st.integers(0, 3), st.integers(0, 10**6), max_size=3),
)
def test_quarters_add_up_to_the_year(cents: int, weights: list[int], fixed: dict[int, int]) -> None:
    year = D(cents) / 100
    by_hand = {index: D(amount) for index, amount in fixed.items()}
    found = quarters(year, [D(weight) for weight in weights], by_hand, 2)
    assert sum(found) == max(year, sum(by_hand.values(), D(0)))
    assert all(found[index] == amount for index, amount in by_hand.items())
    assert min(found) >= 0


def test_the_target_of_a_quarter() -> None:
    frame = targets((None, None, None, 5200))
    assert target_of(frame, "2026-Q4", EQUAL, 2) == 1300
    fixed = targets((None, None, None, 5200), (None, None, "2026-Q4", 1600))
    assert [target_of(fixed, quarter, EQUAL, 2) for quarter in ("2026-Q4", "2026-Q1")] == [1600, 1200]


def test_a_quarter_may_have_a_target_where_the_year_has_none() -> None:
    frame = targets((None, None, "2026-Q4", 1600))
    assert [target_of(frame, quarter, EQUAL, 2) for quarter in ("2026-Q4", "2026-Q1")] == [1600, None]


def test_a_fixed_quarter_of_another_year_does_not_count() -> None:
    assert target_of(targets((None, None, None, 400), (None, None, "2025-Q4", 1)), "2026-Q4", EQUAL, 2) == 100


def test_a_target_that_could_not_be_converted_is_unknown() -> None:
    assert target_of(targets((None, None, None, None)), "2026-Q4", EQUAL, 2) is None
    frame = targets((None, None, None, 400), (None, None, "2026-Q1", None))
    assert target_of(frame, "2026-Q4", EQUAL, 2) is None


def test_no_target_is_unknown() -> None:
    assert target_of(targets(), "2026-Q4", EQUAL, 2) is None
    assert by_holder(targets(), "owner", "2026-Q4", EQUAL, 2) == {}


def test_targets_by_holder() -> None:
    frame = targets(
        (None, None, None, 400), ("lin", None, None, 200), ("lin", None, "2026-Q4", 80), ("ada", None, None, 40)
    )
    assert by_holder(frame, "owner", "2026-Q4", EQUAL, 2) == {None: 100, "lin": 80, "ada": 10}


def test_who_has_no_target_for_the_quarter_is_not_among_the_holders() -> None:
    frame = targets(("lin", None, "2026-Q1", 80), ("ada", None, None, None), ("max", None, "2026-Q4", 5))
    assert by_holder(frame, "owner", "2026-Q4", EQUAL, 2) == {"ada": None, "max": 5}


def test_a_sum_of_targets_names_its_parts_and_what_is_missing() -> None:
    assert total_of({"ada": D(10), "lin": None, "max": D(5)}) == Target(D(15), ("ada", "max"), ("lin",))
    assert total_of({"lin": None}) == Target(None, (), ("lin",))
    assert total_of({}) == Target(None)


TREE = {"group": ["north", "south"], "south": ["s1", "s2"]}


@pytest.mark.parametrize(
    ("own", "target"),
    [
        ({"group": 100, "north": 60}, Target(D(100))),  # its own wins
        ({"north": 60, "south": 30, "s1": 7}, Target(D(90), ("north", "south"))),
        ({"north": 60, "s1": 7, "s2": 8}, Target(D(75), ("north", "s1", "s2"))),
        ({"north": 60, "s1": 7}, Target(D(67), ("north", "s1"), ("s2",))),
        ({}, Target(None, (), ("north", "s1", "s2"))),
    ],
)
def test_a_group_has_its_own_target_or_that_of_those_below(own: dict[str | None, int], target: Target) -> None:
    known: dict[str | None, Decimal | None] = {name: D(amount) for name, amount in own.items()}
    assert rolled_up(known, TREE, "group") == target


def test_a_target_without_a_rate_is_not_replaced_by_that_of_those_below() -> None:
    assert rolled_up({"group": None, "north": D(60)}, TREE, "group") == Target(None)
    assert rolled_up({"north": D(60), "south": None, "s1": D(7)}, TREE, "group") == Target(
        D(60), ("north",), ("south",)
    )


def test_an_account_without_children_and_target_is_unknown() -> None:
    assert rolled_up({}, TREE, "north") == Target(None)


def test_a_circle_in_the_tree_is_followed_once() -> None:
    assert rolled_up({"c": D(1)}, {"a": ["b"], "b": ["a", "c"]}, "a") == Target(D(1), ("c",))
