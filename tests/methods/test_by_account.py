"""Sums by account are those of pandas, and lines that are of nobody count for nobody."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from kamctl.methods.by_account import ByAccount, by_account, over
from kamctl.methods.sales_lines import SalesLines

NAMES = pd.Index(["a", "b", "c"], dtype=object)
NAN = float("nan")
amounts = st.one_of(st.just(NAN), st.integers(-10_000, 10_000).map(lambda cents: cents / 100))
ROWS = st.lists(st.tuples(st.sampled_from(["a", "b", "c", "group"]), amounts), max_size=12)

OF_ROW = st.tuples(st.sampled_from(["a", "b", "group"]), st.one_of(st.none(), st.integers(-400, 400)))
DAYS = st.lists(OF_ROW, max_size=9)


def table(rows: list[tuple[str, float]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["account", "amount"]).astype({"account": object, "amount": "float64"})


@given(ROWS)
def test_sums_are_those_of_pandas(rows: list[tuple[str, float]]) -> None:
    frame = table(rows)
    values, grouped = frame["amount"].to_numpy(), frame.groupby("account")["amount"]
    for accounts in (frame["account"], frame["account"].astype("category")):
        by = by_account(accounts, NAMES)
        expected = {
            "total": grouped.sum(min_count=1),
            "whole": grouped.sum().where(grouped.count() == grouped.size()),
            "mean": grouped.mean(),
        }
        for name, series in expected.items():
            found = getattr(by, name)(values)
            np.testing.assert_allclose(found, series.reindex(NAMES).to_numpy("float64"), atol=1e-6)
        np.testing.assert_allclose(by.sums(values), grouped.sum().reindex(NAMES).fillna(0.0), atol=1e-6)
        assert by.counts().tolist() == grouped.size().reindex(NAMES).fillna(0).tolist()
        positive = (frame["amount"] > 0).groupby(frame["account"]).any().reindex(NAMES, fill_value=False)
        assert by.any(values > 0).tolist() == positive.tolist()


@given(
    st.lists(st.tuples(st.sampled_from(["a", "b", "group"]), st.one_of(st.none(), st.integers(-400, 400))), max_size=9)
)
def test_first_and_last_day(rows: list[tuple[str, int | None]]) -> None:
    days = np.array(["NaT" if day is None else np.datetime64("1970-01-01") + day for _, day in rows], "datetime64[s]")
    by = by_account(pd.Series([name for name, _ in rows], dtype=object), NAMES)
    known = {name: [day for other, day in rows if other == name and day is not None] for name in NAMES}
    for found, pick in ((by.first(days), min), (by.last(days), max)):
        expected = [np.datetime64("1970-01-01") + pick(known[name]) if known[name] else "NaT" for name in NAMES]
        np.testing.assert_array_equal(found, np.array(expected, "datetime64[s]"))
    assert np.isnat(by.of_rows(by.last(days))[by.place < 0]).all()


def test_there_is_no_share_of_nothing_or_less() -> None:
    found = over(np.array([1.0, 1.0, 1.0, NAN]), np.array([2.0, 0.0, -1.0, 2.0]))
    np.testing.assert_array_equal(found, [0.5, NAN, NAN, NAN])


def lines(*rows: tuple[int, int, float, float]) -> SalesLines:
    """Return lines of place, family, amount and cost."""
    place, family, amount, cost = (np.array(column) for column in zip(*rows, strict=True))
    day = np.full(len(rows), np.datetime64("2026-11-20", "s"))
    return SalesLines(day, ByAccount(place, 2), family, pd.Index(["x", "y"]), amount.astype(float), cost.astype(float))


def test_what_lines_add_up_to() -> None:
    found = lines((0, 0, 10, 4), (0, 1, 5, NAN), (0, -1, 1, 1), (1, 0, NAN, NAN), (-1, 0, 99, 9))
    np.testing.assert_array_equal(found.total, [16, NAN])
    np.testing.assert_array_equal(found.profit, [6, NAN])
    np.testing.assert_array_equal(found.by_family, [[10, 5], [0, 0]])
    np.testing.assert_allclose(found.covered(found.costed), [11 / 16, NAN])


def test_credits_count_like_sales_in_what_is_covered_and_lines_where_all_is_zero() -> None:
    credit = lines((0, 0, -10, 4), (0, 0, 10, NAN), (1, 0, 0, 1), (1, 0, 0, NAN), (1, 0, 0, 2))
    np.testing.assert_allclose(credit.covered(credit.costed), [0.5, 2 / 3])
