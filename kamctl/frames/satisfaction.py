"""Satisfaction: one row per item that somebody judged in a satisfaction survey."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pandas as pd

from kamctl.frames.columns import framed
from kamctl.records.book import Book, account_of
from kamctl.records.kinds import BY_NAME
from kamctl.records.survey import Score, Survey

COLUMNS = ("survey", "account", "date", "answer", "item", "experience", "weight", "source")


def satisfaction(book: Book, day: date) -> pd.DataFrame:
    """Return the judgements of satisfaction surveys up to `day`, by survey and respondent (columns: `COLUMNS`).

    `experience` is 0 to 100; `weight` that of the item, 1 where none is given; `answer` the respondent's number from 1.
    """
    rows = [
        (name, account_of(name), survey.on, *judged, BY_NAME["survey"].path_of(name))
        for name, survey in sorted(book.surveys.items())
        if survey.kind == "satisfaction" and survey.on <= day
        for judged in judgements(survey)
    ]
    return framed(rows, COLUMNS, ("date",), ("experience", "weight"))


def judgements(survey: Survey) -> Iterator[tuple[int, str, Decimal, Decimal]]:
    """Yield respondent, item, experience and weight; a bare score is the experience."""
    for number, answer in enumerate(survey.answers, start=1):
        for item, given in answer.scores.items():
            score = given if isinstance(given, Score) else Score(experience=given)
            if score.experience is not None:
                yield number, item, score.experience, Decimal(1) if score.weight is None else score.weight
