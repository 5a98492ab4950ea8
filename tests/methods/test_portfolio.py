import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamctl.methods.portfolio import QUADRANTS, Cuts, is_new, median_cut, quadrants, screened

UNKNOWN = float("nan")
Place = tuple[float, float]


def placed(*accounts: Place, new: tuple[int, ...] = ()) -> list[str | None]:
    """Return the quadrants of accounts, cut at 100 and a half; `new` are the numbers of the new customers."""
    table = pd.DataFrame(list(accounts), columns=["potential", "share"], dtype="float64")
    fresh = pd.Series([number in new for number in table.index], index=table.index)
    return quadrants(table["potential"], table["share"], fresh, Cuts(100, 0.5)).tolist()


def test_the_four_quadrants() -> None:
    assert placed((200, 0.1), (200, 0.9), (50, 0.9), (50, 0.1)) == ["attack", "defend", "maintain", "drop"]


def test_equal_to_the_cut_is_high() -> None:
    assert placed((100, 0.5), (100, 0.4999), (99.99, 0.5)) == ["defend", "attack", "maintain"]


def test_new_customers_are_attack_wherever_they_lie() -> None:
    places = ((50.0, 0.1), (200.0, 0.9), (UNKNOWN, UNKNOWN))
    assert placed(*places, new=(0, 1, 2)) == ["attack"] * 3
    assert placed(*places) == ["drop", "defend", None]


def test_unknown_has_no_place() -> None:
    assert placed((UNKNOWN, 0.4), (200, UNKNOWN)) == [None, None]


@pytest.mark.parametrize(
    ("potentials", "cut"), [([1.0, 2, 9], 2), ([1.0, 2, 4, 9], 3), ([UNKNOWN, 7], 7), ([5.0, 5, 5], 5)]
)
def test_the_median_of_what_is_known(potentials: list[float], cut: float) -> None:
    assert median_cut(pd.Series(potentials), 0.5) == Cuts(cut, 0.5)


def test_one_account_and_all_equal_are_high() -> None:
    for potentials in ([7.0], [7.0, 7.0]):
        series = pd.Series(potentials)
        found = quadrants(series, series * 0, series.isna(), median_cut(series, 0.5))
        assert found.tolist() == ["attack"] * len(potentials)


def test_nobody_and_nothing_known() -> None:
    empty = pd.Series([], dtype="float64")
    assert quadrants(empty, empty, empty.notna(), median_cut(empty, 0.5)).empty
    unknown = pd.Series([UNKNOWN])
    assert quadrants(unknown, unknown, unknown.notna(), median_cut(unknown, 0.5)).tolist() == [None]


def test_who_is_new() -> None:
    since = pd.Series(pd.to_datetime(["2025-01-02", "2025-01-01", "", "2027-01-01"]))
    assert is_new(since, pd.Timestamp("2025-01-01")).tolist() == [True, False, False, True]


def test_attack_without_a_gain_of_share_is_to_be_screened() -> None:
    rows = [
        ("attack", 0.3, 0.3, "2020-01-01", True),
        ("attack", 0.3, 0.2, "2020-01-01", False),  # gained
        ("attack", 0.1, 0.2, None, True),  # nobody wrote since when it is a customer
        ("attack", 0.1, 0.2, "2026-01-01", False),  # no customer yet then
        ("attack", UNKNOWN, 0.2, "2020-01-01", False),
        ("attack", 0.2, UNKNOWN, "2020-01-01", False),
        ("defend", 0.5, 0.6, "2020-01-01", False),
        (None, 0.5, 0.6, "2020-01-01", False),
    ]
    table = pd.DataFrame(rows, columns=["quadrant", "share", "before", "since", "wanted"])
    since = pd.to_datetime(table["since"])
    found = screened(table["quadrant"], table["share"], table["before"], since, pd.Timestamp("2025-11-20"))
    assert found.tolist() == table["wanted"].tolist()


known_or_not = st.just(UNKNOWN) | st.floats(0, 1e9)


@given(st.lists(st.tuples(known_or_not, st.just(UNKNOWN) | st.floats(0, 2), st.booleans()), max_size=12))
def test_whoever_is_known_has_one_place(accounts: list[tuple[float, float, bool]]) -> None:
    table = pd.DataFrame(accounts, columns=["potential", "share", "new"]).astype({"potential": "float64"})
    table = table.astype({"share": "float64", "new": bool})
    cuts = median_cut(table["potential"], 0.5)
    found = quadrants(table["potential"], table["share"], table["new"], cuts)
    for (potential, share, new), place in zip(accounts, found, strict=True):
        if new:
            assert place == "attack"
        elif potential != potential or share != share:
            assert place is None
        else:
            assert place in QUADRANTS
            assert (place in ("attack", "defend")) == (potential >= cuts.potential)
