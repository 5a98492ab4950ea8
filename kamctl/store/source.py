"""Where the files of a book are read from: the work tree here, a git revision in `store.revision`."""

import errno
import os
import stat
from pathlib import Path
from typing import Protocol

from kamctl.errors import IO, KamError, Place, Problem, msg

ENDINGS = (".yaml", ".yml", ".csv")
MOST_BYTES = 1 << 20
MOST_LEDGER_BYTES = 256 << 20
READ_ONLY = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class Source(Protocol):
    """Files of a book at one moment. `revision` is the commit id, None for the work tree."""

    root: Path
    revision: str | None

    def paths(self) -> list[str]:
        """Return the sorted paths of all files that may belong to the book, relative to it, with `/`."""
        ...

    def problems(self) -> list[Problem]:
        """Return what was found in the folder and is no readable file: links, devices, odd names."""
        ...

    def read(self, path: str) -> bytes:
        """Return the bytes of a file. Raises Unread if it can't be read."""
        ...


class Unread(Exception):
    """A file can't be read; carries the problem. Caught by the reader, which goes on with the other files."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem.message))
        self.problem = problem


def limit(path: str) -> int:
    """Return the most bytes a file may have: ledgers may be long, records may not."""
    return MOST_LEDGER_BYTES if path.endswith(".csv") else MOST_BYTES


def unread(path: str, code: str, template: str, **values: object) -> Unread:
    return Unread(Problem(code, Place(path), msg(template, **values)))


class WorkTree:
    """The files as they are on disk now. Never follows a symbolic link, never opens a pipe or device."""

    revision: str | None = None

    def __init__(self, root: Path) -> None:
        self.root = root
        self._paths: list[str] | None = None
        self._problems: list[Problem] = []

    def paths(self) -> list[str]:
        if self._paths is None:
            self._paths = sorted(self._walk("", 0))
        return self._paths

    def problems(self) -> list[Problem]:
        self.paths()
        return self._problems

    def _walk(self, folder: str, depth: int) -> list[str]:
        """Return the files below `folder`; hidden entries are none of a book's."""
        found: list[str] = []
        try:
            entries = sorted(os.scandir(self.root / folder), key=lambda entry: entry.name)
        except OSError as error:
            if depth == 0:
                reason = error.strerror or ""
                raise KamError(msg("can't read folder {path}: {reason}", path=self.root, reason=reason), IO) from error
            self._problems.append(self._unreadable(folder, error))
            return found
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_symlink():
                if depth or entry.name.endswith(ENDINGS):
                    self._problems.append(
                        Problem("KAM112", Place(path), msg("is a symbolic link; a book holds plain files only"))
                    )
            elif entry.is_dir(follow_symlinks=False):
                if depth < 4:
                    found.extend(self._walk(path, depth + 1))
            elif entry.name.endswith(ENDINGS):
                found.append(path)
        return found

    def _unreadable(self, path: str, error: OSError) -> Problem:
        return Problem("KAM112", Place(path), msg("can't be read: {reason}", reason=error.strerror or str(error.errno)))

    def read(self, path: str) -> bytes:
        try:
            handle = os.open(
                self.root / path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
            )
        except OSError as error:
            if error.errno == errno.ENOENT:
                raise unread(path, "KAM113", "vanished while the book was read") from error
            raise Unread(self._unreadable(path, error)) from error
        try:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise unread(path, "KAM112", "is not a plain file")
            if status.st_size > limit(path):
                raise unread(path, "KAM103", "is larger than {most} bytes", most=limit(path))
            with os.fdopen(handle, "rb", closefd=False) as file:
                return file.read(limit(path) + 1)
        except OSError as error:
            raise Unread(self._unreadable(path, error)) from error
        finally:
            os.close(handle)
