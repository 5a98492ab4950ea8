"""Which language is spoken, and how messages are translated."""

import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from kamctl.errors import Message, msg, word
from kamctl.locale import choose, language, plural, translate, use
from kamctl.locale.catalogue import amount


@pytest.mark.parametrize(
    ("given", "environment", "spoken"),
    [
        (None, {}, "en"),
        ("zh", {}, "zh"),
        ("en", {"KAMCTL_LANG": "zh"}, "en"),
        (None, {"KAMCTL_LANG": "zh", "LC_ALL": "de_DE.UTF-8"}, "zh"),
        (None, {"LANG": "zh_CN.UTF-8"}, "zh"),
        (None, {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"LC_ALL": "", "LC_MESSAGES": "zh_TW", "LANG": "en_GB"}, "zh"),
        (None, {"LANG": "fr_FR"}, "en"),
    ],
)
def test_the_language_is_given_or_that_of_the_environment(
    given: str | None, environment: Mapping[str, str], spoken: str
) -> None:
    assert choose(given, environment) == spoken


def test_a_language_is_spoken_within_its_block_only() -> None:
    with use("zh"):
        assert language() == "zh"
        with use("en"):
            assert translate(msg("yes")) == "yes"
        assert translate(msg("yes")) == "是"
    assert language() == "en"


def test_values_are_written_for_people() -> None:
    message = msg("{day}: {sum}, {count}, {list}", day=date(2026, 11, 20), sum=Decimal("1080000.50"), count=1500,
                  list=["a", msg("yes")])  # fmt: skip
    assert translate(message) == "2026-11-20: 1,080,000.5, 1500, a, yes"


def test_messages_within_messages_are_translated() -> None:
    inner = msg("no rate on or before {day}", day=date(2026, 11, 20))
    with use("zh"):
        assert translate(msg("hint: {hint}", hint=inner)) == "提示：2026-11-20 及之前没有汇率"


def test_a_word_is_translated_by_its_context() -> None:
    with use("zh"):
        assert translate(word("stage", "commit")) == "承诺"
        assert translate(word("tier", "strategic")) == "战略客户"
        assert translate(word("group", "strategic")) == "战略重要性"


def test_what_has_no_translation_is_english() -> None:
    with use("zh"):
        assert translate(msg("nobody translates {this}", this=1)) == "nobody translates 1"
        assert translate(word("stage", "quite_new")) == "quite new"
        assert translate(Message("")) == ""


def test_braces_in_values_are_just_text() -> None:
    assert translate(msg("no account {name}", name="{0} {x!r}")) == "no account {0} {x!r}"


@pytest.mark.parametrize(
    ("exact", "text"),
    [("1080000", "1,080,000"), ("1080000.00", "1,080,000"), ("-0.5", "-0.5"), ("1E+6", "1,000,000"), ("100", "100")],
)
def test_amounts_are_exact(exact: str, text: str) -> None:
    assert amount(Decimal(exact)) == text


def test_one_and_many() -> None:
    one, many = msg("one deal"), msg("{n} deals", n=0)
    assert [plural(count, one, many) for count in (0, 1, 2)] == [many, one, many]


def test_english_loads_no_catalogue() -> None:
    code = (
        "import sys; from kamctl.errors import msg; from kamctl.locale import translate; translate(msg('yes'));"
        "print('gettext' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
