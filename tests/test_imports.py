"""Imports point one way: who may use whom, read from the code of every module."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "kamctl"
LEAVES = {"errors", "files", "near", "periods", "rounding"}
# What a part of the package may import of kamctl, beside itself.
ALLOWED = {
    "__init__": set(),
    "errors": set(),
    "files": {"errors"},
    "near": {"errors"},
    "periods": {"errors"},
    "rounding": {"errors"},
    "records": LEAVES,
    "checks": {"records", *LEAVES},
    "store": {"checks", "records", *LEAVES},
    "frames": {"records", *LEAVES},
    "methods": LEAVES,
    "locale": {"errors"},
    "render": {"locale", *LEAVES},
    "cli": {"__init__", "checks", "frames", "locale", "methods", "records", "render", "store", *LEAVES},
    "__main__": {"cli", "locale", "render", "errors"},
}
COSTLY = (
    "pandas", "numpy", "pydantic", "rich", "ruamel", "yaml",
    "kamctl.records", "kamctl.checks", "kamctl.store", "kamctl.frames", "kamctl.methods",
)  # fmt: skip
# What a method computes with: no file, no clock, no network, no terminal.
METHODS_USE = {
    "__future__", "abc", "bisect", "calendar", "collections", "dataclasses", "datetime", "decimal", "enum",
    "functools", "heapq", "itertools", "kamctl", "math", "numpy", "operator", "pandas", "re", "statistics", "typing",
}  # fmt: skip
MODULES = sorted(path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*.py"))


def file_of(name: str) -> str | None:
    """Return the file of the module `kamctl.store.read` or of the package `kamctl.locale`; None for others."""
    path = name.replace(".", "/")
    return next((file for file in (f"{path}.py", f"{path}/__init__.py") if file in MODULES), None)


def tree_of(module: str) -> ast.Module:
    return ast.parse((ROOT / module).read_text(encoding="utf-8"))


def part_of(name: str) -> str:
    """Return the part of the package that `kamctl.store.read` or `kamctl/store/read.py` belongs to."""
    parts = name.removesuffix(".py").replace("/", ".").split(".")
    return parts[1] if len(parts) > 1 and (len(parts) > 2 or f"kamctl/{parts[1]}.py" in MODULES) else whole(parts)


def whole(parts: list[str]) -> str:
    return parts[1] if len(parts) > 1 and (PACKAGE / parts[1]).is_dir() else "__init__"


def imported(node: ast.AST) -> Iterator[str]:
    """Yield the modules that one import statement names."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        base = node.module or ""
        if base == "kamctl":
            yield from (f"kamctl.{alias.name}" for alias in node.names)
        else:
            yield base


def at_import(nodes: list[ast.stmt]) -> Iterator[ast.AST]:
    """Yield the import statements that run when the module is imported: not in functions, not for type checkers."""
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            yield from at_import(node.orelse)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        else:
            for name in ("body", "orelse", "finalbody", "handlers"):
                yield from at_import(getattr(node, name, []))


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_one_way(module: str) -> None:
    part = part_of(module)
    used = {name for node in ast.walk(tree_of(module)) for name in imported(node) if name.split(".")[0] == "kamctl"}
    wrong = {name for name in used if part_of(name) not in {part, *ALLOWED[part]}}
    assert not wrong


@pytest.mark.parametrize("module", [name for name in MODULES if part_of(name) == "methods"])
def test_methods_only_compute(module: str) -> None:
    used = {name.split(".")[0] for node in ast.walk(tree_of(module)) for name in imported(node)}
    assert used <= METHODS_USE


@pytest.mark.parametrize("module", [name for name in MODULES if part_of(name) in ("records", "checks")])
def test_records_and_checks_do_no_input_or_output(module: str) -> None:
    used = {name.split(".")[0] for node in ast.walk(tree_of(module)) for name in imported(node)}
    assert not used & {"os", "pathlib", "subprocess", "sys", "socket", "io", "csv", "yaml", "ruamel", "time"}


def at_start() -> dict[str, str]:
    """Return what `kamctl --help` imports, each with the module that imports it: the entry and all commands."""
    from kamctl.cli.app import MODULES as commands

    found = dict.fromkeys(("kamctl.__main__", *commands.values()), "the program")
    queue = list(found)
    while queue:
        module = queue.pop()
        file = file_of(module)
        for node in at_import(tree_of(file).body) if file else ():
            new = [name for name in named_by(node) if name not in found]
            found |= dict.fromkeys(new, module)
            queue += new
    return found


def test_commands_import_what_costs_only_when_they_run() -> None:
    assert {name: by for name, by in at_start().items() if name.startswith(COSTLY)} == {}


def named_by(node: ast.AST) -> Iterator[str]:
    """Yield the modules that an import statement may read: `from a import b` names a, and perhaps a.b."""
    yield from imported(node)
    if isinstance(node, ast.ImportFrom):
        names = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from (name for name in names if file_of(name))


def test_only_the_outside_prints() -> None:
    printing = {
        module
        for module in MODULES
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert {part_of(module) for module in printing} <= {"cli", "render"}


SCRIPT = """
import sys, io, contextlib
from kamctl.__main__ import run
with contextlib.redirect_stdout(io.StringIO()):
    code = run(["--help"])
names = {name.partition(".")[0] for name in sys.modules}
print(code, *sorted(names & {"pandas", "numpy", "pydantic", "ruamel", "yaml"}))
"""


def test_help_imports_neither_pandas_nor_pydantic() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["0"]
