from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from kamctl.records.dated import Dated, Entry, entry_on, value_on
from kamctl.records.scalar import Bare, Id, Rating

RATINGS: TypeAdapter[tuple[Entry[Decimal], ...]] = TypeAdapter(Dated[Rating])
NAMES: TypeAdapter[tuple[Entry[tuple[str, ...]], ...]] = TypeAdapter(Dated[tuple[Id, ...]])


def test_a_bare_value_is_undated() -> None:
    (entry,) = RATINGS.validate_python(Bare("4"))
    assert (entry.on, entry.value) == (None, Decimal(4))
    assert value_on((entry,), date(1900, 1, 1)) == 4


def test_a_single_entry_needs_no_list() -> None:
    assert RATINGS.validate_python({"on": "2026-05-02", "value": "4"})[0].on == date(2026, 5, 2)


def test_a_list_of_names_is_one_undated_value() -> None:
    assert [entry.value for entry in NAMES.validate_python(["kestrel", "dongyu"])] == [("kestrel", "dongyu")]
    assert NAMES.validate_python([])[0].value == ()


def test_the_value_on_a_day_is_the_last_on_or_before_it() -> None:
    entries = RATINGS.validate_python(
        [{"on": "2026-05-02", "value": "4"}, {"on": "2025-01-01", "value": "2"}, {"value": "3"}]
    )
    days = ("2024-12-31", "2025-01-01", "2026-05-01", "2026-05-02", "2030-01-01")
    assert [value_on(entries, date.fromisoformat(day)) for day in days] == [3, 2, 2, 4, 4]


def test_nothing_is_known_before_the_first_entry() -> None:
    entries = RATINGS.validate_python([{"on": "2026-05-02", "value": "4", "source": "plant visit"}])
    assert entry_on(entries, date(2026, 5, 1)) is None
    assert value_on(entries, date(2026, 5, 1)) is None
    assert value_on((), date(2026, 5, 1)) is None


def test_of_one_day_the_last_in_the_file_counts() -> None:
    entries = RATINGS.validate_python([{"on": "2026-05-02", "value": "4"}, {"on": "2026-05-02", "value": "2"}])
    assert value_on(entries, date(2026, 5, 2)) == 2


@pytest.mark.parametrize(
    "value",
    [None, [], "six", "6", ["1", "2"], {"on": "2026-05-02"}, {"value": None}, [{"value": "4"}, "5"],
     [{"on": "2026-13-01", "value": "4"}], [{"on": "2026-05-02", "value": "4", "sorce": "x"}]],
)  # fmt: skip
def test_what_is_no_dated_rating(value: Any) -> None:
    with pytest.raises(ValidationError):
        RATINGS.validate_python(value)


ENTRIES = st.lists(st.tuples(st.dates(date(2024, 1, 1), date(2027, 1, 1)), st.integers(1, 5)), max_size=8)


@given(ENTRIES, st.dates(date(2023, 6, 1), date(2027, 6, 1)), st.randoms())
def test_the_order_in_the_file_does_not_matter_across_days(
    known: list[tuple[date, int]], day: date, random: Any
) -> None:
    entries = [{"on": str(on), "value": str(value)} for on, value in dict(known).items()]
    shuffled = random.sample(entries, len(entries))
    if entries:
        ordered, mixed = RATINGS.validate_python(entries), RATINGS.validate_python(shuffled)
        assert value_on(ordered, day) == value_on(mixed, day)


@given(ENTRIES, st.dates(date(2023, 6, 1), date(2027, 6, 1)))
def test_later_entries_never_change_an_earlier_day(known: list[tuple[date, int]], day: date) -> None:
    entries = [{"on": str(on), "value": str(value)} for on, value in known]
    until = [entry for entry in entries if entry["on"] <= str(day)]
    whole = RATINGS.validate_python(entries) if entries else ()
    part = RATINGS.validate_python(until) if until else ()
    assert value_on(whole, day) == value_on(part, day)
