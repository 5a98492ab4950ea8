"""An install: machines of one supplier, ours or a competitor's, at one site and process step."""

from kamctl.records.base import Record, about, many, maybe
from kamctl.records.dated import Dated
from kamctl.records.names import ContractRef, FamilyName, ProductCode, SiteId, SupplierId
from kamctl.records.scalar import Count, Day, Month, Rating, Text

OWN = "own"


class Install(Record):
    """accounts/<account>/installs/<id>.yaml: units of one supplier at a site and process step."""

    site: Dated[SiteId] = about("site where the units stand")
    process: Text = about("process step, e.g. end of line")
    supplier: SupplierId = about("own, or a competitor")
    product: ProductCode | None = maybe("our product, for our own units")
    model: Text | None = maybe("model as on the nameplate")
    family: FamilyName | None = maybe("product family; for our units it follows from the product")
    units: Dated[Count] = about("how many units")
    installed: Month | None = maybe("month of installation")
    condition: Dated[Rating] = many("condition, 1 worn out to 5 as new")
    satisfaction: Dated[Rating] = many("how content they are with it, 1 to 5")
    service_until: Day | None = maybe("end of the service contract or warranty")
    contract: ContractRef | None = maybe("service contract")
    representative: Text | None = maybe("the supplier's representative")
    price_level: Rating | None = maybe("price compared with ours, 1 far below to 5 far above")
    strengths: tuple[Text, ...] = many("what they like about it")
    weaknesses: tuple[Text, ...] = many("what they complain about")
    removed_on: Day | None = maybe("day the units were taken out")
    notes: Text | None = maybe("remarks")
