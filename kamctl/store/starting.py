"""What a new book begins with: the commented starter records, or the example book with its history."""

import re
import stat
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from kamctl.errors import IO, USAGE, KamError, Problem, msg
from kamctl.files import TEMPORARY, replace_file
from kamctl.periods import DAY, add_months, quarter_of
from kamctl.records.book import Book
from kamctl.records.dated import value_on
from kamctl.store.change import Change
from kamctl.store.changes import changes
from kamctl.store.fast_import import NewCommit, signed
from kamctl.store.find import is_book
from kamctl.store.message import message_of
from kamctl.store.read import read_book
from kamctl.store.replay import Replay
from kamctl.store.source import ENDINGS

HERE = Path(__file__).parent
STARTER = HERE / "starter"
# In an installed package the example lies inside it, in a source tree beside it.
EXAMPLES = (HERE.parent / "example", HERE.parent.parent / "data")
IGNORE = "gitignore"
LEFT_OUT = re.compile(rf"(^|/)(\.git|\.kamctl|__pycache__)(/|$)|\.private\.yaml$|{re.escape(TEMPORARY)}$")
BASE = date(2026, 1, 1)
WEEKS = 10
EVERY = timedelta(28)
QUARTERS_BACK = 5
EVENING = time(17, 40)
EXAMPLE_DOMAIN = "luoheng.example"
NOBODY = ("kamctl", "kamctl@localhost")


class Files:
    """A book in memory, as a source."""

    revision: str | None = None

    def __init__(self, root: Path, files: Mapping[str, bytes]) -> None:
        self.root = root
        self.files = files

    def paths(self) -> list[str]:
        return sorted(path for path in self.files if path.endswith(ENDINGS))

    def problems(self) -> list[Problem]:
        return []

    def read(self, path: str) -> bytes:
        return self.files[path]


def starter_files(today: date) -> dict[str, bytes]:
    """Return the starter book: one commented record of each kind, its days moved to the month of `today`."""
    months = (today.year - BASE.year) * 12 + today.month - BASE.month
    return {moved_path(path, months): moved(data, months) for path, data in files_in(STARTER).items()} | ignore_file()


def moved(data: bytes, months: int) -> bytes:
    """Return a text with all its days moved by months."""

    def later(found: re.Match[str]) -> str:
        return add_months(date.fromisoformat(found[0]), months).isoformat()

    return re.sub(DAY.pattern, later, data.decode()).encode()


def moved_path(path: str, months: int) -> str:
    """Return a file's name with its month or year moved by months; a year alone stands for its last month or first."""
    first, last = add_months(BASE, months), add_months(BASE - timedelta(1), months)
    years = {f"{BASE:%Y}": first, f"{BASE - timedelta(1):%Y}": last}
    path = path.replace(f"{BASE:%Y-%m}", f"{first:%Y-%m}")
    return re.sub(rf"/({'|'.join(years)})\b(?!-\d)", lambda found: f"/{years[found[1]]:%Y}", path)


def example_files() -> dict[str, bytes]:
    """Return the files of the example book. Raises KamError (exit 5) if this installation lacks it."""
    folder = next(filter(is_book, EXAMPLES), None)
    if folder is None:
        raise KamError(msg("this installation does not contain the example book"), IO)
    return ignore_file() | files_in(folder)


def ignore_file() -> dict[str, bytes]:
    """Return the file that keeps private facts out of git."""
    return {f".{IGNORE}": (STARTER / IGNORE).read_bytes()}


def files_in(folder: Path) -> dict[str, bytes]:
    """Return the plain files below a folder by path, without private and temporary ones."""
    paths = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*"))}
    wanted = {name: path for name, path in paths.items() if not LEFT_OUT.search(name) and name != IGNORE}
    return {name: path.read_bytes() for name, path in wanted.items() if stat.S_ISREG(path.lstat().st_mode)}


def refuse_used(folder: Path) -> None:
    """Raise KamError (exit 2) unless `folder` is free: absent, or empty."""
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists() or folder.is_symlink():
        raise KamError(msg("{path} is not empty", path=folder), USAGE, msg("name a new or an empty folder"))


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files below `folder`. Raises KamError (exit 5)."""
    for name, data in files.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise KamError(msg("can't write {path}: {reason}", path=path, reason=error.strerror), IO) from error
        replace_file(path, data, durable=False)


def story(files: Mapping[str, bytes], day: date | None = None) -> list[NewCommit]:
    """Return the history that leads to `files`: their state on each of some 26 days, the last one the files themselves.

    The last day is the one that the settings pin, else `day`. Authors are the owners of the accounts that changed most.
    """
    book, _ = read_book(Files(Path(), files))
    last = book.settings.as_of or day or BASE
    replay, zone = Replay(files), ZoneInfo(book.settings.time_zone)
    found: list[NewCommit] = []
    before: Mapping[str, bytes] = {}
    for when in days_until(last):
        state = files if when == last else replay.on(when)
        told = changes(Files(Path(), before), Files(Path(), state))
        message = message_of(told) if before else beginning(state)
        if told:
            who = signed(*author(book, told, when), datetime.combine(when, EVENING, zone))
            found.append(NewCommit(who, message, state))
        before = state
    return found


def days_until(last: date) -> list[date]:
    """Return the days of the commits: each of the last ten weeks, before that every four, from a quarter's start."""
    first = quarter_of(add_months(last, -3 * QUARTERS_BACK)).first
    days = [last - timedelta(7) * week for week in range(WEEKS)]
    while days[-1] - EVERY > first:
        days.append(days[-1] - EVERY)
    return [first, *reversed(days)]


def beginning(files: Mapping[str, bytes]) -> str:
    """Return the message of the first commit."""
    return f"Start the book: {sum(path.endswith('/account.yaml') for path in files)} accounts\n"


def author(book: Book, told: Sequence[Change], day: date) -> tuple[str, str]:
    """Return name and address of who made the changes: the owner, on that day, of the accounts with most of them."""
    counts: Counter[str] = Counter()
    for change in told:
        account = book.accounts.get(change.account or "")
        owner = value_on(account.owner, day) if account else None
        if owner in book.team:
            counts[owner] += 1
    if not counts:
        return NOBODY
    id = max(sorted(counts), key=lambda name: counts[name])
    return book.team[id].name, book.team[id].email or f"{id}@{EXAMPLE_DOMAIN}"
