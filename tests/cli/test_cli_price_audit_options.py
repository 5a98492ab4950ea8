from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from price_books import SETTINGS, Audits, simple


@pytest.fixture
def audits(book_of: Callable[[Mapping[str, str]], Path], kamctl: Callable[..., Any]) -> Audits:
    return Audits(book_of, kamctl)


@pytest.mark.parametrize(
    ("window", "quotes"),
    [
        ("12", 2),
        ("264d", 2),  # from 2026-03-02 on
        ("263d", 1),
        ("2026-03-02..2026-05-11", 2),
        ("2026-03-03..2026-05-10", 0),
        ("99999m", 2),
    ],
)
def test_windows(audits: Audits, window: str, quotes: int) -> None:
    assert audits.report("--window", window)["lines_compared"] == quotes


def test_the_window_of_the_settings(audits: Audits) -> None:
    files = {"kamctl.yaml": SETTINGS + "  window_months: 6\n"}
    assert audits.report(files=files)["window"] == {"first": "2026-05-21", "last": "2026-11-20"}
    assert audits.report("--as-of", "2026-04-01", files=files)["lines_compared"] == 1


@pytest.mark.parametrize("window", ["12y", "2026-02-30..2026-03-01"])
def test_a_window_that_is_none(audits: Audits, window: str) -> None:
    result = audits.run("--window", window)
    assert (result.code, result.out) == (2, "")
    assert "window" in result.err


@pytest.mark.parametrize(
    ("gap", "rows"), [("0", 1), ("0.1", 1), ("0.212", 1), ("0.2121", 0), ("10%", 1), ("21.2 %", 1), ("21.3%", 0)]
)
def test_least_gap(audits: Audits, gap: str, rows: int) -> None:
    files = {"accounts/fjordmeal-cn/quotes/q8.yaml": simple("2026-04-02", "90000 CNY")}  # one quote has no gap
    found = audits.report("--min-gap", gap, files=files)
    assert len(found["rows"]) == rows
    assert found["exposure"] == ("135680.00" if rows else None)


@pytest.mark.parametrize("gap", ["", "-0.1", "x", "10 percent", "nan", "0,1", "1e-2", "%"])
def test_a_gap_that_is_none(audits: Audits, gap: str) -> None:
    result = audits.run("--min-gap", gap)
    assert result.code == 2
    assert "write 0.1 or 10%" in result.err


def test_any_account_stands_for_its_group(audits: Audits) -> None:
    assert len(audits.report("--group", "fjordmeal")["rows"]) == 1
    assert audits.report("--group", "fjordmeal-no")["rows"][0]["quotes"] == 2
    assert (
        "fjordmeal-no belongs to fjordmeal: the whole group is compared." in audits.run("--group", "fjordmeal-no").out
    )


@pytest.mark.parametrize(
    ("option", "given", "hint"), [("--group", "fjordmeel", "fjordmeal"), ("--product", "cw-c53", "cw-c35")]
)
def test_unknown_names(audits: Audits, option: str, given: str, hint: str) -> None:
    result = audits.run(option, given)
    assert result.code == 2
    assert given in result.err
    assert hint in result.err


def test_a_product_that_only_a_quote_knows(audits: Audits) -> None:
    text = simple("2026-04-02", "90000 CNY").replace("md-10", "old-1")
    files = {"accounts/fjordmeal-cn/quotes/q8.yaml": text}
    assert audits.report("--product", "old-1", files=files)["lines_compared"] == 1


def test_a_book_without_quotes(audits: Audits) -> None:
    result = audits.kamctl("price-audit", "--book", audits.book_of({}))
    assert result.code == 0
    assert "Nothing to compare" in result.out


def test_a_broken_quote_stops_the_report_unless_told_otherwise(audits: Audits) -> None:
    files = {"accounts/fjordmeal-cn/quotes/q8.yaml": simple("2026-04-31", "100 CNY")}
    result = audits.run(files=files)
    assert (result.code, result.out) == (3, "")
    assert "accounts/fjordmeal-cn/quotes/q8.yaml:2:7" in result.err
    assert len(audits.report("--keep-going", code=3, files=files)["rows"]) == 1


def test_the_csv_has_a_line_for_each_row(audits: Audits) -> None:
    head, row = audits.run("--format", "csv").out.splitlines()
    assert head.startswith(
        "group,product,options,quotes,lowest,median,highest,gap,spread,severity,lowest_at.quote,lowest_at.line,"
    )
    assert row.startswith("fjordmeal,cw-c35,ip69k printer,2,160000.00,176960.00,193920.00,0.212,")
