from decimal import Decimal
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from kamctl.methods.exposure import exposure, site_exposure, total_exposure
from kamctl.methods.price_audit import Limits, price_audit

D = Decimal
LINE: dict[str, Any] = {
    "group": "fjordmeal", "product": "cw-c35", "options": (), "pocket_base": D(100), "quote": "a/q1", "line": 1,
    "account": "a", "site": "bergen", "country": "NO", "seller": "nordic", "owner": "ane", "date": "2026-03-02",
}  # fmt: skip
VOLUME: dict[str, Any] = {
    "group": "fjordmeal", "account": "a", "site": "bergen", "country": "NO", "product": "cw-c35", "units": D(4),
    "basis": "expected",
}  # fmt: skip
NORWAY: dict[str, Any] = {"pocket_base": D(193920)}
CHINA: dict[str, Any] = {"pocket_base": D(160000), "account": "c", "site": "suzhou", "country": "CN", "quote": "c/q1"}


def parts_and_audit(lines: list[dict[str, Any]], volumes: list[dict[str, Any]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    table = pd.DataFrame([LINE | line for line in lines], columns=list(LINE), dtype=object)
    table = table.assign(date=pd.to_datetime(table["date"]))
    audit = price_audit(table, Limits(), 2)
    units = pd.DataFrame([VOLUME | volume for volume in volumes], columns=list(VOLUME), dtype=object)
    return site_exposure(table, audit, units, 2), audit


def exposed(lines: list[dict[str, Any]], volumes: list[dict[str, Any]]) -> list[tuple[object, list[tuple[str, str]]]]:
    """Exposure and unknown sites (site, what) of each comparison."""
    rows = exposure(*parts_and_audit(lines, volumes)).to_dict("records")
    return [
        (row["exposure"], [(site["site"], site["unknown"]) for site in row["exposure_unknown_sites"]]) for row in rows
    ]


def test_worked_example() -> None:
    # 4 units · (193,920 − 160,000) = 4 · 33,920; Suzhou has the lowest price and nothing to gain
    volumes = [{}, {"account": "c", "site": "suzhou", "units": D(20)}]
    assert exposed([NORWAY, CHINA], volumes) == [(D(135680), [])]
    parts, _ = parts_and_audit([NORWAY, CHINA], volumes)
    norway = parts[parts["site"] == "bergen"].iloc[0]
    assert (norway["above_lowest"], norway["units"], norway["basis"]) == (D(33920), D(4), "expected")


def test_the_latest_price_of_a_site_counts() -> None:
    older = NORWAY | {"pocket_base": D(300000), "date": "2026-01-01"}
    assert exposed([older, NORWAY, CHINA], [{}]) == [(D(135680), [])]
    # of one day, the last by quote and line
    same_day = NORWAY | {"pocket_base": D(170000), "line": 2}
    assert exposed([NORWAY, same_day, CHINA], [{}]) == [(D(40000), [])]


def test_sites_of_one_name_in_two_accounts_are_two_sites() -> None:
    other = NORWAY | {"account": "b", "quote": "b/q1"}
    volumes = [{}, {"account": "b", "units": D(1)}]
    assert exposed([NORWAY, other, CHINA], volumes) == [(D(5 * 33920), [])]


def test_unknown_volume_is_listed_where_it_matters() -> None:
    # nothing is known of Bergen, and Suzhou stands to gain nothing: unknown, not 0
    assert exposed([NORWAY, CHINA], []) == [(None, [("bergen", "volume")])]
    third = {"pocket_base": D(170000), "account": "d", "site": "lodz", "quote": "d/q1"}
    volumes = [{"account": "d", "site": "lodz", "units": D(2)}]
    assert exposed([NORWAY, CHINA, third], volumes) == [(D(20000), [("bergen", "volume")])]


def test_a_site_that_expects_units_and_has_no_price_is_listed() -> None:
    volumes = [
        {},
        {"account": "e", "site": "walvis-bay", "units": D(3)},
        {"account": "f", "site": "closed", "units": D(0)},
    ]
    assert exposed([NORWAY, CHINA], volumes) == [(D(135680), [("walvis-bay", "price")])]
    assert exposed([CHINA], volumes[1:]) == [(None, [("walvis-bay", "price")])]


def test_volume_of_another_group_or_product_does_not_count() -> None:
    volumes = [{}, {"group": "other", "account": "x"}, {"product": "md-10", "site": "x"}]
    assert exposed([NORWAY, CHINA], volumes) == [(D(135680), [])]


def test_a_quote_without_a_site_belongs_to_none() -> None:
    assert exposed([NORWAY | {"site": None}, CHINA], [{"units": D(0)}]) == [(D(0), [])]
    assert exposed([NORWAY | {"site": None}], []) == [(None, [])]


def test_zero_units_are_known() -> None:
    assert exposed([NORWAY, CHINA], [{"units": D(0)}]) == [(D(0), [])]


def test_nothing_to_gain_from_a_price_that_is_not_above_zero() -> None:
    assert exposed([NORWAY, CHINA | {"pocket_base": D(0)}], [{}]) == [(None, [])]


def test_no_lines() -> None:
    assert exposed([], [{}]) == []
    assert exposed([NORWAY | {"pocket_base": None}], [{}]) == []
    assert total_exposure(parts_and_audit([], [])[0]) is None


def test_one_quote_is_exposed_to_nothing() -> None:
    assert exposed([NORWAY], [{}]) == [(D(0), [])]
    assert exposed([NORWAY], []) == [(D(0), [])]


def test_a_site_with_two_configurations_counts_once_in_the_total() -> None:
    wet: dict[str, Any] = {"options": ("ip69k",)}
    lines = [NORWAY, CHINA, NORWAY | wet | {"pocket_base": D(210000)}, CHINA | wet]
    # rows: 4 · 33,920 and 4 · 50,000; Bergen buys 4 units in all
    assert [row[0] for row in exposed(lines, [{}])] == [D(135680), D(200000)]
    assert total_exposure(parts_and_audit(lines, [{}])[0]) == D(200000)
    other = [line | {"product": "md-10"} for line in (NORWAY, CHINA)]
    assert total_exposure(parts_and_audit([*lines, *other], [{}, {"product": "md-10"}])[0]) == D(335680)


some_lines = st.lists(
    st.fixed_dictionaries(
        {
            "pocket_base": st.none() | st.decimals(D(-10), D(10**6), places=2),
            "site": st.sampled_from([None, "bergen", "lodz"]),
            "options": st.sampled_from([(), ("x",)]),
            "line": st.integers(1, 20),
            "date": st.sampled_from(["2026-01-01", "2026-02-01"]),
        }
    ),
    max_size=8,
    unique_by=lambda line: line["line"],
)
some_volumes = st.lists(
    st.fixed_dictionaries({"site": st.sampled_from(["bergen", "lodz", "oslo"]), "units": st.integers(0, 50).map(D)}),
    max_size=3,
    unique_by=lambda volume: volume["site"],
)


@given(some_lines, some_volumes)
def test_exposure_is_never_negative(lines: list[dict[str, Any]], volumes: list[dict[str, Any]]) -> None:
    parts, audit = parts_and_audit(lines, volumes)
    rows = exposure(parts, audit)["exposure"]
    known = [amount for amount in rows if amount is not None]
    assert all(amount >= 0 for amount in known)
    total = total_exposure(parts)
    assert total is None or total <= sum(known)


@given(some_lines.flatmap(lambda lines: st.tuples(st.just(lines), st.permutations(lines))), some_volumes)
def test_the_order_of_lines_changes_nothing(
    both: tuple[list[dict[str, Any]], list[dict[str, Any]]], volumes: list[dict[str, Any]]
) -> None:
    assert exposed(both[0], volumes) == exposed(both[1], volumes)
