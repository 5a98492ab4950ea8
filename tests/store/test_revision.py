from datetime import date
from pathlib import Path

import pytest
from repos import Repo, make_repo, own_environment

from kamctl.errors import DATA, GIT, USAGE, KamError
from kamctl.store.read import read_book
from kamctl.store.revision import GitSource, open_revision, open_source
from kamctl.store.source import Unread, WorkTree

SHANGHAI = "currency: CNY\ntime_zone: Asia/Shanghai\n"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    own_environment(monkeypatch, tmp_path / "home")
    return make_repo(tmp_path / "repo", settings=SHANGHAI)


def refusal(root: Path, at: str) -> tuple[int, str]:
    with pytest.raises(KamError) as caught:
        open_source(root, at)
    return caught.value.exit_code, str(caught.value)


def test_without_revision_the_work_tree_is_read(repo: Repo) -> None:
    source = open_source(repo.book, None)
    assert isinstance(source, WorkTree)
    assert source.revision is None


def test_commit_tag_branch_and_relatives(repo: Repo) -> None:
    first = repo.git("rev-parse", "HEAD")
    repo.git("tag", "-a", "v1", "-m", "first")
    repo.git("branch", "审核")
    second = repo.commit({"team.yaml": "{}\n"}, "2026-02-03T12:00:00+00:00")
    for name in (first, first[:9], "v1", "tags/v1", "审核", "HEAD~1", "main^", "@~1"):
        assert open_source(repo.book, name).revision == first, name
    source = open_revision(repo.book, "main")
    assert (source.revision, source.day, source.paths()) == (second, date(2026, 2, 3), ["kamctl.yaml", "team.yaml"])


@pytest.mark.parametrize(
    "name",
    ["--output=x", "-h", "", "HEAD:kamctl.yaml", "nothing", "yesterday-ish", "HEAD@{1}", "main@{upstream}", ":/change",
     "HEAD^{/change}", "HEAD..HEAD", "a b", "HEAD\n", "2026-13-45", "2026-02-30", "2026-1-5", "2026/01/05",
     "05.01.2026"],
)  # fmt: skip
def test_refused_names(name: str, repo: Repo) -> None:
    before = sorted(repo.top.iterdir())
    assert refusal(repo.book, name)[0] == USAGE
    assert sorted(repo.top.iterdir()) == before


def test_ambiguous_name(repo: Repo) -> None:
    repo.git("tag", "x")
    repo.commit({"team.yaml": "{}\n"})
    repo.git("branch", "x")
    assert refusal(repo.book, "x") == (USAGE, "x is ambiguous: it names more than one thing")
    assert open_source(repo.book, "heads/x").revision != open_source(repo.book, "tags/x").revision


def test_revision_without_the_book(repo: Repo) -> None:
    repo.set_head(repo.git("mktree", feed=b""), repo.git("rev-parse", "HEAD"))
    assert refusal(repo.book, "HEAD")[0] == USAGE
    assert open_revision(repo.book, "HEAD").paths() == []


def test_no_repository(tmp_path: Path) -> None:
    (tmp_path / "kamctl.yaml").write_text(SHANGHAI)
    assert refusal(tmp_path, "HEAD")[0] == GIT


def test_no_commit_yet(repo: Repo) -> None:
    repo.git("checkout", "-q", "--orphan", "empty")
    assert refusal(repo.book, "2026-11-20") == (USAGE, "the repository has no commits yet")


# A day in Shanghai ends at 16:00 UTC.
@pytest.mark.parametrize(
    ("day", "commit"),
    [("2026-03-09", "before"), ("2026-03-10", "at 15:59:59"), ("2026-03-11", "at 16:00"), ("2030-01-01", "at 16:00")],
)
@pytest.mark.parametrize("zone_of_machine", ["UTC", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_day_ends_in_the_zone_of_the_book(
    day: str, commit: str, zone_of_machine: str, repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone_of_machine)
    ids = {
        "before": repo.git("rev-parse", "HEAD"),
        "at 15:59:59": repo.commit({"team.yaml": "{}\n"}, "2026-03-10T15:59:59+00:00"),
        "at 16:00": repo.commit({"team.yaml": "a: {name: A}\n"}, "2026-03-10T16:00:00+00:00"),
    }
    source = open_source(repo.book, day)
    assert source.revision == ids[commit]
    assert isinstance(source, GitSource)
    assert source.day == date.fromisoformat(day)
    assert source.warnings == []


def test_day_of_a_commit_is_told_in_the_zone_of_the_book(repo: Repo) -> None:
    repo.commit({"team.yaml": "{}\n"}, "2026-03-10T23:00:00+00:00")
    assert open_revision(repo.book, "HEAD").day == date(2026, 3, 11)


def test_day_before_the_history(repo: Repo) -> None:
    code, text = refusal(repo.book, "2026-01-04")
    assert (code, text) == (USAGE, "no commit on or before 2026-01-04: the history starts on 2026-01-05")


def test_day_means_the_branch_itself_not_what_was_merged_later(repo: Repo) -> None:
    first = repo.git("rev-parse", "HEAD")
    repo.git("checkout", "-q", "-b", "side")
    repo.commit({"team.yaml": "{}\n"}, "2026-02-01T12:00:00+00:00")
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "-m", "merge", "side", day="2026-03-01T12:00:00+00:00")
    assert open_source(repo.book, "2026-02-15").revision == first
    assert open_source(repo.book, "2026-03-01").paths() == ["kamctl.yaml", "team.yaml"]


def test_clock_that_was_wrong_is_warned_of(repo: Repo) -> None:
    """Dates along the branch: 01-05, 09-01 (clock ahead), 03-01. On 06-01 the newest commit dated before it counts."""
    repo.commit({"team.yaml": "{}\n"}, "2026-09-01T12:00:00+00:00")
    last = repo.commit({"team.yaml": "a: {name: A}\n"}, "2026-03-01T12:00:00+00:00")
    source = open_revision(repo.book, "2026-06-01")
    assert source.revision == last
    assert [last[:10] in str(warning) for warning in source.warnings] == [True]


def test_unknown_time_zone(repo: Repo) -> None:
    repo.write({"kamctl.yaml": "currency: CNY\ntime_zone: Mars/Olympus\n"})
    assert refusal(repo.book, "2026-03-01")[0] == DATA
    assert open_source(repo.book, "HEAD").paths() == ["kamctl.yaml"]


def test_shallow_clone(repo: Repo, tmp_path: Path) -> None:
    first = repo.git("rev-parse", "HEAD")
    repo.commit({"team.yaml": "{}\n"}, "2026-06-01T12:00:00+00:00")
    repo.git("clone", "-q", "--depth", "1", f"file://{repo.top}", str(tmp_path / "shallow"))
    clone = tmp_path / "shallow"
    assert open_source(clone, "2026-06-01").paths() == ["kamctl.yaml", "team.yaml"]
    for at in ("2026-03-01", "HEAD~1", first):
        code, text = refusal(clone, at)
        assert (code, text) == (GIT, f"history incomplete: this clone does not hold {at}")


def test_partial_clone(repo: Repo, tmp_path: Path) -> None:
    repo.commit({"kamctl.yaml": SHANGHAI + "as_of: 2026-11-20\n"})
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("clone", "-q", "--filter=blob:none", f"file://{repo.top}", str(tmp_path / "partial"))
    source = open_revision(tmp_path / "partial", "HEAD~1")
    with pytest.raises(KamError) as caught:
        source.read("kamctl.yaml")
    assert caught.value.exit_code == GIT
    assert "history incomplete" in str(caught.value)


def test_replacements_and_grafts_are_ignored(repo: Repo) -> None:
    first = repo.git("rev-parse", "HEAD")
    second = repo.commit({"kamctl.yaml": "currency: EUR\ntime_zone: Asia/Shanghai\n"}, "2026-06-01T12:00:00+00:00")
    repo.git("replace", second, first)
    assert b"EUR" in open_source(repo.book, "HEAD").read("kamctl.yaml")
    repo.git("replace", "-d", second)
    (repo.top / ".git/info").mkdir(exist_ok=True)
    (repo.top / ".git/info/grafts").write_text(f"{second}\n")
    assert open_source(repo.book, "2026-02-01").revision == first


@pytest.mark.parametrize("what", ["HEAD:kamctl.yaml", "HEAD^{tree}", "HEAD"])
def test_damaged_object(what: str, repo: Repo) -> None:
    path = loose(repo, repo.git("rev-parse", what))
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))
    damaged(repo)


@pytest.mark.parametrize("what", ["HEAD:kamctl.yaml", "HEAD^{tree}", "HEAD"])
def test_missing_object(what: str, repo: Repo) -> None:
    loose(repo, repo.git("rev-parse", what)).unlink()
    damaged(repo)


def loose(repo: Repo, id: str) -> Path:
    return repo.top / ".git/objects" / id[:2] / id[2:]


def damaged(repo: Repo) -> None:
    for at in ("HEAD", "2026-11-20"):
        with pytest.raises(KamError) as caught:
            open_source(repo.book, at).read("kamctl.yaml")
        assert (caught.value.exit_code, str(caught.value.hint)) == (GIT, "run `git fsck` to see what is damaged"), at


def test_odd_entries_of_a_tree_are_reported_and_never_followed(repo: Repo) -> None:
    head = repo.git("rev-parse", "HEAD")
    blob = repo.git("rev-parse", "HEAD:kamctl.yaml")
    target = repo.git("hash-object", "-w", "--stdin", feed=b"/etc/passwd")
    up = repo.tree(("100644", "blob", blob, b"evil.yaml"))
    accounts = repo.tree(
        ("40000", "tree", up, b".."),
        ("120000", "blob", target, b"link.yaml"),
        ("160000", "commit", head, b"module"),
        ("100644", "blob", blob, b"n\xff.yaml"),
        ("100644", "blob", blob, b"two\nlines.yaml"),
        ("100644", "blob", blob, b"..\\up.yaml"),
    )
    repo.set_head(repo.tree(("40000", "tree", accounts, b"accounts"), ("100644", "blob", blob, b"kamctl.yaml")), head)
    source = open_source(repo.book, "HEAD")
    assert source.paths() == ["kamctl.yaml"]
    assert [(problem.place.path, str(problem.message)) for problem in source.problems()] == [
        ("accounts/../evil.yaml", "has a name that leads out of its folder"),
        ("accounts/link.yaml", "is a symbolic link, not a plain file"),
        ("accounts/module", "is a submodule, not a plain file"),
        ("accounts/n\\xff.yaml", "has a name that is not UTF-8"),
        ("accounts/two\\x0alines.yaml", "has a name with a control character"),
        ("accounts/..\\up.yaml", "has a name that leads out of its folder"),
    ]


def test_a_link_in_the_place_of_a_folder(repo: Repo) -> None:
    for name in ("accounts", "docs"):
        (repo.book / name).symlink_to("elsewhere")
    repo.commit({})
    found = [(one.place.path, str(one.message)) for one in open_source(repo.book, "HEAD").problems()]
    assert found == [("accounts", "is a symbolic link, not a plain file")]


def test_same_files_as_in_the_work_tree(repo: Repo) -> None:
    repo.commit({
        "accounts/nordlicht/account.yaml": "name: 北光\n", ".hidden/x.yaml": "a: b\n", "README.md": "x\n",
        "orders/2026-11.csv": "date,order\n", "a/b/c/d/e.yaml": "{}\n", "a/b/c/d/e/f.yaml": "{}\n", "notes.yml": "{}\n",
        "accounts/a/b/c/d/e/f.yaml": "{}\n", "targets/2026.YAML": "{}\n",
    })  # fmt: skip
    tree, commit = WorkTree(repo.book), open_revision(repo.book, "HEAD")
    assert commit.paths() == tree.paths()
    assert [commit.read(path) for path in tree.paths()] == [tree.read(path) for path in tree.paths()]


def test_file_that_is_too_large_is_not_read(repo: Repo) -> None:
    repo.commit({"team.yaml": "#" * (1 << 20) + "\n"})
    source = open_source(repo.book, "HEAD")
    with pytest.raises(Unread) as caught:
        source.read("team.yaml")
    assert caught.value.problem.code == "KAM103"
    assert source.read("kamctl.yaml")


def test_broken_files_of_a_revision_are_reported_one_by_one(repo: Repo) -> None:
    """A file of today's form reads, one of an older form and one that is no YAML are named."""
    repo.commit({
        "team.yaml": "a: {name: A}\n", "accounts/n/account.yaml": "name: North\nrating_old: 3\n",
        "accounts/m/account.yaml": "name: [\n",
    })  # fmt: skip
    book, problems = read_book(open_source(repo.book, "HEAD"))
    assert list(book.team) == ["a"]
    assert [problem.place.path for problem in problems] == ["accounts/m/account.yaml", "accounts/n/account.yaml"]


def test_unknown_path(repo: Repo) -> None:
    with pytest.raises(Unread):
        open_source(repo.book, "HEAD").read("team.yaml")
