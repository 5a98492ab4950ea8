import os
import shutil
import stat
import sys
import time
from pathlib import Path

import pytest
from repos import Repo, make_repo, own_environment

from kamctl.errors import GIT, KamError
from kamctl.store import git
from kamctl.store.history import line_of
from kamctl.store.revision import open_revision


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    own_environment(monkeypatch, tmp_path / "home")
    return make_repo(tmp_path / "repo")


def fake_git(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a script named git first in PATH."""
    folder.mkdir()
    program = folder / "git"
    program.write_text(f"#!{sys.executable}\n{text}")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder) + os.pathsep + os.environ["PATH"])


def read_all(repo: Repo, at: str = "HEAD") -> dict[str, bytes]:
    source = open_revision(repo.book, at)
    return {path: source.read(path) for path in source.paths()}


def test_inherited_git_variables_are_dropped_and_fetching_is_off() -> None:
    env = git.environment({"GIT_DIR": "/x", "GIT_TRACE": "1", "HOME": "/home/a", "GIT_ALLOW_PROTOCOL": "file"})
    assert "GIT_DIR" not in env
    assert "GIT_TRACE" not in env
    assert (env["HOME"], env["GIT_ALLOW_PROTOCOL"], env["GIT_NO_REPLACE_OBJECTS"]) == ("/home/a", "none", "1")


@pytest.mark.parametrize("name", ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY"])
def test_variables_of_a_hook_do_not_lead_elsewhere(
    name: str, repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_repo(tmp_path / "other", settings="currency: EUR\n")
    monkeypatch.setenv(name, str(other.top / ".git"))
    assert b"CNY" in read_all(repo)["kamctl.yaml"]


def test_book_in_a_subfolder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_environment(monkeypatch, tmp_path / "home")
    repo = make_repo(tmp_path / "repo", "data/")
    found = git.find_repository(repo.book)
    assert found
    assert (found.prefix, found.top, found.hash_name) == ("data/", repo.top, "sha1")
    assert list(read_all(repo)) == ["kamctl.yaml"]


def test_no_repository(tmp_path: Path) -> None:
    assert git.find_repository(tmp_path) is None
    with pytest.raises(KamError) as caught:
        git.need_repository(tmp_path)
    assert caught.value.exit_code == GIT


def test_git_is_missing(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    with pytest.raises(KamError) as caught:
        git.find_repository(repo.book)
    assert caught.value.exit_code == GIT
    assert str(caught.value.hint) == "install git 2.34 or newer"


def test_git_is_too_old(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_git(tmp_path / "bin", "print('git version 2.17.1')", monkeypatch)
    with pytest.raises(KamError) as caught:
        git.find_repository(repo.book)
    assert (caught.value.exit_code, str(caught.value)) == (GIT, "git version 2.17.1 is too old")


def test_git_that_hangs_is_ended_with_its_children(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pid_file = tmp_path / "pid"
    fake_git(
        tmp_path / "bin",
        "import subprocess, sys, time\n"
        "child = subprocess.Popen(['sleep', '300'])\n"
        f"open({str(pid_file)!r}, 'w').write(str(child.pid))\n"
        "time.sleep(300)\n",
        monkeypatch,
    )
    monkeypatch.setattr(git, "TIMEOUT_S", 5.0)
    with pytest.raises(KamError) as caught:
        git.find_repository(repo.book)
    assert caught.value.exit_code == GIT
    child = int(pid_file.read_text())
    for _ in range(100):  # it is killed, but the system may take its time
        if not alive(child):
            break
        time.sleep(0.1)
    assert not alive(child)


def alive(pid: int) -> bool:
    """Return whether a process runs; a killed one that nobody waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_foreign_owner_is_refused_with_gits_advice(repo: Repo) -> None:
    for path in (repo.top, repo.top / ".git"):
        os.chown(path, 12345, 12345)
    with pytest.raises(KamError) as caught:
        git.find_repository(repo.book)
    assert caught.value.exit_code == GIT
    assert f"git config --global --add safe.directory {repo.top}" in str(caught.value.hint)


def test_work_tree_elsewhere_is_refused(repo: Repo, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    repo.git("config", "core.worktree", str(tmp_path / "elsewhere"))
    with pytest.raises(KamError) as caught:
        git.find_repository(repo.book)
    assert caught.value.exit_code == GIT


def test_embedded_bare_repository_is_not_used(repo: Repo) -> None:
    inner = repo.top / "inner"
    repo.git("init", "-q", "--bare", str(inner))
    with pytest.raises(KamError) as caught:
        git.find_repository(inner)
    assert caught.value.exit_code == GIT


HOSTILE = {
    "fsmonitor": ("core.fsmonitor", "{canary}"),
    "hooks": ("core.hooksPath", "{hooks}"),
    "external diff": ("diff.external", "{canary}"),
    "pager": ("core.pager", "{canary}"),
    "pager of a command": ("pager.rev-list", "{canary}"),
    "alias": ("alias.ls-tree", "!{canary}"),
    "signature": ("gpg.program", "{canary}"),
    "ssh": ("core.sshCommand", "{canary}"),
    "editor": ("core.editor", "{canary}"),
    "askpass": ("core.askPass", "{canary}"),
    "text conversion": ("diff.yaml.textconv", "{canary}"),
    "filter": ("filter.evil.smudge", "{canary}"),
    "process": ("filter.evil.process", "{canary}"),
}


@pytest.mark.parametrize("vector", HOSTILE)
def test_configuration_of_the_repository_runs_nothing(vector: str, repo: Repo, tmp_path: Path) -> None:
    name, value = HOSTILE[vector]
    canary = script(tmp_path / "canary", tmp_path / "ran")
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for hook in ("post-checkout", "reference-transaction", "post-index-change", "fsmonitor-watchman"):
        shutil.copy2(canary, hooks / hook)
    repo.commit({".gitattributes": "*.yaml diff=yaml filter=evil\n", "team.yaml": "{}\n"})
    repo.git("config", "log.showSignature", "true")
    repo.git("config", name, value.format(canary=canary, hooks=hooks))
    assert set(read_all(repo)) == {"kamctl.yaml", "team.yaml"}
    assert len(line_of(git.need_repository(repo.book), "HEAD")) == 2
    assert not (tmp_path / "ran").exists()


def test_signed_commit_is_not_verified(repo: Repo, tmp_path: Path) -> None:
    canary = script(tmp_path / "canary", tmp_path / "ran")
    raw = repo.git("cat-file", "commit", "HEAD").encode()
    head, _, body = raw.partition(b"\n\n")
    signed = head + b"\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n -----END PGP SIGNATURE-----\n\n" + body + b"\n"
    repo.git("update-ref", "HEAD", repo.git("hash-object", "-t", "commit", "-w", "--stdin", feed=signed))
    repo.git("config", "gpg.program", str(canary))
    repo.git("config", "log.showSignature", "true")
    assert read_all(repo)
    assert not (tmp_path / "ran").exists()


def test_promisor_remote_is_not_asked(repo: Repo, tmp_path: Path) -> None:
    """A missing object must not be fetched: fetching runs a program that the configuration names."""
    canary = script(tmp_path / "canary", tmp_path / "ran")
    blob = repo.git("rev-parse", "HEAD:kamctl.yaml")
    (repo.top / ".git/objects" / blob[:2] / blob[2:]).unlink()
    repo.git("config", "extensions.partialClone", "origin")
    repo.git("config", "core.repositoryFormatVersion", "1")
    repo.git("config", "remote.origin.promisor", "true")
    repo.git("config", "remote.origin.url", str(repo.top))
    repo.git("config", "remote.origin.uploadpack", str(canary))
    with pytest.raises(KamError) as caught:
        read_all(repo)
    assert caught.value.exit_code == GIT
    assert not (tmp_path / "ran").exists()


def script(path: Path, mark: Path) -> Path:
    """Write a program that leaves a mark when it runs."""
    path.write_text(f"#!/bin/sh\ntouch '{mark}'\ncat 2>/dev/null\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    return path
