"""Real git repositories for tests: made with an identity, dates and settings of their own."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

NOTHING = os.devnull


def own_environment(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Keep the user's git settings and identity out of a test."""
    home.mkdir(exist_ok=True)
    for name in [name for name in os.environ if name.startswith(("GIT_", "XDG_", "KAMCTL_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", NOTHING)


def environment(home: Path, day: str) -> dict[str, str]:
    """Return an environment in which git commits as an invented person at a moment."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {
        "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": NOTHING, "LC_ALL": "C",
        "GIT_AUTHOR_NAME": "Lin Yue", "GIT_AUTHOR_EMAIL": "lin-yue@example.org", "GIT_AUTHOR_DATE": day,
        "GIT_COMMITTER_NAME": "Lin Yue", "GIT_COMMITTER_EMAIL": "lin-yue@example.org", "GIT_COMMITTER_DATE": day,
    }  # fmt: skip


@dataclass
class Repo:
    """A repository at `top`; the book is `top / prefix`."""

    top: Path
    prefix: str = ""

    @property
    def book(self) -> Path:
        return self.top / self.prefix

    def git(self, *args: str, day: str = "2026-11-20T12:00:00+00:00", feed: bytes | None = None) -> str:
        """Run git and return its output without the last line end."""
        done = subprocess.run(
            ["git", "-C", str(self.top), *args], env=environment(self.top.parent, day), input=feed,
            capture_output=True, check=True,
        )  # fmt: skip
        return done.stdout.decode().strip()

    def write(self, files: Mapping[str, str]) -> None:
        """Write files of the book."""
        for name, text in files.items():
            path = self.book / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def commit(self, files: Mapping[str, str], day: str = "2026-11-20T12:00:00+00:00", message: str = "change") -> str:
        """Write files of the book, commit everything, and return the id of the commit."""
        self.write(files)
        self.git("add", "-A", day=day)
        self.git("commit", "-q", "--allow-empty", "-m", message, day=day)
        return self.git("rev-parse", "HEAD")

    def set_head(self, tree: str, *parents: str) -> str:
        """Commit a tree as it is and make it the head."""
        options = [part for parent in parents for part in ("-p", parent)]
        commit = self.git("commit-tree", tree, *options, "-m", "crafted")
        self.git("update-ref", "HEAD", commit)
        return commit

    def tree(self, *entries: tuple[str, str, str, bytes]) -> str:
        """Write a tree object of (mode, kind, id, name), without the checks of porcelain, and return its id."""
        return self.git("hash-object", "-t", "tree", "--literally", "-w", "--stdin", feed=raw_tree(entries))


def raw_tree(entries: tuple[tuple[str, str, str, bytes], ...]) -> bytes:
    """Return the bytes of a tree object."""
    return b"".join(
        mode.lstrip("0").encode() + b" " + name + b"\0" + bytes.fromhex(id) for mode, _, id, name in entries
    )


def make_repo(folder: Path, prefix: str = "", settings: str = "currency: CNY\nas_of: 2026-11-20\n") -> Repo:
    """Make a repository with a book of settings alone, committed on 2026-01-05."""
    folder.mkdir(parents=True, exist_ok=True)
    repo = Repo(folder, prefix)
    repo.git("init", "-q", "-b", "main")
    repo.commit({"kamctl.yaml": settings}, "2026-01-05T12:00:00+00:00")
    return repo
