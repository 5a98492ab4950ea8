"""What guards a book in its repository: hooks, and the rule that keeps private facts out.

The two questions to git here read the index and the ignore rules; like those of `store.git` they run nothing that a
repository's configuration names.
"""

import os
import stat
from pathlib import Path
from typing import Literal

from kamctl.records.kinds import BY_NAME
from kamctl.store.committing import own_git
from kamctl.store.git import Repository, ask, call, fail

PROGRAM = b"kamctl"
MANAGER = b"pre-commit"
MANAGED = ".pre-commit-config.yaml"
PRIVATE = b".private.yaml"
SPECIMEN = BY_NAME["private"].path_of("any-account/any-contact")
Hook = Literal["own", "managed", "not installed", "not executable", "none"]


def private_in_git(repository: Repository) -> int:
    """Return how many files of personal facts are in the index: they go into the next commit."""
    listed = ask(repository.folder, "ls-files", "-z").split(b"\0")
    return sum(path.endswith(PRIVATE) for path in listed)


def private_is_ignored(repository: Repository) -> bool:
    """Return whether a .gitignore of the repository, not only of this machine, keeps files of personal facts out."""
    # The command refuses the literal pathspecs that all other calls have.
    question = ("--no-literal-pathspecs", "check-ignore", "--verbose", "--no-index", "-z", "--stdin")
    answer = call(repository.folder, *question, feed=os.fsencode(SPECIMEN) + b"\0")
    if answer.code not in (0, 1):
        fail(answer.err)
    source, _, pattern = [*answer.out.split(b"\0"), b"", b"", b""][:3]
    return source.rpartition(b"/")[2] == b".gitignore" and not pattern.startswith(b"!")


def hook(repository: Repository) -> Hook:
    """Return how a commit is checked: by a hook of its own, by pre-commit (installed or not), or not at all."""
    managed = PROGRAM in content(repository.top / MANAGED)
    path = hooks_folder(repository) / "pre-commit"
    text = content(path)
    if PROGRAM in text or (managed and MANAGER in text):
        if os.name != "nt" and not path.stat().st_mode & stat.S_IXUSR:
            return "not executable"
        return "own" if PROGRAM in text else "managed"
    return "not installed" if managed else "none"


def hooks_folder(repository: Repository) -> Path:
    """Return the folder of the hooks that the user's git runs, which the user's configuration may name."""
    answer = own_git(repository.folder, "rev-parse", "--git-path", "hooks")
    return repository.folder / os.fsdecode(answer.out.rstrip(b"\n"))


def content(path: Path) -> bytes:
    """Return what a file holds, nothing if it can't be read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
