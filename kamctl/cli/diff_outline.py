"""Changes as an outline to look at."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kamctl.errors import Message, msg, word
from kamctl.locale import plural
from kamctl.render.outline import Group, Item, Line
from kamctl.render.sheet import Sheet
from kamctl.store.change import Change
from kamctl.store.telling import Told, by_account
from kamctl.store.wording import change_words

ENTRY = re.compile(r"^(?:history)?\[([^]]*)\]")
PART = re.compile(r"[a-z_]+|[^a-z_]+|.")
NAME = re.compile(r"[a-z_]+")
STYLES = {"added": "good", "removed": "bad"}


def groups_of(found: Sequence[Change]) -> list[Group]:
    """Return one group for each account, the book itself first."""
    return [Group(account or msg("(the book)"), list(map(item_of, told))) for account, told in by_account(found)]


def item_of(told: Told) -> Item:
    """Return the item of a record."""
    if told.count:
        return Item(told.name, [Line("", told.count, STYLES[told.op])])
    return Item(
        told.name, [Line(short(change.field), change_words(change), style_of(change)) for change in told.changes]
    )


def short(field: str) -> Message:
    """Return a field as the outline shows it: an entry of a history or list of activities by its day alone."""
    parts = PART.findall(ENTRY.sub(r"\1", field))
    names = {f"part{index}": word("field", part) if NAME.fullmatch(part) else part for index, part in enumerate(parts)}
    return Message("".join(f"{{{name}}}" for name in names), names)


def style_of(change: Change) -> str:
    """Return what a line means: new, gone, or to be looked at."""
    if change.problem or change.rewritten:
        return "warn"
    return "" if change.field else STYLES.get(change.op, "")


def summary(sheet: Sheet, found: Sequence[Change], what: Message) -> Sheet:
    """Return the sheet with the line that sums the changes up."""
    if not found:
        return replace(sheet, summary=[msg("Nothing changed {since}.", since=what)])
    records = len({(change.path, change.record) for change in found})
    accounts = len({change.account for change in found if change.account})
    told = msg(
        "{records} changed {since} ({accounts})",
        records=plural(records, msg("{n} record", n=records), msg("{n} records", n=records)),
        accounts=plural(accounts, msg("{n} account", n=accounts), msg("{n} accounts", n=accounts)),
        since=what,
    )
    return replace(sheet, summary=[told])
