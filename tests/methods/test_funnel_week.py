"""The worked example of the method: six deals and a few orders, weeks 39 to 41 of 2026, in thousand CNY."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from deals import RULES, D, deals, orders

from kamctl.methods.funnel import spans
from kamctl.methods.funnel_orders import Expectation
from kamctl.methods.funnel_week import Part, Plan, counted, part
from kamctl.periods import CALENDAR, parse_week

THOUSANDS = replace(RULES, places=3)
ORDERS = orders(("2026-09-22", 10), ("2026-09-29", 5), ("2026-10-02", 7), ("2026-10-08", 4))
Row = Mapping[str, object]


def deal(name: str, seen: str, stage: str, amount: int, close: str, won_on: str | None = None) -> Row:
    return {
        "opportunity": name, "first_seen": seen, "stage": stage, "amount": D(amount), "close": close,
        "won_on": won_on, "ended": won_on,
    }  # fmt: skip


A = deal("A", "2026-08-03", "design", 400, "2026-09-25")
A_WON = deal("A", "2026-08-03", "won", 380, "2026-09-25", "2026-09-23")
B = deal("B", "2026-08-10", "compare", 200, "2026-09-30")
B_LATER = {**B, "close": "2026-12-15"}
C = deal("C", "2026-07-06", "commit", 100, "2026-10-15")
C_WON = deal("C", "2026-07-06", "won", 120, "2026-10-15", "2026-09-30")
D_ = deal("D", "2026-08-20", "design", 800, "2026-09-28")
D_LATER = {**D_, "close": "2026-11-20"}
D_COMPARE = {**D_LATER, "stage": "compare", "amount": D(900)}
E = deal("E", "2026-10-02", "nurture", 300, "2026-12-10")
E_DESIGN = {**E, "stage": "design", "amount": D(360)}
G = deal("G", "2026-06-15", "compare", 500, "2026-12-01")
G_LOST = {**G, "stage": "lost", "ended": "2026-10-06"}
ENDS = {
    "2026-09-20": deals(A, B, C, D_, G),
    "2026-09-27": deals(A_WON, B, C, D_LATER, G),
    "2026-09-30": deals(A_WON, B, C_WON, D_LATER, G),
    "2026-10-04": deals(A_WON, B, C_WON, D_COMPARE, E, G),
    "2026-10-11": deals(A_WON, B_LATER, C_WON, D_COMPARE, E_DESIGN, G_LOST),
}


def at_old_rate(frame: pd.DataFrame) -> dict[str, Decimal]:
    """Return the amounts as they are: the example knows one currency."""
    return dict(zip(frame["opportunity"], frame["amount"], strict=True))


def week(name: str, closing: bool = False, plan: Plan | None = None) -> Part:
    """Return a part of a week of the example; target of Q4 1,300."""
    now, old = spans(parse_week(name), date(2026, 10, 31), CALENDAR)
    span = old if closing else now
    assert span is not None
    before, after = ENDS[span.before.isoformat()], ENDS[span.until.isoformat()]
    target = D(1300) if span.quarter.name == "2026-Q4" else None
    return part(span, (before, after), at_old_rate(after), ORDERS, plan or Plan(target), THOUSANDS)


def figures(found: Part) -> tuple[object, ...]:
    """Return quarter, F before, F after, C before, C after, P."""
    progress = found.progress
    return (
        progress.span.quarter.name, progress.before.funnel, progress.after.funnel,
        progress.before.cumulative, progress.after.cumulative, progress.progress,
    )  # fmt: skip


def bridge(found: Part) -> list[tuple[object, ...]]:
    """Return (reason, deals, amount) and check that the parts add up to P and each reason to its deals."""
    assert sum(found.bridge["amount"]) == found.progress.progress
    for amount, named in zip(found.bridge["amount"], found.bridge["opportunities"], strict=True):
        assert not named or sum(part for _, part in named) == amount
    return [
        (reason, " ".join(name for name, _ in named), amount)
        for reason, named, amount in zip(
            found.bridge["reason"], found.bridge["opportunities"], found.bridge["amount"], strict=True
        )
    ]


def expected(found: Part) -> tuple[object, ...]:
    """Return R before and after."""
    return found.progress.before.expected, found.progress.after.expected


def test_week_39() -> None:
    found = week("2026-W39")
    assert figures(found) == ("2026-Q3", 400, 100, 0, 390, 90)
    assert bridge(found) == [("moved_out", "D", -200), ("won", "A", 280), ("off_funnel", "", 10)]


def test_week_40_closing_the_third_quarter() -> None:
    found = week("2026-W40", closing=True)
    assert found.progress.span.until == date(2026, 9, 30)
    assert figures(found) == ("2026-Q3", 100, 0, 390, 515, 25)
    assert bridge(found) == [("won", "C", 120), ("expired", "B", -100), ("off_funnel", "", 5)]


def test_week_40_of_the_fourth_quarter() -> None:
    found = week("2026-W40")
    assert figures(found) == ("2026-Q4", 525, 730, 0, 7, 212)
    assert bridge(found) == [
        ("new", "E", 30), ("advanced", "D", 200), ("amount_up", "D", 50), ("moved_out", "C", -75),
        ("off_funnel", "", 7),
    ]  # fmt: skip
    assert found.progress.needed == D("59.615")  # (1300 − 525) ÷ 13
    assert found.progress.progress_share == pytest.approx(212 / 1300, abs=1e-6)
    assert found.progress.needed_share == pytest.approx(212 / 59.615, abs=1e-6)
    # open in Q4: D 900, E 300, G 500; gap 1300 − 7
    assert found.progress.coverage(found.progress.after) == pytest.approx(1700 / 1293, abs=1e-6)


def test_week_41() -> None:
    found = week("2026-W41")
    assert figures(found) == ("2026-Q4", 730, 640, 7, 11, -86)
    assert bridge(found) == [
        ("advanced", "E", 45), ("amount_up", "E", 15), ("moved_in", "B", 100), ("lost", "G", -250),
        ("off_funnel", "", 4),
    ]  # fmt: skip
    assert found.progress.needed == D("46.917")  # (1300 − 737) ÷ 12


def test_progress_chains_over_the_quarter_so_far() -> None:
    parts = [week("2026-W40"), week("2026-W41")]
    ends = parts[0].progress.before.outlook, parts[-1].progress.after.outlook
    assert sum(found.progress.progress for found in parts) == ends[1] - ends[0] == 126


def test_an_amount_expected_for_the_quarter_is_used_up_by_orders() -> None:
    found = week("2026-W40", plan=Plan(D(1300), Expectation(amount=D(50))))
    assert expected(found) == (50, 43)
    assert found.progress.progress == 205  # the 7 ordered were expected
    assert bridge(found)[-2:] == [("off_funnel", "", 7), ("off_funnel_expected", "", -7)]


def test_nothing_is_expected_any_more_when_the_quarter_has_ended() -> None:
    found = week("2026-W40", closing=True, plan=Plan(None, Expectation(amount=D(50))))
    assert expected(found) == (40, 0)
    assert found.progress.after.outlook == found.progress.after.cumulative == 515


def test_an_estimate_falls_with_the_weeks() -> None:
    found = week("2026-W41", plan=Plan(D(1300), Expectation(year=D(130))))
    assert expected(found) == (30, D("27.5"))  # 2.5 a week; 12, 11 Sundays left


def test_large_orders_without_a_deal_are_flagged() -> None:
    found = week("2026-W41", plan=Plan(threshold=D(7)))
    assert found.unlinked["order"].tolist() == ["o2"]
    assert found.progress.after.off_funnel == 11


def test_an_empty_week() -> None:
    now, _ = spans(parse_week("2026-W41"), date(2026, 10, 31), CALENDAR)
    found = part(now, (deals(), deals()), {}, orders(), Plan(), THOUSANDS)
    assert found.progress.progress == found.progress.after.outlook == 0
    assert found.bridge.empty
    assert found.unlinked.empty


def test_a_deal_that_cannot_be_counted_at_one_end_is_left_out_at_both() -> None:
    before = pd.DataFrame(
        {
            "opportunity": ["a/typo", "a/fine"], "no_rate": [False, False], "in_funnel": [True, True],
            "chance": [D("0.5"), D("0.5")], "amount_base": [D(840), D(100)], "weighted": [D(420), D(50)],
            "won": [D(0), D(0)], "value": [D(420), D(50)],
        }
    )  # fmt: skip
    after = before.assign(
        chance=pd.Series([None, D("0.5")], dtype=object), weighted=pd.Series([None, D(50)], dtype=object)
    )
    old, new = counted(before, after)
    assert list(old["value"]) == list(new["value"]) == [0, 50]
    assert list(old["opportunity"]) == ["a/typo", "a/fine"]  # still listed
