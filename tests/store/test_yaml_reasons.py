"""Why a text is no YAML is said in the user's words, at the place of the cause."""

import pytest

from kamctl.records.kinds import BY_NAME
from kamctl.store.record import read_record
from kamctl.store.yaml_spans import Spans

MUST = "a text that begins with {} must be quoted"
FULL = "a full-width {} stands where `{}` is needed"
INDENT = "check the indentation of this line and of the lines above"
KEY = "write `key: value`; a line that goes on with the text above is indented more than its key"
BACKSLASH = "a backslash in double quotes must be written twice"
AFTER = "quote the whole text, or delete a bracket that is one too many"
COLON = ("a colon and a space stand inside a text", "a text that holds a colon and a space must be quoted")
COMMA = (
    "a comma is missing before this, or another kind of bracket closes here",
    "separate with commas, and close each bracket with its like",
)
OPEN = ("this quote is not closed", "close it, or write the text without quotes")
MIXED = "a list item stands among keys, or a key among list items"
CASES = [
    ("name：x\nsegment: food\n", 1, 5, FULL.format("：", ": "), "None"),
    ("name：x\n\n# y\nsegment: food\n", 1, 5, FULL.format("：", ": "), "None"),
    ("name: x\nsegment：food\n", 2, 8, FULL.format("：", ": "), "None"),
    ("a: {b: c，d: e}\n", 1, 9, FULL.format("，", ","), "None"),
    ("a: {b: '，',\n  d: e，f: g}\n", 2, 7, FULL.format("，", ","), "None"),
    ("a: ｛b: c｝\n", 1, 4, FULL.format("｛", "{"), "None"),
    ("a: “x”: y\n", 1, 4, FULL.format("“", '"'), "None"),
    ("name: x\n sites: []\n", 2, 2, "this line is indented by 1, the one above by 0", INDENT),
    ("name: x\nsites: []\n  notes: y\n", 3, 3, "this line is indented by 2, the one above by 0", INDENT),
    ("a:\n  - b\n - c\n", 3, 2, "this line is indented by 1, the one above by 2", INDENT),
    ("- on: x\n kind: y\n", 2, 2, "this line is indented by 1, the one above by 2", INDENT),
    ("- on: x\n   kind: y\n", 2, 4, "this line is indented by 3, the one above by 2", INDENT),
    ("a: b\n- c\n", 2, 1, MIXED, INDENT),
    ("- a\nb: c\n", 2, 1, MIXED, INDENT),
    ('name: x\nnotes: "a" b\n', 2, 12, "text stands after a closing quote", "quote the whole text"),
    ("a: {b: c}}\n", 1, 10, "text stands after a closing bracket", AFTER),
    ("notes: *重要\n", 1, 8, MUST.format("*"), 'write "*重要"'),
    ("notes: & x\n", 1, 8, MUST.format("&"), 'write "& x"'),
    ("notes: !紧急  # x\n", 1, 8, MUST.format("!"), 'write "!紧急"'),
    ("notes: !b!c d\n", 1, 8, MUST.format("!"), 'write "!b!c d"'),
    ("notes: @lin\n", 1, 8, MUST.format("@"), 'write "@lin"'),
    ("notes: %5\n", 1, 8, MUST.format("%"), 'write "%5"'),
    ("notes: `a`\n", 1, 8, MUST.format("`"), 'write "`a`"'),
    ("notes: - a\n", 1, 8, MUST.format("-"), 'write "- a"'),
    ("notes: ? a\n", 1, 8, MUST.format("?"), 'write "? a"'),
    ("notes: > a\n", 1, 8, MUST.format(">"), 'write "> a"'),
    ("notes: , a\n", 1, 8, MUST.format(","), 'write ", a"'),
    ('notes: @a "\\\n', 1, 8, MUST.format("@"), 'write "@a \\"\\\\"'),
    ("a: {x: @b, y: c}\n", 1, 8, MUST.format("@"), 'write "@b"'),
    (f"notes: @{'x' * 80}\n", 1, 8, MUST.format("@"), "write it in double quotes"),
    ('notes: "\\q"\n', 1, 9, "no escape begins so: \\q", BACKSLASH),
    ('notes: "C:\\data"\n', 1, 11, "no escape begins so: \\d", BACKSLASH),
    ('notes: "\\x4"\n', 1, 11, "the number of an escape is wrong", BACKSLASH),
    ("name: x\nowner lin\nsegment: food\n", 2, 1, "a colon is missing", KEY),
    ("owner lin\nsegment: food\n", 1, 1, "a colon is missing", KEY),
    ("owner lin\n# x\nsegment: food\n", 1, 1, "a colon is missing", KEY),
    ("a:\n  owner lin\n  b: c\n", 2, 3, "a colon is missing", KEY),
    ('name: "x\nsegment: food\n', 1, 7, *OPEN),
    ("name: 'x\nsegment: food\n", 1, 7, *OPEN),
    ('name: "x\nnotes: "y"\n', 1, 7, *OPEN),
    ('name: "x\n---\ny"\n', 1, 7, *OPEN),
    ("name: x\nsites: [a\nsegment: food\n", 2, 8, "this bracket is not closed", "close it with ]"),
    ("a: {b: c\nd: e\n", 1, 4, "this bracket is not closed", "close it with }"),
    ("a: {b: c\n  d: e}\n", 2, 4, *COMMA),
    ("a: [b, c}\n", 1, 9, *COMMA),
    ("name: a: b\n", 1, 8, *COLON),
    ("a: [b: c: d]\n", 1, 9, *COLON),
    ("a:\n\tb: c\n", 2, 1, "a tab stands where spaces are needed", "indent with spaces, not with tabs"),
    ("a: b\n... x\n", 2, 5, "text stands after the end of the document", "delete the line `...`"),
    ("%YAML 3.0\n---\na: b\n", 1, 1, "directives (lines with %) are not used in a book", "None"),
]


@pytest.mark.parametrize(("text", "line", "column", "reason", "help"), CASES)
def test_why_a_text_is_no_yaml(text: str, line: int, column: int, reason: str, help: str) -> None:
    (found,) = [fault for fault in Spans("a.yaml", text).faults if fault.code == "KAM101"]
    assert (found.place.line, found.place.column, str(found.help)) == (line, column, help)
    assert str(found.message) == f"is not valid YAML: {reason}"
    assert found.excerpt == text.splitlines()[line - 1]


def test_what_libyaml_says_where_nothing_is_known() -> None:
    (found,) = Spans("a.yaml", "? a\n?\n : : b: c\n: x\n - y").faults[-1:]
    assert str(found.message).startswith("is not valid YAML: ")


def test_a_personal_text_is_not_repeated() -> None:
    for kind in ("contact", "private"):
        (found,) = read_record(BY_NAME[kind], "x.yaml", b"name: x\nnotes: @secret\n")[1]
        assert (str(found.help), found.excerpt) == ("write it in double quotes", None)


def test_very_long_lines_take_no_long() -> None:
    text = 'a: [b\nc: "' + '\\"' * 500_000 + "\n"
    assert [fault.code for fault in Spans("a.yaml", text).faults] == ["KAM101"]
