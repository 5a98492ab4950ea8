"""Check looks at the whole book and reports on the parts that were asked for."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import Run
from repos import Repo, make_repo, own_environment

Kamctl = Callable[..., Run]
BookOf = Callable[[Mapping[str, str]], Path]
FILES = {
    "team.yaml": "lin-yue: {name: Lin Yue, manager: nobody}\n",
    "accounts/nordlicht/account.yaml": "name: Nordlicht\nsponsor: nobody\n",
    "accounts/nordlicht/contacts/li-na.yaml": "name: Li Na\nreports_to: nobody\n",
    "accounts/nordlicht-bremen/account.yaml": "name: Bremen\nparent: nordlicht\nsponsor: lin-yue\n",
}
ALL = {
    "accounts/nordlicht/account.yaml:2:10",
    "accounts/nordlicht/contacts/li-na.yaml:2:13",
    "team.yaml:1:35",
}


def places(run: Run) -> set[str]:
    """Return the places that a run reports on."""
    return {line.partition(": ")[0] for line in run.out.splitlines() if ": KAM" in line}


@pytest.mark.parametrize(
    ("asked", "reported"),
    [
        ("", ALL),
        (".", ALL),
        ("team.yaml", {"team.yaml:1:35"}),
        ("accounts", ALL - {"team.yaml:1:35"}),
        ("accounts/", ALL - {"team.yaml:1:35"}),
        ("./accounts/nordlicht/contacts/../contacts", {"accounts/nordlicht/contacts/li-na.yaml:2:13"}),
        ("nordlicht", ALL - {"team.yaml:1:35"}),
        ("nordlicht-bremen", set()),  # what it names is found in the rest of the book
        ("team.yaml nordlicht/contacts", {"team.yaml:1:35", "accounts/nordlicht/contacts/li-na.yaml:2:13"}),
    ],
)
def test_parts(asked: str, reported: set[str], book_of: BookOf, kamctl: Kamctl) -> None:
    run = kamctl("check", *asked.split(), cwd=book_of(FILES))
    assert places(run) == reported
    assert run.code == bool(reported)
    rest = len(ALL) - len(reported)
    assert (f"{rest} more in the rest of the book" in run.out) is bool(rest)


def test_paths_start_where_the_user_is_or_in_the_book(book_of: BookOf, kamctl: Kamctl) -> None:
    folder = book_of(FILES)
    above, inside = folder.parent, folder / "accounts/nordlicht"
    assert places(kamctl("check", "--book", "book", "book/team.yaml", cwd=above)) == {"book/team.yaml:1:35"}
    assert places(kamctl("check", "--book", "book", "team.yaml", cwd=above)) == {"book/team.yaml:1:35"}
    assert places(kamctl("check", "contacts", cwd=inside)) == {"contacts/li-na.yaml:2:13"}
    assert places(kamctl("check", folder / "team.yaml", cwd=inside)) == {"../../team.yaml:1:35"}


def test_a_link_to_the_book_leads_to_it(book_of: BookOf, kamctl: Kamctl, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(book_of(FILES), target_is_directory=True)
    assert len(places(kamctl("check", "--book", link, link / "team.yaml"))) == 1
    assert len(places(kamctl("check", "--book", link, link))) == 3


@pytest.mark.parametrize(
    ("asked", "message", "hint"),
    [
        ("nordlich", "nordlich: the book has no such file, folder or account", "did you mean nordlicht"),
        ("accounts/nordlicht/acount.yaml", "the book has no such file", "did you mean accounts/nordlicht/account.yaml"),
        ("..", ".. is not in the book", ""),
        ("/", "/ is not in the book", ""),
        ("../nowhere", "../nowhere: the book has no such file", ""),
        ("", ": the book has no such file", ""),
    ],
)
def test_what_is_no_part_of_the_book(asked: str, message: str, hint: str, book_of: BookOf, kamctl: Kamctl) -> None:
    run = kamctl("check", "team.yaml", asked, cwd=book_of(FILES))
    assert (run.code, run.out) == (2, "")
    assert message in run.err
    assert hint in run.err


def test_a_fault_between_two_files_belongs_to_both(book_of: BookOf, kamctl: Kamctl) -> None:
    header = "date,order,account,site,product,options,quantity,amount,currency,channel,opportunity\n"
    row = "2026-10-01,O-1,nordlicht,,cw,,1,100,CNY,direct,\n"
    folder = book_of(
        {
            "products.yaml": "cw: {name: C}\n",
            "accounts/nordlicht/account.yaml": "name: Nordlicht\n",
            "orders/2026-09.csv": header + row,
            "orders/2026-10.csv": header + row,
        }
    )
    for month in ("2026-09", "2026-10"):
        assert len(places(kamctl("check", f"orders/{month}.csv", cwd=folder))) == 1


def test_only_what_was_asked_for_is_fixed(book_of: BookOf, kamctl: Kamctl) -> None:
    folder = book_of({"accounts/a/account.yaml": "name: 1.10\n", "accounts/b/account.yaml": "name: 1.10\n"})
    assert kamctl("check", "b", "--fix", cwd=folder).code == 0
    assert (folder / "accounts/a/account.yaml").read_text() == "name: 1.10\n"
    assert (folder / "accounts/b/account.yaml").read_text() == 'name: "1.10"\n'


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """Return a repository in which everything is committed, faults too."""
    own_environment(monkeypatch, tmp_path / "home")
    made = make_repo(tmp_path / "repo", "data/")
    made.commit(FILES)
    return made


@pytest.mark.parametrize(
    "option", [("--changed",), ("--changed", "HEAD"), ("--changed=main",), ("--changed", "--strict")]
)
def test_nothing_changed(option: tuple[str, ...], repo: Repo, kamctl: Kamctl) -> None:
    run = kamctl("check", *option, cwd=repo.book)
    assert (run.code, run.err, places(run)) == (0, "", set())


def test_changed_new_and_misplaced_files(repo: Repo, kamctl: Kamctl) -> None:
    repo.write({"accounts/nordlicht/account.yaml": "name: Nordlicht\n# more\nsponsor: nobody\n"})
    repo.write({"accounts/havbris/account.yaml": "name: Havbris\nsponsor: nobody\n", "acounts/x.yaml": "a: b\n"})
    (repo.book / "accounts/link.yaml").symlink_to("nowhere")
    (repo.book / "accounts/nordlicht/contacts/li-na.yaml").touch()
    assert places(kamctl("check", "--changed", cwd=repo.book)) == {
        "accounts/nordlicht/account.yaml:3:10",
        "accounts/havbris/account.yaml:2:10",
        "accounts/link.yaml:1:1",
        "acounts/x.yaml:1:1",
    }


def test_since_an_earlier_revision_and_within_a_part(repo: Repo, kamctl: Kamctl) -> None:
    repo.commit({"accounts/nordlicht/account.yaml": "name: Nordlicht AG\nsponsor: nobody\n", "team.yaml": "{}\n"})
    assert places(kamctl("check", "--changed", cwd=repo.book)) == set()
    # Bremen names a person who is gone now; its own file is as it was.
    since = {"accounts/nordlicht/account.yaml:2:10"}
    assert places(kamctl("check", "--changed", "HEAD~1", cwd=repo.book)) == since
    assert places(kamctl("check", "nordlicht-bremen", "--changed", "HEAD~1", cwd=repo.book)) == set()
    assert places(kamctl("check", "--changed=HEAD~1", "--", "nordlicht", cwd=repo.book)) == since


def test_two_revisions(repo: Repo, kamctl: Kamctl) -> None:
    repo.commit({"accounts/nordlicht/account.yaml": "name: Nordlicht AG\nsponsor: nobody\n"})
    run = kamctl("check", "--at", "HEAD", "--changed", "HEAD~1", cwd=repo.book)
    assert places(run) == {"accounts/nordlicht/account.yaml:2:10"}


def test_private_facts_are_a_change_unless_git_holds_them_as_they_are(repo: Repo, kamctl: Kamctl) -> None:
    place = "accounts/nordlicht/contacts/li-na.private.yaml:1:1"
    repo.write({"accounts/nordlicht/contacts/li-na.private.yaml": "like: tea\n"})
    assert places(kamctl("check", "--changed", cwd=repo.book)) == {place}
    repo.git("add", "-f", "-A")
    repo.commit({})
    assert places(kamctl("check", "--changed", cwd=repo.book)) == set()
    repo.write({"accounts/nordlicht/contacts/li-na.private.yaml": "lik: tea\n"})
    assert places(kamctl("check", "--changed", cwd=repo.book)) == {place}


def test_before_the_first_commit_everything_is_new(
    book_of: BookOf, kamctl: Kamctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_environment(monkeypatch, tmp_path / "home")
    folder = book_of(FILES)
    Repo(folder).git("init", "-q")
    assert places(kamctl("check", "--changed", cwd=folder)) == ALL


@pytest.mark.parametrize(("revision", "code"), [("nowhere", 2), ("-x", 2), ("HEAD..main", 2), ("2026-13-01", 2)])
def test_no_such_revision(revision: str, code: int, repo: Repo, kamctl: Kamctl) -> None:
    run = kamctl("check", f"--changed={revision}", cwd=repo.book)
    assert (run.code, run.out) == (code, "")


def test_outside_a_repository(book_of: BookOf, kamctl: Kamctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_environment(monkeypatch, tmp_path / "home")
    run = kamctl("check", "--changed", cwd=book_of(FILES))
    assert (run.code, run.out) == (6, "")


def test_a_part_taken_for_a_revision_is_told_where_to_stand(repo: Repo, kamctl: Kamctl) -> None:
    run = kamctl("check", "--changed", "nordlicht", cwd=repo.book)
    assert (run.code, run.out) == (2, "")
    assert run.err == (
        "kamctl: error: nordlicht: no such commit, tag, branch or day\n"
        "hint: files and accounts stand before the option: `kamctl check nordlicht --changed`\n"
    )
