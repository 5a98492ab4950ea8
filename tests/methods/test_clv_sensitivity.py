import pandas as pd
import pytest

from kamctl.methods.clv import Assumptions
from kamctl.methods.clv_sensitivity import DISCOUNT_STEPS, RETENTION_STEPS, grid, steps

PLAIN = Assumptions(0.10, 5, {"key": 0.90, "loose": 0.60}, {"key": 0.5, "loose": 0.5}, 0.5)


def accounts(*rows: tuple[str, str, float, float]) -> pd.DataFrame:
    """Return accounts: name, tier, profit, booked profit of today."""
    table = pd.DataFrame(list(rows), columns=["account", "tier", "profit", "earned"]).set_index("account")
    nothing = dict.fromkeys(("margin", "bought", "ours", "white", "referrals"), 0.0)
    return table.assign(**nothing).astype({"profit": "float64", "earned": "float64"})


def lines(known: pd.DataFrame) -> pd.DataFrame:
    """Return the booked profit as one line of today by account."""
    return pd.DataFrame({"account": known.index, "age": 0.0, "profit": known["earned"].to_numpy()})


def test_a_cell_for_each_pair_of_rates() -> None:
    known = accounts(("a", "key", 10, 0))
    found = grid(known, lines(known), PLAIN, {"a": "a"})
    assert len(found) == len(DISCOUNT_STEPS) * len(RETENTION_STEPS)
    assert [cell.discount for cell in found[:5]] == [0.06, 0.08, 0.10, 0.12, 0.14]
    assert [cell.retention for cell in found[::5]] == list(RETENTION_STEPS)
    assert all((cell.changed, cell.move) == (0, 0) for cell in found)


def test_who_lives_of_the_past_overtakes_who_lives_of_the_future() -> None:
    # b earned 40; a will earn 10 a year: 0.9 ÷ 1.1 over 5 years = 28.5; with 100 % retention and 6 % discount 42.1
    known = accounts(("a", "key", 10, 0), ("b", "loose", 0, 40))
    found = {(cell.discount, cell.retention): cell for cell in grid(known, lines(known), PLAIN, {"a": "a", "b": "b"})}
    assert found[0.10, 0.0].rank.to_dict() == {"a": 2, "b": 1}
    assert found[0.06, 0.10].rank.to_dict() == {"a": 1, "b": 2}
    assert (found[0.06, 0.10].changed, found[0.06, 0.10].move) == (2, 1)


def test_groups_are_ranked_by_the_sum_of_their_accounts() -> None:
    known = accounts(("a", "key", 10, 0), ("b", "key", 10, 0), ("c", "key", 15, 0))
    found = grid(known, lines(known), PLAIN, {"a": "g", "b": "g", "c": "c"})
    assert found[0].rank.to_dict() == {"c": 2, "g": 1}


@pytest.mark.parametrize(
    ("discount", "rates"),
    [(0.10, [0.06, 0.08, 0.10, 0.12, 0.14]), (0.03, [0, 0.01, 0.03, 0.05, 0.07]), (0.0, [0, 0.02, 0.04])],
)
def test_no_rate_is_below_0_or_comes_twice(discount: float, rates: list[float]) -> None:
    assert [discount + step for step in steps(discount)] == pytest.approx(rates)


def test_unknown_values_have_no_rank_and_do_not_move() -> None:
    known = accounts(("a", "key", 10, 0), ("b", "none", float("nan"), float("nan")))
    known.loc["b", ["margin", "bought", "ours", "white", "referrals"]] = float("nan")
    found = grid(known, lines(known), PLAIN, {"a": "a", "b": "b"})
    assert all(cell.rank.dropna().to_dict() == {"a": 1} for cell in found)
    assert all(cell.changed == 0 for cell in found)


def test_nobody() -> None:
    known = accounts()
    found = grid(known, lines(known), PLAIN, {})
    assert all((cell.changed, cell.move, len(cell.rank)) == (0, 0, 0) for cell in found)
