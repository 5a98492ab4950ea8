"""Exchange rates: there is one for all money of the book, they are told once, and they don't jump."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from kamctl.checks.finding import Finding, Path, Spot, file_and_line, file_of
from kamctl.checks.ledgers import ONCE, at_cell, cell
from kamctl.errors import msg
from kamctl.records.book import Book
from kamctl.records.dated import entry_on
from kamctl.records.ledger import Rate
from kamctl.records.money import Money
from kamctl.records.opportunity import Change, state_on
from kamctl.records.rates import Rates
from kamctl.rounding import round_money

JUMP = Decimal("0.20")
Dateless = tuple[str, str, Path, Money]
"""Kind and id of a record, and the place of money in it that counts at the rate of the report's day."""


class Lacking:
    """Money without a rate into the book's currency: the first place in each file for each currency, and how many."""

    def __init__(self, book: Book) -> None:
        self.base = book.settings.currency
        self.rates = Rates(book.rates.rows)
        self.since: dict[str, date | None] = {self.base: date.min}
        self.found: dict[tuple[str, str], tuple[Spot, date, int]] = {}

    def lacks(self, currency: str, on: date) -> bool:
        """Return whether there is no rate on a day or before."""
        if currency not in self.since:
            self.since[currency] = first_day(self.rates, currency, self.base)
        start = self.since[currency]
        return start is None or on < start

    def note(self, currency: str, on: date, spot: Spot) -> None:
        """Remember a place where a rate is missing."""
        first, day, count = self.found.get((spot.file, currency), (spot, on, 0))
        self.found[spot.file, currency] = (first, day, count + 1)


def first_day(rates: Rates, source: str, target: str) -> date | None:
    """Return the first day with a rate from one currency into another, direct or through a third; None without."""
    days = [rates.days[source, target][0]] if (source, target) in rates.days else []
    thirds = [third for one, third in rates.days if one == source and (third, target) in rates.days]
    days += [max(rates.days[source, third][0], rates.days[third, target][0]) for third in thirds]
    return min(days, default=None)


def rates_missing(book: Book, day: date) -> Iterator[Finding]:
    """KAM507: money in a currency for which there is no rate on its day or before; once for a file and currency."""
    lacking = Lacking(book)
    of_ledgers(book, lacking)
    of_quotes(book, lacking)
    of_deals(book, day, lacking)
    for kind, full_id, path, money in (*of_accounts(book, day), *of_targets(book), *of_plans(book)):
        if lacking.lacks(money.currency, day):
            lacking.note(money.currency, day, Spot(file_of(kind, full_id), path, str(money)))
    for (file, currency), (spot, on, count) in lacking.found.items():
        names = {"currency": currency, "base": lacking.base, "day": on, "count": count}
        message = msg("no exchange rate from {currency} to {base} on {day} or before", **names)
        if count > 1:
            message = msg("no exchange rate from {currency} to {base} on {day} or before ({count} times here)", **names)
        help = msg("add it to fx.csv: {day},{currency},{base},RATE", **names)
        yield Finding("KAM507", file, spot.path, message, help, value=spot.value, line=spot.line)


def of_ledgers(book: Book, lacking: Lacking) -> None:
    """Note rows of orders, invoices and receivables."""
    for ledger in (book.orders, book.invoices, book.receivables):
        for source, row in ledger:
            if lacking.lacks(row.currency, row.date):
                file, line = file_and_line(source)
                lacking.note(row.currency, row.date, Spot(file, ("currency",), row.currency, line))


def of_quotes(book: Book, lacking: Lacking) -> None:
    """Note lines of quotes."""
    for full_id, quote in book.quotes.items():
        for index, line in enumerate(quote.lines):
            if lacking.lacks(line.list.currency, quote.date):
                spot = Spot(file_of("quote", full_id), ("lines", index, "list"), str(line.list))
                lacking.note(line.list.currency, quote.date, spot)


def of_deals(book: Book, day: date, lacking: Lacking) -> None:
    """Note open deals, whose amount counts at the rate of the report's day, and won ones, at that of the win."""
    for full_id, deal in book.opportunities.items():
        if not any(change.amount and lacking.lacks(change.amount.currency, change.on) for change in deal.history):
            continue
        state = state_on(deal.history, day)
        amount = state and (state.amount if state.open else state.won_amount)
        on = state.won_on if state and state.won_on else day
        if amount and lacking.lacks(amount.currency, on):
            index = last_amount(deal.history, day)
            spot = Spot(file_of("opportunity", full_id), ("history", index, "amount"), str(amount))
            lacking.note(amount.currency, on, spot)


def of_accounts(book: Book, day: date) -> Iterator[Dateless]:
    """Yield the potentials of accounts as known on a day, and their credit limits."""
    for name, account in book.accounts.items():
        for family, entries in account.potential.items():
            entry = entry_on(entries, day)
            if entry is not None:
                yield "account", name, ("potential", family), entry.value
        if account.terms.credit_limit is not None:
            yield "account", name, ("terms", "credit_limit"), account.terms.credit_limit


def of_targets(book: Book) -> Iterator[Dateless]:
    """Yield the targets of all years."""
    for year, targets in book.targets.items():
        if targets.total is not None:
            yield "targets", year, ("total",), targets.total
        for name, held in (("owners", targets.owners), ("accounts", targets.accounts)):
            for holder, money in held.items():
                yield "targets", year, (name, holder), money
        if isinstance(targets.overrides, dict):
            for quarter, money in targets.overrides.items():
                yield "targets", year, ("overrides", quarter), money
        else:
            for index, fixed in enumerate(targets.overrides):
                yield "targets", year, ("overrides", index, "target"), fixed.target


def of_plans(book: Book) -> Iterator[Dateless]:
    """Yield the budgets of account plans, and the ceilings of contracts."""
    for full_id, plan in book.plans.items():
        if plan.budget is not None:
            yield "plan", full_id, ("budget",), plan.budget
    for full_id, contract in book.contracts.items():
        if contract.ceiling is not None:
            yield "contract", full_id, ("ceiling",), contract.ceiling


def last_amount(history: tuple[Change, ...], day: date) -> int:
    """Return which entry says the amount that holds on a day."""
    given = [(change.on, index) for index, change in enumerate(history) if change.amount and change.on <= day]
    return max(given)[1]


def rates(book: Book, day: date) -> Iterator[Finding]:
    """KAM508, KAM509: a rate jumps from one day to the next, whichever way round; a day has two rates of one pair."""
    same: dict[tuple[str, str], tuple[Rate, str]] = {}
    last: dict[frozenset[str], tuple[Rate, str]] = {}
    for source, row in sorted(book.rates, key=lambda one: one[1].date):
        pair, either = (row.source, row.target), frozenset((row.source, row.target))
        twin, before = same.get(pair), last.get(either)
        same[pair] = last[either] = row, source
        if twin and twin[0].date == row.date:
            yield twice(row, source, twin[1])
        elif row.source == row.target:
            yield from of_itself(row, source)
        elif before:
            yield from jump(row, source, *before)


def of_itself(row: Rate, source: str) -> Iterator[Finding]:
    """Yield the finding of a rate of a currency to itself other than 1."""
    if row.rate != 1:
        message = msg("from {currency} to itself the rate is 1", currency=row.source)
        help = msg("look for a wrong currency, or delete the row")
        yield at_cell("KAM508", source, "rate", message, help, "warning")


def twice(row: Rate, source: str, before: str) -> Finding:
    """Return the finding of a second rate of a day."""
    message = msg("a second rate from {source} to {target} on this day", source=row.source, target=row.target)
    return at_cell("KAM509", source, "date", message, ONCE, also=(cell(before, "date"),))


def jump(row: Rate, source: str, before: Rate, place: str) -> Iterator[Finding]:
    """Yield the finding of a rate that is far from the one before of its two currencies."""
    turned = before.source != row.source
    change = (row.rate * before.rate if turned else row.rate / before.rate) - 1
    if abs(change) <= JUMP:
        return
    percent = f"{round_money(100 * change, 0):+}"
    message = msg("{percent} % from the rate before, {rate} of {day}", percent=percent, rate=before.rate,
                  day=before.date)  # fmt: skip
    if turned:
        message = msg(
            "{percent} % from the rate before, {rate} from {source} to {target} of {day}",
            percent=percent, rate=before.rate, source=before.source, target=before.target, day=before.date,
        )  # fmt: skip
    help = msg("look for a wrong digit, or for the two currencies the wrong way round")
    yield at_cell("KAM508", source, "rate", message, help, "warning", (cell(place, "rate"),))
