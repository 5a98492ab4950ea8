"""Names and days -> commits.

A day means the last commit of the checked-out branch whose committer date is on or before the end of that day in
the book's time zone. "Of the branch" is its own line (first parents): what this branch held, not what others had
elsewhere. Where clocks were wrong, so that a commit seems older than its parent, the same rule holds, and a
warning says that the answer rests on such dates.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import NoReturn
from zoneinfo import ZoneInfo

from kamctl.errors import USAGE, KamError, Message, msg
from kamctl.periods import parse_day
from kamctl.store.git import OBJECT_ID, Repository, ask, call, damaged, fail, incomplete

DAY_LIKE = re.compile(r"\d{1,6}[-/.]\d{1,2}([-/.]\d{1,2})?", re.ASCII)
# Names that git would search for, compute from the reflog, or take for a path, a range or an option.
REFUSED = re.compile(r"^-|^$|[\x00-\x20\x7f:?*\[\\]|\.\.|@\{|\^\{")
SKEW_S = 24 * 3600


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit and its committer date, in seconds since 1970 UTC."""

    id: str
    seconds: int

    def day(self, zone: ZoneInfo) -> date:
        """Return the day of the commit in `zone`; the last or first day of the calendar for a senseless date."""
        try:
            return datetime.fromtimestamp(self.seconds, UTC).astimezone(zone).date()
        except (OverflowError, ValueError, OSError):
            return date.max if self.seconds > 0 else date.min


def as_day(text: str) -> date | None:
    """Return the day that `text` names, None if it is no day. Raises KamError (exit 2) for a day in another form."""
    if not DAY_LIKE.fullmatch(text):
        return None
    try:
        return parse_day(text)
    except ValueError:
        raise KamError(
            msg("{text} is not a day", text=text), USAGE, msg("write days as year-month-day, e.g. 2026-11-20")
        ) from None


def commit_named(repository: Repository, name: str) -> Commit:
    """Return the commit that a commit id, tag or branch names.

    Raises KamError: exit 2 for an unknown, ambiguous or refused name, 6 where a shallow clone may lack it.
    """
    if "@{" in name:
        raise KamError(msg("{name}: the reflog is never read", name=name), USAGE, forms())
    if REFUSED.search(name):
        unknown(name)
    answer = call(repository.folder, "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}")
    if "is ambiguous" in answer.err:
        hint = msg(
            "write heads/{name} for the branch, tags/{name} for the tag, or more digits of the commit", name=name
        )
        raise KamError(msg("{name} is ambiguous: it names more than one thing", name=name), USAGE, hint)
    found = answer.out.decode("ascii", "replace").strip()
    if answer.code or not OBJECT_ID.fullmatch(found):
        no_commit(repository, name, answer.err)
    return dated(repository, found)


def no_commit(repository: Repository, name: str, err: str) -> NoReturn:
    """Stop and tell apart: a clone that lacks the commit, a name git does not know, a commit that can't be read."""
    if repository.incomplete:
        incomplete(name)
    if "expected commit type" in err or OBJECT_ID.fullmatch(name):
        unknown(name)
    known = call(repository.folder, "rev-parse", "--verify", "--end-of-options", name)
    if known.code == 0:
        damaged(repository, known.out.decode("ascii", "replace").strip())
    if "Needed a single revision" not in err:
        fail(err)
    unknown(name)


def unknown(name: str) -> NoReturn:
    """Stop: git does not know the name."""
    raise KamError(msg("{name}: no such commit, tag, branch or day", name=name), USAGE, forms())


def forms() -> Message:
    """Return what may be written for a revision."""
    return msg("name a commit, tag or branch, or a day as 2026-11-20")


def dated(repository: Repository, commit: str) -> Commit:
    """Return the commit with its date."""
    return line_of(repository, commit, "--max-count=1")[0]


def line_of(repository: Repository, commit: str, *options: str) -> list[Commit]:
    """Return the commit and its first parents, newest first."""
    out = ask(repository.folder, "rev-list", "--first-parent", "--timestamp", *options, commit, "--")
    rows = (line.split() for line in out.decode("ascii", "replace").splitlines())
    return [Commit(row[1], int(row[0])) for row in rows]


def head(repository: Repository) -> Commit | None:
    """Return the checked-out commit, None before the first one."""
    answer = call(repository.folder, "rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD")
    found = answer.out.decode("ascii", "replace").strip()
    if answer.err.strip():
        fail(answer.err)
    return dated(repository, found) if OBJECT_ID.fullmatch(found) else None


def end_of(day: date, zone: ZoneInfo) -> float:
    """Return the first second after `day` in `zone`, in seconds since 1970 UTC."""
    if day >= date.max - timedelta(2):
        return float("inf")
    following = day + timedelta(1)
    return datetime(following.year, following.month, following.day, tzinfo=zone).timestamp()


def commit_on(repository: Repository, day: date, zone: ZoneInfo) -> tuple[Commit, list[Message]]:
    """Return the last commit of the branch on or before the end of `day`, and warnings of wrong clocks.

    Raises KamError: exit 2 if the history starts later, 6 if a shallow clone can't tell.
    """
    tip = head(repository)
    line = line_of(repository, tip.id) if tip else []
    limit = end_of(day, zone)
    found = next((commit for commit in line if commit.seconds < limit), None)
    if found:
        return found, skew(line, limit)
    if repository.shallow:
        incomplete(day)
    if not line:
        raise KamError(msg("the repository has no commits yet"), USAGE)
    first = line[-1].day(zone)
    raise KamError(msg("no commit on or before {day}: the history starts on {first}", day=day, first=first), USAGE)


def skew(line: Sequence[Commit], limit: float) -> list[Message]:
    """Warn of commits that seem older than their parents, where that is a day or more or decides the answer."""
    wrong = [
        child.id[:10]
        for child, parent in pairwise(line)
        if parent.seconds - child.seconds > SKEW_S or child.seconds < limit <= parent.seconds
    ]
    if not wrong:
        return []
    return [
        msg(
            "commit dates out of order (wrong clock) at {commits}: took the newest commit dated on or before the day",
            commits=", ".join(wrong[:3]) + (", …" if len(wrong) > 3 else ""),
        )
    ]
