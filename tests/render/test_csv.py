"""The CSV form: reads back as it was, and runs nothing in a spreadsheet."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamctl.errors import msg
from kamctl.render.csv import cell, render_csv
from kamctl.render.sheet import Column, Sheet, Table


def test_rows_with_a_header() -> None:
    rows: list[dict[str, object]] = [
        {"account": "a", "amount": Decimal("-12.50"), "share": 0.5, "on": date(2026, 11, 20), "quiet": True},
        {"account": "b, c", "amount": None, "share": float("nan"), "on": None, "quiet": False},
    ]
    assert render_csv(Sheet(rows=rows)) == (
        'account,amount,share,on,quiet\na,-12.50,0.5,2026-11-20,true\n"b, c",,,,false\n'
    )


def test_a_key_that_only_some_rows_have_is_a_column() -> None:
    assert render_csv(Sheet(rows=[{"a": 1}, {"b": 2}])) == "a,b\n1,\n,2\n"


def test_without_rows_the_table_names_the_columns() -> None:
    table = Table([Column("account", msg("Account")), Column("score", msg("Score"))], [])
    assert render_csv(Sheet(rows=[], tables=[table])) == "account,score\n"
    assert render_csv(Sheet(rows=[])) == "\n"


@pytest.mark.parametrize("start", list("=+-@＝＋－＠"))
def test_a_text_that_looks_like_a_formula_is_quoted(start: str) -> None:
    assert cell(f"{start}1+2") == f"'{start}1+2"


def test_numbers_stay_numbers() -> None:
    assert [cell(value) for value in (-1, -0.5, Decimal("-3.10"), 1e-7)] == ["-1", "-0.5", "-3.10", "1e-07"]


def test_nested_values_are_compact_json() -> None:
    assert cell([{"opportunity": "a/b", "amount": Decimal(5)}]) == '[{"opportunity":"a/b","amount":"5"}]'
    assert cell(("ip69k", "ex")) == '["ip69k","ex"]'


def test_controls_are_escaped_and_line_breaks_kept() -> None:
    assert cell("a\x1bb\u202ec\nd") == "a\\x1bb\\u202ec\nd"
    assert cell("\tx") == "'\\tx"


@given(st.lists(st.text("aé衡\",;\n' =", max_size=12), min_size=1, max_size=4))
def test_what_was_written_is_read(texts: list[str]) -> None:
    rows = [{f"c{i}": text for i, text in enumerate(texts)}]
    read = list(csv.reader(io.StringIO(render_csv(Sheet(rows=rows)), newline="")))
    assert read[1:] == [[f"'{text}" if text.startswith("=") else text for text in texts]] or texts == [""]


def test_each_object_of_a_list_in_a_row_of_its_own() -> None:
    rows: list[dict[str, object]] = [
        {"a": 1, "moved": [{"by": "x", "change": 2}, {"by": "y", "change": -1}], "b": 3},
        {"a": 4, "moved": [], "b": 5},
        {"a": 6},
    ]
    assert render_csv(Sheet(rows=rows, parts="moved")).splitlines() == [
        "a,moved.by,moved.change,b", "1,x,2,3", "1,y,-1,3", "4,,,5", "6,,,",
    ]  # fmt: skip


def test_a_list_within_an_object_may_be_told_in_rows_too() -> None:
    rows: list[dict[str, object]] = [{"a": 1, "figures": {"tier": "key", "without": [{"by": "x"}, {"by": "y"}]}}]
    assert render_csv(Sheet(rows=rows, parts="figures.without")).splitlines() == [
        "a,figures.tier,figures.without.by", "1,key,x", "1,key,y",
    ]  # fmt: skip
