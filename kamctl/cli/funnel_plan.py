"""What the funnel is measured against: the target of the quarter, and the off-funnel sales expected in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kamctl.cli.funnel_left_out import Entry, no_rate
from kamctl.errors import Message, msg
from kamctl.frames.funnel import Scope, TargetsOf, targets_of
from kamctl.methods.funnel_orders import Expectation, sold_before, window
from kamctl.methods.funnel_week import Plan
from kamctl.methods.targets import Target, by_holder, quarter_weights, rolled_up, total_of
from kamctl.periods import Period

if TYPE_CHECKING:
    from kamctl.cli.funnel import Question
    from kamctl.cli.report import Report
    from kamctl.records.money import Money


@dataclass(frozen=True, slots=True)
class Known:
    """The plan of a quarter, remarks on it, and what is wrong with the records behind it."""

    plan: Plan
    notes: tuple[Message, ...]
    broken: tuple[Entry, ...]


def plan_of(ctx: "Report", asked: "Question", quarter: Period) -> Known:
    """Return what was meant for the quarter."""
    target, target_notes, target_broken = target_of(ctx, asked, quarter)
    amounts = Amounts(ctx)
    expectation, expected_notes = expectation_of(amounts, asked, quarter)
    plan = Plan(target.amount, expectation, amounts.of(asked.book.settings.funnel.link_threshold))
    return Known(plan, (*target_notes, *expected_notes), (*target_broken, *amounts.broken))


class Amounts:
    """Converts amounts of the settings at the report's day, and keeps those that have no rate."""

    def __init__(self, ctx: "Report") -> None:
        self.ctx = ctx
        self.broken: list[Entry] = []

    def of(self, money: "Money | None") -> Decimal | None:
        """Return the amount in the book's currency, or None."""
        amount = self.ctx.exchange.money(money, self.ctx.as_of)
        if money is not None and amount is None:
            self.broken.append(no_rate("kamctl.yaml", money.currency, self.ctx.exchange.currency, self.ctx.as_of))
        return amount


def target_of(ctx: "Report", asked: "Question", quarter: Period) -> tuple[Target, list[Message], list[Entry]]:
    """Return the target of the quarter for the scope, remarks on it, and what is wrong with its file."""
    year, exchange = quarter.name[:4], ctx.exchange
    file = f"targets/{year}.yaml"
    known = targets_of(asked.book, exchange, asked.scope, year, ctx.as_of)
    try:
        weights = quarter_weights(known.seasonality)
    except ValueError:
        return Target(None), [], [{"record": file, "reason": msg("seasonality needs 4 or 12 weights, not all zero")}]
    holder = "account" if asked.scope.account else "owner"
    found = chosen(known, asked.scope, by_holder(known.frame, holder, quarter.name, weights, exchange.places))
    missing = sorted(set(known.frame.loc[known.frame["amount_base"].isna(), "currency"]))
    broken = [no_rate(file, source, exchange.currency, ctx.as_of) for source in missing]
    return found, list(target_notes(found, quarter, asked)), broken


def chosen(known: TargetsOf, scope: Scope, targets: dict[str | None, Decimal | None]) -> Target:
    """Return the target of the scope from those of its holders."""
    if scope.account:
        return Target(None) if scope.region else rolled_up(targets, known.children, scope.account)
    if scope.region:
        return total_of({name: targets.get(name) for name in known.people})
    return Target(targets.get(scope.owner))


def target_notes(found: Target, quarter: Period, asked: "Question") -> Iterator[Message]:
    """Yield what must be known to read the target."""
    if found.amount is None:
        file = f"targets/{quarter.name[:4]}.yaml"
        yield (
            msg("No target is known for {quarter}: there is no {file}.", quarter=quarter.name, file=file)
            if quarter.name[:4] not in asked.book.targets
            else msg("No target is known for {quarter}: {file} sets none that fits.", quarter=quarter.name, file=file)
        )
    elif found.parts:
        yield msg("Target: the sum of those of {parts}.", parts=list(found.parts))
        if found.missing:
            yield msg("Without a target, so not in that sum: {missing}.", missing=list(found.missing))


def expectation_of(amounts: Amounts, asked: "Question", quarter: Period) -> tuple[Expectation, list[Message]]:
    """Return the off-funnel sales expected in the quarter by the settings' rule, and remarks on them."""
    rule = asked.book.settings.funnel.off_funnel_expected
    if rule == "none":
        return Expectation(), []
    if rule == "estimate":
        return Expectation(year=sold_before(asked.orders, quarter)), short_history(asked, quarter)
    assert isinstance(rule, dict)
    if not asked.scope.whole:
        return Expectation(), [msg("Expected off-funnel sales are set for the whole book only; none are counted here.")]
    if quarter.name not in rule:
        return Expectation(), [msg("No expected off-funnel sales are set for {quarter}.", quarter=quarter.name)]
    return Expectation(amount=amounts.of(rule[quarter.name])), []


def short_history(asked: "Question", quarter: Period) -> list[Message]:
    """Return a remark where the orders do not reach back over the 52 weeks of the estimate."""
    first, since = window(quarter).first, first_order(asked)
    if since is not None and since <= first:
        return []
    if since is None or since >= quarter.first:
        return [msg("Expected off-funnel sales are 0: there are no orders before {quarter}.", quarter=quarter.name)]
    return [
        msg(
            "Expected off-funnel sales are low: they take 52 weeks before the quarter, orders begin on {day}.",
            day=since,
        )
    ]


def first_order(asked: "Question") -> date | None:
    """Return the day of the first off-funnel order of the scope."""
    return min((line.date for _, line in asked.book.orders), default=None)
