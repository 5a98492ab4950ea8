"""The one strict reader of YAML: text -> dict, list, text, `Bare` or None, over libyaml's events.

YAML's traps are left out of the language: no anchors, aliases, merge keys, tags, directives, second documents
or keys that are not plain text; depth and number of nodes are bounded; a key stands once. Scalars stay text.
`load` is the fast way and only says that something is wrong; `store.yaml_spans` then finds out what and where.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from yaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    YAMLError,
)

from kamctl.errors import IO, KamError, msg
from kamctl.records.scalar import Bare
from kamctl.store.plain_text import CONTROL

try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML was built without libyaml; `parser` says so
    CParser = None  # type: ignore[assignment,misc]  # the stubs know only the built variant

MOST_DEPTH = 24
MOST_VALUES = 20_000
# Of each value a key, its start and its end; the same of the root, the document and the stream.
MOST_EVENTS = 3 * MOST_VALUES + 6
LONGEST_KNOWN = 40
# What YAML 1.1 (PyYAML, ruby, go-yaml 2) or 1.2 (ruamel, js-yaml) reads as null, bool, merge key or value.
NULLS = frozenset(("", "~", "null", "Null", "NULL"))
WORDS = frozenset("y Y n N yes Yes YES no No NO true True TRUE false False FALSE on On ON off Off OFF << =".split())
# … and as day, time, int or float.
FIGURE_FIRST = frozenset("0123456789+-.")
FIGURE = re.compile(
    r"""(?: [0-9]{4}-[0-9]{2}-[0-9]{2}
    | [-+]?[0-9_]+
    | [-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+ | [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*
    | [-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9_]+)(?:[eE][-+]?[0-9]+)? | [-+]?[0-9][0-9_]*[eE][-+]?[0-9]+
    | [-+]?0b[01_]+ | [-+]?0x[0-9a-fA-F_]+ | [-+]?0o[0-7_]+
    | [-+]?\.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN)
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?
      (?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?
    )""",
    re.VERBOSE | re.ASCII,
)
# First characters of plain scalars that may be more than text: anything else needs no further look.
SUSPECT = FIGURE_FIRST | frozenset(word[:1] for word in NULLS | WORDS)
BLOCK = frozenset("|>")
REFUSED = (AliasEvent, StreamEndEvent)


class Faulty(Exception):
    """The text is not of the strict YAML a book uses."""


def parser(text: str) -> Any:
    """Return libyaml's event parser. The pure one gives other verdicts on odd input, so there is no substitute."""
    if CParser is None:
        raise KamError(msg("PyYAML was installed without libyaml"), IO, msg("install the wheel of PyYAML"))
    return CParser(text)


def scalar(value: str, style: str | None) -> Any:
    """Return what a scalar means: None, `Bare`, or text. Raises Faulty for an escaped control character."""
    if style:
        if not value.isprintable() and CONTROL.search(value):
            raise Faulty
        return value
    if value[:1] in FIGURE_FIRST:
        # Most are days and small numbers, and come again; money has a space, which but a time of day has too.
        if " " in value and ":" not in value:
            return value
        return known_figure(value) if len(value) <= LONGEST_KNOWN else figure(value)
    if value in NULLS:
        return None
    return Bare(value) if value in WORDS else value


def figure(value: str) -> Any:
    """Return a plain scalar that starts like a figure: as `Bare` if it is one."""
    return Bare(value) if FIGURE.fullmatch(value) else value


known_figure = lru_cache(8192)(figure)


def text_key(event: Any, known: Any) -> str:
    """Return the key of a mapping that has the keys `known`. Raises Faulty for one of them, or for no plain text."""
    if type(event) is not ScalarEvent or event.style in BLOCK or marked(event):
        raise Faulty
    key: str = event.value
    if event.style:
        scalar(key, event.style)
    if not key.isascii():
        key = unicodedata.normalize("NFC", key)
    if key in known:
        raise Faulty
    return key


def marked(event: Any) -> bool:
    """Return whether a value has an anchor or a tag."""
    return event.anchor is not None or event.tag is not None


def load(text: str) -> Any:
    """Return the data of one document; None for an empty one. Raises Faulty, without saying why."""
    next_event = parser(text).get_event
    if len(text) > MOST_VALUES:
        next_event = bounded(next_event).__next__
    try:
        return built(next_event, marks="&" in text or "!" in text)
    except YAMLError as error:
        raise Faulty from error


def bounded(next_event: Callable[[], Any]) -> Iterator[Any]:
    """Yield events, no more than a text may have. Raises Faulty for more."""
    for _ in range(MOST_EVENTS):
        yield next_event()
    raise Faulty


def built(next_event: Callable[[], Any], marks: bool) -> Any:
    """Return the data that events tell of. `marks` says whether there may be anchors or tags among them."""
    root: list[Any] = []
    holder: Any = root  # the list or mapping under construction; `add` appends to it, None if it is a mapping
    add: Any = root.append
    outer: list[tuple[Any, Any]] = []
    values = 0
    while True:
        event = next_event()
        kind = type(event)
        if add is None and kind is not MappingEndEvent:
            key = text_key(event, holder)
            event = next_event()
            kind = type(event)
        if kind is ScalarEvent:
            value = event.value
            if event.style or value[:1] in SUSPECT:
                value = scalar(value, event.style)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            values += len(holder)
            holder, add = outer.pop()
            continue
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            outer.append((holder, add))
            value = {} if kind is MappingStartEvent else []
        elif kind is StreamEndEvent and values <= MOST_VALUES:
            return root[0] if root else None
        elif kind in REFUSED or (kind is DocumentStartEvent and (root or event.version or event.tags)):
            raise Faulty
        else:
            continue
        if (marks and marked(event)) or len(outer) > MOST_DEPTH:
            raise Faulty
        if add is None:
            holder[key] = value
        else:
            add(value)
        if kind is not ScalarEvent:
            holder, add = value, getattr(value, "append", None)
