"""The CSV form of a report: its rows, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from kamctl.errors import Message
from kamctl.render.json import dump, english
from kamctl.render.sheet import Sheet
from kamctl.render.terminal import UNSAFE, escaped
from kamctl.render.values import native

FORMULA = "=+-@\t\r＝＋－＠"
"""A text that begins with one of these may be run as a formula by a spreadsheet."""


def render_csv(sheet: Sheet) -> str:
    """Return the rows as CSV text with a header line; columns in the order in which the rows name them."""
    rows = [part for row in sheet.rows for part in in_parts(flat(row), sheet.parts)]
    columns = list(dict.fromkeys(key for row in rows for key in row)) or shown_columns(sheet)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(cells(row, columns) for row in rows)
    return buffer.getvalue()


def in_parts(row: dict[str, object], parts: str) -> Iterator[dict[str, object]]:
    """Yield a row for each object in its list `parts`, spread over columns; the row without it where there is none."""
    if parts not in row:
        yield row
        return
    found = row[parts]
    items = [item for item in found if isinstance(item, Mapping)] if isinstance(found, (list, tuple)) else []
    for item in items or [{}]:
        spread: dict[str, object] = {}
        for key, value in row.items():
            spread |= flat(item, f"{parts}.") if key == parts else {key: value}
        yield spread


def flat(row: Mapping[str, object], lead: str = "") -> dict[str, object]:
    """Return a row whose objects are spread over columns, `lowest_at.site`, and whose lists of texts are one text."""
    spread: dict[str, object] = {}
    for key, value in row.items():
        if isinstance(value, Mapping):
            spread |= flat(value, f"{lead}{key}.")
        elif isinstance(value, (list, tuple)) and all(isinstance(item, (str, int, float, Decimal)) for item in value):
            spread[lead + key] = " ".join(str(item) for item in value)
        else:
            spread[lead + key] = value
    return spread


def shown_columns(sheet: Sheet) -> list[str]:
    """Return the keys of the first table: the header where there is no row to read it from."""
    return [column.key for column in sheet.tables[0].columns] if sheet.tables else []


def cells(row: Mapping[str, object], columns: Sequence[str]) -> list[str]:
    """Return the cells of a row."""
    return [cell(row.get(column)) for column in columns]


def cell(value: object) -> str:
    """Return one cell: numbers as numbers, missing empty, nested values as JSON, text never as a formula."""
    value = native(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Message):
        value = english(value)
    return harmless(value if isinstance(value, str) else dump(value, indent=None))


def harmless(text: str) -> str:
    """Return a text that neither a spreadsheet nor a terminal acts upon; line breaks stay."""
    quoted = f"'{text}" if text.startswith(tuple(FORMULA)) else text
    return UNSAFE.sub(lambda found: found[0] if found[0] == "\n" else escaped(found[0]), quoted)
