"""An opportunity: one deal and its dated history. Its state on a day is the fold of the history."""

from datetime import date
from decimal import Decimal
from operator import ge
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from kamctl.records.account import Channel
from kamctl.records.base import Record, about, many, maybe
from kamctl.records.contact import Role, Stance
from kamctl.records.money import Money, MoneyField
from kamctl.records.names import CompetitorId, ContactRef, OptionCode, PersonId, ProductCode, SiteId, StageId
from kamctl.records.scalar import Count, Day, Share, Text

BuyingStep = Literal["need", "research", "project", "criteria", "evaluation", "preferred", "negotiation", "contract"]
BUYING_STEPS: tuple[BuyingStep, ...] = (
    "need", "research", "project", "criteria", "evaluation", "preferred", "negotiation", "contract",
)  # fmt: skip
OUTCOMES = ("won", "lost", "dropped", "cancelled")


class WantedProduct(Record):
    """What the deal is about."""

    product: ProductCode = about("product")
    options: tuple[OptionCode, ...] = many("options")
    quantity: Count = about("units")


class Rival(Record):
    """A competitor in the deal."""

    competitor: CompetitorId = about("competitor")
    position: Literal["incumbent", "preferred", "bidder"] | None = maybe("where it stands")


class Part(Record):
    """The part a contact has in this deal."""

    contact: ContactRef = about("contact")
    role: Role | None = maybe("part in buying")
    stance: Stance | None = maybe("for us, neutral, against us")
    win: Text | None = maybe("what the person gains if we win")
    concern: Text | None = maybe("what worries the person")


class ProjectPlan(Record):
    """The customer's plan."""

    purpose: Text | None = maybe("what the project is for")
    budget: MoneyField | None = maybe("budget")
    decide_by: Day | None = maybe("day they want to decide")
    special_need: Text | None = maybe("a special need")


class NextStep(Record):
    """What happens next."""

    what: Text = about("what")
    by: PersonId | None = maybe("who of ours")
    due: Day | None = maybe("by when")


class Change(Record):
    """One entry of the history: what changed on a day. Fields that did not change are left out."""

    on: Day = about("day")
    stage: StageId | None = maybe(
        "stage from that day on: one of the settings' stages, or won, lost, dropped, cancelled"
    )
    amount: MoneyField | None = maybe("amount")
    close: Day | None = maybe("expected day of the order")
    probability: Share | None = maybe("probability that replaces the stage's; null withdraws it")
    reason: Text | None = maybe("why, for lost, dropped and cancelled")
    buying_step: BuyingStep | None = maybe("where the customer is in buying")
    evidence: Text | None = maybe("what shows it")
    owner: PersonId | None = maybe("who of ours is responsible")
    note: Text | None = maybe("a remark")


FOLDED = ("stage", "amount", "close", "probability", "buying_step", "owner")


def each_once_a_day(history: tuple[Change, ...]) -> tuple[Change, ...]:
    """Refuse entries of one day that say the same field: which came last nobody could tell. All are told.

    A history without entries says nothing of the deal, and is refused, too.
    """
    if not history:
        raise PydanticCustomError("empty", "empty")
    seen: dict[tuple[date, str], int] = {}
    found: list[dict[str, Any]] = []
    for index, change in enumerate(history):
        for name in FOLDED:
            if name not in change.model_fields_set:
                continue
            first = seen.setdefault((change.on, name), index)
            if first != index:
                places = {"at": (index, name), "first": (first, name)}
                found.append({"name": name, "day": str(change.on), **places})
    if found:
        raise PydanticCustomError("twice", "twice", {"each": found})
    return history


class Opportunity(Record):
    """accounts/<account>/opportunities/<id>.yaml: one deal."""

    name: Text = about("name")
    name_zh: Text | None = maybe("Chinese name")
    site: SiteId | None = maybe("site")
    channel: Channel = about("channel", default="direct")
    products: tuple[WantedProduct, ...] = many("products wanted")
    competitors: tuple[Rival, ...] = many("competitors in the deal")
    roles: tuple[Part, ...] = many("who has which part in this deal")
    plan: ProjectPlan | None = maybe("the customer's plan")
    next_step: NextStep | None = maybe("what happens next")
    history: Annotated[tuple[Change, ...], AfterValidator(each_once_a_day)] = about(
        "what changed when; the state on a day is what all entries up to it add up to"
    )
    notes: Text | None = maybe("remarks")


class State(NamedTuple):
    """What is known of a deal at the end of a day.

    `since` is the day of the last change of stage, `first_seen` of the first entry, `ended` the day of the
    last outcome. `won_on` and `won_amount` stay after a cancellation; a second `won` corrects the amount only; they
    are gone when the deal is open again. `slipped` counts later moves of the close date.
    """

    first_seen: date
    stage: str | None = None
    since: date | None = None
    amount: Money | None = None
    close: date | None = None
    probability: Decimal | None = None
    buying_step: str | None = None
    owner: str | None = None
    won_on: date | None = None
    won_amount: Money | None = None
    ended: date | None = None
    slipped: int = 0

    @property
    def open(self) -> bool:
        """True until an outcome is entered."""
        return self.ended is None


def state_on(history: tuple[Change, ...], day: date) -> State | None:
    """Fold all entries up to the end of `day`; None before the first. Entries are sorted by date first."""
    entries = [change for change in history if change.on <= day]
    if not entries:
        return None
    days = [change.on for change in entries]
    if any(map(ge, days, days[1:])):
        entries.sort(key=turn)
    known: dict[str, Any] = {"first_seen": entries[0].on}
    for change in entries:
        enter(known, change)
    return State(**known)


def turn(change: Change) -> tuple[date, bool]:
    """Return when an entry takes its turn: by day; of one day, the stage last, so that a win finds its amount."""
    return change.on, change.stage is not None


def enter(known: dict[str, Any], change: Change) -> None:
    """Bring `known`, the fields of a state, up to date with one entry.

    A dictionary, since a new state for every entry took most of the time of a long fold.
    """
    was = known.get("stage")
    if change.buying_step is not None:
        known["buying_step"] = change.buying_step
    if change.owner is not None:
        known["owner"] = change.owner
    if change.probability is not None or "probability" in change.model_fields_set:
        known["probability"] = change.probability
    close, stage = change.close, change.stage
    if close is not None:
        if "close" in known and close > known["close"]:
            known["slipped"] = known.get("slipped", 0) + 1
        known["close"] = close
    if stage is not None and stage != was:
        known["stage"], known["since"] = stage, change.on
        known["ended"] = change.on if stage in OUTCOMES else None
    if change.amount is not None:
        known["amount"] = change.amount
    if stage is not None:
        win(known, change, was)


def win(known: dict[str, Any], change: Change, was: str | None) -> None:
    """Keep day and amount of the win, or forget them where the deal is open again; `was` is the stage before."""
    if change.stage == "won":
        first = known.get("won_on") if was == "won" else change.on
        known.update(won_on=first, won_amount=known.get("amount"))
    elif change.stage != "cancelled" and "won_on" in known:
        known.update(won_on=None, won_amount=None)
