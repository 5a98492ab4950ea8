"""Survey answers: one row per answered question, in long form."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from kamctl.frames.columns import framed
from kamctl.records.book import Book, account_of
from kamctl.records.kinds import BY_NAME
from kamctl.records.survey import Answer

COLUMNS = ("survey", "account", "date", "answer", "question", "item", "value", "source")


def answers(book: Book, day: date) -> pd.DataFrame:
    """Return what was answered in surveys up to `day`, by survey and respondent (columns: `COLUMNS`).

    `survey` is the full id, `answer` the number of the respondent from 1. `question` is `recommend` (value 0 to 10,
    no item) or `switching` (item: one of the eight switching costs, value 1 to 5). `source` is the path of the record.
    """
    rows = [
        (name, account, survey.on, number, question, item, value, path)
        for name, survey in sorted(book.surveys.items())
        if survey.on <= day
        for account, path in [(account_of(name), BY_NAME["survey"].path_of(name))]
        for number, answer in enumerate(survey.answers, start=1)
        for question, item, value in answered(answer)
    ]
    return framed(rows, COLUMNS, ("date",), ("value",))


def answered(answer: Answer) -> Iterator[tuple[str, str | None, float]]:
    """Yield question, item and value of all that one respondent answered."""
    if answer.recommend is not None:
        yield "recommend", None, float(answer.recommend)
    for item, value in sorted(answer.switching.items()):
        yield "switching", item, float(value)
