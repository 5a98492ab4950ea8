"""A quote: one quotation with its lines."""

from typing import Literal

from kamctl.records.account import Channel
from kamctl.records.base import Record, about, many, maybe
from kamctl.records.money import MoneyField
from kamctl.records.names import (
    ApplicationName,
    ContractRef,
    OpportunityRef,
    OptionCode,
    PersonId,
    ProductCode,
    QuoteRef,
    SellerId,
    SiteId,
)
from kamctl.records.scalar import Count, Day, Flag, Percent, Text

Incoterm = Literal["EXW", "FCA", "FAS", "FOB", "CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP"]
Status = Literal["draft", "sent", "accepted", "rejected", "expired", "superseded"]
Method = Literal["tender", "frame", "spot"]


class Discount(Record):
    """One discount of a line. They apply one after the other, unless `of` is list."""

    name: Text | None = maybe("what people call it")
    kind: Literal["volume", "frame", "promotion", "project", "other"] = about("kind", default="other")
    percent: Percent = about("percent taken off", unit="percent")
    of: Literal["previous", "list"] = about("of the price so far, or of the list price", default="previous")


class Includes(Record):
    """What the price includes, per unit."""

    freight: MoneyField | None = maybe("freight, per unit")
    duty: MoneyField | None = maybe("import duty, per unit")
    insurance: MoneyField | None = maybe("transport insurance, per unit")
    installation: MoneyField | None = maybe("installation, per unit")
    training: MoneyField | None = maybe("training, per unit")
    warranty_months: Count | None = maybe("warranty", unit="months")


class QuoteLine(Record):
    """One line: a product as configured, with its price per unit."""

    product: ProductCode = about("product")
    options: tuple[OptionCode, ...] = many("options; their order does not matter")
    quantity: Count = about("units")
    list: MoneyField = about("list price per unit, options included")
    discounts: tuple[Discount, ...] = many("discounts, in the order in which they apply")
    net: MoneyField | None = maybe("net price per unit; must agree with list and discounts")
    includes: Includes = about("what the price includes", default=Includes())
    resale: MoneyField | None = maybe("what the end customer pays a distributor, per unit")
    application: ApplicationName | None = maybe("application")


class Approval(Record):
    """Who approved the price, and why."""

    by: PersonId = about("who of ours")
    on: Day | None = maybe("day")
    reason: Text | None = maybe("why")


class Extra(Record):
    """Something a person at the customer asked for beside the machine."""

    what: Text = about("what")
    by: Text | None = maybe("who asked: a contact, or a name of a role")


class Quote(Record):
    """accounts/<account>/quotes/<id>.yaml: one quotation."""

    site: SiteId | None = maybe("site the goods are for")
    date: Day = about("day of the quotation")
    valid_until: Day | None = maybe("valid until")
    seller: SellerId | None = maybe("our selling entity, from the settings")
    owner: PersonId | None = maybe("who of ours quoted")
    opportunity: OpportunityRef | None = maybe("deal it belongs to")
    channel: Channel = about("channel", default="direct")
    method: Method = about("tender, frame contract or spot", default="spot")
    frame: ContractRef | None = maybe("frame contract")
    pooled: Flag = about("true if several sites pooled their demand", default=False)
    incoterm: Incoterm | None = maybe("Incoterm 2020")
    payment_days: Count | None = maybe("days to pay", unit="days")
    status: Status = about("status", default="sent")
    supersedes: QuoteRef | None = maybe("earlier quote that this one replaces")
    approved: Approval | None = maybe("approval of the price")
    requested_extras: tuple[Extra, ...] = many("personal extras asked for")
    lines: tuple[QuoteLine, ...] = about("lines")
    notes: Text | None = maybe("remarks")
