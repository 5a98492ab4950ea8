"""How a value is written in a table cell, by the kind of its column."""

import math
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal

from kamctl.errors import Message, msg, word
from kamctl.locale import language, translate
from kamctl.locale.catalogue import listed
from kamctl.render.sheet import Column, Names
from kamctl.rounding import round_money

UNKNOWN = "–"


def native(value: object) -> object:
    """Return a value of pandas or numpy as plain Python; None for every form of missing."""
    if value is None or type(value).__name__ in ("NaTType", "NAType"):
        return None
    if isinstance(value, Decimal):
        return None if value.is_nan() else value
    if isinstance(value, float):
        return None if math.isnan(value) else float(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, (str, int, date)):
        return value
    item = getattr(value, "item", None)
    return item() if callable(item) else value


def money_places(amounts: Iterable[Decimal]) -> int:
    """Return how many decimals a column of money needs: none if it holds thousands, else what is there."""
    known = list(amounts)
    if not known or max(abs(amount) for amount in known) >= 1000:
        return 0
    places = max(decimals(amount) for amount in known)
    return 2 if places == 1 else min(places, 4)


def decimals(amount: Decimal) -> int:
    """Return the number of decimals of an amount, trailing zeros left aside."""
    exponent = amount.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def figure(value: object, places: int = 0, sign: bool = False) -> str:
    """Return a number with thousands separators, rounded half up to `places`; `sign` shows a plus as well."""
    rounded = round_money(as_decimal(value), places)
    if rounded == 0:
        return f"{abs(rounded):,f}"  # there is no minus zero
    return f"{rounded:+,f}" if sign else f"{rounded:,f}"


def money(amount: Decimal) -> str:
    """Return one amount for a sentence: without decimals from a thousand on, else with those it has."""
    return figure(amount, money_places([amount]))


def percent(share: float | Decimal, sign: bool = False) -> str:
    """Return a share (0 to 1) as percent with one decimal, `27.0 %`; in Chinese without the space."""
    space = "" if language() == "zh" else " "
    return f"{figure(as_decimal(share) * 100, 1, sign)}{space}%"


def writer(column: Column, values: Iterable[object], names: Names) -> Callable[[object], str]:
    """Return the function that writes the cells of a column, alike for all of its `values`."""
    known = [value for value in map(native, values) if value is not None]
    figures = FIGURES.get(column.kind)
    write = figures(known) if figures else words(column, names)

    def cell(value: object) -> str:
        value = native(value)
        return UNKNOWN if value is None else write(value)

    return cell


def as_decimal(value: object) -> Decimal:
    """Return a figure as the exact decimal that it shows."""
    return value if isinstance(value, Decimal) else Decimal(repr(value))


def money_writer(known: list[object]) -> Callable[[object], str]:
    places = money_places(as_decimal(value) for value in known)
    return lambda value: figure(value, places)


def change_writer(known: list[object]) -> Callable[[object], str]:
    places = money_places(as_decimal(value) for value in known)
    return lambda value: figure(value, places, sign=True)


def number_writer(known: list[object]) -> Callable[[object], str]:
    places = max((decimals(round_money(as_decimal(value), 2)) for value in known), default=0)
    return lambda value: figure(value, places)


FIGURES: dict[str, Callable[[list[object]], Callable[[object], str]]] = {
    "money": money_writer,
    "change": change_writer,
    "number": number_writer,
    "count": lambda _: figure,
    "share": lambda _: lambda value: percent(as_decimal(value)),
    "index": lambda _: lambda value: figure(value, 3),
    "points": lambda _: lambda value: figure(value, 1),
}
"""The kinds of column that hold figures: the writer of each, for the values it has to write alike."""


def words(column: Column, names: Names) -> Callable[[object], str]:
    """Return the function that writes texts, days, flags and translated words."""

    def write(value: object) -> str:
        if column.kind == "word":
            return named(column.context, str(value), names)
        if isinstance(value, (list, tuple, set, frozenset)):
            parts = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
            kind = Column(column.key, column.label, "word" if column.kind == "words" else "text", column.context)
            return listed([writer(kind, (), names)(part) for part in parts])
        if column.kind == "flag" or isinstance(value, bool):
            return translate(msg("yes") if value else msg("no"))
        if isinstance(value, Message):
            return translate(value)
        return value.isoformat() if isinstance(value, date) else str(value)

    return write


def named(context: str, slug: str, names: Names) -> str:
    """Return the name of a slug in the spoken language: the book's own, else the word of its context.

    In Chinese the word goes before a name that the book gives in English only, and that name before the slug.
    """
    english, chinese = names.get((context, slug), ("", ""))
    if language() == "zh":
        known = translate(word(context, slug))
        return chinese or (known if not english or known != display_in_english(context, slug) else english)
    return english or translate(word(context, slug))


def display_in_english(context: str, slug: str) -> str:
    """Return the English word of a slug: what `translate` falls back on."""
    from kamctl.locale.words import english

    return english(context, slug)
