"""SARIF: the log keeps the rules of the format.

ALLOWED states what version 2.1.0 of the format demands of the parts that we write: what must be there, what may be,
and of what form. It allows nothing else, so that what fits here fits the published schema too. To test against that
itself, name the file in KAMCTL_SARIF_SCHEMA.
"""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from found import ERROR, WARNING, found
from jsonschema import Draft4Validator, Draft202012Validator  # type: ignore[import-untyped]  # its stubs would be one package more

from kamctl.errors import Place, Problem
from kamctl.locale import use
from kamctl.render.sarif import render_sarif

TEXT = {"type": "string", "minLength": 1}
FROM_ONE = {"type": "integer", "minimum": 1}


def closed(needed: dict[str, Any], **optional: Any) -> dict[str, Any]:
    """Return the schema of an object that has all of the one and may have the other properties."""
    properties = {**needed, **optional}
    return {"type": "object", "properties": properties, "required": list(needed), "additionalProperties": False}


MESSAGE = closed({"text": TEXT}, markdown=TEXT)
LEVEL = {"enum": ["error", "warning"]}
REGION = closed({"startLine": FROM_ONE, "startColumn": FROM_ONE}, endLine=FROM_ONE, endColumn=FROM_ONE)
CONTEXT = closed({"startLine": FROM_ONE, "snippet": closed({"text": {"type": "string"}})})
ARTIFACT = closed({"uri": {"type": "string", "pattern": r"^[A-Za-z0-9/._~%-]+$"}, "uriBaseId": TEXT})
PHYSICAL = closed({"artifactLocation": ARTIFACT, "region": REGION}, contextRegion=CONTEXT)
LOCATION = closed({"physicalLocation": PHYSICAL}, id={"type": "integer", "minimum": 0})
RULE = closed(
    {"id": TEXT},
    shortDescription=MESSAGE, fullDescription=MESSAGE, help=MESSAGE, defaultConfiguration=closed({"level": LEVEL}),
)  # fmt: skip
RESULT = closed(
    {
        "ruleId": TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": MESSAGE,
        "locations": {"type": "array", "items": LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": TEXT},
    },
    relatedLocations={"type": "array", "items": LOCATION, "uniqueItems": True},
)
DRIVER = closed({"name": TEXT, "version": TEXT, "rules": {"type": "array", "items": RULE, "uniqueItems": True}})
RUN = closed(
    {
        "tool": closed({"driver": DRIVER}),
        "invocations": {"type": "array", "items": closed({"executionSuccessful": {"type": "boolean"}})},
        "language": {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "originalUriBaseIds": {"type": "object", "additionalProperties": closed({"description": MESSAGE})},
        "results": {"type": "array", "items": RESULT},
    }
)
ALLOWED = closed(
    {"$schema": {"type": "string"}, "version": {"const": "2.1.0"}, "runs": {"type": "array", "items": RUN}}
)
PUBLISHED = os.environ.get("KAMCTL_SARIF_SCHEMA")
CASES: dict[str, list[Problem]] = {
    "two": [WARNING, ERROR],
    "none": [],
    "a rule without text": [replace(ERROR, code="KAM999")],
    "a span of several lines": [replace(ERROR, place=Place("x.yaml", 3, 5, 7, 1))],
    "no end": [replace(ERROR, place=Place("x.yaml", 3, 5))],
    "a path of odd letters": [replace(ERROR, place=Place("accounts/北光 %,:#?/account.yaml"))],
    "two other places": [replace(ERROR, also=(Place("a.yaml", 1, 1), Place("b.yaml", 2, 1, 2, 9)))],
}


def log(problems: list[Problem]) -> Any:
    return json.loads(render_sarif(found(problems)))


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_log_has_the_form_of_the_format(case: str, language: str) -> None:
    with use(language):
        errors = list(Draft202012Validator(ALLOWED).iter_errors(log(CASES[case])))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


@pytest.mark.skipif(not PUBLISHED, reason="KAMCTL_SARIF_SCHEMA does not name the published schema")
def test_log_fits_the_published_schema() -> None:
    validator = Draft4Validator(json.loads(Path(PUBLISHED or "").read_text(encoding="utf-8")))
    assert [error.message for problems in CASES.values() for error in validator.iter_errors(log(problems))] == []


def test_results_point_to_their_rules() -> None:
    run = log([WARNING, ERROR])["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["KAM301", "KAM603"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["KAM603", "KAM301"]
    assert rules[0]["help"]["text"] == "Names lead somewhere.\n\nWhy.\n\nDo."
    assert rules[0]["help"]["markdown"].endswith("Wrong:\n\n```yaml\na: b\n```\n\nRight:\n\n```yaml\nc\n```")
    assert rules[1] == {"id": "KAM603"}


def test_places_are_relative_to_a_base_that_the_reader_knows() -> None:
    run = log([ERROR])["runs"][0]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "data/accounts/b/account.yaml", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 12, "startColumn": 8, "endLine": 12, "endColumn": 15}
    assert place["contextRegion"] == {"startLine": 12, "snippet": {"text": "  owner: lin-you"}}
    assert set(run["originalUriBaseIds"]) == {"%SRCROOT%"}
    assert run["results"][0]["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 2


@pytest.mark.parametrize(
    ("line", "start", "end", "shown"),
    [
        ("a: b", 1, 5, False),
        ("a: b", 1, 4, True),
        ("a: b", 2, 5, True),
        ("a: b\r\n", 1, 5, False),
        ("", 1, 2, False),
        ("x" * 1_000, 3, 4, True),
        ("x" * 1_001, 3, 4, False),
    ],
)
def test_the_line_is_shown_where_it_is_more_than_the_span_and_not_too_long(
    line: str, start: int, end: int, shown: bool
) -> None:
    fault = replace(ERROR, place=Place("x.yaml", 3, start, 3, end), excerpt=line)
    assert ("contextRegion" in log([fault])["runs"][0]["results"][0]["locations"][0]["physicalLocation"]) == shown


def test_a_line_with_personal_facts_is_not_in_it() -> None:
    hidden = replace(ERROR, excerpt=None)
    assert "contextRegion" not in log([hidden])["runs"][0]["results"][0]["locations"][0]["physicalLocation"]


def test_uris_are_percent_encoded() -> None:
    (result,) = log(CASES["a path of odd letters"])["runs"][0]["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "accounts/%E5%8C%97%E5%85%89%20%25%2C%3A%23%3F/account.yaml"
