"""What each command prints on the example book, to the letter.

After a wanted change: KAMCTL_GOLDEN=update python -m pytest tests/golden; then read the difference.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run

FOLDER = Path(__file__).parent
COMMANDS = {
    "score": ("score",),
    "score-zh": ("score", "--lang", "zh"),
    "score-explain": ("score", "--explain", "nordlicht"),
    "score-json": ("score", "--top", "2", "--format", "json"),
    "score-csv": ("score", "--top", "3", "--format", "csv"),
    "clv": ("clv",),
    "clv-zh": ("clv", "--top", "5", "--lang", "zh"),
    "clv-explain": ("clv", "--explain", "juchuan"),
    "clv-sensitivity": ("clv", "--sensitivity", "--level", "group"),
    "clv-json": ("clv", "--top", "1", "--format", "json"),
    "portfolio": ("portfolio",),
    "portfolio-chart": ("portfolio", "--chart", "--level", "group"),
    "portfolio-zh": ("portfolio", "--chart", "--resources", "--lang", "zh"),
    "portfolio-csv": ("portfolio", "--owner", "lin-yue", "--format", "csv"),
    "dso": ("dso",),
    "dso-account": ("dso", "havbris-group"),
    "dso-json": ("dso", "yunzhu", "--format", "json"),
    "funnel": ("funnel", "weekly"),
    "funnel-zh": ("funnel", "weekly", "--lang", "zh"),
    "funnel-straddle": ("funnel", "weekly", "--week", "2026-W40"),
    "funnel-json": ("funnel", "weekly", "--account", "havbris-group", "--format", "json"),
    "funnel-csv": ("funnel", "weekly", "--owner", "lin-yue", "--format", "csv"),
    "price-audit": ("price-audit",),
    "price-audit-zh": ("price-audit", "--min-gap", "12%", "--lang", "zh"),
    "price-audit-lines": ("price-audit", "--group", "havbris-group", "--product", "cmb-2", "--lines"),
    "price-audit-json": ("price-audit", "--product", "md-g80", "--format", "json"),
    "price-audit-csv": ("price-audit", "--group", "veldkorn-group", "--format", "csv"),
    "check": ("check",),
    "check-zh": ("check", "--lang", "zh"),
    "explain": ("explain",),
    "help": ("--help",),
    "help-zh": ("--lang", "zh", "--help"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_output_on_the_example_book(name: str, kamctl: Callable[..., Run], example: Path) -> None:
    run = kamctl(*COMMANDS[name], env={"KAMCTL_BOOK": str(example), "COLUMNS": "80"})
    said = f"{run.out}--- stderr\n{run.err}" if run.err else run.out
    path = FOLDER / f"{name}.txt"
    if os.environ.get("KAMCTL_GOLDEN") == "update":
        path.write_text(said, encoding="utf-8")
    assert run.code == 0
    assert said == path.read_text(encoding="utf-8")
