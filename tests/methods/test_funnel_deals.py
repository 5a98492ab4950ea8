from collections.abc import Mapping
from datetime import date

import pandas as pd
import pytest
from deals import RULES, D, deals

from kamctl.methods.funnel import total, worth
from kamctl.methods.funnel_deals import attention, forecast_rows, not_counted
from kamctl.periods import parse_quarter

Q4 = parse_quarter("2026-Q4")
DAY = date(2026, 11, 20)
Row = Mapping[str, object]


def seen(*rows: Row, day: date = DAY) -> pd.DataFrame:
    return worth(deals(*rows), Q4, day, RULES)


def test_the_rows_are_the_deals_in_the_forecast_and_add_up_to_it() -> None:
    found = seen(
        {"close": "2026-12-20", "amount": D("33.33")},
        {"close": "2026-11-20", "stage": "commit", "since": "2026-11-01"},
        {"close": "2027-01-10"},
        {"stage": "lost", "ended": "2026-11-01"},
        {"close": "2026-12-24", "amount": None},
    )
    rows = forecast_rows(found, DAY, RULES)
    assert rows["opportunity"].tolist() == ["a/d1", "a/d0", "a/d4"]
    assert rows["weighted"].tolist() == [D("75.00"), D("8.33"), None]
    assert rows["probability"].tolist() == [0.75, 0.25, 0.25]
    assert total(rows["weighted"]) == total(found["weighted"])


def test_a_quarter_that_has_ended_has_no_rows() -> None:
    assert forecast_rows(seen({}, day=Q4.last), Q4.last, RULES).empty


@pytest.mark.parametrize(
    ("deal", "overdue", "stalled"),
    [
        ({"close": "2026-11-19", "since": "2026-11-01"}, True, False),
        ({"close": "2026-11-20", "since": "2026-11-01"}, False, False),
        ({"since": "2026-08-22"}, False, False),  # design: 90 days are the limit
        ({"since": "2026-08-21"}, False, True),  # 91
        ({"stage": "commit", "since": "2025-08-21"}, False, False),  # no limit set
        ({"stage": "dreaming", "since": "2025-08-21"}, False, False),
        ({"stage": None, "since": None}, False, False),
    ],
)
def test_overdue_and_stalled(deal: Row, overdue: bool, stalled: bool) -> None:
    row = forecast_rows(seen(deal), DAY, RULES).iloc[0]
    assert (row["overdue"], row["stalled"]) == (overdue, stalled)


def test_overdue_deals_of_earlier_quarters_need_a_look_too() -> None:
    found = attention(seen({"close": "2026-09-30", "since": "2026-11-01"}, {"since": "2026-11-01"}), DAY, RULES)
    assert found["opportunity"].tolist() == ["a/d0"]
    row = found.iloc[0]
    assert (row["overdue_days"], row["stage_days"], row["limit_days"]) == (51, 19, 90)


def test_ended_deals_need_no_look() -> None:
    assert attention(seen({"stage": "won", "ended": "2026-11-01", "close": "2026-10-01"}), DAY, RULES).empty


def test_what_could_not_be_counted_is_named() -> None:
    found = not_counted(
        seen(
            {"amount": None},
            {"close": None},
            {"stage": "dreaming"},
            {"stage": "won", "won_on": "2026-11-02", "ended": "2026-11-02", "amount": None},
            {"amount": None, "close": "2027-02-01"},
            {"amount_base": None},
            {"stage": "dreaming", "probability": D("0.3")},
            {"stage": None, "amount": None},
        )
    )
    assert found.to_dict("split")["data"] == [
        ["a/d0", "amount"], ["a/d1", "close"], ["a/d2", "stage"], ["a/d3", "amount"], ["a/d7", "amount"],
        ["a/d7", "stage"],
    ]  # fmt: skip


def test_no_deals() -> None:
    assert forecast_rows(seen(), DAY, RULES).empty
    assert attention(seen(), DAY, RULES).empty
    assert not_counted(seen()).empty
