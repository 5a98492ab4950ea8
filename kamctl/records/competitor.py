"""A competitor's profile: of the eight items, those that other records do not tell already."""

from kamctl.records.base import Record, about, many, maybe
from kamctl.records.dated import Dated
from kamctl.records.names import FamilyName
from kamctl.records.scalar import Positive, Rating, Share, Text


class CompetitorProduct(Record):
    """A product of theirs, compared with ours."""

    name: Text = about("name")
    family: FamilyName | None = maybe("product family")
    performance: Text | None = maybe("performance")
    service: Text | None = maybe("service")
    strengths: tuple[Text, ...] = many("strengths")
    weaknesses: tuple[Text, ...] = many("weaknesses")


class Competitor(Record):
    """competitors/<id>.yaml: a competitor."""

    name: Text = about("name")
    name_zh: Text | None = maybe("Chinese name")
    products: tuple[CompetitorProduct | Text, ...] = many("products, performance and service")
    position: Text | None = maybe("position in the industry")
    core_strength: Text | None = maybe("core strength")
    selling_style: Text | None = maybe("how they sell")
    channel: Text | None = maybe("through which channels")
    market_share: Dated[Share] = many("market share")
    potential: Text | None = maybe("potential of growth")
    threat: Dated[Rating] = many("threat to us, 1 to 5")
    renewal_years: Positive | None = maybe("age at which their machines are usually replaced", unit="years")
    notes: Text | None = maybe("remarks")
