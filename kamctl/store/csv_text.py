"""One CSV ledger -> its rows, or the problems that prevent them. Strict: header, width of rows, types."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from kamctl.errors import Message, Place, Problem, msg
from kamctl.near import nearest
from kamctl.records.columns import Columns
from kamctl.records.kinds import Kind
from kamctl.records.shape import key_of, keys
from kamctl.store.faults import MOST_TOLD, told
from kamctl.store.ledger_cells import Rows
from kamctl.store.plain_text import LINE_END, Lines, decode, hidden_order
from kamctl.store.source import Unread

Sourced = list[tuple[str, BaseModel]]
MOST_COLUMNS = 100
BLOCK = 250
MOST_IN_LINE = 1 << 20
QUOTE_OR_COMMA = re.compile('[",]')
csv.field_size_limit(1 << 20)


class Malformed(csv.Error):
    """The text is no table: the quotes of a row do not match, or it is too long; `line` is the row's first."""

    def __init__(self, line: int, message: Message, code: str = "KAM115") -> None:
        super().__init__(str(message))
        self.line = line
        self.message = message
        self.code = code


class Table(NamedTuple):
    """What a ledger holds: its good rows with their places, all problems, and the rows that can't be used by column."""

    rows: Sourced
    problems: list[Problem]
    spoilt: list[tuple[str, dict[str, str]]]


def read_ledger(kind: Kind, path: str, data: bytes, columns: Columns | None = None) -> tuple[Sourced, list[Problem]]:
    """Return the good rows of a file with their places, `orders/2026-11.csv:12`, and all problems.

    Where only a column is unknown, the rows are judged by the others; none of them is good. If `columns` are given,
    the rows are added to them, too.
    """
    found = read_table(kind, path, data, columns)
    return found.rows, found.problems


def read_table(kind: Kind, path: str, data: bytes, columns: Columns | None = None) -> Table:
    """Return what `read_ledger` does, and the rows that can't be used: none where no row can be judged."""
    try:
        text = decode(path, data)
    except Unread as error:
        return Table([], [error.problem], [])
    lines = Lines(text)
    found = Table([], hidden_order(path, text), [])
    try:
        table = numbered_rows(text)
        start, header = next(table, (1, []))
        faults = header_problems(kind.model, path, start, header, lines)
        found.problems.extend(faults)
        read = row_reader(kind.model, header)
        if read is None:
            return found
        noted = Noted(header, columns) if columns is not None and not faults else None
        bad = BadRows(kind.model, path, header, lines, found)
        try:
            for line, cells in table:
                row = read(cells)
                if row is None or faults:
                    bad.append(line, cells, judged=row is not None)
                else:
                    found.rows.append((f"{path}:{line}", row))
                    if noted:
                        noted.append(cells)
        finally:
            if noted:
                noted.flush()
            bad.flush()
    except Malformed as error:
        found.problems.append(Problem(error.code, Place(path, error.line), error.message, excerpt=lines[error.line]))
    return found


class BadRows:
    """Tells of rows that can't be used: of very many, what is wrong with the first ones, and how many more follow."""

    def __init__(self, model: type[BaseModel], path: str, header: list[str], lines: Lines, found: Table) -> None:
        self.model = model
        self.path = path
        self.header = header
        self.lines = lines
        self.found = found
        self.untold: list[int] = []

    def append(self, line: int, cells: list[str], judged: bool) -> None:
        """Take a row; `judged` says that nothing is wrong with it but the header."""
        if len(cells) == len(self.header) and cells != self.header:
            self.found.spoilt.append((f"{self.path}:{line}", dict(zip(self.header, cells, strict=True))))
        if judged:
            return
        if len(self.found.problems) < MOST_TOLD:
            self.found.problems.extend(row_problems(self.model, self.path, line, self.header, cells, self.lines))
        else:
            self.untold.append(line)

    def flush(self) -> None:
        """Tell how many rows were not told of."""
        if self.untold:
            message = msg("{count} more faults in this file", count=len(self.untold))
            self.found.problems.append(Problem("KAM115", Place(self.path, self.untold[0]), message))


class Noted:
    """Notes good lines in columns: some at a time, while they are in the caches of the processor."""

    def __init__(self, header: Sequence[str], columns: Columns) -> None:
        self.header = header
        self.columns = columns
        self.lines: list[list[str]] = []

    def append(self, cells: list[str]) -> None:
        """Note a line, now or later."""
        self.lines.append(cells)
        if len(self.lines) == BLOCK:
            self.flush()

    def flush(self) -> None:
        """Note the lines that wait."""
        if self.lines:
            self.columns.read(self.header, self.lines)
            self.lines.clear()


def row_reader(model: type[BaseModel], header: Sequence[str]) -> Callable[[Sequence[str]], BaseModel | None] | None:
    """Return what makes rows of cells, by the columns that are known; None where one is missing or stands twice."""
    allowed = keys(model)
    known = [index for index, name in enumerate(header) if name in allowed]
    names = [header[index] for index in known]
    if len(set(names)) < len(names) or len(header) > MOST_COLUMNS or set(needed_columns(model)) - set(names):
        return None
    row = Rows(model, names).row
    if len(known) == len(header):
        return row
    return lambda cells: row([cells[index] for index in known]) if len(cells) == len(header) else None


def needed_columns(model: type[BaseModel]) -> list[str]:
    """Return the columns that no ledger of the kind may lack."""
    return [key_of(name, field) for name, field in model.model_fields.items() if field.is_required()]


def numbered_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the number of its first line; rows without any text are passed over. Raises Malformed."""
    refuse_long_lines(text)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise Malformed(line, msg("is not valid CSV: {reason}", reason=str(error))) from error


def refuse_long_lines(text: str) -> None:
    """Raise Malformed for a line of more than MOST_IN_LINE characters. A long text is looked at in few places only."""
    start = 0
    while len(text) - start > MOST_IN_LINE:
        stop = start + MOST_IN_LINE + 1
        end = max(text.rfind("\n", start, stop), text.rfind("\r", start, stop))
        if end < 0:
            line = 1 + sum(1 for _ in LINE_END.finditer(text, 0, start))
            raise Malformed(line, msg("a line of more than {most} characters", most=MOST_IN_LINE), "KAM103")
        start = end + 1


def header_problems(model: type[BaseModel], path: str, line: int, header: list[str], lines: Lines) -> list[Problem]:
    """Return what is wrong with the header: unknown, repeated or missing columns."""
    allowed = keys(model)
    if not header:
        return [Problem("KAM111", Place(path), msg("is empty"), allowed_columns(allowed))]
    if len(header) > MOST_COLUMNS:
        message = msg("{found} columns; no ledger has so many", found=len(header))
        return [Problem("KAM115", Place(path, line), message, allowed_columns(allowed))]
    found = []
    for index, name in enumerate(header):
        if name not in allowed:
            help = column_help(name, allowed)
            found.append(cell_problem(path, line, index, lines, msg("unknown column {name}", name=name), help))
        elif name in header[:index]:
            found.append(cell_problem(path, line, index, lines, msg("column {name} stands twice", name=name)))
    found += [
        Problem("KAM115", Place(path, line), msg("column {name} is missing", name=name), allowed_columns(allowed))
        for name in needed_columns(model)
        if name not in header
    ]
    return found


def column_help(name: str, allowed: Sequence[str]) -> Message:
    """Return what to do about a column that no ledger of the kind has."""
    if ";" in name or "\t" in name:
        return msg("separate the cells with commas")
    near = nearest(name, allowed)
    return msg("did you mean {near}?", near=near) if near else allowed_columns(allowed)


def allowed_columns(allowed: Sequence[str]) -> Message:
    return msg("columns: {allowed}", allowed=",".join(allowed))


def cell_problem(
    path: str, line: int, index: int, lines: Lines, message: Message, help: Message | None = None, code: str = "KAM115"
) -> Problem:
    """Return the problem of the cell number `index` of the row that starts in `line`."""
    place = cell_place(path, line, index, lines)
    return Problem(code, place, message, help, excerpt=lines[place.line])


def row_problems(
    model: type[BaseModel], path: str, line: int, header: Sequence[str], cells: list[str], lines: Lines
) -> list[Problem]:
    """Return what is wrong with a row: its number of cells, or one problem for each faulty cell."""
    if list(cells) == list(header):
        message = msg("the header stands here again")
        return [Problem("KAM115", Place(path, line), message, msg("delete this line"), excerpt=lines[line])]
    if len(cells) != len(header):
        return [ragged_row(path, line, len(cells), len(header), lines)]
    allowed = keys(model)
    raw = {name: cell for name, cell in zip(header, cells, strict=True) if cell and name in allowed}
    try:
        model.model_validate(raw)
    except ValidationError as error:
        return cell_problems(error, path, line, header, raw, lines)
    return []


def ragged_row(path: str, line: int, found: int, wanted: int, lines: Lines) -> Problem:
    """Return the problem of a row of too many cells, or of too few."""
    if found < wanted:
        message = msg("has {found} of {wanted} cells", found=found, wanted=wanted)
        help = msg("write all commas, also of cells that are empty")
    else:
        message = msg("{found} cells, but the header has {wanted}", found=found, wanted=wanted)
        help = msg("quote a text that has a comma in it; numbers have none, such as 1250.5")
    return Problem("KAM115", Place(path, line), message, help, excerpt=lines[line])


def cell_problems(
    error: ValidationError, path: str, line: int, header: Sequence[str], raw: dict[str, Any], lines: Lines
) -> list[Problem]:
    """Return one problem for each faulty cell of a row."""
    found: dict[str, Problem] = {}
    for one in error.errors(include_url=False):
        name = str(one["loc"][0])
        if name in found:
            continue
        if one["type"] == "missing":
            code, message, help = "KAM202", msg("column {name} is empty", name=name), None
        else:
            code, message, help = told(one, raw.get(name))
        found[name] = cell_problem(path, line, header.index(name), lines, message, help, code)
    return list(found.values())


def cell_place(path: str, line: int, index: int, lines: Lines) -> Place:
    """Return the span of the cell number `index` of the row that starts in `line`; it may end in a later one."""
    start, quoted, cell = (line, 1), False, 0
    while True:
        text = lines[line]
        for mark in QUOTE_OR_COMMA.finditer(text):
            column = mark.start() + 1
            if mark[0] == '"' and (quoted or (line, column) == start):
                quoted = not quoted
            elif mark[0] == "," and not quoted:
                if cell == index:
                    return cell_span(path, start, (line, column))
                cell, start = cell + 1, (line, column + 1)
        if not quoted or line >= len(lines.all()):
            return cell_span(path, start, (line, len(text) + 1))
        line += 1


def cell_span(path: str, start: tuple[int, int], end: tuple[int, int]) -> Place:
    """Return a span of at least one character."""
    return Place(path, *start, *max(end, (start[0], start[1] + 1)))
