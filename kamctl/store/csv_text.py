"""One CSV ledger -> its rows, or the problems that prevent them. Strict: header, width of rows, types."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from kamctl.errors import Message, Place, Problem, msg
from kamctl.records.kinds import Kind
from kamctl.records.near import nearest
from kamctl.records.shape import key_of, keys
from kamctl.store.faults import told
from kamctl.store.plain_text import Lines, decode
from kamctl.store.source import Unread

Rows = list[tuple[str, BaseModel]]
csv.field_size_limit(1 << 20)


def read_ledger(kind: Kind, path: str, data: bytes) -> tuple[Rows, list[Problem]]:
    """Return the good rows of a file with their places, `orders/2026-11.csv:12`, and all problems."""
    try:
        text = decode(path, data)
    except Unread as error:
        return [], [error.problem]
    lines = numbered_rows(text)
    problems: list[Problem] = []
    rows: Rows = []
    try:
        _, header = next(lines, (1, []))
        problems += header_problems(kind.model, path, header, text)
        if problems:
            return [], problems
        for line, cells in lines:
            row, faults = read_row(kind.model, path, line, header, cells, text)
            problems += faults
            if row is not None:
                rows.append((f"{path}:{line}", row))
    except csv.Error as error:
        line = len(rows) + len(problems) + 2
        problems.append(Problem("KAM115", Place(path, line), msg("is not valid CSV: {reason}", reason=str(error))))
    return rows, problems


def numbered_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the number of its first line; blank lines are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    for cells in reader:
        if cells:
            yield line, cells
        line = reader.line_num + 1


def header_problems(model: type[BaseModel], path: str, header: Sequence[str], text: str) -> list[Problem]:
    """Return what is wrong with the header: unknown, repeated or missing columns."""
    allowed = keys(model)
    excerpt = Lines(text)[1]
    found = []
    for index, name in enumerate(header):
        place = cell_place(path, 1, index, excerpt)
        if name not in allowed:
            near = nearest(name, allowed)
            help = msg("did you mean {near}?", near=near) if near else allowed_columns(allowed)
            found.append(Problem("KAM115", place, msg("unknown column {name}", name=name), help, excerpt=excerpt))
        elif name in header[:index]:
            found.append(Problem("KAM115", place, msg("column {name} stands twice", name=name), excerpt=excerpt))
    needed = [key_of(name, field) for name, field in model.model_fields.items() if field.is_required()]
    found += [
        Problem("KAM115", Place(path, 1), msg("column {name} is missing", name=name), allowed_columns(allowed))
        for name in needed
        if name not in header
    ]
    return found


def allowed_columns(allowed: Sequence[str]) -> Message:
    return msg("columns: {allowed}", allowed=",".join(allowed))


def read_row(
    model: type[BaseModel], path: str, line: int, header: Sequence[str], cells: list[str], text: str
) -> tuple[BaseModel | None, list[Problem]]:
    """Return the row, None if it is broken, and its problems. An empty cell is an absent value."""
    if len(cells) != len(header):
        message = msg("{found} cells, but the header has {wanted}", found=len(cells), wanted=len(header))
        return None, [Problem("KAM115", Place(path, line), message, excerpt=Lines(text)[line])]
    raw = {name: cell for name, cell in zip(header, cells, strict=True) if cell != ""}
    try:
        return model.model_validate(raw), []
    except ValidationError as error:
        return None, row_problems(error, path, line, header, raw, Lines(text)[line])


def row_problems(
    error: ValidationError, path: str, line: int, header: Sequence[str], raw: dict[str, Any], excerpt: str
) -> list[Problem]:
    """Return one problem for each faulty cell of a row."""
    found: dict[str, Problem] = {}
    for one in error.errors(include_url=False):
        name = str(one["loc"][0])
        place = cell_place(path, line, header.index(name), excerpt) if name in header else Place(path, line)
        if one["type"] == "missing":
            code, message, help = "KAM202", msg("column {name} is empty", name=name), None
        else:
            code, message, help = told(one, raw.get(name))
        found.setdefault(name, Problem(code, place, message, help, excerpt=excerpt))
    return list(found.values())


def cell_place(path: str, line: int, index: int, text: str) -> Place:
    """Return the span of the cell number `index` in the text of its line."""
    start, quoted, current = 0, False, 0
    for position, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif character == "," and not quoted:
            if current == index:
                return Place(path, line, start + 1, line, max(position, start + 1) + 1)
            current += 1
            start = position + 1
    return Place(path, line, start + 1, line, max(len(text), start + 1) + 1)
