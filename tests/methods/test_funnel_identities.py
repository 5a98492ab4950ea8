"""What holds for every history: the bridge adds up, progress chains, the past stays as it was known."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pandas as pd
from deals import RULES, orders
from hypothesis import given, settings
from hypothesis import strategies as st

from kamctl.frames.funnel import Folds, deals
from kamctl.frames.opportunities import states
from kamctl.methods.funnel import Span, spans, total, worth
from kamctl.methods.funnel_deals import forecast_rows
from kamctl.methods.funnel_orders import Expectation
from kamctl.methods.funnel_week import Part, Plan, counted, part
from kamctl.periods import CALENDAR, parse_quarter, week_of
from kamctl.records.book import Book
from kamctl.records.ledger import Rate
from kamctl.records.opportunity import Opportunity
from kamctl.records.rates import Exchange, Rates
from kamctl.records.settings import Settings

FIRST = date(2026, 9, 14)
Q4 = parse_quarter("2026-Q4")
RATES = Rates(
    Rate.model_validate({"date": FIRST + timedelta(days), "from": currency, "to": "CNY", "rate": rate})
    for days, currency, rate in (
        (0, "EUR", "8.0"), (10, "EUR", "7.913"), (30, "EUR", "7.8"), (60, "EUR", "8.11"), (25, "USD", "7.1"),
        (50, "USD", "6.99"),
    )
)  # fmt: skip
DAYS = st.integers(0, 125).map(lambda number: FIRST + timedelta(number))
STAGES = ("nurture", "design", "compare", "commit", "won", "lost", "dropped", "cancelled", "dreaming")
AMOUNTS = st.builds(
    lambda cents, currency: f"{cents // 100}.{cents % 100:02d} {currency}",
    st.integers(1, 10**8),
    st.sampled_from(("CNY", "EUR", "USD", "NOK")),  # there is no rate of NOK
)
ENTRIES = st.fixed_dictionaries(
    {"on": DAYS},
    optional={
        "stage": st.sampled_from(STAGES),
        "amount": AMOUNTS,
        "close": DAYS,
        "probability": st.sampled_from((None, "0", "0.333", "1")),
    },
)
HISTORIES = st.lists(ENTRIES, min_size=1, max_size=8, unique_by=lambda entry: entry["on"])
LINES = st.lists(st.tuples(DAYS.map(date.isoformat), st.integers(-500, 5000)), max_size=6)
PLANS = st.sampled_from(
    (Plan(), Plan(None, Expectation(Decimal(3000))), Plan(None, Expectation(year=Decimal(364) / 3)))
)
Histories = list[list[dict[str, Any]]]
Lines = list[tuple[str, int]]


def book(histories: Histories) -> Book:
    """Return a book of deals a/d0, a/d1, …"""
    return Book(
        Settings(currency="CNY"),
        opportunities={
            f"a/d{number}": Opportunity.model_validate({"name": "Deal", "history": history})
            for number, history in enumerate(histories)
        },
    )


def countable(history: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the history with a known stage from its first entry on and no amount without a rate.

    A deal that can't be counted at one end of a week is left out at both, so that weeks with it do not chain.
    """
    first = min(entry["on"] for entry in history)
    known: list[dict[str, Any]] = [
        {key: value.replace("dreaming", "design").replace("NOK", "CNY").replace("USD", "EUR")
         if isinstance(value, str) else value for key, value in entry.items()}
        for entry in history
    ]  # fmt: skip
    return [{"stage": "nurture", **entry} if entry["on"] == first else entry for entry in known]


def result(folds: Folds, span: Span, lines: Lines, plan: Plan) -> Part:
    """Return the result for a part of a week."""
    found = deals(folds, Exchange(RATES, "CNY"), span.quarter, span.before, span.until)
    return part(span, (found.before, found.after), found.at_old_rate, orders(*lines), plan, RULES)


def parts_of(day: date) -> list[Span]:
    """Return the parts of the week of a day, oldest first."""
    now, closing = spans(week_of(day), date(2027, 2, 28), CALENDAR)
    return [closing, now] if closing else [now]


@settings(deadline=None, max_examples=60)
@given(st.lists(HISTORIES, max_size=4), LINES, PLANS, DAYS)
def test_the_bridge_adds_up_to_the_progress(histories: Histories, lines: Lines, plan: Plan, day: date) -> None:
    folds = Folds(book(histories))
    for span in parts_of(day):
        found = result(folds, span, lines, plan)
        assert total(found.bridge["amount"]) == found.progress.progress
        for amount, named in zip(found.bridge["amount"], found.bridge["opportunities"], strict=True):
            assert not named or total(share for _, share in named) == amount


@settings(deadline=None, max_examples=60)
@given(st.lists(HISTORIES, max_size=4), DAYS)
def test_each_deal_moves_by_what_its_parts_say(histories: Histories, day: date) -> None:
    folds = Folds(book(histories))
    for span in parts_of(day):
        found = result(folds, span, [], Plan())
        moved = {name: Decimal(0) for name in folds.book.opportunities}
        for row in found.bridge["opportunities"]:
            for name, amount in row:
                moved[name] += amount
        frames = deals(folds, Exchange(RATES, "CNY"), span.quarter, span.before, span.until)
        both = counted(
            worth(frames.before, span.quarter, span.before, RULES), worth(frames.after, span.quarter, span.until, RULES)
        )
        ends = [frame.set_index("opportunity")["value"] for frame in both]
        assert moved == {name: ends[1].get(name, Decimal(0)) - ends[0].get(name, Decimal(0)) for name in moved}


@settings(deadline=None, max_examples=15)
@given(st.lists(HISTORIES, max_size=3), LINES, PLANS)
def test_progress_chains_over_a_quarter(histories: Histories, lines: Lines, plan: Plan) -> None:
    folds = Folds(book([countable(history) for history in histories]))
    days = (Q4.first + timedelta(7 * weeks) for weeks in range(14))
    chain = [result(folds, span, lines, plan) for day in days for span in parts_of(day) if span.quarter == Q4]
    assert (chain[0].progress.span.before, chain[-1].progress.span.until) == (date(2026, 9, 27), Q4.last)
    for earlier, later in pairwise(chain):
        assert earlier.progress.after == later.progress.before
    start, end = chain[0].progress.before, chain[-1].progress.after
    assert total(found.progress.progress for found in chain) == end.outlook - start.outlook
    assert start.cumulative == 0
    assert end.outlook == end.cumulative


@settings(deadline=None, max_examples=60)
@given(st.lists(HISTORIES, max_size=4), DAYS)
def test_the_rows_add_up_to_the_forecast(histories: Histories, day: date) -> None:
    found = result(Folds(book(histories)), parts_of(day)[-1], [], Plan())
    rows = forecast_rows(found.deals, found.progress.span.until, RULES)
    assert total(rows["weighted"]) == found.progress.after.funnel


@settings(deadline=None, max_examples=60)
@given(HISTORIES, DAYS, st.data())
def test_later_entries_do_not_change_what_was_known(history: list[dict[str, Any]], day: date, data: Any) -> None:
    taken = {entry["on"] for entry in history}
    later = [entry for entry in data.draw(HISTORIES) if entry["on"] > day and entry["on"] not in taken]
    longer = [*later, *history]  # the order in the file does not matter between days
    frames = [states(book([entries]), Exchange(RATES, "CNY"), day) for entries in (history, longer)]
    pd.testing.assert_frame_equal(frames[0], frames[1])
