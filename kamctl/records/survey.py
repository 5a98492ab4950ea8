"""A survey with its answers: satisfaction, Kano, or their rating of us as a supplier."""

from typing import Literal

from kamctl.records.base import Record, about, many, maybe
from kamctl.records.names import ContactRef
from kamctl.records.scalar import Count, Day, Name, Number, Text, UpToTen

KanoAnswer = Literal["like", "expect", "neutral", "tolerate", "dislike"]


class Score(Record):
    """One item: what they expected and what they experienced, 0 to 100."""

    expectation: Number | None = maybe("expectation, 0 to 100")
    experience: Number | None = maybe("experience, 0 to 100")
    weight: Number | None = maybe("weight of the item; default 1")


class KanoPair(Record):
    """The pair of Kano answers on one feature."""

    functional: KanoAnswer = about("how would you feel if it were there")
    dysfunctional: KanoAnswer = about("how would you feel if it were not")


class Answer(Record):
    """What one person, or one department, answered."""

    contact: ContactRef | None = maybe("who answered, if known")
    role: Text | None = maybe("function of who answered")
    recommend: UpToTen | None = maybe("how likely they would recommend us, 0 to 10")
    scores: dict[Name, Score | Number] = about(
        "satisfaction: item -> score 0 to 100, or expectation and experience", default={}
    )
    features: dict[Name, KanoPair] = about("Kano: feature -> pair of answers", default={})
    switching: dict[Name, Number] = about("switching costs: the eight items, 1 to 5", default={})
    comment: Text | None = maybe("what they said")


class Survey(Record):
    """accounts/<account>/surveys/<id>.yaml: one survey."""

    kind: Literal["satisfaction", "kano", "supplier_rating"] = about("kind")
    on: Day = about("day")
    sent: Count | None = maybe("how many were asked")
    answers: tuple[Answer, ...] = many("answers")
    notes: Text | None = maybe("remarks")
