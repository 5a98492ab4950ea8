"""`kamctl portfolio` from files to output: a small book whose figures can be worked by hand."""

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from answers import answer, rows

INVOICES = "date,invoice,order,account,site,product,quantity,amount,currency,cost,due\n"
SETTINGS = """\
currency: CNY
as_of: 2026-11-20
segments: {food: {name: Food}}
families: {checkweighers: {name: Checkweighers}}
portfolio:
  potential: 1000 CNY
  resources:
    - {on: 2025-01-01, value: {time: {attack: 10, defend: 0, maintain: 0}}}
    - on: 2026-01-01
      value:
        time: {attack: 5, defend: 4, maintain: 1}
        people: {attack: 4, defend: 4, maintain: 2}
"""


def account(potential: int | None, since: str = "2020-01-01", more: str = "") -> str:
    stated = "" if potential is None else f"potential: {{checkweighers: {potential} CNY}}\n"
    return f"since: {since}\n{stated}{more}"


BOOK = {
    "kamctl.yaml": SETTINGS,
    "team.yaml": "lin: {name: Lin Yue}\nada: {name: Ada Berg}\n",
    "products.yaml": "cw-1: {name: C, family: checkweighers}\n",
    "accounts/group/account.yaml": "name: Norla Group\nkind: group\n",
    "accounts/attack-a/account.yaml": account(
        4000, more="name: Aurland\nname_zh: 奥兰食品\nowner: lin\nparent: group\n"
    ),
    "accounts/attack-b/account.yaml": account(1000, more="name: Brekke <&>\nsegment: food\n"),
    "accounts/defend/account.yaml": account(1000, more="name: Dovre\nparent: group\n"),
    "accounts/maintain/account.yaml": account(900, more="name: Moen\n"),
    "accounts/drop/account.yaml": account(900, more="name: Rindal\n"),
    "accounts/fresh/account.yaml": account(None, "2026-01-01", "name: Fresh\n"),
    "accounts/nowhere/account.yaml": account(None, more="name: Nowhere\n"),
    "accounts/attack-a/activities/2026-lin.yaml": (
        "- {on: 2026-11-20, kind: visit, hours: 6}\n- {on: 2026-11-19, kind: call}\n- {on: 2026-08-22, kind: visit}\n"
    ),
    "accounts/drop/activities/2026-lin.yaml": (
        "- {on: 2026-11-01, kind: visit, hours: 3}\n- {on: 2026-11-02, kind: call}\n"
    ),
    "accounts/group/activities/2026-ada.yaml": "- {on: 2026-11-01, kind: review, hours: 1}\n",
    "accounts/defend/plan.yaml": "budget: 300 CNY\n",
    "accounts/attack-a/plan.yaml": "budget: 100 CNY\n",
    "accounts/defend/surveys/s.yaml": (
        "kind: satisfaction\non: 2026-05-02\nanswers: [{recommend: 10, scores: {quality: 80, delivery: 60}}]\n"
    ),
    "receivables/2026.csv": "date,account,balance,overdue,currency\n2026-10-31,defend,310,31,CNY\n",
    "invoices/2023-01.csv": INVOICES + "2023-01-10,r0,,drop,,cw-1,,1,CNY,1,\n",
    # a year ago: attack-a had a tenth, attack-b a half of its potential
    "invoices/2025-06.csv": INVOICES
    + "2025-06-01,p1,,attack-a,,cw-1,,400,CNY,300,\n2025-06-01,p2,,attack-b,,cw-1,,490,CNY,300,\n",
    "invoices/2026-10.csv": INVOICES
    + "2026-10-01,q1,,attack-a,,cw-1,,1000,CNY,700,\n2026-10-01,q2,,attack-b,,cw-1,,400,CNY,300,\n"
    + "2026-10-01,q3,,defend,,cw-1,,500,CNY,300,\n2026-10-01,q4,,maintain,,cw-1,,450,CNY,440,\n"
    + "2026-10-01,q5,,drop,,cw-1,,90,CNY,40,\n",
}
Portfolio = Callable[..., Any]


@pytest.fixture
def portfolio(book_of: Callable[[Mapping[str, str]], Path], kamctl: Callable[..., Any]) -> Portfolio:
    """Run `kamctl portfolio` on BOOK with changed files (None: without the file)."""

    def run(*args: str, files: Mapping[str, str | None] | None = None, **more: Any) -> Any:
        whole = {name: text for name, text in {**BOOK, **(files or {})}.items() if text is not None}
        return kamctl("portfolio", *args, "--book", book_of(whole), **more)

    return run


def test_json_rows_follow_the_contract(portfolio: Portfolio) -> None:
    found = answer(portfolio("--format", "json"))
    assert [list(row)[:5] for row in found["rows"]] == [["account", "potential", "share", "quadrant", "revenue"]] * 7
    assert found["cuts"] == {"potential": "1000.00", "potential_from": "settings", "share": 0.5}
    assert found["planned_since"] == "2026-01-01"


def test_places_by_the_cuts_equal_is_high(portfolio: Portfolio) -> None:
    found = rows(portfolio("--format", "json"))
    assert {name: (row["quadrant"], row["share"]) for name, row in found.items()} == {
        "attack-a": ("attack", 0.25), "attack-b": ("attack", 0.4), "fresh": ("attack", None), "defend": ("defend", 0.5),
        "maintain": ("maintain", 0.5), "drop": ("drop", 0.1), "nowhere": (None, None),
    }  # fmt: skip
    assert [name for name, row in found.items() if row["new"]] == ["fresh"]


def test_attack_without_gain_of_share_is_to_be_screened(portfolio: Portfolio) -> None:
    found = rows(portfolio("--format", "json"))
    assert (found["attack-a"]["share_before"], found["attack-a"]["share_gain"]) == (0.1, 0.15)
    assert (found["attack-b"]["share_before"], found["attack-b"]["share_gain"]) == (0.49, -0.09)
    assert [name for name, row in found.items() if row["screen"]] == ["attack-b"]
    out = portfolio().out
    assert "screen: attack without a gain of share of wallet since 2025-11-20; win, or let it go." in out
    assert "new: a customer for less than 24 months; new customers are attack." in out
    assert "Without a place, potential unknown: nowhere." in out


def test_the_median_cuts_where_the_settings_do_not(portfolio: Portfolio) -> None:
    plain = {"kamctl.yaml": "currency: CNY\nas_of: 2026-11-20\nsegments: {food: {name: Food}}\n"
             "families: {checkweighers: {name: Checkweighers}}\n"}  # fmt: skip
    found = answer(portfolio("--format", "json", files=plain))
    # 4000, 1000, 1000, 900, 900
    assert found["cuts"] == {"potential": "1000.00", "potential_from": "median", "share": 0.5}
    assert "High from: potential 1,000 CNY a year (median of 5 known ones)" in portfolio(files=plain).out
    assert "No plan of resources holds on this day" in portfolio(files=plain).out


def kpis(found: Mapping[str, Any], quadrant: str) -> dict[str, Any]:
    (row,) = [row for row in found["quadrants"] if row["quadrant"] == quadrant]
    return {kpi["kpi"]: (kpi["value"], kpi["unit"], kpi["known_of"]) for kpi in row["kpis"]}


def test_each_quadrant_has_its_figures_and_kpis(portfolio: Portfolio) -> None:
    found = answer(portfolio("--format", "json"))
    attack = found["quadrants"][0]
    assert [attack[name] for name in ("quadrant", "accounts", "potential", "share", "revenue", "screened")] == [
        "attack", 3, "5000.00", 0.28, "1400.00", 1,
    ]  # fmt: skip
    # revenue of 1,400 after 890
    assert kpis(found, "attack") == {
        "revenue": ("1400.00", "CNY", 3), "revenue_trend": (0.573034, "share", 3),
        "open_potential": ("3600.00", "CNY", 2),
    }  # fmt: skip
    defend = kpis(found, "defend")
    # 310 owed against 500 of October: 31 · 0.62 days; a tenth of it overdue; mean of 80 and 60
    assert defend["profit"] == ("200.00", "CNY", 1)
    assert defend["receivable_days"] == (19.2, "days", 1)
    assert defend["overdue_share"] == (0.1, "share", 1)
    assert defend["satisfaction"] == (70.0, "0-100", 1)
    assert defend["loyalty"][2] == 1
    assert kpis(found, "maintain") == {"profit": ("10.00", "CNY", 1), "hours": (0.0, "hours", 1)}
    assert kpis(found, "drop") == {"hours": (3.0, "hours", 1)}
    assert (found["quadrants"][-1]["quadrant"], found["quadrants"][-1]["kpis"]) == (None, [])


def parts(found: Mapping[str, Any], resource: str) -> dict[str | None, tuple[Any, Any, Any]]:
    kinds = ("planned", "actual", "difference")
    return {row["quadrant"]: tuple(row[f"{resource}_{kind}"] for kind in kinds) for row in found["resources"]}


def test_resources_as_planned_and_as_done(portfolio: Portfolio) -> None:
    found = answer(portfolio("--format", "json"))
    # 6 hours at attack-a, 3 at drop, 1 on the folder of the group
    assert parts(found, "time") == {
        "attack": (5.0, 6.0, 1.0), "defend": (4.0, 0.0, -4.0), "maintain": (1.0, 0.0, -1.0), "drop": (0.0, 3.0, 3.0),
        None: (0.0, 1.0, 1.0),
    }  # fmt: skip
    # lin: two of four activities at attack-a, two at drop; ada is with the group
    assert {name: done for name, (_, done, _) in parts(found, "people").items()} == {
        "attack": 2.5, "defend": 0.0, "maintain": 0.0, "drop": 2.5, None: 5.0,
    }  # fmt: skip
    assert parts(found, "money")["defend"] == (None, 7.5, None)
    for resource in ("time", "people", "money"):
        done = [row[f"{resource}_actual"] for row in found["resources"]]
        assert sum(done) == 10


def test_within_a_quadrant_open_potential_and_profit_divide(portfolio: Portfolio) -> None:
    found = rows(portfolio("--format", "json"))
    # open 3,000 and 600 of 3,600; what is open at fresh nobody knows
    assert [found[name]["time_planned"] for name in ("attack-a", "attack-b", "fresh", "drop", "nowhere")] == [
        4.17, 0.83, None, 0.0, None,
    ]  # fmt: skip
    assert (found["attack-a"]["hours"], found["attack-a"]["people"], found["attack-a"]["budget"]) == (
        6.0,
        0.5,
        "100.00",
    )


def test_the_plan_of_the_day_holds(portfolio: Portfolio) -> None:
    found = answer(portfolio("--format", "json", "--as-of", "2025-12-31"))
    assert found["planned_since"] == "2025-01-01"
    assert parts(found, "time")["attack"][0] == 10
    assert parts(found, "people")["attack"][0] is None
    none = answer(portfolio("--format", "json", "--as-of", "2024-12-31"))
    assert none["planned_since"] is None


def test_a_plan_that_is_not_ten_parts_is_refused(portfolio: Portfolio) -> None:
    files = {"kamctl.yaml": SETTINGS.replace("defend: 4, maintain: 1}", "defend: 4, maintain: 2}")}
    run = portfolio(files=files)
    assert run.code == 3
    assert "kamctl.yaml: portfolio.resources: time adds up to 11, not to 10" in run.err


def test_the_tables_are_for_people(portfolio: Portfolio) -> None:
    out = portfolio("--resources").out
    assert (
        "7 accounts: 3 attack, 1 defend, 1 maintain, 1 drop, 1 no place; of ten parts of our time defend gets 0" in out
    )
    assert "What each quadrant is judged by" in out
    assert "Resources of each account, in parts of ten" in out
    assert "Done since 2026-08-23: 10 hours of 2 people in 5 activities." in out
    assert "2 of them have no hours: they count for people, not for time." in out
    assert "What is spent on folders of groups stands with the accounts without a place." in out


def test_the_chart_names_every_account_that_has_a_place(portfolio: Portfolio) -> None:
    out = portfolio("--chart").out
    for name in ("Aurland", "Brekke <&>", "Dovre", "Moen", "Rindal"):
        assert out.index(name) < out.index("Quadrants")
    assert "ATTACK" in out
    assert "奥兰食品" in portfolio("--chart", "--lang", "zh").out


def test_the_picture_is_sound_svg(portfolio: Portfolio, tmp_path: Path) -> None:
    run = portfolio("-o", "portfolio.svg", cwd=tmp_path)
    assert (run.code, run.out) == (0, "")
    root = ET.fromstring((tmp_path / "portfolio.svg").read_text(encoding="utf-8"))
    space = {"svg": "http://www.w3.org/2000/svg"}
    assert root.get("role") == "img"
    assert root.findtext("svg:title", "", space).startswith("Portfolio")
    assert "Brekke <&>" in root.findtext("svg:desc", "", space)
    remarks = [one.text for one in root.findall("svg:g/svg:title", space)]
    assert len(remarks) == 5
    assert any(str(one).startswith("Aurland: attack, potential 4,000, share of wallet 25.0 %") for one in remarks)


def test_the_picture_speaks_chinese(portfolio: Portfolio, tmp_path: Path) -> None:
    assert portfolio("-o", "zh.svg", "--lang", "zh", cwd=tmp_path).code == 0
    text = (tmp_path / "zh.svg").read_text(encoding="utf-8")
    assert 'lang="zh"' in text
    assert "奥兰食品" in text


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        (("--account", "group"), ["attack-a", "defend"]),
        (("--owner", "lin"), ["attack-a"]),
        (("--segment", "food"), ["attack-b"]),
        (("--top", "2"), ["attack-a", "defend"]),
    ],
)
def test_choices_show_fewer_accounts_in_the_same_places(
    portfolio: Portfolio, choice: tuple[str, ...], names: list[str]
) -> None:
    everyone, found = rows(portfolio("--format", "json")), rows(portfolio("--format", "json", *choice))
    assert list(found) == names
    assert all(found[name] == everyone[name] for name in names)
    assert "Cuts and parts of ten are among all 7 accounts of the book." in portfolio(*choice).out


def test_a_choice_has_the_parts_of_its_accounts(portfolio: Portfolio) -> None:
    found = answer(portfolio("--format", "json", "--owner", "lin"))
    assert parts(found, "time")["attack"] == (4.17, 6.0, 1.83)
    assert parts(found, "time")["defend"] == (0.0, 0.0, 0.0)


def test_a_group_is_one_customer(portfolio: Portfolio) -> None:
    found = rows(portfolio("--format", "json", "--level", "group"))
    group = found["group"]
    # 4,000 and 1,000; 1,000 and 500 sold; a year before 400 and 0
    assert (group["potential"], group["share"], group["quadrant"], group["revenue"]) == (
        "5000.00", 0.3, "attack", "1500.00",
    )  # fmt: skip
    assert (group["share_before"], group["hours"], group["budget"]) == (0.08, 7.0, "400.00")
    assert "attack-a" not in found


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (("--account", "drap"), "did you mean drop?"),
        (("--owner", "lim"), "did you mean lin?"),
        (("-o", "x.pdf"), "known endings: .json, .csv, .txt, .svg"),
        (("-o", "x.svg", "--format", "json"), "contradict"),
    ],
)
def test_wrong_usage(portfolio: Portfolio, choice: tuple[str, ...], said: str) -> None:
    run = portfolio(*choice)
    assert (run.code, run.out) == (2, "")
    assert said in run.err


def test_an_empty_book(portfolio: Portfolio, tmp_path: Path) -> None:
    nothing = {name: None for name in BOOK if name != "kamctl.yaml"}
    run = portfolio("--chart", "--resources", files=nothing)
    assert run.code == 0
    assert "0 accounts" in run.out
    found = answer(portfolio("--format", "json", files=nothing))
    assert (found["rows"], found["quadrants"][0]["accounts"]) == ([], 0)
    assert portfolio("-o", "x.svg", files=nothing, cwd=tmp_path).code == 0


def test_a_single_account_is_high(portfolio: Portfolio) -> None:
    alone = {name: None for name in BOOK if name.startswith("accounts/") and not name.startswith("accounts/drop/")}
    alone |= {name: None for name in BOOK if name.startswith(("invoices/2025", "invoices/2026", "receivables"))}
    plain = {"kamctl.yaml": "currency: CNY\nas_of: 2026-11-20\nfamilies: {checkweighers: {name: C}}\n"}
    found = rows(portfolio("--format", "json", files=alone | plain))
    assert found["drop"]["quadrant"] is None  # the ledger ends in 2023: what is sold today is unknown
    assert portfolio("--chart", files=alone | plain).code == 0


def test_a_missing_rate_is_listed(portfolio: Portfolio) -> None:
    files = {
        "accounts/defend/plan.yaml": "budget: 300 USD\n",
        "accounts/drop/account.yaml": "name: Rindal\npotential: {checkweighers: 5 USD}\n",
    }
    run = portfolio("--format", "json", files=files)
    found = answer(run, 3)
    assert {entry["record"] for entry in found["left_out"]} == {
        "accounts/defend/plan.yaml: budget", "accounts/drop/account.yaml: potential.checkweighers",
    }  # fmt: skip
    assert rows(run, 3)["drop"]["quadrant"] is None


def test_csv_has_the_rows(portfolio: Portfolio) -> None:
    found = list(csv.DictReader(io.StringIO(portfolio("--format", "csv").out)))
    assert [(row["account"], row["quadrant"], row["screen"]) for row in found][:3] == [
        ("attack-a", "attack", "false"), ("attack-b", "attack", "true"), ("fresh", "attack", "false"),
    ]  # fmt: skip


def test_it_is_explained(kamctl: Callable[..., Any]) -> None:
    assert "客户细分的攻守模型" in kamctl("explain", "portfolio").out
    assert "大客户销售的资源分配" in kamctl("explain", "portfolio-resources").out
