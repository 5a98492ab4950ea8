"""Yearly targets."""

from kamctl.records.base import Record, about, maybe
from kamctl.records.money import MoneyField
from kamctl.records.names import AccountId, PersonId
from kamctl.records.scalar import Positive, Quarter, Text


class Override(Record):
    """A target that somebody fixed for a quarter, of the book or of one owner or account."""

    quarter: Quarter = about("quarter of the fiscal year, e.g. 2026-Q4")
    owner: PersonId | None = maybe("of this owner")
    account: AccountId | None = maybe("of this account")
    target: MoneyField = about("target")
    reason: Text | None = maybe("why")


class Targets(Record):
    """targets/<year>.yaml: the targets of a fiscal year."""

    total: MoneyField | None = maybe("target of the whole book for the year")
    owners: dict[PersonId, MoneyField] = about("yearly target of each owner", default={})
    accounts: dict[AccountId, MoneyField] = about("yearly target of each account", default={})
    seasonality: tuple[Positive, ...] = about(
        "weights of the 12 months, or of the 4 quarters, of the fiscal year; absent: equal", default=()
    )
    overrides: tuple[Override, ...] | dict[Quarter, MoneyField] = about(
        "targets fixed by hand for a quarter: a list, or quarter -> target of the book", default=()
    )
    notes: Text | None = maybe("remarks")
