"""Reading git: the few calls that are safe in a repository somebody else made.

A cloned repository is untrusted data: its configuration can name programs to run. So every inherited GIT_*
variable is dropped, what could run a program is switched off on each call, and only commands that read
objects and names are used: rev-parse, rev-list, ls-tree, cat-file --batch. Nothing is checked out. (A new
repository of our own is filled in the same way: see `fast_import`.)
"""

import os
import re
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NoReturn

from kamctl.errors import GIT, KamError, Message, msg

TIMEOUT_S = 60.0
# Older ones don't know all options used here; 2.34 is what the oldest supported distributions carry.
OLDEST = (2, 34)
SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "diff.external=",
    "log.showSignature=false",
    "gpg.program=false",
    "safe.bareRepository=explicit",
    "core.quotePath=false",
)
ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "LC_ALL": "C",
    "TZ": "UTC",
}
DAMAGE = re.compile(
    r"corrupt|missing|inflate|garbage|hash mismatch|incorrect \w+ check|not a tree|bad (object|tree)"
    r"|(unable to|could not|cannot) (read|unpack|open|parse)"
)
OBJECT_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What git said: exit code, standard output, standard error (English, since LC_ALL=C)."""

    code: int
    out: bytes
    err: str


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository that holds `folder`; `prefix` is the way from its top to the folder, "" or "data/".

    `directory` is the .git of this work tree; `common` holds the objects, elsewhere if it is a linked work tree.
    """

    folder: Path
    top: Path
    prefix: str
    directory: Path
    common: Path
    shallow: bool
    hash_name: str

    @property
    def incomplete(self) -> bool:
        """True for a shallow or partial clone: objects may be absent without a fault."""
        return self.shallow or any((self.common / "objects" / "pack").glob("*.promisor"))


def environment(inherited: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a reading call: no inherited GIT_*, nothing asked, nothing fetched."""
    return {name: value for name, value in inherited.items() if not name.startswith("GIT_")} | ENVIRONMENT


def call(folder: Path, *arguments: str, feed: bytes | None = None) -> Answer:
    """Run one reading command in `folder`. Raises KamError (exit 6) if git is missing, too slow or refuses."""
    options = [part for setting in SETTINGS for part in ("-c", setting)]
    answer = run(["git", "--no-pager", "-C", str(folder), *options, *arguments], environment(os.environ), feed)
    if answer.code and "dubious ownership" in answer.err:
        refuse_owner(folder, answer.err)
    return answer


def run(command: Sequence[str], env: Mapping[str, str], feed: bytes | None = None) -> Answer:
    """Run git in a process group of its own, so that a timeout or Ctrl-C ends all that it started."""
    with tempfile.TemporaryFile() as stdin:  # empty, unless there is something to feed
        stdin.write(feed or b"")
        stdin.seek(0)
        process = start(command, env, stdin)
        try:
            out, err = process.communicate(timeout=TIMEOUT_S)
        except subprocess.TimeoutExpired:
            raise KamError(msg("git did not answer within {seconds} seconds", seconds=f"{TIMEOUT_S:g}"), GIT) from None
        finally:
            end(process)
    return Answer(process.returncode, out, err.decode("utf-8", "replace"))


def start(command: Sequence[str], env: Mapping[str, str], stdin: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start git, or say that there is none."""
    try:
        return subprocess.Popen(
            command, env=dict(env), stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        )
    except OSError as error:
        raise KamError(
            msg("git can't be run: {reason}", reason=error.strerror or str(error)),
            GIT,
            msg("install git {version} or newer", version=".".join(map(str, OLDEST))),
        ) from error


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill the process group if git is still there. Its pipes are closed, not read: someone may still hold them."""
    if process.poll() is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    for pipe in (process.stdout, process.stderr):
        if pipe:
            pipe.close()


def ask(folder: Path, *arguments: str, feed: bytes | None = None) -> bytes:
    """Return the output of a reading command. Raises KamError (exit 6) if it fails."""
    answer = call(folder, *arguments, feed=feed)
    if answer.code:
        fail(answer.err)
    return answer.out


def fail(err: str) -> NoReturn:
    """Stop with git's own words; where an object can't be read, say how to find out more."""
    if "promisor" in err:
        found = re.search(r"[0-9a-f]{40,64}", err)
        incomplete(found[0][:10] if found else msg("an object"))
    hint = fsck() if DAMAGE.search(err) else None
    raise KamError(msg("git failed: {reason}", reason=reason(err)), GIT, hint)


def incomplete(lacking: object) -> NoReturn:
    """Stop: the clone lacks what was asked for. Never an empty report."""
    raise KamError(
        msg("history incomplete: this clone does not hold {lacking}", lacking=lacking),
        GIT,
        msg("fetch the rest with `git fetch --unshallow`, or `git fetch --refetch` for a partial clone"),
    )


def damaged(repository: Repository, id: str) -> NoReturn:
    """Stop: an object that the history names is absent, or can't be read."""
    if repository.incomplete:
        incomplete(id[:10])
    raise KamError(msg("git can't read object {id}", id=id), GIT, fsck())


def fsck() -> Message:
    """Return the remedy for unreadable objects."""
    return msg("run `git fsck` to see what is damaged")


def reason(err: str) -> str:
    """Return the line of git's standard error that says why."""
    lines = [line.strip() for line in err.splitlines() if line.strip()]
    told = [line for line in lines if line.startswith(("fatal:", "error:"))] or lines or ["no reason given"]
    return told[-1].partition(": ")[2] or told[-1]


def refuse_owner(folder: Path, err: str) -> NoReturn:
    """Pass on that git does not trust the owner of the repository, with its own advice."""
    advice = next((line.strip() for line in err.splitlines() if "safe.directory" in line), "")
    hint = msg("if you trust it, run: {command}", command=advice) if advice else None
    raise KamError(msg("git refuses {path}: it belongs to somebody else", path=folder), GIT, hint)


def check_version(folder: Path) -> None:
    """Raise KamError (exit 6) if git is older than what the calls here need."""
    said = ask(folder, "version").decode("utf-8", "replace").strip()
    found = re.search(r"(\d+)\.(\d+)", said)
    if not found or (int(found[1]), int(found[2])) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise KamError(
            msg("{version} is too old", version=said), GIT, msg("install git {version} or newer", version=oldest)
        )


def find_repository(folder: Path) -> Repository | None:
    """Return the repository whose work tree holds `folder`, or None. Raises KamError (exit 6) if git refuses it."""
    check_version(folder)
    questions = ("--show-toplevel", "--absolute-git-dir", "--git-common-dir", "--is-shallow-repository")
    answer = call(folder, "rev-parse", *questions, "--show-object-format", "--show-prefix")
    if answer.code:
        if "not a git repository" in answer.err:
            return None
        fail(answer.err)
    lines = os.fsdecode(answer.out).split("\n")
    if len(lines) != 7:
        raise KamError(msg("git failed: {reason}", reason="a folder's name holds a line break"), GIT)
    top, own, common, shallow, hash_name, prefix = lines[:6]
    if (Path(top) / prefix).resolve() != folder.resolve():
        raise KamError(msg("git refuses {path}: its work tree is elsewhere, {top}", path=folder, top=top), GIT)
    return Repository(folder, Path(top), prefix, Path(own), folder / common, shallow == "true", hash_name)


def need_repository(folder: Path) -> Repository:
    """Return the repository that holds `folder`. Raises KamError (exit 6) if there is none."""
    found = find_repository(folder)
    if found is None:
        raise KamError(
            msg("{path} is not in a git repository", path=folder),
            GIT,
            msg("`git init` and `kamctl commit` start its history"),
        )
    return found
