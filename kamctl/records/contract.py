"""A contract: a frame contract with its prices, or a service contract."""

from typing import Literal

from kamctl.records.base import Record, about, many, maybe
from kamctl.records.money import MoneyField
from kamctl.records.names import ProductCode
from kamctl.records.scalar import Day, Text


class ContractPrice(Record):
    """The agreed price of a product."""

    product: ProductCode = about("product")
    price: MoneyField = about("price per unit")


class Contract(Record):
    """accounts/<account>/contracts/<id>.yaml: a frame or service contract."""

    kind: Literal["frame", "service"] = about("frame or service")
    start: Day = about("first day", alias="from")
    until: Day | None = maybe("last day")
    notice_by: Day | None = maybe("last day for notice")
    scope: Text | None = maybe("what it covers")
    prices: tuple[ContractPrice, ...] = many("agreed prices")
    ceiling: MoneyField | None = maybe("most that may be called off")
    notes: Text | None = maybe("remarks")
