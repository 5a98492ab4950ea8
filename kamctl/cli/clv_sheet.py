"""How lifetime values are shown: rows for programs, a table for people, a summary and notes in words."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from kamctl.cli.amounts import figure_of
from kamctl.cli.clv_rows import Row, rows_of, summed
from kamctl.cli.names import names_of
from kamctl.cli.score_notes import astray, of_sales
from kamctl.cli.uncounted import missing_rates
from kamctl.errors import Message, msg, word
from kamctl.locale import plural, translate
from kamctl.methods.clv import FUTURE, TERMS, ByTier
from kamctl.methods.clv_ingredients import stayed
from kamctl.methods.concentration import concentration
from kamctl.render.sheet import Column, Names, Sheet, Table
from kamctl.render.values import named, percent

if TYPE_CHECKING:
    from kamctl.cli.clv_plan import Valued

COLUMNS = (
    Column("rank", msg("#"), "count"),
    Column("account", msg("Account"), "word", "account"),
    Column("shown_tier", msg("Tier"), keep=3),
    Column("historic", msg("Historic"), "money", keep=2),
    Column("baseline", msg("Baseline"), "money", styles={"-": "bad"}),
    Column("incremental", msg("Incremental"), "money", keep=4, styles={"-": "bad"}),
    Column("cross", msg("Cross"), "money", keep=4, styles={"-": "bad"}),
    Column("referral", msg("Referral"), "money", keep=4, styles={"-": "bad"}),
    Column("total", msg("Total"), "money", styles={"-": "bad"}),
    Column("mark", msg("")),
)
PARTLY = "*"
MUCH = 0.1
"""The part of the whole from which on referrals are told of."""


def sheet(valued: "Valued", wanted: Collection[str], top: int | None) -> Sheet:
    """Return what the command shows of the wanted units, at most `top` of them."""
    every = rows_of(valued)
    rows = [row for row in every if row["account"] in wanted][:top]
    names = names_of(valued.book.settings, valued.book)
    return Sheet(
        rows=rows,
        tables=[Table(COLUMNS, [shown(row, names) for row in rows], total=whole(rows) if len(rows) > 1 else None)],
        summary=[summary(rows, len(every), valued.currency, names)],
        notes=[
            *of_choice(rows, every), *of_covering(rows), *of_losses(rows), *assumed(valued, names),
            *of_referrals(every, rows), *of_concentration(every, rows), *of_ledger(valued), *astray(valued.facts),
        ],
        fields=fields(valued, len(every)),
        left_out=missing_rates(valued.book, valued.facts),
        names=names,
    )  # fmt: skip


def fields(valued: "Valued", units: int) -> dict[str, Any]:
    """Return what JSON tells beside the rows."""
    still, before = stayed(valued.facts)
    first = valued.facts.ledger["first"].iloc[0]
    return {
        "accounts": units,
        "convention": "end_of_year",
        "assumptions": {
            "discount_rate": valued.assumptions.discount,
            "years": valued.assumptions.years,
            "retention": of_names(valued.assumptions.retention),
            "share_target": of_names(valued.assumptions.target),
            "win_rate": figure_of(valued.deals.rate),
            "won": valued.deals.won,
            "decided": valued.deals.decided,
        },
        "historic_since": None if first != first else first.date(),
        "stayed": {"bought_before": before, "bought_again": still},
    }


def of_names(values: ByTier) -> dict[str, float]:
    """Return a setting by tier without that of accounts that have none."""
    return {tier: value for tier, value in values.items() if tier is not None}


def shown(row: Row, names: Names) -> Row:
    """Return one row as people see it: a star where a term is missing in the total."""
    tier = named("tier", row["tier"], names) if row["tier"] else None
    return row | {"shown_tier": tier, "mark": PARTLY if row["unknown"] else ""}


def whole(rows: Sequence[Row]) -> Row:
    """Return the last row: what is known of all that are shown."""
    sums = {key: summed(row[key] for row in rows) for key in (*TERMS, "total")}
    return {"account": translate(msg("all")), **sums}


def summary(rows: Sequence[Row], every: int, currency: str, names: Names) -> Message:
    """Return the result in one sentence."""
    total = whole(rows)
    count = plural(len(rows), msg("1 account"), msg("{count} accounts", count=len(rows)))
    if len(rows) < every:
        count = msg("{count} of {all} accounts", count=len(rows), all=every)
    if total["total"] is None:
        return msg("{accounts}: nothing is known that a value could rest on", accounts=count)
    uplift = summed(total[term] for term in FUTURE[1:])
    return msg(
        "{accounts}: {total} {currency}, of it {historic} earned so far, {baseline} if they go on as now, {uplift} by "
        "growth, cross-selling and referrals; first: {first}",
        accounts=count, total=total["total"], currency=currency, historic=known(total["historic"]),
        baseline=known(total["baseline"]), uplift=known(uplift), first=named("account", rows[0]["account"], names),
    )  # fmt: skip


def known(amount: object) -> object:
    """Return an amount for a sentence."""
    return msg("unknown") if amount is None else amount


def of_choice(rows: Sequence[Row], every: Sequence[Row]) -> Iterator[Message]:
    """Yield the remark that a choice of accounts does not change their ranks."""
    if len(rows) < len(every):
        yield msg("Ranks are among all {count} rows of the book.", count=len(every))


def of_covering(rows: Sequence[Row]) -> Iterator[Message]:
    """Yield for how many accounts which term is unknown."""
    missing = Counter(term for row in rows for term in row["unknown"])
    if missing:
        terms = [
            msg("{term} ({count})", term=word("clv_term", term), count=missing[term])
            for term in TERMS if missing[term]
        ]  # fmt: skip
        yield msg("* The total lacks what is unknown: {terms}. `--explain ACCOUNT` says why.", terms=terms)


def of_losses(rows: Sequence[Row]) -> Iterator[Message]:
    """Yield how many accounts are worth less than nothing if they go on as now."""
    count = sum(row["baseline"] is not None and row["baseline"] < 0 for row in rows)
    if count:
        one = msg("One account makes a loss: it is worth less the longer it stays.")
        yield plural(count, one, msg("{count} accounts make a loss: they are worth less the longer they stay.",
                                     count=count))  # fmt: skip


def assumed(valued: "Valued", names: Names) -> Iterator[Message]:
    """Yield what is supposed: convention, rates, targets, win rate, and what was seen of retention."""
    given, deals = valued.assumptions, valued.deals
    yield convention()
    yield msg(
        "Supposed: {years} years, discounted by {discount} a year; retention {retention}; share of wallet aimed at "
        "{target}.",
        years=given.years, discount=percent(given.discount), retention=by_tier(given.retention, names),
        target=by_tier(given.target, names),
    )  # fmt: skip
    still, before = stayed(valued.facts)
    if before:
        yield msg("Seen: {still} of {before} who bought in the year before the last bought in the last, too.",
                  before=before, still=still)  # fmt: skip
    if deals.decided:
        yield msg("Win rate {rate}: {won} won of {decided} decided deals.", rate=percent(deals.rate), won=deals.won,
                  decided=deals.decided)  # fmt: skip
    else:
        yield msg("No deal is decided yet: the win rate is unknown, and so is what rests on it.")


def convention() -> Message:
    """Return which convention the figures follow, and what the other one would give."""
    return msg(
        "Convention: end of year, the first future margin is a year away. With the first one now the baseline is "
        "B · (1 + d) ÷ r; without end that is exactly one year's margin more."
    )


def by_tier(values: ByTier, names: Names) -> list[Message]:
    """Return a setting by tier in words; one for all tiers but once."""
    found = of_names(values)
    if len(set(found.values())) == 1:
        return [msg("{share}", share=percent(next(iter(found.values()))))]
    return [
        msg("{tier} {share}", tier=named("tier", tier, names), share=percent(share)) for tier, share in found.items()
    ]


def whose(every: Sequence[Row], rows: Sequence[Row]) -> Message:
    """Return of which total a note speaks: of all units, also where fewer are shown."""
    return msg("the total") if len(rows) == len(every) else msg("the total of all {count}", count=len(every))


def of_concentration(every: Sequence[Row], rows: Sequence[Row]) -> Iterator[Message]:
    """Yield how much of the whole hangs on a few, where there are enough to tell."""
    amounts = pd.Series([float(row["total"]) for row in every if row["total"] is not None], dtype="float64")
    found = concentration(amounts)
    if found.count > 1 and found.top == found.top:
        yield msg(
            "The largest brings {largest} of {whole}, the largest fifth ({count}) {top}; HHI {hhi}.",
            whole=whose(every, rows),
            largest=percent(found.largest), count=found.top_count, top=percent(found.top), hhi=f"{found.hhi:.3f}",
        )  # fmt: skip


def of_referrals(every: Sequence[Row], rows: Sequence[Row]) -> Iterator[Message]:
    """Yield what part of the whole rests on referrals, where that is much: it is supposed more than all else."""
    total, referral = (sum(float(row[name] or 0) for row in every) for name in ("total", "referral"))
    if total > 0 and referral / total > MUCH:
        yield msg(
            "Referrals are {share} of {whole}, and its least certain part: they suppose that customers go on "
            "recommending us, and that those they bring are worth as much as the median one.",
            whole=whose(every, rows), share=percent(referral / total),
        )  # fmt: skip


def of_ledger(valued: "Valued") -> Iterator[Message]:
    """Yield since when profit is known, and what the ledger of sales lacks."""
    facts, first = valued.facts, valued.facts.ledger["first"].iloc[0]
    if first == first and facts.basis == "invoices":
        yield msg("Historic goes back to {day}, where the ledger of invoices begins.", day=first.date())
    yield from of_sales(facts)
