"""How the lifetime value of one account is explained: its ingredients, and all terms year by year."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from kamctl.cli import choose
from kamctl.cli.amounts import figure_of
from kamctl.cli.clv_ingredients import ingredients, text_of
from kamctl.cli.clv_rows import rows_of, summed
from kamctl.cli.clv_sheet import convention, fields, known, of_ledger, whole
from kamctl.cli.names import names_of
from kamctl.cli.uncounted import missing_rates
from kamctl.errors import USAGE, KamError, Message, msg
from kamctl.methods.clv import FUTURE, TERMS, present_value, streams, weights
from kamctl.methods.clv_ingredients import past_profits
from kamctl.periods import add_months
from kamctl.records.currency import MINOR_UNITS
from kamctl.render.sheet import Column, Names, Sheet, Table
from kamctl.render.values import money, named
from kamctl.rounding import largest_remainder

if TYPE_CHECKING:
    from kamctl.cli.clv_plan import Valued
    from kamctl.records.book import Book

Row = dict[str, Any]
HEAD = ("account", "name", "tier", *TERMS, "total", "covers", "unknown", "rank", "profit", "retention")
YEARS = (
    Column("year", msg("Year"), "id"),
    Column("last", msg("Up to"), "day", keep=3),
    Column("factor", msg("Factor"), "number", keep=2),
    Column("historic", msg("Historic"), "money"),
    Column("baseline", msg("Baseline"), "money", styles={"-": "bad"}),
    Column("incremental", msg("Incremental"), "money", styles={"-": "bad"}),
    Column("cross", msg("Cross"), "money", styles={"-": "bad"}),
    Column("referral", msg("Referral"), "money"),
    Column("total", msg("Total"), "money", styles={"-": "bad"}),
)
PARTS = (
    Column("shown_term", msg("Term"), styles={}),
    Column("shown_ingredient", msg("Ingredient")),
    Column("text", msg("Value"), "id"),
    Column("as_of", msg("As of"), "day", keep=3),
    Column("source", msg("Source"), keep=4),
)


def explained_account(book: "Book", given: str) -> str:
    """Return the account to explain. Raises KamError (usage) for an unknown one, or a folder without business."""
    name = choose.account(book, given)
    if book.accounts[name].kind == "group":
        hint = msg("see its accounts with --account {name}", name=name)
        raise KamError(msg("{name} is a group: it does no business itself and has no value of its own", name=name),
                       USAGE, hint)  # fmt: skip
    return name


def explanation(valued: "Valued", account: str) -> Sheet:
    """Return what `--explain` shows of one account."""
    names = names_of(valued.book.settings, valued.book)
    every = rows_of(valued)
    one = next(row for row in every if row["account"] == account)
    years, parts = year_rows(valued, one), ingredients(valued, account)
    return Sheet(
        rows=years,
        tables=[
            Table(PARTS, part_lines(one, parts, names), title=msg("What it is made of")),
            Table(YEARS, years, title=msg("Year by year, at today's worth"), total=whole(years) if years else None),
        ],
        summary=[summary(one, len(every), valued.currency, names)],
        notes=[*of_unknown(one, parts), convention(), *other_convention(valued, account), *of_ledger(valued)],
        fields={key: one[key] for key in HEAD} | fields(valued, len(every)) | {"ingredients": parts},
        left_out=missing_rates(valued.book, valued.facts),
        names=names,
    )


def year_rows(valued: "Valued", one: Row) -> list[Row]:
    """Return the years, those behind and those ahead; each term's amounts add up to it exactly."""
    account, place = one["account"], list(valued.known.index).index(one["account"])
    gone = past_profits(valued.facts, account, valued.assumptions.discount)
    ahead = {term: amounts[place] for term, amounts in streams(valued.known, valued.assumptions).items()}
    factor = weights(valued.known.loc[[account]], valued.assumptions)[0]
    step = Decimal(1).scaleb(-MINOR_UNITS[valued.currency])
    parts = {"historic": split(gone["worth"].to_numpy("float64"), one["historic"], step)}
    parts |= {term: split(ahead[term], one[term], step) for term in FUTURE}
    rows = [past_row(gone, number, parts["historic"]) for number in range(len(gone))]
    return rows + [future_row(valued, year, factor, parts) for year in range(1, valued.assumptions.years + 1)]


def split(amounts: np.ndarray[Any, Any], term: Decimal | None, step: Decimal) -> list[Decimal | None]:
    """Return the amounts of the years, rounded so that they add up to the term; unknown ones if the term is."""
    if term is None:
        return [None] * len(amounts)
    return list(largest_remainder([Decimal(repr(float(part))) for part in amounts], term, step))


def past_row(gone: pd.DataFrame, number: int, historic: Sequence[Decimal | None]) -> Row:
    """Return one year behind."""
    first, last = gone["first"].iloc[number].date(), gone["last"].iloc[number].date()
    head = {"year": int(gone["year"].iloc[number]), "first": first, "last": last, "factor": None}
    return head | {"historic": historic[number], **dict.fromkeys(FUTURE), "total": historic[number]}


def future_row(
    valued: "Valued", year: int, factor: np.ndarray[Any, Any], parts: dict[str, list[Decimal | None]]
) -> Row:
    """Return one year ahead."""
    day = valued.facts.as_of
    amounts = {term: parts[term][year - 1] for term in FUTURE}
    first = add_months(day, 12 * (year - 1)) + timedelta(1)
    head = {"year": year, "first": first, "last": add_months(day, 12 * year)}
    return head | {
        "factor": figure_of(factor[year - 1]), "historic": None, **amounts, "total": summed(amounts.values()),
    }  # fmt: skip


def part_lines(one: Row, parts: Sequence[Row], names: Names) -> list[Row]:
    """Return the ingredients as people see them: under each term its value, then what it is made of."""
    lines: list[Row] = []
    for term in TERMS:
        amount = one[term]
        text = None if amount is None else money(amount)
        lines.append({"shown_term": named("clv_term", term, names), "shown_ingredient": "", "text": text,
                      "as_of": "", "source": ""})  # fmt: skip
        for part in parts:
            if part["term"] == term:
                name: object = named("ingredient", part["ingredient"], names)
                if part["note"] is not None:
                    name = msg("{ingredient}: {note}", ingredient=name, note=part["note"])
                lines.append({**part, "shown_term": "", "shown_ingredient": name, "text": text_of(part)})
    return lines


def of_unknown(one: Row, parts: Sequence[Row]) -> list[Message]:
    """Return the remarks that say which ingredients the unknown terms lack."""
    return [
        msg("{term} is unknown for want of: {ingredients}.", term=label(term), ingredients=[
            word_of(part["ingredient"]) for part in parts if part["term"] == term and part["value"] is None
        ])
        for term in one["unknown"]
    ]  # fmt: skip


def label(term: str) -> Message:
    """Return the name of a term."""
    return Message(term, {}, "clv_term")


def word_of(ingredient: str) -> Message:
    """Return the name of an ingredient."""
    return Message(ingredient, {}, "ingredient")


def other_convention(valued: "Valued", account: str) -> list[Message]:
    """Return what the baseline is under the other convention, and without end."""
    margin, given = float(valued.known["profit"][account]), valued.assumptions
    kept = given.retention.get(valued.known["tier"][account], float("nan"))
    if margin != margin or kept != kept:
        return []
    amounts = [present_value(margin, kept, given.discount, years, now) for years in (given.years, None)
               for now in (False, True)]  # fmt: skip
    later, now, endless, endless_now = (named_amount(amount, valued.currency) for amount in amounts)
    return [
        msg(
            "Baseline over {years} years {later}, with the first margin now {now}; without end {endless} and "
            "{endless_now}.",
            years=given.years, later=later, now=now, endless=endless, endless_now=endless_now,
        )
    ]  # fmt: skip


def named_amount(amount: float, currency: str) -> object:
    """Return an amount for a sentence."""
    from kamctl.cli.amounts import money_of

    return msg("endless") if amount in (float("inf"), float("-inf")) else money_of(amount, currency)


def summary(one: Row, accounts: int, currency: str, names: Names) -> Message:
    """Return the result in one sentence."""
    name = named("account", one["account"], names)
    if one["total"] is None:
        return msg("{name}: nothing is known that a value could rest on", name=name)
    return msg(
        "{name}: {total} {currency}, rank {rank} of {accounts}: {historic} earned so far, {baseline} if it goes on as "
        "now, {uplift} by growth, cross-selling and referrals",
        name=name, total=one["total"], currency=currency, rank=one["rank"], accounts=accounts,
        historic=known(one["historic"]), baseline=known(one["baseline"]),
        uplift=known(summed(one[term] for term in FUTURE[1:])),
    )  # fmt: skip
