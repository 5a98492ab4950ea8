"""`kamctl clv` from files to output: a small book whose figures can be worked by hand."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from answers import answer, rows

INVOICES = "date,invoice,order,account,site,product,quantity,amount,currency,cost,due\n"
SETTINGS = """\
currency: CNY
as_of: 2026-11-20
segments: {food: {name: Food}}
families: {checkweighers: {name: Checkweighers}, xray: {name: X-ray}}
score: {tiers: [{tier: whole, name: Whole}]}
clv: {discount_rate: 0.25, years: 2, retention: {whole: 0.75}, share_target: {whole: 0.5}}
"""
DEAL = "name: Line\nhistory:\n  - {{on: 2026-01-05, stage: {stage}, amount: 10 CNY, close: 2026-02-01}}\n"
BOOK = {
    "kamctl.yaml": SETTINGS,
    "team.yaml": "lin: {name: Lin Yue}\nada: {name: Ada Berg}\n",
    "products.yaml": "cw-1: {name: C, family: checkweighers}\nxr-1: {name: X, family: xray}\n",
    "accounts/norla/account.yaml": "name: Norla Group\nname_zh: 诺拉集团\nkind: group\n",
    "accounts/norla-no/account.yaml": """\
name: Norla Norge
parent: norla
segment: food
owner: lin
potential: {checkweighers: 1000 CNY, xray: 200 CNY}
referrals: [{on: 2026-01-01, to: Vega}]
""",
    "accounts/norla-se/account.yaml": "name: Norla Sverige\nparent: norla\nowner: ada\n",
    "accounts/sudmar/account.yaml": "name: Südmar\nowner: ada\npotential: {checkweighers: 100 CNY}\n",
    "accounts/sudmar/opportunities/won.yaml": DEAL.format(stage="won"),
    "accounts/sudmar/opportunities/lost.yaml": DEAL.format(stage="lost"),
    "accounts/sudmar/opportunities/dropped.yaml": DEAL.format(stage="dropped"),
    "invoices/2023-01.csv": INVOICES + "2023-01-10,r0,,norla-se,,cw-1,,1,CNY,1,\n",
    "invoices/2025-11.csv": INVOICES + "2025-11-20,r1,,norla-no,,cw-1,,500,CNY,400,\n",
    "invoices/2026-11.csv": INVOICES
    + "2026-11-20,r2,,norla-no,,cw-1,,300,CNY,180,\n2026-11-20,r3,,norla-se,,cw-1,,500,CNY,380,\n"
    + "2026-11-20,r4,,sudmar,,cw-1,,200,CNY,250,\n",
}
Clv = Callable[..., Any]
TERMS = ("historic", "baseline", "incremental", "cross", "referral")


@pytest.fixture
def clv(book_of: Callable[[Mapping[str, str]], Path], kamctl: Callable[..., Any]) -> Clv:
    """Run `kamctl clv` on BOOK with changed files (None: without the file)."""

    def run(*args: str, files: Mapping[str, str | None] | None = None) -> Any:
        whole = {name: text for name, text in {**BOOK, **(files or {})}.items() if text is not None}
        return kamctl("clv", "--book", book_of(whole), *args)

    return run


def test_json_rows_follow_the_contract(clv: Clv) -> None:
    found = answer(clv("--format", "json"))
    assert [list(row)[:7] for row in found["rows"]] == [["account", *TERMS, "total"]] * 3
    assert (found["convention"], found["accounts"]) == ("end_of_year", 3)
    assert found["assumptions"] == {
        "discount_rate": 0.25, "years": 2, "retention": {"whole": 0.75}, "share_target": {"whole": 0.5},
        "win_rate": 0.5, "won": 1, "decided": 2,
    }  # fmt: skip
    assert found["historic_since"] == "2023-01-10"


def test_the_terms_by_hand(clv: Clv) -> None:
    # r ÷ (1 + d) = 0.6; 0.6 + 0.36 = 0.96 for each unit of yearly margin
    norla = rows(clv("--format", "json"))["norla-no"]
    # 120 today; 100 a year ago, 365 of 365.25 days: 100 · 1.25^0.9993 = 124.98
    assert norla["historic"] == "244.98"
    assert norla["baseline"] == "115.20"
    # half of 1,000 less 300 is 200 a year in year 2 and half of that in year 1, at a margin of 0.4
    assert norla["incremental"] == "52.80"
    # X-ray 200, every second deal won, margin 0.4
    assert norla["cross"] == "38.40"
    # half a referral a year, every second won, median baseline of 115.20, 115.20 and −48
    assert norla["referral"] == "28.80"
    assert norla["total"] == "480.18"
    assert (norla["covers"], norla["unknown"], norla["rank"]) == (list(TERMS), [], 1)
    assert (norla["profit"], norla["retention"], norla["tier"]) == ("120.00", 0.75, "whole")


def test_what_is_unknown_is_null_and_the_total_says_so(clv: Clv) -> None:
    found = rows(clv("--format", "json"))["norla-se"]
    assert (found["incremental"], found["cross"], found["referral"]) == (None, None, "0.00")
    assert (found["covers"], found["unknown"]) == (["historic", "baseline", "referral"], ["incremental", "cross"])
    assert Decimal(found["total"]) == Decimal(found["historic"]) + Decimal("115.20")
    run = clv()
    assert "* The total lacks what is unknown: incremental (1), cross (1)." in run.out


def test_a_loss_is_a_negative_baseline(clv: Clv) -> None:
    found = rows(clv("--format", "json"))["sudmar"]
    assert (found["historic"], found["baseline"], found["incremental"]) == ("-50.00", "-48.00", "0.00")
    assert found["rank"] == 3
    assert "One account makes a loss: it is worth less the longer it stays." in clv().out


def test_the_table_names_convention_and_assumptions(clv: Clv) -> None:
    out = clv().out
    # 480.18 + 235.20 − 98; historic 244.98 + 120 − 50, baseline 115.20 · 2 − 48
    assert "3 accounts: 617.38 CNY, of it 314.98 earned so far, 182.40 if they go on as now, 120 by growth" in out
    assert "Convention: end of year, the first future margin is a year away." in out
    assert "the baseline is B · (1 + d) ÷ r; without end that is exactly one year's margin more." in out
    assert "Supposed: 2 years, discounted by 25.0 % a year; retention 75.0 %" in out
    assert "Win rate 50.0 %: 1 won of 2 decided deals." in out
    assert "Seen: 1 of 1 who bought in the year before the last bought in the last, too." in out
    assert "Historic goes back to 2023-01-10, where the ledger of invoices begins." in out


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        (("--account", "norla"), {"norla-no", "norla-se"}),
        (("--owner", "ada"), {"norla-se", "sudmar"}),
        (("--segment", "food"), {"norla-no"}),
        (("--top", "1"), {"norla-no"}),
    ],
)
def test_choices_show_fewer_accounts_with_the_same_values(clv: Clv, choice: tuple[str, ...], names: set[str]) -> None:
    everyone, found = rows(clv("--format", "json")), rows(clv("--format", "json", *choice))
    assert set(found) == names
    assert all(found[name] == everyone[name] for name in names)
    assert "Ranks are among all 3 rows of the book." in clv(*choice).out


def test_a_group_is_the_sum_of_its_accounts(clv: Clv) -> None:
    accounts, groups = rows(clv("--format", "json")), rows(clv("--format", "json", "--level", "group"))
    assert set(groups) == {"norla", "sudmar"}
    for term in TERMS:
        known = [Decimal(accounts[name][term]) for name in ("norla-no", "norla-se") if accounts[name][term] is not None]
        assert Decimal(groups["norla"][term]) == sum(known)
    assert groups["norla"]["unknown"] == ["incremental", "cross"]
    assert (groups["norla"]["accounts"], groups["norla"]["tier"]) == (2, None)
    assert "Norla Group" in clv("--level", "group").out


def test_explain_adds_up_year_by_year(clv: Clv) -> None:
    whole = rows(clv("--format", "json"))["norla-no"]
    found = answer(clv("--explain", "norla-no", "--format", "json"))
    assert {name: found[name] for name in (*TERMS, "total")} == {name: whole[name] for name in (*TERMS, "total")}
    assert [row["year"] for row in found["rows"]] == [-2, -1, 1, 2]
    assert [row["last"] for row in found["rows"]] == ["2025-11-20", "2026-11-20", "2027-11-20", "2028-11-20"]
    for term in (*TERMS, "total"):
        parts = [Decimal(row[term]) for row in found["rows"] if row[term] is not None]
        assert sum(parts) == Decimal(whole[term])
    assert [row["baseline"] for row in found["rows"]] == [None, None, "72.00", "43.20"]
    assert [row["factor"] for row in found["rows"]] == [None, None, 0.6, 0.36]


def test_explain_shows_each_ingredient_with_its_source(clv: Clv) -> None:
    found = answer(clv("--explain", "norla-no", "--format", "json"))["ingredients"]
    of = {(one["term"], one["ingredient"]): one for one in found}
    assert (of["baseline", "profit"]["value"], of["baseline", "profit"]["unit"]) == ("120.00", "CNY")
    assert of["baseline", "retention"]["source"] == "kamctl.yaml: clv.retention.whole"
    assert of["incremental", "missing_to_target"]["value"] == "200.00"
    assert of["incremental", "growing_factor"]["value"] == 0.66
    assert of["cross", "white_space"]["value"] == "200.00"
    assert of["cross", "white_space"]["source"] == "accounts/norla-no/account.yaml: potential.xray"
    assert of["cross", "win_rate"]["source"] == "opportunities: 1 won of 2 decided"
    assert of["referral", "expected_referrals"]["value"] == 0.5
    assert of["referral", "median_baseline"]["value"] == "115.20"
    assert of["historic", "booked_profit"]["source"] == "invoices/2025-11.csv:2 … invoices/2026-11.csv:2 (2)"
    for term, names in (("cross", ("white_space", "win_rate", "margin", "present_value_factor")),
                        ("referral", ("expected_referrals", "win_rate", "median_baseline"))):  # fmt: skip
        product = 1.0
        for name in names:
            product *= float(of[term, name]["value"])
        assert product == pytest.approx(float(answer(clv("--explain", "norla-no", "--format", "json"))[term]))


def test_explain_tells_the_other_convention_and_what_is_missing(clv: Clv) -> None:
    out = clv("--explain", "norla-se").out
    # 120 a year: 0.96 · 120; 1.6 · 120; 0.6 ÷ 0.4 · 120; 1 ÷ 0.4 · 120
    assert "Baseline over 2 years 115.20, with the first margin now 192; without end 180 and 300." in out
    assert "cross is unknown for want of: white space." in out


def test_sensitivity_ranks_anew_for_other_rates(clv: Clv) -> None:
    found = answer(clv("--sensitivity", "--format", "json"))
    assert [cell["discount_rate"] for cell in found["grid"][:5]] == [0.21, 0.23, 0.25, 0.27, 0.29]
    assert [cell["retention_change"] for cell in found["grid"][::5]] == [-0.1, -0.05, 0.0, 0.05, 0.1]
    as_set = next(cell for cell in found["grid"] if (cell["discount_rate"], cell["retention_change"]) == (0.25, 0.0))
    assert (as_set["changed"], as_set["ranks"]) == (0, {"norla-no": 1, "norla-se": 2, "sudmar": 3})
    norla = found["rows"][0]
    assert (norla["account"], norla["rank"], norla["best_rank"], norla["worst_rank"]) == ("norla-no", 1, 1, 1)
    assert Decimal(norla["lowest_total"]) < Decimal(norla["total"]) < Decimal(norla["highest_total"])
    assert "All 3 ranks hold in each of the 25 pairs of rates" in clv("--sensitivity").out


def test_csv_has_the_rows(clv: Clv) -> None:
    found = list(csv.DictReader(io.StringIO(clv("--format", "csv").out)))
    assert [(row["account"], row["baseline"], row["cross"]) for row in found] == [
        ("norla-no", "115.20", "38.40"), ("norla-se", "115.20", ""), ("sudmar", "-48.00", "0.00"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (("--account", "sudmer"), "no account sudmer"),
        (("--explain", "sudmer"), "did you mean sudmar?"),
        (("--explain", "norla"), "norla is a group: it does no business itself and has no value of its own"),
        (("--explain", "sudmar", "--top", "3"), "--explain shows one account"),
        (("--explain", "sudmar", "--sensitivity"), "--explain shows one account"),
        (("--top", "0"), "--top: must be at least 1"),
        (("--level", "site"), "--level"),
        (("-o", "x.svg"), "known endings: .json, .csv, .txt"),
    ],
)
def test_wrong_usage(clv: Clv, choice: tuple[str, ...], said: str) -> None:
    run = clv(*choice)
    assert (run.code, run.out) == (2, "")
    assert said in run.err


def with_clv(setting: str) -> dict[str, str | None]:
    head = SETTINGS.partition("clv:")[0]
    return {"kamctl.yaml": f"{head}clv: {setting}\n"}


def test_a_tier_that_does_not_exist_is_refused(clv: Clv) -> None:
    run = clv(files=with_clv("{retention: {hole: 0.9}}"))
    assert run.code == 3
    assert "kamctl.yaml: clv.retention.hole: there is no such tier" in run.err
    assert "did you mean whole?" in run.err


def test_one_share_holds_for_all_tiers(clv: Clv) -> None:
    files = with_clv("{discount_rate: 0.25, years: 2, retention: 0.75, share_target: 0.5}")
    found = rows(clv("--format", "json", files=files))["norla-no"]
    assert (found["baseline"], found["incremental"]) == ("115.20", "52.80")


def test_without_a_retention_for_the_tier_the_future_is_unknown(clv: Clv) -> None:
    # the defaults are for the default tiers; this book has another one
    found = rows(clv("--format", "json", files=with_clv("{years: 2}")))["norla-no"]
    assert (found["baseline"], found["cross"], found["retention"]) == (None, None, None)
    assert found["covers"] == ["historic"]


def test_an_empty_book(clv: Clv) -> None:
    nothing = {name: None for name in BOOK if name != "kamctl.yaml"}
    run = clv(files=nothing)
    assert run.code == 0
    assert "0 accounts: nothing is known that a value could rest on" in run.out
    assert answer(clv("--format", "json", files=nothing))["rows"] == []
    assert clv("--sensitivity", files=nothing).code == 0


def test_an_account_without_orders(clv: Clv) -> None:
    files = {"accounts/vega/account.yaml": "name: Vega\npotential: {xray: 100 CNY}\n"}
    found = rows(clv("--format", "json", files=files))["vega"]
    # nothing was sold: 0 earned, 0 to come; without a margin nobody can tell what X-ray would bring
    assert [found[term] for term in TERMS] == ["0.00", "0.00", "0.00", None, "0.00"]
    assert clv("--explain", "vega", files=files).code == 0


def test_a_book_without_invoices_knows_no_profit(clv: Clv) -> None:
    header = "date,order,account,site,product,options,quantity,amount,currency,channel,opportunity\n"
    files: dict[str, str | None] = {name: None for name in BOOK if name.startswith("invoices")}
    files["orders/2026-11.csv"] = header + "2026-11-10,o1,sudmar,,,,1,200,CNY,direct,\n"
    run = clv("--format", "json", files=files)
    found = rows(run)["sudmar"]
    assert (found["historic"], found["baseline"], found["total"]) == (None, None, "0.00")
    assert "There are no invoices: sales are orders" in clv(files=files).out


def test_no_decided_deal_no_win_rate(clv: Clv) -> None:
    files: dict[str, str | None] = {name: None for name in BOOK if "/opportunities/" in name}
    assert "No deal is decided yet: the win rate is unknown, and so is what rests on it." in clv(files=files).out
    found = rows(clv("--format", "json", files=files))["norla-no"]
    assert (found["cross"], found["referral"], found["incremental"]) == (None, None, "52.80")


def test_a_missing_rate_is_listed_and_not_summed(clv: Clv) -> None:
    lines = INVOICES + "2026-11-20,r4,,sudmar,,cw-1,,200,USD,250,\n2026-11-20,r5,,sudmar,,cw-1,,300,CNY,250,\n"
    run = clv("--format", "json", files={"invoices/2026-11.csv": lines})
    assert rows(run, 3)["sudmar"]["historic"] == "50.00"
    assert json.loads(run.out)["left_out"][0]["record"] == "invoices/2026-11.csv:2"


def test_the_past_is_told_as_of_a_day(clv: Clv) -> None:
    found = rows(clv("--format", "json", "--as-of", "2026-11-19"))
    assert found["norla-no"]["profit"] == "100.00"


def test_values_are_explained_in_the_documentation_of_the_method(kamctl: Callable[..., Any]) -> None:
    out = kamctl("explain", "clv").out
    assert "客户价值终身利润法" in out
    assert "1,190.68" in out
