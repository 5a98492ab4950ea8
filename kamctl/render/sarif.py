"""Findings as SARIF 2.1.0, the exchange format of static analysis, which code hosts and editors show.

Specification: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0. Its columns and ends are
ours: from 1, in characters, the end exclusive.
"""

from collections.abc import Iterator
from urllib.parse import quote

from kamctl.errors import Message, Place, Problem, msg
from kamctl.locale import language, translate
from kamctl.render.findings import Findings, Rule
from kamctl.render.fingerprint import fingerprints
from kamctl.render.json import dump
from kamctl.render.terminal import one_line

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
VERSION = "2.1.0"
TOP = "%SRCROOT%"
FINGERPRINT = "kamctl/v1"
MOST_SHOWN = 1_000
Node = dict[str, object]


def render_sarif(found: Findings) -> str:
    """Return the log of one run; paths are relative to a base that the reader knows, the top of the repository."""
    codes = sorted({problem.code for problem in found.problems})
    rules = [descriptor(code, found.rules.get(code)) for code in codes]
    run: Node = {
        "tool": {"driver": {"name": "kamctl", "version": found.version, "rules": rules}},
        "invocations": [{"executionSuccessful": True}],
        "language": language(),
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {TOP: {"description": text(msg("The top folder of the repository"))}},
        "results": [
            result(problem, codes.index(problem.code), fingerprint)
            for problem, fingerprint in zip(found.problems, fingerprints(found.problems), strict=True)
        ],
    }
    return dump({"$schema": SCHEMA, "version": VERSION, "runs": [run]}) + "\n"


def text(message: Message) -> Node:
    """Return a message as SARIF holds texts."""
    return {"text": one_line(translate(message))}


def descriptor(code: str, rule: Rule | None) -> Node:
    """Return what a code means."""
    if rule is None:
        return {"id": code}
    return {
        "id": code,
        "shortDescription": text(rule.title),
        "fullDescription": text(rule.rule),
        "help": {"text": "\n\n".join(explained(rule)), "markdown": "\n\n".join([*explained(rule), *example(rule)])},
        "defaultConfiguration": {"level": rule.severity},
    }


def explained(rule: Rule) -> Iterator[str]:
    """Yield the paragraphs about a rule."""
    yield from (translate(part) for part in (rule.rule, rule.why, rule.remedy))


def example(rule: Rule) -> Iterator[str]:
    """Yield what breaks a rule and what does not, as blocks of Markdown."""
    for label, code in ((msg("Wrong:"), rule.wrong), (msg("Right:"), rule.right)):
        yield f"{translate(label)}\n\n```yaml\n{code.rstrip()}\n```"


def result(problem: Problem, rule: int, fingerprint: str) -> Node:
    """Return one problem; `rule` is the number of its code in the list of rules."""
    told = [problem.message, *([msg("help: {advice}", advice=problem.help)] if problem.help else [])]
    found: Node = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity,
        "message": {"text": "\n".join(one_line(translate(part)) for part in told)},
        "locations": [{"physicalLocation": physical(problem.place, problem.excerpt)}],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }
    if problem.also:
        found["relatedLocations"] = [
            {"id": number, "physicalLocation": physical(place)} for number, place in enumerate(problem.also)
        ]
    return found


def physical(place: Place, line: str | None = None) -> Node:
    """Return a place: the file, the span in it, and the line that it is in, where that is more and not too long."""
    found: Node = {"artifactLocation": {"uri": quote(place.path), "uriBaseId": TOP}, "region": region(place)}
    shown = (line or "").rstrip("\r\n")
    if place.end_line in (0, place.line) and len(shown) <= MOST_SHOWN and more_than(shown, place):
        found["contextRegion"] = {"startLine": place.line, "snippet": {"text": shown}}
    return found


def more_than(line: str, place: Place) -> bool:
    """Return whether a line holds more than the span in it: the format wants a context larger than its region."""
    end = place.end_column if place.end_line and place.end_column else len(line) + 1
    return bool(line) and (place.column > 1 or end <= len(line))


def region(place: Place) -> Node:
    """Return a span; without an end, if it has none."""
    end = {"endLine": place.end_line, "endColumn": place.end_column} if place.end_line and place.end_column else {}
    return {"startLine": place.line, "startColumn": place.column, **end}
