"""What a report writes as JSON, the reference tells of: no key is missing there."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
ENVELOPE = {
    "schema_version", "command", "book", "as_of", "at", "currency", "rates", "left_out", "warnings", "rows",
}  # fmt: skip
CALLS: dict[str, list[tuple[str, ...]]] = {
    "clv": [("clv",), ("clv", "--explain", "juchuan"), ("clv", "--sensitivity")],
    "portfolio": [("portfolio",)],
    "dso": [("dso",), ("dso", "yunzhu")],
}
BY_NAME = {"retention", "share_target", "ranks"}
"""Fields whose keys are names of the book."""


def keys_of(value: Any) -> Iterator[str]:
    """Yield all keys in a JSON value, at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            if key not in BY_NAME:
                yield from keys_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_of(inner)


@pytest.mark.parametrize("command", CALLS)
def test_every_key_is_in_the_reference(command: str, kamctl: Callable[..., Any], example: Path) -> None:
    text = (REFERENCE / f"json-{command}.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`([a-z_]+)`", text)) | {
        f"{resource}{kind[1:]}" for resource in ("time", "people", "money") for kind in re.findall(r"`(…_\w+)`", text)
    }
    for call in CALLS[command]:
        answer = json.loads(kamctl(*call, "--book", example, "--format", "json").out)
        found = {
            key for name, value in answer.items() if name not in ENVELOPE - {"rows"} for key in keys_of({name: value})
        }
        assert found - told - ENVELOPE == set()
