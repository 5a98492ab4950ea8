"""One change between two states of a book, as plain data."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from kamctl.errors import Message, Problem, msg
from kamctl.records.money import parse_money
from kamctl.records.scalar import Bare

Op = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in a record. `field` is "" for the record as a whole, else its way: `history[2026-09-14].stage`.

    `before` and `after` are texts as they stand in the files; None where there is nothing, and where personal facts
    are not shown. `note` says what the change means. `shown` replaces `before` and `after` in a table: "" hides the
    row, since other rows of the record tell it by meaning. `rewritten`: the past of a history was edited. A file that
    can't be read carries its `problem`.
    """

    path: str
    kind: str
    account: str | None
    record: str
    op: Op
    field: str = ""
    before: str | None = None
    after: str | None = None
    note: Message | None = None
    shown: str | None = None
    rewritten: bool = False
    problem: Problem | None = None


def op_of(before: object, after: object) -> Op:
    """Return what happened to a value."""
    if before is None:
        return "added"
    return "removed" if after is None else "changed"


def flow(value: Any) -> str:
    """Return data of a file as one line: scalars as written, lists `[a, b]`, mappings `{a: b}`."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(inner) for inner in value) + "]"
    if value is None:
        return "null"
    return value.text if isinstance(value, Bare) else str(value)


def text_of(value: Any) -> str | None:
    """Return data of a file as one line, None for nothing."""
    return None if value is None else flow(value)


def growth(before: str | None, after: str | None) -> Message | None:
    """Return by how much an amount of money changed, `+20 %`; None where that can't be said."""
    try:
        old, new = parse_money(before or ""), parse_money(after or "")
    except ValueError:
        return None
    if old.currency != new.currency or old.amount <= 0:
        return None
    share = (new.amount / old.amount - 1) * 100
    places = Decimal("1") if abs(share) >= 10 else Decimal("0.1")
    rounded = share.quantize(places).normalize()
    return msg("{share} %", share=f"{rounded:+f}")
