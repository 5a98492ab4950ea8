"""Satisfaction index 满意度: how content is an account, on 0 to 100, by its last satisfaction survey?

    index = Σ weight · experience ÷ Σ weight        over the items of all who answered

Every answer counts alike. How far experience lies from expectation is another question; so is loyalty: 满意不代表忠诚.
A survey older than its shelf life says nothing of today.

Source: 满意度.
"""

import pandas as pd

SHELF_LIFE_DAYS = 730


def satisfaction_index(judgements: pd.DataFrame, oldest: pd.Timestamp) -> pd.Series:
    """Return the index (0–100) by account of its last survey, if that is not before `oldest`; others are left out.

    `judgements`: account, date, experience, weight (float), one row per item and answer.
    """
    last = judgements["date"] == judgements.groupby("account")["date"].transform("max")
    rows = judgements[last & (judgements["date"] >= oldest) & (judgements["weight"] > 0)]
    weighed = rows.assign(worth=rows["experience"] * rows["weight"]).groupby("account")[["worth", "weight"]].sum()
    return weighed["worth"] / weighed["weight"]
