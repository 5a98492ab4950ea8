"""Commits written straight into a new repository: dates and authors as given, no work tree, no hooks, no signing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kamctl.store.committing import own_git
from kamctl.store.git import ask

BRANCH = "main"


@dataclass(frozen=True, slots=True)
class NewCommit:
    """A commit to write: who made it and when, `Name <mail> seconds +0800`, why, and all files of its state by path."""

    who: str
    message: str
    files: Mapping[str, bytes]


def make_repository(folder: Path, commits: Sequence[NewCommit]) -> None:
    """Make a repository in `folder`, whose files are those of the last commit, with these commits, oldest first.

    Raises KamError (exit 6) if git is missing or fails.
    """
    ask(folder, "init", "--quiet", f"--initial-branch={BRANCH}")
    ask(folder, "fast-import", "--quiet", "--done", "--date-format=raw", feed=b"".join(stream(commits)))
    ask(folder, "read-tree", "HEAD")
    # Compares the files with the commit once, so that later commands need not; a difference is no failure.
    ask(folder, "update-index", "-q", "--refresh")


def stream(commits: Sequence[NewCommit]) -> Iterator[bytes]:
    """Yield the commits in the language of git fast-import: only what differs from the one before."""
    before: Mapping[str, bytes] = {}
    for commit in commits:
        who = commit.who.encode()
        yield b"commit refs/heads/%s\nauthor %s\ncommitter %s\n" % (BRANCH.encode(), who, who)
        yield data(commit.message.encode())
        for path, content in commit.files.items():
            if before.get(path) != content:
                yield b"M 100644 inline %s\n" % quoted(path) + data(content)
        for path in before.keys() - commit.files.keys():
            yield b"D %s\n" % quoted(path)
        yield b"\n"
        before = commit.files
    yield b"done\n"


def data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def quoted(path: str) -> bytes:
    """Return a path as git fast-import reads any name."""
    text = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{text}"'.encode()


def signed(name: str, mail: str, at: datetime) -> str:
    """Return name, address and moment as git writes them, without what would end a part early."""
    kept = [text.translate({ord(sign): None for sign in "<>\n\r\0"}).strip() for text in (name, mail)]
    return f"{kept[0] or 'nobody'} <{kept[1]}> {int(at.timestamp())} {at:%z}"


def whoever(folder: Path) -> str:
    """Return the user's identity and the time now, as git knows them; kamctl's own where git knows none."""
    answer = own_git(folder, "var", "GIT_COMMITTER_IDENT")
    if answer.code:
        answer = own_git(
            folder, "-c", "user.name=kamctl", "-c", "user.email=kamctl@localhost", "var", "GIT_COMMITTER_IDENT"
        )
    return answer.out.decode("utf-8", "replace").strip()
