"""Types of fields that name something else: an account, a person, a stage. Each says what kind of thing it names.

The kind stands in the JSON Schema of the type under the key MARK. It changes nothing in what is accepted: whether
the thing exists is a question to the whole book, which `checks.references` answers with the same kinds.
"""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema

from kamctl.records.scalar import Code, Id, Name, Reference

MARK = "x-names"


@dataclass(frozen=True, slots=True)
class Names:
    """Marks a type as the name of a thing of the kind `target`."""

    target: str

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(core), MARK: self.target}


AccountId = Annotated[Id, Names("account")]
PersonId = Annotated[Id, Names("person")]
CompetitorId = Annotated[Id, Names("competitor")]
SupplierId = Annotated[Id, Names("supplier")]  # a competitor, or ourselves
ProductCode = Annotated[Code, Names("product")]
OptionCode = Annotated[Code, Names("option")]
SiteId = Annotated[Id, Names("site")]
ContactRef = Annotated[Reference, Names("contact")]
ContractRef = Annotated[Reference, Names("contract")]
OpportunityRef = Annotated[Reference, Names("opportunity")]
QuoteRef = Annotated[Reference, Names("quote")]
StageId = Annotated[Id, Names("stage")]
SegmentName = Annotated[Name, Names("segment")]
FamilyName = Annotated[Name, Names("family")]
ApplicationName = Annotated[Name, Names("application")]
RegionId = Annotated[Id, Names("region")]
SellerId = Annotated[Id, Names("seller")]
