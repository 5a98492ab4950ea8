"""Changes of the CSV ledgers: rows matched by what identifies them, across the files of a kind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kamctl.store.change import Change, op_of
from kamctl.store.csv_text import numbered_rows
from kamctl.store.facts import row_facts
from kamctl.store.matching import matched

# What identifies a row of a ledger.
LEDGER_KEYS: dict[str, tuple[str, ...]] = {
    "orders": ("order", "product", "options"),
    "invoices": ("invoice", "product"),
    "receivables": ("date", "account"),
    "rates": ("date", "from", "to"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row and the file it stands in."""

    path: str
    cells: Mapping[str, str]


def rows_of(path: str, text: str) -> list[Row]:
    """Return the rows of a ledger's text. Raises csv.Error or ValueError if it is no proper CSV."""
    lines = numbered_rows(text)
    _, header = next(lines, (1, []))
    return [Row(path, dict(zip(header, cells, strict=True))) for _, cells in lines]


def row_changes(kind: str, old: Sequence[Row], new: Sequence[Row]) -> Iterator[Change]:
    """Yield the rows that came, went or changed. A row that only moved to another place or file is no change."""
    key = LEDGER_KEYS[kind]

    def name(row: Row) -> str:
        return " ".join(cell for column in key if (cell := row.cells.get(column, "")))

    for label, one, other in matched(old, new, name, lambda a, b: a.cells == b.cells):
        yield from row_change(kind, key, label, one, other)


def row_change(kind: str, key: Sequence[str], label: str, old: Row | None, new: Row | None) -> Iterator[Change]:
    """Yield the change of one row: as a whole, or cell by cell."""
    row = new or old
    assert row is not None
    account = row.cells.get("account") or None
    if old is None or new is None:
        facts = row_facts(row.cells, key)
        before, after = (facts, None) if new is None else (None, facts)
        yield Change(row.path, kind, account, label, op_of(before, after), "", before, after)
        return
    for column in (*new.cells, *(column for column in old.cells if column not in new.cells)):
        before, after = old.cells.get(column) or None, new.cells.get(column) or None
        if before != after:
            yield Change(row.path, kind, account, label, op_of(before, after), column, before, after)
