"""`kamctl score --pitfalls` on a book that has each of them."""

from collections.abc import Callable
from typing import Any

from answers import answer
from score_books import INVOICES, SETTINGS

from kamctl.cli.score_pitfall_tables import summary
from kamctl.locale import translate

Scores = Callable[..., Any]
QUOTE = """\
date: {day}
incoterm: EXW
payment_days: 0
lines: [{{product: cw-1, quantity: 1, list: 100 CNY, net: {net} CNY}}]
"""
FILES = {
    "kamctl.yaml": SETTINGS.replace("influence: 0.5, reference: 0.5", "influence: 1")
    + "    growth: {weight: 0, indicators: {referrals: {weight: 1, points: [[0, 90], [1, 90]]}}}\n",
    "products.yaml": "cw-1: {name: C}\n",
    "accounts/tarn/account.yaml": "name: Tarn\nreferrals: [{on: 2026-01-01, to: Vega}]\n",
    "accounts/norla-no/activities/2026-lin.yaml": "- {on: 2026-11-01, kind: visit}\n",
    "accounts/sudmar/quotes/old.yaml": QUOTE.format(day="2025-06-01", net=95),
    "accounts/sudmar/quotes/new.yaml": QUOTE.format(day="2026-06-01", net=90),
    "invoices/2023-01.csv": INVOICES + "2023-01-10,r0,,norla-no,,,,1,CNY,,\n",
    "invoices/2025-06.csv": INVOICES + "2025-06-10,r9,,sudmar,,,,900,CNY,90,\n",
    "invoices/2026-06.csv": INVOICES
    + "2026-06-10,r1,po-1,norla-no,,,,500,CNY,400,\n2026-06-11,r2,po-1,norla-no,,,,100,CNY,90,\n"
    + "2026-06-12,r4,po-2,norla-no,,,,100,CNY,90,\n",
    "invoices/2026-11.csv": INVOICES
    + "2026-11-10,r3,,sudmar,,cw-1,4,120,CNY,20,\n2026-11-11,r5,,sudmar,,,,80,CNY,60,\n",
}  # fmt: skip


def by_pitfall(found: dict[str, Any]) -> dict[str, dict[str | None, Any]]:
    """Figures by pitfall and account."""
    table: dict[str, dict[str | None, Any]] = {}
    for row in found["rows"]:
        table.setdefault(row["pitfall"], {})[row["account"]] = row["figures"]
    return table


def test_each_pitfall_with_figures_and_the_accounts_concerned(score: Scores) -> None:
    found = by_pitfall(answer(score("--pitfalls", "--format", "json", files=FILES)))
    # norla-no has 600 of 700 on one order, invoiced twice; sudmar 120 of 200
    assert {name: (one["order"], one["amount"], one["share"]) for name, one in found["big-ticket"].items()} == {
        "norla-no": ("po-1", "600.00", 0.857143), "sudmar": ("r3", "120.00", 0.6),
    }  # fmt: skip
    # shares 7/9, 2/9, 0
    assert found["concentration"][None] == {
        "hhi": 0.654321, "gini": 0.518519, "grade": "high", "largest": 0.777778, "largest_account": "norla-no",
        "top": 0.777778, "top_count": 1, "count": 3,
    }  # fmt: skip
    # norla-no: 120 profit of 240 on 700 revenue of 900: 0.5 ÷ 0.778
    volume = found["volume-not-profit"][None]
    assert (volume["holds"], volume["ratio"], volume["poor"]) == (True, 0.642857, ["norla-no"])
    assert (volume["revenue_top"], volume["profit_top"], volume["profit"]) == ("700.00", "120.00", "240.00")
    # 5 % became 10 %, sales 900 became 200; left 90, one unit costs 20 ÷ 4 = 5
    creep = found["concession-creep"]["sudmar"]
    assert [creep[name] for name in ("discount_before", "discount", "change", "sales_before", "sales")] == [
        0.05, 0.1, 0.05, "900.00", "200.00",
    ]  # fmt: skip
    assert (creep["left"], creep["margin_left"], creep["covered"]) == ("90.00", 0.944444, 1.0)
    # all have growth 90; sudmar and tarn ask for no total score and were never seen
    never = {"growth": 90.0, "last_activity": None, "days": None}
    assert found["neglected-small"] == {"sudmar": never, "tarn": never}


def test_one_indicator_decides(score: Scores) -> None:
    found = by_pitfall(answer(score("--pitfalls", "--format", "json", files=FILES)))
    for figures in found["single-indicator"].values():
        assert all(one["tier"] != figures["tier"] for one in figures["without"])
    # norla-no: revenue 83.3, profit level with sudmar 66.7, so 75; without influence strategic is unknown: key
    influence = {"indicator": "influence", "tier": "key", "score": 75.0, "holds": "up"}
    assert influence in found["single-indicator"]["norla-no"]["without"]


def test_the_pyramid_stands_beside(score: Scores) -> None:
    bands = answer(score("--pitfalls", "--format", "json", files=FILES))["pyramid"]
    assert [(band["low"], band["high"], band["count"], band["revenue"], band["profit"]) for band in bands] == [
        ("500.00", None, 1, "700.00", "120.00"), ("200.00", "500.00", 1, "200.00", "120.00"),
        (None, "0.00", 1, "0.00", "0.00"),
    ]  # fmt: skip
    assert [band["kind"] for band in bands] == ["band", "band", "none"]


def test_people_see_a_table_for_each(score: Scores) -> None:
    out = score("--pitfalls", files=FILES).out
    wanted = ("Pitfalls: ", "big ticket 2", "Concentration of revenue", "Concession creep", "Pyramid", "500 and more")
    assert [text for text in wanted if text not in out] == []


def test_a_choice_of_accounts_shows_theirs(score: Scores) -> None:
    found = by_pitfall(answer(score("--pitfalls", "--format", "json", "--account", "sudmar", files=FILES)))
    assert list(found["big-ticket"]) == ["sudmar"]
    assert list(found["concentration"]) == [None]


def test_groups_have_pitfalls_too(score: Scores) -> None:
    found = by_pitfall(answer(score("--pitfalls", "--format", "json", "--level", "group", files=FILES)))
    assert list(found["big-ticket"]) == ["norla", "sudmar"]
    assert list(found["concession-creep"]) == ["sudmar"]
    assert found["concentration"][None]["largest_account"] == "norla"


def test_without_activities_nobody_is_silent_and_it_says_so(score: Scores) -> None:
    files: dict[str, str | None] = {**FILES, "accounts/norla-no/activities/2026-lin.yaml": None}
    run = score("--pitfalls", files=files)
    assert "The book keeps no activities: whom nobody has seen is unknown." in run.out
    assert "neglected-small" not in by_pitfall(answer(score("--pitfalls", "--format", "json", files=files)))


def test_negative_profit_has_amounts_and_no_ratio(score: Scores) -> None:
    loss = {"invoices/2026-06.csv": INVOICES + "2026-06-10,r1,po-1,norla-no,,,,500,CNY,900,\n"}
    found = by_pitfall(answer(score("--pitfalls", "--format", "json", files=FILES | loss)))
    volume = found["volume-not-profit"][None]
    assert [volume[key] for key in ("ratio", "profit", "profit_top", "holds")] == [None, "-280.00", "-400.00", True]


def test_an_empty_book_has_none(score: Scores) -> None:
    nothing: dict[str, str | None] = {name: None for name in (*FILES, "accounts/norla/account.yaml",
        "accounts/norla-no/account.yaml", "accounts/sudmar/account.yaml") if name != "kamctl.yaml"}  # fmt: skip
    run = score("--pitfalls", files=nothing | {"kamctl.yaml": SETTINGS})
    assert run.code == 0
    assert "No pitfall concerns anybody." in run.out


def test_what_was_looked_for_and_not_found_is_said(score: Scores) -> None:
    files: dict[str, str | None] = {**FILES, "accounts/norla-no/activities/2026-lin.yaml": None}
    run = score("--pitfalls", "--account", "tarn", files=files)
    assert "Looked for, and not found: big ticket, concession creep." in run.out
    assert [translate(summary([], chosen)) for chosen in (True, False)] == [
        "No pitfall concerns any of these.", "No pitfall concerns anybody.",
    ]  # fmt: skip


def test_what_a_distributor_leaves_is_reckoned_from_what_it_pays_us(score: Scores) -> None:
    terms = QUOTE.replace("payment_days: 0", "payment_days: 72\nchannel: distributor")
    quote = terms.replace("CNY}}]", "CNY, resale: 200 CNY}}]")
    files = FILES | {
        "kamctl.yaml": FILES["kamctl.yaml"] + "price: {money_rate: 0.1}\n",
        "accounts/sudmar/quotes/old.yaml": quote.format(day="2025-06-01", net=95),
        "accounts/sudmar/quotes/new.yaml": quote.format(day="2026-06-01", net=90),
    }
    creep = by_pitfall(answer(score("--pitfalls", "--format", "json", files=files)))["concession-creep"]["sudmar"]
    assert creep["left"] == "88.20"  # 90 − 90 · 0.1 · 72 ÷ 360, not 200 · 0.1 · 72 ÷ 360
