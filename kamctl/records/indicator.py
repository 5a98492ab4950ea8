"""The indicators of the account score, by name: what settings may give a weight. `methods.indicators` computes them."""

INDICATORS: tuple[str, ...] = (
    "revenue", "gross_profit", "gross_margin", "purchasing_volume",
    "active_quarters", "tenure", "share_of_wallet", "recommend", "referrals", "switching_cost",
    "open_potential", "revenue_trend", "pipeline",
    "days_beyond_terms", "overdue_share", "competitor_share", "family_concentration", "credit",
    "influence", "position", "reference", "competitor_key_account",
)  # fmt: skip
