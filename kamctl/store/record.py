"""One YAML file -> one record, or the problems that prevent it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from kamctl.errors import Place, Problem, msg
from kamctl.records.activity import Activities
from kamctl.records.kinds import PERSONAL_KINDS, Kind
from kamctl.records.scalar import Bare
from kamctl.store.bare_keys import key_problems, may_be_bare
from kamctl.store.faults import QUOTE, bare, data_path, first_ones, hidden, problems_of, value_at
from kamctl.store.null_words import may_hold_null, with_null_words
from kamctl.store.plain_text import decode, hidden_order
from kamctl.store.source import Unread
from kamctl.store.yaml_spans import Path, Spans, spans_of
from kamctl.store.yaml_text import Faulty, load

# Faults that check reports, but that leave no doubt about what the record says.
USABLE = frozenset(("KAM116", "KAM701"))
# Faults of the form of one value, of which nothing else need be said.
OF_VALUES = frozenset(("KAM104", "KAM107", "KAM108", "KAM110"))


class Reading(NamedTuple):
    """What a file holds: its record, None if that is broken, all its problems, and its data.

    The data are None where it is not plain what they are. An unquoted text is taken as written where a text is wanted.
    """

    record: BaseModel | None
    problems: list[Problem]
    data: Any


def read_record(kind: Kind, path: str, data: bytes) -> tuple[BaseModel | None, list[Problem]]:
    """Return the record in a file, None if it is broken, and all its problems.

    An unquoted text that other tools would read as something else is a problem, but the record is usable:
    its text is taken as written.
    """
    found = reading(kind, path, data)
    return found.record, found.problems


def reading(kind: Kind, path: str, data: bytes) -> Reading:
    """Return all that is to be known of a file."""
    try:
        text = decode(path, data)
    except Unread as error:
        return Reading(None, [hidden(kind, error.problem)], None)
    found = read_text(kind, path, text)
    warnings = [hidden(kind, warning) for warning in hidden_order(path, text)]
    return found._replace(problems=[*found.problems, *warnings])


def read_text(kind: Kind, path: str, text: str) -> Reading:
    """Return what a text holds."""
    try:
        raw = load(text)
    except Faulty:
        return read_faulty(kind, path, spans_of(path, text))
    if not may_hold_null(text) and not may_be_bare(kind, raw):
        return Reading(*read_data(kind, path, raw, lambda: spans_of(path, text)), raw)
    spans = spans_of(path, text)
    record, problems = read_data(kind, path, raw, lambda: spans)
    return Reading(record, with_traps(kind, raw, spans, problems), raw)


def read_faulty(kind: Kind, path: str, spans: Spans) -> Reading:
    """Return what a text holds that is no strict YAML; its fields are judged, too, if it is plain what they are."""
    faults = first_ones((discreet(kind, hidden(kind, fault)) for fault in spans.faults), len(spans.faults))
    if not spans.readable:
        return Reading(None, faults, None)
    others = with_traps(kind, spans.data, spans, read_data(kind, path, spans.data, lambda: spans)[1])
    return Reading(None, [*faults, *apart(spans.faults, others)], spans.data)


def with_traps(kind: Kind, data: Any, spans: Spans, problems: list[Problem]) -> list[Problem]:
    """Return the problems of a record with those of unquoted keys, and of nulls in place of texts."""
    return [*key_problems(kind, data, spans), *with_null_words(kind, data, spans, problems)]


def discreet(kind: Kind, problem: Problem) -> Problem:
    """Take away a help that repeats a text of a personal record."""
    if kind.name in PERSONAL_KINDS and problem.help and "quoted" in problem.help.values:
        return replace(problem, help=QUOTE)
    return problem


def apart(forms: Iterable[Problem], others: Iterable[Problem]) -> list[Problem]:
    """Return the problems without those of values whose form is a fault already; a missing key is none of these."""
    told = {place_of(form) for form in forms if form.code in OF_VALUES}
    return [one for one in others if one.code == "KAM202" or place_of(one) not in told]


def place_of(problem: Problem) -> tuple[str, int, int]:
    """Return where a problem begins."""
    return problem.place.path, problem.place.line, problem.place.column


def read_data(kind: Kind, path: str, raw: Any, spans: Callable[[], Spans]) -> tuple[BaseModel | None, list[Problem]]:
    """Return the record that the data of a file are, None if it is broken, and its problems."""
    wanted = list if kind.model is Activities else dict
    if not isinstance(raw, wanted):
        return None, [wrong_form(path, raw, kind)]
    try:
        return kind.model.model_validate(raw), []
    except ValidationError as error:
        return with_faults(kind, raw, error, spans())


def wrong_form(path: str, raw: Any, kind: Kind) -> Problem:
    """Tell that the file holds no record at all."""
    if raw is None:
        return Problem("KAM111", Place(path), msg("is empty"), msg("write the record, or delete the file"))
    if kind.model is Activities:
        return Problem("KAM111", Place(path), msg("must be a list of activities"), msg("write `- on: 2026-11-20` …"))
    return Problem("KAM111", Place(path), msg("must be a mapping of keys and values"))


def with_faults(kind: Kind, raw: Any, error: ValidationError, spans: Spans) -> tuple[BaseModel | None, list[Problem]]:
    """Report the faults; unquoted texts are put right in `raw`, and the record is read if that was all."""
    traps = bare_texts(raw, error)
    if not traps:
        return None, problems_of(kind, error, raw, spans)
    texts = {trap: value_at(raw, trap).text for trap in traps}
    found = first_ones((hidden(kind, unquoted(spans, trap, text)) for trap, text in texts.items()), len(traps))
    for trap, text in texts.items():
        value_at(raw, trap[:-1])[trap[-1]] = text
    try:
        return kind.model.model_validate(raw), found
    except ValidationError as rest:
        record, others = with_faults(kind, raw, rest, spans)
        return record, found + others


def unquoted(spans: Spans, path: Path, text: str) -> Problem:
    """Return the problem of an unquoted text at `path`."""
    code, message, help = bare(text)
    return spans.problem(code, spans.at(path), message, help)


def bare_texts(raw: Any, error: ValidationError) -> list[Path]:
    """Return the places of unquoted values that stand where a text is wanted."""
    errors = error.errors(include_url=False)
    paths = dict.fromkeys(data_path(raw, one) for one in errors if one["type"] == "string_type")
    return [path for path in paths if path and isinstance(value_at(raw, path), Bare)]
