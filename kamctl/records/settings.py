"""kamctl.yaml: the settings of a book. Everything has a default; a book may start with its currency alone."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator

from kamctl.periods import FiscalYear
from kamctl.records.account import Channel
from kamctl.records.base import Record, about, many, maybe
from kamctl.records.country import Country
from kamctl.records.currency import Currency
from kamctl.records.money import MoneyField
from kamctl.records.opportunity import BuyingStep
from kamctl.records.quote import Incoterm, Method
from kamctl.records.scalar import (
    Count,
    Flag,
    Id,
    MonthNumber,
    Name,
    Number,
    Positive,
    Quarter,
    ReportDay,
    Share,
    Text,
)
from kamctl.records.settings_value import ClvSetting, DsoSetting, PortfolioSetting

Normalisation = Literal["rank", "range", "scale"]
Group = Literal["contribution", "loyalty", "growth", "risk", "strategic"]


class FiscalYearSetting(Record):
    """When the fiscal year starts, and which calendar year names it."""

    starts: MonthNumber = about("first month", default=1)
    named_after: Literal["start", "end"] = about("calendar year that names it", default="start")


class Named(Record):
    """A name in English and Chinese."""

    name: Text = about("name")
    name_zh: Text | None = maybe("Chinese name")


class Region(Named):
    """A sales region and its countries."""

    countries: tuple[Country, ...] = many("its countries")


class Seller(Named):
    """One of our selling entities."""

    country: Country | None = maybe("country")
    currency: Currency | None = maybe("currency of its quotes")


class Stage(Record):
    """A stage of the funnel."""

    id: Id = about("name used in records")
    name: Text | None = maybe("name; default: the id")
    name_zh: Text | None = maybe("Chinese name")
    probability: Share = about("share of such deals that are won")
    limit_days: Count | None = maybe("a deal without change of stage for longer is stalled", unit="days")
    amount_needed: Flag = about("a deal needs an amount from this stage on", default=False)
    evidence: Text | None = maybe("what must have been seen to enter it")
    buying_steps: tuple[BuyingStep, ...] = many("steps of the customer's buying that fit")


def stage(id: Id, name: str, name_zh: str, probability: str, days: int, steps: tuple[BuyingStep, ...]) -> Stage:
    """Return one of the default stages."""
    return Stage(
        id=id, name=name, name_zh=name_zh, probability=Decimal(probability), limit_days=days,
        amount_needed=id != "nurture", buying_steps=steps,
    )  # fmt: skip


STAGES = (
    ("nurture", "Nurture", "酝酿", "0.10", 120, ("need", "research")),
    ("design", "Design", "设计", "0.25", 90, ("research", "project", "criteria")),
    ("compare", "Compare", "比较", "0.50", 60, ("criteria", "evaluation", "preferred")),
    ("commit", "Commit", "承诺", "0.75", 45, ("preferred", "negotiation", "contract")),
)


class IndicatorSetting(Record):
    """Weight of an indicator in its group, and how its raw value becomes 0 to 100."""

    weight: Positive = about("weight in its group")
    normalise: Normalisation | None = maybe("rank, range or scale; default: the method's")
    points: tuple[tuple[Number, Number], ...] = many("scale: raw value and points, raw values rising")
    shelf_life_days: Count | None = maybe("a value older than this counts as unknown", unit="days")


def as_indicator(value: object) -> object:
    """A bare number is the weight."""
    return value if isinstance(value, (dict, IndicatorSetting)) else {"weight": value}


Indicator = Annotated[
    IndicatorSetting, BeforeValidator(as_indicator, json_schema_input_type=Positive | IndicatorSetting)
]


class GroupSetting(Record):
    """Weight of a group and of its indicators."""

    weight: Positive = about("weight of the group")
    indicators: dict[Name, Indicator] = about(
        "indicators by name: a weight, or weight and normalisation; absent: the method's", default={}
    )


class Tier(Record):
    """A tier and the least scores it asks for. The first tier whose rules hold is the account's."""

    tier: Id = about("name of the tier")
    name: Text | None = maybe("name shown; default: the tier's known name, or the id")
    name_zh: Text | None = maybe("Chinese name")
    score: Positive | None = maybe("least total score")
    contribution: Positive | None = maybe("least score of the group")
    loyalty: Positive | None = maybe("least score of the group")
    growth: Positive | None = maybe("least score of the group")
    risk: Positive | None = maybe("least score of the group")
    strategic: Positive | None = maybe("least score of the group")


class Pareto(Record):
    """Limits of the classes by cumulative share of revenue."""

    a: Share = about("class A below this", default=Decimal("0.80"))
    b: Share = about("class B below this", default=Decimal("0.95"))


class ScoreSetting(Record):
    """How accounts are scored."""

    groups: dict[Group, GroupSetting] = about("groups; absent: the method's weights", default={})
    tiers: tuple[Tier, ...] = many("tiers, highest first; absent: the method's")
    evidence_minimum: Share = about("below this evidence the tier is provisional", default=Decimal("0.5"))
    pareto: Pareto = about("limits of the Pareto classes", default=Pareto())


class FunnelSetting(Record):
    """How the funnel is read."""

    off_funnel_expected: Literal["none", "estimate"] | dict[Quarter, MoneyField] = about(
        "expected orders without a deal: none, estimate (from the year before), or an amount for each quarter",
        default="none",
    )
    link_threshold: MoneyField | None = maybe("an order without a deal of at least this much is flagged unlinked")


class Severity(Record):
    """Gaps from which a row is marked."""

    notice: Share = about("notice", default=Decimal("0.05"))
    warn: Share = about("warn", default=Decimal("0.12"))
    critical: Share = about("critical", default=Decimal("0.20"))


class TermEstimates(Record):
    """Costs assumed where the Incoterm obliges us and the quote names none, as shares of the net price."""

    freight: Share | None = maybe("freight")
    insurance: Share | None = maybe("insurance")
    duty: Share | None = maybe("import duty")


class Warranty(Record):
    """What warranty beyond the standard costs."""

    standard_months: Count = about("months that every price includes", default=12)
    month_share: Share = about("cost of one further month, as a share of the net price", default=Decimal(0))


class Allowances(Record):
    """Price differences that the business accepts, as shares of the price."""

    channel: dict[Channel, Share] = about("by channel", default={})
    method: dict[Method, Share] = about("by kind of quote", default={})
    promotion: Share = about("for a promotion", default=Decimal(0))


class PriceSetting(Record):
    """How prices are compared."""

    window_months: Count = about("how far back quotes are compared", default=12, unit="months")
    severity: Severity = about("limits of severity", default=Severity())
    money_rate: Share = about("cost of money for payment terms, a year", default=Decimal(0))
    estimates: TermEstimates | dict[Incoterm, TermEstimates] = about(
        "assumed costs of terms, for all Incoterms or by Incoterm", default=TermEstimates()
    )
    warranty: Warranty = about("warranty beyond the standard", default=Warranty())
    allowances: Allowances = about("accepted differences", default=Allowances())


class PracticeSetting(Record):
    """Limits of good practice."""

    silent_days: Count = about("days without activity after which an account is silent", default=90, unit="days")
    stale_days: Count = about("days after which a rated fact is stale", default=365, unit="days")


class Silence(Record):
    """Findings of `kamctl check` that are not to be shown, and why."""

    code: Text = about("the rule, such as KAM508")
    path: Text = about("the files: a path in the book, of a file or a folder, in which * stands for any text")
    reason: Text = about("why it is no fault there")


class CheckSetting(Record):
    """What the check leaves out."""

    silence: tuple[Silence, ...] = many("findings that are not to be shown")


class Settings(Record):
    """kamctl.yaml: the settings."""

    name: Text | None = maybe("our company")
    name_zh: Text | None = maybe("its Chinese name")
    schema_version: Count = about("version of the file format", default=1)
    currency: Currency = about("currency of all reports")
    time_zone: Text = about("time zone in which a commit's day ends", default="UTC")
    as_of: ReportDay | None = maybe("day of the reports, where it is to stay fixed")
    fiscal_year: FiscalYearSetting = about("fiscal year", default=FiscalYearSetting())
    max_rate_age: Count = about("an exchange rate older than this is warned of", default=10, unit="days")
    regions: dict[Id, Region] = about("sales regions", default={})
    segments: dict[Name, Named] = about("industry segments", default={})
    families: dict[Name, Named] = about("product families", default={})
    applications: dict[Name, Named] = about("applications of the products", default={})
    sellers: dict[Id, Seller] = about("our selling entities", default={})
    stages: tuple[Stage, ...] = about("stages of the funnel, in order", default=tuple(stage(*row) for row in STAGES))
    score: ScoreSetting = about("account score", default=ScoreSetting())
    funnel: FunnelSetting = about("funnel", default=FunnelSetting())
    price: PriceSetting = about("price audit", default=PriceSetting())
    practice: PracticeSetting = about("limits of good practice", default=PracticeSetting())
    clv: ClvSetting = about("customer lifetime value", default=ClvSetting())
    portfolio: PortfolioSetting = about("portfolio of attack and defence", default=PortfolioSetting())
    dso: DsoSetting = about("receivable days", default=DsoSetting())
    check: CheckSetting = about("what the check leaves out", default=CheckSetting())

    def fiscal(self) -> FiscalYear:
        """Return the fiscal year."""
        return FiscalYear(self.fiscal_year.starts, self.fiscal_year.named_after)

    def region_of(self, country: str | None) -> str | None:
        """Return the region of a country, or None."""
        return next((name for name, region in self.regions.items() if country in region.countries), None)
