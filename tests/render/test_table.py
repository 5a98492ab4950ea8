"""The table form: whole when piped, fitting when on a terminal."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kamctl.errors import msg
from kamctl.locale import use
from kamctl.render.sheet import Column, Heading, Sheet, Table, UsedRate
from kamctl.render.table import render_table
from kamctl.render.terminal import Screen
from kamctl.render.wrap import cells

HEADING = Heading("score", "Example", date(2026, 11, 20), "book", "CNY")
COLUMNS = (
    Column("account", msg("Account"), "id"),
    Column("name", msg("Name")),
    Column("tier", msg("Tier"), "word", "tier", keep=2, styles={"strategic": "good"}),
    Column("revenue", msg("Revenue of 12 months"), "money"),
    Column("note", msg("Note"), keep=3),
)
ROWS = (
    {"account": "nordlicht", "name": "Nordlicht Lebensmittel", "tier": "strategic", "revenue": Decimal(12345678),
     "note": "quoted dearer here than elsewhere"},
    {"account": "jinhe", "name": "金河食品集团有限公司", "tier": "key", "revenue": None, "note": None},
)  # fmt: skip


def sheet(*tables: Table, **rest: object) -> Sheet:
    return replace(Sheet(rows=[], tables=tables), **rest)  # type: ignore[arg-type]  # fields of Sheet


def body(text: str) -> list[str]:
    """Return the lines of the first table: heading, rule and rows."""
    return text.split("\n\n")[1].splitlines()


def test_a_piped_table_is_whole() -> None:
    text = render_table(HEADING, sheet(Table(COLUMNS, ROWS)), Screen())
    assert text == (
        "Example · 2026-11-20 (set by the book) · CNY\n"
        "\n"
        "Account    Name                    Tier       Revenue of 12 months  Note\n"
        "─────────────────────────────────────────────────────────────────────────────────────────────────────\n"
        "nordlicht  Nordlicht Lebensmittel  strategic            12,345,678  quoted dearer here than elsewhere\n"
        "jinhe      金河食品集团有限公司    key                           –  –\n"
    )


def test_everything_stands_in_its_place() -> None:
    total = {"account": msg("total"), "revenue": Decimal(12345678)}
    whole = sheet(
        Table(COLUMNS[:1] + COLUMNS[3:4], ROWS, title=msg("Accounts"), total=total),
        summary=[msg("{sum} CNY in all", sum=Decimal("12345678.40"))],
        notes=[msg("A footnote.")],
        left_out=[{"record": "a", "reason": msg("broken")}],
    )
    assert render_table(HEADING, whole, Screen()).split("\n", 2)[2] == (
        "12,345,678 CNY in all\n"
        "Incomplete: one record was left out.\n"
        "\n"
        "Accounts\n"
        "Account    Revenue of 12 months\n"
        "───────────────────────────────\n"
        "nordlicht            12,345,678\n"
        "jinhe                         –\n"
        "───────────────────────────────\n"
        "total                12,345,678\n"
        "\n"
        "A footnote.\n"
    )


@pytest.mark.parametrize("width", [120, 80, 60, 40, 34])
def test_a_terminal_is_never_exceeded(width: int) -> None:
    text = render_table(HEADING, sheet(Table(COLUMNS, ROWS)), Screen(width))
    assert max(cells(line) for line in text.splitlines()) <= width
    assert "12,345,678" in text  # figures are never cut
    assert "…" not in text


def test_headings_break_before_columns_go() -> None:
    text = render_table(HEADING, sheet(Table(COLUMNS[:4], ROWS)), Screen(64))
    assert body(text)[:3] == [
        "                                              Revenue of",
        "Account    Name                    Tier        12 months",
        "────────────────────────────────────────────────────────",
    ]


def test_the_least_needed_column_goes_first_and_is_named() -> None:
    text = render_table(HEADING, sheet(Table(COLUMNS, ROWS)), Screen(60))
    assert "Note" not in body(text)[1]
    assert text.endswith("Not shown for want of width: Note.\n")
    narrower = render_table(HEADING, sheet(Table(COLUMNS, ROWS)), Screen(46))
    assert narrower.endswith("Not shown for want of width: Tier, Note.\n")


def test_of_several_tables_the_narrowed_one_is_named() -> None:
    tables = [Table(COLUMNS, ROWS, title=msg("Accounts")), Table(COLUMNS[:1], ROWS, title=msg("Groups"))]
    text = render_table(HEADING, sheet(*tables), Screen(60))
    assert text.endswith("\n\nNot shown for want of width in “Accounts”: Note.\n")


def test_rates_of_one_day_stand_together() -> None:
    day = date(2026, 11, 20)
    rates = [UsedRate(currency, "CNY", "1", day, day, False) for currency in ("EUR", "NOK", "USD")]
    text = render_table(replace(HEADING, rates=rates), sheet(), Screen())
    assert text.endswith(" · CNY · rates EUR, NOK, USD of 2026-11-20\n")


def test_then_texts_are_wrapped() -> None:
    text = render_table(HEADING, sheet(Table(COLUMNS[:2] + COLUMNS[3:4], ROWS)), Screen(38))
    assert body(text)[3:7] == [
        "nordlicht  Nordlicht       12,345,678",
        "           Lebensmittel",
        "jinhe      金河食品集团有           –",
        "           限公司",
    ]


def test_figures_are_whole_even_where_nothing_fits() -> None:
    text = render_table(HEADING, sheet(Table(COLUMNS[3:4], ROWS)), Screen(5))
    assert "12,345,678" in text


def test_all_lines_of_a_table_are_aligned() -> None:
    rows = [{"a": text, "b": 1} for text in ("ascii", "衡器", "é\u0301", "👍🏽", "한국")]
    lines = body(
        render_table(HEADING, sheet(Table([Column("a", msg("A")), Column("b", msg("B"), "count")], rows)), Screen())
    )
    assert len({cells(line) for line in lines}) == 1


def test_no_line_ends_in_a_space() -> None:
    text = render_table(HEADING, sheet(Table(COLUMNS, ROWS)), Screen())
    assert not [line for line in text.splitlines() if line != line.rstrip()]


@pytest.mark.parametrize("name", ["[/]", "[red]x", "[link=http://x]y[/link]", ":smile:", "x\\", "{braces}", "%s"])
def test_markup_in_data_is_literal(name: str) -> None:
    table = Table(COLUMNS[:2], [{"account": "a", "name": name}])
    assert name in render_table(HEADING, sheet(table), Screen(80, colour=True))


def test_data_cannot_act_on_the_terminal() -> None:
    evil = "\x1b]0;x\x07\u202e\x9b"
    table = Table(COLUMNS[:2], [{"account": evil, "name": evil}], title=msg("{x}", x=evil))
    whole = sheet(table, summary=[msg("{x}", x=evil)], notes=[msg("{x}", x=evil)])
    text = render_table(replace(HEADING, book=evil), whole, Screen())
    assert not set(evil) & set("\x1b\x07\u202e\x9b") & set(text)
    assert text.count(r"\x1b]0;x\x07\u202e\x9b") == 6


def test_colour_means_something_and_only_on_a_terminal() -> None:
    coloured = render_table(HEADING, sheet(Table(COLUMNS, ROWS)), Screen(120, colour=True))
    assert "\x1b[32mstrategic\x1b[0m" in coloured
    assert "\x1b" not in render_table(HEADING, sheet(Table(COLUMNS, ROWS)), Screen(120))


def test_figures_are_coloured_by_their_sign() -> None:
    column = Column("x", msg("X"), "change", styles={"-": "bad", "+": "good"})
    text = render_table(HEADING, sheet(Table([column], [{"x": Decimal(5)}, {"x": -3}, {"x": 0}])), Screen(80, True))
    assert "\x1b[32m+5\x1b[0m" in text
    assert "\x1b[1;31m-3\x1b[0m" in text
    assert text.splitlines()[-1].strip() == "0"


def test_an_ascii_stream_gets_ascii_lines() -> None:
    text = render_table(HEADING, sheet(Table(COLUMNS, ROWS)), Screen(encoding="ascii"))
    assert text.isascii()
    assert len({len(line) for line in text.splitlines()[3:4]}) == 1
    assert "\njinhe      \\u91d1" in text
    assert text.splitlines()[-1].split()[-2:] == ["-", "-"]


def test_an_empty_table_says_so() -> None:
    assert render_table(HEADING, sheet(Table(COLUMNS, [])), Screen()).endswith("\n\n(nothing)\n")


def test_the_heading_names_revision_and_rates() -> None:
    rates = [
        UsedRate("EUR", "CNY", "7.8", date(2026, 11, 19), date(2026, 1, 2), False),
        UsedRate("NOK", "CNY", "0.7", date(2026, 1, 5), date(2026, 1, 5), True),
    ]
    heading = replace(HEADING, day_from="revision", at="0123456789abcdef", rates=rates)
    assert render_table(heading, sheet(), Screen()) == (
        "Example · 2026-11-20 (day of the revision) · CNY · revision 0123456789 · "
        "rates EUR of 2026-11-19 · NOK of 2026-01-05 (old)\n"
    )
    assert render_table(heading, sheet(), Screen(40)).splitlines() == [
        "Example",
        "2026-11-20 (day of the revision) · CNY",
        "revision 0123456789",
        "rates EUR of 2026-11-19",
        "NOK of 2026-01-05 (old)",
    ]


def test_the_table_in_chinese() -> None:
    with use("zh"):
        text = render_table(replace(HEADING, book_zh="示例"), sheet(Table(COLUMNS[2:4], ROWS)), Screen(80))
    assert text.startswith("示例 · 2026-11-20（账簿设定） · CNY\n")
    assert "战略客户" in text
