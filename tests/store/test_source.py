import os
import socket
from pathlib import Path

import pytest
from conftest import write_files

from kamctl.errors import IO, KamError, Problem
from kamctl.store.source import MOST_BYTES, Unread, WorkTree

not_root = pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")


def refused(tree: WorkTree, path: str) -> Problem:
    with pytest.raises(Unread) as caught:
        tree.read(path)
    return caught.value.problem


def told(tree: WorkTree) -> list[tuple[str, str, str]]:
    return [(problem.code, problem.place.path, str(problem.message)) for problem in tree.problems()]


def test_files_that_may_belong_to_a_book(tmp_path: Path) -> None:
    names = ["kamctl.yaml", "accounts/nord/account.yaml", "accounts/nord/contacts/li.private.yaml", "fx.csv", "a.yml"]
    others = ["README.md", ".git/config.yaml", "accounts/.hidden.yaml", ".kamctl/x.csv", "notes.yaml.bak", "YAML"]
    write_files(tmp_path, dict.fromkeys([*names, *others], ""))
    assert WorkTree(tmp_path).paths() == sorted(names)
    assert WorkTree(tmp_path).problems() == []


def test_folders_are_searched_as_deep_as_a_book_goes_and_one_more(tmp_path: Path) -> None:
    write_files(tmp_path, {"a/b/c/d/e.yaml": "", "a/b/c/d/e/f.yaml": ""})
    assert WorkTree(tmp_path).paths() == ["a/b/c/d/e.yaml"]


def test_in_the_folders_of_a_book_what_lies_too_deep_is_found(tmp_path: Path) -> None:
    deep = "accounts/nord/contacts/a/b/c/d/x.yaml"
    write_files(tmp_path, {deep: "", "accounts/" + "a/" * 70 + "x.yaml": ""})
    assert WorkTree(tmp_path).paths() == [deep]


def test_endings_in_capitals_are_found(tmp_path: Path) -> None:
    write_files(tmp_path, {"orders/2026-11.CSV": "", "targets/2026.Yaml": "", "KAMCTL.YAML": ""})
    assert WorkTree(tmp_path).paths() == ["KAMCTL.YAML", "orders/2026-11.CSV", "targets/2026.Yaml"]


@pytest.mark.parametrize(("name", "is_told"), [("accounts", True), ("orders", True), ("docs", False)])
def test_a_link_at_the_top_is_told_of_where_a_folder_of_the_book_should_be(
    tmp_path: Path, name: str, is_told: bool
) -> None:
    book = write_files(tmp_path / "book", {"../other/nord/account.yaml": "", "kamctl.yaml": ""})
    (book / name).symlink_to(tmp_path / "other")
    tree = WorkTree(book)
    assert tree.paths() == ["kamctl.yaml"]
    assert told(tree) == [("KAM112", name, "is a symbolic link; a book holds plain files only")] * is_told


def test_the_bytes_are_those_on_disk(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\n\x00\xff")
    (tmp_path / "b.yaml").write_bytes(b"")
    tree = WorkTree(tmp_path)
    assert (tree.read("a.yaml"), tree.read("b.yaml")) == (b"\xef\xbb\xbfa: 1\r\n\x00\xff", b"")


@pytest.mark.parametrize("target", ["../outside.yaml", "/dev/zero", "loop.yaml", "gone.yaml", "kamctl.yaml"])
def test_a_symbolic_link_is_told_of_and_never_followed(tmp_path: Path, target: str) -> None:
    book = write_files(tmp_path / "book", {"kamctl.yaml": "currency: CNY\n", "../outside.yaml": "secret"})
    (book / "loop.yaml").symlink_to(target)
    tree = WorkTree(book)
    assert tree.paths() == ["kamctl.yaml"]
    assert told(tree) == [("KAM112", "loop.yaml", "is a symbolic link; a book holds plain files only")]
    assert refused(tree, "loop.yaml").code == "KAM112"


def test_a_linked_folder_is_told_of_and_not_entered(tmp_path: Path) -> None:
    book = write_files(tmp_path / "book", {"accounts/nord/account.yaml": "", "../other/account.yaml": ""})
    (book / "accounts/sued").symlink_to(tmp_path / "other")
    (book / "README.md").symlink_to("nowhere")
    tree = WorkTree(book)
    assert tree.paths() == ["accounts/nord/account.yaml"]
    assert [path for _, path, _ in told(tree)] == ["accounts/sued"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")
    assert str(refused(WorkTree(tmp_path), "a.yaml").message) == "is not a plain file"


def test_a_socket_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as end:
        end.bind("a.yaml")
        assert refused(WorkTree(tmp_path), "a.yaml").code == "KAM112"


def test_a_folder_named_as_a_file(tmp_path: Path) -> None:
    write_files(tmp_path, {"accounts/nord/account.yaml/x.yaml": ""})
    tree = WorkTree(tmp_path)
    assert told(tree) == [("KAM112", "accounts/nord/account.yaml", "is a folder, not a file")]
    assert refused(tree, "accounts/nord/account.yaml").code == "KAM112"


@not_root
def test_what_may_not_be_read(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.yaml": "", "accounts/nord/account.yaml": ""})
    (tmp_path / "a.yaml").chmod(0)
    (tmp_path / "accounts/nord").chmod(0)
    try:
        tree = WorkTree(tmp_path)
        assert str(refused(tree, "a.yaml").message) == "can't be read: Permission denied"
        assert told(tree) == [("KAM112", "accounts/nord", "can't be read: Permission denied")]
    finally:
        (tmp_path / "accounts/nord").chmod(0o700)


def test_a_folder_that_fails_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"kamctl.yaml": "", "accounts/nord/account.yaml": ""})
    scandir = os.scandir

    def failing(path: Path) -> object:
        if Path(path).name == "nord":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", failing)
    tree = WorkTree(tmp_path)
    assert tree.paths() == ["kamctl.yaml"]
    assert told(tree) == [("KAM112", "accounts/nord", "can't be read: Permission denied")]


def test_a_book_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(KamError) as caught:
        WorkTree(tmp_path / "gone").paths()
    assert caught.value.exit_code == IO
    assert str(caught.value).endswith("gone: No such file or directory")


def test_a_file_that_vanishes(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.yaml": ""})
    tree = WorkTree(tmp_path)
    assert tree.paths() == ["a.yaml"]
    (tmp_path / "a.yaml").unlink()
    assert refused(tree, "a.yaml").code == "KAM113"
    assert refused(tree, "nowhere/a.yaml").code == "KAM113"


def test_a_file_has_a_largest_size(tmp_path: Path) -> None:
    (tmp_path / "most.yaml").write_bytes(b"#" * MOST_BYTES)
    (tmp_path / "more.yaml").write_bytes(b"#" * (MOST_BYTES + 1))
    with (tmp_path / "huge.csv").open("wb") as file:
        file.truncate(1 << 40)  # a terabyte of nothing
    tree = WorkTree(tmp_path)
    assert len(tree.read("most.yaml")) == MOST_BYTES
    assert str(refused(tree, "more.yaml").message) == "is larger than 1048576 bytes"
    assert refused(tree, "huge.csv").code == "KAM103"


def test_a_ledger_may_be_longer_than_a_record(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"#" * (MOST_BYTES + 1))
    assert len(WorkTree(tmp_path).read("a.csv")) == MOST_BYTES + 1


def test_a_file_that_grows_while_it_is_read_has_the_same_limit() -> None:
    # Files of /proc say that they are empty.
    proc = Path("/proc/self")
    if proc.exists():
        assert WorkTree(proc).read("status").startswith(b"Name:")


def test_a_name_that_is_no_utf_8(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.yaml")).touch()
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    tree = WorkTree(tmp_path)
    assert tree.paths() == []
    assert told(tree) == [("KAM112", "a\\xff.yaml", "has a name that is not UTF-8")]


def test_nothing_outside_is_read_through_a_path(tmp_path: Path) -> None:
    book = write_files(tmp_path / "book", {"accounts/nord/account.yaml": "", "../secret/account.yaml": "x"})
    (book / "accounts/sued").symlink_to(tmp_path / "secret")
    assert all("sued" not in path for path in WorkTree(book).paths())
