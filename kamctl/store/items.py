"""Differences of two pieces of data of a file, by meaning."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kamctl.records.dated import as_entries
from kamctl.store.change import Op, flow, op_of
from kamctl.store.matching import ACTIVITIES, HISTORY, KEYS, by, key_of, matched, same

ENTRY_KEYS = frozenset(("on", "value", "source", "basis", "note"))
# Lists in which the place of an item says something.
ORDERED = frozenset(("discounts", "stages", "tiers"))
WHOLE = frozenset(("points", "seasonality"))
# Fields of a history whose last value is the state of the deal, and those that only explain.
STATE = ("stage", "amount", "close", "probability", "buying_step", "owner")
TEXTS = ("evidence", "reason", "source", "note")
BRIEF = ("purpose", "outcome")
UNDATED = "undated"

Where = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that differs. `where` are the keys that lead to it in the file, `field` is how it is shown.

    `rewritten`: an entry of a history that was already there, or lies before its last one. `shown`: see Change.
    """

    where: Where
    field: str
    before: Any
    after: Any
    rewritten: bool = False
    shown: str | None = None

    @property
    def op(self) -> Op:
        return op_of(self.before, self.after)


def differences(old: Any, new: Any, where: Where = (), field: str = "") -> Iterator[Difference]:
    """Yield what differs between two values of a file (dict, list, text, Bare, None), in the order of the new one."""
    if same(old, new):
        return
    if is_mapping(old, new):
        yield from key_differences(old or {}, new or {}, where, f"{field}." if field else "")
    elif is_dated(old) or is_dated(new):
        yield from dated_differences(entries_of(old), entries_of(new), where, field)
    elif isinstance(old or new, list) and isinstance(new or old, list):
        yield from list_differences(old or [], new or [], where, field)
    else:
        yield Difference(where, field, old, new)


def is_mapping(old: Any, new: Any) -> bool:
    """Return whether two values are mappings to be compared key by key; nothing counts as an empty one."""
    sides = [side for side in (old, new) if side]
    return all(isinstance(side, dict) and not is_entry(side) for side in sides)


def is_entry(value: Any) -> bool:
    """Return whether a value is one entry of a dated value."""
    return isinstance(value, dict) and "value" in value and value.keys() <= ENTRY_KEYS


def is_dated(value: Any) -> bool:
    """Return whether a value is a dated one in its long form."""
    return is_entry(value) or (isinstance(value, list) and bool(value) and all(map(is_entry, value)))


def entries_of(value: Any) -> list[Any]:
    """Return the entries that any form of a dated value stands for."""
    return [] if value is None else list(as_entries(value))


def dated_differences(old: list[Any], new: list[Any], where: Where, field: str) -> Iterator[Difference]:
    """Yield how the latest value changed, then the entries that did."""
    before, after = latest(old).get("value"), latest(new).get("value")
    if not same(before, after):
        yield Difference(where, field, before, after)
    for label, one, other in matched(old, new, by(("on",))):
        found = differences_in(one, other, where, f"{field}[{label or UNDATED}]")
        moved = not same(before, after) and (one is None or not label)
        yield from (told(item) if moved else item for item in found)


def latest(entries: Sequence[Any], names: Sequence[str] = ("value",)) -> dict[str, Any]:
    """Return the last value of each name in entries sorted by their day."""
    state: dict[str, Any] = {}
    known = [entry for entry in entries if isinstance(entry, dict)]
    for entry in sorted(known, key=lambda entry: flow(entry.get("on") or "")):
        # A probability of null withdraws the one before; any other null says nothing.
        state |= {name: entry[name] for name in names if entry.get(name) is not None}
        if entry.get("probability", "") is None:
            state.pop("probability", None)
    return state


def list_differences(old: list[Any], new: list[Any], where: Where, field: str) -> Iterator[Difference]:
    """Yield the differences of two lists: as sets of texts, or item by item."""
    name = where[-1] if where else ACTIVITIES
    items = [*old, *new]
    if name in WHOLE or any(isinstance(item, list) for item in items):
        yield Difference(where, field, old or None, new or None)
    elif where == (HISTORY,):
        yield from history_differences(old, new, where, field)
    elif any(isinstance(item, dict) for item in items):
        for label, one, other in matched(old, new, by(KEYS.get(name, ()))):
            found = differences_in(one, other, where, f"{field}[{label or '#1'}]")
            yield from map(in_brief, found) if one is None and not where else found
        yield from order_difference(old, new, where, field)
    else:
        yield from set_differences(old, new, where, field)


def differences_in(old: Any, new: Any, where: Where, field: str) -> Iterator[Difference]:
    """Yield the differences within one item; an item that came or went is one difference."""
    if isinstance(old, dict) and isinstance(new, dict):
        yield from key_differences(old, new, where, f"{field}.")
    elif not same(old, new):
        yield Difference(where, field, old, new)


def key_differences(old: Any, new: Any, where: Where, lead: str) -> Iterator[Difference]:
    """Yield the differences of two mappings, key by key; of a deal its history first, which tells most."""
    keys = [*new, *(key for key in old if key not in new)]
    for key in sorted(keys, key=lambda key: (*where, key) != (HISTORY,)):
        yield from differences(old.get(key), new.get(key), (*where, key), lead + key)


def history_differences(old: list[Any], new: list[Any], where: Where, field: str) -> Iterator[Difference]:
    """Yield how the state of a deal changed, then the entries of its history that came, changed or went."""
    before, after = latest(old, STATE), latest(new, STATE)
    moved = [name for name in STATE if not same(before.get(name), after.get(name))]
    for name in moved:
        yield Difference((*where, name), name, before.get(name), after.get(name))
    last = max((flow(entry.get("on") or "") for entry in old if isinstance(entry, dict)), default="")
    for label, one, other in matched(old, new, by(KEYS[HISTORY])):
        for item in differences_in(one, other, where, f"{field}[{label}]"):
            if one is None and label.partition(" #")[0] >= last:
                yield told(item) if moved else item
            else:
                yield replace(item, rewritten=True)


def told(item: Difference) -> Difference:
    """Mark an entry as told by the change of state; what only explains it is still shown."""
    texts = item.after if isinstance(item.after, dict) else {}
    return replace(item, shown="; ".join(flow(texts[name]) for name in TEXTS if texts.get(name)))


def in_brief(item: Difference) -> Difference:
    """Let what an activity was about stand for it, if that is told."""
    texts = [flow(item.after[name]) for name in BRIEF if isinstance(item.after, dict) and item.after.get(name)]
    return replace(item, shown="; ".join(texts) or None)


def set_differences(old: list[Any], new: list[Any], where: Where, field: str) -> Iterator[Difference]:
    """Yield texts that came or went; their order says nothing."""
    before, after = Counter(map(flow, old)), Counter(map(flow, new))
    for text in (before - after).elements():
        yield Difference(where, f"{field}[{text}]", text, None)
    for text in (after - before).elements():
        yield Difference(where, f"{field}[{text}]", None, text)


def order_difference(old: list[Any], new: list[Any], where: Where, field: str) -> Iterator[Difference]:
    """Yield a change of order, in lists where that says something."""
    if where and where[-1] in ORDERED:
        names = KEYS[where[-1]]
        before, after = [key_of(item, names) for item in old], [key_of(item, names) for item in new]
        kept = [key for key in before if key in after], [key for key in after if key in before]
        if kept[0] != kept[1]:
            yield Difference(where, field, before, after)
