"""The shared options: each has a help text, and their values are those that output knows."""

from dataclasses import fields
from typing import get_args

from kamctl.cli.options import EVERY_REPORT, Format, Language
from kamctl.cli.report import Shared
from kamctl.locale import LANGUAGES
from kamctl.render.output import ENDINGS


def test_every_shared_option_explains_itself() -> None:
    for field in fields(Shared):
        option = get_args(field.type)[1]
        assert option.help.endswith(".")
        assert option.rich_help_panel == EVERY_REPORT


def test_formats_and_languages_are_those_that_exist() -> None:
    assert {form.value for form in Format} == set(ENDINGS.values())
    assert tuple(language.value for language in Language) == LANGUAGES
