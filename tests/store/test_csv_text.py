from collections.abc import Sequence
from decimal import Decimal

import pytest

from kamctl.errors import Problem
from kamctl.records.kinds import BY_NAME
from kamctl.records.ledger import Order, Rate
from kamctl.store.csv_text import MOST_IN_LINE, Malformed, cell_place, numbered_rows, read_ledger, read_table
from kamctl.store.faults import MOST_TOLD
from kamctl.store.plain_text import Lines

HEADER = "date,order,account,site,product,options,quantity,amount,currency,channel,opportunity\n"
GOOD = "2026-11-02,o1,nord,suzhou,cw-c35,ip69k hs,2,400000,CNY,direct,line3\n"
PATH = "orders/2026-11.csv"
Seen = tuple[str, int, int]


def read(text: str | bytes, kind: str = "orders") -> tuple[list[tuple[str, Order]], list[Problem]]:
    data = text.encode() if isinstance(text, str) else text
    return read_ledger(BY_NAME[kind], PATH, data)  # type: ignore[return-value]  # rows of the kind asked for


def seen(found: Sequence[Problem]) -> list[Seen]:
    return [(problem.code, problem.place.line, problem.place.column) for problem in found]


def test_an_unknown_column_hides_no_fault_of_a_row() -> None:
    faulty = "2026-11-31,o2,nord,,,,x,5,CNY,,"
    rows, found = read(HEADER.replace("\n", ",foo\n") + GOOD.replace("\n", ",1\n") + f"{faulty},2\n{faulty}\n")
    assert rows == []
    assert seen(found) == [("KAM115", 1, 86), ("KAM204", 3, 1), ("KAM205", 3, 23), ("KAM115", 4, 1)]
    rows, found = read(HEADER.replace("site", "stie") + GOOD + f"{faulty}\n")
    assert rows == []
    assert seen(found) == [("KAM115", 1, 20), ("KAM204", 3, 1), ("KAM205", 3, 23)]


@pytest.mark.parametrize(("column", "other"), [("account", "acount"), ("site", "date")])
def test_without_a_needed_column_or_with_one_twice_no_row_is_judged(column: str, other: str) -> None:
    assert len(read(HEADER.replace(column, other) + "2026-11-31,,,,,,,,,,\n")[1]) == 1 + (column == "account")


def test_the_header_again_is_one_fault() -> None:
    rows, found = read(HEADER + GOOD + HEADER + GOOD)
    assert len(rows) == 2
    assert [(str(one.message), one.place.line) for one in found] == [("the header stands here again", 3)]
    assert read_table(BY_NAME["orders"], PATH, (HEADER + HEADER).encode()).spoilt == []


def test_a_good_file() -> None:
    rows, found = read(HEADER + GOOD)
    assert found == []
    ((source, row),) = rows
    assert source == "orders/2026-11.csv:2"
    assert (row.account, row.options, row.quantity, row.amount) == (
        "nord",
        ("ip69k", "hs"),
        Decimal(2),
        Decimal(400000),
    )
    assert (row.currency, row.channel, row.opportunity) == ("CNY", "direct", "line3")


def test_an_empty_cell_is_an_absent_value() -> None:
    ((_, row),), found = read(HEADER + "2026-11-02,o1,nord,,,,1,5,CNY,,\n")
    assert (row.site, row.product, row.options, row.channel, row.opportunity) == (None, None, (), "direct", None)
    assert found == []


@pytest.mark.parametrize("options", ["a b", "a;b", '"a,b"', "a|b", '" a ;  b "'])
def test_how_options_may_be_separated(options: str) -> None:
    ((_, row),), _ = read(HEADER + f"2026-11-02,o1,nord,,,{options},1,5,CNY,,\n")
    assert row.options == ("a", "b")


def test_the_order_of_columns_is_free_and_optional_ones_may_be_left_out() -> None:
    ((_, row),), found = read("currency,amount,quantity,account,order,date\nCNY,5,1,nord,o1,2026-11-02\n")
    assert (row.amount, row.site) == (Decimal(5), None)
    assert found == []


def test_aliases_are_the_names_in_the_file() -> None:
    rows, found = read_ledger(BY_NAME["rates"], "fx.csv", b"date,from,to,rate\n2026-11-02,EUR,CNY,7.8\n")
    row = rows[0][1]
    assert isinstance(row, Rate)
    assert (row.source, row.target, row.rate, found) == ("EUR", "CNY", Decimal("7.8"), [])
    assert seen(read_ledger(BY_NAME["rates"], "fx.csv", b"date,source,to,rate\n")[1]) == [
        ("KAM115", 1, 6), ("KAM115", 1, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected", "said"),
    [
        ("", ("KAM111", 1, 1), "is empty"),
        ("\n\n", ("KAM111", 1, 1), "is empty"),
        (HEADER.replace("account", "acount"), ("KAM115", 1, 12), "unknown column acount"),
        (HEADER.replace("opportunity", "order"), ("KAM115", 1, 74), "column order stands twice"),
        (HEADER.replace(",currency", ""), ("KAM115", 1, 1), "column currency is missing"),
        (HEADER.replace(",", ";"), ("KAM115", 1, 1), f"unknown column {HEADER.strip().replace(',', ';')}"),
        (HEADER.replace("account", " account"), ("KAM115", 1, 12), "unknown column  account"),
        (HEADER.replace("opportunity", ""), ("KAM115", 1, 74), "unknown column "),
        ("\n" + HEADER.replace("account", "konto"), ("KAM115", 2, 12), "unknown column konto"),
        ("a," * 100 + "a\n", ("KAM115", 1, 1), "101 columns; no ledger has so many"),
    ],
)
def test_headers(text: str, expected: Seen, said: str) -> None:
    rows, found = read(text)
    assert rows == []
    assert (seen(found)[0], str(found[0].message)) == (expected, said)


def test_what_to_do_about_a_header() -> None:
    helps = [read(HEADER.replace("account", name))[1][0].help for name in ("acount", "x" * 20)]
    assert [str(help) for help in helps] == ["did you mean account?", f"columns: {HEADER.strip()}"]
    assert str(read(HEADER.replace(",", ";"))[1][0].help) == "separate the cells with commas"


def row(**cells: str) -> str:
    """Return a row with some cells other than usual."""
    names = HEADER.strip().split(",")
    usual = dict(zip(names, GOOD.strip().split(","), strict=True))
    return ",".join(cells.get(name, usual[name]) for name in names) + "\n"


@pytest.mark.parametrize(
    ("cells", "code", "column", "end"),
    [
        ({"date": "2026-02-30"}, "KAM204", 1, 11),
        ({"date": "02.11.2026"}, "KAM204", 1, 11),
        ({"order": ""}, "KAM202", 12, 13),
        ({"account": "Nord"}, "KAM209", 15, 19),
        ({"account": ""}, "KAM202", 15, 16),
        ({"product": "c w"}, "KAM209", 27, 30),
        ({"options": "a b/c"}, "KAM209", 34, 39),
        ({"quantity": "two"}, "KAM205", 43, 46),
        ({"quantity": "1e3"}, "KAM205", 43, 46),
        ({"amount": "NaN"}, "KAM205", 45, 48),
        ({"amount": "400 000"}, "KAM205", 45, 52),
        ({"amount": '"400,000"'}, "KAM205", 45, 54),
        ({"amount": "9" * 1000}, "KAM205", 45, 1045),
        ({"currency": "RMB"}, "KAM211", 52, 55),
        ({"channel": "drect"}, "KAM207", 56, 61),
        ({"opportunity": "line 3"}, "KAM209", 63, 69),
        ({"site": "=cmd|' /C calc'!A0"}, "KAM209", 20, 38),
    ],
)
def test_faulty_cells(cells: dict[str, str], code: str, column: int, end: int) -> None:
    rows, found = read(HEADER + GOOD + row(**cells) + GOOD)
    assert [source for source, _ in rows] == [f"{PATH}:2", f"{PATH}:4"]
    (problem,) = found
    place = problem.place
    assert (problem.code, place.line, place.column, place.end_line, place.end_column) == (code, 3, column, 3, end)
    assert problem.excerpt == row(**cells).rstrip("\n")


def test_all_faults_of_a_row_are_told() -> None:
    assert seen(read(HEADER + row(date="x", amount="y", currency="z"))[1]) == [
        ("KAM204", 2, 1), ("KAM205", 2, 36), ("KAM211", 2, 38),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "said", "help"),
    [
        ("2026-11-02,o1,nord\n", "has 3 of 11 cells", "write all commas"),
        (GOOD.rstrip("\n") + ",extra\n", "12 cells, but the header has 11", "numbers have none"),
        (GOOD.replace("400000", "400,000"), "12 cells, but the header has 11", "numbers have none"),
        ("x\n", "has 1 of 11 cells", "write all commas"),
    ],
)
def test_ragged_rows(line: str, said: str, help: str) -> None:
    rows, found = read(HEADER + line + GOOD)
    assert [source for source, _ in rows] == [f"{PATH}:3"]
    assert (seen(found), str(found[0].message)) == ([("KAM115", 2, 1)], said)
    assert help in str(found[0].help)


def test_rows_without_any_text_are_passed_over() -> None:
    rows, found = read(HEADER + "\n" + ",,,,,,,,,,\n" + GOOD + "\n\n")
    assert ([source for source, _ in rows], found) == ([f"{PATH}:4"], [])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends_and_marks_do_not_matter(end: str, mark: str, last: bool) -> None:
    text = HEADER + GOOD + row(amount="x") + GOOD
    text = mark + (text if last else text.rstrip("\n")).replace("\n", end)
    rows, found = read(text)
    assert [source for source, _ in rows] == [f"{PATH}:2", f"{PATH}:4"]
    assert seen(found) == [("KAM205", 3, 45)]


def test_quoted_cells_may_hold_commas_quotes_and_line_breaks() -> None:
    text = HEADER + row(order='"o1, ""a""\nb"') + row(order='"x\r\n\ny"') + row(amount="z")
    rows, found = read(text)
    assert [(source, one.order) for source, one in rows] == [(f"{PATH}:2", 'o1, "a"\nb'), (f"{PATH}:4", "x\r\n\ny")]
    assert seen(found) == [("KAM205", 7, 45)]


def test_a_cell_behind_a_line_break_stands_in_its_own_line() -> None:
    (problem,) = read(HEADER + row(order='"o\n1"', amount="z"))[1]
    assert (problem.place.line, problem.place.column) == (3, 34)
    assert problem.excerpt == '1",nord,suzhou,cw-c35,ip69k hs,2,z,CNY,direct,line3'


def test_a_cell_over_two_lines_is_marked_as_a_whole() -> None:
    place = read(HEADER + row(account='"a\nb"'))[1][0].place
    assert (place.line, place.column, place.end_line, place.end_column) == (2, 15, 3, 3)


def test_a_quote_inside_a_cell_is_a_character() -> None:
    rows, found = read(HEADER + row(order='5" screen') + row(order='5" screen', amount="x"))
    assert (rows[0][1].order, seen(found)) == ('5" screen', [("KAM205", 3, 52)])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEADER + GOOD + '2026-11-02,"o1,nord\n' + GOOD, 3),  # never closed: where it was opened
        (HEADER + "\n" + GOOD + GOOD + '2026-11-02,"o1"x,nord\n', 5),
        (HEADER + GOOD + row(amount="x") + '2026-11-02,"', 4),
        (HEADER + f'2026-11-02,"{"o" * 1_000_000}\n{"o" * 100_000}",nord\n', 2),
        ('date,"order\n', 1),
    ],
)
def test_what_is_no_csv(text: str, line: int) -> None:
    rows, found = read(text)
    assert seen(found)[-1] == ("KAM115", line, 1)
    assert str(found[-1].message).startswith("is not valid CSV: ")
    assert all(int(source.rpartition(":")[2]) < line for source, _ in rows)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_is_of_bounded_length(end: str) -> None:
    table = (HEADER + GOOD * 30_000).replace("\n", end)
    assert read(table)[1] == []
    rows, found = read(table + "," * (MOST_IN_LINE + 1) + end + GOOD)
    assert (rows, seen(found)) == ([], [("KAM103", 30_002, 1)])
    assert str(found[0].message) == "a line of more than 1048576 characters"
    assert [problem.code for problem in read(table + "," * MOST_IN_LINE)[1]] == []


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (HEADER.encode() + GOOD.replace("o1", "订单").encode("gbk"), ("KAM102", 2, 12)),
        ((HEADER + GOOD).encode("utf-16"), ("KAM102", 1, 1)),
        ((HEADER + GOOD.replace("o1", "o\0")).encode(), ("KAM104", 2, 13)),
        ((HEADER + "<<<<<<< HEAD\n" + GOOD + "=======\n>>>>>>> x\n").encode(), ("KAM105", 2, 1)),
    ],
)
def test_files_that_are_no_text(data: bytes, expected: Seen) -> None:
    rows, found = read(data)
    assert (rows, seen(found)) == ([], [expected])


def test_a_bidi_character_is_a_warning() -> None:
    rows, found = read(HEADER + row(order="o\u202e1"))
    assert len(rows) == 1
    assert [(problem.code, problem.severity, problem.place.line) for problem in found] == [("KAM116", "warning", 2)]


def test_rows_are_numbered_by_their_first_line() -> None:
    assert list(numbered_rows('a\n\n"b\nc"\nd')) == [(1, ["a"]), (3, ["b\nc"]), (5, ["d"])]
    with pytest.raises(Malformed) as caught:
        list(numbered_rows('a\n\n"b\n'))
    assert caught.value.line == 3


def test_a_cell_that_does_not_exist_is_the_end_of_the_row() -> None:
    place = cell_place("x.csv", 1, 5, Lines("a,b"))
    assert (place.line, place.column, place.end_column) == (1, 3, 4)


@pytest.mark.slow
def test_ten_thousand_faults_among_two_hundred_thousand_rows() -> None:
    text = HEADER + (GOOD * 19 + row(amount="x")) * 10_000
    rows, (*told, more) = read(text)
    assert (len(rows), len(told)) == (190_000, MOST_TOLD)
    assert seen(told[-1:]) == [("KAM205", 20 * MOST_TOLD + 1, 45)]
    assert (str(more.message), more.place.line) == ("9800 more faults in this file", 20 * MOST_TOLD + 21)
