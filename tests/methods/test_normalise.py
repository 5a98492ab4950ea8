import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamctl.methods.normalise import Rule, normalised, rank, scale, spread

UNKNOWN = float("nan")


def values(*numbers: float) -> pd.Series:
    return pd.Series(numbers, dtype="float64")


def test_rank_counts_those_below_and_half_of_the_equal() -> None:
    # 10: (0 + ½·1) ÷ 4; the two 20s: (1 + ½·2) ÷ 4; 30: (3 + ½·1) ÷ 4
    assert rank(values(20, 10, 30, 20).to_numpy()).tolist() == [50.0, 12.5, 87.5, 50.0]


def test_rank_leaves_the_unknown_out() -> None:
    assert normalised(values(1, UNKNOWN, 2), Rule("rank")).tolist()[0::2] == [25.0, 75.0]
    assert np.isnan(normalised(values(1, UNKNOWN, 2), Rule("rank"))[1])


def test_where_less_is_better_rank_and_range_are_turned_round() -> None:
    assert normalised(values(1, 2), Rule("rank", "low")).tolist() == [75.0, 25.0]
    assert normalised(values(1, 2, 5), Rule("range", "low")).tolist() == [100.0, 75.0, 0.0]


def test_scale_points_say_themselves_which_side_is_better() -> None:
    rule = Rule("scale", "low", ((0, 100), (30, 50), (90, 0)))
    assert normalised(values(-5, 15, 30, 60, 500), rule).tolist() == [100.0, 75.0, 50.0, 25.0, 0.0]


@pytest.mark.parametrize("method", ["rank", "range"])
@pytest.mark.parametrize("better", ["high", "low"])
def test_one_alone_and_all_equal_get_the_middle(method: str, better: str) -> None:
    rule = Rule(method, better)  # type: ignore[arg-type]  # the parameters are the allowed words
    assert normalised(values(7), rule).tolist() == [50.0]
    assert normalised(values(7, 7, 7), rule).tolist() == [50.0, 50.0, 50.0]


@pytest.mark.parametrize("method", ["rank", "range", "scale"])
def test_nothing_and_nothing_known(method: str) -> None:
    rule = Rule(method, "high", ((0, 0), (1, 100)))  # type: ignore[arg-type]  # the parameters are the allowed words
    assert normalised(values(), rule).tolist() == []
    assert np.isnan(normalised(values(UNKNOWN, UNKNOWN), rule)).all()


def test_negative_values_are_values_like_others() -> None:
    assert spread(values(-100, 0, 100).to_numpy()).tolist() == [0.0, 50.0, 100.0]
    assert scale(values(-0.2, 0.1).to_numpy(), ((0, 0), (0.2, 40))).tolist() == [0.0, 20.0]


@given(st.lists(st.integers(-50, 50) | st.just(None), max_size=30))
def test_ranks_stay_within_the_scale_and_average_to_the_middle(numbers: list[int | None]) -> None:
    found = normalised(pd.Series(numbers, dtype="float64"), Rule("rank"))
    known = found[~np.isnan(found)]
    assert len(known) == sum(number is not None for number in numbers)
    assert ((known > 0) & (known < 100)).all()
    assert not len(known) or known.mean() == pytest.approx(50)


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=20))
def test_more_is_never_worth_less(numbers: list[float]) -> None:
    raw = pd.Series(sorted(numbers))
    for rule in (Rule("rank"), Rule("range"), Rule("scale", "high", ((-10, 0), (0, 40), (10, 100)))):
        assert (np.diff(normalised(raw, rule)) >= -1e-9).all()
