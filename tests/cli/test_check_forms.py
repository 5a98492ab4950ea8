"""Which form check answers in, and from where it tells paths."""

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import Run, write_files

from kamctl.cli.check_forms import form_of, from_folder
from kamctl.errors import KamError

Kamctl = Callable[..., Run]
BookOf = Callable[[Mapping[str, str]], Path]
BROKEN = {"team.yaml": "lin-yue: {name: Lin Yue, manager: chen-rui}\n", "accounts/a/account.yaml": "name: A\nnaem: B\n"}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("given", "output", "actions", "form"),
    [
        (None, None, None, "text"),
        ("table", None, None, "text"),
        ("sarif", None, None, "sarif"),
        (None, "x.json", None, "json"),
        (None, "x.sarif", None, "sarif"),
        ("csv", "x.CSV", None, "csv"),
        ("gitlab", "gl-code-quality-report.json", None, "gitlab"),
        ("sarif", "log", None, "sarif"),
        (None, None, "true", "github"),
        (None, None, "false", "text"),
        ("text", None, "true", "text"),
        (None, "x.txt", "true", "text"),
    ],
)
def test_form(given: str | None, output: str | None, actions: str | None, form: str) -> None:
    environment = {"GITHUB_ACTIONS": actions} if actions else {}
    assert form_of(given, Path(output) if output else None, io.StringIO(), environment) == form


def test_a_person_in_front_of_a_terminal_reads_text() -> None:
    assert form_of(None, None, Terminal(), {"GITHUB_ACTIONS": "true"}) == "text"


@pytest.mark.parametrize(
    ("given", "output", "message"),
    [
        ("xml", None, "--format xml: no such format"),
        (None, "x.doc", "-o x.doc: unknown kind of file"),
        ("text", "x.json", "-o x.json and --format text contradict each other"),
    ],
)
def test_refused(given: str | None, output: str | None, message: str) -> None:
    with pytest.raises(KamError) as caught:
        form_of(given, Path(output) if output else None, io.StringIO(), {})
    assert (caught.value.exit_code, str(caught.value)) == (2, message)


@pytest.mark.parametrize(
    ("here", "shown"),
    [
        ("", "books/ours/team.yaml"),
        ("books", "ours/team.yaml"),
        ("books/ours", "team.yaml"),
        ("books/ours/accounts/a", "../../team.yaml"),
        ("other", "team.yaml"),
    ],
)
def test_paths_in_text_start_where_the_user_is(tmp_path: Path, here: str, shown: str) -> None:
    for folder in ("books/ours/accounts/a", "other"):
        (tmp_path / folder).mkdir(parents=True)
    assert from_folder(tmp_path / "books/ours", tmp_path / here)("team.yaml") == shown


def test_paths_are_those_that_each_reader_looks_for(tmp_path: Path, kamctl: Kamctl) -> None:
    (tmp_path / ".git").mkdir()
    write_files(tmp_path / "sales/book", {"kamctl.yaml": "currency: CNY\n", **BROKEN})
    here = tmp_path / "sales"
    run = kamctl("check", "--book", "book", cwd=here)
    assert run.code == 1
    assert run.out.startswith("book/accounts/a/account.yaml:2:1: KAM201 ")
    answers = {
        form: kamctl("check", "--book", "book", "--format", form, cwd=here).out
        for form in ("json", "csv", "github", "gitlab", "sarif")
    }
    assert json.loads(answers["json"])["problems"][0]["path"] == "accounts/a/account.yaml"
    assert "\naccounts/a/account.yaml,2,1," in answers["csv"]
    assert answers["github"].startswith("::error file=sales/book/accounts/a/account.yaml,line=2,")
    assert json.loads(answers["gitlab"])[0]["location"]["path"] == "sales/book/accounts/a/account.yaml"
    (result, _) = json.loads(answers["sarif"])["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "sales/book/accounts/a/account.yaml"


def test_in_github_actions_annotations_come_by_themselves(book_of: BookOf, kamctl: Kamctl) -> None:
    run = kamctl("check", cwd=book_of(BROKEN), env={"GITHUB_ACTIONS": "true"})
    assert (run.code, run.err) == (1, "")
    assert [line.partition(" ")[0] for line in run.out.splitlines()] == ["::error", "::error", "1", "2"]


def test_files(book_of: BookOf, kamctl: Kamctl) -> None:
    folder = book_of(BROKEN)
    out = folder.parent
    for name in ("a.txt", "a.json", "a.csv", "a.sarif"):
        assert kamctl("check", "-o", out / name, cwd=folder).out == ""
    assert kamctl("check", "--format", "gitlab", "-o", out / "quality.json", cwd=folder).code == 1
    assert (out / "a.txt").read_text(encoding="utf-8").startswith("accounts/a/account.yaml:2:1: KAM201 ")
    assert json.loads((out / "a.json").read_text(encoding="utf-8"))["command"] == "check"
    assert (out / "a.csv").read_text(encoding="utf-8").startswith("\ufeffpath,line,")
    assert json.loads((out / "a.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert len(json.loads((out / "quality.json").read_text(encoding="utf-8"))) == 2


@pytest.mark.parametrize(("file", "text"), [("kamctl.yaml", "currency: CN\n"), ("products.yaml", "cw: {nme: X}\n")])
@pytest.mark.parametrize("form", ["text", "json"])
def test_what_could_not_be_checked_is_said(book_of: BookOf, kamctl: Kamctl, file: str, text: str, form: str) -> None:
    run = kamctl("check", "--format", form, cwd=book_of({file: text}))
    assert run.code == 1
    (warning,) = json.loads(run.out)["warnings"] if form == "json" else [run.err.removeprefix("kamctl: warning: ")]
    assert warning.strip().startswith(f"{file} is broken: ")
    assert warning.strip().endswith("once it is mended")


def test_what_keeps_others_from_being_checked_is_told_whatever_was_asked_for(book_of: BookOf, kamctl: Kamctl) -> None:
    run = kamctl("check", "a", cwd=book_of({**BROKEN, "kamctl.yaml": "currency: CN\n"}))
    assert (run.code, "kamctl.yaml:1:11: KAM211" in run.out) == (1, True)
    sound = {"accounts/a/account.yaml": "name: A\n", "accounts/b/account.yaml": "name: B\nnaem: B\n"}
    run = kamctl("check", "a", cwd=book_of(sound))
    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines() == [
        "2 more in the rest of the book, errors among them: 2",
        "1 file is broken: more may be found once it is mended",
        "book: nothing found here",
    ]
