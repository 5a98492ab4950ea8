"""Workflow commands of GitHub Actions: what a colon, a comma, a percent sign or a line break means there is escaped."""

from dataclasses import replace

import pytest
from found import ERROR, WARNING, found

from kamctl.errors import Place, msg
from kamctl.locale import use
from kamctl.render.github import command, render_github


def test_worst_first_and_a_last_line_for_the_log() -> None:
    assert render_github(found()) == (
        "::error file=data/accounts/b/account.yaml,line=12,col=8,endColumn=15,title=KAM301"
        "::there is no such person: 100%25, really%0Aalso: data/team.yaml:2:3\n"
        "::warning file=data/accounts/a/account.yaml,line=1,col=1,endColumn=5,title=KAM603"
        "::no next step%0Ahelp: add one, or close it\n"
        "1 error, 1 warning in 2 files\n"
    )


def test_nothing_found() -> None:
    assert render_github(found(())) == "Luoheng: 3 files, 20 records, all sound\n"


@pytest.mark.parametrize(
    ("path", "written"),
    [("a,b.yaml", "a%2Cb.yaml"), ("a:b.yaml", "a%3Ab.yaml"), ("50%.yaml", "50%25.yaml"), ("a\nb.yaml", "a\\nb.yaml")],
)
def test_properties_are_escaped(path: str, written: str) -> None:
    assert command(replace(WARNING, place=Place(path))).startswith(f"::warning file={written},line=1,col=1,title=")


def test_a_message_can_not_begin_a_command_of_its_own() -> None:
    message = msg("is {value}", value="x\n::add-mask::y\r::stop-commands::z\x1b[2J")
    written = command(replace(WARNING, message=message, help=None))
    assert written.endswith("::is x ::add-mask::y ::stop-commands::z\\x1b[2J")
    assert "\n" not in written


def test_columns_are_left_out_where_the_span_has_several_lines() -> None:
    written = command(replace(WARNING, place=Place("x.yaml", 3, 5, 7, 2)))
    assert written.startswith("::warning file=x.yaml,line=3,endLine=7,title=")


def test_people_read_it_so_it_is_in_their_language() -> None:
    with use("zh"):
        assert "1 个错误" in render_github(found([ERROR]))
