"""Doctor looks at the machine and at the book, names remedies, and tells nothing of who asks."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from repos import Repo, make_repo, own_environment

Kamctl = Callable[..., Run]
BookOf = Callable[[Mapping[str, str]], Path]
MACHINE = ["program", "python", "libyaml", "git", "characters", "language", "terminal"]
BOOK = ["book", "settings", "time_zone", "file_system", "editor", "repository", "hooks", "private"]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    own_environment(monkeypatch, tmp_path / "home")
    return make_repo(tmp_path / "home/lin-yue/repo", "data/")


def signs(run: Run) -> dict[str, Any]:
    """Return the signs by name."""
    return {one["check"]: one for one in json.loads(run.out)["checks"]}


def states(run: Run) -> dict[str, str]:
    """Return the state of what is not well."""
    return {key: one["state"] for key, one in signs(run).items() if one["state"] != "ok"}


def examine(kamctl: Kamctl, *args: str, cwd: Path, env: Mapping[str, str] | None = None) -> Run:
    return kamctl("doctor", "--format", "json", *args, cwd=cwd, env=env)


def test_a_book_in_good_order(tmp_path: Path, kamctl: Kamctl, monkeypatch: pytest.MonkeyPatch) -> None:
    own_environment(monkeypatch, tmp_path / "home")
    kamctl("init", "book", cwd=tmp_path)
    book = tmp_path / "book"
    hook = book / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nkamctl check\n")
    hook.chmod(0o755)
    run = examine(kamctl, cwd=book)
    assert (run.code, run.err, states(run)) == (0, "", {})
    assert list(signs(run)) == [*MACHINE, *BOOK]
    assert Repo(book).git("status", "--porcelain") == ""
    text = kamctl("doctor", cwd=book)
    assert text.out.splitlines()[-1] == "all is well"
    assert "Book           this folder\n" in text.out


def test_away_from_any_book(tmp_path: Path, kamctl: Kamctl) -> None:
    run = examine(kamctl, cwd=tmp_path)
    assert (run.code, states(run)) == (0, {"book": "warn"})
    named = examine(kamctl, "--book", "nowhere", cwd=tmp_path)
    assert (named.code, states(named)) == (1, {"book": "fail"})


def test_how_the_book_was_found(repo: Repo, kamctl: Kamctl) -> None:
    (repo.book / "accounts").mkdir()
    for cwd, env, found in (
        (repo.top, {}, "found in data"),
        (repo.book / "accounts", {}, "found in .."),
        (repo.top, {"KAMCTL_BOOK": "data"}, "named by KAMCTL_BOOK"),
    ):
        assert signs(examine(kamctl, cwd=cwd, env=env))["book"]["found"] == found
    assert signs(examine(kamctl, "--book", "data", cwd=repo.top))["book"]["found"] == "named by --book"


def test_a_bare_repository_lacks_hook_and_ignore_rule(repo: Repo, kamctl: Kamctl) -> None:
    run = examine(kamctl, cwd=repo.book)
    assert (run.code, states(run)) == (0, {"hooks": "warn", "private": "warn"})
    assert all(one["help"] for one in signs(run).values() if one["state"] != "ok")


def test_personal_facts_in_git_are_a_failure_and_nobody_is_named(repo: Repo, kamctl: Kamctl) -> None:
    repo.commit({".gitignore": "*.private.yaml\n"})
    repo.write({"accounts/a/account.yaml": "name: A\n", "accounts/a/contacts/li-na.private.yaml": "likes: tea\n"})
    assert "private" not in states(examine(kamctl, cwd=repo.book))
    repo.git("add", "-f", ".")
    run = examine(kamctl, cwd=repo.book)
    assert (run.code, states(run)["private"]) == (1, "fail")
    assert signs(run)["private"]["found"] == "files of personal facts in git: 1"
    assert "li-na" not in run.out


@pytest.mark.parametrize(
    ("settings", "sign", "found"),
    [
        ("currency: CNY\nschema_version: 2\n", "settings", "version 2 of the file format"),
        ("currency: CNY\ntime_zone: Asia/Shangri-La\n", "time_zone", "no data for Asia/Shangri-La"),
        ("curency: CNY\n", "settings", "they can't be read"),
    ],
)
def test_settings(settings: str, sign: str, found: str, repo: Repo, kamctl: Kamctl) -> None:
    repo.write({"kamctl.yaml": settings})
    run = examine(kamctl, cwd=repo.book)
    assert (run.code, states(run)[sign]) == (1, "fail")
    assert signs(run)[sign]["found"] == found


def test_stale_schemas(repo: Repo, kamctl: Kamctl) -> None:
    kamctl("schema", "--book", cwd=repo.book)
    assert "editor" not in states(examine(kamctl, cwd=repo.book))
    repo.write({"team.yaml": "lin-yue: {name: Lin Yue}\n"})
    assert states(examine(kamctl, cwd=repo.book))["editor"] == "warn"


def test_without_git(repo: Repo, kamctl: Kamctl, tmp_path: Path) -> None:
    run = examine(kamctl, cwd=repo.book, env={"PATH": str(tmp_path / "none")})
    assert (run.code, states(run)) == (0, {"git": "warn", "repository": "warn"})


def test_outside_a_repository(book_of: BookOf, kamctl: Kamctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_environment(monkeypatch, tmp_path / "home")
    assert states(examine(kamctl, cwd=book_of({}))) == {"repository": "warn"}


def test_an_unfinished_merge(repo: Repo, kamctl: Kamctl) -> None:
    (repo.top / ".git/MERGE_HEAD").touch()
    assert states(examine(kamctl, cwd=repo.book))["repository"] == "warn"


def test_language_and_what_decided_it(kamctl: Kamctl, tmp_path: Path) -> None:
    assert signs(examine(kamctl, cwd=tmp_path))["language"]["found"] == "en, as nothing else is set"
    assert signs(examine(kamctl, "--lang", "zh", cwd=tmp_path))["language"]["found"] == "zh, from --lang"
    env = {"LANG": "zh_CN.UTF-8"}
    assert signs(examine(kamctl, cwd=tmp_path, env=env))["language"]["found"] == "zh, from LANG"


def test_the_users_own_folder_is_not_told(
    repo: Repo, kamctl: Kamctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    repo.git("config", "core.worktree", str(home / "elsewhere"))
    (home / "elsewhere").mkdir()
    run = examine(kamctl, cwd=repo.book)
    assert "repository" in states(run)
    assert str(home) not in run.out


def test_no_such_form(kamctl: Kamctl, tmp_path: Path) -> None:
    run = kamctl("doctor", "--format", "csv", cwd=tmp_path)
    assert (run.code, run.out) == (2, "")
