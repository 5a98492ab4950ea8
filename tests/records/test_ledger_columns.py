"""The columns of a ledger say what its rows say."""

from array import array
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamctl.errors import Problem
from kamctl.records.columns import AMOUNTS, TEXTS, Columns, columns_of
from kamctl.records.kinds import BY_NAME
from kamctl.records.ledger import Order
from kamctl.store import csv_text
from kamctl.store.csv_text import Sourced, read_ledger

CELLS = {
    "date": ["2026-11-20", "2024-02-29", "2026-01-01"], "account": ["nord", "sued"], "site": ["", "oslo", "nord"],
    "product": ["", "cw-1", "XR-1"], "currency": ["CNY", "EUR"], "amount": ["5", "-5", "0.1", "999999999999999999.99"],
    "cost": ["", "3", "0.05"], "balance": ["0", "12.5"], "overdue": ["", "1"], "quantity": ["1", "-2"],
    "order": ["o1"], "invoice": ["i1", "i2"], "due": ["", "2026-12-01"], "channel": ["", "oem"], "options": ["", "a b"],
    "opportunity": [""],
}  # fmt: skip
HEADERS = {
    "orders": ["order", "date", "account", "site", "product", "quantity", "amount", "currency", "channel"],
    "invoices": ["date", "invoice", "account", "product", "amount", "currency", "cost", "due"],
    "receivables": ["account", "currency", "balance", "overdue", "date"],
}


def read(kind: str, lines: list[list[str]], columns: Columns) -> tuple[Sourced, list[Problem]]:
    text = "\n".join(",".join(cells) for cells in [HEADERS[kind], *lines]) + "\n"
    return read_ledger(BY_NAME[kind], f"{kind}/2026-11.csv", text.encode(), columns)


def told(columns: Columns) -> Any:
    """What columns say, with texts in place of their numbers; unknown amounts as text, since they equal nothing."""
    texts = {name: [None, *columns.numbers[name].texts] for name in TEXTS}
    return (
        columns.days.tolist(),
        {name: [texts[name][code] for code in columns.codes[name]] for name in TEXTS},
        {name: [str(amount) for amount in columns.amounts[name]] for name in AMOUNTS},
    )


def lines_of(kind: str) -> st.SearchStrategy[list[list[str]]]:
    return st.lists(st.tuples(*(st.sampled_from(CELLS[name]) for name in HEADERS[kind])).map(list), max_size=8)


@pytest.mark.parametrize("kind", HEADERS)
@given(st.data())
def test_noted_while_reading_or_read_off_the_rows(kind: str, data: st.DataObject) -> None:
    noted = Columns()
    rows = [row for _ in range(2) for _, row in read(kind, data.draw(lines_of(kind)), noted)[0]]
    assert told(noted) == told(columns_of(rows))
    assert len(noted.days) == len(rows)


def test_more_lines_than_are_noted_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_text, "BLOCK", 2)
    noted = Columns()
    lines = [[f"2026-11-0{day}", "i1", "nord", "", str(day), "CNY", "", ""] for day in range(1, 6)]
    rows, _ = read("invoices", lines, noted)
    assert noted.amounts["amount"] == array("d", [1, 2, 3, 4, 5])
    assert told(noted) == told(columns_of([row for _, row in rows]))


def test_faulty_lines_are_not_noted() -> None:
    noted = Columns()
    good, bad = (
        ["2026-11-01", "i1", "nord", "", "1", "CNY", "", ""],
        ["2026-11-31", "i1", "nord", "", "2", "CNY", "", ""],
    )
    rows, problems = read("invoices", [good, bad, good], noted)
    assert (len(rows), len(problems), noted.amounts["amount"]) == (2, 1, array("d", [1, 1]))


def test_nothing_is_noted_of_a_file_with_an_unknown_column() -> None:
    noted = Columns()
    text = b"date,invoice,account,amount,currency,colour\n2026-11-01,i1,nord,1,CNY,red\n"
    assert read_ledger(BY_NAME["invoices"], "invoices/2026-11.csv", text, noted)[0] == []
    assert not noted.days


def test_what_rows_lack_is_unknown() -> None:
    facts = {"date": "2026-11-20", "order": "o1", "account": "nord", "quantity": 1, "amount": "0.1", "currency": "CNY"}
    found = columns_of([Order.model_validate(facts)])
    assert found.amounts["amount"].tolist() == [float(Decimal("0.1"))]
    assert [str(value) for value in found.amounts["cost"]] == ["nan"]
    assert columns_of([]).days.tolist() == []
