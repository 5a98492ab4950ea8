import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run
from repos import Repo, make_repo, own_environment

Kamctl = Callable[..., Run]
ACCOUNT = "accounts/nordlicht/account.yaml"
DEAL = "accounts/nordlicht/opportunities/suzhou-line3.yaml"
CONTACT = "accounts/nordlicht/contacts/li-na.yaml"
OLD = "name: Checkweighers\nhistory:\n  - {on: 2026-08-03, stage: design, amount: 900000 CNY, close: 2026-12-18}\n"
NEW = OLD + "  - {on: 2026-10-26, stage: compare, amount: 1080000 CNY, evidence: RFQ received}\n"
MESSAGE = """\
nordlicht: suzhou-line3 stage design → compare, +2 more

nordlicht
- opportunity suzhou-line3: stage design → compare; amount 900,000 → 1,080,000 CNY, +20 %; \
history[2026-10-26] RFQ received"""


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    own_environment(monkeypatch, tmp_path / "home")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Lin Yue")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "lin-yue@example.org")
    repo = make_repo(tmp_path / "repo", "data/")
    repo.commit({ACCOUNT: "name: Nordlicht\n", DEAL: OLD})
    return repo


def names(repo: Repo) -> list[str]:
    """Return the files of the last commit."""
    return repo.git("show", "--name-only", "--format=", "HEAD").splitlines()


def head(repo: Repo) -> str:
    return repo.git("rev-parse", "HEAD")


def test_message_is_made_from_the_changes(repo: Repo, kamctl: Kamctl) -> None:
    repo.write({DEAL: NEW})
    run = kamctl("commit", "--yes", cwd=repo.book)
    assert (run.code, run.err) == (0, "")
    assert "900,000 → 1,080,000 CNY, +20 %" in run.out
    assert run.out.endswith(
        f"Message: nordlicht: suzhou-line3 stage design → compare, +2 more\nCommitted {head(repo)[:10]}.\n"
    )
    assert repo.git("log", "-1", "--format=%B") == MESSAGE
    assert repo.git("log", "-1", "--format=%an %ae") == "Lin Yue lin-yue@example.org"


def test_own_first_line(repo: Repo, kamctl: Kamctl) -> None:
    repo.write({DEAL: NEW})
    assert kamctl("commit", "--yes", "-m", "# Compare", cwd=repo.book).code == 0
    assert repo.git("log", "-1", "--format=%B") == "# Compare" + MESSAGE[MESSAGE.index("\n") :]
    assert kamctl("commit", "--yes", "-m", " ", cwd=repo.book).code == 2


def test_only_files_of_the_book(repo: Repo, kamctl: Kamctl) -> None:
    """New, changed and removed records go in; other files, staged or not, and private facts stay as they are."""
    private = CONTACT.replace(".yaml", ".private.yaml")
    repo.write(
        {DEAL: NEW, CONTACT: "name: Li Na\n", private: "likes: tea\n", "notes.txt": "x\n", "other/x.yaml": "a: b\n"}
    )
    (repo.top / "staged.txt").write_text("staged\n")
    repo.git("add", "staged.txt", f"data/{private}")
    assert kamctl("commit", "--yes", cwd=repo.book).code == 0
    assert names(repo) == [f"data/{CONTACT}", f"data/{DEAL}"]
    assert repo.git("diff", "--cached", "--name-only").splitlines() == [f"data/{private}", "staged.txt"]
    (repo.book / DEAL).unlink()
    assert kamctl("commit", "--yes", cwd=repo.book).code == 0
    assert names(repo) == [f"data/{DEAL}"]


def test_what_is_partly_staged_is_committed_as_it_is_on_disk(repo: Repo, kamctl: Kamctl) -> None:
    repo.write({DEAL: NEW.replace("RFQ received", "call")})
    repo.git("add", "-A")
    repo.write({DEAL: NEW})
    assert kamctl("commit", "--yes", cwd=repo.book).code == 0
    assert "RFQ received" in repo.git("show", f"HEAD:data/{DEAL}")
    assert repo.git("status", "--porcelain") == ""


def test_first_commit(tmp_path: Path, repo: Repo, kamctl: Kamctl) -> None:
    repo.git("checkout", "-q", "--orphan", "new")
    repo.git("rm", "-q", "-r", "--cached", ".")
    assert kamctl("commit", "--yes", cwd=repo.book).code == 0
    assert names(repo) == [f"data/{ACCOUNT}", f"data/{DEAL}", "data/kamctl.yaml"]


def test_ignored_files_are_named(repo: Repo, kamctl: Kamctl) -> None:
    (repo.top / ".gitignore").write_text("contacts/\n")
    repo.write({DEAL: NEW, CONTACT: "name: Li Na\n"})
    run = kamctl("commit", "--yes", cwd=repo.book)
    assert run.code == 0
    assert f"ignored by git, not committed: {CONTACT}" in run.err
    assert names(repo) == [f"data/{DEAL}"]


def test_comments_alone_are_committed_too(repo: Repo, kamctl: Kamctl) -> None:
    repo.write({DEAL: "# why\n" + OLD})
    assert kamctl("commit", "--yes", cwd=repo.book).code == 0
    assert repo.git("log", "-1", "--format=%s") == "nordlicht: suzhou-line3 only comments or layout"


def test_nothing_to_commit(repo: Repo, kamctl: Kamctl) -> None:
    before = head(repo)
    run = kamctl("commit", cwd=repo.book)
    assert (run.code, run.out) == (0, "Nothing to commit: the book is as it was committed.\n")
    assert head(repo) == before


def test_errors_stop_it(repo: Repo, kamctl: Kamctl) -> None:
    before = head(repo)
    repo.write({DEAL: NEW.replace("1080000 CNY", "much")})
    run = kamctl("commit", "--yes", cwd=repo.book)
    assert (run.code, run.out) == (1, "")
    assert "nothing was committed: the book has errors" in run.err
    assert head(repo) == before
    assert repo.git("diff", "--cached", "--name-only") == ""


def test_nobody_to_ask(repo: Repo, kamctl: Kamctl) -> None:
    repo.write({DEAL: NEW})
    run = kamctl("commit", cwd=repo.book)
    assert (run.code, run.out) == (2, "")
    assert "use --yes" in run.err


@pytest.mark.parametrize(("answer", "committed"), [("y\n", True), ("n\n", False), ("\n", False), ("\x04", False)])
def test_question_on_a_terminal(answer: str, committed: bool, repo: Repo) -> None:
    repo.write({DEAL: NEW})
    before = head(repo)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kamctl", "commit", "--book", str(repo.book)]
    os.write(ours, answer.encode())
    env = {**os.environ, "LC_ALL": "C.UTF-8", "KAMCTL_LANG": "en"}
    done = subprocess.run(command, stdin=theirs, capture_output=True, env=env, timeout=60, check=False)
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0
    assert "Commit this? [y/N]" in done.stdout.decode()
    assert (head(repo) != before) == committed


@pytest.mark.parametrize("name", ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "index.lock"])
def test_unfinished_business(name: str, repo: Repo, kamctl: Kamctl) -> None:
    repo.write({DEAL: NEW})
    (repo.top / ".git" / name).touch()
    run = kamctl("commit", "--yes", cwd=repo.book)
    assert (run.code, run.out) == (4, "")


def test_without_identity(repo: Repo, kamctl: Kamctl, monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_NAME")
        monkeypatch.delenv(f"GIT_{role}_EMAIL")
    repo.git("config", "user.useConfigOnly", "true")
    repo.write({DEAL: NEW})
    run = kamctl("commit", "--yes", cwd=repo.book)
    assert run.code == 6
    assert 'git config --global user.name "Your Name"; git config --global user.email you@example.org' in run.err


def test_without_a_repository(tmp_path: Path, kamctl: Kamctl) -> None:
    (tmp_path / "kamctl.yaml").write_text("currency: CNY\n")
    run = kamctl("commit", "--yes", cwd=tmp_path)
    assert run.code == 6
    assert "`git init` and `kamctl commit` start its history" in run.err


def hook(repo: Repo, text: str) -> None:
    path = repo.top / ".git/hooks/pre-commit"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def test_own_hooks_apply_and_a_refusal_leaves_the_index_as_it_was(repo: Repo, kamctl: Kamctl) -> None:
    before = head(repo)
    hook(repo, "echo 'not on Fridays' >&2; exit 1")
    repo.write({DEAL: NEW, CONTACT: "name: Li Na\n"})
    run = kamctl("commit", "--yes", cwd=repo.book)
    assert run.code == 6
    assert "not on Fridays" in run.err
    assert head(repo) == before
    assert repo.git("diff", "--cached", "--name-only") == ""
    assert f"?? data/{CONTACT.rpartition('/')[0]}/" in repo.git("status", "--porcelain")


def test_started_from_a_hook_of_another_repository(repo: Repo, kamctl: Kamctl, tmp_path: Path) -> None:
    other = make_repo(tmp_path / "other")
    before = head(other)
    repo.write({DEAL: NEW})
    run = kamctl("commit", "--yes", cwd=repo.book, env={"GIT_DIR": str(other.top / ".git"), "GIT_INDEX_FILE": "x"})
    assert run.code == 0
    assert names(repo) == [f"data/{DEAL}"]
    assert head(other) == before


def test_no_personal_fact_in_the_message(repo: Repo, kamctl: Kamctl) -> None:
    repo.commit({CONTACT: "name: Li Na\nemail: li@example.org\n"})
    repo.write({CONTACT: "name: Canary\nemail: canary@example.org\ntitle: Buyer\n"})
    run = kamctl("commit", "--yes", cwd=repo.book)
    assert run.code == 0
    told = repo.git("log", "-1", "--format=%B")
    assert "email personal, not shown" in told
    assert "canary" not in (told + run.out + run.err).lower()
