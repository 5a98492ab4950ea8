"""The main facts of a record in one line, for a record that came or went as a whole."""

from collections.abc import Mapping, Sequence
from typing import Any

from kamctl.store.change import flow
from kamctl.store.items import STATE, entries_of, is_dated, latest
from kamctl.store.matching import HISTORY

# Personal facts are none of the main ones: a contact is told by title and function.
FACTS: dict[str, tuple[str, ...]] = {
    "account": ("name", "kind", "parent", "segment", "owner"),
    "activities": (),
    "competitor": ("name", "position"),
    "contact": ("title", "department", "function", "layer"),
    "contract": ("kind", "from", "until", "ceiling"),
    "install": ("supplier", "process", "product", "model", "units"),
    "opportunity": ("name", "site", "stage", "amount", "close", "probability", "owner"),
    "plan": ("strategy", "objectives", "actions"),
    "products": ("name", "family", "list"),
    "quote": ("date", "site", "status", "opportunity", "lines"),
    "settings": ("name", "currency"),
    "survey": ("kind", "on", "sent", "answers"),
    "targets": ("total", "owners"),
    "team": ("name", "role", "region"),
}
ROW_FACTS = ("date", "rate", "quantity")
MONEY = ("amount", "balance", "overdue")
PLAIN = frozenset(("date", "amount", "rate"))
UNNAMED = frozenset(("name",))
LONGEST = 60


def main_facts(kind: str, data: Any) -> str:
    """Return `Checkweigher line 3, stage design, amount 900000 CNY, …`; lists by their length, `lines 2`."""
    if isinstance(data, list):
        return f"{kind} {len(data)}"
    if not isinstance(data, Mapping):
        return flow(data)
    known = {**data, **(latest(data[HISTORY], STATE) if isinstance(data.get(HISTORY), list) else {})}
    return ", ".join(told(name, known[name]) for name in FACTS.get(kind, ()) if known.get(name) not in (None, [], {}))


def row_facts(row: Mapping[str, Any], key: Sequence[str]) -> str:
    """Return what a ledger row says beside its key, `2026-11-17, quantity 2, 4942 USD`."""
    money = {name: f"{row[name]} {row.get('currency', '')}".strip() for name in MONEY if row.get(name)}
    shown = {name: row[name] for name in ROW_FACTS if row.get(name) and name not in key} | money
    return ", ".join(value if name in PLAIN else f"{name} {value}" for name, value in shown.items())


def told(name: str, value: Any) -> str:
    """Return one fact: the last value of a dated one, the length of a list, a long text cut."""
    if is_dated(value):
        value = latest(entries_of(value)).get("value")
    text = str(len(value)) if isinstance(value, (list, Mapping)) else flow(value)
    text = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return text if name in UNNAMED else f"{name} {text}"
