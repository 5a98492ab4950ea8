"""The tool that keeps the catalogues in step finds every kind of text, and sees what is wrong with a translation."""

import importlib.util
import sys
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """Return .ci/catalogue.py as a module."""
    spec = importlib.util.spec_from_file_location("catalogue_tool", ROOT / ".ci" / "catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_every_kind_of_text_is_found(tool: ModuleType) -> None:
    found = {(text.context, text.id.partition("\n")[0]): text.template for text in tool.extracted()}
    assert found["", "kamctl: error: {message}"] is True  # a message
    assert found["stage", "commit"] is False  # a word
    assert any(id.startswith("How a figure is computed") for _, id in found)  # help of a command
    assert ("", "Show the version.") in found  # help of an option
    assert ("", "Start and learn") in found  # a question that groups commands
    assert ("country", "NA") in found
    assert any(id.startswith("Price audit") for _, id in found)  # the docstring of a method
    assert ("", "{heading}:") in found  # Chinese has a colon of its own
    assert ("", "{day}") not in found  # nothing to translate


def test_extraction_is_the_same_every_time(tool: ModuleType) -> None:
    first, second = (tool.as_text(tool.template_of(tool.extracted())) for _ in range(2))
    assert first == second
    assert "Date" not in first.partition("\n\n")[0]


@pytest.mark.parametrize(
    ("template", "translation", "wrong"),
    [
        ("no {a} in {b}", "{b} 中没有 {a}", False),
        ("no {a} in {b}", "没有 {a}", True),
        ("no {a}", "没有 {c}", True),
        ("no {a}", "没有 {a", True),
        ("no {a}", "", False),  # reported as missing instead
    ],
)
def test_other_placeholders_are_seen(tool: ModuleType, template: str, translation: str, wrong: bool) -> None:
    catalogue = tool.new_catalogue("zh")
    message = catalogue.add(template, translation, flags=["python-brace-format"])
    assert tool.differ(message) is wrong


def test_a_compiled_catalogue_holds_the_same(tool: ModuleType) -> None:
    catalogue = tool.new_catalogue("zh")
    catalogue.add("key", "重点客户", context="tier")
    catalogue.add("two\nlines", "两\n行")
    compiled = BytesIO()
    tool.write_mo(compiled, catalogue)
    assert tool.strings(tool.read_mo(BytesIO(compiled.getvalue()))) == tool.strings(catalogue)


def test_a_merge_keeps_translations_and_drops_what_is_gone(tool: ModuleType) -> None:
    before = tool.new_catalogue("zh")
    before.add("yes", "是")
    before.add("gone", "旧")
    template = tool.template_of(
        [
            tool.Text("yes", "", True, "x.py"),
            tool.Text("new", "", True, "x.py"),
            tool.Text("DE", "country", False, "c.py"),
        ]
    )
    assert tool.strings(tool.merged(template, before)) == {("", "yes"): "是", ("country", "DE"): "德国"}
