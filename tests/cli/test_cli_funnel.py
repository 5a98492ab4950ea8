import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

HEADER = "date,order,account,site,product,options,quantity,amount,currency,channel,opportunity\n"
DEALS = {
    "a": """
  - {on: 2026-08-03, stage: design, amount: 400000 CNY, close: 2026-09-25}
  - {on: 2026-09-23, stage: won, amount: 380000 CNY}""",
    "b": """
  - {on: 2026-08-10, stage: compare, amount: 200000 CNY, close: 2026-09-30}
  - {on: 2026-10-06, close: 2026-12-15}""",
    "c": """
  - {on: 2026-07-06, stage: commit, amount: 100000 CNY, close: 2026-10-15}
  - {on: 2026-09-30, stage: won, amount: 120000 CNY}""",
    "d": """
  - {on: 2026-08-20, stage: design, amount: 800000 CNY, close: 2026-09-28}
  - {on: 2026-09-24, close: 2026-11-20}
  - {on: 2026-10-01, stage: compare, amount: 900000 CNY}""",
    "e": """
  - {on: 2026-10-02, stage: nurture, amount: 300000 CNY, close: 2026-12-10}
  - {on: 2026-10-07, stage: design, amount: 360000 CNY}""",
    "g": """
  - {on: 2026-06-15, stage: compare, amount: 500000 CNY, close: 2026-12-01}
  - {on: 2026-10-06, stage: lost}""",
}
ORDERS = {
    "orders/2026-09.csv": """2026-09-22,SO-1,hafen,,,,1,10000,CNY,direct,
2026-09-23,SO-2,hafen,,,,1,380000,CNY,direct,a
2026-09-29,SO-3,hafen,,,,1,5000,CNY,direct,
2026-09-30,SO-4,hafen,,,,1,120000,CNY,direct,c
""",
    "orders/2026-10.csv": """2026-10-02,SO-5,hafen,,,,1,7000,CNY,direct,
2026-10-08,SO-6,hafen,,,,1,4000,CNY,direct,
""",
}
TEAM = """
ada: {name: Ada Holm, region: nordics}
lin: {name: Lin Yue, region: asia}
"""
SETTINGS = """
currency: CNY
as_of: 2026-11-20
regions:
  asia: {name: Asia, countries: ["CN"]}
  nordics: {name: Nordics, countries: ["NO"]}
"""


def deal(history: str, account: str = "hafen", name: str = "x", **more: str) -> dict[str, str]:
    """Return the file of one deal."""
    fields = "".join(f"{key}: {value}\n" for key, value in more.items())
    return {f"accounts/{account}/opportunities/{name}.yaml": f"name: Deal {name}\n{fields}history:{history}\n"}


def worked() -> dict[str, str]:
    """Return the files of the worked example of the method; its target of 2026-Q4 is 1,300,000."""
    files = {"accounts/hafen/account.yaml": "name: Hafen Foods\n", "targets/2026.yaml": "total: 5200000 CNY\n"}
    for name, history in DEALS.items():
        files |= deal(history, name=name)
    return files | {path: HEADER + rows for path, rows in ORDERS.items()}


Weekly = Callable[..., dict[str, Any]]


@pytest.fixture
def weekly(book_of: Callable[[Mapping[str, str]], Path], kamctl: Callable[..., Any]) -> Weekly:
    """Return a function that gives the JSON of a week of a book; `code` is the exit code that is expected."""

    def run(files: Mapping[str, str], *args: str, code: int = 0) -> dict[str, Any]:
        found = kamctl("funnel", "weekly", "--format", "json", *args, "--book", book_of(files))
        assert found.code == code, found.err
        answer: dict[str, Any] = json.loads(found.out)
        return answer

    return run


@pytest.fixture
def refused(book_of: Callable[[Mapping[str, str]], Path], kamctl: Callable[..., Any]) -> Callable[..., str]:
    """Return a function that gives the message of a command that is wrongly used."""

    def run(files: Mapping[str, str], *args: str) -> str:
        found = kamctl("funnel", "weekly", *args, "--book", book_of(files))
        assert (found.code, found.out) == (2, "")
        return str(found.err)

    return run


def bridge(part: Mapping[str, Any]) -> list[tuple[str, str, float]]:
    """Return (reason, deals, amount in thousands)."""
    return [
        (row["reason"], " ".join(entry["opportunity"] for entry in row["opportunities"]), float(row["amount"]) / 1000)
        for row in part["bridge"]
    ]


def test_week_39_of_the_worked_example(weekly: Weekly) -> None:
    found = weekly(worked(), "--week", "2026-W39")
    assert (found["week"], found["quarter"], found["closing"]) == ("2026-W39", "2026-Q3", None)
    assert (found["before"]["forecast_funnel"], found["forecast_funnel"]) == ("400000.00", "100000.00")
    assert (found["before"]["cumulative"], found["cumulative"]) == ("0.00", "390000.00")
    assert found["progress"] == "90000.00"
    assert bridge(found) == [("moved_out", "hafen/d", -200), ("won", "hafen/a", 280), ("off_funnel", "", 10)]


def test_week_40_closes_the_third_quarter(weekly: Weekly) -> None:
    closing = weekly(worked(), "--week", "2026-W40")["closing"]
    assert list(closing)[:3] == ["quarter", "from", "to"]
    assert (closing["quarter"], closing["from"], closing["to"]) == ("2026-Q3", "2026-09-27", "2026-09-30")
    assert (closing["before"]["forecast_funnel"], closing["forecast_funnel"]) == ("100000.00", "0.00")
    assert (closing["before"]["cumulative"], closing["cumulative"]) == ("390000.00", "515000.00")
    assert closing["progress"] == "25000.00"
    assert bridge(closing) == [("won", "hafen/c", 120), ("expired", "hafen/b", -100), ("off_funnel", "", 5)]


def test_week_40_opens_the_fourth_quarter(weekly: Weekly) -> None:
    found = weekly(worked(), "--week", "2026-W40")
    assert (found["quarter"], found["target"]) == ("2026-Q4", "1300000.00")
    assert (found["before"]["forecast_funnel"], found["forecast_funnel"]) == ("525000.00", "730000.00")
    assert (found["before"]["cumulative"], found["cumulative"]) == ("0.00", "7000.00")
    assert (found["off_funnel"], found["off_funnel_expected"]) == ("7000.00", "0.00")
    assert (found["forecast"], found["outlook"], found["progress"]) == ("730000.00", "737000.00", "212000.00")
    assert found["needed"] == "59615.38"
    assert found["progress_share"] == pytest.approx(212 / 1300, abs=1e-6)
    assert found["coverage"] == pytest.approx(1700 / 1293, abs=1e-6)  # open d 900, e 300, g 500
    assert bridge(found) == [
        ("new", "hafen/e", 30), ("advanced", "hafen/d", 200), ("amount_up", "hafen/d", 50),
        ("moved_out", "hafen/c", -75), ("off_funnel", "", 7),
    ]  # fmt: skip


def test_week_41_of_the_worked_example(weekly: Weekly) -> None:
    found = weekly(worked(), "--week", "2026-W41")
    assert (found["before"]["forecast_funnel"], found["forecast_funnel"]) == ("730000.00", "640000.00")
    assert (found["before"]["cumulative"], found["cumulative"]) == ("7000.00", "11000.00")
    assert (found["progress"], found["needed"], found["closing"]) == ("-86000.00", "46916.67", None)
    assert bridge(found) == [
        ("advanced", "hafen/e", 45), ("amount_up", "hafen/e", 15), ("moved_in", "hafen/b", 100),
        ("lost", "hafen/g", -250), ("off_funnel", "", 4),
    ]  # fmt: skip
    assert [(row["opportunity"], row["weighted"]) for row in found["rows"]] == [
        ("hafen/d", "450000.00"), ("hafen/e", "90000.00"), ("hafen/b", "100000.00"),
    ]  # fmt: skip


def test_fields_and_rows_of_the_contract_come_first(weekly: Weekly) -> None:
    found = weekly(worked())
    fields = list(found)
    contract = [
        "quarter", "target", "cumulative", "forecast_funnel", "off_funnel", "off_funnel_expected", "forecast",
        "outlook", "progress", "progress_share", "needed", "coverage", "bridge",
    ]  # fmt: skip
    start = fields.index("quarter")
    assert fields[start : start + len(contract)] == contract
    assert list(found["rows"][0]) == [
        "opportunity", "account", "stage", "amount", "probability", "weighted", "close", "overdue", "stalled",
    ]  # fmt: skip


def test_the_default_is_the_running_week_up_to_the_day(weekly: Weekly) -> None:
    found = weekly(worked())
    assert (found["week"], found["from"], found["to"]) == ("2026-W47", "2026-11-15", "2026-11-20")


def test_a_running_week_before_and_after_the_end_of_the_quarter(weekly: Weekly) -> None:
    before = weekly(worked(), "--as-of", "2026-09-30")
    assert (before["week"], before["quarter"], before["closing"]) == ("2026-W40", "2026-Q3", None)
    assert (before["progress"], before["outlook"]) == ("25000.00", "515000.00")
    assert before["rows"] == []
    after = weekly(worked(), "--as-of", "2026-10-01")
    assert (after["quarter"], after["closing"]["progress"]) == ("2026-Q4", "25000.00")


def test_the_answer_in_words_and_figures(book_of: Callable[..., Path], kamctl: Callable[..., Any]) -> None:
    found = kamctl("funnel", "weekly", "--week", "2026-W40", "--book", book_of(worked()))
    assert found.code == 0
    lines = [" ".join(line.split()) for line in found.out.splitlines()]
    for line in (
        "2026-W40 of 2026-Q4: progress 212,000, 16.3 % of the target and 355.6 % of the 59,615 needed a week.",
        "Outlook 737,000, 563,000 short of target; the forecast fills 56.5 % of the gap: find more opportunities.",
        "The week also closed 2026-Q3: progress 25,000.",
        "2026-Q3 ended with sales of 515,000, 785,000 short of target.",
        "Forecast of the funnel 525,000 730,000 205,000",
        "amount up hafen/d Deal d 50,000",
        "progress 212,000",
        "hafen/b Compare 2026-09-30 4 55 60 200,000 CNY",
    ):
        assert line in lines


def test_lines_fit_80_columns(book_of: Callable[..., Path], kamctl: Callable[..., Any], tmp_path: Path) -> None:
    from kamctl.render.table import render_table
    from kamctl.render.terminal import Screen

    shown: list[str] = []

    def keep(heading: Any, sheet: Any, _form: str, _stream: Any) -> str:
        shown.append(render_table(heading, sheet, Screen(width=80)))
        return ""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kamctl.render.output.render", keep)
        assert kamctl("funnel", "weekly", "--week", "2026-W40", "--book", book_of(worked())).code == 0
    assert max(len(line) for line in shown[0].splitlines()) <= 80
    assert "Not shown for want of width" not in shown[0]


def test_csv_has_the_rows(book_of: Callable[..., Path], kamctl: Callable[..., Any]) -> None:
    found = kamctl("funnel", "weekly", "--week", "2026-W41", "--format", "csv", "--book", book_of(worked()))
    rows = list(csv.DictReader(io.StringIO(found.out)))
    assert [row["opportunity"] for row in rows] == ["hafen/d", "hafen/e", "hafen/b"]
    assert (rows[0]["weighted"], rows[0]["close"]) == ("450000.00", "2026-11-20")


def test_an_empty_book(weekly: Weekly, book_of: Callable[..., Path], kamctl: Callable[..., Any]) -> None:
    found = weekly({})
    assert (found["rows"], found["bridge"], found["outlook"]) == ([], [], "0.00")
    assert found["target"] is found["needed"] is found["coverage"] is found["progress_share"] is None
    table = kamctl("funnel", "weekly", "--book", book_of({}))
    assert table.code == 0
    assert "There are no deals and no off-funnel orders to count." in table.out
    assert "No target is known for 2026-Q4: there is no targets/2026.yaml." in table.out


def test_a_book_without_a_fitting_target(weekly: Weekly) -> None:
    found = weekly(worked() | {"targets/2026.yaml": "owners: {lin: 100 CNY}\n"})
    assert (found["target"], found["gap"], found["progress"]) == (None, None, "0.00")


# ---- whose funnel


def scoped() -> dict[str, str]:
    """Return a book of a group with two accounts, two owners, two regions."""
    site = "sites:\n  - {id: main, name: Main, country: "
    return {
        "kamctl.yaml": SETTINGS,
        "team.yaml": TEAM,
        "accounts/group/account.yaml": "name: Group\nkind: group\n",
        "accounts/north/account.yaml": f'name: North\nparent: group\nowner: ada\n{site}"NO"}}\n',
        "accounts/east/account.yaml": f'name: East\nparent: group\nowner: lin\n{site}"CN"}}\n',
        "accounts/other/account.yaml": f'name: Other\nowner: lin\n{site}"CN"}}\n',
        **deal("\n  - {on: 2026-11-17, stage: design, amount: 100 CNY, close: 2026-12-01}", "north"),
        **deal("\n  - {on: 2026-11-17, stage: design, amount: 200 CNY, close: 2026-12-01, owner: ada}", "east"),
        **deal("\n  - {on: 2026-11-17, stage: design, amount: 400 CNY, close: 2026-12-01}", "other"),
        "orders/2026-11.csv": HEADER
        + "2026-11-18,SO-1,north,,,,1,1,CNY,direct,\n2026-11-18,SO-2,east,,,,1,2,CNY,direct,\n"
        + "2026-11-18,SO-3,other,,,,1,4,CNY,direct,\n",
        "targets/2026.yaml": """
total: 4000 CNY
owners: {ada: 400 CNY, lin: 1200 CNY}
accounts: {north: 40 CNY, east: 80 CNY}
overrides:
  - {quarter: 2026-Q4, owner: ada, account: east, target: 7 CNY}
""",
    }


@pytest.mark.parametrize(
    ("args", "deals", "sold", "target"),
    [
        ([], ["east/x", "north/x", "other/x"], "7.00", "1000.00"),
        (["--account", "group"], ["east/x", "north/x"], "3.00", "30.00"),
        (["--account", "east"], ["east/x"], "2.00", "20.00"),
        (["--account", "other"], ["other/x"], "4.00", None),
        (["--owner", "ada"], ["east/x", "north/x"], "1.00", "100.00"),
        (["--region", "asia"], ["east/x", "other/x"], "6.00", "300.00"),
        (["--owner", "ada", "--account", "east"], ["east/x"], "0.00", "7.00"),
        (["--owner", "lin", "--account", "north"], [], "0.00", None),
    ],
)
def test_whose_funnel(weekly: Weekly, args: list[str], deals: list[str], sold: str, target: str | None) -> None:
    found = weekly(scoped(), *args)
    assert sorted(row["opportunity"] for row in found["rows"]) == deals
    assert (found["off_funnel"], found["target"]) == (sold, target)
    assert sum(float(row["amount"]) for row in found["bridge"]) == float(found["progress"])


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--account", "nort"], "north"),
        (["--owner", "lina"], "lin"),
        (["--region", "asien"], "asia"),
    ],
)
def test_unknown_names(refused: Callable[..., str], args: list[str], message: str) -> None:
    err = refused(scoped(), *args)
    assert args[1] in err
    assert "did you mean" in err
    assert message in err


# ---- weeks


@pytest.mark.parametrize(
    ("week", "hint"),
    [
        ("2026-W54", "2026 has the weeks 2026-W01 to 2026-W53"),
        ("2025-W53", "2025 has the weeks 2025-W01 to 2025-W52"),
        ("2026-W00", "2026 has the weeks 2026-W01 to 2026-W53"),
        ("W47", "write an ISO week as 2026-W47"),
        ("2026-47", "write an ISO week as 2026-W47"),
        ("", "write an ISO week as 2026-W47"),
        ("0001-W01", "write an ISO week as 2026-W47"),
        ("9999-W52", "write an ISO week as 2026-W47"),
        ("２０２６-W47", "write an ISO week as 2026-W47"),
    ],
)
def test_weeks_that_do_not_exist(refused: Callable[..., str], week: str, hint: str) -> None:
    err = refused({}, "--week", week)
    assert "no such week" in err
    assert hint in err


def test_a_week_in_the_future(refused: Callable[..., str]) -> None:
    assert "week 2026-W48 begins after 2026-11-20" in refused({}, "--week", "2026-W48")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_end_of_the_calendar(refused: Callable[..., str], day: str) -> None:
    assert "reports are on days from 1900-01-01 to 2199-12-31" in refused({}, "--as-of", day)


def test_week_53_straddles_the_year_and_its_targets(weekly: Weekly) -> None:
    targets = {"targets/2026.yaml": "total: 400 CNY\n", "targets/2027.yaml": "total: 800 CNY\n"}
    found = weekly(targets, "--week", "2026-W53", "--as-of", "2027-01-10")
    assert (found["quarter"], found["target"]) == ("2027-Q1", "200.00")
    assert (found["closing"]["quarter"], found["closing"]["target"]) == ("2026-Q4", "100.00")


def test_a_fiscal_year_that_starts_in_april(weekly: Weekly) -> None:
    files = {
        "kamctl.yaml": "currency: CNY\nas_of: 2026-11-20\nfiscal_year: {starts: 4, named_after: end}\n",
        "targets/2027.yaml": "total: 400 CNY\nseasonality: [1, 2, 3, 4]\n",
    }
    found = weekly(files)  # Oct–Dec 2026 is the third quarter of the year that ends in 2027
    assert (found["quarter"], found["target"]) == ("2027-Q3", "120.00")


# ---- money

RATES = "date,from,to,rate\n2026-11-13,EUR,CNY,8.00\n2026-11-20,EUR,CNY,7.80\n"
EURO = "\n  - {on: 2026-10-05, stage: compare, amount: 1000 EUR, close: 2026-12-01}"


def test_the_effect_of_the_rate_is_its_own_reason(weekly: Weekly) -> None:
    found = weekly({"fx.csv": RATES, "accounts/hafen/account.yaml": "name: Hafen\n", **deal(EURO)})
    assert (found["before"]["forecast_funnel"], found["forecast_funnel"]) == ("4000.00", "3900.00")
    assert bridge(found) == [("currency", "hafen/x", -0.1)]
    assert [rate["from"] for rate in found["rates"]] == ["EUR"]


def test_a_target_in_another_currency_is_converted_at_the_day(weekly: Weekly) -> None:
    found = weekly({"fx.csv": RATES, "targets/2026.yaml": "total: 400 EUR\noverrides: {2026-Q1: 1560 CNY}\n"})
    assert found["target"] == "520.00"  # (400 · 7.8 − 1560) ÷ 3


def test_a_missing_rate_makes_the_answer_incomplete(weekly: Weekly) -> None:
    krone = EURO.replace("EUR", "NOK")
    files = {"fx.csv": RATES, "accounts/hafen/account.yaml": "name: Hafen\n", **deal(EURO), **deal(krone, name="y")}
    found = weekly(files, code=3)
    assert found["forecast_funnel"] == "3900.00"
    assert [(row["opportunity"], row["amount"], row["weighted"]) for row in found["rows"]] == [
        ("hafen/x", "7800.00", "3900.00"), ("hafen/y", None, None),
    ]  # fmt: skip
    assert found["left_out"] == [{"record": "hafen/y", "reason": "no rate NOK/CNY on or before 2026-11-20"}]


def test_each_record_without_a_rate_is_named(weekly: Weekly) -> None:
    krone = "\n  - {on: 2026-10-05, stage: compare, amount: 9 NOK, close: 2026-12-01}"
    won = f"{krone}\n  - {{on: 2026-10-09, stage: won}}"
    files = {
        "kamctl.yaml": "currency: CNY\nas_of: 2026-11-20\nfunnel: {link_threshold: 5 NOK}\n",
        "accounts/hafen/account.yaml": "name: Hafen\n",
        "targets/2026.yaml": "total: 400 NOK\n",
        "orders/2026-11.csv": HEADER + "2026-11-03,SO-7,hafen,,,,1,6000,NOK,direct,\n",
        **deal(won),
        **deal(krone + "\n  - {on: 2026-11-18, stage: lost}", name="y"),
    }
    found = weekly(files, code=3)
    assert [(entry["record"], entry["reason"][-10:]) for entry in found["left_out"]] == [
        ("targets/2026.yaml", "2026-11-20"), ("kamctl.yaml", "2026-11-20"), ("orders/2026-11.csv:2", "2026-11-03"),
        ("hafen/x", "2026-10-09"), ("hafen/y", "2026-11-15"),
    ]  # fmt: skip
    assert (found["target"], found["outlook"], found["bridge"]) == (None, "0.00", [])


def test_rates_of_deals_that_do_not_matter_are_not_missed(weekly: Weekly) -> None:
    old = "\n  - {on: 2025-01-07, stage: compare, amount: 5 NOK, close: 2025-03-01}\n  - {on: 2025-02-01, stage: lost}"
    later = "\n  - {on: 2026-10-05, stage: compare, amount: 5 NOK, close: 2027-12-01}"
    files = {"accounts/hafen/account.yaml": "name: Hafen\n", **deal(old), **deal(later, name="y")}
    assert weekly(files, code=0)["left_out"] == []


def test_a_stage_that_the_settings_do_not_know_is_left_out(weekly: Weekly) -> None:
    strange = "\n  - {on: 2026-10-05, stage: dreaming, amount: 5 CNY, close: 2026-12-01}"
    bare = "\n  - {on: 2026-10-05, amount: 5 CNY, close: 2026-12-01}"
    files = {"accounts/hafen/account.yaml": "name: Hafen\n", **deal(strange), **deal(bare, name="y")}
    found = weekly(files, code=3)
    assert found["left_out"] == [
        {"record": "hafen/x", "reason": "stage dreaming is not in the settings"},
        {"record": "hafen/y", "reason": "it has no stage"},
    ]


def test_deals_of_which_too_little_is_known_are_named(weekly: Weekly) -> None:
    vague = "\n  - {on: 2026-10-05, stage: nurture, close: 2026-12-01}"
    undated = "\n  - {on: 2026-10-05, stage: nurture, amount: 5 CNY}"
    files = {"accounts/hafen/account.yaml": "name: Hafen\n", **deal(vague), **deal(undated, name="y")}
    assert weekly(files)["not_counted"] == [
        {"opportunity": "hafen/x", "lacks": "amount"}, {"opportunity": "hafen/y", "lacks": "close"},
    ]  # fmt: skip


# ---- off-funnel


def test_large_orders_without_a_deal_are_flagged(
    weekly: Weekly, book_of: Callable[..., Path], kamctl: Callable[..., Any]
) -> None:
    rows = "2026-11-03,SO-7,hafen,,,,1,6000,CNY,direct,\n2026-11-03,SO-7,hafen,,,,1,4000,CNY,direct,\n"
    files = worked() | {
        "kamctl.yaml": "currency: CNY\nas_of: 2026-11-20\nfunnel: {link_threshold: 10000 CNY}\n",
        "orders/2026-11.csv": HEADER + rows,
    }
    found = weekly(files)
    assert found["unlinked"] == [{"order": "SO-7", "account": "hafen", "date": "2026-11-03", "amount": "10000.00"}]
    assert found["off_funnel"] == "21000.00"
    table = kamctl("funnel", "weekly", "--book", book_of(files))
    assert "Large orders of 2026-Q4 without a deal: SO-7 of hafen, 10,000." in table.out


def test_an_amount_expected_for_the_quarter(weekly: Weekly) -> None:
    settings = "currency: CNY\nas_of: 2026-11-20\nfunnel: {off_funnel_expected: {2026-Q4: 30000 CNY}}\n"
    found = weekly(worked() | {"kamctl.yaml": settings}, "--week", "2026-W41")
    assert (found["off_funnel_expected"], found["forecast"], found["progress"]) == (
        "19000.00",
        "659000.00",
        "-90000.00",
    )
    assert bridge(found)[-2:] == [("off_funnel", "", 4), ("off_funnel_expected", "", -4)]
    assert weekly(worked() | {"kamctl.yaml": settings}, "--account", "hafen")["off_funnel_expected"] == "0.00"


def test_an_estimate_of_what_is_expected(weekly: Weekly) -> None:
    settings = "currency: CNY\nas_of: 2026-11-20\nfunnel: {off_funnel_expected: estimate}\n"
    found = weekly(worked() | {"kamctl.yaml": settings}, "--week", "2026-W41")
    # 15,000 in the 52 weeks before the quarter: 288.4615… a week, 11 Sundays left
    assert found["off_funnel_expected"] == "3173.08"


def test_a_seasonality_that_cannot_be_used(weekly: Weekly) -> None:
    found = weekly({"targets/2026.yaml": "total: 400 CNY\nseasonality: [1, 2]\n"}, code=3)
    assert (found["target"], found["left_out"][0]["record"]) == (None, "targets/2026.yaml")
