"""Keys that name things, codes and ids, and that other YAML tools would not read as text: `0044:`, `no:`.

The key `on` is left out: it is a field of many records, and no tool can take the one for the other.
"""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from kamctl.errors import Problem
from kamctl.records.kinds import Kind
from kamctl.store.faults import bare, data_path, first_ones, hidden, value_at
from kamctl.store.yaml_spans import Path, Spans
from kamctl.store.yaml_text import FIGURE, FIGURE_FIRST, NULLS, WORDS

KEYED = frozenset(("settings", "products", "team", "targets", "account", "survey", "private"))
"""Kinds with mappings whose keys name things."""
TRAPS = (WORDS | NULLS) - {"on", ""}
QUOTES = frozenset("\"'")


def is_trap(key: str) -> bool:
    """Return whether a key, if it is not quoted, is no text to other tools."""
    return key in TRAPS or (key[:1] in FIGURE_FIRST and FIGURE.fullmatch(key) is not None)


def may_be_bare(kind: Kind, data: Any) -> bool:
    """Return whether a record may hold such a key: whether it is quoted, the data do not tell."""
    return kind.name in KEYED and any(map(is_trap, keys_in(data)))


def keys_in(data: Any) -> Iterator[str]:
    """Yield all keys of the data of a file."""
    waiting = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield from one
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def bare_keys(kind: Kind, data: Any, spans: Spans) -> list[Path]:
    """Return the paths of the unquoted keys that must be quoted. Keys that are wrong anyhow are not among them."""
    if not may_be_bare(kind, data):
        return []
    unquoted = [path for path, span in spans.keys.items() if spans.text[span.start : span.start + 1] not in QUOTES]
    found = [path for path in unquoted if is_trap(str(path[-1])) and is_there(data, path)]
    wrong = wrong_keys(kind, data) if found else set()
    return [path for path in found if path not in wrong]


def wrong_keys(kind: Kind, data: Any) -> set[Path]:
    """Return the paths of the keys that the model does not take."""
    try:
        kind.model.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False)
        return {
            data_path(data, one) for one in found if one["type"] == "extra_forbidden" or one["loc"][-1:] == ("[key]",)
        }
    return set()


def is_there(data: Any, path: Path) -> bool:
    """Return whether the data have a key. (What comes below a key for the second time is not in them.)"""
    try:
        return path[-1] in value_at(data, path[:-1])
    except (LookupError, TypeError):
        return False


def key_problems(kind: Kind, data: Any, spans: Spans) -> list[Problem]:
    """Return the problems of the keys that must be quoted."""
    paths = bare_keys(kind, data, spans)
    return first_ones((hidden(kind, problem(path, spans)) for path in paths), len(paths))


def problem(path: Path, spans: Spans) -> Problem:
    """Return the problem of one key."""
    code, message, help = bare(str(path[-1]))
    return spans.problem(code, spans.keys[path], message, help)
