import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import EXAMPLE, Run
from repos import Repo, own_environment

from kamctl.records.kinds import BY_NAME, KINDS, kind_of
from kamctl.records.settings import Settings
from kamctl.store.check import Days, check
from kamctl.store.record import read_record
from kamctl.store.starting import STARTER, Files, example_files, files_in, starter_files

Kamctl = Callable[..., Run]
# A setting that is commented out; prose has exactly one space after the sign.
COMMENTED = re.compile(r"^#(?! \S)", re.MULTILINE)


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_environment(monkeypatch, tmp_path / "home")


def test_starter_book_is_sound_and_committed(tmp_path: Path, kamctl: Kamctl) -> None:
    run = kamctl("init", "book", cwd=tmp_path)
    assert (run.code, run.err) == (0, "")
    assert "It is a git repository with a first commit." in run.out
    checked = kamctl("check", cwd=tmp_path / "book")
    assert (checked.code, checked.err) == (0, "")
    repo = Repo(tmp_path / "book")
    assert repo.git("status", "--porcelain") == ""
    assert repo.git("log", "--format=%s") == "Start the book"
    assert repo.git("branch", "--show-current") == "main"
    assert kamctl("diff", "--exit-code", cwd=tmp_path / "book").code == 0


def test_private_facts_and_schemas_are_ignored(tmp_path: Path, kamctl: Kamctl) -> None:
    kamctl("init", "book", cwd=tmp_path)
    repo = Repo(tmp_path / "book")
    repo.write({"accounts/example-foods/contacts/a-buyer.private.yaml": "likes: tea\n"})
    assert repo.git("status", "--porcelain") == ""
    assert (tmp_path / "book/.kamctl/schemas/account.json").exists()
    assert ".kamctl/schemas/account.json" in (tmp_path / "book/.vscode/settings.json").read_text()


def test_author_is_the_user_where_git_knows_one(
    tmp_path: Path, kamctl: Kamctl, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "gitconfig"
    settings.write_text("[user]\n\tuseConfigOnly = true\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    assert kamctl("init", "nobody", cwd=tmp_path).code == 0
    assert Repo(tmp_path / "nobody").git("log", "--format=%an %ae") == "kamctl kamctl@localhost"
    settings.write_text("[user]\n\tname = Lin Yue\n\temail = lin-yue@example.org\n")
    assert kamctl("init", "mine", cwd=tmp_path).code == 0
    assert Repo(tmp_path / "mine").git("log", "--format=%an %ae") == "Lin Yue lin-yue@example.org"


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 11, 24), date(2027, 1, 31), date(2028, 2, 29)])
def test_starter_book_is_sound_whenever_it_is_made(today: date) -> None:
    files = starter_files(today)
    assert [
        str(problem.message) for problem in check(Files(Path(), files), lambda _: Days(today, today)).problems
    ] == []
    days = re.findall(r"^date.*\n(\S{10})", files[f"orders/{today:%Y-%m}.csv"].decode())
    assert days == [f"{today:%Y-%m}-01"]


def test_starter_book_has_one_record_of_each_kind() -> None:
    kinds = {found[0].name for path in starter_files(date(2026, 1, 1)) if (found := kind_of(path))}
    assert kinds == {kind.name for kind in KINDS} - {"private"}


def test_starter_records_begin_with_a_comment() -> None:
    for path, data in files_in(STARTER).items():
        assert not path.endswith(".yaml") or data.startswith(b"# "), path


def test_all_settings_are_there_and_right() -> None:
    text = (STARTER / "kamctl.yaml").read_text()
    assert COMMENTED.search(text)
    whole = COMMENTED.sub("", text)
    record, problems = read_record(BY_NAME["settings"], "kamctl.yaml", whole.encode())
    assert problems == []
    assert isinstance(record, Settings)
    assert set(Settings.model_fields) - record.model_fields_set == set()


def test_refused_folders(tmp_path: Path, kamctl: Kamctl) -> None:
    (tmp_path / "used").mkdir()
    (tmp_path / "used/x").touch()
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("used", "file", "link"):
        run = kamctl("init", name, cwd=tmp_path)
        assert (run.code, run.out) == (2, ""), name
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "home", "link", "used"]
    assert [path.name for path in (tmp_path / "used").iterdir()] == ["x"]
    (tmp_path / "empty").mkdir()
    assert kamctl("init", "empty", cwd=tmp_path).code == 0
    assert kamctl("init", "new/deep", cwd=tmp_path).code == 0


def test_folder_that_can_not_be_made(tmp_path: Path, kamctl: Kamctl) -> None:
    (tmp_path / "file").touch()
    run = kamctl("init", "file/book", cwd=tmp_path)
    assert run.code == 5
    assert "can't write" in run.err


@pytest.mark.parametrize("option", [[], ["--example"]])
def test_without_git(option: list[str], tmp_path: Path, kamctl: Kamctl) -> None:
    run = kamctl("init", "book", *option, cwd=tmp_path, env={"PATH": str(tmp_path / "none")})
    assert run.code == 0
    assert "No repository was made: git can't be run" in run.out
    assert not (tmp_path / "book/.git").exists()
    assert kamctl("check", cwd=tmp_path / "book").code == 0


def test_inside_another_repository(tmp_path: Path, kamctl: Kamctl) -> None:
    outer = Repo(tmp_path)
    outer.git("init", "-q")
    assert kamctl("init", "book", cwd=tmp_path).code == 0
    assert Repo(tmp_path / "book").git("rev-parse", "--show-toplevel") == str(tmp_path / "book")


def test_example_with_its_history(tmp_path: Path, kamctl: Kamctl) -> None:
    run = kamctl("init", "book", "--example", cwd=tmp_path)
    assert (run.code, run.err) == (0, "")
    folder, repo = tmp_path / "book", Repo(tmp_path / "book")
    days = [line[:10] for line in repo.git("log", "--reverse", "--format=%cI %aI").splitlines()]
    assert len(days) >= 20
    assert days == sorted(set(days))
    assert repo.git("status", "--porcelain") == ""
    assert repo.git("fsck", "--strict") == ""
    assert len(set(repo.git("log", "--format=%an").splitlines())) > 3
    assert files_in(folder) == example_files()
    assert {path: data for path, data in example_files().items() if path != ".gitignore"} == files_in(EXAMPLE)
    assert "stage" in kamctl("diff", "HEAD~1", cwd=folder).out
    earlier = kamctl("funnel", "weekly", "--at", "2026-11-13", cwd=folder)
    assert earlier.code == 0
    assert "2026-11-13" in earlier.out
