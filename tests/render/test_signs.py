import json

from kamctl.errors import msg
from kamctl.locale import use
from kamctl.render.signs import Sign, render_signs, signs_json
from kamctl.render.terminal import Screen

WELL = Sign("git", msg("git"), "ok", msg("{version}", version="2.39.5"))
ILL = Sign("hooks", msg("Hooks"), "warn", msg("git commits without a check"), msg("run `pre-commit install`"))
DEAD = Sign("book", msg("Book"), "fail", msg("no such folder"))


def test_columns_and_remedy() -> None:
    assert render_signs([WELL, ILL, DEAD], Screen()) == (
        "ok    git    2.39.5\n"
        "warn  Hooks  git commits without a check\n"
        "             help: run `pre-commit install`\n"
        "fail  Book   no such folder\n"
        "1 failure, 1 warning\n"
    )


def test_all_is_well() -> None:
    assert render_signs([WELL], Screen()) == "ok    git  2.39.5\nall is well\n"


def test_wrapped_on_a_terminal() -> None:
    lines = render_signs([ILL], Screen(38)).splitlines()
    assert lines[:2] == ["warn  Hooks  git commits without a", "             check"]
    assert max(map(len, lines)) <= 38


def test_json() -> None:
    data = json.loads(signs_json([ILL]))
    assert data == {
        "schema_version": 1,
        "command": "doctor",
        "checks": [
            {
                "check": "hooks",
                "state": "warn",
                "found": "git commits without a check",
                "help": "run `pre-commit install`",
            }
        ],
    }


def test_programs_read_english() -> None:
    with use("zh"):
        assert json.loads(signs_json([DEAD]))["checks"][0]["found"] == "no such folder"
