from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from price_books import CHINA, NORWAY, QUOTE_CHINA, Audits, simple


@pytest.fixture
def audits(book_of: Callable[[Mapping[str, str]], Path], kamctl: Callable[..., Any]) -> Audits:
    return Audits(book_of, kamctl)


def test_worked_example(audits: Audits) -> None:
    found = audits.report()
    (row,) = found["rows"]
    assert list(row)[:13] == [
        "group", "product", "options", "quotes", "lowest", "median", "highest", "gap", "spread", "severity",
        "lowest_at", "highest_at", "exposure",
    ]  # fmt: skip
    assert (row["group"], row["product"], row["options"], row["quotes"]) == (
        "fjordmeal",
        "cw-c35",
        ["ip69k", "printer"],
        2,
    )
    assert (row["lowest"], row["median"], row["highest"]) == ("160000.00", "176960.00", "193920.00")
    assert (row["gap"], row["spread"], row["severity"]) == (0.212, 0.135539, "critical")
    assert row["exposure"] == "135680.00"  # 4 · 33,920
    assert row["lowest_at"] == {
        "quote": "fjordmeal-cn/q7", "line": 1, "account": "fjordmeal-cn", "site": "suzhou", "country": "CN",
        "seller": "china", "owner": "lin", "date": "2026-05-11",
    }  # fmt: skip
    assert row["highest_at"]["country"] == "NO"
    assert row["exposure_unknown_sites"] == []
    assert found["window"] == {"first": "2025-11-21", "last": "2026-11-20"}
    assert (found["comparisons"], found["critical"], found["exposure"]) == (1, 1, "135680.00")
    assert [(rate["from"], rate["rate"], rate["date"]) for rate in found["rates"]] == [("EUR", "8.00", "2026-03-02")]


def test_the_lines_behind_a_row(audits: Audits) -> None:
    china, norway = audits.report("--lines")["rows"][0]["lines"]
    assert (china["quote"], china["pocket_base"], china["factor"]) == ("fjordmeal-cn/q7", "160000.00", 0.95)
    assert china["marks"] == ["resale-unknown"]
    assert (norway["pocket"], norway["pocket_base"], norway["rate"]) == ("24240.00", "193920.00", "8.00")
    assert (norway["estimated"], norway["missing"], norway["currency"]) == ([], ["duty"], "EUR")
    assert [(step["step"], step["amount"]) for step in norway["steps"]] == [
        ("list", "32500.00"), ("discount", "-6500.00"), ("freight", "-500.00"), ("installation", "-1000.00"),
        ("payment", "-260.00"),
    ]  # fmt: skip


def test_the_table_says_it_in_words(audits: Audits) -> None:
    out = audits.run().out
    assert "1 of 1 comparisons is critical; worst: Fjordmeal Checkweigher CW-C35 21.2 % dearer in " in out
    assert "exposure 135,680 CNY" in out
    assert "cw-c35 + ip69k + printer" in out
    assert "Not known, so not taken off the price: " in out


def test_the_table_of_lines(audits: Audits) -> None:
    out = audits.run("--lines").out
    assert "Fjordmeal: cw-c35 + ip69k + printer" in out
    for text in ("fjordmeal-no/q1:1", "Discounts", "-6,500", "24,240", "193,920", "160,000"):
        assert text in out
    assert "Training" not in out  # no line has it


def test_one_quote_is_listed_for_programs_and_counted_for_people(audits: Audits) -> None:
    files = {"accounts/fjordmeal-cn/quotes/q8.yaml": simple("2026-04-02", "90000 CNY")}
    found = audits.report(files=files)
    assert [(row["product"], row["quotes"], row["gap"], row["spread"], row["severity"]) for row in found["rows"]] == [
        ("cw-c35", 2, 0.212, 0.135539, "critical"), ("md-10", 1, None, None, None),
    ]  # fmt: skip
    assert (found["comparisons"], found["single_quotes"]) == (1, 1)
    out = audits.run(files=files).out
    assert "Quoted only once, so not compared nor shown: 1." in out
    assert "md-10" not in out


def test_which_quotes_count(audits: Audits) -> None:
    quotes = {
        "a": simple("2026-04-01", "100 CNY"),
        "b": simple("2026-04-01", "110 CNY", status="rejected"),
        "c": simple("2026-04-01", "1 CNY", status="draft"),
        "d": simple("2026-04-01", "2 CNY", status="accepted"),
        "e": simple("2026-04-01", "120 CNY", supersedes="d"),
        "f": simple("2025-11-20", "3 CNY"),
        "g": simple("2026-11-21", "4 CNY"),
        "h": simple("2026-04-01", "5 CNY", status="expired"),
    }
    files = {f"accounts/fjordmeal-cn/quotes/{name}.yaml": text for name, text in quotes.items()}
    found = audits.report("--product", "md-10", files=files)
    (row,) = found["rows"]
    assert (row["quotes"], row["lowest"], row["highest"]) == (3, "100.00", "120.00")
    assert found["lines_set_aside"] == {"draft": 1, "earlier": 1, "expired": 1, "later": 1, "superseded": 1}
    out = audits.run("--product", "md-10", files=files).out
    assert "Quote lines not compared: 1 draft, 1 before 2025-11-21, 1 expired, 1 after 2026-11-20, 1 superseded." in out


def test_a_line_without_a_rate_is_listed_and_not_compared(audits: Audits) -> None:
    files = {
        "accounts/fjordmeal-cn/quotes/q8.yaml": simple("2026-04-02", "100 NAD"),
        "accounts/fjordmeal-cn/quotes/q9.yaml": simple("2026-04-02", "100 NAD", status="draft"),
    }
    found = audits.report(code=3, files=files)
    assert [row["product"] for row in found["rows"]] == ["cw-c35"]
    assert {"record": "fjordmeal-cn/q8:1", "reason": "no rate NAD/CNY on or before 2026-04-02"} in found["left_out"]
    assert not any("q9" in entry["record"] for entry in found["left_out"])
    # where the line is not asked for, its rate is not missed
    assert audits.report("--product", "cw-c35", files=files)["left_out"] == []


def test_a_lowest_price_that_is_not_above_zero(audits: Audits) -> None:
    free = QUOTE_CHINA.replace("net: 152000 CNY", "net: 0 CNY")
    files = {"accounts/fjordmeal-cn/quotes/q7.yaml": free}
    (row,) = audits.report(files=files)["rows"]
    assert (row["quotes"], row["lowest"], row["gap"], row["severity"], row["exposure"]) == (2, "0.00", None, None, None)
    out = audits.run(files=files).out
    assert "Lowest price not above 0, so without a gap: 1." in out
    assert "0 of 1 comparisons are critical; exposure unknown" in out


def test_sites_of_unknown_volume_are_named(audits: Audits) -> None:
    files = {
        "accounts/fjordmeal-no/account.yaml": NORWAY.replace(", expected: {cw-c35: 4}", ""),
        "accounts/fjordmeal-cn/account.yaml": CHINA.replace("CN}]", "CN, expected: {cw-c35: 1}}]"),
    }
    (row,) = audits.report(files=files)["rows"]
    assert row["exposure"] is None
    assert row["exposure_unknown_sites"] == [
        {"account": "fjordmeal-cn", "site": "tianjin", "unknown": "price"},
        {"account": "fjordmeal-no", "site": "bergen", "unknown": "volume"},
    ]
    out = audits.run(files=files).out
    assert "Not in the exposure, expected units unknown: fjordmeal-no/bergen." in out
    assert "Not in the exposure, expecting units without a quote: fjordmeal-cn/tianjin." in out


def test_units_ordered_stand_in_for_expected_ones(audits: Audits) -> None:
    head = "date,order,account,site,product,options,quantity,amount,currency,channel,opportunity\n"
    files = {
        "accounts/fjordmeal-no/account.yaml": NORWAY.replace(", expected: {cw-c35: 4}", ""),
        "orders/2026-06.csv": f"{head}2026-06-01,o1,fjordmeal-no,bergen,cw-c35,,2,50000,NAD,direct,\n",
    }
    # 2 · 33,920; the amount of the order has no rate and needs none
    assert audits.report(files=files)["rows"][0]["exposure"] == "67840.00"


def test_rows_stand_by_exposure_then_by_gap(audits: Audits) -> None:
    lines = {"old-1": ("100 CNY", "150 CNY"), "old-2": ("100 CNY", "190 CNY")}
    files = {
        f"accounts/fjordmeal-cn/quotes/{product}-{n}.yaml": simple("2026-04-02", price).replace("md-10", product)
        for product, prices in lines.items()
        for n, price in enumerate(prices)
    }
    assert [row["product"] for row in audits.report(files=files)["rows"]] == ["cw-c35", "old-2", "old-1"]


def test_one_country_is_told_by_its_sites_and_one_site_by_its_quotes(audits: Audits) -> None:
    files = {
        "accounts/fjordmeal-cn/quotes/a.yaml": simple("2026-04-02", "100 CNY"),
        "accounts/fjordmeal-cn/quotes/b.yaml": simple("2026-04-02", "150 CNY", site="tianjin"),
    }
    args = ("--product", "md-10")
    assert "MD-10 50.0 % dearer at Tianjin plant than at Suzhou plant" in audits.run(*args, files=files).out
    files |= {"accounts/fjordmeal-cn/quotes/b.yaml": simple("2026-04-02", "150 CNY")}
    out = audits.run(*args, files=files).out
    assert "MD-10 50.0 % dearer in quote b:1 than in a:1" in out
