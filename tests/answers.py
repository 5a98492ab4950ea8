"""What a run of a report answered as JSON."""

import json
from typing import Any


def answer(run: Any, code: int = 0) -> dict[str, Any]:
    assert run.code == code, run.err
    found: dict[str, Any] = json.loads(run.out)
    return found


def rows(run: Any, code: int = 0) -> dict[str, dict[str, Any]]:
    return {row["account"]: row for row in answer(run, code)["rows"]}
