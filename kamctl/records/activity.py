"""Activities: visits, calls, meetings; a dated list, one file per person and year."""

from typing import Literal

from pydantic import ConfigDict, RootModel

from kamctl.records.base import Record, about, many, maybe
from kamctl.records.names import ContactRef, OpportunityRef, SiteId
from kamctl.records.scalar import Day, Flag, Positive, Text


class Commitment(Record):
    """What was promised, by whom and until when."""

    what: Text = about("what")
    by: Text | None = maybe("who promised: one of ours, or a contact")
    due: Day | None = maybe("until when")
    kept: Flag | None = maybe("whether it was kept")


class Activity(Record):
    """One visit, call, meeting, event or review."""

    on: Day = about("day")
    kind: Literal["visit", "call", "meeting", "event", "review"] = about("kind")
    contacts: tuple[ContactRef, ...] = many("contacts met")
    site: SiteId | None = maybe("site")
    hours: Positive | None = maybe("time spent", unit="hours")
    purpose: Text | None = maybe("why")
    commitment: Commitment | None = maybe("what the customer, or we, promised")
    outcome: Text | None = maybe("what came of it")
    opportunity: OpportunityRef | None = maybe("deal it belongs to")
    notes: Text | None = maybe("remarks")


class Activities(RootModel[tuple[Activity, ...]]):
    """accounts/<account>/activities/<year>-<person>.yaml: what one person did in a year."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, defer_build=True)
