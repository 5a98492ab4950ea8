"""Findings of the rules -> problems with line and column, by reading the files concerned once more."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from kamctl.checks.finding import Finding
from kamctl.errors import Place, Problem
from kamctl.records.kinds import kind_of
from kamctl.store.csv_text import Malformed, cell_place, numbered_rows
from kamctl.store.faults import hidden
from kamctl.store.plain_text import Lines, decode
from kamctl.store.source import Source, Unread
from kamctl.store.yaml_spans import Span, Spans


class Text:
    """A file of the book in which something was found; what is needed to find the place is made once."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.lines = Lines(text)

    @cached_property
    def spans(self) -> Spans:
        return Spans(self.path, self.text)

    @cached_property
    def header(self) -> list[str]:
        try:
            return next(numbered_rows(self.text), (1, []))[1]
        except Malformed:
            return []

    @cached_property
    def said(self) -> dict[str, list[Span]]:
        """The spans of the values by what they say, quoted or not, in the order of the text."""
        found: dict[str, list[Span]] = {}
        for span in sorted(self.spans.values.values(), key=lambda span: span.start):
            found.setdefault(self.text[span.start : span.end].strip("\"' \n"), []).append(span)
        return found

    def row_place(self, finding: Finding) -> Place:
        """Return the place of a cell of a CSV row."""
        line, column = finding.line or 1, str(finding.path[0]) if finding.path else ""
        if column not in self.header:
            return Place(self.path, line)
        return cell_place(self.path, line, self.header.index(column), self.lines)

    def span(self, finding: Finding) -> Span:
        """Return where the value stands: at the path, or below the nearest part of it that exists."""
        path = finding.path
        if path in self.spans.keys and path[-1] == finding.value:
            return self.spans.keys[path]
        around = self.spans.at(path)
        said = self.said.get(finding.value or "", [])
        index = bisect_left(said, around.start, key=lambda span: span.start)
        if index < len(said) and said[index].end <= around.end:
            return said[index]
        return self.spans.keys.get(path) or around


def located(source: Source, findings: Iterable[Finding]) -> list[Problem]:
    """Return the problems for findings in the files of `source`; each file is read once."""
    texts: dict[str, Text | None] = {}
    return [problem(source, finding, texts) for finding in findings]


def problem(source: Source, finding: Finding, texts: dict[str, Text | None]) -> Problem:
    """Return the problem for one finding; without its line where the file is gone or broken by now."""
    file = finding.file
    if file not in texts:
        texts[file] = text_of(source, file)
    text = texts[file]
    plain = Problem(finding.code, Place(file), finding.message, finding.help, finding.severity)
    if text is None:
        return plain
    if finding.line is not None:
        place = text.row_place(finding)
        return replace(plain, place=place, excerpt=text.lines[place.line])
    made = text.spans.problem(finding.code, text.span(finding), finding.message, finding.help)
    known = kind_of(file)
    made = replace(made, severity=finding.severity)
    return hidden(known[0], made) if known else made


def text_of(source: Source, file: str) -> Text | None:
    """Return the text of a file, None where it can't be read."""
    try:
        return Text(file, decode(file, source.read(file)))
    except Unread:
        return None
