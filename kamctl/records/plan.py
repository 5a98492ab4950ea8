"""The account plan."""

from kamctl.records.base import Record, about, many, maybe
from kamctl.records.money import MoneyField
from kamctl.records.names import PersonId
from kamctl.records.scalar import Day, Text


class Objective(Record):
    """One objective, with its measure and date."""

    what: Text = about("objective")
    measure: Text | None = maybe("how it is measured")
    target: Text | MoneyField | None = maybe("value to reach")
    due: Day | None = maybe("by when")


class Action(Record):
    """One action."""

    what: Text = about("what")
    owner: PersonId | None = maybe("who of ours")
    due: Day | None = maybe("by when")
    done_on: Day | None = maybe("day it was done")


class Member(Record):
    """One member of the account team."""

    person: PersonId = about("who of ours")
    role: Text | None = maybe("part in the team")


class Risk(Record):
    """One risk and what we do about it."""

    what: Text = about("risk")
    response: Text | None = maybe("what we do about it")
    owner: PersonId | None = maybe("who of ours")


class Plan(Record):
    """accounts/<account>/plan.yaml: the account plan."""

    objectives: tuple[Objective | Text, ...] = many("objectives")
    strategy: Text | None = maybe("strategy in words")
    actions: tuple[Action, ...] = many("actions")
    team: tuple[Member | PersonId, ...] = many("account team")
    budget: MoneyField | None = maybe("money set aside for the account this year")
    risks: tuple[Risk | Text, ...] = many("risks")
    notes: Text | None = maybe("remarks")
