"""`kamctl score` from files to output: a small book whose figures can be worked by hand."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from answers import answer, rows
from score_books import BOOK, INVOICES, SETTINGS

Scores = Callable[..., Any]


def test_json_rows_follow_the_contract(score: Scores) -> None:
    found = answer(score("--format", "json"))
    assert [list(row)[:14] for row in found["rows"]] == [
        [
            "account", "name", "parent", "score", "tier", "provisional", "rank", "pareto", "evidence", "contribution",
            "loyalty", "growth", "risk", "strategic",
        ]
    ] * 3  # fmt: skip
    assert found["accounts"] == 3
    # revenue 800, 200, 0: ranks 5/6, 3/6, 1/6; profit 300, −50, 0: ranks 5/6, 1/6, 3/6
    # norla-no: contribution 83.33; influence 4 → 75, reference 3 → 50: strategic 62.5; 0.6 · 83.33 + 0.4 · 62.5 = 75
    # sudmar: contribution 33.33; influence is older than a year: reference 5 → 100; 20 + 40
    # tarn: contribution 33.33; nothing else known
    norla, tarn, sudmar = (rows(score("--format", "json"))[name] for name in ("norla-no", "tarn", "sudmar"))
    assert norla == {
        "account": "norla-no", "name": "Norla Norge", "parent": "norla", "score": 75.0, "tier": "strategic",
        "provisional": False, "rank": 1, "pareto": "A", "evidence": 1.0, "contribution": 83.3, "loyalty": None,
        "growth": None, "risk": None, "strategic": 62.5, "name_zh": "诺拉挪威", "owner": "lin", "segment": "food",
        "revenue": "800.00", "value_type": None,
    }  # fmt: skip
    assert [sudmar[key] for key in ("score", "tier", "rank", "pareto", "evidence", "strategic")] == [
        60.0, "key", 2, "B", 0.8, 100.0,
    ]  # fmt: skip
    assert [tarn[key] for key in ("score", "tier", "rank", "pareto", "evidence", "strategic", "revenue")] == [
        33.3, "standard", 3, "C", 0.6, None, "0.00",
    ]  # fmt: skip


def test_groups_have_no_row(score: Scores) -> None:
    assert list(rows(score("--format", "json"))) == ["norla-no", "sudmar", "tarn"]


def test_the_table_is_for_people(score: Scores) -> None:
    run = score()
    assert run.code == 0
    assert "3 accounts: 1 strategic, 1 key, 1 standard; A accounts bring 80.0 % of revenue" in run.out.lower().replace(
        "a accounts", "A accounts"
    )
    assert "One value is past its shelf life and counts as unknown." in run.out
    assert "One value has no date: its age is unknown." in run.out
    assert "Südmar" in run.out
    assert "诺拉挪威" in score("--lang", "zh").out


def test_a_provisional_tier_is_marked_and_explained(score: Scores) -> None:
    run = score(files={"kamctl.yaml": SETTINGS + "  evidence_minimum: 0.7\n"})
    assert "standard ?" in run.out.lower()
    assert "? provisional: less than 70 % of the weight is known." in run.out
    assert "?" not in score().out


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        (("--account", "norla"), ["norla-no"]),
        (("--account", "sudmar"), ["sudmar"]),
        (("--owner", "ada"), ["sudmar"]),
        (("--segment", "food"), ["norla-no"]),
        (("--segment", "food", "--owner", "ada"), []),
        (("--top", "2"), ["norla-no", "sudmar"]),
    ],
)
def test_choices_show_fewer_accounts_with_the_same_scores(
    score: Scores, choice: tuple[str, ...], names: list[str]
) -> None:
    everyone, found = rows(score("--format", "json")), rows(score("--format", "json", *choice))
    assert list(found) == names
    assert all(found[name] == everyone[name] for name in names)
    assert "Scores and ranks are among all 3 accounts of the book." in score(*choice).out


def test_csv_has_the_rows(score: Scores) -> None:
    found = list(csv.DictReader(io.StringIO(score("--format", "csv").out)))
    assert [(row["account"], row["score"], row["revenue"]) for row in found] == [
        ("norla-no", "75.0", "800.00"), ("sudmar", "60.0", "200.00"), ("tarn", "33.3", "0.00"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (("--account", "sudmer"), "no account sudmer"),
        (("--explain", "sudmer"), "did you mean sudmar?"),
        (("--owner", "lim"), "did you mean lin?"),
        (("--segment", "foods"), "did you mean food?"),
        (("--top", "0"), "--top: must be at least 1"),
        (("--explain", "norla"), "norla is a group: it does no business itself and has no score"),
        (("--explain", "sudmar", "--top", "3"), "--explain shows one account"),
    ],
)
def test_wrong_usage(score: Scores, choice: tuple[str, ...], said: str) -> None:
    run = score(*choice)
    assert (run.code, run.out) == (2, "")
    assert said in run.err


def test_an_empty_book(score: Scores) -> None:
    nothing = {name: None for name in BOOK if name != "kamctl.yaml"}
    run = score(files=nothing)
    assert run.code == 0
    assert "0 accounts" in run.out
    assert answer(score("--format", "json", files=nothing))["rows"] == []


def test_a_single_account_is_neither_first_nor_last(score: Scores) -> None:
    alone = {f"accounts/{name}/account.yaml": None for name in ("norla", "norla-no", "tarn")}
    lines = {"invoices/2023-01.csv": None, "invoices/2026-06.csv": None}
    (found,) = rows(score("--format", "json", files=alone | lines)).values()
    assert (found["contribution"], found["rank"], found["pareto"]) == (50.0, 1, "A")


def test_sales_of_groups_and_strangers_are_told(score: Scores) -> None:
    lines = INVOICES + "2026-11-10,r3,,norla,,,,200,CNY,250,\n2026-11-10,r4,,sudmar,,,,200,CNY,250,\n"
    run = score(files={"invoices/2026-11.csv": lines})
    assert "One sales line of the year stands on a group or an unknown account: in no row." in run.out


def test_a_missing_rate_is_listed_and_not_summed(score: Scores) -> None:
    lines = INVOICES + "2026-11-10,r3,,sudmar,,,,200,USD,250,\n2026-11-10,r4,,sudmar,,,,300,CNY,250,\n"
    run = score("--format", "json", files={"invoices/2026-11.csv": lines})
    assert rows(run, 3)["sudmar"]["revenue"] == "300.00"
    left_out = {entry["record"]: entry["reason"] for entry in json.loads(run.out)["left_out"]}
    assert left_out["invoices/2026-11.csv:2"] == "no rate USD/CNY on or before 2026-11-10"


def test_missing_rates_of_deals_potentials_and_balances_are_listed(score: Scores) -> None:
    deal = "name: Line\nhistory:\n  - {on: 2026-08-03, stage: design, amount: 10 USD, close: 2026-12-18}\n"
    files = {
        "accounts/tarn/opportunities/line.yaml": deal,
        "accounts/tarn/account.yaml": "name: Tarn\npotential: {x-ray: 5 USD}\n",
        "receivables/2026.csv": "date,account,balance,overdue,currency\n2026-10-31,tarn,5,0,USD\n",
    }
    found = answer(score("--format", "json", files=files), 3)
    assert {entry["record"] for entry in found["left_out"]} >= {
        "accounts/tarn/opportunities/line.yaml",
        "accounts/tarn/account.yaml: potential.x-ray",
        "receivables/2026.csv:2",
    }


def test_a_circle_of_parents_is_a_fault_and_does_not_hang(score: Scores) -> None:
    files = {
        "accounts/sudmar/account.yaml": "name: Südmar\nparent: tarn\n",
        "accounts/tarn/account.yaml": "name: Tarn\nparent: sudmar\n",
    }
    assert "the parents form a circle" in score(files=files).err
    found = rows(score("--format", "json", "--account", "tarn", "--keep-going", files=files), 3)
    assert set(found) == {"sudmar", "tarn"}


def test_orders_stand_in_for_invoices_and_it_says_so(score: Scores) -> None:
    header = "date,order,account,site,product,options,quantity,amount,currency,channel,opportunity\n"
    orders = header + "2026-11-10,o1,sudmar,,,,1,200,CNY,direct,\n"
    files = {name: None for name in BOOK if name.startswith("invoices")} | {"orders/2026-11.csv": orders}
    run = score(files=files)
    assert "There are no invoices: sales are orders, profit and receivable days are unknown." in run.out
    assert "The ledger of sales starts on 2026-11-10: earlier ones are unknown." in run.out


def test_another_day_gives_other_figures(score: Scores) -> None:
    found = rows(score("--format", "json", "--as-of", "2026-06-10"))
    assert found["norla-no"]["revenue"] == "600.10"
