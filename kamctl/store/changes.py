"""What changed between two states of a book, by account, record and field."""

import csv
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from kamctl.errors import Place, Problem, msg
from kamctl.records.kinds import BY_NAME, KINDS, Kind, kind_of
from kamctl.records.shape import is_personal
from kamctl.store.change import Change, growth, op_of, text_of
from kamctl.store.facts import main_facts
from kamctl.store.faults import hidden
from kamctl.store.items import Difference, differences
from kamctl.store.plain_text import decode
from kamctl.store.record import discreet
from kamctl.store.revision import GitSource
from kamctl.store.rows import Row, row_changes, rows_of
from kamctl.store.source import Source, Unread
from kamctl.store.yaml_spans import Spans
from kamctl.store.yaml_text import Faulty, load

PRIVATE = "private"
# Files that hold many records under their ids.
MANY = frozenset(("products", "team"))
# Within an account its records come first, then the rows of ledgers.
ORDER = {kind.name: (kind.ledger, number) for number, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two states: its files, and the ids that git gives, or may give, to the content of each."""

    source: Source
    ids: Mapping[str, frozenset[str]]

    def read(self, path: str, parse: Callable[[str], Any]) -> Any:
        """Return the parsed content of a file, None where it is absent. Raises Unread."""
        return parse(decode(path, self.source.read(path))) if path in self.ids else None


def changes(old: Source, new: Source, show_personal: bool = False) -> list[Change]:
    """Return all changes from `old` to `new`, sorted by account (None first), kind and record.

    Only files whose content differs are parsed. Personal facts are told without their values unless
    `show_personal`; files of private facts are never told.
    """
    sides = sides_of(old, new)
    paths = differing(*sides)
    for side in sides:
        if isinstance(side.source, GitSource):  # all contents by one call, not one for each
            side.source.fetch(path for path in paths if path in side.ids)
    by_kind: dict[str, list[str]] = {}
    for path in paths:
        by_kind.setdefault(known(path) or "", []).append(path)
    found: list[Change] = []
    for name, ours in by_kind.items():
        kind = BY_NAME[name]
        if kind.ledger:
            found += ledger_changes(kind, ours, sides)
        else:
            found += (change for path in ours for change in file_changes(kind, path, sides, show_personal))
    return sorted(found, key=lambda change: (change.account or "", ORDER[change.kind], change.path, change.record))


def known(path: str) -> str | None:
    """Return the kind of a file whose changes are told, or None."""
    found = kind_of(path)
    return found[0].name if found and found[0].name != PRIVATE else None


def changed_files(old: Source, new: Source) -> dict[str, frozenset[str]]:
    """Return the files that differ, private ones left aside, with the ids of their new content (none if gone)."""
    sides = sides_of(old, new)
    return {path: sides[1].ids.get(path, frozenset()) for path in differing(*sides)}


def touched_files(old: Source, new: Source) -> frozenset[str]:
    """Return the files of `new` that `old` does not hold as they are, also those that are no record, and links.

    Files of private facts, which no repository is meant to hold, are among them.
    """
    before, after = fingerprints(old, new, always), fingerprints(new, old, always)
    nothing: frozenset[str] = frozenset()
    differing = {path for path, ids in after.items() if not ids & before.get(path, nothing)}
    return frozenset(differing | (odd(new) - odd(old)))


def odd(source: Source) -> set[str]:
    """Return the paths of what lies in a book and is no plain file."""
    return {problem.place.path for problem in source.problems()}


def always(path: str) -> bool:
    """Return that a file counts, whatever it is."""
    return True


def sides_of(old: Source, new: Source) -> tuple[Side, Side]:
    """Return both states with the ids of their files."""
    return Side(old, fingerprints(old, new)), Side(new, fingerprints(new, old))


def differing(old: Side, new: Side) -> list[str]:
    """Return the paths, sorted, of files that are on one side only or differ."""
    nothing: frozenset[str] = frozenset()
    paths = sorted(path for path in {**old.ids, **new.ids} if known(path))
    return [path for path in paths if not old.ids.get(path, nothing) & new.ids.get(path, nothing)]


def fingerprints(source: Source, other: Source, counts: Callable[[str], object] = known) -> dict[str, frozenset[str]]:
    """Return the ids of the content of each file that counts; none for one that can't be read."""
    if isinstance(source, GitSource):
        return {path: frozenset((blob.id,)) for path, blob in source.blobs.items()}
    name = other.repository.hash_name if isinstance(other, GitSource) else "sha1"
    return {path: ids(source, path, name) for path in source.paths() if counts(path)}


def ids(source: Source, path: str, hash_name: str) -> frozenset[str]:
    """Return the ids that the content of a file has as a blob.

    In a work tree git may have written the line ends of the system; such a file counts as unchanged, so its id
    with line ends of Unix is given too.
    """
    try:
        data = source.read(path)
    except Unread:
        return frozenset()
    forms = {data, data.replace(b"\r\n", b"\n")}
    return frozenset(hashlib.new(hash_name, b"blob %d\0" % len(form) + form).hexdigest() for form in forms)


def file_changes(kind: Kind, path: str, both: tuple[Side, Side], show_personal: bool) -> Iterator[Change]:
    """Yield the changes of one YAML file."""
    names = (kind_of(path) or (kind, {}))[1]
    whole = Change(path, kind.name, names.get("account"), record_name(kind, names), "changed")
    try:
        before, after = (side.read(path, partial(parsed, kind, path)) for side in both)
    except Unread as error:
        yield replace(whole, problem=hidden(kind, error.problem))
        return
    records = by_record(before, after) if kind.name in MANY else {whole.record: (before, after)}
    found = [
        change
        for record, (one, other) in records.items()
        for change in record_changes(kind, replace(whole, record=record), one, other, show_personal)
    ]
    yield from found or [replace(whole, note=msg("only comments or layout"))]


def record_name(kind: Kind, names: dict[str, str]) -> str:
    """Return the name of the record in a file: id or year, the account for its own files, else the kind."""
    return names.get("id") or names.get("year") or names.get("account") or kind.name


def parsed(kind: Kind, path: str, text: str) -> Any:
    """Return the data of a YAML text, {} for an empty one. Raises Unread with the first fault."""
    try:
        data = load(text)
    except Faulty:
        faults = Spans(path, text).faults or [Problem("KAM101", Place(path), msg("is not valid YAML"))]
        raise Unread(discreet(kind, hidden(kind, faults[0]))) from None
    return {} if data is None else data


def by_record(before: Any, after: Any) -> dict[str, tuple[Any, Any]]:
    """Return both states of each record of a file that holds many."""
    old, new = (side if isinstance(side, dict) else {} for side in (before, after))
    return {name: (old.get(name), new.get(name)) for name in {**new, **old}}


def record_changes(kind: Kind, whole: Change, before: Any, after: Any, show_personal: bool) -> Iterator[Change]:
    """Yield the changes of one record: its coming or going as one, else field by field."""
    if before is None or after is None:
        facts = [None if side is None else main_facts(kind.name, side) for side in (before, after)]
        if facts != [None, None]:
            yield replace(whole, op=op_of(before, after), before=facts[0], after=facts[1])
        return
    for difference in differences(before, after):
        hide = not show_personal and is_personal(kind.model, difference.where)
        yield field_change(whole, difference, hide)


def field_change(whole: Change, difference: Difference, hide: bool) -> Change:
    """Return the change of one field, without its values if they are to be hidden."""
    if hide:
        field = ".".join(difference.where)  # the shown way may hold a value
        return replace(whole, op=difference.op, field=field, note=msg("personal, not shown"))
    before, after = text_of(difference.before), text_of(difference.after)
    return replace(
        whole,
        op=difference.op,
        field=difference.field,
        before=before,
        after=after,
        note=msg("history rewritten") if difference.rewritten else growth(before, after),
        shown=difference.shown,
        rewritten=difference.rewritten,
    )


def ledger_changes(kind: Kind, paths: list[str], both: tuple[Side, Side]) -> Iterator[Change]:
    """Yield the changes of the files of one ledger."""
    rows: tuple[list[Row], list[Row]] = ([], [])
    for path in paths:
        try:
            found = [side.read(path, partial(ledger_rows, path)) or [] for side in both]
        except Unread as error:
            yield Change(path, kind.name, None, path, "changed", problem=error.problem)
            continue
        for known_rows, more in zip(rows, found, strict=True):
            known_rows += more
    yield from row_changes(kind.name, *rows)


def ledger_rows(path: str, text: str) -> list[Row]:
    """Return the rows of a ledger. Raises Unread if it is no proper CSV."""
    try:
        return rows_of(path, text)
    except csv.Error as error:
        reason: object = str(error)
    except ValueError:
        reason = msg("a row has more or fewer cells than the header")
    raise Unread(Problem("KAM115", Place(path), msg("is not valid CSV: {reason}", reason=reason)))
