"""The book as it would have stood on earlier days: what its records date later is cut away.

Used to give the example book a history: its last state is the book itself, byte for byte, the earlier ones follow
from the days in it. What has no day (settings, catalogue, team) was always there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from kamctl.records.kinds import Kind, kind_of
from kamctl.records.scalar import as_text
from kamctl.store.plain_text import decode
from kamctl.store.rows import rows_of
from kamctl.store.source import ENDINGS
from kamctl.store.timeline import Rule, Swap, Timeline, csv_timeline, day_of, yaml_timeline
from kamctl.store.yaml_spans import Path, Spans
from kamctl.store.yaml_text import load

# Keys that tell of something that happened: not known before.
EVENTS = frozenset(("closed", "done_on", "last", "left_on", "removed_on", "since"))
# Keys that were set when something else happened, by the key with that day.
FOLLOWING = {"status": "left_on", "moved_to": "left_on", "kept": "due"}
# Keys that name another record of the account, and its kind.
NAMED = {"opportunity": "opportunity", "frame": "contract", "contract": "contract", "supersedes": "quote"}
STARTS = {"quote": "date", "contract": "from", "survey": "on"}
SENT = "sent"
ANSWER = timedelta(21)
PLANNED = timedelta(180)
TARGETS_BEFORE = timedelta(31)

Births = Mapping[tuple[str, str | None, str], date]


@dataclass(frozen=True, slots=True)
class Read:
    """A file of the book that can be replayed."""

    path: str
    kind: Kind
    account: str | None
    name: str
    text: str
    data: Any = field(default=None, compare=False)


class Replay:
    """The states of a book. `files` are its files now, by path; those that are no records were always there."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.read = [read(path, data) for path, data in files.items() if path.endswith(ENDINGS) and kind_of(path)]
        births = births_of(self.read)
        self.timelines = {one.path: timeline(one, births) for one in self.read}

    def on(self, day: date) -> dict[str, bytes]:
        """Return the files at the end of `day`."""
        found: dict[str, bytes] = {}
        for path, data in self.files.items():
            if path not in self.timelines:
                found[path] = data
                continue
            text = self.timelines[path].on(day)
            if text is not None:
                found[path] = text.encode()
        return found


def read(path: str, data: bytes) -> Read:
    """Return a file with what its path says. Raises Unread or Faulty if it is broken."""
    known = kind_of(path)
    assert known is not None
    kind, names = known
    text = decode(path, data)
    name = names.get("id") or names.get("year") or ""
    return Read(path, kind, names.get("account"), name, text, None if kind.ledger else load(text))


def births_of(files: Iterable[Read]) -> dict[tuple[str, str | None, str], date]:
    """Return the day since which each record exists, by kind, account and name; those that always did are absent.

    An account exists since the first day in its records or in the ledgers, and since the first of those below it.
    """
    files = list(files)
    births = {(one.kind.name, one.account, one.name): born for one in files if (born := born_of(one))}
    first: dict[str, date] = {}
    for (_, account, _), born in births.items():
        if account:
            first[account] = min(first.get(account, born), born)
    for account, day in ledger_days(files):
        first[account] = min(first.get(account, day), day)
    parents = {one.account or "": as_text(one.data.get("parent")) for one in files if one.kind.name == "account"}
    for account in list(first):
        above, seen = parents.get(account), {account}
        while above and above not in seen:
            seen.add(above)
            first[above] = min(first.get(above, first[account]), first[account])
            above = parents.get(above)
    return births | {("account", account, ""): day for account, day in first.items()}


def born_of(one: Read) -> date | None:
    """Return the day since which a record exists by its own content, None if that tells nothing."""
    if one.kind.name in STARTS:
        return day_of(one.data.get(STARTS[one.kind.name]))
    if one.kind.name == "targets":
        return date(int(one.name), 1, 1) - TARGETS_BEFORE
    if one.kind.name == "install":
        days = [first_day(one.data.get("units")), first_day(one.data.get("site")), month(one.data.get("installed"))]
        return max(filter(None, days), default=None)
    if one.kind.name == "opportunity":
        return first_day(one.data.get("history"))
    if one.kind.name == "activities":
        return first_day(one.data)
    if one.kind.name == "plan":
        days = [day_of(item.get("due")) for item in one.data.get("actions") or [] if isinstance(item, dict)]
        known = [day for day in days if day]
        return min(known) - PLANNED if known else None
    return None


def first_day(entries: Any) -> date | None:
    """Return the first day of dated entries; None if one of them is undated."""
    items = entries if isinstance(entries, list) else [entries]
    days = [day_of(item.get("on")) if isinstance(item, dict) else None for item in items]
    return min((day for day in days if day), default=None) if all(days) else None


def month(value: Any) -> date | None:
    """Return the first day of a month, or None."""
    return day_of(f"{as_text(value)}-01")


def ledger_days(files: Iterable[Read]) -> Iterator[tuple[str, date]]:
    """Yield account and date of each row of the ledgers that name accounts."""
    for one in files:
        if one.kind.ledger:
            for row in rows_of(one.path, one.text):
                day = day_of(row.cells.get("date"))
                if day and row.cells.get("account"):
                    yield row.cells["account"], day


def timeline(one: Read, births: Births) -> Timeline:
    """Return the timeline of a file."""
    if one.kind.ledger:
        return csv_timeline(one.path, one.text)
    found = yaml_timeline(one.path, one.text, rule_of(one, births))
    own = births.get((one.kind.name, one.account, one.name))
    account = births.get(("account", one.account, ""))
    found.born = max(filter(None, (own, account)), default=None)
    if one.kind.name == "quote":
        found.swaps += status_swap(one)
    return found


def rule_of(one: Read, births: Births) -> Rule:
    """Return what says, for the keys of a file, since when they were known."""

    def rule(path: Path, key: str, holder: dict[str, Any]) -> date | None:
        if key in EVENTS:
            return day_of(holder[key])
        if key in FOLLOWING and FOLLOWING[key] in holder:
            return day_of(holder[FOLLOWING[key]])
        if key in NAMED:
            return births.get((NAMED[key], one.account, as_text(holder[key]) or ""))
        if key == "next_step" and not path:
            days = [day_of(entry.get("on")) for entry in holder.get("history") or [] if isinstance(entry, dict)]
            return max(filter(None, days), default=None)
        return None

    return rule


def status_swap(one: Read) -> list[Swap]:
    """Return the swap of a quote's status: it was `sent` until it expired, or for three weeks."""
    status, sent = as_text(one.data.get("status")), day_of(one.data.get("date"))
    if status not in ("accepted", "rejected", "expired", "superseded") or sent is None:
        return []
    until = day_of(one.data.get("valid_until"))
    since = until + timedelta(1) if status == "expired" and until else sent + ANSWER
    span = Spans(one.path, one.text).at(("status",))
    return [Swap(span.start, span.end, since, SENT)]
