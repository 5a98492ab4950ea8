"""Exchange rates that a report used or missed, as they stand in its heading and warnings."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from kamctl.errors import Message, msg
from kamctl.render.sheet import UsedRate

if TYPE_CHECKING:
    from kamctl.records.rates import Exchange, Use


def uses(exchange: "Exchange") -> dict[str, list["Use"]]:
    """Return the uses of rates by currency, in order of the day of publication."""
    found: dict[str, list[Use]] = {}
    for currency, on in sorted(exchange.used):
        found.setdefault(currency, []).append(exchange.used[currency, on])
    return found


def used_rates(exchange: "Exchange", max_age: int) -> list[UsedRate]:
    """Return the rates used, one entry for each currency; stale if one was older than `max_age` days."""
    return [
        UsedRate(
            source=currency,
            target=exchange.currency,
            rate=f"{used[-1].rate.rate:f}",
            on=used[-1].rate.on,
            first=used[0].rate.on,
            stale=any(use.age > max_age for use in used),
        )
        for currency, used in uses(exchange).items()
    ]


def stale_rates(exchange: "Exchange", max_age: int) -> list[Message]:
    """Return a warning for each currency with a rate that was too old for a day it was used for; the oldest one."""
    oldest = {currency: max(used, key=lambda use: use.age) for currency, used in uses(exchange).items()}
    return [
        msg(
            "the rate {source}/{target} used for {day} is of {on}, {age} days older (allowed: {most})",
            source=currency,
            target=exchange.currency,
            day=use.day,
            on=use.rate.on,
            age=use.age,
            most=max_age,
        )
        for currency, use in oldest.items()
        if use.age > max_age
    ]


def missing_days(exchange: "Exchange") -> dict[str, list[date]]:
    """Return the days for which a currency had no rate."""
    found: dict[str, list[date]] = {}
    for currency, day in sorted(exchange.missing):
        found.setdefault(currency, []).append(day)
    return found


def missing_rates(exchange: "Exchange") -> list[Message]:
    """Return a warning for each currency that had no rate on some day."""
    return [
        msg(
            "no rate {source}/{target} on or before {day}: such amounts are not in the sums",
            source=currency,
            target=exchange.currency,
            day=max(days),
        )
        for currency, days in missing_days(exchange).items()
    ]


def without_rate(exchange: "Exchange") -> Sequence[dict[str, object]]:
    """Return an entry of `left_out` for each currency without rate, for reports that list no records themselves."""
    return [
        {"record": f"{currency}/{exchange.currency}", "reason": msg("no rate on or before {day}", day=max(days))}
        for currency, days in missing_days(exchange).items()
    ]
