"""The slow, exact pass over a YAML text that is faulty or to be edited: where everything stands, what is wrong.

It walks the same events as `yaml_text.load`, but keeps the span of every key and value, goes on after a fault
where it can, and names each fault.
"""

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

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

from kamctl.errors import Message, Place, Problem, msg
from kamctl.store.plain_text import Lines
from kamctl.store.yaml_reasons import Stumble, cause_of
from kamctl.store.yaml_text import BLOCK, MOST_DEPTH, MOST_VALUES, Faulty, parser, scalar

Path = tuple[str | int, ...]


class Span(NamedTuple):
    """Where a key or a value stands: characters `start` to `end`, and its first line and column, from 1."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    style: str = ""


@dataclass(slots=True)
class Level:
    """A mapping or sequence under construction."""

    path: Path
    data: Any
    start: Any
    key: str | None = None
    count: int = 0
    keys: dict[str, Span] = field(default_factory=dict)

    @property
    def is_mapping(self) -> bool:
        return type(self.data) is dict

    @property
    def wants_key(self) -> bool:
        return self.key is None and type(self.data) is dict

    def put(self, value: Any) -> None:
        """Take the value that comes next; of a key that stands twice, the first one."""
        if self.is_mapping:
            self.data.setdefault(self.key, value)
        else:
            self.data.append(value)


# Faults that leave no doubt what the rest of the file says: the first of two equal keys counts, and the first of
# several documents; a text is what it is without its anchor or tag; a key that is no text is passed over.
READABLE = frozenset(("KAM104", "KAM106", "KAM107", "KAM108", "KAM109", "KAM110"))


class Unclear:
    """What an alias stands for: nobody asks, and no field takes it."""


UNCLEAR = Unclear()


@dataclass(slots=True)
class Passing:
    """What is passed over: so many `nodes`, of the first of which `depth` levels are open."""

    nodes: int = 0
    depth: int = 0

    def take(self, event: Any) -> None:
        """Pass over one event."""
        if isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            self.depth += 1
        if isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            self.depth -= 1
        self.nodes -= not self.depth


class Spans:
    """Spans of all keys and values of a text by path, e.g. ("history", 0, "close"), and the faults of its form.

    `data` is what `yaml_text.load` would return if it went on after faults; good only if it is `readable`.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.lines = Lines(text)
        self.values: dict[Path, Span] = {}
        self.keys: dict[Path, Span] = {}
        self.scalars: set[Path] = set()
        self.faults: list[Problem] = []
        self.data: Any = None
        self._levels: list[Level] = []
        self._passing = Passing()
        self._keys_clear = True
        self._count = 0
        self._documents = 0
        self._walk()

    @property
    def readable(self) -> bool:
        """Return whether the walk came to the end, and its data are those that were meant."""
        plain = all(fault.code in READABLE for fault in self.faults)
        return plain and self._keys_clear and (self.data is not None or not self.faults)

    def _walk(self) -> None:
        source = parser(self.text)
        try:
            while self._take(source.get_event()):
                pass
        except YAMLError as error:
            self._syntax(error)

    def _take(self, event: Any) -> bool:
        """Take one event; False stops the walk."""
        if self._passing.nodes:
            self._passing.take(event)
            return self._shallow(len(self._levels) + self._passing.depth, event) and self._done(event)
        kind = type(event)
        if kind is ScalarEvent:
            self._properties(event)
            return self._scalar(event)
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            self._properties(event)
            return self._open(event)
        if kind is MappingEndEvent or kind is SequenceEndEvent:
            level = self._levels.pop()
            self.values.setdefault(level.path, span_of(level.start, event.end_mark))
            return self._done(event)
        if kind is DocumentStartEvent:
            return self._document(event)
        if kind is AliasEvent:
            self._report("KAM107", event, msg("anchors and aliases (& and *) are not used in a book"))
            return self._scalar(event)
        return kind is not StreamEndEvent

    def _document(self, event: Any) -> bool:
        self._documents += 1
        if event.version or event.tags:
            self._report("KAM108", event, msg("directives (lines with %) are not used in a book"))
        if self._documents > 1:
            self._report("KAM109", event, msg("a second document begins here; a file holds one record"))
            return False
        return True

    def _properties(self, event: Any) -> None:
        if event.anchor is not None:
            self._report("KAM107", event, msg("anchors and aliases (& and *) are not used in a book"))
        if event.tag is not None:
            self._report("KAM108", event, msg("tags (!) are not used in a book"))

    def _open(self, event: Any) -> bool:
        if not self._shallow(len(self._levels) + 1, event):
            return False
        level = self._levels[-1] if self._levels else None
        if level and level.wants_key:
            self._report("KAM110", event, msg("a key must be a plain text"))
            self._passing = Passing(depth=1, nodes=2)
            return True
        data: Any = {} if isinstance(event, MappingStartEvent) else []
        opened = Level(self._here(), data, event.start_mark)
        self._put(data)
        self._levels.append(opened)
        return True

    def _shallow(self, depth: int, event: Any) -> bool:
        """Return whether what is nested so deep may be; report it otherwise."""
        if depth > MOST_DEPTH:
            self._report("KAM103", event, msg("nested deeper than {most} levels", most=MOST_DEPTH))
        return depth <= MOST_DEPTH

    def _put(self, value: Any) -> None:
        """Note the value that comes next."""
        if self._levels:
            self._levels[-1].put(value)
        else:
            self.data = value

    def _scalar(self, event: Any) -> bool:
        level = self._levels[-1] if self._levels else None
        if level and level.wants_key:
            self._key(level, event)
            return True
        here = self._here()
        value = self._value(event) if isinstance(event, ScalarEvent) else UNCLEAR
        if value is UNCLEAR and level and level.key == "<<":
            self._keys_clear = False
        self.scalars.add(here)
        span = span_of(event.start_mark, event.end_mark, getattr(event, "style", None) or "")
        self.values.setdefault(here, span)
        self._put(value)
        return self._done(event)

    def _plain(self, event: Any) -> bool:
        """Return whether it is plain which key a key is; report it otherwise."""
        told = len(self.faults)
        if isinstance(event, ScalarEvent):
            self._value(event)
        return isinstance(event, ScalarEvent) and len(self.faults) == told

    def _value(self, event: Any) -> Any:
        try:
            return scalar(event.value, event.style)
        except Faulty:
            self._report("KAM104", event, msg("an escape stands for a control character"))
            return event.value

    def _key(self, level: Level, event: Any) -> None:
        if not self._plain(event):
            self._keys_clear = False
        key = getattr(event, "value", "")
        if not key.isascii():
            key = unicodedata.normalize("NFC", key)
        span = span_of(event.start_mark, event.end_mark)
        if getattr(event, "style", None) in BLOCK:
            self._report("KAM110", event, msg("a key must be a plain text"))
        if key in level.keys:
            first = level.keys[key]
            place = Place(self.path, first.line, first.column, first.end_line, first.end_column)
            self._report("KAM106", event, msg("key {key} stands twice", key=key), also=(place,))
        level.keys.setdefault(key, span)
        level.key = key
        self.keys.setdefault((*level.path, key), span)

    def _here(self) -> Path:
        """Return the path of the value that comes next."""
        if not self._levels:
            return ()
        level = self._levels[-1]
        return (*level.path, (level.key or "") if level.is_mapping else level.count)

    def _done(self, event: Any) -> bool:
        """Note that a value is complete; False if it is one too many."""
        if self._levels:
            self._levels[-1].count += 1
            self._levels[-1].key = None
            self._count += 1
        if self._count > MOST_VALUES:
            self._report("KAM103", event, msg("more than {most} values in one file", most=MOST_VALUES))
        return self._count <= MOST_VALUES

    def _report(self, code: str, event: Any, message: Message, also: tuple[Place, ...] = ()) -> None:
        span = span_of(event.start_mark, event.end_mark)
        self.faults.append(self.problem(code, span, message, also=also))

    def _syntax(self, error: YAMLError) -> None:
        """Report why the text is no YAML; where libyaml tells where the thing began that it was reading, there, too."""
        reason = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
        found, began = (self._spot(getattr(error, name, None)) for name in ("problem_mark", "context_mark"))
        cause = cause_of(Stumble(reason, self.lines, found or began or (1, 1), began))
        line, column = cause.spot
        place = Place(self.path, line, column, line, column + 1)
        also = (Place(self.path, *began, began[0], began[1] + 1),) if began and began[0] < line else ()
        message = msg("is not valid YAML: {reason}", reason=cause.reason)
        self.faults.append(Problem("KAM101", place, message, cause.help, excerpt=self.lines[line], also=also))

    def _spot(self, mark: Any) -> tuple[int, int] | None:
        """Return line and column of a mark of libyaml, which may lie behind the last line; None if there is none."""
        if mark is None:
            return None
        last = len(self.lines.all())
        return (mark.line + 1, mark.column + 1) if mark.line < last else (last, len(self.lines[last]) + 1)

    def problem(
        self, code: str, span: Span, message: Message, help: Message | None = None, also: tuple[Place, ...] = ()
    ) -> Problem:
        """Return a problem at a span of this text, with its source line."""
        place = Place(self.path, span.line, span.column, span.end_line, span.end_column)
        return Problem(code, place, message, help, excerpt=self.lines[span.line], also=also)

    def place(self, path: Path) -> Place:
        """Return the place of a value."""
        span = self.at(path)
        return Place(self.path, span.line, span.column, span.end_line, span.end_column)

    def at(self, path: Path) -> Span:
        """Return the span of a value; of the nearest value around it where it has none."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path) or Span(0, 0, 1, 1, 1, 1)


@lru_cache(1)
def spans_of(path: str, text: str) -> Spans:
    """Return the spans of a text. They take long where it is large, and are asked for twice where it is broken."""
    return Spans(path, text)


def span_of(start: Any, end: Any, style: str = "") -> Span:
    """Return the span between two marks of libyaml."""
    return Span(start.index, end.index, start.line + 1, start.column + 1, end.line + 1, end.column + 1, style)
