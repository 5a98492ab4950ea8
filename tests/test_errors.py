import pytest

from kamctl.errors import CONFLICT, DATA, IO, DataError, KamError, Message, Place, Problem, msg, word


def test_a_message_fills_its_template() -> None:
    assert str(msg("key {key} stands twice", key="name")) == "key name stands twice"


def test_a_message_without_values_keeps_braces_as_they_are() -> None:
    assert str(msg("inside { } a text with a comma must be quoted")) == "inside { } a text with a comma must be quoted"


def test_a_value_with_braces_is_not_filled_again() -> None:
    assert str(msg("unknown key {key}", key="{name}")) == "unknown key {name}"


def test_a_word_carries_its_context() -> None:
    assert word("stage", "commit") == Message("commit", {}, "stage")
    assert word("stage", "commit") != word("command", "commit")


def test_problems_can_be_kept_in_sets_and_dicts() -> None:
    one = Problem("KAM201", Place("a.yaml", 3, 1), msg("unknown key {key}", key="x"))
    same = Problem("KAM201", Place("a.yaml", 3, 1), msg("unknown key {key}", key="x"))
    other = Problem("KAM201", Place("a.yaml", 3, 1), msg("unknown key {key}", key="y"))
    assert {one, same, other} == {one, other}
    assert len({one, same, other}) == 2


def test_places_sort_by_path_line_and_column() -> None:
    places = [Place("b", 1), Place("a", 10), Place("a", 2, 5), Place("a", 2)]
    assert sorted(places) == [Place("a", 2), Place("a", 2, 5), Place("a", 10), Place("b", 1)]


@pytest.mark.parametrize(("codes", "expected"), [((), DATA), (("KAM201",), DATA), (("KAM201", "KAM105"), CONFLICT)])
def test_an_unsettled_merge_makes_the_exit_code_that_of_a_conflict(codes: tuple[str, ...], expected: int) -> None:
    problems = tuple(Problem(code, Place("a.yaml"), msg("x")) for code in codes)
    assert DataError(msg("broken"), problems).exit_code == expected


def test_a_given_exit_code_stays() -> None:
    assert DataError(msg("broken"), (), IO).exit_code == IO


def test_an_error_says_its_message() -> None:
    error = KamError(msg("no book at {path}", path="x"), 2, msg("start one"))
    assert (str(error), error.exit_code, str(error.hint)) == ("no book at x", 2, "start one")
