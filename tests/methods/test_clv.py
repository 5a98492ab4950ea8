from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamctl.methods.clv import FUTURE, TERMS, Assumptions, lifetime, present_value, product, streams, totals

UNKNOWN = float("nan")
NUMBERS = ("profit", "margin", "bought", "ours", "white", "referrals", "earned")
PLAIN = Assumptions(discount=0.25, years=2, retention={"key": 0.75}, target={"key": 0.5}, win_rate=0.5)


def accounts(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return accounts of tier key; what is not given is 0."""
    plain = {"tier": "key", **dict.fromkeys(NUMBERS, 0.0)}
    names = [f"a{number}" for number in range(len(rows))]
    return pd.DataFrame([{**plain, **row} for row in rows], index=names, columns=list(plain)).astype(
        dict.fromkeys(NUMBERS, "float64")
    )


def lines(*rows: tuple[str, float, float]) -> pd.DataFrame:
    """Return account, age, profit of invoice lines."""
    return pd.DataFrame(list(rows), columns=["account", "age", "profit"]).astype(
        {"age": "float64", "profit": "float64"}
    )


NONE = lines()


def terms_of(row: dict[str, Any], assumptions: Assumptions = PLAIN, history: pd.DataFrame = NONE) -> dict[str, float]:
    found = lifetime(accounts(row), history, assumptions).iloc[0]
    return {str(term): float(value) for term, value in found.items()}


def test_the_published_margin_without_end() -> None:
    # 17.95 = 18.45 − 0.50; 17.95 · 1.01 ÷ 0.015 = 1,208.63; exactly one margin less a period later
    margin = 18.45 - 0.50
    now, later = (present_value(margin, 0.995, 0.01, now=now) for now in (True, False))
    assert (round(now), round(later, 2)) == (1209, 1190.68)
    assert now - later == pytest.approx(margin)


def test_both_conventions_over_some_years() -> None:
    # 0.75 ÷ 1.25 = 0.6: 0.6 + 0.36 = 0.96 at the end of the year, 1 + 0.6 at its start
    assert present_value(100, 0.75, 0.25, 2) == pytest.approx(96)
    assert present_value(100, 0.75, 0.25, 2, now=True) == pytest.approx(160)
    assert pytest.approx(160) == 96 * 1.25 / 0.75


@pytest.mark.parametrize(("now", "worth"), [(True, 7.0), (False, 0.0)])
def test_customers_who_all_leave_leave_the_margin_of_today(now: bool, worth: float) -> None:
    assert present_value(7, 0, 0.1, 5, now=now) == worth
    assert present_value(7, 0, 0.1, now=now) == worth


def test_nobody_leaves_and_waiting_costs_nothing() -> None:
    assert present_value(7, 1, 0, 5) == 35
    assert present_value(7, 1, 0) == float("inf")


def test_the_terms_by_hand() -> None:
    found = terms_of(
        {"profit": 100.0, "margin": 0.4, "bought": 1000.0, "ours": 300.0, "white": 200.0, "referrals": 1.5,
         "earned": 30.0},
        history=lines(("a0", 0, 10), ("a0", 1, 20)),
    )  # fmt: skip
    assert found == pytest.approx(
        {
            "historic": 10 + 20 * 1.25,
            "baseline": 96,
            # half of 1,000 less 300 is 200 a year in year 2, half of that in year 1, at 40 %
            "incremental": 0.6 * 40 + 0.36 * 80,
            "cross": 0.96 * 200 * 0.5 * 0.4,
            # 1.5 a year, every second won, each worth the median baseline of the tier: its own
            "referral": 1.5 * 0.5 * 96,
        }
    )


def test_the_median_is_that_of_the_tier() -> None:
    known = accounts({"profit": 100.0, "referrals": 1.0}, {"profit": 300.0}, {"profit": UNKNOWN}, {"tier": None})
    found = lifetime(known, NONE, PLAIN)
    assert found["referral"]["a0"] == pytest.approx(0.5 * 0.96 * 200)
    assert found["baseline"].isna().tolist() == [False, False, True, False]


@pytest.mark.parametrize(
    ("unknown", "terms"),
    [
        ("profit", {"baseline", "referral"}), ("margin", {"incremental", "cross"}), ("bought", {"incremental"}),
        ("ours", {"incremental"}), ("white", {"cross"}), ("referrals", {"referral"}), ("earned", {"historic"}),
        ("tier", set(FUTURE)),
    ],
)  # fmt: skip
def test_a_term_without_an_ingredient_is_unknown(unknown: str, terms: set[str]) -> None:
    row: dict[str, Any] = {
        "profit": 9.0, "margin": 0.4, "bought": 9.0, "ours": 1.0, "white": 9.0, "referrals": 1.0, "earned": 9.0,
    }  # fmt: skip
    found = terms_of({**row, unknown: None if unknown == "tier" else UNKNOWN}, history=lines(("a0", 0, 9)))
    assert {term for term, value in found.items() if np.isnan(value)} == terms


def test_without_a_win_rate_only_what_rests_on_it_is_unknown() -> None:
    row = {"profit": 9.0, "margin": 0.4, "white": 9.0, "referrals": 1.0}
    unsure = Assumptions(0.25, 2, {"key": 0.75}, {"key": 0.5})
    found = terms_of(row, unsure)
    assert {term for term, value in found.items() if np.isnan(value)} == {"cross", "referral"}
    assert terms_of({"profit": 9.0, "margin": 0.4}, unsure)["cross"] == 0


def test_a_factor_of_0_is_0_whatever_the_others() -> None:
    assert product(np.array([0.0, UNKNOWN, 2.0]), np.array([UNKNOWN, 1.0, 3.0])).tolist()[::2] == [0, 6]


def test_a_target_that_is_reached_adds_nothing() -> None:
    assert terms_of({"margin": UNKNOWN, "bought": 1000.0, "ours": 500.0})["incremental"] == 0


def test_a_loss_counts_as_one() -> None:
    found = terms_of({"profit": -100.0, "margin": -0.1, "bought": 100.0, "earned": -5.0}, history=lines(("a0", 1, -5)))
    assert found["baseline"] == pytest.approx(-96)
    assert found["incremental"] < 0
    assert found["historic"] == pytest.approx(-6.25)


def test_nobody() -> None:
    found = lifetime(accounts(), NONE, PLAIN)
    assert found.columns.tolist() == list(TERMS)
    assert found.empty


def test_a_total_covers_what_is_known() -> None:
    rows = pd.DataFrame([[1.0, 2.0, UNKNOWN, UNKNOWN, 4.0], [UNKNOWN] * 5], columns=list(TERMS))
    assert totals(rows).iloc[0] == 7
    assert np.isnan(totals(rows).iloc[1])


def test_other_rates_stay_within_their_limits() -> None:
    assert PLAIN.shifted(0.05, 0.10).retention == {"key": pytest.approx(0.85)}
    assert PLAIN.shifted(-0.5, 0.5) == Assumptions(0.0, 2, {"key": 1.0}, {"key": 0.5}, 0.5)


known_or_not = st.just(UNKNOWN) | st.floats(-1e6, 1e6)
some = st.just(UNKNOWN) | st.floats(0, 1e6)
share = st.floats(0, 1)


@given(
    st.lists(st.tuples(known_or_not, st.floats(-1, 1), some, some, some, st.floats(0, 5)), max_size=4),
    share, share, st.integers(1, 8), share,
)  # fmt: skip
def test_years_add_up_to_terms_and_terms_to_the_total(
    rows: list[tuple[float, ...]], discount: float, retention: float, years: int, win: float
) -> None:
    names = ("profit", "margin", "bought", "ours", "white", "referrals")
    known = accounts(*(dict(zip(names, row, strict=True)) for row in rows))
    assumptions = Assumptions(discount, years, {"key": retention}, {"key": 0.5}, win)
    terms, by_year = lifetime(known, NONE, assumptions), streams(known, assumptions)
    for term in FUTURE:
        assert by_year[term].shape == (len(rows), years)
        np.testing.assert_allclose(by_year[term].sum(axis=1), terms[term], rtol=1e-9)
    np.testing.assert_allclose(totals(terms), np.nansum(terms.to_numpy(), axis=1))


@given(st.floats(-1e6, 1e6), st.floats(0.01, 1), st.floats(0, 1), st.integers(1, 30))
def test_the_other_convention_is_one_year_nearer(margin: float, kept: float, discount: float, years: int) -> None:
    later, now = (present_value(margin, kept, discount, years, now=now) for now in (False, True))
    assert now == pytest.approx(later * (1 + discount) / kept, rel=1e-6, abs=1e-9)
    endless = present_value(margin, kept, discount)
    if np.isfinite(endless) and kept / (1 + discount) < 0.999:
        assert present_value(margin, kept, discount, now=True) - endless == pytest.approx(margin, rel=1e-6, abs=1e-6)
