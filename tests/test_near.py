import pytest

from kamctl.near import nearest

STAGES = ["nurture", "design", "compare", "commit", "won"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("desing", "design"), ("Compare", "compare"), ("COMMIT", "commit"), ("nurturing", "nurture"), ("qualify", None),
     ("", None), ("设计", None)],
)  # fmt: skip
def test_the_nearest_name(name: str, expected: str | None) -> None:
    assert nearest(name, STAGES) == expected


def test_nothing_is_near_nothing() -> None:
    assert nearest("a", []) is None


def test_names_that_differ_in_case_only_give_the_same_answer_in_any_order() -> None:
    assert nearest("ab1", ["AB", "ab"]) == nearest("ab1", ["ab", "AB"]) == "AB"


def test_of_equally_near_names_the_one_that_begins_alike() -> None:
    assert nearest("cw-c36", ["cw-c20", "cw-c35", "cw-c60"]) == "cw-c35"
