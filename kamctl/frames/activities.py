"""Activities: one row per visit, call, meeting, event or review."""

import re
from datetime import date, timedelta

import pandas as pd

from kamctl.frames.columns import framed
from kamctl.records.book import Book, account_of
from kamctl.records.kinds import BY_NAME

COLUMNS = ("date", "account", "person", "kind", "hours", "source")
YEAR = re.compile(r"\d{4}-", re.ASCII)


def activities(book: Book, day: date, window: int | None = None) -> pd.DataFrame:
    """Return the activities up to `day`, by account, person and file (columns: `COLUMNS`).

    `window` takes those of the last so many days alone. `person` is who of ours it was, from the name of the file;
    `hours` is float, NaN where nobody wrote it down; `source` the path of the file.
    """
    since = day - min(timedelta(window or 0), day - date.min)
    rows = [
        (activity.on, account_of(name), person_of(name), activity.kind, activity.hours, path_of(name))
        for name in sorted(book.activities)
        for activity in book.activities[name].root
        if (window is None or since < activity.on) and activity.on <= day
    ]
    return framed(rows, COLUMNS, ("date",), ("hours",))


def path_of(name: str) -> str:
    """Return the file of a list of activities."""
    return BY_NAME["activities"].path_of(name)


def person_of(name: str) -> str:
    """Return whose activities a file `account/2026-lin-yue` holds: `lin-yue`."""
    return YEAR.sub("", name.partition("/")[2], count=1)
