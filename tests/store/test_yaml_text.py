"""The strict reader: what it reads, that it refuses the same as the slow pass, and that it stays bounded."""

import subprocess
import sys
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kamctl.errors import IO, KamError
from kamctl.records.scalar import Bare
from kamctl.store import yaml_text
from kamctl.store.yaml_spans import Spans
from kamctl.store.yaml_text import MOST_DEPTH, MOST_VALUES, Faulty, load


def as_base_loader_reads(data: Any) -> Any:
    """Return our data as a loader gives it that takes every scalar as text."""
    if isinstance(data, dict):
        return {key: as_base_loader_reads(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_base_loader_reads(item) for item in data]
    return data.text if isinstance(data, Bare) else data


# Everything YAML can carry without an escape: a dumper writes it plain, quoted or as a block.
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn"], exclude_characters="\ufeff")
)
KEYS = st.text("abcdefgh-_ 01:#?", min_size=1, max_size=12)
DATA = st.recursive(TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4))


@given(st.dictionaries(KEYS, DATA, min_size=1), st.booleans(), st.sampled_from([20, 80, 10_000]))
def test_what_others_write_is_read_as_they_meant_it(data: Any, flow: bool, width: int) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, width=width)
    assert as_base_loader_reads(load(text)) == data
    assert as_base_loader_reads(load(text)) == yaml.load(text, yaml.CBaseLoader)
    assert Spans("x", text).faults == []


def test_the_forms_of_yaml() -> None:
    text = """
# a comment
name: plain text, with a comma   # and a comment
quoted: "a \\"quoted\\" \\u00e9 text\\n"
single: 'it''s'
literal: |
  two
    lines
folded: >-
  one
  line
flow: [a, {b: c, d: [e]}, "f"]
empty: {}
none: []
block:
- x
-   - y
? explicit
: value
long plain: one
  two
"""
    assert load(text) == {
        "name": "plain text, with a comma",
        "quoted": 'a "quoted" é text\n',
        "single": "it's",
        "literal": "two\n  lines\n",
        "folded": "one line",
        "flow": ["a", {"b": "c", "d": ["e"]}, "f"],
        "empty": {},
        "none": [],
        "block": ["x", [Bare("y")]],
        "explicit": "value",
        "long plain": "one two",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", None), ("# only a comment\n", None), ("---\n", None), ("--- a\n", "a"), ("a: 1\n...\n", {"a": Bare("1")}),
     ("[]", []), ("- a\n- b", ["a", "b"]), ("text", "text"), ("---\na: b\n---  # no\n"[:9], {"a": "b"})],
)  # fmt: skip
def test_documents(text: str, expected: Any) -> None:
    assert load(text) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_matter(end: str) -> None:
    text = "a: 1\nb:\n  - x\n  - |\n    y\n    z\n"
    assert load(text.replace("\n", end)) == load(text)
    assert load(text.rstrip("\n").replace("\n", end)) == {**load(text), "b": ["x", "y\nz"]}


FAULTY = (
    "a: &x 1", "a: *x", "&x a: 1", "a: &x [1]", "*a : 1", "a: !!str 1", "a: !x 1", "a: ! 1", "!!map {a: 1}",
    "a: !!binary aGk=", "a: !!python/object/apply:os.system [ls]", "%YAML 1.2\n---\na: 1", "%TAG ! tag:x\n---\na: 1",
    "a: 1\n---\nb: 2", "---\n---\na: 1", "a: 1\na: 2", 'a: 1\n"a": 2', "{a: 1, a: 2}", "a: {b: 1, b: 2}",
    "\u00e9: 1\ne\u0301: 2", "? [a]\n: 1", "? {a: 1}\n: 1", "{[a]: 1}", "? |\n  a\n: 1", 'a: "\\0"', 'a: "\\e[31m"',
    'a: "\\x85"', 'a: "\\u2028"', 'a: "\\ud800"', '"\\0": 1', "a: [1", 'a: "x', "a: b: c", "a:\n\t- b", "- a\nb: 1",
    "a: 1\n b: 2", "a: @x", "a: `x`", "a: [1]]", "a: |x\n  b", "'a", "a: {b", "a: 'b' c", "a: >\n\t b\n",
)  # fmt: skip


@pytest.mark.parametrize("text", FAULTY)
def test_what_is_left_out_of_the_language(text: str) -> None:
    with pytest.raises(Faulty):
        load(text)
    assert Spans("x", text).faults


@given(st.text("ab:-[]{}\"',#&*!|>%@ \n\t\\?~0", max_size=40))
@settings(max_examples=500)
def test_the_fast_and_the_slow_pass_agree_on_what_is_faulty(text: str) -> None:
    try:
        load(text)
        readable = True
    except Faulty:
        readable = False
    assert readable == (Spans("x", text).faults == [])


@pytest.mark.parametrize("form", ["[", "{a: ", "- "])
def test_depth_has_a_limit(form: str) -> None:
    end = {"[": "]", "{a: ": "}", "- ": ""}[form]
    assert load(form * MOST_DEPTH + end * MOST_DEPTH) is not None
    for depth in (MOST_DEPTH + 1, 1_000, 100_000):
        for text in (form * depth, form * depth + end * depth):
            with pytest.raises(Faulty):
                load(text)
            assert [fault.code for fault in Spans("x", text).faults] == ["KAM103"]


@pytest.mark.parametrize("form", ["- a\n", "- \n", "- ~\n", "- [a]\n"])
def test_the_number_of_values_has_a_limit(form: str) -> None:
    count = MOST_VALUES // (2 if "[" in form else 1)
    assert len(load(form * count)) == count
    with pytest.raises(Faulty):
        load(form * (count + 1))
    (fault,) = Spans("x", form * (count + 1)).faults
    assert (fault.code, fault.place.line) == ("KAM103", count + 1)


def test_a_mapping_counts_its_values() -> None:
    text = "".join(f"k{number}: a\n" for number in range(MOST_VALUES))
    assert len(load(text)) == MOST_VALUES
    with pytest.raises(Faulty):
        load(f"{text}more: a\n")


# Each would take minutes, gigabytes or the process itself from a reader without bounds.
BOMBS = {
    "aliases": "a: &a [x]\\n" + "".join(f"k{n}: &b{n} [*a, *a]\\n" for n in range(30)),
    "merge": "a: &a {x: 1}\\n<<: [*a, *a, *a]\\n",
    "itself": "&a [*a]",
    "flow": "[' * 100_000 + '",
    "flow mappings": "{a: ' * 100_000 + '",
    "block": "- ' * 100_000 + '",
    "keys": "? ' * 100_000 + '",
    "values": "[' + 'a,' * 500_000 + ']",
    "digits": "a: ' + '1' * 1_000_000 + '",
    "sixties": "a: ' + '1:' * 500_000 + '",
    "a long key": "' + 'a' * 1_000_000 + ': 1",
    "anchors": "' + '&a ' * 300_000 + '",
    "indents": "' + ''.join(' ' * n + 'a:\\n' for n in range(1_000)) + '",
}
PROGRAM = """
import resource
resource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29))
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
from kamctl.records.kinds import BY_NAME
from kamctl.store.record import read_record
record, problems = read_record(BY_NAME["account"], "x.yaml", ('%s').encode())
print(record is None, len(problems) > 0)
"""


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_in_bounded_time_and_memory(bomb: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM % BOMBS[bomb]], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, ["True", "True"], "")


def test_without_libyaml_there_is_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_text, "CParser", None)
    with pytest.raises(KamError) as caught:
        load("a: 1")
    assert (caught.value.exit_code, str(caught.value)) == (IO, "PyYAML was installed without libyaml")
