from collections.abc import Mapping
from decimal import Decimal

import pytest
from deals import RULES, D, deals

from kamctl.methods.funnel import Figures, Rules, worth
from kamctl.methods.funnel_bridge import bridge, by_reason, off_funnel
from kamctl.periods import parse_day, parse_quarter

Q4 = parse_quarter("2026-Q4")
Row = Mapping[str, object]


def moved(
    before: Row | None,
    after: Row,
    at_old_rate: Decimal | None = None,
    until: str = "2026-11-22",
    rules: Rules = RULES,
) -> dict[str, Decimal]:
    """Return reason -> amount of one deal between 2026-11-15 and `until`; the steps are checked to add up."""
    rows = [] if before is None else [before]
    day = parse_day(until)
    old, new = worth(deals(*rows), Q4, parse_day("2026-11-15"), rules), worth(deals(after), Q4, day, rules)
    found = bridge(old, new, {} if at_old_rate is None else {"a/d0": at_old_rate}, day >= Q4.last, rules)
    assert sum(found["amount"]) == sum(new["value"]) - sum(old["value"])
    assert set(found["opportunity"]) <= {"a/d0"}
    return dict(zip(found["reason"], found["amount"], strict=True))


WON: Row = {"stage": "won", "ended": "2026-11-18", "won_on": "2026-11-18", "amount": D(90)}
LOST: Row = {"stage": "lost", "ended": "2026-11-18"}
THIS_WEEK = "2026-11-17"
NEXT_QUARTER = "2027-02-01"


def test_nothing_changed() -> None:
    assert moved({}, {}) == {}


def test_new() -> None:
    assert moved(None, {"first_seen": THIS_WEEK}) == {"new": 25}


def test_new_for_another_quarter_is_not_in_the_bridge() -> None:
    assert moved(None, {"first_seen": THIS_WEEK, "close": NEXT_QUARTER}) == {}


def test_won_takes_the_difference_to_the_amount_of_the_win() -> None:
    assert moved({}, WON) == {"won": 65}  # 90 − 25
    assert moved({"stage": "commit", "amount": D(200)}, WON) == {"won": -60}  # 90 − 150


def test_won_before_it_ever_closed_in_the_quarter() -> None:
    assert moved({"close": NEXT_QUARTER}, {**WON, "close": NEXT_QUARTER}) == {"won": 90}


def test_first_seen_and_won_in_the_week_is_won() -> None:
    assert moved(None, {**WON, "first_seen": THIS_WEEK}) == {"won": 90}


@pytest.mark.parametrize("stage", ["lost", "dropped"])
def test_ended(stage: str) -> None:
    assert moved({}, {**LOST, "stage": stage}) == {stage: -25}


def test_ended_while_it_closed_in_another_quarter_is_not_in_the_bridge() -> None:
    assert moved({"close": NEXT_QUARTER}, {**LOST, "close": NEXT_QUARTER}) == {}


def test_lost_although_the_close_moved_too_is_lost() -> None:
    assert moved({}, {**LOST, "close": NEXT_QUARTER}) == {"lost": -25}


def test_first_seen_and_lost_in_the_week_is_not_in_the_bridge() -> None:
    assert moved(None, {**LOST, "first_seen": THIS_WEEK}) == {}


def test_cancelled_after_a_win_of_the_quarter() -> None:
    win = {"stage": "won", "ended": "2026-10-08", "won_on": "2026-10-08"}
    assert moved(win, {"stage": "cancelled", "ended": THIS_WEEK, "won_on": "2026-10-08"}) == {"cancelled": -100}


def test_cancelled_after_a_win_of_an_earlier_quarter() -> None:
    win = {"stage": "won", "ended": "2026-07-08", "won_on": "2026-07-08"}
    assert moved(win, {"stage": "cancelled", "ended": THIS_WEEK, "won_on": "2026-07-08"}) == {"cancelled": -100}


def test_won_and_cancelled_in_the_week_is_cancelled() -> None:
    assert moved({}, {"stage": "cancelled", "ended": THIS_WEEK, "won_on": "2026-11-16"}) == {"cancelled": -25}


def test_first_seen_won_and_cancelled_in_the_week_is_not_in_the_bridge() -> None:
    gone = {"first_seen": "2026-11-16", "stage": "cancelled", "ended": THIS_WEEK, "won_on": "2026-11-16"}
    assert moved(None, gone) == {}


def test_close_left_the_quarter() -> None:
    assert moved({}, {"close": NEXT_QUARTER, "stage": "compare"}) == {"moved_out": -25}


def test_close_entered_the_quarter() -> None:
    assert moved({"close": NEXT_QUARTER}, {"stage": "compare"}) == {"moved_in": 50}
    assert moved({"close": None}, {}) == {"moved_in": 25}


def test_won_outside_the_quarter_moves_out() -> None:
    # as of Q4, seen from b = 09-27: open, closing in Q4; on 09-30 won, so it counts in Q3
    old = worth(deals({"stage": "commit"}), Q4, parse_day("2026-09-27"), RULES)
    win = {"stage": "won", "ended": "2026-09-30", "won_on": "2026-09-30", "amount": D(120)}
    new = worth(deals(win), Q4, parse_day("2026-10-04"), RULES)
    found = bridge(old, new, {}, False, RULES)
    assert found.to_dict("records") == [{"reason": "moved_out", "opportunity": "a/d0", "amount": D("-75.00")}]


def test_expired() -> None:
    assert moved({}, {}, until="2026-12-31") == {"expired": -25}
    assert moved({}, {"stage": "commit"}, until="2026-12-31") == {"expired": -25}


def test_close_moved_on_the_last_days_is_moved_out_not_expired() -> None:
    assert moved({}, {"close": NEXT_QUARTER}, until="2026-12-31") == {"moved_out": -25}


def test_won_on_the_last_day_of_the_quarter() -> None:
    win = {**WON, "won_on": "2026-12-31", "ended": "2026-12-31"}
    assert moved({}, win, until="2026-12-31") == {"won": 65}


def test_advanced_and_fell_back() -> None:
    assert moved({}, {"stage": "compare"}) == {"advanced": 25}
    assert moved({"stage": "commit"}, {"stage": "design"}) == {"fell_back": -50}


def test_the_order_of_the_stages_tells_advanced_from_fell_back() -> None:
    odd = Rules({"design": D("0.5"), "pilot": D("0.3")}, {}, 2)
    assert moved({}, {"stage": "pilot"}, rules=odd) == {"advanced": -20}


def test_probability_set_and_withdrawn() -> None:
    assert moved({}, {"probability": D("0.4")}) == {"probability": 15}
    assert moved({"probability": D("0.4")}, {"probability": None}) == {"probability": -15}


def test_a_stage_change_under_an_own_probability_changes_nothing() -> None:
    assert moved({"probability": D("0.4")}, {"probability": D("0.4"), "stage": "commit"}) == {}


def test_an_own_probability_withdrawn_at_a_new_stage() -> None:
    # stage first, still at 0.4: nothing; then 0.4 → 0.5 of compare
    assert moved({"probability": D("0.4")}, {"stage": "compare"}) == {"probability": 10}


def test_amount_up_and_down_at_the_new_probability() -> None:
    assert moved({}, {"amount": D(120), "stage": "compare"}, D(120)) == {"advanced": 25, "amount_up": 10}
    assert moved({}, {"amount": D(80)}, D(80)) == {"amount_down": -5}


def test_steps_that_cancel_each_other_are_shown() -> None:
    # 100 · 0.50 = 50 → 100 · 0.25 = 25 → 200 · 0.25 = 50
    assert moved({"stage": "compare"}, {"amount": D(200)}, D(200)) == {"fell_back": -25, "amount_up": 25}


def test_rate() -> None:
    euro = {"amount": D(100), "currency": "EUR"}
    assert moved({**euro, "amount_base": D(800)}, {**euro, "amount_base": D(780)}, D(800)) == {"currency": -5}


def test_all_steps_at_once() -> None:
    # EUR 100 at 8.00 design → EUR 150 at 7.80 compare, own probability 0.6
    before = {"amount": D(100), "currency": "EUR", "amount_base": D(800)}
    after = {
        "amount": D(150), "currency": "EUR", "amount_base": D(1170), "stage": "compare", "probability": D("0.6"),
    }  # fmt: skip
    assert moved(before, after, D(1200)) == {
        "advanced": 200,  # 800 · (0.5 − 0.25)
        "probability": 80,  # 800 · (0.6 − 0.5)
        "amount_up": 240,  # (1200 − 800) · 0.6
        "currency": -18,  # (1170 − 1200) · 0.6
    }


def test_an_amount_in_another_currency_is_compared_at_the_old_rates() -> None:
    before = {"amount": D(100), "currency": "EUR", "amount_base": D(800)}
    after = {"amount": D(110), "currency": "USD", "amount_base": D(770)}  # USD 7.10 at b, 7.00 now
    assert moved(before, after, D(781)) == {"amount_down": D("-4.75"), "currency": D("-2.75")}


def test_without_an_old_rate_of_the_new_currency_the_new_one_serves() -> None:
    before = {"amount": D(100), "currency": "EUR", "amount_base": D(800)}
    assert moved(before, {"amount": D(110), "currency": "USD", "amount_base": D(760)}) == {"amount_down": -10}


def test_an_amount_that_became_known_is_amount_up() -> None:
    assert moved({"amount": None}, {"stage": "compare"}, D(100)) == {"amount_up": 50}


def test_a_stage_that_the_settings_do_not_know() -> None:
    assert moved({"stage": "dreaming"}, {}) == {"advanced": 25}
    assert moved({}, {"stage": "dreaming"}) == {"fell_back": -25}


def test_a_deal_that_comes_back() -> None:
    lost = {"stage": "lost", "ended": "2026-10-20"}
    assert moved(lost, {"stage": "design"}) == {"advanced": 25}
    assert moved({**lost, "close": "2026-09-15"}, {"stage": "design"}) == {"moved_in": 25}


def test_a_win_that_was_taken_back() -> None:
    win = {"stage": "won", "ended": "2026-10-08", "won_on": "2026-10-08"}
    assert moved(win, {"stage": "commit", "won_on": "2026-10-08"}) == {"fell_back": -25}
    assert moved(win, {"stage": "lost", "ended": THIS_WEEK, "won_on": "2026-10-08"}) == {"lost": -100}
    assert moved({**win, "close": NEXT_QUARTER}, {"stage": "commit", "close": NEXT_QUARTER}) == {"moved_out": -100}


def test_a_win_of_the_quarter_that_was_taken_back_did_not_move_in() -> None:
    # it was won although its close lay in the next quarter; 90 → 25
    assert moved({**WON, "won_on": "2026-11-10", "close": NEXT_QUARTER}, {"close": "2026-12-20"}) == {"fell_back": -65}


def test_rounding_does_not_break_the_sum() -> None:
    # 33.33 · 0.25 = 8.3325 → 8.33; · 0.5 = 16.665 → 16.67; 66.67 · 0.5 = 33.335 → 33.34
    found = moved({"amount": D("33.33")}, {"amount": D("66.67"), "stage": "compare"}, D("66.67"))
    assert found == {"advanced": D("8.34"), "amount_up": D("16.67")}


def test_reasons_come_in_their_order_each_once() -> None:
    old = worth(deals({}, {}, {}, {"close": NEXT_QUARTER}), Q4, parse_day("2026-11-15"), RULES)
    new = worth(deals(LOST, {"stage": "compare"}, LOST, {}), Q4, parse_day("2026-11-22"), RULES)
    figures = [Figures(D(0), D(0), D(sold), D(100 - sold), D(0)) for sold in (0, 40)]
    found = by_reason(bridge(old, new, {}, False, RULES), off_funnel(*figures))
    assert found.to_dict("records") == [
        {"reason": "advanced", "amount": 25, "opportunities": [("a/d1", 25)]},
        {"reason": "moved_in", "amount": 25, "opportunities": [("a/d3", 25)]},
        {"reason": "lost", "amount": -50, "opportunities": [("a/d0", -25), ("a/d2", -25)]},
        {"reason": "off_funnel", "amount": 40, "opportunities": []},
        {"reason": "off_funnel_expected", "amount": -40, "opportunities": []},
    ]


def test_no_deals_no_bridge() -> None:
    none = worth(deals(), Q4, parse_day("2026-11-15"), RULES)
    assert bridge(none, none, {}, False, RULES).empty
    assert by_reason(bridge(none, none, {}, False, RULES), []).empty
