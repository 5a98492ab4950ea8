import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Books = Callable[[Mapping[str, str]], Path]

SETTINGS = """\
currency: CNY
as_of: 2026-11-20
price:
  money_rate: 0.06
  estimates: {freight: 0.03, insurance: 0.005}
"""
PRODUCTS = """\
cw-c35:
  name: Checkweigher CW-C35
  breaks: [{units: 5, factor: 0.95}]
md-10:
  name: Metal detector MD-10
"""
NORWAY = """\
name: Fjordmeal Norge
parent: fjordmeal
sites: [{id: bergen, name: Bergen plant, country: "NO", expected: {cw-c35: 4}}]
"""
CHINA = """\
name: Fjordmeal China
name_zh: 峡湾食品中国
parent: fjordmeal
sites: [{id: suzhou, name: Suzhou plant, country: CN}, {id: tianjin, name: Tianjin plant, country: CN}]
"""
QUOTE_NORWAY = """\
site: bergen
date: 2026-03-02
seller: nordic
owner: ane
incoterm: DDP
payment_days: 60
lines:
  - product: cw-c35
    options: [printer, ip69k]
    quantity: 1
    list: 32500 EUR
    discounts: [{kind: project, percent: 20}]
    net: 26000 EUR
    includes: {freight: 500 EUR, installation: 1000 EUR}
"""
QUOTE_CHINA = """\
site: suzhou
date: 2026-05-11
seller: china
owner: lin
channel: distributor
method: frame
incoterm: EXW
payment_days: 0
status: accepted
lines:
  - {product: cw-c35, options: [ip69k, printer], quantity: 5, list: 160000 CNY, net: 152000 CNY}
"""
BOOK = {
    "kamctl.yaml": SETTINGS,
    "products.yaml": PRODUCTS,
    "fx.csv": "date,from,to,rate\n2026-03-02,EUR,CNY,8.00\n2026-11-20,EUR,CNY,7.80\n",
    "accounts/fjordmeal/account.yaml": "name: Fjordmeal\nname_zh: 峡湾食品\nkind: group\n",
    "accounts/fjordmeal-no/account.yaml": NORWAY,
    "accounts/fjordmeal-cn/account.yaml": CHINA,
    "accounts/fjordmeal-no/quotes/q1.yaml": QUOTE_NORWAY,
    "accounts/fjordmeal-cn/quotes/q7.yaml": QUOTE_CHINA,
}


def simple(date: str, net: str, **facts: str) -> str:
    """A quote of one metal detector, EXW, paid at once."""
    head = {"site": "suzhou", "date": date, "incoterm": "EXW", "payment_days": "0"} | facts
    lines = "".join(f"{key}: {value}\n" for key, value in head.items())
    return f"{lines}lines: [{{product: md-10, quantity: 1, list: {net}, net: {net}}}]\n"


@pytest.fixture
def audit(book_of: Books, kamctl: Callable[..., Any]) -> Callable[..., Any]:
    """Run price-audit on BOOK, changed by `files`, with `args`."""

    def run(*args: str, files: Mapping[str, str] | None = None) -> Any:
        return kamctl("price-audit", "--book", book_of({**BOOK, **(files or {})}), *args)

    return run


@pytest.fixture
def report(audit: Callable[..., Any]) -> Callable[..., dict[str, Any]]:
    """The JSON of price-audit, which must end with `code`."""

    def run(*args: str, code: int = 0, files: Mapping[str, str] | None = None) -> dict[str, Any]:
        result = audit(*args, "--format", "json", files=files)
        assert result.code == code, result.err
        found: dict[str, Any] = json.loads(result.out)
        return found

    return run


def test_worked_example(report: Callable[..., dict[str, Any]]) -> None:
    found = report()
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


def test_the_lines_behind_a_row(report: Callable[..., dict[str, Any]]) -> None:
    china, norway = report("--lines")["rows"][0]["lines"]
    assert (china["quote"], china["pocket_base"], china["factor"]) == ("fjordmeal-cn/q7", "160000.00", 0.95)
    assert china["marks"] == ["resale-unknown"]
    assert (norway["pocket"], norway["pocket_base"], norway["rate"]) == ("24240.00", "193920.00", "8.00")
    assert (norway["estimated"], norway["missing"], norway["currency"]) == ([], ["duty"], "EUR")
    assert [(step["step"], step["amount"]) for step in norway["steps"]] == [
        ("list", "32500.00"), ("discount", "-6500.00"), ("freight", "-500.00"), ("installation", "-1000.00"),
        ("payment", "-260.00"),
    ]  # fmt: skip


def test_the_table_says_it_in_words(audit: Callable[..., Any]) -> None:
    out = audit().out
    assert "1 of 1 comparisons is critical; worst: Fjordmeal Checkweigher CW-C35 21.2 % dearer in " in out
    assert "exposure 135,680 CNY" in out
    assert "cw-c35 + ip69k + printer" in out
    assert "Not known, so not taken off the price: " in out


def test_the_table_of_lines(audit: Callable[..., Any]) -> None:
    out = audit("--lines").out
    assert "Fjordmeal: cw-c35 + ip69k + printer" in out
    for text in ("fjordmeal-no/q1:1", "Discounts", "-6,500", "24,240", "193,920", "160,000"):
        assert text in out
    assert "Training" not in out  # no line has it


def test_one_quote_is_listed_for_programs_and_counted_for_people(
    audit: Callable[..., Any], report: Callable[..., dict[str, Any]]
) -> None:
    files = {"accounts/fjordmeal-cn/quotes/q8.yaml": simple("2026-04-02", "90000 CNY")}
    found = report(files=files)
    assert [(row["product"], row["quotes"], row["gap"], row["spread"], row["severity"]) for row in found["rows"]] == [
        ("cw-c35", 2, 0.212, 0.135539, "critical"), ("md-10", 1, None, None, None),
    ]  # fmt: skip
    assert (found["comparisons"], found["single_quotes"]) == (1, 1)
    out = audit(files=files).out
    assert "Quoted only once, so not compared nor shown: 1." in out
    assert "md-10" not in out


def test_which_quotes_count(report: Callable[..., dict[str, Any]], audit: Callable[..., Any]) -> None:
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
    found = report("--product", "md-10", files=files)
    (row,) = found["rows"]
    assert (row["quotes"], row["lowest"], row["highest"]) == (3, "100.00", "120.00")
    assert found["lines_set_aside"] == {"draft": 1, "earlier": 1, "expired": 1, "later": 1, "superseded": 1}
    out = audit("--product", "md-10", files=files).out
    assert "Quote lines not compared: 1 draft, 1 before 2025-11-21, 1 expired, 1 after 2026-11-20, 1 superseded." in out


@pytest.mark.parametrize(
    ("window", "quotes"),
    [
        ("12", 2),
        ("264d", 2),  # from 2026-03-02 on
        ("263d", 1),
        ("2026-03-02..2026-05-11", 2),
        ("2026-03-03..2026-05-10", 0),
        ("2027-01-01..2027-12-31", 0),
    ],
)
def test_windows(report: Callable[..., dict[str, Any]], window: str, quotes: int) -> None:
    assert report("--window", window)["lines_compared"] == quotes


def test_the_window_of_the_settings(report: Callable[..., dict[str, Any]]) -> None:
    files = {"kamctl.yaml": SETTINGS + "  window_months: 6\n"}
    assert report(files=files)["window"] == {"first": "2026-05-21", "last": "2026-11-20"}
    assert report("--as-of", "2026-04-01", files=files)["lines_compared"] == 1


@pytest.mark.parametrize("window", ["12y", "99999m"])
def test_a_window_that_is_none(audit: Callable[..., Any], window: str) -> None:
    result = audit("--window", window)
    assert (result.code, result.out) == (2, "")
    assert "window" in result.err


@pytest.mark.parametrize(
    ("gap", "rows"), [("0", 1), ("0.1", 1), ("0.212", 1), ("0.2121", 0), ("10%", 1), ("21.2 %", 1), ("21.3%", 0)]
)
def test_least_gap(report: Callable[..., dict[str, Any]], gap: str, rows: int) -> None:
    files = {"accounts/fjordmeal-cn/quotes/q8.yaml": simple("2026-04-02", "90000 CNY")}  # one quote has no gap
    found = report("--min-gap", gap, files=files)
    assert len(found["rows"]) == rows
    assert found["exposure"] == ("135680.00" if rows else None)


@pytest.mark.parametrize("gap", ["", "-0.1", "x", "10 percent", "nan", "0,1", "1e-2", "%"])
def test_a_gap_that_is_none(audit: Callable[..., Any], gap: str) -> None:
    result = audit("--min-gap", gap)
    assert result.code == 2
    assert "write 0.1 or 10%" in result.err


def test_any_account_stands_for_its_group(audit: Callable[..., Any], report: Callable[..., dict[str, Any]]) -> None:
    assert len(report("--group", "fjordmeal")["rows"]) == 1
    assert report("--group", "fjordmeal-no")["rows"][0]["quotes"] == 2
    assert "fjordmeal-no belongs to fjordmeal: the whole group is compared." in audit("--group", "fjordmeal-no").out


@pytest.mark.parametrize(
    ("option", "given", "hint"), [("--group", "fjordmeel", "fjordmeal"), ("--product", "cw-c53", "cw-c35")]
)
def test_unknown_names(audit: Callable[..., Any], option: str, given: str, hint: str) -> None:
    result = audit(option, given)
    assert result.code == 2
    assert given in result.err
    assert hint in result.err


def test_a_product_that_only_a_quote_knows(report: Callable[..., dict[str, Any]]) -> None:
    text = simple("2026-04-02", "90000 CNY").replace("md-10", "old-1")
    files = {"accounts/fjordmeal-cn/quotes/q8.yaml": text}
    assert report("--product", "old-1", files=files)["lines_compared"] == 1


def test_a_line_without_a_rate_is_listed_and_not_compared(report: Callable[..., dict[str, Any]]) -> None:
    files = {
        "accounts/fjordmeal-cn/quotes/q8.yaml": simple("2026-04-02", "100 NAD"),
        "accounts/fjordmeal-cn/quotes/q9.yaml": simple("2026-04-02", "100 NAD", status="draft"),
    }
    found = report(code=3, files=files)
    assert [row["product"] for row in found["rows"]] == ["cw-c35"]
    assert {"record": "fjordmeal-cn/q8:1", "reason": "no rate NAD/CNY on or before 2026-04-02"} in found["left_out"]
    assert not any("q9" in entry["record"] for entry in found["left_out"])
    # where the line is not asked for, its rate is not missed
    assert report("--product", "cw-c35", files=files)["left_out"] == []


def test_a_factor_of_zero_is_no_price(report: Callable[..., dict[str, Any]]) -> None:
    files = {"products.yaml": PRODUCTS.replace("factor: 0.95", "factor: 0")}
    found = report(code=3, files=files)
    reason = "the quantity breaks of cw-c35 have the factor 0"
    assert found["left_out"] == [{"record": "fjordmeal-cn/q7:1", "reason": reason}]


def test_a_lowest_price_that_is_not_above_zero(
    audit: Callable[..., Any], report: Callable[..., dict[str, Any]]
) -> None:
    free = QUOTE_CHINA.replace("net: 152000 CNY", "net: 0 CNY")
    files = {"accounts/fjordmeal-cn/quotes/q7.yaml": free}
    (row,) = report(files=files)["rows"]
    assert (row["quotes"], row["lowest"], row["gap"], row["severity"], row["exposure"]) == (2, "0.00", None, None, None)
    out = audit(files=files).out
    assert "Lowest price not above 0, so without a gap: 1." in out
    assert "0 of 1 comparisons are critical; exposure unknown" in out


def test_sites_of_unknown_volume_are_named(audit: Callable[..., Any], report: Callable[..., dict[str, Any]]) -> None:
    files = {
        "accounts/fjordmeal-no/account.yaml": NORWAY.replace(", expected: {cw-c35: 4}", ""),
        "accounts/fjordmeal-cn/account.yaml": CHINA.replace("CN}]", "CN, expected: {cw-c35: 1}}]"),
    }
    (row,) = report(files=files)["rows"]
    assert row["exposure"] is None
    assert row["exposure_unknown_sites"] == [
        {"account": "fjordmeal-cn", "site": "tianjin", "unknown": "price"},
        {"account": "fjordmeal-no", "site": "bergen", "unknown": "volume"},
    ]
    out = audit(files=files).out
    assert "Not in the exposure, expected units unknown: fjordmeal-no/bergen." in out
    assert "Not in the exposure, expecting units without a quote: fjordmeal-cn/tianjin." in out


def test_units_ordered_stand_in_for_expected_ones(report: Callable[..., dict[str, Any]]) -> None:
    head = "date,order,account,site,product,options,quantity,amount,currency,channel,opportunity\n"
    files = {
        "accounts/fjordmeal-no/account.yaml": NORWAY.replace(", expected: {cw-c35: 4}", ""),
        "orders/2026-06.csv": f"{head}2026-06-01,o1,fjordmeal-no,bergen,cw-c35,,2,50000,NAD,direct,\n",
    }
    # 2 · 33,920; the amount of the order has no rate and needs none
    assert report(files=files)["rows"][0]["exposure"] == "67840.00"


def test_rows_stand_by_exposure_then_by_gap(report: Callable[..., dict[str, Any]]) -> None:
    lines = {"old-1": ("100 CNY", "150 CNY"), "old-2": ("100 CNY", "190 CNY")}
    files = {
        f"accounts/fjordmeal-cn/quotes/{product}-{n}.yaml": simple("2026-04-02", price).replace("md-10", product)
        for product, prices in lines.items()
        for n, price in enumerate(prices)
    }
    assert [row["product"] for row in report(files=files)["rows"]] == ["cw-c35", "old-2", "old-1"]


def test_one_country_is_told_by_its_sites_and_one_site_by_its_quotes(audit: Callable[..., Any]) -> None:
    files = {
        "accounts/fjordmeal-cn/quotes/a.yaml": simple("2026-04-02", "100 CNY"),
        "accounts/fjordmeal-cn/quotes/b.yaml": simple("2026-04-02", "150 CNY", site="tianjin"),
    }
    args = ("--product", "md-10")
    assert "MD-10 50.0 % dearer at Tianjin plant than at Suzhou plant" in audit(*args, files=files).out
    files |= {"accounts/fjordmeal-cn/quotes/b.yaml": simple("2026-04-02", "150 CNY")}
    out = audit(*args, files=files).out
    assert "MD-10 50.0 % dearer in quote fjordmeal-cn/b:1 than in fjordmeal-cn/a:1" in out


def test_a_book_without_quotes(book_of: Books, kamctl: Callable[..., Any]) -> None:
    result = kamctl("price-audit", "--book", book_of({}))
    assert result.code == 0
    assert "Nothing to compare" in result.out


def test_a_broken_quote_stops_the_report_unless_told_otherwise(
    audit: Callable[..., Any], report: Callable[..., dict[str, Any]]
) -> None:
    files = {"accounts/fjordmeal-cn/quotes/q8.yaml": simple("2026-04-31", "100 CNY")}
    result = audit(files=files)
    assert (result.code, result.out) == (3, "")
    assert "accounts/fjordmeal-cn/quotes/q8.yaml:2:7" in result.err
    assert len(report("--keep-going", code=3, files=files)["rows"]) == 1


def test_the_csv_has_a_line_for_each_row(audit: Callable[..., Any]) -> None:
    head, row = audit("--format", "csv").out.splitlines()
    assert head.startswith(
        "group,product,options,quotes,lowest,median,highest,gap,spread,severity,lowest_at,highest_at,exposure"
    )
    assert row.startswith('fjordmeal,cw-c35,"[""ip69k"",""printer""]",2,160000.00,176960.00,193920.00,0.212,')
