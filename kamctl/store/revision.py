"""A book as it was: the files of one commit, read from git's objects; nothing is checked out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from kamctl.errors import DATA, USAGE, KamError, Message, Place, Problem, msg
from kamctl.records.kinds import FOLDERS
from kamctl.store.find import SETTINGS
from kamctl.store.git import Repository, ask, damaged, need_repository
from kamctl.store.history import Commit, as_day, commit_named, commit_on, head
from kamctl.store.plain_text import CONTROL, decode
from kamctl.store.source import Source, Unread, WorkTree, deepest, limit, may_be_file
from kamctl.store.yaml_text import Faulty, load

# What a tree may hold beside files, by the mode of its entry.
OTHER = {"120000": msg("symbolic link"), "160000": msg("submodule")}


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a commit: the id of its content and its size in bytes (None where not asked for)."""

    id: str
    size: int | None


class GitSource:
    """The files of the book in one commit. `day` is the day of the commit, or the day that was asked for."""

    def __init__(self, repository: Repository, commit: Commit, asked: date | None = None) -> None:
        self.repository = repository
        self.root = repository.folder
        self.commit = commit
        self.revision: str | None = commit.id
        self.warnings: list[Message] = []
        self._asked = asked
        self._problems: list[Problem] = []
        self._contents: dict[str, bytes] = {}

    @cached_property
    def day(self) -> date:
        return self._asked or self.committed

    @cached_property
    def committed(self) -> date:
        """The day of the commit itself, whichever day was asked for."""
        return self.commit.day(time_zone(self.root))

    @cached_property
    def blobs(self) -> dict[str, Blob]:
        """The files by path, sorted; one call of git."""
        # Sizes keep huge files out of memory; where objects may be absent, asking for them would fail for all.
        sizes = () if self.repository.incomplete else ("-l",)
        only = ("--", self.repository.prefix) if self.repository.prefix else ()
        out = ask(self.root, "ls-tree", "-r", "-z", *sizes, "--full-tree", self.commit.id, *only)
        found = dict(filter(None, (self._entry(line) for line in out.split(b"\0") if line)))
        return dict(sorted(found.items()))

    def _entry(self, line: bytes) -> tuple[str, Blob] | None:
        """Return path and blob of one line of ls-tree; report what is no plain file of a book, and skip it."""
        facts, _, name = line.partition(b"\t")
        mode, kind, id, *size = facts.decode("ascii").split()
        shown = name.decode("utf-8", "backslashreplace").removeprefix(self.repository.prefix)
        fault = name_fault(name)
        if fault:
            self._problems.append(Problem("KAM112", Place(escaped(shown)), fault))
            return None
        parts = shown.split("/")
        if any(part.startswith(".") for part in parts) or len(parts) > deepest(parts[0]) + 1:
            return None
        if mode in OTHER or kind != "blob":
            if len(parts) > 1 or may_be_file(shown) or shown in FOLDERS:
                what = msg("is a {kind}, not a plain file", kind=OTHER.get(mode, kind))
                self._problems.append(Problem("KAM112", Place(shown), what))
            return None
        if not may_be_file(shown):
            return None
        return shown, Blob(id, int(size[0]) if size and size[0].isdigit() else None)

    def paths(self) -> list[str]:
        return list(self.blobs)

    def problems(self) -> list[Problem]:
        self.paths()
        return self._problems

    def read(self, path: str) -> bytes:
        blob = self.blobs.get(path)
        if blob is None:
            raise Unread(Problem("KAM113", Place(path), msg("is not in the revision")))
        if blob.size is not None and blob.size > limit(path):
            raise Unread(Problem("KAM103", Place(path), msg("is larger than {most} bytes", most=limit(path))))
        if blob.id not in self._contents:
            self.fetch(self.blobs)
        return self._contents[blob.id]

    def fetch(self, paths: Iterable[str]) -> None:
        """Read the contents of many files at once, so that `read` need not call git for each."""
        blobs = {self.blobs[path].id: path for path in paths if not too_large(self.blobs[path], path)}
        missing = [id for id in blobs if id not in self._contents]
        if missing:
            self._contents |= contents(self.repository, missing)


class NoFiles:
    """A book before its first commit: nothing."""

    revision: str | None = None

    def __init__(self, root: Path) -> None:
        self.root = root

    def paths(self) -> list[str]:
        return []

    def problems(self) -> list[Problem]:
        return []

    def read(self, path: str) -> bytes:
        raise Unread(Problem("KAM113", Place(path), msg("is not in the revision")))


def too_large(blob: Blob, path: str) -> bool:
    return blob.size is not None and blob.size > limit(path)


def name_fault(name: bytes) -> Message | None:
    """Return what is wrong with a path in a tree, None if it is a plain one."""
    try:
        text = name.decode("utf-8")
    except UnicodeDecodeError:
        return msg("has a name that is not UTF-8")
    if CONTROL.search(text) or "\n" in text or "\r" in text or "\t" in text:
        return msg("has a name with a control character")
    if "\\" in text or any(part in ("", ".", "..") or part.lower() == ".git" for part in text.split("/")):
        return msg("has a name that leads out of its folder")
    return None


def escaped(name: str) -> str:
    """Return a name without line breaks and other control characters."""
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in name)


def contents(repository: Repository, ids: list[str]) -> dict[str, bytes]:
    """Return the contents of blobs by id, by one call of git. Raises KamError (exit 6) if one can't be read."""
    out = ask(repository.folder, "cat-file", "--batch", feed="".join(f"{id}\n" for id in ids).encode())
    found: dict[str, bytes] = {}
    start = 0
    for id in ids:
        end = out.find(b"\n", start)
        words = out[start : max(end, start)].decode("ascii", "replace").split()
        if len(words) != 3 or words[0] != id or words[1] != "blob":
            damaged(repository, id)
        size = int(words[2])
        found[id] = out[end + 1 : end + 1 + size]
        start = end + 1 + size + 1
    return found


def time_zone(root: Path) -> ZoneInfo:
    """Return the zone in which the book's days end, from the settings in the work tree; UTC if they name none.

    The zone of today's settings counts for all of history: one question has one answer, whatever was checked out.
    Raises KamError (exit 3) if the settings can't be read or name no zone.
    """
    try:
        settings = load(decode(SETTINGS, WorkTree(root).read(SETTINGS)))
        name = settings.get("time_zone", "UTC") if isinstance(settings, dict) else "UTC"
        return ZoneInfo(name)
    except (Faulty, Unread) as error:
        raise KamError(msg("{file} can't be read, so the end of a day is not known", file=SETTINGS), DATA) from error
    except (ValueError, TypeError, OSError, KeyError, AttributeError) as error:
        hint = msg("write a name of the IANA database, e.g. Asia/Shanghai")
        raise KamError(msg("{file}: time_zone is no known time zone", file=SETTINGS), DATA, hint) from error


def open_source(root: Path, at: str | None) -> Source:
    """Return the book's files: of the work tree, or of the revision or day `at`.

    Raises KamError: exit 2 for an unknown revision or one without the book, 6 where git or its history fails.
    """
    if at is None:
        return WorkTree(root)
    source = open_revision(root, at)
    if SETTINGS not in source.blobs:
        raise KamError(msg("{at} holds no book: there is no {file} in it", at=at, file=SETTINGS), USAGE)
    return source


def last_commit(root: Path) -> "GitSource | NoFiles":
    """Return the files of the checked-out commit; none before the first one."""
    repository = need_repository(root)
    commit = head(repository)
    return GitSource(repository, commit) if commit else NoFiles(root)


def open_revision(root: Path, at: str) -> GitSource:
    """Return the files of a revision or day, also where the book did not exist yet."""
    day = as_day(at)
    repository = need_repository(root)
    if day is None:
        return GitSource(repository, commit_named(repository, at))
    commit, warnings = commit_on(repository, day, time_zone(root))
    source = GitSource(repository, commit, day)
    source.warnings += warnings
    return source
