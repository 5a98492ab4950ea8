from dataclasses import replace

from found import ERROR, WARNING

from kamctl.errors import Place, msg
from kamctl.render.fingerprint import fingerprints


def test_other_lines_above_change_nothing() -> None:
    lower = replace(ERROR, place=Place(ERROR.place.path, 99, 8, 99, 15))
    assert fingerprints([lower]) == fingerprints([ERROR])


def test_a_message_that_counts_days_changes_nothing() -> None:
    later = replace(WARNING, message=msg("expected {days} days ago", days=15))
    assert fingerprints([later]) == fingerprints([replace(WARNING, message=msg("expected {days} days ago", days=14))])


def test_code_path_and_line_tell_problems_apart() -> None:
    others = [
        replace(ERROR, code="KAM304"),
        replace(ERROR, place=Place("elsewhere.yaml", 12, 8)),
        replace(ERROR, excerpt="  owner: lin-yu"),
    ]
    assert len({*fingerprints([ERROR, *others])}) == 4


def test_alike_ones_have_their_number_in_the_order_of_the_file() -> None:
    second = replace(ERROR, place=Place(ERROR.place.path, 20, 8))
    assert len({*fingerprints([ERROR, second])}) == 2
    assert fingerprints([second, ERROR]) == fingerprints([ERROR, second])[::-1]


def test_indentation_does_not_count_and_a_line_that_is_not_shown_is_empty() -> None:
    assert fingerprints([replace(ERROR, excerpt="owner: lin-you")]) == fingerprints([ERROR])
    assert fingerprints([replace(ERROR, excerpt=None)]) == fingerprints([replace(ERROR, excerpt="")])
