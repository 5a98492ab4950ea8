"""Findings of the rules -> problems with line and column, by reading the files concerned once more."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import islice, takewhile

from kamctl.checks.finding import Finding, Spot
from kamctl.errors import Place, Problem, msg
from kamctl.records.kinds import kind_of
from kamctl.store.csv_text import Malformed, cell_place, numbered_rows
from kamctl.store.faults import MOST_TOLD, hidden
from kamctl.store.plain_text import Lines, decode
from kamctl.store.source import Source, Unread
from kamctl.store.yaml_spans import Path, Span, Spans, spans_of

MOST_KEPT = 16


class Text:
    """A file of the book in which something was found; what is needed to find the place is made once."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.lines = Lines(text)

    @cached_property
    def spans(self) -> Spans:
        return spans_of(self.path, self.text)

    @cached_property
    def header(self) -> list[str]:
        try:
            return next(numbered_rows(self.text), (1, []))[1]
        except Malformed:
            return []

    @cached_property
    def said(self) -> dict[str, list[tuple[Path, Span]]]:
        """The values with their paths by what they say, quoted or not, in the order of the text."""
        found: dict[str, list[tuple[Path, Span]]] = {}
        for path, span in sorted(self.spans.values.items(), key=lambda one: one[1].start):
            found.setdefault(self.text[span.start : span.end].strip("\"' \n"), []).append((path, span))
        return found

    def row_place(self, spot: Spot) -> Place:
        """Return the place of a cell of a CSV row."""
        line, column = spot.line or 1, str(spot.path[0]) if spot.path else ""
        if column not in self.header:
            return Place(self.path, line)
        return cell_place(self.path, line, self.header.index(column), self.lines)

    def span(self, spot: Spot) -> Span:
        """Return where the value stands: at the path, or below the nearest part of it that exists."""
        path = spot.path
        if path in self.spans.keys and path[-1] == spot.value:
            return self.spans.keys[path]
        around = self.spans.at(path)
        whole = path in self.spans.scalars or (path in self.spans.values and spot.value is None and self.flow(around))
        if whole and around.start < around.end and around.line == around.end_line:
            return around
        return self.below(spot, around) or self.spans.keys.get(path) or around

    def flow(self, span: Span) -> bool:
        """Return whether a value stands in brackets or braces."""
        return self.text[span.start : span.start + 1] in ("[", "{")

    def below(self, spot: Spot, around: Span) -> Span | None:
        """Return the value within a span that says what a spot says."""
        said = self.said.get(spot.value or "", [])
        start = bisect_left(said, around.start, key=lambda one: one[1].start)
        within = takewhile(lambda one: one[1].end <= around.end, islice(said, start, None))
        meant = (span for path, span in within if spot.key is None or path[-1:] == (spot.key,))
        return next(islice(meant, spot.nth, None), None)

    def place(self, spot: Spot) -> Place:
        """Return the place of a spot in this file."""
        if spot.line is not None:
            return self.row_place(spot)
        span = self.span(spot)
        return Place(self.path, span.line, span.column, span.end_line, span.end_column)


class Texts:
    """The files of a source in which something was found. The last few are kept: findings come file by file."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.kept: dict[str, Text | None] = {}

    def __getitem__(self, path: str) -> Text | None:
        text = self.kept.pop(path) if path in self.kept else text_of(self.source, path)
        self.kept[path] = text
        if len(self.kept) > MOST_KEPT:
            del self.kept[next(iter(self.kept))]
        return text

    def place(self, spot: Spot) -> Place:
        """Return the place of a spot; without line and column where the file is gone or broken by now."""
        text = self[spot.file]
        return Place(spot.file) if text is None else text.place(spot)


def located(source: Source, findings: Iterable[Finding]) -> list[Problem]:
    """Return the problems for findings in the files of `source`, file by file."""
    texts = Texts(source)
    return [problem(texts, finding) for finding in sorted(first_ones(findings), key=lambda finding: finding.file)]


def first_ones(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the first findings of each code in each file, and, if those are not all, one that says how many more."""
    counts: Counter[tuple[str, str]] = Counter()
    more: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        key = (finding.file, finding.code)
        counts[key] += 1
        if counts[key] <= MOST_TOLD:
            yield finding
        else:
            more.setdefault(key, finding)
    for key, finding in more.items():
        message = msg("{count} more faults in this file", count=counts[key] - MOST_TOLD)
        yield replace(finding, message=message, help=None, also=())


def problem(texts: Texts, finding: Finding) -> Problem:
    """Return the problem for one finding; without its line where the file is gone or broken by now."""
    text, spot = texts[finding.file], finding.spot
    place = Place(finding.file) if text is None else text.place(spot)
    excerpt = None if text is None else text.lines[place.line]
    also = tuple(texts.place(other) for other in finding.also)
    made = Problem(finding.code, place, finding.message, finding.help, finding.severity, excerpt, also)
    known = kind_of(finding.file)
    return hidden(known[0], made) if known else made


def text_of(source: Source, file: str) -> Text | None:
    """Return the text of a file, None where it can't be read."""
    try:
        return Text(file, decode(file, source.read(file)))
    except Unread:
        return None
