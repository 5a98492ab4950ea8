"""pydantic's findings -> problems in the user's words, with the exact place."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kamctl.errors import Message, Problem, msg
from kamctl.near import nearest
from kamctl.records.country import meant_country
from kamctl.records.currency import meant_currency
from kamctl.records.kinds import PERSONAL_KINDS, Kind
from kamctl.records.scalar import CODE_PATTERN, ID_PATTERN, NAME_PATTERN, REFERENCE_PATTERN, Bare, as_text
from kamctl.records.shape import all_keys, keys, models_at
from kamctl.store.yaml_spans import Path, Spans

Details = Mapping[str, Any]
Told = tuple[str, Message, Message | None]
MOST_TOLD = 200
MOST_SHOWN = 80
AFTER_COMMA = re.compile(r"\d+(\.\d+)?( [A-Z]{3})?", re.ASCII)
QUOTE = msg("write it in double quotes")


class Found(NamedTuple):
    """One finding of pydantic: the path of the value in the file, and the forms of unions it was tried as."""

    path: Path
    error: ErrorDetails
    forms: tuple[tuple[Path, str], ...]

    @property
    def target(self) -> Path:
        """Return the path of the value, or of the key that is missing."""
        return (*self.path, self.error["loc"][-1]) if self.error["type"] == "missing" else self.path


def found_in(data: Any, error: ErrorDetails) -> Found:
    """Return where in the file's data pydantic's location lies, and which of its steps name forms of a union.

    A dated value that the file gives as a bare value has two steps more in pydantic's eyes: (0, "value").
    """
    location = error["loc"]
    path: list[str | int] = []
    forms: list[tuple[Path, str]] = []
    for number, step in enumerate(location):
        present = step in data if isinstance(data, dict) else isinstance(data, list) and step in range(len(data))
        if present and location[number + 1 : number + 2] == ("value",) and step == 0 and not isinstance(data[0], dict):
            continue
        if present:
            data = data[step]
            path.append(step)
        elif isinstance(step, str) and step not in ("value", "[key]") and number < len(location) - missing(error):
            forms.append((tuple(path), step))
    return Found(tuple(path), error, tuple(forms))


def missing(error: ErrorDetails) -> bool:
    return error["type"] == "missing"


def data_path(data: Any, error: ErrorDetails) -> Path:
    """Return where in the file's data a finding lies: names of union members and forms are left out."""
    return found_in(data, error).path


def value_at(data: Any, path: Path) -> Any:
    """Return the value at `path` of the file's data."""
    for step in path:
        data = data[step]
    return data


def likeliest(found: list[Found]) -> list[Found]:
    """Keep, of a value that may take several forms, the findings of the form that was meant; one for each place."""
    forms: dict[Path, dict[str, list[Found]]] = {}
    for one in found:
        for path, form in one.forms:
            forms.setdefault(path, {}).setdefault(form, []).append(one)
    meant = {path: min(tried, key=lambda form: distance(path, tried[form])) for path, tried in forms.items()}
    kept = [one for one in found if all(meant[path] == form for path, form in one.forms)]
    return list({one.target: one for one in reversed(kept)}.values())[::-1]


def distance(path: Path, found: list[Found]) -> tuple[bool, int, int]:
    """Return how far the value at `path` is from a form in which it has the findings `found`; the least was meant.

    A value of another shape altogether is far; else the fewest faults count, and how deep in it they lie.
    """
    return any(one.target == path for one in found), len(found), -max(len(one.target) for one in found)


def problems_of(kind: Kind, error: ValidationError, data: Any, spans: Spans) -> list[Problem]:
    """Return one problem for each fault of a record; of very many, the first ones."""
    meant = likeliest([found_in(data, one) for one in error.errors(include_url=False)])
    found = [each for one in meant for each in each_of(one)]
    made = (hidden(kind, problem_of(kind.model, one.error, one.path, data, spans)) for one in found)
    return first_ones(made, len(found))


def each_of(found: Found) -> Iterator[Found]:
    """Yield the findings of which one stands for several: a check of a whole value can raise one only."""
    details = found.error.get("ctx", {})
    for one in details.get("each", (details,)):
        error: Any = {**found.error, "ctx": one}
        yield found._replace(error=error)


def first_ones(problems: Iterator[Problem], count: int) -> list[Problem]:
    """Return the first of `count` problems; if that is not all, the last says how many more there are."""
    first = list(islice(problems, MOST_TOLD))
    if count > len(first):
        more = msg("{count} more faults in this file", count=count - len(first))
        first.append(Problem(first[-1].code, first[-1].place, more))
    return first


def hidden(kind: Kind, problem: Problem) -> Problem:
    """Take away what would show personal facts: the source line, and a key of no field, which may be a value."""
    if kind.name not in PERSONAL_KINDS:
        return problem
    key = problem.message.values.get("key")
    plain = key is None or key in all_keys(kind.model)
    message = problem.message if plain else replace(problem.message, values={"key": "…"})
    return replace(problem, excerpt=None, message=message, help=QUOTE if problem.code == "KAM701" else problem.help)


def problem_of(model: type[BaseModel], error: ErrorDetails, path: Path, data: Any, spans: Spans) -> Problem:
    """Return the problem for one finding."""
    value = value_at(data, path)
    if error["type"] == "extra_forbidden":
        code, message, help = unknown_key(model, path)
        return spans.problem(code, spans.keys.get(path) or spans.at(path), message, help)
    if error["loc"] and error["loc"][-1] == "[key]":
        code, message, help = told(error, str(path[-1]))
        return spans.problem(code, spans.keys.get(path) or spans.at(path), message, help)
    if error["type"] == "missing":
        message = msg("key {key} is missing", key=error["loc"][-1])
        span = spans.at(path)
        return spans.problem("KAM202", span._replace(end_line=span.line, end_column=span.column + 1), message)
    code, message, help = told(error, value)
    details = error.get("ctx", {})
    also = (spans.place((*path, *details["first"])),) if "first" in details else ()
    path = (*path, *details.get("at", ()))
    span = spans.at(path)
    if value is None and path in spans.keys:
        span = spans.keys[path]
    return spans.problem(code, span, message, help, also)


def unknown_key(model: type[BaseModel], path: Path) -> Told:
    """Tell of a key that no field has, and of the nearest that one has."""
    key = str(path[-1])
    if AFTER_COMMA.fullmatch(key):
        return "KAM201", msg("unknown key {key}", key=key), msg("inside { } and [ ] a text with a comma must be quoted")
    allowed = [name for one in models_at(model, path) for name in keys(one)]
    near = nearest(key, allowed)
    help = msg("did you mean {near}?", near=near) if near else msg("allowed: {allowed}", allowed=", ".join(allowed))
    return "KAM201", msg("unknown key {key}", key=key), help


def told(error: ErrorDetails, value: Any) -> Told:
    """Return code, message and help for a finding about a value."""
    details: Details = error.get("ctx", {})
    if error["type"] == "string_type" and isinstance(value, Bare):
        return bare(value.text)
    if value is None and error["type"] not in ("missing",):
        return "KAM203", msg("a value is missing"), msg("write one, or leave the key out: absent means unknown")
    teller = TELLERS.get(error["type"])
    if teller is None:
        return "KAM203", msg("is not allowed here"), None
    return teller(details, value)


def bare(text: str) -> Told:
    """Tell of an unquoted text that other tools would not read as text."""
    return (
        "KAM701",
        msg("a text that other YAML tools would not read as text must be quoted"),
        msg("write {quoted}", quoted=f'"{text}"') if len(text) <= MOST_SHOWN else QUOTE,
    )


def literal(details: Details, value: Any) -> Told:
    allowed = re.findall(r"'([^']*)'", str(details.get("expected", "")))
    near = nearest(value, allowed) if isinstance(value, str) else None
    listed = msg("allowed: {allowed}", allowed=", ".join(allowed))
    help = msg("did you mean {near}? {listed}", near=near, listed=listed) if near else listed
    return "KAM207", msg("is none of the allowed values"), help


def pattern(details: Details, value: Any) -> Told:
    wanted = details.get("pattern")
    if wanted in (ID_PATTERN, REFERENCE_PATTERN):
        return "KAM209", msg("is not an id"), msg("lower-case letters a–z, digits and hyphens, at most 64")
    if wanted == NAME_PATTERN:
        return (
            "KAM209",
            msg("is not a name"),
            msg("lower-case letters a–z, digits, hyphens and underscores, at most 64"),
        )
    if wanted == CODE_PATTERN:
        return "KAM209", msg("is not a code"), msg("letters A–Z, digits, dots, hyphens and underscores, at most 64")
    if wanted == "^[A-Z]{2}$":
        return country(details, value)
    return currency(details, value)


def country(details: Details, value: Any) -> Told:
    help = msg('two capital letters of ISO 3166, quoted, such as "NO" or "DE"')
    return "KAM212", msg("is not a country code"), or_meant(meant_country(as_text(value) or ""), help)


def currency(details: Details, value: Any) -> Told:
    help = msg("three capital letters of ISO 4217, such as CNY or EUR")
    given = str(details.get("given") or as_text(value) or "")
    return "KAM211", msg("is not a currency code"), or_meant(meant_currency(given), help)


def or_meant(near: str | None, help: Message) -> Message:
    """Return a help that begins with what was meant, where that is known."""
    return msg("did you mean {near}? {listed}", near=near, listed=help) if near else help


def fixed(code: str, message: Message, help: Message | None = None) -> Callable[[Details, Any], Told]:
    """Return a teller whose words do not depend on the value."""
    return lambda details, value: (code, message, help)


def limits(details: Details, value: Any) -> Told:
    low, high = details.get("low", ""), details.get("high", "")
    return "KAM208", msg("is out of range"), msg("allowed: {low} to {high}", low=low, high=high)


def twice(details: Details, value: Any) -> Told:
    message = msg("{field} changes twice on {day}", field=details["name"], day=details["day"])
    return "KAM213", message, msg("write both changes as one entry, or give each its own day")


MAPPING = fixed("KAM210", msg("must be a mapping of keys and values"), msg("write `key: value` lines below it"))
LIST = fixed("KAM210", msg("must be a list"), msg("write `- ` before each item, or [a, b]"))
TELLERS: dict[str, Callable[[Details, Any], Told]] = {
    "literal_error": literal,
    "string_pattern_mismatch": pattern,
    "country": country,
    "currency": currency,
    "range": limits,
    "zero": fixed("KAM208", msg("must be more than zero")),
    "twice": twice,
    "string_type": fixed("KAM210", msg("must be one text")),
    "text": fixed("KAM203", msg("must be a text")),
    "string_too_short": fixed("KAM203", msg("must not be empty"), msg("leave the key out: absent means unknown")),
    "empty": fixed("KAM203", msg("must not be empty"), msg("write at least one entry")),
    "string_too_long": fixed("KAM203", msg("is too long")),
    "model_type": MAPPING,
    "model_attributes_type": MAPPING,
    "dict_type": MAPPING,
    "dataclass_type": MAPPING,
    "tuple_type": LIST,
    "list_type": LIST,
    "too_long": fixed("KAM203", msg("has too many items")),
    "day": fixed("KAM204", msg("is not a day of the calendar"), msg("write year-month-day, such as 2026-11-20")),
    "month": fixed("KAM204", msg("is not a month"), msg("write year-month, such as 2026-11")),
    "quarter": fixed("KAM204", msg("is not a quarter"), msg("write year-quarter, such as 2026-Q4")),
    "number": fixed("KAM205", msg("is not a number"), msg("digits and a point, such as 1250.5")),
    "integer": fixed("KAM205", msg("is not a whole number"), msg("digits only, such as 12")),
    "flag": fixed("KAM205", msg("must be true or false")),
    "money": fixed("KAM206", msg("is not an amount of money"), msg("amount, space, currency, such as 1080000 CNY")),
}
