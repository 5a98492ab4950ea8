"""Where a report goes: standard output or a file, and in which form."""

from pathlib import Path
from typing import TextIO

from kamctl.errors import IO, USAGE, KamError, msg
from kamctl.files import replace_file
from kamctl.render.sheet import Heading, Picture, Sheet
from kamctl.render.terminal import screen_of

ENDINGS = {".json": "json", ".csv": "csv", ".txt": "table"}
BYTE_ORDER_MARK = "\ufeff"


def chosen_format(given: str | None, output: Path | None, drawn: bool = False) -> str:
    """Return table, json or csv: what was given, else by the ending of the file, else table. Raises KamError.

    The answer of a command that is `drawn` can be a picture, svg, too.
    """
    if output is None:
        return given or "table"
    endings = {**ENDINGS, ".svg": "svg"} if drawn else ENDINGS
    by_ending = endings.get(output.suffix.lower())
    if by_ending is None:
        known = msg("known endings: {endings}", endings=list(endings))
        raise KamError(msg("-o {file}: unknown kind of file", file=output), USAGE, known)
    if given and given != by_ending:
        raise KamError(msg("-o {file} and --format {format} contradict each other", file=output, format=given), USAGE)
    return by_ending


def render(heading: Heading, sheet: Sheet, form: str, stream: TextIO | None) -> str:
    """Return the report as text in one of the forms; `stream` None stands for a file."""
    if form == "json":
        from kamctl.render.json import render_json

        return render_json(heading, sheet)
    if form == "csv":
        from kamctl.render.csv import render_csv

        # Excel takes a file for Chinese text only if it begins with this mark; a pipe must not have it.
        return (BYTE_ORDER_MARK if stream is None else "") + render_csv(sheet)
    if form == "svg":
        return "".join(chart.svg() for chart in sheet.charts[:1] if isinstance(chart, Picture))
    from kamctl.render.table import render_table

    return render_table(heading, sheet, screen_of(stream))


def write(stream: TextIO | None, text: str) -> None:
    """Write a text to standard output. Raises OSError."""
    if stream is None:
        raise KamError(msg("standard output is closed"), IO)
    stream.write(text)
    stream.flush()


def save(path: Path, text: str) -> None:
    """Write a file whole or not at all. Raises KamError (exit 5)."""
    replace_file(path, text.encode("utf-8", "backslashreplace"))
