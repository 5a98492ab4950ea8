"""Findings of the rules -> problems with line and column, by reading the files concerned once more."""

from collections.abc import Iterable
from dataclasses import replace

from kamctl.checks.finding import Finding
from kamctl.errors import Place, Problem
from kamctl.records.kinds import kind_of
from kamctl.store.csv_text import cell_place, numbered_rows
from kamctl.store.faults import hidden
from kamctl.store.plain_text import Lines, decode
from kamctl.store.source import Source, Unread
from kamctl.store.yaml_spans import Path, Span, Spans


def located(source: Source, findings: Iterable[Finding]) -> list[Problem]:
    """Return the problems for findings in the files of `source`; each file is read once."""
    texts: dict[str, str | None] = {}
    spans: dict[str, Spans] = {}
    return [problem(source, finding, texts, spans) for finding in findings]


def problem(source: Source, finding: Finding, texts: dict[str, str | None], spans: dict[str, Spans]) -> Problem:
    """Return the problem for one finding; without its line where the file is gone or broken by now."""
    file = finding.file
    if file not in texts:
        texts[file] = text_of(source, file)
    text = texts[file]
    plain = Problem(finding.code, Place(file), finding.message, finding.help, finding.severity)
    if text is None:
        return plain
    if finding.line is not None:
        return row_problem(plain, finding, text)
    if file not in spans:
        spans[file] = Spans(file, text)
    made = spans[file].problem(finding.code, span_of(spans[file], finding), finding.message, finding.help)
    known = kind_of(file)
    made = replace(made, severity=finding.severity)
    return hidden(known[0], made) if known else made


def text_of(source: Source, file: str) -> str | None:
    """Return the text of a file, None where it can't be read."""
    try:
        return decode(file, source.read(file))
    except Unread:
        return None


def row_problem(plain: Problem, finding: Finding, text: str) -> Problem:
    """Return the problem of a cell of a CSV row."""
    line = finding.line or 1
    _, header = next(numbered_rows(text), (1, []))
    excerpt = Lines(text)[line]
    column = str(finding.path[0]) if finding.path else ""
    place = (
        cell_place(finding.file, line, header.index(column), excerpt) if column in header else Place(finding.file, line)
    )
    return replace(plain, place=place, excerpt=excerpt)


def span_of(spans: Spans, finding: Finding) -> Span:
    """Return where the value stands: at the path, or below the nearest part of it that exists."""
    path = finding.path
    if path in spans.keys and path and path[-1] == finding.value:
        return spans.keys[path]
    while path and path not in spans.values:
        path = path[:-1]
    below = [span for place, span in spans.values.items() if says(spans, span, finding.value) and starts(place, path)]
    return min(below, key=lambda span: span.start) if below else spans.keys.get(path) or spans.at(path)


def starts(place: Path, path: Path) -> bool:
    return place[: len(path)] == path


def says(spans: Spans, span: Span, value: str | None) -> bool:
    """Return whether the text of a span is `value`, quoted or not."""
    return value is not None and spans.text[span.start : span.end].strip("\"' \n") == value
