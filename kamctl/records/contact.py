"""A contact: one person at the customer, and, in a file of its own that git ignores, what is personal."""

from typing import Annotated, Any, Literal

from pydantic import PlainValidator, WithJsonSchema

from kamctl.periods import parse_day
from kamctl.records.base import Record, about, many, maybe
from kamctl.records.dated import Dated
from kamctl.records.names import ContactRef, SiteId
from kamctl.records.scalar import Day, Id, Level, Rating, Text, as_text, refuse

Layer = Literal["decision", "management", "execution"]
Stance = Literal["for", "neutral", "against"]
Role = Literal["decision_maker", "user", "technical", "financial", "purchaser", "coach"]


class CoachCheck(Record):
    """Something that shows the coach helps: opened a door, informed, influenced, reported progress."""

    on: Day = about("day")
    what: Text = about("what was done")


class Coach(Record):
    """Where a coach stands and what shows it."""

    where: Literal["customer", "outside", "us"] = about("at the customer, outside, or in our own house")
    checks: tuple[CoachCheck, ...] = many("evidence")


class Contact(Record):
    """accounts/<account>/contacts/<id>.yaml: one person."""

    name: Text = about("name", personal=True)
    name_zh: Text | None = maybe("Chinese name", personal=True)
    title: Text | None = maybe("title")
    department: Text | None = maybe("department")
    sites: tuple[SiteId, ...] = many("sites where the person works")
    layer: Layer | None = maybe("decision, management or execution")
    reports_to: ContactRef | None = maybe("contact this person reports to")
    function: Text | None = maybe("function, e.g. purchasing, engineering")
    influence: Dated[Rating] = many("influence on decisions, 1 to 5")
    level: Dated[Level] = many("1 acquainted, 2 meets us, 3 trusts, 4 ally")
    stance: Dated[Stance] = many("for us, neutral, against us")
    role: Dated[Role] = many("part in buying")
    coach: Coach | None = maybe("if a coach: where, and the evidence")
    email: Text | None = maybe("e-mail address", personal=True)
    phone: Text | None = maybe("telephone number, quoted, with country code", personal=True)
    language: Text | None = maybe("language to write in, e.g. zh, de")
    status: Literal["active", "left"] = about("active, or left the customer", default="active")
    left_on: Day | None = maybe("day the person left")
    moved_to: ContactRef | None = maybe("contact that is the same person at another account")
    notes: Text | None = maybe("remarks")


def private(meaning: str) -> Any:
    """Return a personal field that may be absent, as one text or a list of texts."""
    return maybe(meaning, personal=True)


def to_birthday(value: Any) -> str:
    text = as_text(value) or ""
    try:
        parse_day(text if len(text) == 10 else f"2000-{text}")
    except ValueError:
        refuse("day")
    return text


def to_answer(value: Any) -> str:
    text = as_text(value)
    if not text:
        refuse("text")
    return text


PrivateText = Text | tuple[Text, ...] | None
Birthday = Annotated[str, PlainValidator(to_birthday), WithJsonSchema({"type": "string"})]
StyleAnswer = Annotated[str, PlainValidator(to_answer), WithJsonSchema({"type": ["string", "integer"]})]


class PrivateContact(Record):
    """accounts/<account>/contacts/<id>.private.yaml: personal facts, ignored by git."""

    birthday: Birthday | None = private("birthday, 1978-05-02, or 05-02 where the year is not known")
    family: PrivateText = private("family")
    education: PrivateText = private("education")
    likes: PrivateText = private("what the person likes")
    holidays: PrivateText = private("holidays")
    relations: PrivateText = private("relations")
    aspirations: PrivateText = private("aspirations")
    work_plans: PrivateText = private("plans at work")
    unfulfilled_wish: PrivateText = private("an unfulfilled wish")
    style: dict[Id, StyleAnswer] = about(
        "answers of the working-style questionnaire: question -> letter or points", default={}, personal=True
    )
