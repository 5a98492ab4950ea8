"""What an account values: the type that somebody recorded, and the five answers from which one follows."""

from datetime import date

import pandas as pd

from kamctl.frames.columns import framed
from kamctl.records.account import ValueAnswers
from kamctl.records.book import Book
from kamctl.records.dated import entry_on

NONE = ValueAnswers()
ANSWERS = tuple(ValueAnswers.model_fields)
COLUMNS = ("account", "stored", "stored_on", *ANSWERS, *(f"{name}_on" for name in ANSWERS))


def value_types(book: Book, day: date) -> pd.DataFrame:
    """Return one row per account that has a value type or an answer on `day`, by id (columns: `COLUMNS`).

    `stored` is the recorded type, None if there is none; answers are 1 to 5 (float, NaN unknown); the columns `_on`
    are the days they were learnt, NaT if undated.
    """
    rows = []
    for name in sorted(book.accounts):
        account = book.accounts[name]
        if not account.value_type and account.value_answers == NONE:
            continue
        stored = entry_on(account.value_type, day)
        found = [entry_on(getattr(account.value_answers, answer), day) for answer in ANSWERS]
        if stored or any(found):
            values = [float(entry.value) if entry else None for entry in found]
            row = (name, stored.value if stored else None, stored.on if stored else None)
            rows.append((*row, *values, *(entry.on if entry else None for entry in found)))
    return framed(rows, COLUMNS, [name for name in COLUMNS if name.endswith("_on")], ANSWERS)
