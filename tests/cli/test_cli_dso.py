"""`kamctl dso` from files to output: the published examples, and a small book worked by hand."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from answers import answer, rows

INVOICES = "date,invoice,order,account,site,product,quantity,amount,currency,cost,due\n"
BALANCES = "date,account,balance,overdue,currency\n"
SETTINGS = "currency: CNY\nas_of: 2012-05-10\nsegments: {food: {name: Food}}\n"


def invoiced(*rows: tuple[str, str, str], currency: str = "CNY") -> str:
    """Return an invoice ledger of day, account, amount."""
    lines = (f"{day},r-{day},,{account},,,,{amount},{currency},,\n" for day, account, amount in rows)
    return INVOICES + "".join(lines)


# The example of the seed, in millions: 30 + 31 + 4 ÷ 8 · 29 = 75.5
SEED = invoiced(
    ("2012-04-10", "norla", "6000000"), ("2012-03-10", "norla", "5000000"), ("2012-02-10", "norla", "8000000"),
    ("2012-01-10", "norla", "6000000"),
)  # fmt: skip
BOOK = {
    "kamctl.yaml": SETTINGS,
    "team.yaml": "lin: {name: Lin Yue}\n",
    "accounts/group/account.yaml": "name: Norla Group\nkind: group\n",
    "accounts/norla/account.yaml": "name: Norla\nparent: group\nsegment: food\nowner: lin\nterms: {payment_days: 45}\n",
    "accounts/sudmar/account.yaml": "name: Südmar\nparent: group\n",
    "accounts/tarn/account.yaml": "name: Tarn\n",
    "invoices/2012-04.csv": SEED,
    "invoices/2012-05.csv": invoiced(("2012-04-12", "sudmar", "4000000")),
    "receivables/2012.csv": BALANCES
    + "2012-03-31,norla,5000000,0,CNY\n2012-04-30,norla,15000000,4000000,CNY\n2012-04-30,sudmar,1000000,,CNY\n",
}
Dso = Callable[..., Any]


@pytest.fixture
def dso(book_of: Callable[[Mapping[str, str]], Path], kamctl: Callable[..., Any]) -> Dso:
    """Run `kamctl dso` on BOOK with changed files (None: without the file)."""

    def run(*args: str, files: Mapping[str, str | None] | None = None) -> Any:
        whole = {name: text for name, text in {**BOOK, **(files or {})}.items() if text is not None}
        return kamctl("dso", *args, "--book", book_of(whole))

    return run


def test_json_rows_follow_the_contract(dso: Dso) -> None:
    found = answer(dso("--format", "json"))
    assert [list(row)[:6] for row in found["rows"]] == [
        ["account", "balance", "dso", "exhausted", "best_possible", "delinquent"]
    ] * 3
    assert [row["account"] for row in found["rows"]] == ["norla", "sudmar", "tarn"]


def test_the_example_of_the_seed(dso: Dso) -> None:
    norla = rows(dso("--format", "json"))["norla"]
    # 11 of 15 million are not overdue: all of April and March
    assert norla == {
        "account": "norla", "balance": "15000000.00", "dso": 75.5, "exhausted": False, "best_possible": 61.0,
        "delinquent": 14.5, "overdue": "4000000.00", "overdue_share": 0.266667, "date": "2012-04-30",
        "payment_days": 45, "beyond_terms": 30.5, "dso_year_before": None, "name": "Norla", "name_zh": None,
        "owner": "lin", "segment": "food",
    }  # fmt: skip


def test_the_published_amounts_in_calendar_months(dso: Dso) -> None:
    # 212,000 against 100, 80 and 70 thousand, newest first; with months of 30 days 73.7: see the tests of the method
    lines = invoiced(
        ("2012-09-10", "norla", "100000"), ("2012-08-10", "norla", "80000"), ("2012-07-10", "norla", "70000")
    )
    files = {
        "kamctl.yaml": "currency: CNY\nas_of: 2012-10-10\n", "invoices/2012-04.csv": lines,
        "receivables/2012.csv": BALANCES + "2012-09-30,norla,212000,0,CNY\n",
    }  # fmt: skip
    found = answer(dso("norla", "--format", "json", files=files))
    assert [step["used"] for step in found["steps"]] == ["100000.00", "80000.00", "32000.00"]
    # 30 + 31 + 32 ÷ 70 · 31
    assert found["rows"][0]["dso"] == 75.2
    assert sum(step["days"] for step in found["steps"]) == pytest.approx(75.2, abs=0.1)


def test_an_unknown_overdue_part_and_no_balance_at_all(dso: Dso) -> None:
    found = rows(dso("--format", "json"))
    assert (found["sudmar"]["dso"], found["sudmar"]["best_possible"], found["sudmar"]["delinquent"]) == (
        7.5,
        None,
        None,
    )
    assert (found["tarn"]["balance"], found["tarn"]["dso"], found["tarn"]["exhausted"]) == (None, None, None)
    assert "No balance is known of: tarn." in dso().out


def test_all_together_are_counted_back_as_one(dso: Dso) -> None:
    found = answer(dso("--format", "json"))
    # 16 million: 10 of April, 5 of March, 1 of February's 8 (29 days)
    assert (found["total"]["balance"], found["total"]["dso"]) == ("16000000.00", 64.6)
    assert (found["total"]["best_possible"], found["total"]["accounts"]) == (None, 2)
    assert "3 accounts: 16,000,000 owed at 2012-04-30, 64.6 days of sales" in dso().out


def test_the_trend_goes_by_month_ends(dso: Dso) -> None:
    found = answer(dso("--format", "json"))["trend"]
    assert [(row["date"], row["dso"], row["accounts"]) for row in found] == [
        ("2012-03-31", 31.0, 1), ("2012-04-30", 64.6, 2),
    ]  # fmt: skip
    assert len(answer(dso("--format", "json", "--months", "1"))["trend"]) == 1


def test_an_account_shows_its_steps_and_one_above_all_below(dso: Dso) -> None:
    one = answer(dso("norla", "--format", "json"))
    assert [(step["month"], step["days"]) for step in one["steps"]] == [
        ("2012-04", 30.0), ("2012-03", 31.0), ("2012-02", 14.5),
    ]  # fmt: skip
    assert list(rows(dso("group", "--format", "json"))) == ["norla", "sudmar"]
    assert "Norla Group: 16,000,000 owed" in dso("group").out
    assert "How the balance is counted back" in dso("norla").out


def test_a_group_is_one_customer(dso: Dso) -> None:
    found = rows(dso("--level", "group", "--format", "json"))
    assert {name: row["dso"] for name, row in found.items()} == {"group": 64.6, "tarn": None}
    assert found["group"]["payment_days"] is None


def test_sales_that_are_used_up_are_more_than(dso: Dso) -> None:
    files = {"receivables/2012.csv": BALANCES + "2012-04-30,norla,26000000,20000000,CNY\n"}
    found = rows(dso("--format", "json", files=files))["norla"]
    # all 25 million are used up: 30 + 31 + 29 + 31 days; 6 are on time: April
    assert (found["dso"], found["exhausted"], found["best_possible"], found["delinquent"]) == (121.0, True, 30.0, 91.0)
    out = dso("norla", files=files).out
    assert "more than 121.0 days of sales" in out
    assert "> more than: the balance goes beyond all known sales." in out


def test_orders_do_not_stand_in_for_invoices(dso: Dso) -> None:
    header = "date,order,account,site,product,options,quantity,amount,currency,channel,opportunity\n"
    files = {
        "invoices/2012-04.csv": None, "invoices/2012-05.csv": None,
        "orders/2012-04.csv": header + "2012-04-10,o1,norla,,,,1,99999999,CNY,direct,\n",
    }  # fmt: skip
    run = dso(files=files)
    assert "There are no invoices: how many days of sales are owed is unknown. Orders do not stand in." in run.out
    assert rows(dso("--format", "json", files=files))["norla"]["dso"] is None


def test_vat_raises_sales_to_the_basis_of_the_balances(dso: Dso) -> None:
    setting = SETTINGS + "dso: {vat: {CNY: 0.25}}\n"
    # April 7.5, March 6.25 leave 1.25 of 10: 30 + 31 + 29 ÷ 8
    found = rows(dso("--format", "json", files={"kamctl.yaml": setting}))["norla"]
    assert found["dso"] == 64.6
    assert "Sales are raised by the VAT that balances include" in dso(files={"kamctl.yaml": setting}).out
    flat = {"kamctl.yaml": SETTINGS + "dso: {vat: 0.25}\n"}
    assert rows(dso("--format", "json", files=flat))["norla"]["dso"] == 64.6
    other = {"kamctl.yaml": SETTINGS + "dso: {vat: {EUR: 0.25}}\n"}
    assert rows(dso("--format", "json", files=other))["norla"]["dso"] == 75.5


def test_a_balance_of_another_month_stands_apart(dso: Dso) -> None:
    files = {"receivables/2012.csv": BALANCES + "2012-01-31,sudmar,5,0,CNY\n2012-04-30,norla,15000000,0,CNY\n"}
    run = dso(files=files)
    assert "Not in the days of all together, for want of a balance at 2012-04-30: sudmar." in run.out
    assert "Balances older than 92 days: sudmar." in run.out


def test_nothing_owed_is_no_days(dso: Dso) -> None:
    files = {"receivables/2012.csv": BALANCES + "2012-04-30,norla,0,0,CNY\n"}
    found = rows(dso("--format", "json", files=files))["norla"]
    assert (found["dso"], found["delinquent"], found["overdue_share"]) == (0.0, 0.0, 0.0)


def test_a_missing_rate_is_listed_and_not_counted(dso: Dso) -> None:
    files = {"invoices/2012-05.csv": invoiced(("2012-04-12", "norla", "1"), currency="USD")}
    run = dso("--format", "json", files=files)
    assert rows(run, 3)["norla"]["dso"] == 75.5
    assert [entry["record"] for entry in json.loads(run.out)["left_out"]] == ["invoices/2012-05.csv:2"]
    foreign = {"receivables/2012.csv": BALANCES + "2012-04-30,norla,5,1,USD\n"}
    assert rows(dso("--format", "json", files=foreign), 3)["norla"]["balance"] is None


def test_later_balances_and_invoices_are_left_aside(dso: Dso) -> None:
    found = rows(dso("--format", "json", "--as-of", "2012-04-29"))["norla"]
    assert (found["date"], found["dso"]) == ("2012-03-31", 31.0)


@pytest.mark.parametrize(
    ("choice", "names"),
    [(("--owner", "lin"), ["norla"]), (("--segment", "food"), ["norla"]), (("--top", "2"), ["norla", "sudmar"])],
)
def test_choices(dso: Dso, choice: tuple[str, ...], names: list[str]) -> None:
    assert list(rows(dso(*choice, "--format", "json"))) == names


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (("sudmer",), "did you mean sudmar?"),
        (("--owner", "lim"), "did you mean lin?"),
        (("--months", "0"), "--months: must be"),
    ],
)
def test_wrong_usage(dso: Dso, choice: tuple[str, ...], said: str) -> None:
    run = dso(*choice)
    assert (run.code, run.out) == (2, "")
    assert said in run.err


def test_an_empty_book(dso: Dso) -> None:
    nothing = {name: None for name in BOOK if name != "kamctl.yaml"}
    run = dso(files=nothing)
    assert run.code == 0
    assert "0 accounts: no balance is known" in run.out
    found = answer(dso("--format", "json", files=nothing))
    assert (found["rows"], found["trend"], found["total"]["balance"]) == ([], [], None)


def test_csv_has_the_rows(dso: Dso) -> None:
    found = list(csv.DictReader(io.StringIO(dso("--format", "csv").out)))
    assert [(row["account"], row["dso"], row["exhausted"]) for row in found] == [
        ("norla", "75.5", "false"), ("sudmar", "7.5", "false"), ("tarn", "", ""),
    ]  # fmt: skip


def test_it_is_explained(kamctl: Callable[..., Any]) -> None:
    assert "73.7 days" in kamctl("explain", "dso").out


@pytest.mark.parametrize(
    ("by", "first"),
    [
        ((), "norla"), (("--sort", "dso"), "norla"), (("--sort", "balance"), "norla"),
        (("--sort", "overdue"), "sudmar"), (("--sort", "delinquent"), "sudmar"), (("--sort", "beyond-terms"), "sudmar"),
    ],
)  # fmt: skip
def test_rows_in_order_of_what_matters(dso: Dso, by: tuple[str, ...], first: str) -> None:
    # norla: 75.5 days, nothing overdue, terms of 90 days; sudmar: 7.5 days, all overdue, terms of 1 day; tarn: unknown
    files = {
        "accounts/norla/account.yaml": "name: Norla\nterms: {payment_days: 90}\n",
        "accounts/sudmar/account.yaml": "name: Südmar\nterms: {payment_days: 1}\n",
        "receivables/2012.csv": BALANCES + "2012-04-30,norla,15000000,0,CNY\n2012-04-30,sudmar,1000000,1000000,CNY\n",
    }
    found = answer(dso(*by, "--format", "json", files=files))["rows"]
    other = "norla" if first == "sudmar" else "sudmar"
    assert [row["account"] for row in found] == [first, other, "tarn"]
    (largest,) = answer(dso(*by, "--top", "1", "--format", "json", files=files))["rows"]
    assert largest["account"] == first


def test_an_order_that_there_is_not(dso: Dso) -> None:
    run = dso("--sort", "name")
    assert (run.code, run.out) == (2, "")
    assert "--sort" in run.err


def test_what_rows_are_in_order_of_is_a_column(dso: Dso) -> None:
    assert "Beyond terms" in dso("--sort", "beyond-terms").out
    assert "Beyond terms" not in dso().out
