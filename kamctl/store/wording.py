"""A change in words: what a table and the message of a commit say of it."""

import re
from decimal import Decimal

from kamctl.errors import Message, msg, word
from kamctl.records.money import Money, parse_money
from kamctl.store.change import Change

# Fields whose values are slugs with words of their own, in the context of that name.
SLUGS = frozenset(
    ("stage", "buying_step", "channel", "method", "status", "layer", "role", "stance", "kind", "lifecycle", "position",
     "kam_stage", "value_type", "basis")
)  # fmt: skip
SLUG = re.compile(r"[a-z][a-z_-]*", re.ASCII)
LONGEST = 160
AMOUNT = re.compile(r"-?\b\d+(\.\d+)? [A-Z]{3}\b", re.ASCII)


def record_words(change: Change) -> Message:
    """Return what changed, `opportunity suzhou-line3`; the kind alone where the account, or the book, has but one."""
    kind = word("record", change.kind)
    if change.record in (change.account, change.kind):
        return kind
    return msg("{kind} {name}", kind=kind, name=change.record)


def change_words(change: Change) -> Message | str:
    """Return what happened, without the field: `design → compare`, `900,000 → 1,080,000 CNY, +20 %`."""
    if change.problem:
        place = change.problem.place
        return msg("can't be read: line {line}, {problem}", line=place.line, problem=change.problem.message)
    if change.shown:
        return cut(change.shown)
    values = value_words(change)
    if values and change.note:
        return msg("{change}, {note}", change=values, note=change.note)
    return values or change.note or msg("changed")


def told(field: str, text: str | None) -> Message | str:
    """Return a value as it is told: a slug as its word, money with separators, all else as written."""
    context = re.split(r"[.\[]", field)[-1].rstrip("]")
    if text and context in SLUGS and SLUG.fullmatch(text):
        return word(context, text)
    return cut(figures(text))


def value_words(change: Change) -> Message | None:
    """Return what happened to the value; None where values are not shown."""
    before, after = change.before, change.after
    if before is None and after is None:
        return None
    if not change.field:
        facts = cut(AMOUNT.sub(lambda found: figures(found[0]), after or before or ""))
        if before is None:
            return msg("new: {facts}", facts=facts) if facts else msg("new")
        return msg("gone: {facts}", facts=facts) if facts else msg("gone")
    if before is None:
        return msg("+ {value}", value=told(change.field, after))
    if after is None:
        return msg("− {value}", value=told(change.field, before))
    if money(before):
        return msg("{before} → {after}", before=without_currency(before, after), after=figures(after))
    return msg("{before} → {after}", before=told(change.field, before), after=told(change.field, after))


def money(text: str | None) -> Money | None:
    """Return the money a text stands for, or None."""
    try:
        return parse_money(text or "")
    except ValueError:
        return None


def figures(text: str | None) -> str:
    """Return a text with thousands separators, if it is money."""
    found = money(text)
    return f"{grouped(found.amount)} {found.currency}" if found else text or ""


def without_currency(before: str, after: str) -> str:
    """Return the text before, without its currency where the text after has the same."""
    old, new = money(before), money(after)
    return grouped(old.amount) if old and new and old.currency == new.currency else figures(before)


def grouped(amount: Decimal) -> str:
    """Return an amount with thousands separators."""
    return f"{amount:,f}"


def cut(text: str) -> str:
    """Return a text short enough to be looked at."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
