"""Schemas for editors, with the names of a book: what the checks accept fits them, what they refuse does not."""

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLE, Run
from editor import as_an_editor_reads
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # its stubs would be one package more

from kamctl.records.kinds import KINDS, kind_of

Kamctl = Callable[..., Run]
BookOf = Callable[[Mapping[str, str]], Path]
Validators = dict[str, Draft202012Validator]
YAML_KINDS = sorted(kind.name for kind in KINDS if not kind.ledger)


def validators(folder: Path) -> Validators:
    """Return a validator for each kind of record."""
    found = {}
    for path in folder.glob("*.json"):
        schema = json.loads(path.read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        found[path.stem] = Draft202012Validator(schema)
    return found


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a copy of the example book."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "book"))


def faults(known: Validators, path: str, text: str) -> list[str]:
    """Return what an editor would say of a file."""
    found = kind_of(path)
    assert found
    errors: list[Any] = list(known[found[0].name].iter_errors(as_an_editor_reads(text)))
    return [f"{path}: {error.json_path}: {error.message[:200]}" for error in errors]


@pytest.mark.parametrize(
    "part", ["*.yaml", "accounts/nordlicht/**/*.yaml", pytest.param("**/*.yaml", marks=pytest.mark.slow)]
)
def test_the_records_of_the_example_book_fit(part: str, book: Path, kamctl: Kamctl) -> None:
    assert kamctl("schema", "--book", cwd=book / "accounts").code == 0
    known = validators(book / ".kamctl/schemas")
    assert sorted(known) == YAML_KINDS
    paths = [path.relative_to(book).as_posix() for path in sorted(book.glob(part))]
    assert paths
    assert [fault for path in paths for fault in faults(known, path, (book / path).read_text(encoding="utf-8"))] == []


def test_a_name_misspelt_fits_no_more(book: Path, kamctl: Kamctl) -> None:
    kamctl("schema", "--book", book)
    known = validators(book / ".kamctl/schemas")
    deal = "accounts/nordlicht/opportunities/suzhou-line3.yaml"
    text = (book / deal).read_text(encoding="utf-8")
    for name, misspelt in (
        ("owner: lin-yue", "owner: lin-yeu"),
        ("contact: li-na", "contact: li-nan"),
        ("site: suzhou", "site: suchou"),
        ("stage: nurture", "stage: nurtur"),
    ):
        assert name in text
        assert faults(known, deal, text.replace(name, misspelt, 1)), misspelt


def test_where_they_are_written(book_of: BookOf, kamctl: Kamctl, tmp_path: Path) -> None:
    folder = book_of({"accounts/a/account.yaml": "name: A\n"})
    assert kamctl("schema", cwd=tmp_path).code == 0
    assert kamctl("schema", "editor", "--book=book", cwd=tmp_path).code == 0
    assert kamctl("schema", "here", "--book", cwd=folder).code == 0
    for place in ("schemas", "editor", "book/here"):
        assert len(list((tmp_path / place).glob("*.json"))) == len(YAML_KINDS), place
    named = [json.loads((tmp_path / place / "account.json").read_text()) for place in ("editor", "schemas")]
    assert named[0]["$defs"]["account"] == {"enum": ["a"], "type": "string"}
    assert "account" not in named[1]["$defs"]


def test_new_names_make_them_out_of_date(book_of: BookOf, kamctl: Kamctl) -> None:
    folder = book_of({"accounts/a/account.yaml": "name: A\n"})
    assert kamctl("schema", "--book", cwd=folder).code == 0
    assert kamctl("schema", "--book", "--check", cwd=folder).code == 0
    (folder / "team.yaml").write_text("lin-yue: {name: Lin Yue}\n")
    run = kamctl("schema", "--book", "--check", cwd=folder)
    assert (run.code, run.out) == (1, "")
    assert "account.json" in run.err
    assert "hint: run `kamctl schema --book`" in run.err


def test_a_broken_book_gives_what_it_has(book_of: BookOf, kamctl: Kamctl) -> None:
    folder = book_of({"team.yaml": "lin-yue: {nmae: Lin Yue}\n", "accounts/a/account.yaml": "name: A\n"})
    assert kamctl("schema", "--book", cwd=folder).code == 0
    definitions = json.loads((folder / ".kamctl/schemas/account.json").read_text())["$defs"]
    assert "person" not in definitions
    assert definitions["account"]["enum"] == ["a"]


def test_no_book(kamctl: Kamctl, tmp_path: Path) -> None:
    run = kamctl("schema", "--book", cwd=tmp_path)
    assert (run.code, run.out) == (2, "")
    assert not (tmp_path / ".kamctl").exists()
