from math import inf

from kamctl.methods.indicators import INDICATORS
from kamctl.methods.spans import spans


def test_every_indicator_has_a_span_and_money_the_decimals_of_the_currency() -> None:
    found = spans(0)
    assert list(found) == list(INDICATORS)
    assert (found["revenue"].low, found["revenue"].step, found["revenue"].places) == (-inf, 1, 0)
    assert (found["pipeline"].low, spans(2)["pipeline"].step) == (0, 0.01)


def test_values_stay_within_what_can_be() -> None:
    found = spans(2)
    assert (found["active_quarters"].low, found["active_quarters"].high, found["active_quarters"].grid) == (0, 1, 0.125)
    assert (found["influence"].low, found["influence"].high) == (1, 5)
    assert (found["share_of_wallet"].high, found["revenue_trend"].low) == (inf, -1)
    assert (found["competitor_key_account"].grid, found["referrals"].grid) == (1, 1)
