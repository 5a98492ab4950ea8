"""From the settings and facts of a book to lifetime values: assumptions, terms, totals, ranks."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from kamctl.cli.account_figures import card_of, facts_of
from kamctl.cli.amounts import ALL_TIME
from kamctl.cli.score_plan import rules_of
from kamctl.cli.selection import Level, units_of
from kamctl.errors import DATA, KamError, msg
from kamctl.methods.clv import Assumptions, ByTier, lifetime
from kamctl.methods.clv_ingredients import MEASURES, Decided, costed, decided, known_of
from kamctl.near import did_you_mean

if TYPE_CHECKING:
    from kamctl.cli.report import Report
    from kamctl.methods.facts import Facts
    from kamctl.methods.scorecard import Scorecard
    from kamctl.records.book import Book


@dataclass(frozen=True)
class Valued:
    """Lifetime values of all accounts, and what they rest on.

    `known` and `terms` have one row per account, see `kamctl.methods.clv`; `units` maps each account to the unit
    whose row it is in: itself, or its customer group.
    """

    book: "Book"
    facts: "Facts"
    card: "Scorecard"
    known: pd.DataFrame
    history: pd.DataFrame
    assumptions: Assumptions
    deals: Decided
    terms: pd.DataFrame
    units: Mapping[str, str]

    @property
    def currency(self) -> str:
        """The book's currency."""
        return self.book.settings.currency


def valued(ctx: "Report", book: "Book", level: Level = Level.ACCOUNT) -> Valued:
    """Return the lifetime values on the day of the report. Raises KamError (exit 3) for settings without sense."""
    tiers = [rule.tier for rule in rules_of(book.settings.score).tiers]
    facts = facts_of(ctx, book, ALL_TIME)
    deals = decided(facts.states)
    assumptions = assumptions_of(book, tiers, deals.rate)
    card = card_of(book, facts, *MEASURES)
    known = known_of(facts, card.measured, card.table["tier"])
    history = costed(facts)
    terms = lifetime(known, history, assumptions)
    return Valued(book, facts, card, known, history, assumptions, deals, terms, units_of(book, level))


def assumptions_of(book: "Book", tiers: list[str], win_rate: float) -> Assumptions:
    """Return what the settings suppose of the future."""
    given = book.settings.clv
    return Assumptions(
        discount=float(given.discount_rate),
        years=given.years,
        retention=of_tiers(book, "retention", tiers),
        target=of_tiers(book, "share_target", tiers),
        win_rate=win_rate,
    )


def of_tiers(book: "Book", name: str, tiers: list[str]) -> ByTier:
    """Return a setting by tier; one share for all holds for accounts without tier, too."""
    given = getattr(book.settings.clv, name)
    if isinstance(given, Decimal):
        return dict.fromkeys([*tiers, None], float(given))
    for tier in given if name in book.settings.clv.model_fields_set else ():
        if tier not in tiers:
            message = msg("kamctl.yaml: clv.{name}.{tier}: there is no such tier", name=name, tier=tier)
            raise KamError(message, DATA, did_you_mean(tier, tiers) or msg("known: {names}", names=tiers))
    return {tier: float(share) for tier, share in given.items()}
