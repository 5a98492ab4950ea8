from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from kamctl.records.currency import MINOR_UNITS
from kamctl.records.money import Money, MoneyField, parse_money
from kamctl.records.scalar import Bare

FIELD: TypeAdapter[Money] = TypeAdapter(MoneyField)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1080000 CNY", "1080000"),
        ("1_080_000 CNY", "1080000"),
        ("1,080,000 CNY", "1080000"),
        ("0.1 EUR", "0.1"),
        ("-25.5000 EUR", "-25.5"),
        ("999999999999999999.9999 JPY", "999999999999999999.9999"),
        ("0012 EUR", "12"),
    ],
)
def test_money_is_read(text: str, amount: str) -> None:
    money = parse_money(text)
    assert (money.amount, money.currency) == (Decimal(amount), text[-3:])


@pytest.mark.parametrize(
    "text",
    [
        "1080000", "CNY", "CNY 1080000", "1080000CNY", "1080000  CNY", " 1080000 CNY", "1080000 CNY ", "1080000 cny",
        "1080000 XYZ", "1,08,000 CNY", "1,080000 CNY", "1.080.000 CNY", "1.5.2 CNY", "1.00001 CNY", ".5 CNY", "5. CNY",
        "+5 CNY", "--5 CNY", "1e3 CNY", "NaN CNY", "inf CNY", "１２ CNY", "1234567890123456789 CNY", "5 CNY\n",
        "1,000,000,000,000,000,000,000 CNY", "_5 CNY", "1__000 CNY", "1\u00a0080 CNY", "",
    ],
)  # fmt: skip
def test_what_is_no_money(text: str) -> None:
    with pytest.raises(ValueError):
        parse_money(text)


@given(st.decimals(min_value=-(10**18) + 1, max_value=10**18 - 1, places=4), st.sampled_from(sorted(MINOR_UNITS)))
def test_money_is_written_as_it_is_read(amount: Decimal, currency: str) -> None:
    money = Money(amount, currency)
    assert parse_money(str(money)) == money


@pytest.mark.parametrize("value", ["5 XYZ", "x", "", None, 5, 5.0, True, ["5 CNY"], {"amount": "5 CNY"}, Bare("5")])
def test_a_field_refuses_what_is_no_money(value: Any) -> None:
    with pytest.raises(ValidationError):
        FIELD.validate_python(value)


def test_an_unknown_currency_is_told_apart_from_a_wrong_form() -> None:
    for text, kind in (("5 XYZ", "currency"), ("5", "money")):
        with pytest.raises(ValidationError) as caught:
            FIELD.validate_python(text)
        assert caught.value.errors()[0]["type"] == kind


def test_money_is_exact() -> None:
    assert sum((parse_money("0.1 EUR").amount for _ in range(10)), Decimal(0)) == 1
    assert str(parse_money("12345678901234567.89 CNY").amount) == "12345678901234567.89"


def test_minor_units() -> None:
    assert (MINOR_UNITS["JPY"], MINOR_UNITS["CNY"], MINOR_UNITS["KWD"]) == (0, 2, 3)
    assert all(len(code) == 3 and code.isupper() for code in MINOR_UNITS)
