from typing import Any

import pytest
from small_books import a_book, facts_of, invoice

from kamctl.methods.indicators import INDICATORS
from kamctl.methods.sources import FINDERS, Source, Sources, joined

RECORD = "accounts/norla/account.yaml"
NORLA = {
    "name": "Norla",
    "since": "2020-01-01",
    "potential": {"checkweigher": "900 CNY", "x-ray": "500 CNY"},
    "ratings": {"influence": [{"on": "2026-05-02", "value": 4}], "credit": 3},
    "referrals": [{"on": "2026-02-01", "to": "Südmar"}],
    "competitor_key_account": ["kestrel"],
    "terms": {"payment_days": 30},
}
BOOK: dict[str, Any] = {
    "accounts": {"norla": NORLA, "sudmar": {"name": "Sudmar"}},
    "invoices": [
        invoice("2025-01-10", "norla", "10"),
        invoice("2026-01-10", "norla", "80", cost="60"),
        invoice("2026-02-10", "norla", "-5", product=None),
        invoice("2026-03-10", "norla", "15"),
    ],
    "receivables": [{"date": "2026-10-31", "account": "norla", "balance": "5", "currency": "CNY"}],
    "surveys": {"norla/2026": {"kind": "satisfaction", "on": "2026-06-01", "answers": [
        {"recommend": 9}, {"recommend": 6}, {"switching": {"economic": 3}}]}},
    "installs": {f"norla/{name}": {"site": "works", "process": "end", "supplier": "own", "units": 1}
                 for name in ("cw", "xr")},
    "opportunities": {"norla/line": {"name": "Line", "history": [{"on": "2026-08-01", "stage": "design"}]}},
}  # fmt: skip
WHERE = {
    "revenue": "invoices/2026.csv:3 … invoices/2026.csv:5 (3)",
    # 80 of 100 has a known cost, credits counted like sales
    "gross_profit": "invoices/2026.csv:3 … invoices/2026.csv:5 (3), cost 80 %",
    "purchasing_volume": f"{RECORD}: potential.checkweigher … potential.x-ray (2)",
    "share_of_wallet": f"{RECORD}: potential.checkweigher … potential.x-ray (2); "
    "invoices/2026.csv:3 … invoices/2026.csv:5 (3)",
    "active_quarters": "invoices/2026.csv:2 … invoices/2026.csv:5 (3)",
    "revenue_trend": "invoices/2026.csv:2 … invoices/2026.csv:5 (4)",
    "family_concentration": "invoices/2026.csv:3 … invoices/2026.csv:5 (2)",
    "tenure": f"{RECORD}: since",
    "referrals": f"{RECORD}: referrals",
    "recommend": "accounts/norla/surveys/2026.yaml",
    "switching_cost": "accounts/norla/surveys/2026.yaml",
    "pipeline": "accounts/norla/opportunities/line.yaml",
    "days_beyond_terms": "receivables/2026.csv:2; invoices",
    "overdue_share": "receivables/2026.csv:2",
    "competitor_share": "accounts/norla/installs/cw.yaml … accounts/norla/installs/xr.yaml (2)",
    "influence": f"{RECORD}: ratings.influence",
    "competitor_key_account": f"{RECORD}: competitor_key_account",
}


@pytest.mark.parametrize("slug", WHERE)
def test_every_value_says_where_it_comes_from(slug: str) -> None:
    assert Sources(facts_of(a_book(**BOOK)))[slug]["norla"] == WHERE[slug]


def test_every_indicator_has_a_source() -> None:
    assert list(FINDERS) == list(INDICATORS)


def test_where_nothing_was_found_it_says_where_was_looked() -> None:
    sources = Sources(facts_of(a_book(**BOOK)))
    assert sources["revenue"]["sudmar"] == "invoices"
    assert sources["pipeline"]["sudmar"] == "accounts/sudmar/"
    assert sources.of("revenue", "norla").places[0] == "invoices/2026.csv:3"


def test_what_comes_from_several_accounts_lists_each_place_once() -> None:
    parts = [Source((("a:1", "a:2"),), ("invoices",)), Source((("a:2", "b:3"),), ("invoices",), ", cost 90 %")]
    whole = joined(parts)
    assert (whole.places, whole.text) == (("a:1", "a:2", "b:3"), "a:1 … b:3 (3)")
    assert joined(parts[1:]).text == "a:2 … b:3 (2), cost 90 %"
    assert joined([]).text == ""
    assert joined([Source(((),), ("accounts/a/",))] * 2).text == "accounts"
