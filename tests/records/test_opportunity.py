from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kamctl.records.money import Money
from kamctl.records.opportunity import OUTCOMES, Change, Opportunity, State, state_on

END = date(2026, 12, 31)


def history(*entries: dict[str, Any]) -> tuple[Change, ...]:
    """Return a history from entries as a file has them."""
    return Opportunity.model_validate({"name": "Deal", "history": list(entries)}).history


def cny(amount: int) -> Money:
    return Money(Decimal(amount), "CNY")


SUZHOU = history(
    {"on": "2026-08-03", "stage": "nurture", "amount": "900000 CNY", "close": "2026-12-18", "buying_step": "need",
     "owner": "lin-yue"},
    {"on": "2026-09-14", "stage": "design", "buying_step": "project", "evidence": "budget approved"},
    {"on": "2026-10-26", "stage": "compare", "amount": "1080000 CNY", "buying_step": "evaluation"},
)  # fmt: skip


def test_the_state_is_what_all_entries_up_to_a_day_add_up_to() -> None:
    assert state_on(SUZHOU, date(2026, 8, 2)) is None
    first = State(
        first_seen=date(2026, 8, 3), stage="nurture", since=date(2026, 8, 3), amount=cny(900000),
        close=date(2026, 12, 18), buying_step="need", owner="lin-yue",
    )  # fmt: skip
    assert state_on(SUZHOU, date(2026, 9, 13)) == first
    last = state_on(SUZHOU, END)
    assert last is not None
    assert (last.stage, last.since, last.amount, last.close) == (
        "compare", date(2026, 10, 26), cny(1080000), date(2026, 12, 18),
    )  # fmt: skip
    assert (last.owner, last.first_seen, last.open) == ("lin-yue", date(2026, 8, 3), True)


def test_an_entry_counts_from_its_own_day() -> None:
    found = state_on(SUZHOU, date(2026, 9, 14))
    assert found is not None
    assert found.stage == "design"


def test_null_withdraws_a_probability_and_absence_does_not() -> None:
    entries = history(
        {"on": "2026-08-03", "stage": "design", "probability": "0.9"},
        {"on": "2026-08-10", "stage": "compare"},
        {"on": "2026-08-17", "probability": None},
        {"on": "2026-08-24", "probability": "0"},
    )
    seen = [state_on(entries, date(2026, 8, day)) for day in (3, 10, 17, 24)]
    assert [state and state.probability for state in seen] == [Decimal("0.9"), Decimal("0.9"), None, 0]


def test_a_win_keeps_its_day_and_amount() -> None:
    entries = history(
        {"on": "2026-08-03", "stage": "commit", "amount": "400 CNY"},
        {"on": "2026-09-23", "stage": "won", "amount": "380 CNY"},
        {"on": "2026-09-25", "amount": "999 CNY"},
    )
    won = state_on(entries, END)
    assert won is not None
    assert (won.won_on, won.won_amount, won.ended, won.open) == (
        date(2026, 9, 23), cny(380), date(2026, 9, 23), False,
    )  # fmt: skip


def test_a_win_without_amount_takes_the_last_known() -> None:
    won = state_on(history({"on": "2026-08-03", "amount": "400 CNY"}, {"on": "2026-09-23", "stage": "won"}), END)
    assert won is not None
    assert won.won_amount == cny(400)


def test_a_second_won_corrects_the_amount_and_leaves_the_day() -> None:
    entries = history(
        {"on": "2026-09-23", "stage": "won", "amount": "380 CNY"},
        {"on": "2026-10-02", "stage": "won", "amount": "385 CNY"},
    )
    before, after = state_on(entries, date(2026, 10, 1)), state_on(entries, END)
    assert before is not None and after is not None
    assert (before.won_amount, after.won_amount) == (cny(380), cny(385))
    assert after.won_on == after.ended == after.since == date(2026, 9, 23)


@pytest.mark.parametrize("amount_first", [True, False])
def test_the_amount_of_a_win_may_stand_in_another_entry_of_its_day(amount_first: bool) -> None:
    day: list[dict[str, Any]] = [{"on": "2026-10-02", "amount": "385 CNY"}, {"on": "2026-10-02", "stage": "won"}]
    entries = day if amount_first else day[::-1]
    won = state_on(history({"on": "2026-08-03", "stage": "commit", "amount": "400 CNY"}, *entries), END)
    corrected = state_on(history({"on": "2026-09-23", "stage": "won", "amount": "400 CNY"}, *entries), END)
    assert won is not None
    assert corrected is not None
    assert (won.won_amount, won.won_on) == (cny(385), date(2026, 10, 2))
    assert (corrected.won_amount, corrected.won_on) == (cny(385), date(2026, 9, 23))


def test_a_cancelled_win_remembers_the_win() -> None:
    entries = history(
        {"on": "2026-09-23", "stage": "won", "amount": "380 CNY"},
        {"on": "2026-11-02", "stage": "cancelled", "reason": "plant sold"},
    )
    state = state_on(entries, END)
    assert state is not None
    assert (state.stage, state.ended, state.won_on, state.won_amount) == (
        "cancelled", date(2026, 11, 2), date(2026, 9, 23), cny(380),
    )  # fmt: skip


def test_a_deal_that_is_open_again_is_neither_won_nor_ended() -> None:
    for outcome in OUTCOMES:
        entries = history({"on": "2026-09-23", "stage": outcome}, {"on": "2026-10-01", "stage": "compare"})
        state = state_on(entries, END)
        assert state is not None
        assert (state.open, state.ended, state.won_on, state.won_amount) == (True, None, None, None)
        assert state.since == date(2026, 10, 1)


def test_the_same_stage_again_does_not_start_its_days_anew() -> None:
    state = state_on(history({"on": "2026-08-03", "stage": "design"}, {"on": "2026-10-01", "stage": "design"}), END)
    assert state is not None
    assert state.since == date(2026, 8, 3)


def test_slips_count_moves_to_a_later_day_only() -> None:
    closes = ["2026-09-30", "2026-12-15", "2026-11-30", "2026-11-30", "2026-12-01"]  # later, earlier, same, later
    entries = history(*({"on": f"2026-08-{day + 1:02d}", "close": close} for day, close in enumerate(closes)))
    state = state_on(entries, END)
    assert state is not None
    assert (state.slipped, state.close) == (2, date(2026, 12, 1))


def test_the_order_in_the_file_does_not_matter() -> None:
    assert state_on(tuple(reversed(SUZHOU)), END) == state_on(SUZHOU, END)


def test_an_empty_history_has_no_state() -> None:
    assert state_on((), END) is None


@pytest.mark.parametrize(
    ("field", "first", "second"),
    [("stage", "design", "compare"), ("amount", "5 CNY", "6 CNY"), ("close", "2026-12-01", "2026-12-01"),
     ("probability", "0.5", None), ("buying_step", "need", "project"), ("owner", "lin-yue", "wei-qiang")],
)  # fmt: skip
def test_one_field_twice_on_one_day_is_refused(field: str, first: object, second: object) -> None:
    with pytest.raises(ValidationError) as caught:
        history({"on": "2026-08-03", field: first}, {"on": "2026-08-04"}, {"on": "2026-08-03", field: second})
    (error,) = caught.value.errors()
    assert (error["type"], error["ctx"]["each"][0]["at"]) == ("twice", (2, field))


def test_different_fields_and_remarks_may_share_a_day() -> None:
    entries = history(
        {"on": "2026-08-03", "stage": "design", "note": "a", "evidence": "b"},
        {"on": "2026-08-03", "amount": "5 CNY", "note": "c", "evidence": "d"},
    )
    state = state_on(entries, END)
    assert state is not None
    assert (state.stage, state.amount) == ("design", cny(5))


STAGES = ["nurture", "design", "compare", "commit", *OUTCOMES]
ENTRY = st.fixed_dictionaries(
    {},
    optional={
        "stage": st.sampled_from(STAGES),
        "amount": st.integers(0, 999).map(lambda number: f"{number} CNY"),
        "close": st.dates(date(2026, 1, 1), date(2027, 12, 31)).map(str),
        "probability": st.sampled_from([None, "0", "0.25", "1"]),
        "buying_step": st.sampled_from(["need", "project", "contract"]),
        "owner": st.sampled_from(["lin-yue", "wei-qiang"]),
    },
)
DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 1))
HISTORIES = st.dictionaries(DAYS, ENTRY, min_size=1, max_size=8).map(
    lambda entries: history(*({"on": str(day), **entry} for day, entry in entries.items()))
)


@given(HISTORIES, HISTORIES, DAYS)
def test_appending_later_entries_never_alters_an_earlier_state(
    known: tuple[Change, ...], more: tuple[Change, ...], day: date
) -> None:
    later = tuple(change for change in more if change.on > day)
    assert state_on((*known, *later), day) == state_on(known, day)


@given(HISTORIES, DAYS, st.randoms())
def test_the_order_of_entries_never_matters_across_days(known: tuple[Change, ...], day: date, random: Any) -> None:
    assert state_on(tuple(random.sample(known, len(known))), day) == state_on(known, day)


@given(HISTORIES, DAYS)
def test_what_always_holds_of_a_state(known: tuple[Change, ...], day: date) -> None:
    state = state_on(known, day)
    if state is None:
        assert all(change.on > day for change in known)
        return
    assert state.first_seen == min(change.on for change in known)
    assert state.open == (state.stage not in OUTCOMES)
    assert state.since is None or state.first_seen <= state.since <= day
    assert (state.won_on is None) == (
        state.stage != "won" and not (state.stage == "cancelled" and won_before(known, day))
    )
    assert state.slipped <= len(known)


def won_before(known: tuple[Change, ...], day: date) -> bool:
    """Return whether the last stage before all cancellations was won."""
    stages = [change.stage for change in sorted(known, key=lambda one: one.on) if change.stage and change.on <= day]
    return [stage for stage in stages if stage != "cancelled"][-1:] == ["won"]


@given(HISTORIES)
def test_a_day_without_entries_changes_nothing(known: tuple[Change, ...]) -> None:
    days = {change.on for change in known}
    for day in {date(2026, 1, 5) + timedelta(7 * n) for n in range(8)} - days:
        assert state_on(known, day) == state_on(known, day - timedelta(1))


def test_every_field_of_the_fold_is_one_of_a_state() -> None:
    names = set(State._fields)
    assert {"amount", "buying_step", "owner", "probability", "close", "stage"} <= names & set(Change.model_fields)
