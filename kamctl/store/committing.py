"""Committing the files of a book, and nothing else, with the user's own git: identity, hooks and signing apply.

`git commit --only` takes the named files as they are on disk and leaves everything else that is staged as it was.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from kamctl.errors import CONFLICT, GIT, KamError, msg
from kamctl.store.git import Answer, Repository, reason

# What a calling git (a hook, an alias) sets to point at its own repository; identity and configuration stay.
LOCAL = frozenset((
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_CONFIG", "GIT_DIR", "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_LITERAL_PATHSPECS", "GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX", "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
))  # fmt: skip
UNFINISHED = {
    "MERGE_HEAD": msg("a merge is not finished"),
    "CHERRY_PICK_HEAD": msg("a cherry-pick is not finished"),
    "REVERT_HEAD": msg("a revert is not finished"),
    "rebase-merge": msg("a rebase is not finished"),
    "rebase-apply": msg("a rebase is not finished"),
}


def own_environment(inherited: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of the user's git, without what points to another repository."""
    return {name: value for name, value in inherited.items() if name not in LOCAL}


def own_git(folder: Path, *arguments: str, feed: bytes | None = None) -> Answer:
    """Run the user's git in `folder`. It may ask for a passphrase and take its time, so there is no time limit."""
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, env=own_environment(os.environ), input=feed, capture_output=True, check=False)
    except OSError as error:
        raise KamError(msg("git can't be run: {reason}", reason=error.strerror or str(error)), GIT) from error
    return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))


def refuse_if_busy(repository: Repository) -> None:
    """Raise KamError (exit 4) while a merge or the like is unfinished, or another git is at work."""
    for name, what in UNFINISHED.items():
        if (repository.directory / name).exists():
            raise KamError(what, CONFLICT, msg("finish or abort it with git, then commit"))
    lock = repository.directory / "index.lock"
    if lock.exists():
        hint = msg("wait for it; if no git runs, a crashed one left the file behind: delete it")
        raise KamError(msg("another git is at work: {lock} exists", lock=lock), CONFLICT, hint)


def refuse_without_identity(repository: Repository) -> None:
    """Raise KamError (exit 6) if git does not know who commits."""
    for name in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        if own_git(repository.folder, "var", name).code:
            hint = msg('git config --global user.name "Your Name"; git config --global user.email you@example.org')
            raise KamError(msg("git does not know who you are"), GIT, hint)


def ignored(repository: Repository, paths: Sequence[str]) -> list[str]:
    """Return those of `paths` that git is told to ignore and does not track."""
    answer = own_git(repository.folder, "check-ignore", "-z", "--stdin", feed=nul(paths))
    return [os.fsdecode(name) for name in answer.out.split(b"\0") if name]


def commit_files(repository: Repository, paths: Sequence[str], message: str) -> str:
    """Commit `paths` (relative to the book) as they are on disk; return the id. Raises KamError (exit 6)."""
    folder = repository.folder
    listed = own_git(folder, "ls-files", "-z").out.split(b"\0")
    new = [path for path in paths if os.fsencode(path) not in listed and (folder / path).exists()]
    with temporary(nul(new, ":(literal)")) as news, temporary(nul(paths, ":(literal)")) as alls:
        if new:
            done(own_git(folder, "add", "--intent-to-add", f"--pathspec-from-file={news}", "--pathspec-file-nul"))
        with temporary(message.encode()) as text:
            answer = own_git(
                folder, "commit", "--quiet", "--cleanup=whitespace", f"--file={text}", "--only",
                f"--pathspec-from-file={alls}", "--pathspec-file-nul",
            )  # fmt: skip
    if answer.code:
        own_git(folder, "update-index", "--force-remove", "-z", "--stdin", feed=nul(new))
        done(answer)
    return own_git(folder, "rev-parse", "HEAD").out.decode("ascii", "replace").strip()


def done(answer: Answer) -> None:
    """Raise KamError (exit 6) with git's own words if it failed."""
    if answer.code:
        said = answer.err.strip() or answer.out.decode("utf-8", "replace").strip()
        raise KamError(msg("git did not commit: {reason}", reason=reason(said)), GIT)


def nul(paths: Sequence[str], lead: str = "") -> bytes:
    """Return paths as git reads them: each ended by NUL."""
    return b"".join(os.fsencode(lead + path) + b"\0" for path in paths)


@contextmanager
def temporary(data: bytes) -> Iterator[str]:
    """Yield the name of a file that holds `data` within the block."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data"
        path.write_bytes(data)
        yield str(path)
