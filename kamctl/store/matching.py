"""Which items of two lists are the same thing: matched by what identifies them, not by position."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import Any, TypeVar

from kamctl.records.money import parse_money
from kamctl.records.scalar import DECIMAL, Bare
from kamctl.store.change import flow

ACTIVITIES = ""
HISTORY = "history"
# What identifies an item of a list, by the list's key in the file. Items that agree in it are told apart by order.
KEYS: dict[str, tuple[str, ...]] = {
    ACTIVITIES: ("on", "kind"),
    HISTORY: ("on",),
    "actions": ("what",),
    "answers": ("contact", "role"),
    "breaks": ("units",),
    "channel_mode": ("from", "site"),
    "checks": ("on",),
    "competitors": ("competitor",),
    "discounts": ("kind", "name"),
    "kam_evidence": ("on", "stage"),
    "lines": ("product", "options"),
    "links": ("ours", "theirs"),
    "list": ("from",),
    "objectives": ("what",),
    "overrides": ("quarter", "owner", "account"),
    "prices": ("product",),
    "products": ("product", "options", "name"),
    "referrals": ("on", "to"),
    "requested_extras": ("what",),
    "risks": ("what",),
    "roles": ("contact",),
    "silence": ("code", "path"),
    "sites": ("id",),
    "stages": ("id",),
    "team": ("person",),
    "tiers": ("tier",),
}
T = TypeVar("T")


def same(old: Any, new: Any) -> bool:
    """Return whether two values mean the same: absent and empty; 4 and 4.0; 1,000 CNY and 1000 CNY."""
    if isinstance(old, dict) and isinstance(new, dict):
        return all(same(old.get(key), new.get(key)) for key in {**old, **new})
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(same, old, new))
    if old in (None, [], {}) or new in (None, [], {}):
        return (old or None) == (new or None)
    if isinstance(old, (dict, list)) or isinstance(new, (dict, list)):
        return False
    return flow(old) == flow(new) or (figure(old) is not None and figure(old) == figure(new))


def figure(value: Any) -> object:
    """Return the number or money that a scalar stands for, None for any other text."""
    if isinstance(value, Bare):
        return Decimal(value.text) if DECIMAL.fullmatch(value.text) else None
    try:
        return parse_money(value)
    except ValueError:
        return None


def key_of(item: Any, names: Sequence[str]) -> str:
    """Return what identifies an item: the values of `names`, or the text that it is."""
    if not isinstance(item, dict):
        return flow(item)
    values = [item[name] for name in names if item.get(name)]
    return " ".join("+".join(sorted(map(flow, value))) if isinstance(value, list) else flow(value) for value in values)


def by(names: Sequence[str]) -> Callable[[Any], str]:
    """Return the function that gives an item's key: the values of `names`."""
    return lambda item: key_of(item, names)


def matched(
    old: Sequence[T], new: Sequence[T], key: Callable[[T], str], equal: Callable[[T, T], bool] = same
) -> Iterator[tuple[str, T | None, T | None]]:
    """Yield (key, old item or None, new item or None) for items that differ, in the order of the new list.

    Where several items share a key, equal ones are paired first, the rest in their order; their keys get a number.
    """
    groups: dict[str, tuple[list[T], list[T]]] = {}
    for side, items in ((1, new), (0, old)):
        for item in items:
            groups.setdefault(key(item), ([], []))[side].append(item)
    for label, (before, after) in groups.items():
        many = max(len(before), len(after)) > 1
        rest, changed = paired(before, after, equal)
        for gone, come in zip_longest(rest, changed):
            number = come[0] if come else len(after) + 1
            yield f"{label} #{number}".strip() if many else label, gone, come[1] if come else None


def paired(
    before: Sequence[T], after: Sequence[T], equal: Callable[[T, T], bool]
) -> tuple[list[T], list[tuple[int, T]]]:
    """Return the items without an equal one on the other side: old ones, and new ones with their number."""
    rest, changed = list(before), []
    for number, item in enumerate(after, 1):
        twin = next((index for index, other in enumerate(rest) if equal(other, item)), None)
        if twin is None:
            changed.append((number, item))
        else:
            del rest[twin]
    return rest, changed
