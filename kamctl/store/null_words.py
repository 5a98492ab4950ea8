"""Null, written out where a text may stand: `name: Null` may be a name, or mean that there is none.

YAML reads the words as nothing at all, so the record is read without them, and check asks which of both was meant.
"""

import re
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from kamctl.errors import Problem, msg
from kamctl.records.kinds import Kind
from kamctl.records.scalar import Bare
from kamctl.store.faults import data_path, first_ones, hidden, value_at
from kamctl.store.yaml_spans import Path, Spans

WORD = re.compile(r"(?:^|[\s,:\[{])(?:~|null|Null|NULL)[ \t]*(?:$|[,\]}\r]|[ \t]#)", re.MULTILINE)
WORDS = frozenset(("~", "null", "Null", "NULL"))


def may_hold_null(text: str) -> bool:
    """Return whether a text may hold a written-out null. Most hold none of its letters, which is soon seen."""
    return ("ull" in text or "ULL" in text or "~" in text) and bool(WORD.search(text))


def with_null_words(kind: Kind, data: Any, spans: Spans, problems: list[Problem]) -> list[Problem]:
    """Return the problems of a record with those of the nulls in place of texts; they say all that is to be said."""
    paths = in_place_of_texts(kind, data, spans)
    places = [spans.keys.get(path) or spans.at(path) for path in paths]
    told = {("KAM203", place.line, place.column) for place in places}
    others = [one for one in problems if (one.code, one.place.line, one.place.column) not in told]
    return [*first_ones((problem(kind, path, spans) for path in paths), len(paths)), *others]


def in_place_of_texts(kind: Kind, data: Any, spans: Spans) -> list[Path]:
    """Return the paths of the written-out nulls in `data` that stand where a text is wanted.

    To find out, a bare value is put in place of each for a while: only a field that wants a text refuses it as such.
    """
    nulls = [path for path in spans.values if path and word_at(spans, path) in WORDS and nothing_at(data, path)]
    for path in nulls:
        value_at(data, path[:-1])[path[-1]] = Bare(word_at(spans, path))
    try:
        kind.model.model_validate(data)
    except ValidationError as error:
        refused = {data_path(data, one) for one in error.errors(include_url=False) if one["type"] == "string_type"}
        return [path for path in nulls if path in refused]
    else:
        return []
    finally:
        for path in nulls:
            value_at(data, path[:-1])[path[-1]] = None


def word_at(spans: Spans, path: Path) -> str:
    """Return a value as it is written."""
    span = spans.values[path]
    return spans.text[span.start : span.end]


def nothing_at(data: Any, path: Path) -> bool:
    """Return whether the data have no value at a path. (What comes below a key for the second time is not in them.)"""
    try:
        return value_at(data, path) is None
    except (LookupError, TypeError):
        return False


def problem(kind: Kind, path: Path, spans: Spans) -> Problem:
    """Return the problem of a null in place of a text."""
    message = msg("a text that other YAML tools would not read as text must be quoted")
    help = msg("write {quoted} if it is a text; else leave the key out", quoted=f'"{word_at(spans, path)}"')
    return replace(hidden(kind, spans.problem("KAM701", spans.at(path), message)), help=help)
