"""What must be known to read a portfolio: cuts, marks, who has no place, what planned and done rest on."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kamctl.cli.amounts import money_of
from kamctl.cli.portfolio_plan import ELSEWHERE, first_day, screened_since
from kamctl.cli.score_notes import astray, of_sales
from kamctl.cli.uncounted import missing_rates, without_rate
from kamctl.errors import Message, msg
from kamctl.locale import plural
from kamctl.methods.concentration import concentration
from kamctl.methods.portfolio_resources import RESOURCES
from kamctl.render.values import percent

if TYPE_CHECKING:
    from kamctl.cli.portfolio_plan import Portfolio

Row = dict[str, Any]
LEFT_OUT = 0.2


def notes(portfolio: "Portfolio", rows: Sequence[Row]) -> Iterator[Message]:
    """Yield the footnotes."""
    yield from of_cuts(portfolio)
    if len(rows) < len(portfolio.table):
        yield msg("Cuts and parts of ten are among all {count} accounts of the book.", count=len(portfolio.table))
    yield from of_places(rows)
    yield from of_shares(rows)
    yield from of_marks(portfolio, rows)
    yield from of_plan(portfolio)
    yield from of_doings(portfolio)
    yield from of_concentration(portfolio, len(rows) < len(portfolio.table))
    yield from of_sales(portfolio.facts)
    yield from astray(portfolio.facts)


def of_cuts(portfolio: "Portfolio") -> Iterator[Message]:
    """Yield where high begins."""
    cuts, known = portfolio.cuts, int(portfolio.table["potential"].notna().sum())
    share = percent(cuts.share)
    amount = money_of(cuts.potential, portfolio.currency)
    if amount is None:
        yield msg("No potential is known: no account has a place unless it is new.")
    elif portfolio.book.settings.portfolio.potential is None:
        yield msg(
            "High from: potential {amount} {currency} a year (median of {count} known ones), share of wallet {share}.",
            amount=amount, currency=portfolio.currency, count=known, share=share,
        )  # fmt: skip
    else:
        yield msg("High from: potential {amount} {currency} a year, share of wallet {share} (settings).",
                  amount=amount, currency=portfolio.currency, share=share)  # fmt: skip


def of_places(rows: Sequence[Row]) -> Iterator[Message]:
    """Yield who has no place, and why."""
    for reason, key in ((msg("potential unknown"), "potential"), (msg("share of wallet unknown"), "share")):
        lost = [row["account"] for row in rows if row["quadrant"] is None and row[key] is None]
        if key == "share":
            lost = [row["account"] for row in rows if row["quadrant"] is None and row["potential"] is not None]
        if lost:
            yield msg("Without a place, {reason}: {accounts}.", reason=reason, accounts=lost)


def of_shares(rows: Sequence[Row]) -> Iterator[Message]:
    """Yield whose share of wallet leaves out much of the revenue: what is sold in families without a potential."""
    apart = [row["account"] for row in rows if uncounted(row) > LEFT_OUT]
    if apart:
        yield msg(
            "Potential and share leave out families whose potential nobody stated: more than a fifth of the revenue of "
            "{accounts}.",
            accounts=apart,
        )


def uncounted(row: Row) -> float:
    """Return which share of the revenue is in families without a stated potential; 0 where that is unknown."""
    if row["potential"] is None or row["share"] is None or not row["revenue"] or row["revenue"] <= 0:
        return 0.0
    return 1 - float(row["share"]) * float(row["potential"]) / float(row["revenue"])


def of_marks(portfolio: "Portfolio", rows: Sequence[Row]) -> Iterator[Message]:
    """Yield what the marks mean, where one is shown."""
    if any(row["new"] for row in rows):
        months = portfolio.book.settings.portfolio.new_months
        yield msg("new: a customer for less than {months} months; new customers are attack.", months=months)
    if any(row["screen"] for row in rows):
        yield msg("screen: attack without a gain of share of wallet since {day}; win, or let it go.",
                  day=screened_since(portfolio))  # fmt: skip


def of_plan(portfolio: "Portfolio") -> Iterator[Message]:
    """Yield since when the plan of resources holds, or that there is none."""
    if all(split is None for split in portfolio.splits.values()):
        yield msg("No plan of resources holds on this day: set `portfolio.resources`.")
    elif portfolio.since is not None:
        yield msg("Planned as set on {day}: within attack by open potential, else by profit at stake.",
                  day=portfolio.since)  # fmt: skip
    else:
        yield msg("Planned as set, without a date: within attack by open potential, else by profit at stake.")


def of_doings(portfolio: "Portfolio") -> Iterator[Message]:
    """Yield what was done in all, and what is not known of it."""
    used, done = portfolio.resources[list(RESOURCES)], portfolio.done
    if done.empty:
        yield msg("No activities since {day}: what time and people were spent on is unknown.", day=first_day(portfolio))
    else:
        yield msg(
            "Done since {day}: {hours} hours of {people} people in {count} activities.",
            day=first_day(portfolio), hours=f"{used['time'].sum():g}", people=done["person"].nunique(), count=len(done),
        )  # fmt: skip
        unknown = int(done["hours"].isna().sum())
        if unknown:
            yield plural(
                unknown,
                msg("One of them has no hours: it counts for people, not for time."),
                msg("{count} of them have no hours: they count for people, not for time.", count=unknown),
            )
    if used["money"].notna().any():
        yield msg("Money: budgets of {count} account plans, {amount} {currency}.", count=len(portfolio.budgets),
                  amount=money_of(used["money"].sum(), portfolio.currency), currency=portfolio.currency)  # fmt: skip
    else:
        yield msg("No account plan has a budget: what money is spent on is unknown.")
    if (used.loc[ELSEWHERE] > 0).any():
        yield msg("What is spent on folders of groups stands with the accounts without a place.")


def of_concentration(portfolio: "Portfolio", partly: bool) -> Iterator[Message]:
    """Yield how much of revenue hangs on a few, where there are enough to tell."""
    found = concentration(portfolio.table["revenue"])
    if found.count > 1 and found.top == found.top:
        yield msg(
            "The largest brings {largest} of {whole}, the largest fifth ({count}) {top}; HHI {hhi}.",
            whole=msg("the book's revenue") if partly else msg("revenue"),
            largest=percent(found.largest), count=found.top_count, top=percent(found.top), hhi=f"{found.hhi:.3f}",
        )  # fmt: skip


def left_out(portfolio: "Portfolio") -> list[dict[str, object]]:
    """Return what could not be counted for want of a rate."""
    return [
        *missing_rates(portfolio.book, portfolio.facts),
        *without_rate(portfolio.budgets, "amount", portfolio.currency, portfolio.facts.as_of),
    ]
