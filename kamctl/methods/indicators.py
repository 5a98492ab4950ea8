"""Indicators: what is measured of an account, from which records, and which way is better?

    contribution 贡献度      revenue · gross profit · gross margin · purchasing volume 采购量
    loyalty 忠诚度           active quarters · tenure · share of wallet 客户份额 · would recommend 推荐意愿 ·
                             referrals · switching costs 转换成本
    growth 增长潜力          open potential · revenue trend · weighted pipeline
    risk 风险                days beyond terms · overdue share · competitors' share of installed units ·
                             concentration on product families (HHI) · credit grade
    strategic 战略重要性     influence 影响力 · position 行业地位 · worth as a reference ·
                             a competitor's key account 竞争对手的大客户

Money is in the book's currency, each record at the rate of its own day (potentials and open deals: of the report's
day). Sales are invoices, over the 12 months up to the day; a book without invoices is judged by its orders, and says
so. Groups, weights and normalisation can be set in kamctl.yaml under `score`.

Active quarters are eight times three months back from the day, so that none is only partly over; counted are those that
the ledger tells whole, and fewer than four say nothing. The trend compares with the 12 months before. Open potential is
counted family by family and never below 0: what we sell beyond the stated potential of one family fills no other. Share
of wallet is our sales ÷ potential in the families whose potential is known. The pipeline is Σ amount · probability of
all open deals. Days beyond terms are receivable days (`kamctl explain receivable-days`) less the agreed days. HHI is Σ
share² of the families in our sales. Switching costs are the mean of three groups of items (procedural, financial,
relational), 1–5 brought to 0–100; they and the recommendation come from the last survey that asked.

Unknown is never 0. An account without a sale has revenue 0 only if the ledger tells so: it must start in or before
the month in which the period starts (or in which the account became a customer), and its last line must be at
most 92 days old. Profit and margin rest on the lines whose cost is known and are unknown where these are less
than 80 % of sales. An account without open deals has a pipeline of 0 if the book keeps opportunities at all; the
same holds for referrals. Everything else that nobody recorded is unknown.

A value older than its shelf life counts as unknown: ratings after `practice.stale_days` of the settings, potentials
after 540 days, surveys and installs after 730, a balance after 92. A value without a date is used and marked.

Source: 甄选与分析, 客户价值评估; HHI: Herfindahl–Hirschman; switching costs: Burnham, Frels and Mahajan (2003), Journal
of the Academy of Marketing Science 31(2):109–126. Default weights, scales and shelf lives are ours.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamctl.errors import Message, word
from kamctl.methods import indicators_money as money
from kamctl.methods import indicators_potential as potential
from kamctl.methods import indicators_record as record
from kamctl.methods import indicators_sales as sales
from kamctl.methods.by_account import NEVER
from kamctl.methods.facts import Facts, Figures, stamp
from kamctl.methods.normalise import Better, Method, Points
from kamctl.methods.sources import SourceOf, Sources

Unit = Literal["money", "share", "years", "days", "count", "0-1", "0-10", "0-100", "1-5", "yes_no"]
Roll = Literal["sum", "ratio", "mean", "most", "pool"]
GROUPS = {"contribution": 0.30, "loyalty": 0.20, "growth": 0.20, "risk": 0.15, "strategic": 0.15}
"""The groups in order, with their default weights."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One measure. `weight` is that in its group; `points` are those of `scale`, and needed by it.

    `shelf_life` are the days after which a dated value counts as unknown: a number, "rated" for the book's
    `practice.stale_days`, None where the value is computed for the day. `roll` says how a group's value follows from
    its accounts', `of_site` whether a single site has one (`kamctl explain levels`).
    """

    label: Message
    group: str
    unit: Unit
    better: Better
    normalise: Method
    weight: float
    compute: Callable[[Facts], Figures]
    points: Points = ()
    shelf_life: int | Literal["rated"] | None = None
    roll: Roll = "mean"
    of_site: bool = False

    @property
    def slug(self) -> str:
        """Return the name in records and in output."""
        return self.label.template


RATING: Points = ((1, 0), (5, 100))
TABLE = (
    Indicator(word("indicator", "revenue"), "contribution", "money", "high", "rank", 3, sales.revenue,
              roll="sum", of_site=True),
    Indicator(word("indicator", "gross_profit"), "contribution", "money", "high", "rank", 3, sales.gross_profit,
              roll="sum", of_site=True),
    Indicator(word("indicator", "gross_margin"), "contribution", "share", "high", "scale", 2, sales.gross_margin,
              ((0, 0), (0.2, 30), (0.35, 60), (0.5, 100)), roll="ratio", of_site=True),
    Indicator(word("indicator", "purchasing_volume"), "contribution", "money", "high", "rank", 2,
              potential.purchasing_volume, shelf_life=540, roll="sum"),
    Indicator(word("indicator", "active_quarters"), "loyalty", "share", "high", "scale", 2, sales.active_quarters,
              ((0, 0), (1, 100)), roll="pool", of_site=True),
    Indicator(word("indicator", "tenure"), "loyalty", "years", "high", "scale", 1, record.tenure,
              ((0, 0), (3, 40), (10, 100)), roll="most"),
    Indicator(word("indicator", "share_of_wallet"), "loyalty", "share", "high", "scale", 3,
              potential.share_of_wallet, ((0, 0), (0.25, 40), (0.5, 70), (0.8, 100)), 540, roll="ratio"),
    Indicator(word("indicator", "recommend"), "loyalty", "0-10", "high", "scale", 2, record.recommend,
              ((0, 0), (6, 30), (8, 70), (10, 100)), 730),
    Indicator(word("indicator", "referrals"), "loyalty", "count", "high", "scale", 1, record.referrals,
              ((0, 0), (1, 50), (3, 100)), roll="sum"),
    Indicator(word("indicator", "switching_cost"), "loyalty", "0-100", "high", "scale", 1, record.switching_cost,
              ((0, 0), (100, 100)), 730),
    Indicator(word("indicator", "open_potential"), "growth", "money", "high", "rank", 4, potential.open_potential,
              shelf_life=540, roll="sum"),
    Indicator(word("indicator", "revenue_trend"), "growth", "share", "high", "rank", 3, sales.revenue_trend,
              roll="ratio", of_site=True),
    Indicator(word("indicator", "pipeline"), "growth", "money", "high", "rank", 3, money.pipeline,
              roll="sum", of_site=True),
    Indicator(word("indicator", "days_beyond_terms"), "risk", "days", "low", "scale", 2, money.days_beyond_terms,
              ((0, 100), (30, 50), (90, 0)), 92),
    Indicator(word("indicator", "overdue_share"), "risk", "share", "low", "scale", 2, money.overdue_share,
              ((0, 100), (0.2, 50), (0.5, 0)), 92, roll="ratio"),
    Indicator(word("indicator", "competitor_share"), "risk", "share", "low", "scale", 2, record.competitor_share,
              ((0, 100), (1, 0)), 730, roll="ratio", of_site=True),
    Indicator(word("indicator", "family_concentration"), "risk", "0-1", "low", "scale", 1,
              sales.family_concentration, ((0.25, 100), (1, 0)), roll="pool", of_site=True),
    Indicator(word("indicator", "credit"), "risk", "1-5", "low", "scale", 2, record.credit, ((1, 100), (5, 0)),
              "rated"),
    Indicator(word("indicator", "influence"), "strategic", "1-5", "high", "scale", 3, record.influence, RATING,
              "rated"),
    Indicator(word("indicator", "position"), "strategic", "1-5", "high", "scale", 2, record.position, RATING,
              "rated"),
    Indicator(word("indicator", "reference"), "strategic", "1-5", "high", "scale", 3, record.reference, RATING,
              "rated"),
    Indicator(word("indicator", "competitor_key_account"), "strategic", "yes_no", "high", "scale", 2,
              record.competitor_key_account, ((0, 0), (1, 100)), "rated", roll="most"),
)  # fmt: skip
INDICATORS = {indicator.slug: indicator for indicator in TABLE}


@dataclass(frozen=True, slots=True)
class Measured:
    """Raw values of accounts (rows) by indicator (columns): all frames have the same shape.

    `values` float, NaN unknown; `as_of` the day each is known of, NaT undated; `stale` and `undated` bool: past its
    shelf life, so unknown; used though nobody said when it was learnt. `sources` tells by indicator and account where
    a value comes from, as text.
    """

    values: pd.DataFrame
    as_of: pd.DataFrame
    sources: SourceOf
    stale: pd.DataFrame
    undated: pd.DataFrame


def measure(facts: Facts, shelf_lives: Mapping[str, int | None], slugs: Iterable[str]) -> Measured:
    """Return the indicators `slugs` of every scored account.

    `shelf_lives` has the days by indicator; a missing one, or None, never ages.
    """
    found = {slug: INDICATORS[slug].compute(facts) for slug in slugs}
    limits = [oldest(facts, shelf_lives.get(slug)).to_datetime64() for slug in found]
    dated = [INDICATORS[slug].shelf_life is not None for slug in found]
    values, as_of, partly = (
        np.column_stack([getattr(one, column) for one in found.values()]) for column in ("value", "as_of", "undated")
    )
    stale = ~np.isnan(values) & (as_of < np.array(limits, "datetime64[s]"))
    undated = ~np.isnan(values) & ~stale & (np.isnat(as_of) | partly) & np.array(dated)

    def table(cells: npt.NDArray[Any]) -> pd.DataFrame:
        return pd.DataFrame(cells, index=facts.units.index, columns=list(found))

    values, as_of = np.where(stale, np.nan, values), np.where(undated, NEVER, as_of)
    return Measured(table(values), table(as_of), Sources(facts), table(stale), table(undated))


def oldest(facts: Facts, days: int | None) -> pd.Timestamp:
    """Return the day before which a value is too old, NaT where none is."""
    return pd.Timestamp("NaT") if days is None else stamp(facts.as_of - timedelta(days))


def too_old(figures: pd.DataFrame, facts: Facts, days: int | None) -> pd.Series:
    """Return which known values are older than `days`; none if that is None."""
    return figures["value"].notna() & (figures["as_of"] < oldest(facts, days))
