"""Deals of the quarter, and those that need a look: overdue 超过预计签单日, stalled 停滞, not counted.

    overdue      open, and its close lies before the day of the report
    stalled      open, and more days since its last change of stage than the stage's limit
    not counted  open or won in the quarter, but without amount, close date or a stage that the settings know

The day is the end of the week shown. A deal that is overdue within the quarter still counts in the forecast until the
quarter ends; one whose close lies before the quarter counts nowhere until somebody gives it a new date, so it is
listed here.

Source: 《销售机会的管理指标》 (2017): 超过预计签单日, 停滞; limits for each stage are ours.
"""

from datetime import date

import pandas as pd

from kamctl.methods.funnel import Rules

ROWS = ("opportunity", "account", "stage", "amount", "probability", "weighted", "close", "overdue", "stalled")
ATTENTION = (
    "opportunity", "account", "owner", "stage", "amount", "currency", "close", "overdue_days", "stage_days",
    "limit_days", "slipped", "overdue", "stalled",
)  # fmt: skip


def marked(worth: pd.DataFrame, day: date, rules: Rules) -> pd.DataFrame:
    """Return the open deals of `funnel.worth` with `overdue`, `stalled` (bool) and `overdue_days`, `stage_days`,
    `limit_days` (Int64, missing where not known or not overdue)."""
    deals = worth[worth["open"]]
    now = pd.Timestamp(day)
    limit = pd.Series([rules.limits.get(stage or "") for stage in deals["stage"]], index=deals.index, dtype="Int64")
    overdue_days, stage_days = ((now - deals[name]).dt.days.astype("Int64") for name in ("close", "since"))
    return deals.assign(
        overdue_days=overdue_days.where(overdue_days > 0), stage_days=stage_days, limit_days=limit,
        overdue=deals["close"] < now, stalled=(stage_days > limit).fillna(False).astype(bool),
    )  # fmt: skip


def forecast_rows(worth: pd.DataFrame, day: date, rules: Rules) -> pd.DataFrame:
    """Return the deals in F, by close date and id (columns: `ROWS`); `weighted` adds up to F.

    `amount` and `weighted` are Decimal in the book's currency, `probability` is a share (float); unknown is None.
    """
    deals = marked(worth, day, rules)
    deals = deals[deals["in_funnel"]].sort_values(["close", "opportunity"])
    odds = pd.Series([None if odd is None else float(odd) for odd in deals["chance"]], index=deals.index, dtype=object)
    return deals.assign(amount=deals["amount_base"], probability=odds)[list(ROWS)].reset_index(drop=True)


def attention(worth: pd.DataFrame, day: date, rules: Rules) -> pd.DataFrame:
    """Return the open deals, of any quarter, that are overdue or stalled, by close date and id (columns: `ATTENTION`).

    `amount` is Decimal in the deal's own `currency`.
    """
    deals = marked(worth, day, rules)
    deals = deals[deals["overdue"] | deals["stalled"]].sort_values(["close", "opportunity"])
    return deals[list(ATTENTION)].reset_index(drop=True)


def without_rate(worth: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return the deals that matter to the quarter but could not be converted: `opportunity`, `currency`, `day` (the
    day for which there is no rate: that of the win, or `day`)."""
    deals = worth[worth["no_rate"]]
    days = deals["won_on"].where(~deals["open"]).fillna(pd.Timestamp(day))
    return deals[["opportunity", "currency"]].assign(day=days).reset_index(drop=True)


def not_counted(worth: pd.DataFrame) -> pd.DataFrame:
    """Return the deals that could not be counted: `opportunity`, `lacks` (amount, close or stage), by id.

    A deal whose amount is known but has no exchange rate is not among them: the rate is missing, not the deal's facts.
    """
    counts = worth["in_funnel"] | worth["wins"]
    lacks = {
        "amount": counts & worth["amount"].isna(),
        "close": worth["open"] & worth["close"].isna(),
        "stage": worth["in_funnel"] & worth["chance"].isna(),
    }
    parts = [worth.loc[mask, ["opportunity"]].assign(lacks=what) for what, mask in lacks.items()]
    return pd.concat(parts).sort_values(["opportunity", "lacks"]).reset_index(drop=True)
