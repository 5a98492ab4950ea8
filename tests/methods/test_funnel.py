from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from deals import RULES, D, deals

from kamctl.methods.funnel import Figures, Progress, Span, figures, spans, worth
from kamctl.periods import CALENDAR, FiscalYear, parse_quarter, parse_week

Q4 = parse_quarter("2026-Q4")


def seen(*rows: Mapping[str, object], day: str = "2026-11-22") -> Figures:
    return figures(worth(deals(*rows), Q4, date.fromisoformat(day), RULES), D(0), D(0), 2)


def test_an_open_deal_counts_with_the_probability_of_its_stage() -> None:
    assert seen({}, {"stage": "commit"}).funnel == D("100.00")  # 100 · 0.25 + 100 · 0.75


def test_an_own_probability_wins_over_the_stage() -> None:
    assert seen({"probability": D("0.9")}).funnel == D("90.00")
    assert seen({"probability": D("0")}).funnel == 0


def test_weighted_amounts_are_rounded_one_by_one() -> None:
    # 0.10 · 0.25 = 0.025, rounded half up to 0.03, twice
    assert seen({"amount": D("0.10")}, {"amount": D("0.10")}).funnel == D("0.06")


@pytest.mark.parametrize("close", ["2026-09-30", "2027-01-01", None])
def test_a_deal_that_closes_outside_the_quarter_does_not_count(close: str | None) -> None:
    assert seen({"close": close}).outlook == 0


@pytest.mark.parametrize("close", ["2026-10-01", "2026-12-31"])
def test_both_ends_of_the_quarter_belong_to_it(close: str) -> None:
    assert seen({"close": close}).funnel == D("25.00")


def test_an_overdue_deal_counts_until_the_quarter_ends() -> None:
    deal = {"close": "2026-10-05"}
    assert seen(deal, day="2026-12-30").funnel == D("25.00")
    assert seen(deal, day="2026-12-31").funnel == 0


def test_a_win_counts_on_its_day_whatever_its_close_said() -> None:
    win = {"stage": "won", "ended": "2026-11-04", "won_on": "2026-11-04", "close": "2027-02-01"}
    assert seen(win).cumulative == 100


def test_a_win_of_another_quarter_does_not_count() -> None:
    assert seen({"stage": "won", "ended": "2026-09-30", "won_on": "2026-09-30"}).outlook == 0


@pytest.mark.parametrize("stage", ["lost", "dropped"])
def test_an_ended_deal_counts_nothing(stage: str) -> None:
    assert seen({"stage": stage, "ended": "2026-11-02"}).outlook == 0


def test_a_win_cancelled_in_its_quarter_comes_to_nothing() -> None:
    assert seen({"stage": "cancelled", "won_on": "2026-10-08", "ended": "2026-11-02"}).outlook == 0


def test_a_cancellation_is_taken_off_the_quarter_in_which_it_is_entered() -> None:
    assert seen({"stage": "cancelled", "won_on": "2026-07-08", "ended": "2026-11-02"}).cumulative == -100


def test_a_cancellation_of_what_was_never_won_changes_nothing() -> None:
    assert seen({"stage": "cancelled", "won_on": None, "ended": "2026-11-02"}).outlook == 0


def test_the_cancellation_leaves_the_old_quarter_alone_once_it_has_ended() -> None:
    deal = {"stage": "cancelled", "won_on": "2026-11-08", "ended": "2027-01-15"}
    assert seen(deal).cumulative == 100


def test_an_unknown_amount_or_stage_adds_nothing() -> None:
    assert seen({"amount": None}, {"stage": "dreaming"}, {"stage": None}).outlook == 0


def test_an_own_probability_helps_where_the_stage_is_unknown() -> None:
    assert seen({"stage": "dreaming", "probability": D("0.5")}).funnel == 50


def test_an_empty_book_counts_zero() -> None:
    assert seen() == Figures(D(0), D(0), D(0), D(0), D(0))


def test_the_figures_add_up() -> None:
    found = Figures(funnel=D(640), won=D(0), off_funnel=D(11), expected=D(20), open_amount=D(1560))
    assert (found.cumulative, found.forecast, found.outlook) == (D(11), D(660), D(671))


def progress(target: Decimal | None, week: str = "2026-W41", before: int = 737, after: int = 651) -> Progress:
    span, _ = spans(parse_week(week), date(2026, 12, 31), CALENDAR)
    ends = [Figures(D(end - 11), D(0), D(11), D(0), D(1289)) for end in (before, after)]
    return Progress(span, target, ends[0], ends[1], 3)


def test_progress_is_measured_against_target_and_need() -> None:
    found = progress(D(1300))
    assert found.progress == -86
    assert found.progress_share == pytest.approx(-86 / 1300, abs=1e-6)
    assert found.needed == D("46.917")  # (1300 − 737) ÷ 12
    assert found.needed_share == pytest.approx(-86 / 46.917, abs=1e-6)
    assert found.needed_from_zero == 100  # 1300 ÷ 13
    assert found.gap(found.after) == 1289
    assert found.coverage(found.after) == 1.0
    assert found.forecast_share(found.after) == pytest.approx(640 / 1289, abs=1e-6)


def test_without_target_nothing_is_known_of_it() -> None:
    found = progress(None)
    assert found.progress == -86
    unknown = (found.progress_share, found.needed, found.needed_share, found.needed_from_zero)
    assert unknown == (None, None, None, None)
    assert (found.gap(found.after), found.coverage(found.after), found.forecast_share(found.after)) == (
        None,
        None,
        None,
    )


def test_a_target_already_reached_needs_nothing_and_has_no_coverage() -> None:
    found = progress(D(10))
    assert found.needed == 0
    assert found.needed_share is None
    assert found.gap(found.after) == -1
    assert found.coverage(found.after) is None


@pytest.mark.parametrize(
    ("week", "as_of", "weeks"),
    [
        ("2026-W40", "2026-10-04", 13),  # first week of Q4, straddling: Sundays 10-04 … 12-27
        ("2026-W41", "2026-10-11", 12),
        ("2026-W41", "2026-10-06", 12),  # the running week still counts its Sunday
        ("2026-W52", "2026-12-27", 1),
        ("2026-W53", "2026-12-30", 1),  # no Sunday is left: what is left is this part
    ],
)
def test_weeks_left(week: str, as_of: str, weeks: int) -> None:
    assert spans(parse_week(week), date.fromisoformat(as_of), CALENDAR)[0].weeks_left == weeks


def test_a_week_within_a_quarter_has_one_part() -> None:
    assert spans(parse_week("2026-W47"), date(2026, 11, 30), CALENDAR) == (
        Span(Q4, date(2026, 11, 15), date(2026, 11, 22)),
        None,
    )


def test_the_running_week_ends_at_the_report_day() -> None:
    assert spans(parse_week("2026-W47"), date(2026, 11, 20), CALENDAR)[0].until == date(2026, 11, 20)


def test_a_week_over_the_end_of_a_quarter_has_a_closing_part() -> None:
    now, closing = spans(parse_week("2026-W40"), date(2026, 11, 20), CALENDAR)
    assert now == Span(Q4, date(2026, 9, 27), date(2026, 10, 4))
    assert closing == Span(parse_quarter("2026-Q3"), date(2026, 9, 27), date(2026, 9, 30))
    assert closing.weeks_left == 1


@pytest.mark.parametrize("as_of", ["2026-09-28", "2026-09-30"])
def test_a_running_week_that_has_not_crossed_the_end_has_no_closing_part(as_of: str) -> None:
    now, closing = spans(parse_week("2026-W40"), date.fromisoformat(as_of), CALENDAR)
    assert now == Span(parse_quarter("2026-Q3"), date(2026, 9, 27), date.fromisoformat(as_of))
    assert closing is None


def test_a_running_week_that_has_crossed_the_end_has_both_parts() -> None:
    now, closing = spans(parse_week("2026-W40"), date(2026, 10, 1), CALENDAR)
    assert now == Span(Q4, date(2026, 9, 27), date(2026, 10, 1))
    assert closing is not None
    assert closing.until == date(2026, 9, 30)


def test_a_quarter_that_ends_on_a_sunday_needs_no_closing_part() -> None:
    # 2024-Q1 ended on Sunday 2024-03-31, in W13; W14 starts with Q2
    last, none = spans(parse_week("2024-W13"), date(2024, 12, 31), CALENDAR)
    assert (last.quarter.name, last.until, none) == ("2024-Q1", date(2024, 3, 31), None)
    first, none = spans(parse_week("2024-W14"), date(2024, 12, 31), CALENDAR)
    assert (first.quarter.name, first.before, none) == ("2024-Q2", date(2024, 3, 31), None)


def test_week_53_closes_the_year() -> None:
    now, closing = spans(parse_week("2026-W53"), date(2027, 1, 31), CALENDAR)
    assert (now.quarter.name, now.until) == ("2027-Q1", date(2027, 1, 3))
    assert closing is not None
    assert (closing.quarter.name, closing.until) == ("2026-Q4", date(2026, 12, 31))


def test_the_fiscal_year_decides_the_quarter() -> None:
    april = FiscalYear(4, "start")
    now, closing = spans(parse_week("2027-W13"), date(2027, 6, 1), april)  # 2027-03-29 … 04-04
    assert closing is not None
    assert (closing.quarter.name, now.quarter.name) == ("2026-Q4", "2027-Q1")
    assert spans(parse_week("2026-W40"), date(2026, 11, 20), FiscalYear(2, "end"))[1] is None


def test_a_week_in_the_future_is_refused() -> None:
    with pytest.raises(ValueError, match="2026-W48"):
        spans(parse_week("2026-W48"), date(2026, 11, 22), CALENDAR)
