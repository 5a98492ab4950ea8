"""Changes as they are told to people: by account and record; many alike are counted, not listed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kamctl.errors import Message, msg, word
from kamctl.records.kinds import BY_NAME
from kamctl.store.change import Change, Op
from kamctl.store.wording import record_words

MOST_ROWS = 2
MOST_RECORDS = 6


@dataclass(frozen=True, slots=True)
class Told:
    """A record and its changes; or many records of a kind that came or went, with how many (`count` and `op`)."""

    name: Message
    changes: Sequence[Change] = ()
    count: Message | None = None
    op: Op = "changed"


def by_account(changes: Sequence[Change]) -> Iterator[tuple[str | None, list[Told]]]:
    """Yield each account, None for the book itself, with what is told of it.

    `changes` must be sorted, as those of `store.changes` are.
    """
    shown = [change for change in changes if change.shown != ""]
    for account, of_account in groupby(shown, key=lambda change: change.account):
        yield account, [told for _, of_kind in groupby(of_account, key=kind_of) for told in of_one_kind(list(of_kind))]


def kind_of(change: Change) -> str:
    return change.kind


def of_one_kind(changes: list[Change]) -> Iterator[Told]:
    """Yield what is told of the records of one kind."""
    kind = changes[0].kind
    most = MOST_ROWS if BY_NAME[kind].ledger else MOST_RECORDS
    ops: tuple[Op, ...] = ("added", "removed")
    for op in ops:
        alike = [change for change in changes if is_whole(change) and change.op == op]
        if len(alike) > most:
            yield Told(word("record", kind), count=counted(alike, op), op=op)
            changes = [change for change in changes if not (is_whole(change) and change.op == op)]
    for _, of_record in groupby(changes, key=lambda change: (change.path, change.record)):
        listed = list(of_record)
        yield Told(record_words(listed[0]), listed)


def is_whole(change: Change) -> bool:
    """Return whether a record came or went."""
    return not change.field and not change.problem and change.op != "changed"


def counted(alike: Sequence[Change], op: Op) -> Message:
    """Return how many records came or went."""
    names = {"first": alike[0].record, "last": alike[-1].record, "count": len(alike)}
    if BY_NAME[alike[0].kind].ledger:
        return msg("{count} rows new", **names) if op == "added" else msg("{count} rows gone", **names)
    if op == "added":
        return msg("{count} new: {first} … {last}", **names)
    return msg("{count} gone: {first} … {last}", **names)
