import pandas as pd
import pytest

from kamctl.methods.pyramid import bounds, pyramid

UNKNOWN = float("nan")


def series(*values: float) -> pd.Series:
    return pd.Series(values, dtype="float64")


@pytest.mark.parametrize(
    ("largest", "limits"),
    [
        (19_230_944, [500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000]),
        (10, [0.5, 1, 2, 5, 10]),
        (9.99, [0.2, 0.5, 1, 2, 5]),
        (0, []), (-3, []), (UNKNOWN, []),
    ],
)  # fmt: skip
def test_limits_are_round_amounts_up_to_the_largest(largest: float, limits: list[float]) -> None:
    assert bounds(largest) == pytest.approx(limits)


def test_bands_with_count_revenue_and_profit() -> None:
    table = pyramid(series(12, 10, 3, 0.1, 0, -2, UNKNOWN), series(3, UNKNOWN, 1, 0, 0, -2, UNKNOWN))
    assert table["count"].tolist() == [2, 1, 1, 2, 1]
    assert table[["low", "high"]].iloc[[0, 1, 2]].to_numpy().tolist() == [
        [10, float("inf")], [2, 5], [0, 0.5],
    ]  # fmt: skip
    top = table.iloc[0]
    # margin over the account whose profit is known: 3 ÷ 12
    assert (top["revenue"], top["profit"], top["unknown_profit"], top["margin"]) == (22, 3, 1, 0.25)
    assert top["share"] == pytest.approx(22 / 25.1)
    without, unknown = table.iloc[3], table.iloc[4]
    assert (without["revenue"], without["profit"]) == (-2, -2)
    assert pd.isna(without["margin"])
    assert unknown["count"] == 1
    assert pd.isna(unknown["low"])


def test_each_account_stands_in_one_band() -> None:
    revenue = series(*(number**3 for number in range(-2, 40)), UNKNOWN)
    table = pyramid(revenue, revenue)
    assert table["count"].sum() == len(revenue)
    assert table["revenue"].sum() == revenue.sum()


def test_nobody() -> None:
    assert pyramid(series(), series()).empty
