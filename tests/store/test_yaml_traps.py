"""Spellings that tools of YAML 1.1 and 1.2 read as something else than text: ours arrive exactly as written."""

import math
import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from kamctl.records.kinds import BY_NAME
from kamctl.records.opportunity import Opportunity
from kamctl.records.scalar import Bare
from kamctl.store.record import read_record
from kamctl.store.yaml_text import Faulty, load

# Read as bool, number, day or time by PyYAML (1.1) or ruamel.yaml (1.2).
TRAPS = (
    "yes Yes YES no No NO true True TRUE false False FALSE on On ON off Off OFF "
    "0 1 -1 +1 12 007 010 0044 08 09 1_000 1_0_0 0o17 0o7 0b101 -0b11 0x1F 0xCAFE +12 -0 00 "
    "1.5 -1.5 +1.5 .5 5. 1. -.5 1.10 1_000.5 1e3 1E3 1e+3 1e-3 1.5e3 1.e+3 .5e-3 -1e3 6.02e23 6.02e+23 "
    ".inf .Inf .INF -.inf +.inf .nan .NaN .NAN "
    "12:30 12:30:45 1:1 190:20:30 1:30.5 -1:30 +12:30 20:59 1:59:59.25 "
    "2026-05-02 2026-11-20 1999-12-31 2026-05-02T10:00:00 2026-5-2T1:00:00 2026-05-02t10:00:00Z "
    "2026-05-02T10:00:00.5 2026-05-02T10:00:00+08:00 2026-05-02T10:00:00-3 "
    "+8613800000000 +49 999999999999999999999 0.1 0.30000000000000004"
).split()
TRAPS += ["2026-05-02 10:00:00", "2026-05-02 10:00:00.25 +08:00", "2026-05-02\t10:00:00 Z"]
# YAML 1.1 as written: y and n are bool, `=` and `<<` keys of their own; some tools follow it.
OLD_TRAPS = ["y", "Y", "n", "N", "=", "<<"]
NULLS = ["null", "Null", "NULL", "~", ""]
# What all tools read as text.
PLAIN = (
    "yES nO truE oN Yess noon trues NOR yes! 1e 1_000x 0x 0xG 0o8 0o 0b2 0b 1:60 1:1:1:x :30 0:30 09:30 1.2.3 1-2 "
    "2026-5-2 2026-05 2026-W47 2026-Q4 26-05-02 2026/05/02 2026-05-02T 2026-05-02T10:00 +86-512-0000 1,000 5% €5 "
    "１２ ½ ٣ inf nan NaN Infinity -inf .infinity ..5 1..5 e3 .e3 +-1 --1 + - . -. +. _1 1e3.5 5x 1000CNY "
    "NaN% null? nul Nil none None nil 'yes abc- a-b a_b /x @x"
).split()
PLAIN = [text for text in PLAIN if text[0] not in "'@%-" or text in ("-inf", "--1", "-.")]
PLAIN += ["NO way", "1080000 CNY", "12 units", "+86 512 0000 0000", "12 34", "2026-05-02 late", "on time", "no."]


def python_reads(text: str) -> Any:
    return yaml.safe_load(text)


def ruamel_reads(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def read_by_others(text: str) -> list[Any]:
    """Return what both tools make of a plain scalar; a crash (`<<`, a day that does not exist) is no text either."""
    found: list[Any] = []
    for reader in (python_reads, ruamel_reads):
        try:
            found += reader(f"- {text}\n")
        except Exception as error:
            found.append(error)
    return found


def test_the_table_is_long_enough() -> None:
    assert len({*TRAPS, *OLD_TRAPS, *NULLS}) >= 103
    assert len(set(PLAIN)) >= 70


@pytest.mark.parametrize("text", TRAPS)
def test_a_trap_is_bare_because_another_tool_reads_no_text(text: str) -> None:
    assert any(not isinstance(value, str) for value in read_by_others(text))
    assert load(f"a: {text}\n") == {"a": Bare(text)}
    assert load(f"[{text}]") == [Bare(text)]


@pytest.mark.parametrize("text", PLAIN)
def test_what_every_tool_reads_as_text_is_text(text: str) -> None:
    assert read_by_others(text) == [text, text]
    assert load(f"a: {text}\n") == {"a": text}


@pytest.mark.parametrize("text", OLD_TRAPS)
def test_traps_of_the_old_standard_are_bare_too(text: str) -> None:
    assert load(f"a: {text}\n") == {"a": Bare(text)}


@pytest.mark.parametrize("text", NULLS)
def test_nulls_are_none(text: str) -> None:
    assert load(f"a: {text}\n") == {"a": None}


@pytest.mark.parametrize("text", [*TRAPS, *OLD_TRAPS, *NULLS, *PLAIN])
@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_quoted_spelling_is_text_to_all(text: str, quote: str) -> None:
    text = text.replace("'", "")
    line = f"a: {quote}{text}{quote}\n"
    assert load(line) == yaml.safe_load(line) == YAML(typ="safe", pure=True).load(line) == {"a": text}


@pytest.mark.parametrize("text", [text for text in [*TRAPS, *OLD_TRAPS] if text != "<<"])
def test_the_exact_text_reaches_the_field_with_one_problem(text: str) -> None:
    record, problems = read_record(
        BY_NAME["opportunity"], "x.yaml", f"name: {text}\nhistory: [{{on: 2026-08-03}}]\n".encode()
    )
    assert isinstance(record, Opportunity)
    assert record.name == text
    (problem,) = problems
    place = problem.place
    assert (problem.code, place.line, place.column, place.end_column) == ("KAM701", 1, 7, 7 + len(text))
    assert str(problem.help) == f'write "{text}"'


# The core schema of YAML 1.2 as written calls `.4e8` a float; both libraries want a sign.
AS_WRITTEN = re.compile(r"[yYnN]|[-+]?\.[0-9_]+[eE][0-9]+")


@given(st.text("0123456789+-._:eExobTZ nyNfaiF~=", min_size=1, max_size=10).map(str.strip))
def test_bare_is_what_another_tool_reads_as_no_text(text: str) -> None:
    try:
        ours = load(f"- {text}\n")
    except Faulty:
        return
    if len(ours) == 1 and isinstance(ours[0], str | Bare) and not AS_WRITTEN.fullmatch(text):
        assert isinstance(ours[0], Bare) == any(not isinstance(value, str) for value in read_by_others(text))


def test_a_scalar_over_two_lines_is_judged_as_one() -> None:
    assert load("a: 12\n  34\nb: 12\n") == {"a": "12 34", "b": Bare("12")}


def test_a_block_scalar_is_text() -> None:
    assert load("a: |-\n  NO\nb: >-\n  12\n") == {"a": "NO", "b": "12"}


def test_keys_are_text_whatever_they_look_like() -> None:
    assert load("on: 1\nNO: 2\n0044: 3\nnull: 4\n2026-05-02: 5\n") == {
        "on": Bare("1"), "NO": Bare("2"), "0044": Bare("3"), "null": Bare("4"), "2026-05-02": Bare("5"),
    }  # fmt: skip


def test_others_do_change_what_we_keep() -> None:
    assert python_reads("010") == 8
    assert python_reads("12:30") == 750
    assert ruamel_reads("0044") == 44
    assert math.isnan(python_reads(".nan"))
