"""An account: a customer's company, division or plant group, kept in one folder with all that is known of it."""

from typing import Literal

from kamctl.records.base import Record, about, many, maybe
from kamctl.records.country import Country
from kamctl.records.currency import Currency
from kamctl.records.dated import Dated
from kamctl.records.money import MoneyField
from kamctl.records.names import (
    AccountId,
    ApplicationName,
    CompetitorId,
    FamilyName,
    PersonId,
    ProductCode,
    SegmentName,
    SiteId,
)
from kamctl.records.scalar import Count, Day, Id, Name, Number, Rating, Text

ValueType = Literal["intrinsic", "extrinsic", "strategic"]
KamStage = Literal["pre", "early", "mid", "partnership", "synergistic"]
Channel = Literal["direct", "distributor", "oem"]
CareClass = Literal["A", "B", "C"]


class Site(Record):
    """A plant, office or warehouse of the account."""

    id: Id = about("name of the site, unique in the account")
    name: Text = about("name as people say it")
    country: Country = about("country, ISO 3166 alpha-2, quoted")
    city: Text | None = maybe("city")
    opened: Day | None = maybe("day it opened")
    closed: Day | None = maybe("day it closed")
    lines: Count | None = maybe("production lines")
    employees: Count | None = maybe("employees")
    requirements: dict[ApplicationName, dict[Name, Text | Number]] = about(
        "what each application needs: application -> capability -> value", default={}
    )
    expected: dict[ProductCode, Count] = about("units expected in the next 12 months, by product", default={})


class Ratings(Record):
    """Judgements from 1 (low) to 5 (high)."""

    influence: Dated[Rating] = many("influence on other customers")
    position: Dated[Rating] = many("position in its industry")
    reference: Dated[Rating] = many("worth as a reference")
    credit: Dated[Rating] = many("credit grade, 1 best to 5 worst")
    supply_risk: Dated[Rating] = many("how hard we are to replace for them")
    purchase_value: Dated[Rating] = many("how much of their spending our goods are")


class ValueAnswers(Record):
    """The five answers from which the value type follows, 1 (not at all) to 5 (very much)."""

    price_sensitivity: Dated[Rating] = many("price decides")
    product_knowledge: Dated[Rating] = many("knows the products as well as we do")
    wish_for_advice: Dated[Rating] = many("wants advice")
    integration: Dated[Rating] = many("links its processes with ours")
    joint_investment: Dated[Rating] = many("invests with us")


class Terms(Record):
    """Agreed terms of business."""

    payment_days: Count | None = maybe("days to pay after invoice", unit="days")
    credit_limit: MoneyField | None = maybe("credit limit")
    currency: Currency | None = maybe("currency of invoices")


class KamEvidence(Record):
    """Something seen that shows a stage of the relationship."""

    stage: KamStage = about("the stage it is evidence for")
    on: Day = about("day")
    what: Text = about("what was seen")


class Link(Record):
    """A function of ours and one of theirs that talk to each other."""

    ours: Text = about("our function or person")
    theirs: Text = about("their function or person")
    function: Text = about("what about")
    last: Day | None = maybe("day of the last contact")


class ChannelMode(Record):
    """Through which channel we serve the account, from a day on."""

    on: Day = about("first day", alias="from")
    channel: Channel = about("channel")
    partner: Text | None = maybe("partner, for distributor and oem")
    site: SiteId | None = maybe("site, if it holds for one only")


class Referral(Record):
    """A recommendation the customer gave us."""

    on: Day = about("day")
    to: Text = about("to whom")
    outcome: Text | None = maybe("what came of it")


class Account(Record):
    """accounts/<account>/account.yaml: the account itself."""

    name: Text = about("name")
    name_zh: Text | None = maybe("Chinese name")
    kind: Literal["account", "group"] = about(
        "account, or group for a folder that does no business itself", default="account"
    )
    parent: AccountId | None = maybe("the account above it; the root of the tree is the customer group")
    segment: SegmentName | None = maybe("industry segment, from the settings")
    owner: Dated[PersonId] = many("who of ours is responsible, from team.yaml")
    sponsor: PersonId | None = maybe("who of our management sponsors the account")
    since: Day | None = maybe("customer since")
    sites: tuple[Site, ...] = many("plants and offices")
    potential: dict[FamilyName, Dated[MoneyField]] = about(
        "yearly purchases of our kind of goods, ours included, by product family", default={}
    )
    ratings: Ratings = about("judgements", default=Ratings())
    competitor_key_account: Dated[tuple[CompetitorId, ...]] = many("competitors that treat it as their key account")
    value_type: Dated[ValueType] = many("what it values: product price, advice, or complementary resources")
    value_answers: ValueAnswers = about("answers from which the value type follows", default=ValueAnswers())
    terms: Terms = about("terms of business", default=Terms())
    care_class: CareClass | None = maybe("class of care")
    kam_stage: Dated[KamStage] = many("stage of the relationship (Millman and Wilson)")
    kam_evidence: tuple[KamEvidence, ...] = many("evidence for the stages")
    links: tuple[Link, ...] = many("functions that talk to each other")
    channel_mode: tuple[ChannelMode, ...] = many("channel, from day to day")
    referrals: tuple[Referral, ...] = many("recommendations they gave")
    notes: Text | None = maybe("remarks")
