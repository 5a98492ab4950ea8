"""Changes as an outline: by account, then record, then field; many alike are counted, not listed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from kamctl.errors import Message, msg, word
from kamctl.locale import plural
from kamctl.render.outline import Group, Item, Line
from kamctl.render.sheet import Sheet
from kamctl.store.change import Change
from kamctl.store.wording import change_words, record_words

MOST_ALIKE = 6
LEDGERS = frozenset(("orders", "invoices", "receivables", "rates"))
MOST_ROWS = 3
STYLES = {"added": "good", "removed": "bad"}


def groups_of(found: Sequence[Change]) -> list[Group]:
    """Return one group for each account, those of the book itself first."""
    shown = [change for change in found if change.shown != ""]
    return [
        Group(account or msg("(the book)"), items_of(list(changes)))
        for account, changes in groupby(shown, key=lambda change: change.account)
    ]


def items_of(changes: Sequence[Change]) -> list[Item]:
    """Return one item for each record, and one for many records of a kind that came or went alike."""
    items: list[Item] = []
    for kind, of_kind in groupby(changes, key=lambda change: change.kind):
        listed = list(of_kind)
        for op in ("added", "removed"):
            alike = [change for change in listed if not change.field and change.op == op and not change.problem]
            if len(alike) > (MOST_ROWS if kind in LEDGERS else MOST_ALIKE):
                items.append(Item(word("record", kind), [Line("", counted(kind, op, alike), STYLES[op])]))
                listed = [change for change in listed if change not in alike]
        items += records_of(listed)
    return items


def counted(kind: str, op: str, alike: Sequence[Change]) -> Message:
    """Return how many records of a kind came or went."""
    names = {"first": alike[0].record, "last": alike[-1].record, "count": len(alike)}
    if kind in LEDGERS:
        return msg("{count} rows new", **names) if op == "added" else msg("{count} rows gone", **names)
    if op == "added":
        return msg("{count} new: {first} … {last}", **names)
    return msg("{count} gone: {first} … {last}", **names)


def records_of(changes: Iterable[Change]) -> list[Item]:
    """Return one item for each record with the lines of its fields."""
    return [
        Item(record_words(first[0]), [line_of(change) for change in first])
        for _, of_record in groupby(changes, key=lambda change: (change.path, change.record))
        if (first := list(of_record))
    ]


def line_of(change: Change) -> Line:
    """Return the line of one field."""
    style = "warn" if change.problem else STYLES.get(change.op, "") if not change.field else ""
    if change.note and change.note.template == "history rewritten":
        style = "warn"
    return Line(change.field, change_words(change), style)


def summary(sheet: Sheet, found: Sequence[Change], what: Message) -> Sheet:
    """Return the sheet with the line that sums the changes up."""
    records = len({(change.path, change.record) for change in found})
    accounts = len({change.account for change in found if change.account})
    if not found:
        return replace(sheet, summary=[msg("Nothing changed {since}.", since=what)])
    told = msg(
        "{records} in {accounts} changed {since}",
        records=plural(records, msg("{n} record", n=records), msg("{n} records", n=records)),
        accounts=plural(accounts, msg("{n} account", n=accounts), msg("{n} accounts", n=accounts)),
        since=what,
    )
    return replace(sheet, summary=[told])
