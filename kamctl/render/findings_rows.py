"""What a check found, for programs: as JSON in the common envelope, or as CSV."""

from kamctl.errors import Place, Problem
from kamctl.render.csv import render_csv as sheet_csv
from kamctl.render.findings import Findings
from kamctl.render.json import render_json as sheet_json
from kamctl.render.sheet import Sheet


def render_json(found: Findings) -> str:
    """Return the problems and what was checked as JSON."""
    return sheet_json(found.heading, sheet(found))


def render_csv(found: Findings) -> str:
    """Return the problems as CSV, a row each."""
    return sheet_csv(sheet(found))


def sheet(found: Findings) -> Sheet:
    """Return the problems as rows."""
    seconds = round(found.seconds, 3)
    counts = {"files": found.files, "records": found.records, "silenced": found.silenced, "broken": found.broken}
    checked = {**counts, "seconds": seconds}
    rows = [row(problem) for problem in found.problems]
    return Sheet(rows=rows, rows_name="problems", fields={"checked": checked}, warnings=found.warnings)


def row(problem: Problem) -> dict[str, object]:
    """Return a problem as a row, in the order of the contract."""
    place = problem.place
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line or place.line,
        "end_column": place.end_column or place.column,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "help": problem.help,
        "also": [as_text(other) for other in problem.also],
    }


def as_text(place: Place) -> str:
    """Return `path:line:column`."""
    return f"{place.path}:{place.line}:{place.column}"
