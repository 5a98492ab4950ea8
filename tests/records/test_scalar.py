from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from kamctl.records import scalar
from kamctl.records.country import COUNTRIES, Country
from kamctl.records.currency import Currency
from kamctl.records.scalar import Bare


def read(kind: Any, value: Any) -> Any:
    return TypeAdapter(kind).validate_python(value)


# Each type, what it takes (as text, and as a plain scalar of YAML), and what comes out.
@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (scalar.Day, "2026-11-20", date(2026, 11, 20)),
        (scalar.Month, "2026-11", date(2026, 11, 1)),
        (scalar.Quarter, "2026-Q4", "2026-Q4"),
        (scalar.Number, "-1250.50", Decimal("-1250.50")),
        (scalar.Number, "0", Decimal(0)),
        (scalar.Integer, "-12", -12),
        (scalar.Flag, "true", True),
        (scalar.Flag, "false", False),
        (scalar.Rating, "3.5", Decimal("3.5")),
        (scalar.Share, "1", Decimal(1)),
        (scalar.Percent, "-3", Decimal(-3)),
        (scalar.Count, "0", 0),
        (scalar.Level, "4", 4),
        (scalar.MonthNumber, "12", 12),
        (scalar.AboveZero, "0.000000000001", Decimal("0.000000000001")),
    ],
)
def test_what_a_scalar_becomes(kind: Any, text: str, expected: object) -> None:
    assert read(kind, text) == expected
    assert read(kind, Bare(text)) == expected


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *((scalar.Number, text) for text in (
            "NaN", "nan", "inf", "-inf", "1e3", "1e1000000000", "+5", "05", ".5", "5.", "1_000", "1,000", "0x1f", "0b1",
            "１２", "٣", "true", "", " 5", "5 ", "5\n", "9" * 19, "1" * 1_000_000, "0." + "1" * 13, "--5", "½",
        )),
        *((scalar.Integer, text) for text in ("1.0", "1e3", "+1", "01", "-", "", "１", "9" * 19)),
        *((scalar.Flag, text) for text in ("yes", "no", "on", "True", "TRUE", "1", "0", "")),
        *((scalar.Day, text) for text in ("2026-02-30", "2026-13-01", "2026-11", "20.11.2026", "2026-11-20T00:00:00")),
        *((scalar.Month, text) for text in ("2026-13", "2026-11-20", "11/2026")),
        *((scalar.Quarter, text) for text in ("2026-Q5", "Q4 2026", "2026-4")),
        *((scalar.Rating, text) for text in ("0", "5.1", "0.99", "-1", "5/5")),
        *((scalar.Share, text) for text in ("1.01", "-0.01", "50%", "25")),
        *((scalar.Level, text) for text in ("0", "5", "2.5")),
        *((scalar.AboveZero, text) for text in ("0", "0.0", "-1")),
        *((scalar.Id, text) for text in (
            "", "A", "a b", "-a", "a_b", "ä", "а", "a" * 65, "a\n", "../a", "a/b", "a.b", "\u200ba",
        )),
        *((scalar.Reference, text) for text in ("a/b/c", "/a", "a/", "A/b", "a//b")),
        *((scalar.Code, text) for text in ("", "-a", ".a", "a b", "a/b", "é", "a" * 65)),
        *((scalar.Text, text) for text in ("", "a" * 20_001)),
        *((Country, text) for text in ("XX", "no", "NOR", "N", "")),
        *((Currency, text) for text in ("XXX", "cny", "RMB", "")),
    ],
)  # fmt: skip
def test_what_a_scalar_refuses(kind: Any, text: str) -> None:
    with pytest.raises(ValidationError):
        read(kind, text)


@pytest.mark.parametrize("kind", [scalar.Number, scalar.Day, scalar.Integer, scalar.Flag, scalar.Count, scalar.Rating])
@pytest.mark.parametrize("value", [None, [], ["5"], {}, {"a": "5"}, 5.0, float("nan")])
def test_a_scalar_refuses_what_is_none(kind: Any, value: Any) -> None:
    with pytest.raises(ValidationError):
        read(kind, value)


@pytest.mark.parametrize("kind", [scalar.Number, scalar.Integer, scalar.Count])
def test_a_flag_is_no_number(kind: Any) -> None:
    with pytest.raises(ValidationError):
        read(kind, True)


@pytest.mark.parametrize("text", ["NO", "0044", "1.10", "2026-05-02", "yes"])
def test_a_text_refuses_an_unquoted_trap_and_takes_the_quoted_one(text: str) -> None:
    assert read(scalar.Text, text) == text
    with pytest.raises(ValidationError):
        read(scalar.Text, Bare(text))


@pytest.mark.parametrize("code", ["NO", "NA", "CN", "DE", "PL"])
def test_countries_are_text(code: str) -> None:
    assert read(Country, code) == code


def test_the_list_of_countries_is_that_of_iso_3166() -> None:
    assert len(COUNTRIES) == 249


def test_errors_never_say_the_value() -> None:
    with pytest.raises(ValidationError) as caught:
        read(scalar.Number, "+86 138 0000 0000")
    assert caught.value.errors()[0]["msg"] == "number"


def test_plain_scalars_are_equal_if_their_texts_are() -> None:
    assert Bare("NO") == Bare("NO") != Bare("no")
    assert Bare("NO") != "NO"
    assert len({Bare("a"), Bare("a")}) == 1
    assert repr(Bare("NO")) == "Bare('NO')"


@pytest.mark.parametrize(("text", "good"), [("1899-12-31", False), ("1900-01-01", True), ("2199-12-31", True),
                                            ("2200-01-01", False), ("0001-01-01", False)])  # fmt: skip
def test_reports_are_of_these_times(text: str, good: bool) -> None:
    adapter = TypeAdapter(scalar.ReportDay)
    if good:
        assert adapter.validate_python(text).isoformat() == text
    else:
        with pytest.raises(ValidationError) as caught:
            adapter.validate_python(text)
        assert [(one["type"], one["ctx"]["low"]) for one in caught.value.errors()] == [("range", "1900-01-01")]
