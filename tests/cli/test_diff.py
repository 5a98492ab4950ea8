import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run
from repos import Repo, make_repo, own_environment

Kamctl = Callable[..., Run]
DEAL = "accounts/nordlicht/opportunities/suzhou-line3.yaml"
CONTACT = "accounts/nordlicht/contacts/li-na.yaml"
OLD = "name: Checkweighers\nhistory:\n  - {on: 2026-08-03, stage: design, amount: 900000 CNY, close: 2026-12-18}\n"
NEW = OLD + "  - {on: 2026-10-26, stage: compare, amount: 1080000 CNY, close: 2027-01-29, evidence: RFQ received}\n"
SHOWN = """\
book · 2026-11-20 (set by the book) · CNY

1 record changed since {id} of 2026-11-01 (1 account)

nordlicht
  opportunity suzhou-line3  stage       design → compare
                            amount      900,000 → 1,080,000 CNY, +20 %
                            close       2026-12-18 → 2027-01-29
                            2026-10-26  RFQ received
"""


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    own_environment(monkeypatch, tmp_path / "home")
    repo = make_repo(tmp_path / "repo" / "book")
    repo.commit({"accounts/nordlicht/account.yaml": "name: Nordlicht\n", DEAL: OLD}, "2026-11-01T12:00:00+00:00")
    repo.write({DEAL: NEW})
    return repo


def test_what_changed_since_the_last_commit(repo: Repo, kamctl: Kamctl) -> None:
    run = kamctl("diff", cwd=repo.book)
    assert (run.code, run.out, run.err) == (0, SHOWN.format(id=repo.git("rev-parse", "HEAD")[:10]), "")


def test_rows_for_programs(repo: Repo, kamctl: Kamctl) -> None:
    found = json.loads(kamctl("diff", "--format", "json", cwd=repo.book).out)
    assert found["command"] == "diff"
    assert (found["from"], found["to"]) == (repo.git("rev-parse", "HEAD"), None)
    common = {"account": "nordlicht", "kind": "opportunity", "record": "suzhou-line3", "path": DEAL}
    assert found["rows"] == [
        {**common, "field": "stage", "op": "changed", "before": "design", "after": "compare"},
        {**common, "field": "amount", "op": "changed", "before": "900000 CNY", "after": "1080000 CNY"},
        {**common, "field": "close", "op": "changed", "before": "2026-12-18", "after": "2027-01-29"},
        {**common, "field": "history[2026-10-26]", "op": "added", "before": None,
         "after": "{on: 2026-10-26, stage: compare, amount: 1080000 CNY, close: 2027-01-29, evidence: RFQ received}"},
    ]  # fmt: skip


def test_csv_to_a_file(repo: Repo, kamctl: Kamctl, tmp_path: Path) -> None:
    assert kamctl("diff", "-o", tmp_path / "a.csv", cwd=repo.book).code == 0
    lines = (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == "account,kind,record,path,field,op,before,after"
    assert len(lines) == 5


def test_revisions_days_and_ranges(repo: Repo, kamctl: Kamctl) -> None:
    repo.commit({"accounts/b/account.yaml": "name: B\n"}, "2026-11-10T12:00:00+00:00")
    repo.write({"accounts/c/account.yaml": "name: C\n"})

    def accounts(*arguments: str) -> list[str]:
        rows = json.loads(kamctl("diff", *arguments, "--format", "json", cwd=repo.book).out)["rows"]
        return sorted({row["account"] for row in rows})

    assert accounts() == ["c"]
    assert accounts("HEAD") == ["c"]
    assert accounts("HEAD~1") == ["b", "c", "nordlicht"]
    assert accounts("2026-11-05") == ["b", "c", "nordlicht"]
    assert accounts("HEAD~1..HEAD") == ["b", "nordlicht"]
    assert accounts("2026-11-05..2026-11-10") == ["b", "nordlicht"]
    assert accounts("HEAD~2..") == ["b", "nordlicht"]
    assert accounts("..HEAD~1") == ["b", "nordlicht"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--output=x"], 2), (["nothing"], 2), (["HEAD:kamctl.yaml"], 2), (["HEAD@{1}"], 2), (["HEAD...HEAD~1"], 2),
        (["2026-13-01"], 2), (["--account", "nordlich"], 2), (["--book", "none"], 2), (["2020-01-01"], 2),
    ],
)  # fmt: skip
def test_wrong_usage(arguments: list[str], code: int, repo: Repo, kamctl: Kamctl) -> None:
    run = kamctl("diff", *arguments, cwd=repo.book)
    assert (run.code, run.out) == (code, "")
    assert "error:" in run.err


def test_one_account(repo: Repo, kamctl: Kamctl) -> None:
    repo.write({"accounts/b/account.yaml": "name: B\n"})
    assert "nordlicht" not in kamctl("diff", "--account", "b", cwd=repo.book).out
    assert "did you mean nordlicht?" in kamctl("diff", "--account", "nordlich", cwd=repo.book).err


def test_exit_code_says_whether_anything_changed(repo: Repo, kamctl: Kamctl) -> None:
    assert kamctl("diff", "--exit-code", cwd=repo.book).code == 1
    repo.git("checkout", "--", ".")
    run = kamctl("diff", "--exit-code", cwd=repo.book)
    assert run.code == 0
    assert "Nothing changed since" in run.out


def test_without_a_repository(tmp_path: Path, kamctl: Kamctl) -> None:
    (tmp_path / "kamctl.yaml").write_text("currency: CNY\n")
    run = kamctl("diff", cwd=tmp_path)
    assert (run.code, run.out) == (6, "")
    assert "not in a git repository" in run.err


def test_before_the_first_commit(tmp_path: Path, kamctl: Kamctl, monkeypatch: pytest.MonkeyPatch) -> None:
    own_environment(monkeypatch, tmp_path / "home")
    (tmp_path / "book").mkdir()
    repo = Repo(tmp_path / "book")
    repo.git("init", "-q")
    repo.write({"kamctl.yaml": "currency: CNY\nas_of: 2026-11-20\n"})
    run = kamctl("diff", cwd=repo.book)
    assert run.code == 0
    assert "1 record changed since the beginning: nothing is committed yet" in run.out
    assert "new: currency CNY" in run.out


def test_a_file_that_can_not_be_read_makes_it_incomplete(repo: Repo, kamctl: Kamctl) -> None:
    repo.write({DEAL: "name: [\n", "accounts/nordlicht/account.yaml": "name: Nordlicht AG\n"})
    run = kamctl("diff", cwd=repo.book)
    assert run.code == 3
    assert "Nordlicht → Nordlicht AG" in run.out
    assert f"{DEAL}:2:1: KAM101" in run.err
    found = json.loads(kamctl("diff", "--format", "json", cwd=repo.book).out)
    assert [entry["record"] for entry in found["left_out"]] == [f"{DEAL}:2"]


def test_broken_settings_are_no_reason_to_stop(repo: Repo, kamctl: Kamctl) -> None:
    repo.write({"kamctl.yaml": "currency: [\n"})
    run = kamctl("diff", cwd=repo.book)
    assert run.code == 3
    assert "design → compare" in run.out


def test_personal_facts_are_shown_only_on_demand(repo: Repo, kamctl: Kamctl) -> None:
    repo.commit({CONTACT: "name: Li Na\nemail: li@example.org\n"})
    repo.write(
        {CONTACT: "name: Li Na\nemail: canary@example.org\n", CONTACT.replace(".y", ".private.y"): "likes: tea\n"}
    )
    for form in ("table", "json", "csv"):
        run = kamctl("diff", "--format", form, cwd=repo.book)
        assert "email" in run.out
        assert "canary" not in run.out + run.err
        assert "tea" not in run.out + run.err
        assert "canary" in kamctl("diff", "--format", form, "--show-personal", cwd=repo.book).out


def test_many_records_alike_are_counted(repo: Repo, kamctl: Kamctl) -> None:
    quotes = {f"accounts/nordlicht/quotes/q{n}.yaml": "date: 2026-11-02\nlines: []\n" for n in range(7)}
    rows = "".join(f"2026-11-02,A-{n},nordlicht,1,100,CNY\n" for n in range(3))
    repo.write({**quotes, "orders/2026-11.csv": "date,order,account,quantity,amount,currency\n" + rows})
    out = kamctl("diff", cwd=repo.book).out
    assert "  quote                     7 new: q0 … q6\n" in out
    assert "  orders                    3 rows new\n" in out


def test_chinese(repo: Repo, kamctl: Kamctl) -> None:
    run = kamctl("diff", "--lang", "zh", cwd=repo.book)
    assert run.code == 0
    assert "设计 → 比较" in run.out


def test_hostile_repository_runs_nothing(repo: Repo, kamctl: Kamctl, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    canary.write_text(f"#!/bin/sh\ntouch '{tmp_path / 'ran'}'\ncat 2>/dev/null\n")
    canary.chmod(canary.stat().st_mode | stat.S_IXUSR)
    for name in ("core.fsmonitor", "core.pager", "diff.external", "gpg.program", "core.editor", "core.sshCommand"):
        repo.git("config", name, str(canary))
    repo.git("config", "log.showSignature", "true")
    repo.git("config", "alias.cat-file", f"!{canary}")
    hook = repo.top / ".git/hooks/post-index-change"
    hook.parent.mkdir(exist_ok=True)
    hook.write_bytes(canary.read_bytes())
    hook.chmod(0o755)
    assert kamctl("diff", cwd=repo.book).code == 0
    assert kamctl("check", "--at", "HEAD", cwd=repo.book).code == 0
    assert not (tmp_path / "ran").exists()


def test_started_from_a_hook(repo: Repo, kamctl: Kamctl, tmp_path: Path) -> None:
    other = make_repo(tmp_path / "other")
    run = kamctl("diff", cwd=repo.book, env={"GIT_DIR": str(other.top / ".git"), "GIT_INDEX_FILE": os.devnull})
    assert "design → compare" in run.out
