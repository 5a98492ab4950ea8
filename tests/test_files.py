import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kamctl.errors import IO, KamError
from kamctl.files import replace_file

CALLS = ("open", "write", "fsync", "replace")
OLD, NEW = b"old\n", b"new content\n"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refusal(path: Path) -> str:
    with pytest.raises(KamError) as caught:
        replace_file(path, NEW)
    assert caught.value.exit_code == IO
    return str(caught.value)


def test_new_file_follows_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        replace_file(tmp_path / "a.yaml", NEW)
    finally:
        os.umask(before)
    assert (tmp_path / "a.yaml").read_bytes() == NEW
    assert (tmp_path / "a.yaml").stat().st_mode & 0o777 == 0o640
    assert names(tmp_path) == ["a.yaml"]


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664])
def test_mode_of_an_existing_file_is_kept(mode: int, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(OLD)
    path.chmod(mode)
    replace_file(path, NEW)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (NEW, mode)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_owner_of_an_existing_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(OLD)
    os.chown(path, 12345, 12346)
    replace_file(path, NEW)
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 12346)


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "device", "read-only"])
def test_refused_targets(kind: str, tmp_path: Path) -> None:
    path, victim = tmp_path / "a.yaml", tmp_path / "victim"
    victim.write_bytes(OLD)
    if kind == "link":
        path.symlink_to(victim)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "device":
        path = Path(os.devnull)
    else:
        path.write_bytes(OLD)
        path.chmod(0o444)
    before = path.lstat()
    assert str(path) in refusal(path)
    assert (path.lstat().st_ino, path.lstat().st_mode) == (before.st_ino, before.st_mode)
    assert victim.read_bytes() == OLD


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    assert "No such file or directory" in refusal(tmp_path / "none" / "a.yaml")


def test_order_of_the_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """write, fsync of the file, rename, fsync of the folder: in this order, whatever else happens between."""
    seen: list[str] = []
    for name in CALLS:
        monkeypatch.setattr(os, name, recorded(name, getattr(os, name), seen))
    replace_file(tmp_path / "a.yaml", NEW)
    assert seen == ["open", "write", "fsync", "replace", "open", "fsync"]


def recorded(name: str, call: Any, seen: list[str]) -> Any:
    def run(*args: Any, **options: Any) -> Any:
        seen.append(name)
        return call(*args, **options)

    return run


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EDQUOT, errno.EFBIG])
def test_failure_of_each_call_leaves_old_or_new(code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    for number in range(20):
        path.write_bytes(OLD)
        with monkeypatch.context() as patched:
            left = [number]
            for name in CALLS:
                patched.setattr(os, name, failing(getattr(os, name), code, left))
            try:
                replace_file(path, NEW)
            except KamError as error:
                assert error.exit_code == IO
                assert str(tmp_path) in str(error)
                assert path.read_bytes() in (OLD, NEW)
            else:
                assert path.read_bytes() == NEW
        assert names(tmp_path) == ["a.yaml"]
        if left[0] > 0:
            return
    pytest.fail("no run without a failure")


def failing(call: Any, code: int, left: list[int]) -> Any:
    """Return `call`, which fails when it is the call number `left` from now."""

    def run(*args: Any, **options: Any) -> Any:
        left[0] -= 1
        if left[0] == -1:
            raise OSError(code, os.strerror(code))
        return call(*args, **options)

    return run


def test_short_writes_are_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:3]))
    replace_file(tmp_path / "a.yaml", NEW)
    assert (tmp_path / "a.yaml").read_bytes() == NEW


def test_interrupt_removes_the_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_handle: int) -> None:
        raise KeyboardInterrupt

    (tmp_path / "a.yaml").write_bytes(OLD)
    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace_file(tmp_path / "a.yaml", NEW)
    assert names(tmp_path) == ["a.yaml"]
    assert (tmp_path / "a.yaml").read_bytes() == OLD


WRITER = """
import sys
from pathlib import Path
from kamctl.files import replace_file
path, count = Path(sys.argv[1]), 0
print("ready", flush=True)
while True:
    count += 1
    replace_file(path, b"x%d\\n" % (count % 2) * 20_000)
"""


@pytest.mark.parametrize("round", range(3))
def test_killed_writer_leaves_a_whole_file(round: int, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"x0\n" * 20_000)
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.readline()
    try:
        process.wait(timeout=0.02 * (round + 1))
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert path.read_bytes() in (b"x0\n" * 20_000, b"x1\n" * 20_000)
