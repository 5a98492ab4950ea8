"""`kamctl score --robustness`, `--since` and `--chart`."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from answers import answer, rows
from repos import Repo, make_repo, own_environment
from score_books import BOOK, INVOICES, SETTINGS

from kamctl.cli.score_since import moved_text
from kamctl.errors import Message
from kamctl.locale import translate
from kamctl.render.wrap import cells

Scores = Callable[..., Any]


def test_how_well_tiers_and_ranks_hold(score: Scores) -> None:
    found = answer(score("--robustness", "--format", "json"))
    assert (found["draws"], found["seed"]) == (1000, 1)
    norla, sudmar, tarn = found["rows"]
    assert list(norla)[:4] == ["account", "name", "parent", "score"]
    # norla-no: strategic from 75.0 on, which it just has
    assert 0.3 < norla["holds"] == norla["tiers"]["strategic"] < 0.8
    assert sum(norla["tiers"].values()) == pytest.approx(1)
    assert (norla["rank_low"], norla["rank_high"]) == (1, 1)
    assert (tarn["holds"], tarn["tiers"]["standard"], tarn["rank_low"], tarn["rank_high"]) == (1.0, 1.0, 3, 3)
    assert sudmar["tiers"]["key"] + sudmar["tiers"]["standard"] + sudmar["tiers"]["strategic"] == pytest.approx(1)


def test_the_same_seed_gives_the_same_answer_and_another_one_another(score: Scores) -> None:
    first = score("--robustness", "--format", "json")
    assert first.out == score("--robustness", "--format", "json", "--seed", "1").out
    other = answer(score("--robustness", "--format", "json", "--seed", "2"))
    assert other["seed"] == 2
    assert other["rows"][0]["holds"] != answer(first)["rows"][0]["holds"]


def test_robustness_for_people(score: Scores) -> None:
    run = score("--robustness")
    assert "of 3 tiers" in run.out
    assert "1000 draws of the weights around those of the settings, seed 1." in run.out
    assert answer(score("--robustness", "--format", "json", "--top", "1"))["rows"][0]["account"] == "norla-no"


def test_what_moved_since_a_day(score: Scores) -> None:
    found = answer(score("--since", "2026-06-10", "--format", "json"))
    assert (found["since"], found["since_revision"]) == ("2026-06-10", None)
    then = rows(score("--format", "json", "--as-of", "2026-06-10"))
    for row in found["rows"]:
        name = row["account"]
        assert [row[key] for key in ("score_then", "rank_then", "tier_then")] == [
            then[name][key] for key in ("score", "rank", "tier")
        ]
        moved = sum(round(10 * one["change"]) for one in row["moved"])
        assert row["change"] is None or moved == round(10 * row["change"])
    norla = found["rows"][0]
    assert norla["account"] == "norla-no"
    assert {one["indicator"] for one in norla["moved"]} <= {"revenue", "gross_profit", "influence", "reference"}


def test_an_account_that_became_a_customer_since_is_new(score: Scores) -> None:
    late = {"accounts/tarn/account.yaml": "name: Tarn\nsince: 2026-07-01\n"}
    found = answer(score("--since", "2026-06-10", "--format", "json", files=late))
    assert {row["account"]: row["status"] for row in found["rows"]} == {"norla-no": None, "sudmar": None, "tarn": "new"}
    assert "1 new" in score("--since", "2026-06-10", files=late).out


@pytest.mark.parametrize(
    ("since", "said"),
    [("2026-11-20", "--since 2026-11-20: not before the day of the report, 2026-11-20"),
     ("2026-13-40", "2026-13-40")],
)  # fmt: skip
def test_a_day_must_be_an_earlier_one(score: Scores, since: str, said: str) -> None:
    run = score("--since", since)
    assert run.code in (2, 6)
    assert said in run.err


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """BOOK as it was: without tarn, with an account that is gone, and with less revenue."""
    own_environment(monkeypatch, tmp_path / "home")
    made = make_repo(tmp_path / "repo", settings=SETTINGS)
    then = {name: text for name, text in BOOK.items() if "tarn" not in name}
    then["invoices/2026-06.csv"] = INVOICES + "2026-06-10,r1,,norla-no,,,,100,CNY,90,\n"
    then["accounts/vega/account.yaml"] = "name: Vega\n"
    made.commit(then, "2026-07-01T12:00:00+00:00")
    (made.book / "accounts/vega/account.yaml").unlink()
    made.commit(dict(BOOK), "2026-11-20T12:00:00+00:00")
    return made


def test_what_moved_since_a_revision(repo: Repo, kamctl: Callable[..., Any]) -> None:
    found = answer(kamctl("score", "--book", repo.book, "--since", "HEAD~1", "--format", "json"))
    assert (found["since"], found["since_revision"]) == ("2026-07-01", repo.git("rev-parse", "HEAD~1"))
    table = {row["account"]: row for row in found["rows"]}
    assert {name: row["status"] for name, row in table.items()} == {
        "norla-no": None, "sudmar": None, "tarn": "new", "vega": "left",
    }  # fmt: skip
    assert (table["vega"]["score"], table["vega"]["rank"], table["vega"]["name"]) == (None, None, "Vega")
    assert table["vega"]["score_then"] is not None
    assert (table["tarn"]["score_then"], table["tarn"]["change"]) == (None, None)
    then = rows(kamctl("score", "--book", repo.book, "--at", "HEAD~1", "--format", "json"))
    assert table["norla-no"]["score_then"] == then["norla-no"]["score"]
    out = kamctl("score", "--book", repo.book, "--since", "HEAD~1").out
    for text in ("1 new", "1 left", "Then: the book as committed, on 2026-07-01.", "Vega"):
        assert text in out


def test_other_settings_then_are_pointed_out(repo: Repo, kamctl: Callable[..., Any]) -> None:
    repo.commit({"kamctl.yaml": SETTINGS + "  evidence_minimum: 0.9\n"}, "2026-11-20T13:00:00+00:00")
    out = kamctl("score", "--book", repo.book, "--since", "HEAD~1").out
    assert "The settings of the score were others then: moves come from them, too." in out


def test_a_revision_that_is_none_and_one_that_is_broken(repo: Repo, kamctl: Callable[..., Any]) -> None:
    assert kamctl("score", "--book", repo.book, "--since", "nowhere").code == 2
    repo.commit({"accounts/tarn/account.yaml": "nam: Tarn\n"})
    repo.commit({"accounts/tarn/account.yaml": "name: Tarn\n"})
    broken = kamctl("score", "--book", repo.book, "--since", "HEAD~1")
    assert broken.code == 3
    assert "accounts/tarn/account.yaml:1" in broken.err
    going = kamctl("score", "--book", repo.book, "--since", "HEAD~1", "--keep-going", "--format", "json")
    assert {row["account"]: row["status"] for row in answer(going, 3)["rows"]}["tarn"] == "new"


def test_a_rate_that_was_missing_then_is_listed(score: Scores) -> None:
    lines = INVOICES + "2026-06-10,r1,,norla-no,,,,600,USD,400,\n"
    files = {"invoices/2026-06.csv": lines, "fx.csv": "date,from,to,rate\n2026-06-12,USD,CNY,7\n"}
    found = answer(score("--since", "2026-06-11", "--format", "json", files=files), 3)
    assert [entry["record"] for entry in found["left_out"]] == ["invoices/2026-06.csv:2"]


def test_bars_show_the_groups_of_each_score(score: Scores) -> None:
    run = score("--chart")
    lines = run.out.splitlines()
    first = next(line for line in lines if "Norla Norge" in line)
    assert first.endswith("75.0 strategic")
    # 50 of 75 points are contribution: two thirds of the bar
    assert first.count("█") == pytest.approx(2 * first.count("▒"), abs=1)
    assert any(line.startswith("█ contribution") for line in lines)
    assert max(map(cells, lines)) <= 120
    assert "Evidence" not in run.out  # the bars take the place of the table


def test_programs_get_the_same_with_or_without_bars(score: Scores) -> None:
    assert score("--chart", "--format", "json").out == score("--format", "json").out
    assert list(csv.DictReader(io.StringIO(score("--chart", "--format", "csv").out)))


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (("--pitfalls", "--robustness"), "--pitfalls and --robustness are two views: choose one"),
        (("--explain", "tarn", "--chart"), "--explain and --chart are two views: choose one"),
        (("--seed", "3"), "--seed goes with --robustness"),
        (("--robustness", "--seed", "-1"), "--seed"),
    ],
)
def test_views_exclude_each_other(score: Scores, choice: tuple[str, ...], said: str) -> None:
    run = score(*choice)
    assert (run.code, run.out) == (2, "")
    assert said in run.err


def move(indicator: str, by_value: float, by_weight: float = 0.0, cause: str = "value") -> dict[str, Any]:
    return {"indicator": indicator, "by_value": by_value, "by_weight": by_weight, "cause": cause}


def said(*moves: dict[str, Any]) -> str:
    text = moved_text({"moved": list(moves)}, {})
    return translate(text) if isinstance(text, Message) else text


def test_what_is_not_named_of_the_moves_is_added_up() -> None:
    changes = {"influence": 4.5, "revenue": -2.5, "credit": 1.0, "tenure": 0.2, "reference": -9.9}
    moves = [move(name, change) for name, change in changes.items()]
    assert said(*moves).endswith(", 2 others -9.7")
    assert "others" not in said(*moves[:3])
    assert said() == ""


def test_what_became_known_and_what_weights_did_is_told_apart() -> None:
    moves = [
        move("influence", 4.5, cause="learnt"), move("position", 2.0, cause="learnt"),
        move("credit", -1.0, cause="lost"), move("revenue", -2.5, -0.5),
        move("tenure", 0.0, -3.0, "weight"), move("pipeline", 0.4, 0.0, "others"),
    ]  # fmt: skip
    assert said(*moves) == (
        "revenue, 12 months -2.5, weighted pipeline +0.4 (others moved), 2 newly known +6.5, 1 now unknown -1.0, "
        "weights -3.5"
    )


def test_what_is_neither_a_day_nor_in_a_repository(score: Scores) -> None:
    run = score("--since", "yesterday")
    assert (run.code, run.out) == (6, "")
    assert "a day is written as 2026-06-30" in run.err


def test_other_tiers_have_their_share_of_the_draws(score: Scores) -> None:
    found = answer(score("--robustness", "--format", "json"))["rows"]
    others = [share for row in found for tier, share in row["tiers"].items() if share and tier != row["tier"]]
    shown = score("--robustness").out
    assert others
    assert all(f"{100 * share:.1f} %" in shown for share in others)
