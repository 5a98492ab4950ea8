"""The parts of a book that `kamctl check` reports on: files, folders, accounts, and what changed since a revision."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kamctl.errors import USAGE, KamError, Message, Problem, msg
from kamctl.near import did_you_mean

if TYPE_CHECKING:
    from kamctl.store.source import Source

ACCOUNTS = "accounts/"
Asked = Callable[[str], bool]
"""Whether a path of the book was asked for."""


def asked(source: "Source", named: Sequence[str], changed: str | None, cwd: Path) -> Asked:
    """Return which files to report on: those of the parts `named`, if any, that differ from the revision `changed`.

    `changed` "" is the last commit, None does not look at changes. Raises KamError: exit 2 for a part that is not in
    the book or an unknown revision, 6 where git fails.
    """
    parts = [part(source, name, cwd) for name in named]
    touched = None if changed is None else since(source, changed, cwd)

    def wanted(path: str) -> bool:
        return (touched is None or path in touched) and (not parts or any(map(within(path), parts)))

    return wanted


def split(problems: Sequence[Problem], wanted: Asked) -> tuple[list[Problem], list[Problem]]:
    """Return the problems of the files asked for, and the others.

    A problem between several places belongs to each of them.
    """
    kept: list[Problem] = []
    others: list[Problem] = []
    for one in problems:
        (kept if any(wanted(place.path) for place in (one.place, *one.also)) else others).append(one)
    return kept, others


def since(source: "Source", revision: str, cwd: Path) -> frozenset[str]:
    """Return the files that differ from a revision; "" is the last commit, before the first one nothing."""
    from kamctl.store.changes import touched_files
    from kamctl.store.revision import last_commit, open_revision

    try:
        old = open_revision(source.root, revision) if revision else last_commit(source.root)
    except KamError as error:
        if error.exit_code != USAGE or found(source, revision, cwd) is None:
            raise
        first = msg("files and accounts stand before the option: `kamctl check {name} --changed`", name=revision)
        raise KamError(error.message, USAGE, first) from None
    return touched_files(old, source)


def within(path: str) -> Asked:
    """Return the question whether a path lies in a part of the book."""
    return lambda part: part in ("", path) or path.startswith(f"{part}/")


def part(source: "Source", name: str, cwd: Path) -> str:
    """Return the path in the book, "" for all of it, that the user means. Raises KamError (exit 2) if there is none."""
    path = found(source, name, cwd)
    if path is None:
        raise KamError(refusal(source, name, cwd), USAGE, hint(name, files_of(source)))
    return path


def found(source: "Source", name: str, cwd: Path) -> str | None:
    """Return the path in the book that a path or an account's id leads to, or None."""
    files = files_of(source)
    for path in meant(source.root, name, cwd):
        on_disk = source.revision is None and os.path.lexists(source.root / path)
        if on_disk or any(within(file)(path) for file in files):
            return path
    return None


def files_of(source: "Source") -> list[str]:
    """Return the paths of all that lies in a book."""
    return [*source.paths(), *(problem.place.path for problem in source.problems())]


def meant(root: Path, name: str, cwd: Path) -> Iterator[str]:
    """Yield the paths in the book that a name may stand for: from where the user is, from the book, an account."""
    if not name:
        return
    given = Path(os.path.normpath(cwd / name))
    # The folder is followed to where it is, the last part is not: a link in a book is a fault to report.
    here = Path(os.path.realpath(given.parent), given.name)
    book = Path(os.path.realpath(root))
    for path in (here, Path(os.path.realpath(given))):
        if path.is_relative_to(book):
            yield inside(path.relative_to(book).as_posix())
    plain = Path(os.path.normpath(name))
    if not plain.is_absolute() and ".." not in plain.parts:
        yield inside(plain.as_posix())
        yield f"{ACCOUNTS}{plain.as_posix()}"


def inside(path: str) -> str:
    """Return a path in the book, "" for the book itself."""
    return "" if path == "." else path


def refusal(source: "Source", name: str, cwd: Path) -> Message:
    """Return why a name is no part of the book."""
    if name and os.path.lexists(cwd / name):
        return msg("{path} is not in the book {book}", path=name, book=source.root)
    return msg("{path}: the book has no such file, folder or account", path=name)


def hint(name: str, files: Sequence[str]) -> Message | None:
    """Return the nearest accounts and files."""
    accounts = {path.split("/")[1] for path in files if path.startswith(ACCOUNTS)}
    return did_you_mean(name, {*accounts, *files} if "/" in name else accounts)
