"""Histories: which ones a deal can have."""

from hypothesis import given
from hypothesis import strategies as st
from rule_books import BASE, DEAL, Files, deal, found_in, told

from kamctl.store.read import read_book

STAGES = "currency: CNY\nstages:\n  - {id: a, probability: 0.1}\n  - {id: b, probability: 0.2, amount_needed: true}\n"
EVIDENCE = STAGES + "  - {id: c, probability: 0.3, evidence: seen}\n"


def test_entries_in_order_and_out_of_order() -> None:
    assert told("KAM401", deal("2026-01-01 stage: nurture", "2026-01-01 note: x", "2026-01-02 note: z")) == []
    assert told("KAM401", deal("2026-01-02 stage: nurture", "2026-01-01 note: x", "2026-01-03 note: z")) == [
        "line3.yaml:4:10 is earlier than the entry above it, of 2026-01-02"
    ]


def test_nothing_but_notes_follows_lost_or_dropped() -> None:
    for outcome in ("lost", "dropped"):
        start = f"2026-01-01 stage: {outcome}"
        assert told("KAM402", deal(start, "2026-02-01 note: they bought from kestrel, evidence: notice")) == []
        assert told("KAM402", deal(start, "2026-02-01 stage: nurture")) == [
            f"line3.yaml:4:29 the deal was {outcome} before"
        ]
        assert told("KAM402", deal(start, "2026-02-01 close: 2026-03-01")) == [
            f"line3.yaml:4:29 the deal was {outcome} before"
        ]


def test_a_won_deal_may_be_cancelled_or_corrected() -> None:
    won = "2026-01-01 stage: won, amount: 5 CNY"
    assert told("KAM402", deal(won, "2026-02-01 stage: won, amount: 6 CNY", "2026-03-01 stage: cancelled")) == []
    assert len(told("KAM402", deal(won, "2026-02-01 amount: 6 CNY"))) == 1
    assert len(told("KAM402", deal(won, "2026-02-01 stage: lost"))) == 1
    assert len(told("KAM402", deal(won, "2026-02-01 stage: cancelled", "2026-03-01 stage: won"))) == 1


def test_what_comes_later_is_by_day_not_by_line() -> None:
    assert told("KAM402", deal("2026-02-01 stage: lost", "2026-01-01 stage: nurture")) == []


def test_both_places_are_shown() -> None:
    (found,) = [one for one in found_in(deal("2026-01-01 stage: lost", "2026-02-01 stage: nurture"))
                if one.code == "KAM402"]  # fmt: skip
    assert [(place.path, place.line, place.column) for place in found.also] == [(DEAL, 3, 29)]


def test_close_on_the_day_of_the_entry_is_possible() -> None:
    assert told("KAM403", deal("2026-01-02 stage: nurture, close: 2026-01-02")) == []
    assert told("KAM403", deal("2026-01-02 stage: nurture, close: 2026-01-01")) == [
        "line3.yaml:3:45 the close date lies before the day of its entry, 2026-01-02"
    ]


def test_an_amount_is_needed_from_a_stage_on() -> None:
    settings = {"kamctl.yaml": STAGES}
    assert told("KAM404", settings | deal("2026-01-01 stage: a")) == []
    assert told("KAM404", settings | deal("2026-01-01 stage: b")) == [
        "line3.yaml:3:29 from b on a deal needs an amount"
    ]
    # said in another entry of the same day, or before
    assert told("KAM404", settings | deal("2026-01-01 stage: b", "2026-01-01 amount: 5 CNY")) == []
    assert told("KAM404", settings | deal("2026-01-01 stage: a, amount: 5 CNY", "2026-01-02 stage: b")) == []
    # too late; told once
    late = deal("2026-01-01 stage: b", "2026-01-05 stage: won", "2026-01-06 stage: won, amount: 5 CNY")
    assert told("KAM404", settings | late) == ["line3.yaml:3:29 from b on a deal needs an amount"]


def test_a_win_needs_an_amount_where_a_stage_does() -> None:
    assert len(told("KAM404", {"kamctl.yaml": STAGES} | deal("2026-01-01 stage: won"))) == 1
    none = "currency: CNY\nstages: [{id: a, probability: 0.1}]\n"
    assert told("KAM404", {"kamctl.yaml": none} | deal("2026-01-01 stage: won")) == []


def test_evidence_of_the_stage_an_open_deal_is_in() -> None:
    settings = {"kamctl.yaml": EVIDENCE}
    amount = "2026-01-01 stage: b, amount: 5 CNY"
    assert told("KAM405", settings | deal(amount, "2026-02-01 stage: c")) == [
        "line3.yaml:4:29 c asks for evidence: seen"
    ]
    assert told("KAM405", settings | deal(amount, "2026-02-01 stage: c", "2026-03-01 evidence: yes it was")) == []
    # evidence for the stage before is none for this one
    assert len(told("KAM405", settings | deal(amount, "2026-01-02 evidence: x y", "2026-02-01 stage: c"))) == 1
    # past stages are past
    assert told("KAM405", settings | deal(amount, "2026-02-01 stage: c", "2026-03-01 stage: b")) == []
    assert told("KAM405", settings | deal(amount, "2026-02-01 stage: c", "2026-03-01 stage: lost")) == []


def test_one_currency() -> None:
    assert told("KAM406", deal("2026-01-01 amount: 5 CNY", "2026-01-02 amount: 6 CNY")) == []
    entries = ("2026-01-01 note: x", "2026-01-02 amount: 5 CNY", "2026-01-03 amount: 6 EUR")
    assert told("KAM406", deal(*entries, "2026-01-04 amount: 7 CNY")) == ["line3.yaml:5:30 the deal was in CNY before"]


def test_the_step_of_buying_fits_the_stage_at_the_end_of_the_day() -> None:
    assert told("KAM407", deal("2026-01-01 stage: nurture, buying_step: research")) == []
    assert told("KAM407", deal("2026-01-01 stage: nurture", "2026-01-01 buying_step: contract")) == [
        "line3.yaml:4:35 the customer's step contract does not fit the stage nurture"
    ]
    # the stage moved on and the step did not: told at the stage, once
    entries = ("2026-01-01 stage: nurture, buying_step: need", "2026-02-01 stage: commit, amount: 5 CNY")
    assert told("KAM407", deal(*entries, "2026-03-01 note: still")) == [
        "line3.yaml:4:29 the customer's step need does not fit the stage commit"
    ]
    # outcomes and unknown stages ask for no step
    assert told("KAM407", deal("2026-01-01 stage: lost, buying_step: need")) == []


def test_an_empty_history() -> None:
    source = Files({**BASE, DEAL: "name: Line 3\nhistory: []\n"})
    assert [(one.code, one.place.line) for one in read_book(source)[1]] == [("KAM203", 2)]


@given(st.permutations(["2026-01-01 stage: nurture", "2026-02-01 stage: compare", "2026-03-01 stage: lost"]))
def test_the_order_of_lines_changes_no_error(entries: list[str]) -> None:
    codes = {one.code for one in found_in(deal(*entries)) if one.severity == "error"}
    assert codes == {"KAM404"}
