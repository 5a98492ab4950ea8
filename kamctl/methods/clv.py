"""Customer lifetime value 终身利润: what has an account earned us, and what will it?

    historic  H = Σ profit · (1+d)^(years from the invoice to the day)      历史价值
    baseline  B = m · Σ_{k=1..n} r^k ÷ (1+d)^k                               未来价值: 现行购买行为模式不变
    uplift    U = Σ_{k=1..n} r^k ÷ (1+d)^k · (incremental_k + cross_k) + R
    total       = H + B + U

m is the gross profit of the last 12 months, d the discount rate, r the share of customers of the account's tier that
stay from one year to the next, n the years ahead (settings: `clv`). Each term stands apart, since they are not equally
sure: historic is booked, baseline supposes that nothing changes, uplift that we succeed.

    incremental 增量购买 = margin · (target · P − ours) · k ÷ n
        our share in the families it buys from us grows evenly to the tier's target in year n
    cross 交叉性购买 = margin · win rate · white space
        families with a known potential of which it buys nothing from us, each year
    referral 推荐新客户: R = referrals · win rate · median B
        those of one year; B of the accounts of its tier

P is the yearly potential of the families that the account buys from us, ours what it bought in 12 months, margin its
gross profit ÷ sales, win rate = won ÷ (won + lost) of all decided deals of the book. A target that is reached already
adds nothing. No family counts in both incremental and cross. Expected referrals are half of those of 24 months, as if
they came now; what later years may bring lies largely beyond n and is not counted. Year by year R is spread like the
margins of those new customers.

Convention: a year's margin falls at its end, so the first future one is a year away. The other convention, the first
margin now (k = 0 … n − 1), gives B · (1+d) ÷ r; without end (n → ∞) that is exactly m more. Example: margin 17.95 a
period (18.45 − 0.50), r = 0.995, d = 1 %, without end: 1,190.68; with the first margin now: 1,208.63.

Unknown is never 0. A term of which one ingredient is unknown is unknown, unless another one is 0: who gave no referral
brings 0, whatever the win rate. The total adds up what is known and says what it covers. Historic reaches back as far
as the ledger of invoices does, and is unknown where less than 80 % of the sales have a known cost. A loss counts as
what it is: an account with negative profit has a negative baseline, and growing it makes it worse.

Sensitivity: terms and ranks are computed anew for discount rates 2 and 4 points off and retentions 5 and 10 points off
(at most 100 %). A rank that holds everywhere does not rest on these two guesses.

Source: 客户价值终身利润法; Gupta and Lehmann (2003), Journal of Interactive Marketing 17(1):9–24; Berger and
Nasr (1998), ibid. 12(1):17–30. Default rates, retentions and targets are ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamctl.errors import word

Floats = npt.NDArray[np.float64]
LABELS = (
    word("clv_term", "historic"),
    word("clv_term", "baseline"),
    word("clv_term", "incremental"),
    word("clv_term", "cross"),
    word("clv_term", "referral"),
)
TERMS = tuple(label.template for label in LABELS)
FUTURE = TERMS[1:]
ByTier = Mapping[str | None, float]


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What is supposed of the future: shares a year; `retention` and `target` (share of wallet) by tier.

    A tier that is not named has none. `win_rate` NaN: unknown. `years` is at least 1.
    """

    discount: float
    years: int
    retention: ByTier
    target: ByTier
    win_rate: float = float("nan")

    def shifted(self, discount: float, retention: float) -> "Assumptions":
        """Return them with other rates: so many points more, retention at most 1, neither below 0."""
        kept = {tier: min(1.0, max(0.0, share + retention)) for tier, share in self.retention.items()}
        return replace(self, discount=max(0.0, self.discount + discount), retention=kept)


def present_value(
    margin: float, retention: float, discount: float, years: int | None = None, now: bool = False
) -> float:
    """Return what a margin a year is worth today as long as the customer stays.

    `years` None: without end. `now`: the first margin falls today, else a year from now.
    """
    kept = retention / (1 + discount)
    if years is None:
        whole = 1 / (1 - kept) if kept < 1 else float("inf")
        return margin * (whole if now else kept * whole)
    powers = np.arange(years) if now else np.arange(1, years + 1)
    return float(margin * (kept**powers).sum())


def weights(known: pd.DataFrame, assumptions: Assumptions) -> Floats:
    """Return r^k ÷ (1+d)^k, one row per account, one column per year k = 1 … n; NaN where the retention is unknown."""
    retention = by_tier(known, assumptions.retention)
    kept: Floats = (retention / (1 + assumptions.discount))[:, None]
    return kept ** np.arange(1, assumptions.years + 1)


def by_tier(known: pd.DataFrame, values: ByTier) -> Floats:
    """Return the value of each account's tier, NaN where it has none."""
    return np.array([values.get(tier, np.nan) for tier in known["tier"]], dtype="float64")


def product(*factors: Floats | float) -> Floats:
    """Return the product; 0 where a factor is 0, whatever is unknown of the others; else NaN where one is unknown."""
    whole, zero = np.asarray(1.0), np.asarray(False)
    for factor in factors:
        whole, zero = whole * np.asarray(factor), zero | (np.asarray(factor) == 0)
    return np.where(zero, 0.0, whole)


def streams(known: pd.DataFrame, assumptions: Assumptions) -> dict[str, Floats]:
    """Return the discounted amounts of each future term, one row per account, one column per year.

    `known` has one row per account: tier (text or None), profit (12 months), margin (share), bought (potential of the
    families it buys from us), ours (sales in these), white (potential of the families it does not), referrals (a
    year); floats, NaN unknown.
    """
    weight, years = weights(known, assumptions), np.arange(1, assumptions.years + 1) / assumptions.years
    column = {name: known[name].to_numpy("float64") for name in ("profit", "margin", "white", "referrals")}
    more = product(gap(known, assumptions), column["margin"])
    cells = product(column["white"], assumptions.win_rate, column["margin"])
    baseline = product(column["profit"][:, None], weight)
    median = medians(known["tier"], baseline.sum(axis=1))
    brought = product(column["referrals"], assumptions.win_rate, median)
    whole = weight.sum(axis=1, keepdims=True)
    return {
        "baseline": baseline,
        "incremental": product(more[:, None], years, weight),
        "cross": product(cells[:, None], weight),
        "referral": product(brought[:, None], weight / np.where(whole == 0, 1.0, whole)),
    }


def gap(known: pd.DataFrame, assumptions: Assumptions) -> Floats:
    """Return the sales a year that are missing to the target share of wallet, never below 0."""
    target = by_tier(known, assumptions.target)
    aimed = product(target, known["bought"].to_numpy("float64"))
    missing: Floats = np.maximum(aimed - known["ours"].to_numpy("float64"), 0.0)
    return missing


def medians(tier: pd.Series, baseline: Floats) -> Floats:
    """Return the median of the known baselines of each account's tier, NaN where none is known."""
    found: Floats = pd.Series(baseline, index=tier.index).groupby(tier).transform("median").to_numpy("float64")
    return found


def historic(history: pd.DataFrame, earned: pd.Series, discount: float) -> pd.Series:
    """Return the profit of the past at today's worth by account, NaN where `earned` (by account) is.

    `history` has one row per invoice line: account, age (years before the day), profit. `earned` is the plain sum.
    """
    worth = history["profit"] * (1 + discount) ** history["age"]
    summed = worth.groupby(history["account"], observed=True).sum().reindex(earned.index).fillna(0.0)
    return summed.where(earned.notna())


def lifetime(known: pd.DataFrame, history: pd.DataFrame, assumptions: Assumptions) -> pd.DataFrame:
    """Return the terms by account (money, not rounded, NaN unknown). `known` also has earned, see `historic`."""
    table = pd.DataFrame(index=known.index)
    table["historic"] = historic(history, known["earned"], assumptions.discount)
    for term, amounts in streams(known, assumptions).items():
        table[term] = amounts.sum(axis=1)
    return table


def totals(terms: pd.DataFrame) -> pd.Series:
    """Return the sum of the known terms by account, NaN where none is known."""
    return terms[list(TERMS)].sum(axis=1, min_count=1)
