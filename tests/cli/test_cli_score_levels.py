"""`kamctl score --level`: customer groups and sites, whose parts add up."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest
from answers import answer, rows
from score_books import INVOICES, SETTINGS

D = Decimal
FILES = {
    "kamctl.yaml": "currency: CNY\nas_of: 2026-11-20\n",
    "accounts/norla-no/account.yaml": """\
name: Norla Norge
parent: norla
owner: lin
sites:
  - {id: oslo, name: Oslo works, country: "NO"}
  - {id: moss, name: Moss works, country: "NO"}
value_type: strategic
""",
    "accounts/norla-pl/account.yaml": "name: Norla Polska\nparent: norla\nowner: ada\n",
    "invoices/2026-06.csv": INVOICES
    + "2026-06-10,r1,,norla-no,oslo,,,600.10,CNY,400,\n2026-06-11,r2,,norla-no,,,,199.90,CNY,100,\n"
    + "2026-06-12,r3,,norla-pl,,,,50.05,CNY,40,\n",
}
Scores = Callable[..., Any]


def found(score: Scores, *args: str, files: Mapping[str, str | None] = FILES, code: int = 0) -> dict[str, Any]:
    return answer(score("--format", "json", *args, files=files), code)


def test_a_groups_money_is_that_of_its_accounts_to_the_cent(score: Scores) -> None:
    groups = rows(score("--format", "json", "--level", "group", files=FILES))
    accounts = rows(score("--format", "json", files=FILES))
    assert list(groups) == ["norla", "sudmar", "tarn"]
    assert D(groups["norla"]["revenue"]) == D("850.05")
    assert sum(D(accounts[name]["revenue"]) for name in ("norla-no", "norla-pl")) == D("850.05")
    assert (groups["norla"]["accounts"], groups["norla"]["parent"], groups["norla"]["name"]) == (2, None, "Norla Group")
    assert groups["sudmar"]["accounts"] == 1


def test_the_level_stands_beside_the_rows(score: Scores) -> None:
    assert [found(score, "--level", level)["level"] for level in ("account", "group", "site")] == [
        "account", "group", "site",
    ]  # fmt: skip
    assert found(score)["level"] == "account"
    assert found(score, "--level", "group")["accounts"] == 3


def test_sites_and_what_is_of_none_add_up_to_the_account(score: Scores) -> None:
    sites = found(score, "--level", "site")
    by_site = {(row["account"], row["site"]): row for row in sites["rows"]}
    assert list(by_site) == [("norla-no", "oslo"), ("norla-no", "moss")]
    assert (by_site["norla-no", "oslo"]["revenue"], by_site["norla-no", "moss"]["revenue"]) == ("600.10", None)
    assert by_site["norla-no", "oslo"]["name"] == "Oslo works"
    apart = {row["account"]: row for row in sites["apart"]}
    assert apart["norla-no"] == {
        "account": "norla-no", "revenue": "199.90", "gross_profit": "99.90", "pipeline": None,
    }  # fmt: skip
    whole = rows(score("--format", "json", files=FILES))["norla-no"]["revenue"]
    assert D("600.10") + D(apart["norla-no"]["revenue"]) == D(whole)


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        (("--account", "norla"), ["norla"]), (("--account", "norla-pl"), ["norla"]), (("--owner", "lin"), ["norla"]),
        (("--segment", "pharma"), ["sudmar"]), (("--top", "1"), ["norla"]),
    ],
)  # fmt: skip
def test_a_group_is_chosen_by_its_accounts(score: Scores, choice: tuple[str, ...], names: list[str]) -> None:
    settings = "currency: CNY\nas_of: 2026-11-20\nsegments: {food: {name: Food}, pharma: {name: Pharma}}\n"
    run = score("--level", "group", "--format", "json", *choice, files=FILES | {"kamctl.yaml": settings})
    assert list(rows(run)) == names


def test_sites_are_chosen_by_their_account(score: Scores) -> None:
    assert len(found(score, "--level", "site", "--account", "norla")["rows"]) == 2
    assert found(score, "--level", "site", "--account", "sudmar")["rows"] == []


def test_a_group_and_a_site_can_be_explained(score: Scores) -> None:
    group = found(score, "--level", "group", "--explain", "norla")
    assert (group["account"], group["level"], group["rows"][0]["records"]) == ("norla", "group", 3)
    assert group["rows"][0]["source"] == "invoices/2026-06.csv:2 … invoices/2026-06.csv:4 (3)"
    site = found(score, "--level", "site", "--explain", "norla-no/oslo")
    assert (site["account"], site["site"], site["rows"][0]["value"]) == ("norla-no", "oslo", "600.10")
    assert found(score, "--level", "site", "--explain", "Oslo works")["site"] == "oslo"


def test_points_add_up_on_every_level(score: Scores) -> None:
    for level, unit in (("group", "norla"), ("site", "norla-no/oslo")):
        one = found(score, "--level", level, "--explain", unit)
        assert sum(D(str(row["points"])) for row in one["rows"] if row["points"] is not None) == D(str(one["score"]))


def test_what_little_is_known_of_sites_is_told(score: Scores) -> None:
    out = score("--level", "site", files=FILES).out
    assert "Of 22 indicators 8 can be known of a site." in out
    assert "3 accounts have revenue, profit or deals that name no site: in no row." in out
    assert "Customer group" in score("--level", "group", files=FILES).out


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (("--level", "site", "--explain", "norla-no/olso"), "no site norla-no/olso"),
        (("--level", "group", "--explain", "norla-no"), "norla-no is part of norla, no customer group"),
        (
            (
                "--level",
                "plant",
            ),
            "--level",
        ),
        (("--explain", "norla"), "its own figures with --level group"),
        (("--level", "site", "--pitfalls"), "--pitfalls looks at accounts or groups, not at sites"),
    ],
)
def test_wrong_usage_of_levels(score: Scores, choice: tuple[str, ...], said: str) -> None:
    run = score(*choice, files=FILES)
    assert run.code == 2
    assert said in run.err


ON_FOLDERS = {
    "kamctl.yaml": "currency: CNY\nas_of: 2026-11-20\n",
    "accounts/norla/account.yaml": "name: Norla Group\nkind: group\n",
    "accounts/norla-no/account.yaml": None,
    "accounts/tarn/account.yaml": None,
    "invoices/2023-01.csv": None,
    "invoices/2026-06.csv": INVOICES + "2026-10-10,r1,,norla,,,,900000,CNY,100000,\n",
    "receivables/2026.csv": "date,account,balance,overdue,currency\n"
    "2026-10-31,norla,900000,0,CNY\n2026-10-31,sudmar,90,0,CNY\n",
}


def test_a_group_without_accounts_whose_folder_has_money_has_a_row(score: Scores) -> None:
    groups = rows(score("--format", "json", "--level", "group", files=ON_FOLDERS))
    assert {name: (row["revenue"], row["rank"], row["accounts"]) for name, row in groups.items()} == {
        "norla": ("900000.00", 1, 0), "sudmar": ("200.00", 2, 1),
    }  # fmt: skip
    assert list(rows(score("--format", "json", files=ON_FOLDERS))) == ["sudmar"]
    asked = rows(score("--format", "json", "--level", "group", "--account", "norla", files=ON_FOLDERS))
    assert list(asked) == ["norla"]


def test_what_a_folder_owes_is_told(book_of: Callable[..., Any], kamctl: Callable[..., Any]) -> None:
    from score_books import BOOK

    book = book_of({name: text for name, text in {**BOOK, **ON_FOLDERS}.items() if text is not None})
    for options in ((), ("norla",), ("--level", "group")):
        owed = rows(kamctl("dso", "--book", book, "--format", "json", *options))
        assert owed["norla"]["balance"] == "900000.00"


def test_a_value_of_a_group_that_is_too_old_tells_its_day(score: Scores) -> None:
    potential = "potential: {fa: 5000 CNY, fb: [{on: 2020-01-01, value: 7000 CNY}]}\n"
    files = {**FILES, "accounts/norla-no/account.yaml": "name: Norla Norge\nparent: norla\n" + potential,
             "invoices/2026-06.csv": None,
             "kamctl.yaml": SETTINGS.replace("influence: 0.5", "influence: 0.5, purchasing_volume: 1")}  # fmt: skip
    whole = found(score, "--level", "group", "--explain", "norla", files=files)
    (volume,) = [
        one for group in whole["groups"] for one in group["indicators"] if one["indicator"] == "purchasing_volume"
    ]
    assert (volume["state"], volume["as_of"]) == ("stale", "2020-01-01")
