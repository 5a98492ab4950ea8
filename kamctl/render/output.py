"""Where a report goes: standard output or a file, and in which form."""

import os
import stat
import tempfile
from pathlib import Path
from typing import TextIO

from kamctl.errors import IO, USAGE, KamError, msg
from kamctl.render.sheet import Heading, Sheet
from kamctl.render.terminal import screen_of

ENDINGS = {".json": "json", ".csv": "csv", ".txt": "table"}
BYTE_ORDER_MARK = "\ufeff"


def chosen_format(given: str | None, output: Path | None) -> str:
    """Return table, json or csv: what was given, else by the ending of the file, else table. Raises KamError."""
    if output is None:
        return given or "table"
    by_ending = ENDINGS.get(output.suffix.lower())
    if by_ending is None:
        raise KamError(
            msg("-o {file}: unknown kind of file", file=output), USAGE, msg("known endings: .json, .csv, .txt")
        )
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
    from kamctl.render.table import render_table

    return render_table(heading, sheet, screen_of(stream))


def write(stream: TextIO | None, text: str) -> None:
    """Write a text to standard output. Raises OSError."""
    if stream is None:
        raise KamError(msg("standard output is closed"), IO)
    stream.write(text)
    stream.flush()


def save(path: Path, text: str) -> None:
    """Write a file whole or not at all: beside the old one, then in its place. Raises KamError (exit 5)."""
    refuse_odd_target(path)
    try:
        replace(path, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise KamError(msg("can't write {file}: {reason}", file=path, reason=reason), IO) from error


def refuse_odd_target(path: Path) -> None:
    """Raise KamError if `path` is anything but a writable plain file or a free name."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        reason = error.strerror or str(error)
        raise KamError(msg("can't write {file}: {reason}", file=path, reason=reason), IO) from error
    if not stat.S_ISREG(mode):
        raise KamError(msg("can't write {file}: it is not a plain file", file=path), IO)
    if not os.access(path, os.W_OK):
        raise KamError(msg("can't write {file}: it is read only", file=path), IO)


def replace(path: Path, data: bytes) -> None:
    """Write `data` beside `path` and put it in its place; nothing is left behind on failure. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), mode_for(path))
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def mode_for(path: Path) -> int:
    """Return the permissions of the file that is replaced, or those a new file gets."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
