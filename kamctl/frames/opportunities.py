"""Opportunities on a day: one row per deal first seen by then, its state the fold of its history.

A rate is asked for only where `priced` says that the amount will be used: the missing rate of a deal that was
lost two years ago is nobody's fault.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal

import pandas as pd

from kamctl.frames.columns import framed
from kamctl.periods import Period
from kamctl.records.account import Account
from kamctl.records.book import Book, account_of
from kamctl.records.dated import value_on
from kamctl.records.money import Money
from kamctl.records.opportunity import Opportunity, State, state_on
from kamctl.records.rates import Exchange
from kamctl.records.settings import Settings

COLUMNS = (
    "opportunity", "account", "name", "site", "country", "region", "owner", "channel", "stage", "amount", "currency",
    "rate", "amount_base", "close", "probability", "first_seen", "since", "ended", "won_on", "slipped",
)  # fmt: skip
DAYS = ("close", "first_seen", "since", "ended", "won_on")
Wanted = Callable[[State], bool]


def every(_state: State) -> bool:
    """Want all deals."""
    return True


def touching(quarter: Period) -> Wanted:
    """Return the choice of deals whose amount matters to `quarter`: open ones closing in it, won or cancelled in it."""

    def wanted(state: State) -> bool:
        if state.open:
            return state.close in quarter
        won = state.stage in ("won", "cancelled") and state.won_on is not None
        return won and (state.won_on in quarter or state.ended in quarter)

    return wanted


def states(book: Book, exchange: Exchange, day: date, priced: Wanted = every) -> pd.DataFrame:
    """Return the deals first seen on or before `day`, by full id (columns: `COLUMNS`).

    `amount` is Decimal in `currency`; of a won or cancelled deal it is the amount of the win. `rate` turns it into the
    book's currency: at `day` for open deals, at the day of the win for won and cancelled ones, at the day of the end
    for lost and dropped ones; `amount_base` is the product, rounded once. Both are None where the amount is unknown,
    the rate is missing, or `priced` does not want the deal. `owner` is the deal's, else the account's on `day`.
    `probability` is the override (Decimal), None where the stage's holds. `slipped` counts later moves of `close`.
    """
    return frame_of(book, exchange, day, folded(book, day), priced)


def folded(book: Book, day: date) -> dict[str, State]:
    """Return the state of each deal first seen on or before `day`, by full id in order."""
    found = ((name, state_on(book.opportunities[name].history, day)) for name in sorted(book.opportunities))
    return {name: state for name, state in found if state is not None}


def frame_of(book: Book, exchange: Exchange, day: date, fold: dict[str, State], priced: Wanted) -> pd.DataFrame:
    """Return the frame of `states` from the states themselves, for those who ask for several frames of one day."""
    places = Places(book, day)
    return frame(
        [
            (*who(name, book.opportunities[name], state, places), *what(exchange, state, day, priced))
            for name, state in fold.items()
        ]
    )


class Places(dict[tuple[str, str | None], tuple[str | None, str | None, str | None]]):
    """Country, region and owner on a day, by account and site (None: the account as a whole); each found once."""

    def __init__(self, book: Book, day: date) -> None:
        super().__init__()
        self.book = book
        self.day = day
        self.regions = regions_of(book.settings)

    def __missing__(self, place: tuple[str, str | None]) -> tuple[str | None, str | None, str | None]:
        account = self.book.accounts.get(place[0])
        countries = countries_of(account, place[1])
        owner = value_on(account.owner, self.day) if account else None
        self[place] = found = (only(countries), only({self.regions.get(one) for one in countries}), owner)
        return found


def who(name: str, deal: Opportunity, state: State, places: Places) -> tuple[object, ...]:
    """Return the first eight columns: whose deal it is, and where."""
    id = account_of(name)
    country, region, owner = places[id, deal.site]
    return name, id, deal.name, deal.site, country, region, state.owner or owner, deal.channel


def countries_of(account: Account | None, site: str | None) -> set[str]:
    """Return the country of the site; without a named site, those of all sites of the account."""
    return {place.country for place in account.sites if site is None or place.id == site} if account else set()


def only(names: Collection[str | None]) -> str | None:
    """Return the one name, or None where there are several or none."""
    return next(iter(names)) if len(names) == 1 else None


def regions_of(settings: Settings) -> dict[str, str]:
    """Return the region of each country that lies in one."""
    return {code: name for name, region in reversed(settings.regions.items()) for code in region.countries}


def region_of(regions: Mapping[str, str], account: Account | None, site: str | None) -> str | None:
    """Return the region of the site; without a named site, the account's if all its sites lie in one; else None."""
    return only({regions.get(country) for country in countries_of(account, site)})


def what(exchange: Exchange, state: State, day: date, priced: Wanted) -> tuple[object, ...]:
    """Return the other columns: stage, money, dates."""
    money = amount_of(state)
    rate = exchange.rate(money.currency, rate_day(state, day)) if money and priced(state) else None
    base = exchange.rounded(money.amount, rate) if money and rate else None
    return (
        state.stage, money.amount if money else None, money.currency if money else None, rate, base,
        state.close, state.probability, state.first_seen, state.since, state.ended, state.won_on, state.slipped,
    )  # fmt: skip


def amount_of(state: State) -> Money | None:
    """Return the amount of the win for won and cancelled deals, else the amount."""
    return state.won_amount if state.won_on and state.stage in ("won", "cancelled") else state.amount


def rate_day(state: State, day: date) -> date:
    """Return the day whose rate converts the deal's amount."""
    if state.open:
        return day
    return (state.won_on if state.stage in ("won", "cancelled") else None) or state.ended or day


def frame(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    """Return the rows as a frame with `COLUMNS`."""
    table = framed(rows, COLUMNS, DAYS)
    return table.assign(slipped=table["slipped"].astype(int))


def revalued(exchange: Exchange, states: pd.DataFrame, day: date) -> dict[str, Decimal]:
    """Return, by full id, what the priced open deals of `states` would be worth at the rates of `day`.

    It only looks: a rate that is missing on `day` leaves the deal out and is not remembered as missing, since the
    comparison of two days can do without, and the figures of `day` itself have asked for what they need.
    """
    open_deals = states[states["ended"].isna() & states["amount_base"].notna()]
    return {
        name: base
        for name, amount, currency in zip(
            open_deals["opportunity"], open_deals["amount"], open_deals["currency"], strict=True
        )
        if exchange.rates.find(currency, exchange.currency, day) is not None
        and (base := exchange.convert(amount, currency, day)) is not None
    }
