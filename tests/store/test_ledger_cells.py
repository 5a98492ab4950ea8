"""Rows read cell by cell are those that the model itself would make."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from kamctl.records.kinds import KINDS
from kamctl.records.ledger import Order
from kamctl.records.shape import keys
from kamctl.store.ledger_cells import Rows

LEDGERS = [kind.model for kind in KINDS if kind.ledger]
CELLS = st.sampled_from(
    ["", "2026-11-20", "2026-02-30", "nord", "Nord", "suzhou", "5", "-5", "0", "0.25", "5 ", "1e3", "CNY", "XXX",
     "direct", "oem", "ip69k reject", ";", "line3", "nord/line3", "9" * 30, "x" * 30_000]
)  # fmt: skip
GOOD = {"date": "2026-11-20", "from": "EUR", "to": "CNY", "currency": "CNY", "channel": "oem", "due": "2026-12-20"}


def by_model(model: type[BaseModel], header: list[str], cells: list[str]) -> BaseModel | None:
    try:
        return model.model_validate({key: cell for key, cell in zip(header, cells, strict=True) if cell})
    except ValidationError:
        return None


@settings(derandomize=True, deadline=None)
@given(st.sampled_from(LEDGERS), st.lists(st.tuples(st.integers(0, 10), CELLS), max_size=3), st.booleans())
def test_the_same_as_the_model(model: type[BaseModel], changes: list[tuple[int, str]], twice: bool) -> None:
    header = keys(model)
    cells = [GOOD.get(key, "1") for key in header]
    for index, cell in changes:
        cells[index % len(cells)] = cell
    rows = Rows(model, header)
    expected = by_model(model, header, cells)
    assert rows.row(cells) == expected
    if twice:  # now with cells that are known
        again = rows.row(cells)
        assert again == expected
        assert again is None or repr(again) == repr(expected)


def test_columns_in_any_order_and_absent_ones() -> None:
    rows = Rows(Order, ["currency", "amount", "account", "quantity", "order", "date"])
    row = rows.row(["CNY", "10", "nord", "1", "o1", "2026-11-20"])
    assert isinstance(row, Order)
    assert (row.account, row.site, row.options, row.channel) == ("nord", None, (), "direct")
    with pytest.raises(ValidationError):
        row.account = "other"  # type: ignore[misc]  # frozen, as every record


def test_too_few_cells() -> None:
    assert Rows(Order, keys(Order)).row(["2026-11-20"]) is None


def test_more_different_cells_than_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kamctl.store.ledger_cells.MOST_KNOWN", 2)
    rows = Rows(Order, ["date", "order", "account", "quantity", "amount", "currency"])
    for number in (1, 2, 3, 4, 1, 4):
        row = rows.row(["2026-11-20", f"o{number}", "nord", "1", str(number), "CNY"])
        assert isinstance(row, Order)
        assert (row.order, int(row.amount)) == (f"o{number}", number)
