"""Settings of lifetime value, portfolio and receivable days."""

import pytest

from kamctl.methods.tiers import TIERS
from kamctl.records.settings_value import RETENTION, TARGETS, Split


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (("5", "4", "1"), True),
        (("3.5", "6.25", "0.25"), True),
        (("10", "0", "0"), True),
        (("5", "4", "2"), False),
        (("5", "4", "0.99"), False),
        (("3.333", "3.333", "3.334"), False),
    ],
)
def test_a_plan_is_ten_parts(parts: tuple[str, str, str], whole: bool) -> None:
    split = Split.model_validate(dict(zip(("attack", "defend", "maintain"), parts, strict=True)))
    assert split.whole is whole


def test_shares_by_default_are_given_for_the_tiers_by_default() -> None:
    assert list(RETENTION) == list(TARGETS) == [tier.tier for tier in TIERS]
