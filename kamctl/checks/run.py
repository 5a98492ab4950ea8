"""All rules, and the run of them over a book."""

from collections.abc import Iterator
from datetime import date

from kamctl.checks import catalogue, exchange, ledgers, prices, relations, settings, traps
from kamctl.checks.fields import addresses
from kamctl.checks.finding import Finding, Rule
from kamctl.checks.folders import orphans, strays, trees
from kamctl.checks.histories import ends, histories
from kamctl.checks.names import Names
from kamctl.checks.practice import practice
from kamctl.checks.references import ledger_references, record_references, references
from kamctl.checks.salvage import salvaged_findings
from kamctl.errors import Message, msg
from kamctl.records.book import Book
from kamctl.records.kinds import BY_NAME

RULES: tuple[Rule, ...] = (
    addresses,
    references, trees, orphans, strays,
    relations.chains, relations.alike, relations.sites,
    ledgers.order_lines, ledgers.invoice_lines, ledgers.won_and_ordered, ledgers.invoices, ledgers.balances,
    ledgers.on_groups,
    prices.prices, exchange.rates,
    ends, traps.dated_values,
    settings.seasonality, catalogue.corridors, catalogue.breaks,
)  # fmt: skip
# What rests on the settings. Where they are broken the book has the defaults, and nothing follows from these.
RESTING_ON_SETTINGS: tuple[Rule, ...] = (
    histories, exchange.rates_missing, practice,
    settings.weights, settings.tiers, settings.stages, settings.regions, settings.limits, settings.time_zone,
    settings.tier_shares, settings.resources,
)  # fmt: skip
# What can't have happened yet, whatever day a report is of.
OF_THE_FUTURE: tuple[Rule, ...] = (traps.future_entries, traps.future_rows)


def findings(book: Book, day: date, latest: date | None = None) -> Iterator[Finding]:
    """Yield what each rule finds in the book as of `day`; nothing is dated after `latest`, if not given `day`."""
    for rule in OF_THE_FUTURE:
        yield from rule(book, latest or day)
    known = ("settings", "settings") not in book.broken
    for rule in (*RULES, *RESTING_ON_SETTINGS) if known else RULES:
        yield from rule(book, day)
    yield from salvaged_findings(book, day, known)


def unchecked(book: Book) -> dict[str, Message]:
    """Return by file what could not be checked since it is broken, and others are judged by it."""
    rests = {
        "settings": msg("kamctl.yaml is broken: histories, missing rates and practice are checked once it is mended"),
        "products": msg("products.yaml is broken: quotes are checked against list prices once it is mended"),
    }
    return {BY_NAME[kind].path: message for kind, message in rests.items() if (kind, kind) in book.broken}


def unsound(book: Book, day: date) -> tuple[list[Finding], list[Finding]]:
    """Return what makes every figure wrong, and apart from it the other names that lead nowhere.

    The first: money of an unknown account, a tree of accounts that is none. Looks only at what was read.
    """
    names = Names(book)
    found = [*record_references(names), *ledger_references(names)]
    essential = [finding for finding in found if finding.path in (("parent",), ("account",))]
    dangling = [finding for finding in found if finding.path not in (("parent",), ("account",))]
    return [*essential, *trees(book, day), *orphans(book, day)], [one for one in dangling if one.code == "KAM301"]
