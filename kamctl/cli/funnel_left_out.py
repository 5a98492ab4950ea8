"""What makes a week of the funnel incomplete: records that should count and could not be counted."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from kamctl.errors import Message, msg

if TYPE_CHECKING:
    import pandas as pd

    from kamctl.cli.funnel import Answer, Question

Entry = Mapping[str, object]


def left_out(answers: "tuple[Answer, Answer | None]", unknown: "pd.DataFrame", currency: str) -> list[Entry]:
    """Return the entries of `left_out`, each once: broken plans, deals without a rate, deals without a known stage.

    `unknown` is `funnel_deals.not_counted`, `currency` that of the book.
    """
    parts = [one for one in answers if one]
    found = [entry for one in parts for entry in one.broken]
    found += [entry for one in parts for entry in deals_without_rate(one.part.without_rate, currency)]
    found += strangers(parts[0].part.deals, unknown)
    return [entry for index, entry in enumerate(found) if entry not in found[:index]]


def no_rate(record: str, source: str, target: str, day: date) -> Entry:
    """Return the entry of a record whose amount has no rate."""
    return {
        "record": record,
        "reason": msg("no rate {source}/{target} on or before {day}", source=source, target=target, day=day),
    }


def deals_without_rate(deals: "pd.DataFrame", currency: str) -> Iterable[Entry]:
    """Yield the deals that have no rate, each with the last day that needed one."""
    last = deals.sort_values("day").drop_duplicates("opportunity", keep="last").sort_values("opportunity")
    for name, source, day in zip(last["opportunity"], last["currency"], last["day"], strict=True):
        yield no_rate(name, source, currency, day.date())


def lines_without_rate(asked: "Question", currency: str) -> Iterable[Entry]:
    """Yield the off-funnel order lines that have no rate, by their place in the ledger."""
    lines = asked.orders[asked.orders["amount_base"].isna()]
    for place, source, day in zip(lines["source"], lines["currency"], lines["date"], strict=True):
        yield no_rate(place, source, currency, day.date())


def strangers(deals: "pd.DataFrame", unknown: "pd.DataFrame") -> Iterable[Entry]:
    """Yield the deals left out of the forecast because of their stage."""
    stages = dict(zip(deals["opportunity"], deals["stage"], strict=True))
    for name in unknown.loc[unknown["lacks"] == "stage", "opportunity"]:
        yield {"record": name, "reason": of_stage(stages[name])}


def of_stage(stage: str | None) -> Message:
    """Return why a deal's stage does not say how likely it is."""
    return msg("stage {stage} is not in the settings", stage=stage) if stage else msg("it has no stage")
