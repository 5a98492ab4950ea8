"""The catalogue: what we sell, at which list price, with which options and price corridor."""

from typing import Literal

from pydantic import ConfigDict, RootModel

from kamctl.records.account import Channel
from kamctl.records.base import Record, about, many, maybe
from kamctl.records.money import MoneyField
from kamctl.records.names import ApplicationName, FamilyName, ProductCode
from kamctl.records.scalar import AboveZero, Code, Count, Day, Name, Number, Positive, Share, Text


class ListPrice(Record):
    """A list price, from a day on."""

    on: Day = about("first day", alias="from")
    price: MoneyField = about("list price per unit")


class Option(Record):
    """An option and what it adds to the list price."""

    name: Text = about("name")
    name_zh: Text | None = maybe("Chinese name")
    list: MoneyField | None = maybe("list price per unit")


class Break(Record):
    """From this many units on, the price per unit is expected to be `factor` times that of the comparison quantity."""

    units: Count = about("units")
    factor: AboveZero = about("factor; 1 marks the comparison quantity")


class Corridor(Record):
    """Allowed prices as shares of list."""

    floor: Share | None = maybe("lowest price without approval")
    target: Share | None = maybe("target price")
    ceiling: Positive | None = maybe("highest price")


class Product(Record):
    """products.yaml, one entry: a product by its code."""

    name: Text = about("name")
    name_zh: Text | None = maybe("Chinese name")
    family: FamilyName | None = maybe("product family, from the settings")
    application: ApplicationName | tuple[ApplicationName, ...] | None = maybe("what it is for")
    list: tuple[ListPrice, ...] = many("list prices, oldest first")
    options: dict[Code, Option] = about("options", default={})
    breaks: tuple[Break, ...] = many("quantity breaks")
    capabilities: dict[Name, Text | Number] = about("what it can do: capability -> value", default={})
    renewal_years: Positive | None = maybe("age at which it is usually replaced", unit="years")
    corridor: Corridor | dict[Channel, Corridor] | None = maybe("price corridor, for all channels or by channel")
    lifecycle: Literal["planned", "active", "phase_out", "discontinued"] | None = maybe("where it is in its life")
    successor: ProductCode | None = maybe("product that replaces it")
    notes: Text | None = maybe("remarks")


class Products(RootModel[dict[Code, Product]]):
    """products.yaml: the catalogue."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, defer_build=True)
