"""Where the files of a book are read from: the work tree here, a git revision in `store.revision`."""

import os
import stat
from pathlib import Path
from typing import Protocol

from kamctl.errors import IO, KamError, Message, Place, Problem, msg
from kamctl.records.kinds import FOLDERS

ENDINGS = (".yaml", ".yml", ".csv")
MOST_BYTES = 1 << 20
MOST_LEDGER_BYTES = 256 << 20
CHUNK = 1 << 16
MOST_FOLDERS = 4  # accounts/<account>/contacts/<id>.yaml has three; one more, so that a stray file is told of
MOST_BELOW = 64  # in the folders of a book a file that lies too deep is told of, too
READ_ONLY = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))


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


def may_be_file(name: str) -> bool:
    """Return whether a name ends as those of a book's files do, be it in other letters."""
    return name.lower().endswith(ENDINGS)


def deepest(folder: str) -> int:
    """Return how many folders deep files are looked for below the top folder `folder`."""
    return MOST_BELOW if folder in FOLDERS else MOST_FOLDERS


def unreadable(path: str, error: OSError) -> Problem:
    return Problem("KAM112", Place(path), msg("can't be read: {reason}", reason=error.strerror or str(error.errno)))


def printable(name: str) -> str:
    """Return a name of a file with what is no UTF-8 in it shown as `\\xff`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


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
        try:
            entries = sorted(os.scandir(f"{self.root}/{folder}"), key=lambda entry: entry.name)
        except OSError as error:
            if depth == 0:
                reason = error.strerror or ""
                raise KamError(msg("can't read folder {path}: {reason}", path=self.root, reason=reason), IO) from error
            self._problems.append(unreadable(folder, error))
            return []
        found: list[str] = []
        for entry in entries:
            if not entry.name.startswith("."):
                found += self._entry(entry, f"{folder}/{entry.name}" if folder else entry.name, depth)
        return found

    def _entry(self, entry: "os.DirEntry[str]", path: str, depth: int) -> list[str]:
        """Return the files that one entry of a folder stands for; report what is none and looks like one."""
        file = may_be_file(entry.name)
        if not entry.name.isascii() and printable(path) != path:
            self._report(printable(path), msg("has a name that is not UTF-8"))
        elif entry.is_symlink():
            if depth or file or entry.name in FOLDERS:
                self._report(path, msg("is a symbolic link; a book holds plain files only"))
        elif entry.is_dir(follow_symlinks=False):
            if file:
                self._report(path, msg("is a folder, not a file"))
            if depth < deepest(path.partition("/")[0]):
                return self._walk(path, depth + 1)
        elif file:
            return [path]
        return []

    def _report(self, path: str, message: Message) -> None:
        self._problems.append(Problem("KAM112", Place(path), message))

    def read(self, path: str) -> bytes:
        try:
            handle = os.open(f"{self.root}/{path}", READ_ONLY)
        except FileNotFoundError:
            raise Unread(Problem("KAM113", Place(path), msg("vanished while the book was read"))) from None
        except OSError as error:
            raise Unread(unreadable(path, error)) from error
        try:
            return whole(handle, path)
        except OSError as error:
            raise Unread(unreadable(path, error)) from error
        finally:
            os.close(handle)


def whole(handle: int, path: str) -> bytes:
    """Return all bytes of an open file. Raises Unread for what is no plain file, or too large."""
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        raise Unread(Problem("KAM112", Place(path), msg("is not a plain file")))
    most = limit(path)
    parts: list[bytes] = []
    size = status.st_size
    # A file may grow while it is read: the end is where nothing more comes.
    while size <= most and (part := os.read(handle, CHUNK if parts else size + 1)):
        parts.append(part)
        size = max(size, sum(map(len, parts)))
    if size > most:
        raise Unread(Problem("KAM103", Place(path), msg("is larger than {most} bytes", most=most)))
    return b"".join(parts)
