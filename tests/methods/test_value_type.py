from typing import Any

import pandas as pd
import pytest
from small_books import DAY, a_book

from kamctl.frames.value_types import COLUMNS, value_types
from kamctl.methods.value_type import APPROACH, STEPS, TYPES, value_type

NAMES = ("price_sensitivity", "product_knowledge", "wish_for_advice", "integration", "joint_investment")


def of(answers: tuple[int | None, ...], stored: Any = None, on: str = "2026-09-04") -> dict[str, Any]:
    """The row of one account with these answers, learnt on one day."""
    given = {name: [{"on": on, "value": value}] for name, value in zip(NAMES, answers, strict=True) if value}
    fields: dict[str, Any] = {"name": "Norla", "value_answers": given} | ({"value_type": stored} if stored else {})
    book = a_book(accounts={"norla": fields})
    row: dict[Any, Any] = value_type(value_types(book, DAY), pd.Timestamp(DAY), 365).loc["norla"].to_dict()
    return row


@pytest.mark.parametrize(
    ("answers", "derived"),
    [
        ((5, 4, 2, 2, 2), "intrinsic"),  # 4.5, 2, 2
        ((2, 4, 4, 3, 3), "extrinsic"),  # 3, 4, 3
        ((2, 3, 4, 5, 4), "strategic"),  # 2.5, 4, 4.5
        ((4, 4, 4, 1, 1), None),  # two level
        ((5, 4, 2, 2, None), None),  # one unknown
    ],
)
def test_the_type_follows_from_five_answers(answers: tuple[int | None, ...], derived: str | None) -> None:
    found = of(answers)
    assert (found["derived"], found["type"], found["stored"]) == (derived, derived, None)


def test_a_stored_type_wins_and_disagreement_is_told() -> None:
    found = of((2, 3, 4, 5, 4), [{"on": "2026-06-07", "value": "extrinsic"}])
    assert (found["type"], found["derived"], found["agrees"]) == ("extrinsic", "strategic", False)
    assert found["stored_on"] == pd.Timestamp("2026-06-07")
    assert (found["intrinsic"], found["extrinsic"], found["strategic"]) == (2.5, 4, 4.5)
    assert of((2, 3, 4, 5, 4), "strategic")["agrees"] is True
    assert of((2, 3, 4, 5, None), "strategic")["agrees"] is None


def test_what_is_unknown_of_one_account_is_none_beside_others() -> None:
    told = {name: [{"on": "2026-09-04", "value": value}] for name, value in zip(NAMES, (5, 4, 2, 2, 2), strict=True)}
    accounts = {
        "answered": {"name": "A", "value_answers": told},
        "stored": {"name": "S", "value_type": "extrinsic"},
        "partly": {"name": "P", "value_answers": {"integration": 3}},
    }
    found = value_type(value_types(a_book(accounts=accounts), DAY), pd.Timestamp(DAY), 365)
    assert found[["type", "stored", "derived", "agrees"]].to_dict("index") == {
        "answered": {"type": "intrinsic", "stored": None, "derived": "intrinsic", "agrees": None},
        "stored": {"type": "extrinsic", "stored": "extrinsic", "derived": None, "agrees": None},
        "partly": {"type": None, "stored": None, "derived": None, "agrees": None},
    }


def test_answers_past_their_shelf_life_tell_nothing() -> None:
    assert of((5, 4, 2, 2, 2), on="2025-11-20")["derived"] == "intrinsic"
    assert of((5, 4, 2, 2, 2), on="2025-11-19")["derived"] is None


def test_accounts_of_which_nothing_is_recorded_have_no_row() -> None:
    table = value_types(a_book(accounts={"norla": {"name": "Norla"}}), DAY)
    assert tuple(table.columns) == COLUMNS
    assert value_type(table, pd.Timestamp(DAY), 365).empty


def test_every_type_has_its_approach() -> None:
    assert list(APPROACH) == list(TYPES)
    assert all(len(measures) == len(STEPS) for measures in APPROACH.values())
    assert {name for names in TYPES.values() for name in names} == set(NAMES)
