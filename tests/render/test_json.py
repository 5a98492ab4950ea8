"""The JSON form: one envelope, exact, the same every time."""

import json
from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from kamctl.errors import msg
from kamctl.locale import use
from kamctl.render.json import dump, render_json
from kamctl.render.sheet import Heading, Sheet, UsedRate
from kamctl.render.terminal import UNSAFE

HEADING = Heading(
    "funnel weekly", "Example 衡器", date(2026, 11, 20), "book", "CNY", at="ab12",
    rates=[UsedRate("EUR", "CNY", "7.85", date(2026, 11, 19), date(2026, 1, 2), True)],
)  # fmt: skip


def test_the_envelope_holds_everything_in_the_order_of_the_contract() -> None:
    sheet = Sheet(
        rows=[{"account": "a", "amount": Decimal("12.50")}],
        fields={"week": "2026-W47"},
        warnings=[msg("{n} deals", n=2)],
        left_out=[{"record": "a/b", "reason": msg("no rate")}],
    )
    text = render_json(HEADING, sheet)
    assert text.startswith('{\n  "schema_version": 1,\n')
    assert text.endswith("}\n")
    assert list(json.loads(text).items()) == [
        ("schema_version", 1),
        ("command", "funnel weekly"),
        ("book", "Example 衡器"),
        ("as_of", "2026-11-20"),
        ("at", "ab12"),
        ("currency", "CNY"),
        ("rates", [{"from": "EUR", "to": "CNY", "rate": "7.85", "date": "2026-11-19", "first_date": "2026-01-02",
                    "stale": True}]),
        ("left_out", [{"record": "a/b", "reason": "no rate"}]),
        ("warnings", ["2 deals"]),
        ("week", "2026-W47"),
        ("rows", [{"account": "a", "amount": "12.50"}]),
    ]  # fmt: skip


def test_rows_may_have_another_name() -> None:
    assert '"problems": []' in render_json(HEADING, Sheet(rows=[], rows_name="problems"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("12345678901234567.89"), '"12345678901234567.89"'),
        (Decimal("1E+3"), '"1000"'),
        (0.271, "0.271"),
        (np.float64(0.5), "0.5"),
        (np.int64(3), "3"),
        (2**53 + 1, "9007199254740993"),
        (True, "true"),
        (np.bool_(False), "false"),
        (float("nan"), "null"),
        (pd.NaT, "null"),
        (pd.NA, "null"),
        (None, "null"),
        (date(2026, 11, 20), '"2026-11-20"'),
        (pd.Timestamp("2026-11-20"), '"2026-11-20"'),
        (("b", "a"), '["b","a"]'),
        (frozenset(["b", "a"]), '["a","b"]'),
        ({"x": (Decimal(1), None)}, '{"x":["1",null]}'),
        ("衡器", '"衡器"'),
    ],
)
def test_values(value: object, text: str) -> None:
    assert dump(value, indent=None) == text


@pytest.mark.parametrize("evil", ["\x1b[2J", "\x9b", "\u202e", "\u2028", "\x7f", "\ud800", "tab\t", "line\nbreak"])
def test_data_cannot_act_on_the_terminal_and_reads_back_equal(evil: str) -> None:
    text = dump({"name": evil})
    assert not UNSAFE.search(text.replace("\n", ""))
    assert json.loads(text) == {"name": evil}


def test_infinity_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        dump(float("inf"))


def test_json_does_not_depend_on_the_language() -> None:
    sheet = Sheet(rows=[], warnings=[msg("yes")])
    with use("zh"):
        assert json.loads(render_json(HEADING, sheet))["warnings"] == ["yes"]
