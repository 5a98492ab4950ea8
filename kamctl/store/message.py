"""The message of a commit, made from its changes. Always English, never with a personal fact."""

from collections.abc import Sequence

from kamctl.store.change import Change
from kamctl.store.telling import Told, by_account
from kamctl.store.wording import change_words

WIDEST = 72
MOST_LINES = 100
# What a reader of the log wants to know first, by field; "" is a record that came or went.
FIRST = ("stage", "amount", "close", "")
BOOK = "book"


def message_of(changes: Sequence[Change], subject: str | None = None) -> str:
    """Return subject (made from the changes if None), a blank line, and the changes by account."""
    return "\n\n".join(part for part in (subject or subject_of(changes), body_of(changes)) if part) + "\n"


def subject_of(changes: Sequence[Change]) -> str:
    """Return `nordlicht: suzhou-line3 stage design → compare, +2 more`, at most 72 characters."""
    told = [change for change in changes if change.shown != ""]
    if not told:
        return "Only comments or layout"
    first = min(told, key=weight)
    others = sum(1 if one.count else len(one.changes) for _, found in by_account(changes) for one in found) - 1
    rest = f", +{others} more" if others > 0 else ""
    name = first.kind if first.record in (first.account, first.kind) else first.record
    text = " ".join(f"{first.account or BOOK}: {name} {first.field} {change_words(first)}".split())
    room = WIDEST - len(rest)
    return (text if len(text) <= room else text[: room - 1].rstrip() + "…") + rest


def weight(change: Change) -> tuple[int, int]:
    """Return where a change stands in importance: deals first, then what comes early in FIRST."""
    number = FIRST.index(change.field) if change.field in FIRST else len(FIRST)
    return (0 if change.kind == "opportunity" else 1, number)


def body_of(changes: Sequence[Change]) -> str:
    """Return the changes by account, one line for each record, cut to what can be read."""
    lines: list[str] = []
    for account, told in by_account(changes):
        lines += [account or BOOK, *(f"- {one.name}: {facts(one)}" for one in told)]
    more = len(lines) - MOST_LINES
    return "\n".join([*lines[:MOST_LINES], f"… and {more} more lines"] if more > 0 else lines)


def facts(told: Told) -> str:
    """Return what happened to a record."""
    if told.count:
        return str(told.count)
    return "; ".join(" ".join(f"{change.field} {change_words(change)}".split()) for change in told.changes)
