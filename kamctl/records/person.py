"""Our people."""

from pydantic import ConfigDict, RootModel

from kamctl.records.base import Record, about, maybe
from kamctl.records.names import PersonId, RegionId
from kamctl.records.scalar import Day, Id, Text


class Person(Record):
    """team.yaml, one entry: one of our people."""

    name: Text = about("name")
    name_zh: Text | None = maybe("Chinese name")
    role: Text | None = maybe("role, e.g. account manager")
    region: RegionId | None = maybe("region, from the settings")
    manager: PersonId | None = maybe("who the person reports to")
    start: Day | None = about("first day", default=None, alias="from")
    until: Day | None = maybe("last day")
    email: Text | None = maybe("e-mail address")


class Team(RootModel[dict[Id, Person]]):
    """team.yaml: our people."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, defer_build=True)
