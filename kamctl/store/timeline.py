"""A file as it was on earlier days: what was not known yet is cut out of its text, all else stays byte for byte.

Lists in block form and keys lose whole lines, comments on those lines included; items in flow form, `[{…}, {…}]`,
lose their span and a comma.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kamctl.periods import parse_day
from kamctl.records.scalar import as_text
from kamctl.store.csv_text import numbered_rows
from kamctl.store.yaml_spans import Path, Spans
from kamctl.store.yaml_text import load

# What may stand before an item of a list, and before a key that has a line for itself.
LEAD = re.compile(r" *- +")
MARGIN = re.compile(r" *")
Range = tuple[int, int]
# (way to a mapping, its key, the mapping) -> the day from which the key was known, None: always.
Rule = Callable[[Path, str, dict[str, Any]], date | None]


@dataclass(frozen=True, slots=True)
class Member:
    """An item of a list, or a key with its value: characters `start` to `end`, known since a day (None: always)."""

    start: int
    end: int
    since: date | None


@dataclass(frozen=True, slots=True)
class Members:
    """The members of one list or mapping, in their order."""

    flow: bool
    items: Sequence[Member]


@dataclass(frozen=True, slots=True)
class Swap:
    """A value that was another one before a day."""

    start: int
    end: int
    since: date
    before: str


@dataclass(slots=True)
class Timeline:
    """A file and what of it was known when. It exists since the day `born` (None: always)."""

    path: str
    text: str
    born: date | None = None
    groups: list[Members] = field(default_factory=list)
    swaps: list[Swap] = field(default_factory=list)

    def on(self, day: date) -> str | None:
        """Return the text as it was at the end of `day`, None if the file did not exist."""
        if self.born and self.born > day:
            return None
        cuts = [(*span, "") for group in self.groups for span in ranges(self.text, group, day)]
        cuts += [(swap.start, swap.end, swap.before) for swap in self.swaps if swap.since > day]
        pieces, at = [], 0
        for start, end, instead in sorted(cuts):
            if start >= at:
                pieces += [self.text[at:start], instead]
            at = max(at, end)
        return "".join([*pieces, self.text[at:]])


def ranges(text: str, group: Members, day: date) -> Iterator[Range]:
    """Yield the spans of the members that were not known on `day`."""
    if not group.flow:
        for item in group.items:
            if item.since and item.since > day:
                yield whole_lines(text, item)
        return
    kept: Member | None = None
    run: list[Member] = []
    for item in group.items:
        if item.since and item.since > day:
            run.append(item)
            continue
        if run:
            yield run[0].start, item.start
        kept, run = item, []
    if run:
        yield kept.end if kept else run[0].start, run[-1].end


def whole_lines(text: str, item: Member) -> Range:
    """Return the span of all lines of a member."""
    end = text.find("\n", max(item.start, item.end - 1))
    return text.rfind("\n", 0, item.start) + 1, len(text) if end < 0 else end + 1


def yaml_timeline(path: str, text: str, rule: Rule) -> Timeline:
    """Return the timeline of a YAML file: what has a day, `on`, is known since then; `rule` tells of the rest.

    The file exists since its own `on`, or since the first of its items where it is a list.
    """
    builder = Builder(Timeline(path, text), Spans(path, text), rule)
    builder.timeline.born = builder.since(load(text), ())
    return builder.timeline


@dataclass(slots=True)
class Builder:
    """Walks the data of a file and notes what was known when."""

    timeline: Timeline
    spans: Spans
    rule: Rule

    def since(self, value: Any, path: Path) -> date | None:
        """Return since when a value was known: its own day, or the first of what it holds if all of that has one."""
        if isinstance(value, dict):
            items = [(key, self.spans.keys[(*path, key)].start, inner) for key, inner in value.items()]
        elif isinstance(value, list):
            items = [(index, self.spans.at((*path, index)).start, inner) for index, inner in enumerate(value)]
        else:
            return None
        members = [
            Member(start, self.end((*path, key), inner), self.known((*path, key), inner, value))
            for key, start, inner in items
        ]
        self.note(path, members, LEAD if isinstance(value, list) else MARGIN)
        own = day_of(value.get("on")) if isinstance(value, dict) else None
        days = [member.since for member in members if member.since]
        return own or (min(days) if days and len(days) == len(members) else None)

    def known(self, path: Path, value: Any, holder: Any) -> date | None:
        """Return the day since which a member was known: what the rule says of a key, or its own day if later."""
        key = path[-1]
        ruled = self.rule(path[:-1], key, holder) if isinstance(key, str) else None
        return max(filter(None, (self.since(value, path), ruled)), default=None)

    def note(self, path: Path, members: list[Member], lead: re.Pattern[str]) -> None:
        """Keep the members that have a day; in block form those with lines of their own, that is behind `lead`."""
        text = self.timeline.text
        flow = text[self.spans.at(path).start] in "{["
        if not flow:
            before = [text[text.rfind("\n", 0, member.start) + 1 : member.start] for member in members]
            members = [one for one, found in zip(members, before, strict=True) if one.since and lead.fullmatch(found)]
        if any(member.since for member in members):
            self.timeline.groups.append(Members(flow, members))

    def end(self, path: Path, value: Any) -> int:
        """Return where a value ends; of one in block form its last part, since libyaml's mark lies further on."""
        span = self.spans.at(path)
        if not isinstance(value, (dict, list)) or not value or self.timeline.text[span.start] in "{[":
            return max(span.end, self.spans.keys[path].end if path in self.spans.keys else 0)
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        return max(self.end((*path, key), part) for key, part in inner)


def csv_timeline(path: str, text: str) -> Timeline:
    """Return the timeline of a ledger: a row is known since its date, the file since its first row."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    (_, header), *rows = list(numbered_rows(text)) or [(1, [])]
    first = [starts[line - 1] for line, _ in rows]
    members = [
        Member(start, end, day_of(dict(zip(header, cells, strict=False)).get("date")))
        for start, end, (_, cells) in zip(first, [*first[1:], len(text)], rows, strict=True)
    ]
    days = [member.since for member in members if member.since]
    born = min(days) if days and len(days) == len(members) else None
    return Timeline(path, text, born, [Members(False, members)])


def day_of(value: Any) -> date | None:
    """Return the day that a scalar of a file names, or None."""
    try:
        return parse_day(as_text(value) or "")
    except ValueError:
        return None
