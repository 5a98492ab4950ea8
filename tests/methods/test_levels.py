from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_books import a_book, facts_of, invoice

from kamctl.methods.indicators import INDICATORS
from kamctl.methods.levels import NOWHERE, Level, Leveled, at_level

MONEY = ("revenue", "gross_profit", "purchasing_volume", "open_potential", "pipeline")
LEDGER = [invoice("2023-01-10", "north", "1", cost="1"), invoice("2026-11-01", "tarn", "0", cost="0")]
INFLUENCE = [{"on": "2026-05-02", "value": 5}]
WORKS, DOCKS = {"id": "works", "name": "Works", "country": "NO"}, {"id": "docks", "name": "Docks", "country": "NO"}
TREE: dict[str, dict[str, Any]] = {
    "norla": {"name": "Norla", "kind": "group"},
    "middle": {"name": "Middle", "kind": "group", "parent": "norla"},
    "north": {"name": "North", "parent": "middle", "sites": [WORKS, DOCKS]},
    "south": {"name": "South", "parent": "norla", "sites": [WORKS]},
    "tarn": {"name": "Tarn"},
    "tarn-east": {"name": "Tarn East", "parent": "tarn"},
}


def measured(level: Level, accounts: Mapping[str, Any] | None = None, **kinds: Any) -> Leveled:
    """Everything of a level; `accounts` are fields added to those of TREE."""
    records = {name: {**fields, **(accounts or {}).get(name, {})} for name, fields in TREE.items()}
    lines = [*LEDGER, *kinds.pop("invoices", [])]
    return at_level(facts_of(a_book(accounts=records, invoices=lines, **kinds)), level, {"influence": 365}, INDICATORS)


def value(level: Level, slug: str, unit: str, **kinds: Any) -> float:
    found: float = measured(level, **kinds).measured.values[slug][unit]
    return found


def deal(amount: str, **more: Any) -> dict[str, Any]:
    return {"name": "Deal", "history": [{"on": "2026-08-01", "stage": "compare", "amount": amount}], **more}


def test_a_group_is_the_root_of_a_tree_and_each_account_counts_once() -> None:
    lines = [invoice("2026-03-02", name, amount) for name, amount in
             (("north", "100"), ("south", "20"), ("tarn", "3"), ("tarn-east", "0.5"))]  # fmt: skip
    found = measured("group", invoices=lines)
    assert found.measured.values["revenue"].to_dict() == {"norla": 120, "tarn": 3.5}
    assert found.units["accounts"].to_dict() == {"norla": 2, "tarn": 2}
    by_account = measured("account", invoices=lines).measured.values["revenue"]
    # a parent with sales of its own has those alone
    assert by_account.to_dict() == {"north": 100, "south": 20, "tarn": 3, "tarn-east": 0.5}


def test_sales_that_stand_on_the_groups_folder_are_the_groups() -> None:
    lines = [invoice("2026-03-02", "norla", "7"), invoice("2026-03-02", "north", "100")]
    assert value("group", "revenue", "norla", invoices=lines) == 107


def test_ratios_are_of_the_sums() -> None:
    lines = [
        invoice("2025-03-02", "north", "100"),
        invoice("2026-03-02", "north", "100", cost="50"),
        invoice("2026-03-02", "south", "20", cost="20"),  # a new customer: no trend of its own
    ]
    found = measured("group", invoices=lines).measured.values
    assert found["gross_margin"]["norla"] == pytest.approx(50 / 120)
    assert found["revenue_trend"]["norla"] == pytest.approx(0.2)
    wallets = {"north": {"potential": {"checkweigher": "400 CNY"}}, "south": {"potential": {"checkweigher": "40 CNY"}}}
    assert value("group", "share_of_wallet", "norla", invoices=lines, accounts=wallets) == pytest.approx(120 / 440)


def test_concentration_and_quarters_are_of_all_lines_together() -> None:
    lines = [
        invoice("2026-03-02", "north", "50"),
        invoice("2026-10-02", "south", "50", product="xr-1"),
    ]
    found = measured("group", invoices=lines).measured.values
    assert found["family_concentration"]["norla"] == 0.5
    assert found["active_quarters"]["norla"] == 2 / 8
    assert measured("account", invoices=lines).measured.values["active_quarters"]["north"] == 1 / 8


def test_a_rating_is_the_groups_own_else_the_mean_by_revenue() -> None:
    lines = [invoice("2026-03-02", "north", "90"), invoice("2026-03-02", "south", "30")]
    ratings = {"north": {"ratings": {"influence": INFLUENCE}}, "south": {"ratings": {"influence": 1}}}
    assert value("group", "influence", "norla", invoices=lines, accounts=ratings) == 4  # (90·5 + 30·1) ÷ 120
    own = {**ratings, "norla": {"ratings": {"influence": 2}}, "middle": {"ratings": {"influence": 3}}}
    found = measured("group", invoices=lines, accounts=own).measured
    assert found.values["influence"]["norla"] == 2
    assert found.undated["influence"]["norla"]
    assert found.sources["influence"]["norla"] == "accounts/norla/account.yaml: ratings.influence"


def test_without_revenue_the_mean_is_plain() -> None:
    ratings = {"north": {"ratings": {"influence": 5}}, "south": {"ratings": {"influence": 1}}}
    assert value("group", "influence", "norla", accounts=ratings) == 3


def test_what_is_known_of_too_little_of_a_group_is_unknown() -> None:
    lines = [invoice("2026-03-02", "north", "80"), invoice("2026-03-02", "south", "20")]
    north = {"north": {"ratings": {"influence": INFLUENCE}, "potential": {"x-ray": "500 CNY"}}}
    assert value("group", "influence", "norla", invoices=lines, accounts=north) == 5
    assert value("group", "purchasing_volume", "norla", invoices=lines, accounts=north) == 500
    south = {"south": north["north"]}
    assert pd.isna(value("group", "influence", "norla", invoices=lines, accounts=south))
    assert pd.isna(value("group", "purchasing_volume", "norla", invoices=lines, accounts=south))


def test_a_stale_value_goes_into_no_group() -> None:
    stale = {"on": "2024-01-01", "value": 5}
    found = measured("group", accounts={name: {"ratings": {"influence": [stale]}} for name in ("north", "south")})
    assert pd.isna(found.measured.values["influence"]["norla"])
    assert found.measured.stale["influence"].to_dict() == {"norla": True, "tarn": False}


def test_the_longest_tenure_and_one_key_account_are_the_groups() -> None:
    accounts = {
        "north": {"since": "2016-11-20", "competitor_key_account": ["kestrel"]},
        "south": {"since": "2020-01-01"},
        "tarn": {"competitor_key_account": []},
    }
    found = measured("group", accounts=accounts).measured.values
    assert found["tenure"]["norla"] == pytest.approx(10, abs=0.01)
    assert found["competitor_key_account"]["norla"] == 1
    assert pd.isna(found["competitor_key_account"]["tarn"])  # nothing is known of half of it


def test_a_groups_value_is_as_old_as_its_oldest_part_and_names_the_records_of_all() -> None:
    ratings = [{"ratings": {"influence": [{"on": day, "value": 4}]}} for day in ("2026-05-02", "2026-07-02")]
    found = measured("group", accounts=dict(zip(("north", "south"), ratings, strict=True))).measured
    assert found.as_of["influence"]["norla"] == pd.Timestamp("2026-05-02")
    assert found.sources["influence"]["norla"] == (
        "accounts/north/account.yaml: ratings.influence … accounts/south/account.yaml: ratings.influence (2)"
    )


def test_sites_have_what_carries_a_site_and_the_rest_is_told_apart() -> None:
    lines = [
        invoice("2026-03-02", "north", "100", site="works", cost="60"),
        invoice("2026-03-02", "north", "20", site="docks", cost="20"),
        invoice("2026-03-02", "north", "7"),  # of no site
        invoice("2026-03-02", "south", "30"),  # its only site
    ]
    deals = {"north/a": deal("10 CNY", site="works"), "north/b": deal("4 CNY"), "south/c": deal("2 CNY")}
    found = measured("site", invoices=lines, opportunities=deals)
    values = found.measured.values
    assert values["revenue"].to_dict() == {"north/docks": 20, "north/works": 100, "south/works": 30}
    assert values["gross_margin"]["north/works"] == pytest.approx(0.4)
    assert values.loc[["north/works", "south/works"], "pipeline"].tolist() == [5, 1]
    assert list(found.apart.loc["north", ["revenue", "pipeline"]]) == [7, 2]
    assert list(found.units.loc["north/works", ["name", "parent"]]) == ["Works", "north"]
    assert found.measured.sources["revenue"]["north/works"] == "invoices/2026.csv:4"


def test_what_a_site_can_not_have_is_unknown() -> None:
    accounts = {"north": {"since": "2016-11-20", "ratings": {"influence": 5}, "potential": {"x-ray": "5 CNY"}}}
    values = measured("site", accounts=accounts).measured.values
    assert list(values) == list(INDICATORS)
    assert values.drop(columns=[slug for slug, one in INDICATORS.items() if one.of_site]).isna().all(axis=None)


def test_a_site_without_sales_has_none_only_if_all_of_the_account_names_a_site() -> None:
    named = [invoice("2026-03-02", "north", "100", site="works")]
    assert value("site", "revenue", "north/docks", invoices=named) == 0
    vague = [*named, invoice("2026-03-02", "north", "1", site="elsewhere")]
    assert pd.isna(value("site", "revenue", "north/docks", invoices=vague))
    assert value("site", "pipeline", "north/docks", opportunities={"north/a": deal("1 CNY", site="works")}) == 0
    assert pd.isna(value("site", "pipeline", "north/docks", opportunities={"north/a": deal("1 CNY")}))


@pytest.mark.parametrize("level", ["account", "group", "site"])
def test_empty_books(level: Level) -> None:
    assert at_level(facts_of(a_book()), level, {}, INDICATORS).measured.values.empty
    alone = at_level(facts_of(a_book(accounts={"norla": {"name": "Norla"}})), level, {}, INDICATORS)
    assert alone.measured.values.isna().all(axis=None)


def test_a_group_without_accounts_is_none() -> None:
    assert measured("group").units.index.tolist() == ["norla", "tarn"]
    only = at_level(facts_of(a_book(accounts={"norla": TREE["norla"]})), "group", {}, INDICATORS)
    assert only.units.empty


def test_a_potential_on_the_groups_folder_counts_where_those_of_the_accounts_are_not_known() -> None:
    lines = [invoice("2026-03-02", "north", "60"), invoice("2026-03-02", "south", "40")]
    whole = {"norla": {"potential": {"checkweigher": [{"on": "2026-05-02", "value": "1000 CNY"}]}}}
    found = measured("group", invoices=lines, accounts=whole).measured
    slugs = ["purchasing_volume", "open_potential", "share_of_wallet"]
    assert list(found.values.loc["norla", slugs]) == [1000, 900, 0.1]
    assert found.as_of["open_potential"]["norla"] == pd.Timestamp("2026-05-02")
    assert found.sources["purchasing_volume"]["norla"] == "accounts/norla/account.yaml: potential.checkweigher"
    parts = {name: {"potential": {"checkweigher": "300 CNY"}} for name in ("north", "south")}
    found = measured("group", invoices=lines, accounts=whole | parts).measured
    assert list(found.values.loc["norla", slugs]) == [600, 500, pytest.approx(1 / 6)]


cents = st.integers(-(10**9), 10**12).map(lambda number: f"{number / 100:.2f}")
ROOT = {"north": "norla", "south": "norla", "tarn": "tarn", "tarn-east": "tarn"}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(list(ROOT)), cents, st.sampled_from(["works", None])), max_size=9))
def test_parts_add_up_to_the_cent(lines: list[tuple[str, str, str | None]]) -> None:
    book = a_book(
        accounts={name: {**TREE[name], "potential": {"checkweigher": "12345.67 CNY"}} for name in TREE},
        invoices=LEDGER + [invoice("2026-03-02", name, amount, cost="1", site=site) for name, amount, site in lines],
        opportunities={f"{name}/d{n}": deal(f"{amount} CNY", site=site) for n, (name, amount, site)
                       in enumerate(lines)},
    )  # fmt: skip
    accounts, groups, sites = (at_level(facts_of(book), level, {}, MONEY) for level in ("account", "group", "site"))
    parts = accounts.measured.values.groupby(ROOT.get).sum(min_count=1).round(2)
    assert parts.where(groups.measured.values.notna()).equals(groups.measured.values.round(2))
    for slug in NOWHERE:
        by_site = sites.measured.values[slug].groupby(sites.units["parent"]).sum()
        whole = by_site.add(sites.apart[slug], fill_value=0.0).round(2)
        known = accounts.measured.values[slug].round(2).loc[["north", "south"]].fillna(0.0)
        assert whole[known.index].to_dict() == known.to_dict()
