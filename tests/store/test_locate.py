"""Findings of the rules get the line and column of the value they speak of."""

from pathlib import Path

import pytest
from conftest import write_files

from kamctl.checks.finding import Finding
from kamctl.errors import Problem, msg
from kamctl.store.faults import MOST_TOLD
from kamctl.store.locate import located
from kamctl.store.source import WorkTree

PLAN = "accounts/nord/plan.yaml"
TEXT = """\
strategy: win
actions:
  - what: trial
    owner: "lin"
  - {what: lin, owner: wei}
team: [wei, 'lin']
"""
LEDGER = 'date,order,account\n2026-11-02,"a\nb",nord\n2026-11-03,o,sued\n'


def found(root: Path, *findings: Finding) -> list[Problem]:
    write_files(root, {PLAN: TEXT, "orders/2026-11.csv": LEDGER})
    return located(WorkTree(root), findings)


def at(path: tuple[str | int, ...], value: str | None = None, file: str = PLAN, line: int | None = None) -> Finding:
    return Finding("KAM301", file, path, msg("x"), value=value, line=line)


@pytest.mark.parametrize(
    ("path", "value", "line", "column"),
    [
        (("actions", 0, "owner"), "lin", 4, 12),
        (("actions", 1, "owner"), "wei", 5, 24),
        (("actions", 1), "lin", 5, 12),  # the first below the path
        (("team",), "lin", 6, 13),  # an item of a list, quoted or not
        (("team",), None, 6, 7),  # no value named: the whole list
        (("team",), "team", 6, 1),  # the key is named
        (("actions",), None, 2, 1),  # a list of several lines: the key
        (("strategy",), None, 1, 11),
        (("strategy",), "win it", 1, 11),  # said otherwise, but it is this value
        (("team",), "nobody", 6, 1),
        (("actions", 0, "due"), None, 3, 5),  # no such key: what is around it
        (("risks",), "x", 1, 1),
        ((), None, 1, 1),
    ],
)
def test_the_place_in_a_record(
    tmp_path: Path, path: tuple[str | int, ...], value: str | None, line: int, column: int
) -> None:
    (problem,) = found(tmp_path, at(path, value))
    assert (problem.place.line, problem.place.column) == (line, column)
    assert problem.excerpt == TEXT.splitlines()[line - 1]


@pytest.mark.parametrize(("amount", "length"), [('"1,080,000 CNY"', 15), ("1_000 EUR", 9), ("'5 CNY'", 7)])
def test_money_is_underlined_as_it_is_written(tmp_path: Path, amount: str, length: int) -> None:
    write_files(tmp_path, {"targets/2026.yaml": f"total: {amount}\n"})
    (problem,) = located(WorkTree(tmp_path), [at(("total",), "1080000 CNY", "targets/2026.yaml")])
    assert (problem.place.column, problem.place.end_column) == (8, 8 + length)


def test_only_values_of_a_key_are_meant(tmp_path: Path) -> None:
    day = "2026-05-02"
    text = f'threat: [{{on: {day}, value: 4, source: "{day}"}}, {{on: {day}, value: 3}}]\n'
    write_files(tmp_path, {"competitors/x.yaml": text})
    spot = Finding("KAM703", "competitors/x.yaml", ("threat",), msg("x"), value=day, nth=1, key="on")
    (problem,) = located(WorkTree(tmp_path), [spot])
    assert text[problem.place.column - 1 :].startswith(f"{day}, value: 3")


def test_the_place_of_a_key(tmp_path: Path) -> None:
    write_files(tmp_path, {"targets/2026.yaml": "owners:\n  lin: 5 CNY\n"})
    (problem,) = located(WorkTree(tmp_path), [at(("owners", "lin"), "lin", "targets/2026.yaml")])
    assert (problem.place.line, problem.place.column, problem.place.end_column) == (2, 3, 6)


@pytest.mark.parametrize(
    ("column", "row", "line", "start"),
    [("account", 4, 4, 14), ("account", 2, 3, 4), ("order", 2, 2, 12), ("site", 4, 4, 1)],
)
def test_the_place_in_a_ledger(tmp_path: Path, column: str, row: int, line: int, start: int) -> None:
    (problem,) = found(tmp_path, at((column,), "x", "orders/2026-11.csv", row))
    assert (problem.place.line, problem.place.column) == (line, start)


def test_a_file_that_is_gone_or_no_text_has_no_line(tmp_path: Path) -> None:
    (tmp_path / "team.yaml").write_bytes(b"lin: \xff\n")
    gone, broken = located(WorkTree(tmp_path), [at(("lin",), file="gone.yaml"), at(("lin",), file="team.yaml")])
    assert (gone.place.path, gone.place.line, gone.excerpt) == ("gone.yaml", 1, None)
    assert (broken.place.path, broken.excerpt) == ("team.yaml", None)


def test_many_findings_in_one_file(tmp_path: Path) -> None:
    count = 3_000
    write_files(tmp_path, {PLAN: "actions:\n" + "  - {what: a, owner: lin}\n" * count})
    *problems, more = located(WorkTree(tmp_path), [at(("actions", number, "owner"), "lin") for number in range(count)])
    assert [problem.place.line for problem in problems] == list(range(2, MOST_TOLD + 2))
    assert {problem.place.column for problem in problems} == {22}
    assert (str(more.message), more.place.line) == ("2800 more faults in this file", MOST_TOLD + 2)
