"""What every report command shares."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.main import get_command

from kamctl.cli.app import Commands
from kamctl.cli.options import Format
from kamctl.cli.report import Report, Shared, report, today
from kamctl.errors import DATA, DataError, KamError, msg
from kamctl.locale import use
from kamctl.render.sheet import Column, Sheet, Table

BookOf = Callable[[Mapping[str, str]], Path]
RATES = "date,from,to,rate\n2026-11-19,EUR,CNY,7.85\n2026-01-05,NOK,CNY,0.71\n"
SHEET = Sheet(
    rows=[{"account": "a", "tier": "key"}],
    tables=[Table([Column("account", msg("Account"), "id"), Column("tier", msg("Tier"), "word", "tier")],
                  [{"account": "a", "tier": "key"}])],
)  # fmt: skip


def opened(book: Path, *kinds: str, **options: object) -> Report:
    """Return a report whose book has been read."""
    ctx = Report("demo", replace(Shared(book=str(book)), **options))  # type: ignore[arg-type]  # fields of Shared
    ctx.book(*kinds)
    return ctx


def test_a_command_gets_the_report_its_own_options_and_the_shared_ones() -> None:
    seen: list[object] = []
    app = Commands(add_completion=False)

    @app.callback()
    def root() -> None:
        """Root."""

    @app.command("demo")
    @report
    def demo(ctx: Report, top: Annotated[int, typer.Option("--top", metavar="N", help="How many.")] = 5) -> None:
        """Demo."""
        seen.append((ctx.command, top, ctx.options))

    line = ["demo", "--top", "3", "--book", "b", "--as-of", "2026-11-20", "--format", "csv", "--keep-going"]
    command = get_command(app)
    with command.make_context("kamctl", line) as context:
        command.invoke(context)
    options = Shared(book="b", as_of="2026-11-20", format=Format.CSV, keep_going=True)
    assert seen == [("demo", 3, options)]


def test_the_day_is_the_option_s_else_the_book_s_else_today(book_of: BookOf, tmp_path: Path) -> None:
    pinned = book_of({})
    assert (opened(pinned).as_of, opened(pinned).heading().day_from) == (date(2026, 11, 20), "book")
    given = opened(pinned, as_of="2026-01-31")
    assert (given.as_of, given.heading().day_from) == (date(2026, 1, 31), "option")
    (pinned / "kamctl.yaml").write_text("currency: CNY\ntime_zone: Asia/Shanghai\n", encoding="utf-8")
    free = opened(pinned)
    assert abs((free.as_of - today("Asia/Shanghai")).days) <= 1  # midnight may pass between the two
    assert free.heading().day_from == "today"


def test_the_heading_names_the_book(book_of: BookOf) -> None:
    book = book_of({})
    heading = opened(book).heading()
    assert (heading.command, heading.book, heading.currency, heading.at) == ("demo", "book", "CNY", None)
    (book / "kamctl.yaml").write_text("currency: CNY\nname: Example Scales\n", encoding="utf-8")
    assert opened(book).heading().book == "Example Scales"


def test_a_table_goes_to_standard_output(book_of: BookOf, capsys: pytest.CaptureFixture[str]) -> None:
    opened(book_of({})).show(SHEET)
    out, err = capsys.readouterr()
    assert out == "book · 2026-11-20 (set by the book) · CNY\n\nAccount  Tier\n─────────────\na        key\n"
    assert err == ""


def test_a_file_gets_the_form_of_its_ending(
    book_of: BookOf, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = book_of({})
    opened(book, output=tmp_path / "x.json").show(SHEET)
    opened(book, output=tmp_path / "x.csv").show(SHEET)
    opened(book, output=tmp_path / "x.txt").show(SHEET)
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["rows"] == [{"account": "a", "tier": "key"}]
    assert (tmp_path / "x.csv").read_bytes() == b"\xef\xbb\xbfaccount,tier\na,key\n"
    assert (tmp_path / "x.txt").read_text(encoding="utf-8").startswith("book · 2026-11-20")
    assert capsys.readouterr() == ("", "")


def test_csv_on_standard_output_has_no_mark(book_of: BookOf, capsys: pytest.CaptureFixture[str]) -> None:
    opened(book_of({}), format=Format.CSV).show(SHEET)
    assert capsys.readouterr().out == "account,tier\na,key\n"


def left_with(ctx: Report, sheet: Sheet) -> int:
    """Show a sheet and return the exit code it leaves with."""
    with pytest.raises(typer.Exit) as leaving:
        ctx.show(sheet)
    return leaving.value.exit_code


def test_what_was_left_out_is_said_and_makes_the_result_incomplete(
    book_of: BookOf, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = replace(SHEET, left_out=[{"record": "a/b", "reason": msg("no amount")}], warnings=[msg("beware")])
    assert left_with(opened(book_of({})), sheet) == DATA
    out, err = capsys.readouterr()
    assert "\n\nIncomplete: one record was left out.\n\n" in out
    assert err == "kamctl: warning: beware\nkamctl: left out: a/b: no amount\n"


def test_only_twenty_are_listed(book_of: BookOf, capsys: pytest.CaptureFixture[str]) -> None:
    left_out = [{"record": f"a/{n}", "reason": msg("no amount")} for n in range(23)]
    left_with(opened(book_of({})), replace(SHEET, left_out=left_out))
    lines = capsys.readouterr().err.splitlines()
    assert lines[19:] == ["kamctl: left out: a/19: no amount", "… and 3 more; --format json lists all"]


def test_rates_are_in_the_heading_and_old_ones_warned_of(book_of: BookOf, capsys: pytest.CaptureFixture[str]) -> None:
    ctx = opened(book_of({"fx.csv": RATES}), format=Format.JSON)
    ctx.exchange.convert(Decimal(100), "EUR", date(2026, 11, 20))
    ctx.exchange.convert(Decimal(100), "NOK", date(2026, 1, 10))
    ctx.exchange.convert(Decimal(100), "NOK", date(2026, 1, 16))  # 11 days after; allowed are 10
    ctx.show(SHEET)
    found = json.loads(capsys.readouterr().out)
    assert found["rates"] == [
        {"from": "EUR", "to": "CNY", "rate": "7.85", "date": "2026-11-19", "first_date": "2026-11-19", "stale": False},
        {"from": "NOK", "to": "CNY", "rate": "0.71", "date": "2026-01-05", "first_date": "2026-01-05", "stale": True},
    ]
    assert found["warnings"] == ["the rate NOK/CNY used for 2026-01-16 is of 2026-01-05, 11 days older (allowed: 10)"]


def test_a_missing_rate_makes_the_result_incomplete(book_of: BookOf, capsys: pytest.CaptureFixture[str]) -> None:
    ctx = opened(book_of({"fx.csv": RATES}), format=Format.JSON)
    assert ctx.exchange.convert(Decimal(100), "JPY", date(2026, 11, 20)) is None
    assert left_with(ctx, SHEET) == DATA
    found = json.loads(capsys.readouterr().out)
    assert found["left_out"] == [{"record": "JPY/CNY", "reason": "no rate on or before 2026-11-20"}]
    assert found["warnings"] == ["no rate JPY/CNY on or before 2026-11-20: such amounts are not in the sums"]


def test_records_that_a_report_lists_itself_are_listed_once(
    book_of: BookOf, capsys: pytest.CaptureFixture[str]
) -> None:
    ctx = opened(book_of({}), format=Format.JSON)
    ctx.exchange.convert(Decimal(100), "JPY", date(2026, 11, 20))
    left_with(ctx, replace(SHEET, left_out=[{"record": "a/b", "reason": msg("no rate")}]))
    assert [entry["record"] for entry in json.loads(capsys.readouterr().out)["left_out"]] == ["a/b"]


BROKEN = {
    "accounts/a/account.yaml": "name: A\n",
    "accounts/b/account.yaml": "name: B\nsegmnt: food\n",
}


def test_a_broken_record_stops_a_report(book_of: BookOf) -> None:
    with pytest.raises(DataError) as caught:
        opened(book_of(BROKEN), "account")
    assert caught.value.exit_code == DATA
    assert [problem.place.path for problem in caught.value.problems] == ["accounts/b/account.yaml"]


def test_a_broken_record_that_is_not_needed_does_not(book_of: BookOf) -> None:
    assert opened(book_of(BROKEN), "quote").records is not None


def test_keep_going_reports_on_the_rest(book_of: BookOf, capsys: pytest.CaptureFixture[str]) -> None:
    ctx = opened(book_of(BROKEN), "account", keep_going=True, format=Format.JSON)
    assert ctx.records is not None
    assert list(ctx.records.accounts) == ["a"]
    assert left_with(ctx, SHEET) == DATA
    out, err = capsys.readouterr()
    assert json.loads(out)["left_out"] == [{"record": "accounts/b/account.yaml:2", "reason": "unknown key segmnt"}]
    assert err.startswith("accounts/b/account.yaml:2:1: KAM201 unknown key segmnt\n")


def test_names_of_the_book_are_shown(book_of: BookOf, capsys: pytest.CaptureFixture[str]) -> None:
    book = book_of({})
    (book / "kamctl.yaml").write_text(
        "currency: CNY\nas_of: 2026-11-20\nscore:\n  tiers:\n    - {tier: key, name: Gold, name_zh: 金}\n",
        encoding="utf-8",
    )
    opened(book).show(SHEET)
    assert "\na        Gold\n" in capsys.readouterr().out
    with use("zh"):
        opened(book).show(SHEET)
    assert "\na     金\n" in capsys.readouterr().out


def test_no_book(tmp_path: Path) -> None:
    with pytest.raises(KamError, match="no such folder"):
        opened(tmp_path / "nowhere")
