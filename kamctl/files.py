"""Replace a file as a whole: after a crash at any moment it holds either its old or its new content.

The order is what makes it so: write a temporary file beside the target, fsync it, rename it over the target,
fsync the folder. Not protected: a disk that acknowledges what it has not stored, and other names (hard links)
of the old file, which keep the old content.
"""

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from kamctl.errors import IO, KamError, Message, msg

TEMPORARY = ".kamctl-tmp"
NEW_MODE = 0o666


def replace_file(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write `data` to `path`, new or existing; mode and, where allowed, owner of an existing file are kept.

    Without `durable` nobody waits for the disk: for many new files that can be made again.

    Raises KamError (exit 5), with the target as it was, for a link, folder, device or read-only file and when
    the disk is full or fails.
    """
    before = existing(path)
    temporary = path.with_name(f".{secrets.token_hex(8)}{TEMPORARY}")
    try:
        write_new(temporary, data, before, durable)
        temporary.replace(path)
    except OSError as error:
        raise failed(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink()
    if durable:
        sync_folder(path.parent)


def existing(path: Path) -> os.stat_result | None:
    """Return the state of the target, None if there is none. Refuses what must not be replaced."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise failed(path, error) from error
    if not stat.S_ISREG(status.st_mode):
        raise refused(path, msg("it is not a plain file"))
    # A rename asks for no permission on the file itself: what is marked read-only would be replaced all the same.
    if not status.st_mode & stat.S_IWUSR:
        raise refused(path, msg("it is read-only"))
    return status


def write_new(path: Path, data: bytes, like: os.stat_result | None, durable: bool) -> None:
    """Write a new file, with the mode and owner of `like`, and see it stored if it is to be `durable`."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, NEW_MODE)
    try:
        if like:
            keep_owner(handle, like)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if durable:
            os.fsync(handle)
    finally:
        os.close(handle)


def keep_owner(handle: int, like: os.stat_result) -> None:
    """Give an open file the owner, as far as the system allows, and the mode of another."""
    if not hasattr(os, "fchmod"):
        return
    now = os.fstat(handle)
    if (now.st_uid, now.st_gid) != (like.st_uid, like.st_gid):
        with suppress(PermissionError):
            os.fchown(handle, like.st_uid, like.st_gid)
    os.fchmod(handle, stat.S_IMODE(like.st_mode))


def sync_folder(folder: Path) -> None:
    """See the new name stored. Some systems can't open folders; there the rename itself has to do."""
    try:
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError as error:
        raise failed(folder, error) from error
    finally:
        os.close(handle)


def failed(path: Path, error: OSError) -> KamError:
    """Return the error that names the file and the system's reason."""
    return refused(path, error.strerror or str(error.errno))


def refused(path: Path, reason: Message | str) -> KamError:
    """Return the error that says why a file is not written."""
    return KamError(msg("can't write {path}: {reason}", path=path, reason=reason), IO)
