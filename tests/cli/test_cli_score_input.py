"""Odd books: for each the score has a defined result."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from answers import answer, rows
from score_books import BOOK, INVOICES, SETTINGS

Scores = Callable[..., Any]
Files = Mapping[str, str | None]
ONE = {f"accounts/{name}/account.yaml": None for name in ("norla", "norla-no", "tarn")} | {
    "invoices/2023-01.csv": None, "invoices/2026-06.csv": None,
}  # fmt: skip
VIEWS = (
    (), ("--pitfalls",), ("--robustness",), ("--chart",), ("--since", "2026-06-10"), ("--level", "group"),
    ("--level", "site"),
)  # fmt: skip


def settings(groups: str) -> dict[str, str]:
    return {"kamctl.yaml": f"currency: CNY\nas_of: 2026-11-20\nscore:\n  groups:\n{groups}"}


ODD: dict[str, Files] = {
    "one account": ONE,
    "nobody": {name: None for name in BOOK if name != "kamctl.yaml"},
    "a group of weight 0": settings("    risk: {weight: 0}\n    growth: {weight: 1}\n"),
    "nothing known": settings("    strategic: {weight: 1, indicators: {position: 1}}\n"),
    "all equal": {
        "invoices/2026-06.csv": INVOICES
        + "2026-06-10,r1,,norla-no,,,,200,CNY,250,\n2026-06-10,r2,,tarn,,,,200,CNY,250,\n"
    },
    "only losses": {
        "invoices/2026-06.csv": INVOICES
        + "2026-06-10,r1,,norla-no,,,,200,CNY,900,\n2026-06-10,r2,,tarn,,,,-50,CNY,9,\n"
    },
    "no sales at all": {name: None for name in BOOK if name.startswith("invoices")},
}


@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
@pytest.mark.parametrize("odd", ODD)
def test_every_view_takes_every_odd_book(score: Scores, odd: str, view: tuple[str, ...]) -> None:
    for more in ((), ("--format", "json"), ("--format", "csv")):
        run = score(*view, *more, files=ODD[odd])
        assert run.code == 0, run.err


@pytest.mark.parametrize("groups", ["    risk: {weight: 0}\n", "    risk: {weight: 1, indicators: {credit: 0}}\n"])
def test_weights_that_are_all_zero_are_refused(score: Scores, groups: str) -> None:
    run = score(files=settings(groups))
    assert (run.code, run.out) == (3, "")
    assert "kamctl.yaml: score: all weights are zero" in run.err


def test_a_group_without_known_indicators_leaves_its_weight_to_the_others(score: Scores) -> None:
    tarn = rows(score("--format", "json"))["tarn"]
    assert (tarn["strategic"], tarn["score"], tarn["evidence"]) == (None, tarn["contribution"], 0.6)


def test_nothing_known_is_no_score_and_the_last_tier(score: Scores) -> None:
    found = rows(score("--format", "json", files=ODD["nothing known"]))["tarn"]
    assert (found["score"], found["rank"], found["evidence"], found["provisional"]) == (None, None, 0.0, True)
    explained = answer(score("--explain", "tarn", "--format", "json", files=ODD["nothing known"]))
    assert (explained["at_stake"], explained["next_tier"]["changes"]) == (100.0, [])
    robust = answer(score("--robustness", "--format", "json", files=ODD["nothing known"]))["rows"]
    assert all((row["holds"], row["rank_low"]) == (1.0, None) for row in robust)


def test_a_single_account_is_50_by_rank_and_has_all_the_revenue(score: Scores) -> None:
    (found,) = rows(score("--format", "json", files=ONE)).values()
    assert (found["contribution"], found["rank"], found["pareto"]) == (50.0, 1, "A")
    robust = answer(score("--robustness", "--format", "json", files=ONE))["rows"][0]
    assert (robust["rank_low"], robust["rank_high"]) == (1, 1)
    change = answer(score("--explain", "sudmar", "--format", "json", files=ONE))["next_tier"]["changes"]
    assert {one["indicator"] for one in change} <= {"influence", "reference"}  # a rank of one is 50 whatever it has


def test_equal_accounts_share_everything(score: Scores) -> None:
    found = rows(score("--format", "json", files=ODD["all equal"]))
    assert {row["contribution"] for row in found.values()} == {50.0}
    assert {row["pareto"] for row in found.values()} == {"A"}


def test_losses_count_as_what_they_are(score: Scores) -> None:
    more = settings("    contribution: {weight: 1, indicators: {gross_margin: 1, gross_profit: 1}}\n")
    found = answer(score("--explain", "norla-no", "--format", "json", files={**ODD["only losses"], **more}))
    margin, profit = found["rows"]
    assert (margin["value"], margin["normalised"]) == (-3.5, 0.0)  # 200 − 900, on a scale that starts at 0
    assert profit["value"] == "-700.00"


def test_an_account_without_orders_has_none_if_the_ledger_tells_so(score: Scores) -> None:
    assert rows(score("--format", "json"))["tarn"]["revenue"] == "0.00"


def test_an_account_without_orders_is_unknown_where_the_ledger_is_too_short(score: Scores) -> None:
    short: dict[str, str | None] = {"invoices/2023-01.csv": None}
    assert rows(score("--format", "json", files=short))["tarn"]["revenue"] is None


def test_a_parent_with_orders_of_its_own_counts_once(score: Scores) -> None:
    more = {"accounts/tarn/account.yaml": "name: Tarn\nparent: sudmar\n",
            "invoices/2026-10.csv": INVOICES + "2026-10-10,r8,,tarn,,,,50,CNY,10,\n"}  # fmt: skip
    accounts = rows(score("--format", "json", files=more))
    assert (accounts["sudmar"]["revenue"], accounts["tarn"]["revenue"]) == ("200.00", "50.00")
    assert rows(score("--format", "json", "--level", "group", files=more))["sudmar"]["revenue"] == "250.00"


CIRCLE = {
    "accounts/sudmar/account.yaml": "name: Südmar\nparent: tarn\n",
    "accounts/tarn/account.yaml": "name: Tarn\nparent: sudmar\n",
}


@pytest.mark.parametrize("level", ["account", "group", "site"])
def test_a_circle_of_parents_stops_the_report_and_never_hangs(score: Scores, level: str) -> None:
    run = score("--level", level, files=CIRCLE)
    assert (run.code, run.out) == (3, "")
    assert "KAM302" in run.err
    assert score("--level", level, "--keep-going", files=CIRCLE).code == 3


@pytest.mark.parametrize("level", ["account", "group", "site"])
def test_money_without_a_rate_is_listed_and_not_summed(score: Scores, level: str) -> None:
    lines = INVOICES + "2026-11-10,r3,,sudmar,,,,200,USD,250,\n2026-11-10,r4,,sudmar,,,,300,CNY,250,\n"
    run = score("--format", "json", "--level", level, files={"invoices/2026-11.csv": lines})
    found = answer(run, 3)
    assert [entry["record"] for entry in found["left_out"]] == ["invoices/2026-11.csv:2"]
    if level != "site":
        assert {row["account"]: row["revenue"] for row in found["rows"]}["sudmar"] == "300.00"


def test_vat_in_balances_is_taken_off_before_they_are_counted_back(score: Scores) -> None:
    ledger = {"receivables/2026.csv": "date,account,balance,overdue,currency\n2026-10-31,norla-no,113,0,CNY\n",
              "invoices/2026-10.csv": INVOICES + "2026-10-01,r7,,norla-no,,,,200,CNY,,\n",
              "accounts/norla-no/account.yaml": "name: N\nterms: {payment_days: 10}\n"}  # fmt: skip
    risk = "    risk: {weight: 1, indicators: {days_beyond_terms: 1}}\n"

    def days(vat: str) -> float:
        given = {"kamctl.yaml": settings(risk)["kamctl.yaml"] + vat}
        found = answer(score("--explain", "norla-no", "--format", "json", files={**ledger, **given}))
        value: float = found["rows"][0]["value"]
        return value

    # 113 ÷ 1.13 = 100 of 200 in October: 15.5 days, 10 are agreed
    assert days("dso: {vat: 0.13}\n") == 5.5
    assert days("dso: {vat: {CNY: 0.13}}\n") == 5.5
    assert days("dso: {vat: {EUR: 0.13}}\n") == days("") == pytest.approx(113 / 200 * 31 - 10)


def test_settings_choose_indicators_weights_normalisation_and_tiers(score: Scores) -> None:
    text = """\
currency: CNY
as_of: 2026-11-20
score:
  groups:
    contribution: {weight: 3, indicators: {revenue: {weight: 1, normalise: range}}}
    strategic: {weight: 1, indicators: {reference: {weight: 1, points: [[1, 0], [5, 100]]}}}
  tiers: [{tier: gold, score: 60, contribution: 90}, {tier: rest}]
"""
    found = rows(score("--format", "json", files={"kamctl.yaml": text}))
    # revenue 800, 200, 0 between 0 and 800; reference 3, 5
    assert (found["norla-no"]["score"], found["norla-no"]["tier"]) == (87.5, "gold")  # ¾ · 100 + ¼ · 50
    assert (found["sudmar"]["score"], found["sudmar"]["tier"]) == (43.8, "rest")  # ¾ · 25 + ¼ · 100
    assert (found["tarn"]["contribution"], found["tarn"]["score"]) == (0.0, 0.0)
    assert text != SETTINGS
