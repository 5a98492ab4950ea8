"""Files are written whole or not at all, and nothing odd is written to."""

import os
import stat
from pathlib import Path

import pytest

from kamctl.errors import IO, USAGE, KamError
from kamctl.render.output import chosen_format, save


@pytest.mark.parametrize(
    ("given", "file", "chosen"),
    [
        (None, None, "table"),
        ("csv", None, "csv"),
        (None, "x.json", "json"),
        (None, "x.CSV", "csv"),
        (None, "x.txt", "table"),
        ("json", "x.json", "json"),
    ],
)
def test_the_format_is_what_was_given_or_the_ending_says(given: str | None, file: str | None, chosen: str) -> None:
    assert chosen_format(given, Path(file) if file else None) == chosen


@pytest.mark.parametrize(
    ("given", "file", "message"),
    [
        (None, "x.pdf", "-o x.pdf: unknown kind of file"),
        ("json", "x", "-o x: unknown kind of file"),
        ("csv", "x.json", "-o x.json and --format csv contradict each other"),
    ],
)
def test_what_does_not_fit_is_refused(given: str | None, file: str, message: str) -> None:
    with pytest.raises(KamError) as caught:
        chosen_format(given, Path(file))
    assert (str(caught.value), caught.value.exit_code) == (message, USAGE)


def test_an_existing_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "x.csv"
    target.write_text("old")
    target.chmod(0o640)
    save(target, "new 衡\n")
    assert target.read_text(encoding="utf-8") == "new 衡\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]


def test_a_new_file_follows_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        save(tmp_path / "x.csv", "")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "x.csv").stat().st_mode) == 0o640


def refused(target: Path) -> str:
    with pytest.raises(KamError) as caught:
        save(target, "new")
    assert caught.value.exit_code == IO
    return str(caught.value)


def test_links_folders_and_pipes_are_refused(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    for name in ("link.csv", "folder.csv", "pipe.csv"):
        assert refused(tmp_path / name).endswith("it is not a plain file")
    assert (tmp_path / "real.csv").read_text() == "old"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert refused(tmp_path / "no" / "x.csv").endswith("x.csv: No such file or directory")


def test_a_name_that_can_not_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert refused(tmp_path / "file" / "x.csv").endswith("Not a directory")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to everything")
def test_a_read_only_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("old")
    (tmp_path / "x.csv").chmod(0o444)
    assert refused(tmp_path / "x.csv").endswith("it is read only")


def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "x.csv"
    target.write_text("old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert refused(target).endswith("x.csv: No space left on device")
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]
