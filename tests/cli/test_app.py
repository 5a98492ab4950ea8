"""The command line as a whole: help, version, languages, wrong usage."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import typer
from typer.main import get_command

from kamctl import __version__
from kamctl.cli.app import MODULES, QUESTIONS, app, load
from kamctl.render.wrap import cells

Kamctl = Callable[..., Any]


def command_paths() -> list[str]:
    """Return every command and group, `funnel weekly` among them."""
    load([])

    def below(command: Any, path: list[str]) -> Iterator[str]:
        yield " ".join(path)
        for name, inner in getattr(command, "commands", {}).items():
            yield from below(inner, [*path, name])

    return list(below(get_command(app), []))


PATHS = command_paths()


def test_the_version(kamctl: Kamctl) -> None:
    assert kamctl("--version").out == f"kamctl {__version__}\n"


def test_help_groups_commands_by_the_question_they_answer(kamctl: Kamctl) -> None:
    lines = kamctl("--help").out.splitlines()
    questions = [line for line in lines if line in QUESTIONS]
    assert questions == [question for question in QUESTIONS if question in questions]
    assert lines[0] == "Usage: kamctl [OPTIONS] COMMAND ..."
    explain = next(index for index, line in enumerate(lines) if line.startswith("  explain "))
    assert lines.index("Start and learn") < explain


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("path", PATHS)
def test_every_help_fits_80_columns_and_ends_in_an_example(kamctl: Kamctl, path: str, language: str) -> None:
    run = kamctl(*path.split(), "--help", "--lang", language)
    assert run.code == 0
    assert max(cells(line) for line in run.out.splitlines()) <= 80
    if path != "funnel" and language == "en":
        assert f"Example: kamctl {path}".rstrip() in run.out


def test_help_is_chinese_where_the_language_is(kamctl: Kamctl) -> None:
    for run in (
        kamctl("--lang", "zh", "explain", "--help"),
        kamctl("explain", "--help", "--lang=zh"),
        kamctl("explain", "--help", env={"LANG": "zh_CN.UTF-8"}),
    ):
        assert run.out.startswith("用法：kamctl explain [选项] [TOPIC]\n")
        assert "数字是怎样算出来的" in run.out
        assert "显示本帮助并退出。" in run.out


def test_without_a_command_the_help_is_shown_as_an_error(kamctl: Kamctl) -> None:
    run = kamctl()
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("Usage: kamctl")


@pytest.mark.parametrize("module", MODULES.values())
def test_every_command_has_its_module(module: str) -> None:
    __import__(module)


def test_help_needs_neither_pandas_nor_pydantic_nor_rich() -> None:
    code = (
        "import sys; from kamctl.__main__ import run; run(['--help']);"
        "print([m for m in ('pandas', 'numpy', 'pydantic', 'rich') if m in sys.modules], file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stderr == "[]\n"


def test_a_command_imports_its_own_module_only() -> None:
    code = (
        "import sys; from kamctl.cli.app import load; load(['explain', '--help']);"
        "print('kamctl.cli.explain' in sys.modules, 'kamctl.cli.check' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "True False\n"


def test_completion_answers(kamctl: Kamctl) -> None:
    env = {"_KAMCTL_COMPLETE": "complete_bash", "COMP_WORDS": "kamctl expl", "COMP_CWORD": "1"}
    assert kamctl(env=env).out.strip() == "explain"


def test_an_option_is_known_by_its_context() -> None:
    # What `report` passes on as the command's name rests on this.
    context = typer.Context(get_command(app), info_name="kamctl")
    assert context.command_path == "kamctl"
