"""--lang and --debug, which hold everywhere."""

import pytest

from kamctl.cli.lang import Everywhere, everywhere


@pytest.mark.parametrize(
    ("arguments", "taken"),
    [
        (["score"], Everywhere(["score"], None, False)),
        (["--lang", "zh", "score"], Everywhere(["score"], "zh", False)),
        (["score", "--lang=zh", "--debug"], Everywhere(["score"], "zh", True)),
        (["score", "--lang", "zh", "--lang", "en"], Everywhere(["score"], "en", False)),
        (["score", "--lang"], Everywhere(["score", "--lang"], None, False)),
        (["x", "--", "--debug", "--lang", "zh"], Everywhere(["x", "--", "--debug", "--lang", "zh"], None, False)),
    ],
)
def test_they_are_taken_out_of_the_arguments(arguments: list[str], taken: Everywhere) -> None:
    assert everywhere(arguments) == taken


def test_an_unknown_language_does_not_decide() -> None:
    assert everywhere(["--lang", "fr"]).language({"LANG": "zh_CN"}) == "zh"
