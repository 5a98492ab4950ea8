"""Rows of the CSV ledgers: orders, invoices, receivables at month ends, exchange rates."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from kamctl.records.account import Channel
from kamctl.records.base import Record, about, maybe
from kamctl.records.currency import Currency
from kamctl.records.scalar import AboveZero, Code, Day, Id, Number, Reference, Text


def split_options(value: Any) -> Any:
    """Return the options named in one cell."""
    return tuple(re.split(r"[\s;,|]+", value.strip())) if isinstance(value, str) and value.strip() else value


Options = Annotated[tuple[Code, ...], BeforeValidator(split_options)]


class Order(Record):
    """orders/<year>-<month>.csv: one order line."""

    date: Day = about("day of the order")
    order: Text = about("number of the order; its lines share it")
    account: Id = about("account")
    site: Id | None = maybe("site")
    product: Code | None = maybe("product")
    options: Options = about("options, separated by spaces, semicolons or commas", default=())
    quantity: Number = about("units; negative for a return")
    amount: Number = about("amount of the line; negative for a credit")
    currency: Currency = about("currency")
    channel: Channel = about("channel", default="direct")
    opportunity: Reference | None = maybe("deal of the account that this order fulfils; empty: off-funnel")


class Invoice(Record):
    """invoices/<year>-<month>.csv: one invoice line."""

    date: Day = about("day of the invoice")
    invoice: Text = about("number of the invoice")
    order: Text | None = maybe("order it bills")
    account: Id = about("account")
    site: Id | None = maybe("site")
    product: Code | None = maybe("product")
    quantity: Number | None = maybe("units; negative for a credit note")
    amount: Number = about("amount without VAT; negative for a credit note")
    currency: Currency = about("currency")
    cost: Number | None = maybe("cost of the goods, in the same currency")
    due: Day | None = maybe("day it is due")


class Receivable(Record):
    """receivables/<year>.csv: what an account owes at the end of a month."""

    date: Day = about("last day of the month")
    account: Id = about("account")
    balance: Number = about("balance")
    overdue: Number | None = maybe("part that is overdue")
    currency: Currency = about("currency")


class Rate(Record):
    """fx.csv: an exchange rate; 1 unit of `from` is `rate` units of `to`."""

    date: Day = about("day")
    source: Currency = about("currency converted from", alias="from")
    target: Currency = about("currency converted to", alias="to")
    rate: AboveZero = about("units of the second for one of the first")
