"""What could not be counted for want of a rate: one entry for each record or ledger line."""

from datetime import date
from typing import TYPE_CHECKING

from kamctl.errors import Message, msg
from kamctl.records.kinds import BY_NAME

if TYPE_CHECKING:
    import pandas as pd

    from kamctl.methods.facts import Facts
    from kamctl.records.book import Book

Entry = dict[str, object]


def missing_rates(book: "Book", facts: "Facts") -> list[Entry]:
    """Return what of the facts of accounts could not be counted."""
    currency, day = book.settings.currency, facts.as_of
    return [
        *without_rate(facts.sales, "amount", currency),
        *without_rate(facts.receivables, "balance", currency),
        *without_rate(facts.potentials, "amount", currency, day),
        *without_rate(open_deals(facts.states), "amount", currency, day),
    ]


def open_deals(states: "pd.DataFrame") -> "pd.DataFrame":
    """Return the open deals whose amount has no rate, each with its file."""
    deals = states[(states["amount_base"].isna() & states["ended"].isna()).to_numpy()]
    return deals.assign(source=[BY_NAME["opportunity"].path_of(name) for name in deals["opportunity"]])


def without_rate(frame: "pd.DataFrame", amount: str, currency: str, day: date | None = None) -> list[Entry]:
    """Return the rows whose amount is known in their own currency only: on `day`, else on that of each row."""
    unknown = frame[f"{amount}_base"].isna().to_numpy()
    if not unknown.any():
        return []
    lost = frame[unknown]
    if amount in lost:
        lost = lost[lost[amount].notna()]
    days = [on.date() for on in lost["date"]] if day is None else [day] * len(lost)
    return [
        {"record": record, "reason": no_rate(source, currency, on)}
        for record, source, on in zip(lost["source"], lost["currency"], days, strict=True)
    ]


def no_rate(source: str, target: str, day: date) -> Message:
    """Return why an amount is not counted."""
    return msg("no rate {source}/{target} on or before {day}", source=source, target=target, day=day)
