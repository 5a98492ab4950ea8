"""Settings of customer lifetime value, of the portfolio and of receivable days."""

from decimal import Decimal
from typing import Annotated

from kamctl.records.base import Record, about, many, maybe
from kamctl.records.currency import Currency
from kamctl.records.dated import Dated
from kamctl.records.money import MoneyField
from kamctl.records.scalar import Count, Id, Positive, Share, whole

Years = Annotated[int, *whole(1, 50)]
RETENTION = {
    "strategic": Decimal("0.95"), "key": Decimal("0.90"), "potential": Decimal("0.85"), "standard": Decimal("0.80"),
}  # fmt: skip
TARGETS = {
    "strategic": Decimal("0.60"), "key": Decimal("0.50"), "potential": Decimal("0.40"), "standard": Decimal("0.30"),
}  # fmt: skip


class ClvSetting(Record):
    """What customer lifetime value rests on. A tier that `retention` or `share_target` does not name has none."""

    discount_rate: Share = about("what a year of waiting costs, as a share", default=Decimal("0.10"))
    years: Years = about("years ahead that are counted", default=5, unit="years")
    retention: Share | dict[Id, Share] = about(
        "share of customers that stay from one year to the next, for all tiers or by tier", default=RETENTION
    )
    share_target: Share | dict[Id, Share] = about(
        "share of wallet aimed at by the last of the years, for all tiers or by tier", default=TARGETS
    )


TEN, STEP = Decimal(10), Decimal("0.01")


class Split(Record):
    """How ten parts of a resource go to the quadrants of the portfolio; drop gets none."""

    attack: Positive = about("parts of ten for attack")
    defend: Positive = about("parts of ten for defend")
    maintain: Positive = about("parts of ten for maintain")

    @property
    def parts(self) -> tuple[Decimal, ...]:
        """Return the parts."""
        return self.attack, self.defend, self.maintain

    @property
    def total(self) -> Decimal:
        """Return their sum."""
        return sum(self.parts, Decimal(0))

    @property
    def whole(self) -> bool:
        """Return whether they are ten together, each with at most two decimals."""
        return self.total == TEN and all(part == part.quantize(STEP) for part in self.parts)


class Resources(Record):
    """How our time, people and money are to be spent."""

    time: Split | None = maybe("hours")
    people: Split | None = maybe("people")
    money: Split | None = maybe("money, as in the budgets of the account plans")


class PortfolioSetting(Record):
    """Where the portfolio of attack and defence is cut, and what goes to its quadrants."""

    potential: MoneyField | None = maybe(
        "potential a year from which it is high; default: the median of the known ones"
    )
    share: Share = about("share of wallet from which it is high", default=Decimal("0.5"))
    new_months: Count = about("a customer of fewer months is new, and attack", default=24, unit="months")
    screen_months: Count = about("an attack account without gain of share in these is to be screened", default=12)
    activity_days: Count = about("days over which actual time and people are counted", default=90, unit="days")
    resources: Dated[Resources] = many("planned split of the resources, from day to day")


class DsoSetting(Record):
    """How receivables and invoices are compared."""

    vat: Share | dict[Currency, Share] = about(
        "VAT that balances include and invoices do not, for all currencies or by currency", default=Decimal(0)
    )
