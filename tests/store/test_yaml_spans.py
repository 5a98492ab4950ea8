"""Where keys and values stand: every span, cut out of the text, says what was read there."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from record_examples import EXAMPLES

from kamctl.store.plain_text import Lines, position
from kamctl.store.yaml_spans import Path, Span, Spans, span_of
from kamctl.store.yaml_text import load

TEXT = """\
name: "Nordlicht"   # a comment
名称: 北光 𠀋 食品
sites:
  - id: suzhou
    lines: 5
  - {id: bremen, lines: [1, 2]}
notes: |
  two
  lines
"""


def leaves(data: Any, path: Path = ()) -> dict[Path, Any]:
    """Return every value of nested data by its path."""
    found = {path: data}
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in pairs:
        found |= leaves(value, (*path, step))
    return found


def cut(spans: Spans, span: Span) -> str:
    return spans.text[span.start : span.end]


@pytest.mark.parametrize(
    ("path", "text", "line", "column"),
    [
        (("name",), '"Nordlicht"', 1, 7),
        (("名称",), "北光 𠀋 食品", 2, 5),
        (("sites", 0, "lines"), "5", 5, 12),
        (("sites", 1), "{id: bremen, lines: [1, 2]}", 6, 5),
        (("sites", 1, "lines"), "[1, 2]", 6, 25),
        (("sites", 1, "lines", 1), "2", 6, 29),
        (("notes",), "|\n  two\n  lines\n", 7, 8),
    ],
)
def test_the_span_of_a_value(path: Path, text: str, line: int, column: int) -> None:
    spans = Spans("a.yaml", TEXT)
    found = spans.values[path]
    assert (cut(spans, found), found.line, found.column) == (text, line, column)


def test_the_span_of_a_key() -> None:
    spans = Spans("a.yaml", TEXT)
    assert {path: cut(spans, span) for path, span in spans.keys.items() if len(path) == 1} == {
        ("name",): "name", ("名称",): "名称", ("sites",): "sites", ("notes",): "notes",
    }  # fmt: skip


def test_a_path_without_a_value_leads_to_what_is_around_it() -> None:
    spans = Spans("a.yaml", TEXT)
    assert spans.at(("sites", 1, "country", "x")) == spans.values["sites", 1]
    assert (spans.at(("nothing",)).line, spans.at(("nothing",)).column) == (1, 1)
    assert Spans("a.yaml", "").at(("x",)) == Span(0, 0, 1, 1, 1, 1)


KEYS = st.text("abc1", min_size=1, max_size=4)
DATA = st.recursive(
    st.text("ab 12\n", max_size=8), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)
)


@given(DATA, st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_every_value_has_a_span_that_says_it(data: Any, flow: bool, end: str) -> None:
    text = yaml.safe_dump(data, default_flow_style=flow).replace("\n", end)
    spans, read = Spans("x", text), leaves(load(text))
    assert set(spans.values) == set(read)
    assert set(spans.keys) == {path for path in read if path and isinstance(path[-1], str)}
    for path, span in spans.values.items():
        assert position(text, span.start) == (span.line, span.column)
        assert position(text, span.end) == (span.end_line, span.end_column)
        if isinstance(read[path], str) and "\n" not in cut(spans, span):
            assert load(cut(spans, span)) == read[path]


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_examples_have_a_span_for_every_value(kind: str) -> None:
    text = EXAMPLES[kind]
    spans, lines = Spans("x", text), Lines(text)
    assert spans.faults == []
    assert set(spans.values) == set(leaves(load(text)))
    for path, span in spans.keys.items():
        assert lines[span.line][span.column - 1 :].startswith(str(path[-1]))


def test_a_mark_is_counted_from_zero_and_a_span_from_one() -> None:
    start, end = yaml.Mark("", 5, 1, 2, "", 0), yaml.Mark("", 9, 1, 6, "", 0)
    assert span_of(start, end) == Span(5, 9, 2, 3, 2, 7)
