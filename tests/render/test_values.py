"""How figures, days and words are written in cells."""

from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from kamctl.errors import Message, msg
from kamctl.locale import use
from kamctl.render.sheet import Column, Names
from kamctl.render.values import figure, money, native, percent, writer


def written(kind: str, *values: object, context: str = "", names: Names | None = None) -> list[str]:
    column = Column("x", msg("X"), kind, context)
    write = writer(column, values, names or {})
    return [write(value) for value in values]


@pytest.mark.parametrize("missing", [None, float("nan"), np.nan, pd.NaT, pd.NA, Decimal("NaN")])
def test_every_form_of_missing_is_a_dash(missing: object) -> None:
    assert native(missing) is None
    assert written("money", missing) == ["–"]
    assert written("text", missing) == ["–"]


def test_values_of_pandas_become_plain() -> None:
    assert native(np.int64(3)) == 3
    assert native(np.bool_(True)) is True
    assert native(pd.Timestamp("2026-11-20")) == date(2026, 11, 20)


def test_money_in_thousands_has_no_decimals() -> None:
    assert written("money", Decimal("1080000.50"), Decimal("12.34"), Decimal(-999)) == ["1,080,001", "12", "-999"]


def test_small_money_keeps_the_decimals_it_needs() -> None:
    assert written("money", Decimal("12.5"), Decimal("3")) == ["12.50", "3.00"]
    assert written("money", Decimal("12.00"), Decimal("3")) == ["12", "3"]
    assert written("money", Decimal("0.1234")) == ["0.1234"]


def test_halves_are_rounded_up_and_zero_has_no_sign() -> None:
    assert figure(2.5) == "3"
    assert figure(81.25, 1) == "81.3"
    assert figure(Decimal("-0.4")) == "0"
    assert percent(-0.0001) == "0.0 %"


def test_a_change_has_its_sign() -> None:
    assert written("change", Decimal(200000), Decimal(-75000), Decimal(0)) == ["+200,000", "-75,000", "0"]


def test_shares_points_counts_and_numbers() -> None:
    assert written("share", 0.271, Decimal("0.212"), 12.5) == ["27.1 %", "21.2 %", "1,250.0 %"]
    assert written("points", 68.04, 100) == ["68.0", "100.0"]
    assert written("count", 12345, 3.0) == ["12,345", "3"]
    assert written("number", 75.5, 3) == ["75.5", "3.0"]
    assert written("number", 0.3333333, 2) == ["0.33", "2.00"]
    assert percent(0.2, sign=True) == "+20.0 %"


def test_money_in_a_sentence() -> None:
    assert money(Decimal("1234567.89")) == "1,234,568"
    assert money(Decimal("0.5")) == "0.50"


def test_words_days_and_flags() -> None:
    assert written("word", "fell_back", context="reason") == ["fell back"]
    assert written("words", ("advanced", "new"), context="reason") == ["advanced, new"]
    assert written("day", date(2026, 11, 20), pd.Timestamp("2026-01-02")) == ["2026-11-20", "2026-01-02"]
    assert written("flag", True, np.bool_(False)) == ["yes", "no"]
    assert written("text", msg("{n} days", n=3), "as it is") == ["3 days", "as it is"]
    assert written("text", frozenset(["b", "a"])) == ["a, b"]


def test_words_in_chinese() -> None:
    with use("zh"):
        assert written("word", "fell_back", context="reason") == ["阶段回退"]
        assert written("words", ("advanced", "new"), context="reason") == ["阶段推进、新增商机"]


def test_a_name_of_the_book_wins() -> None:
    names = {("stage", "design"): ("Shape", "方案"), ("tier", "gold"): ("Gold", ""), ("tier", "key"): ("key", "")}
    assert written("word", "design", context="stage", names=names) == ["Shape"]
    with use("zh"):
        assert written("word", "design", context="stage", names=names) == ["方案"]
        assert written("word", "gold", context="tier", names=names) == ["Gold"]
        assert written("word", "key", context="tier", names=names) == ["重点客户"]


def test_countries_have_names() -> None:
    assert written("word", "NA", "NO", context="country") == ["Namibia", "Norway"]
    with use("zh"):
        assert written("word", "NA", "DE", context="country") == ["纳米比亚", "德国"]


def test_an_unknown_slug_is_shown_readably() -> None:
    assert written("word", "quite_new-one", context="stage") == ["quite new one"]
    assert written("word", "nordlicht-nord", context="account") == ["nordlicht-nord"]


def test_messages_keep_their_values() -> None:
    assert written("text", Message("{a} of {b}", {"a": Decimal(1500), "b": "x"})) == ["1,500 of x"]
